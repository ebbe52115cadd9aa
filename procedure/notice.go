package procedure

import (
	"fmt"
	"strings"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// AnnouncementFacts are the facts that the text of a Bekanntmachung states.
type AnnouncementFacts struct {
	Authority  identity.Authority
	Procedure  Procedure
	Round      Round
	Address    string // public address of the documents
	RegisterID string // public key of the register, so that a receipt can be checked against the printed notice
	Kind       AnnouncementKind
	OldLastDay period.Date // of an extension
	Extra      string      // a paragraph of the authority's own
}

// Notice is a Bekanntmachung in its parts, as the rule set asks for them. The parts with a norm are the law's: they are
// made from the rule, not typed, so nobody can edit them away.
type Notice struct {
	Kind    AnnouncementKind
	Heading string
	Subject string
	Parts   []NoticePart
}

// NoticePart is a paragraph or a list of hints.
type NoticePart struct {
	Key     string
	Title   string // above a list; empty for a paragraph
	Text    string
	List    []string
	Norm    string // why it has to be there; empty for courtesy
	Missing string // what is lacking for it, in German; empty when it is complete
}

// NoticeOf makes the notice of a round with the contents and hints that its law asks for.
func NoticeOf(f AnnouncementFacts) Notice {
	w := noticeWriter{AnnouncementFacts: f, law: f.law()}
	n := Notice{Kind: f.Kind, Heading: "Bekanntmachung der " + f.Authority.Name, Subject: f.Procedure.Title}
	if n.Kind == "" {
		n.Kind = NoticePublication
	}
	write := map[AnnouncementKind]func() []NoticePart{
		NoticePublication: w.publication, NoticeExtension: w.extension}[n.Kind]
	n.Parts = write()
	if extra := strings.TrimSpace(f.Extra); extra != "" {
		n.Parts = append(n.Parts, NoticePart{Key: "extra", Text: extra})
	}
	n.Parts = append(n.Parts, NoticePart{Key: "key", Text: "Der Schlüssel, mit dem sich Eingangsbestätigungen prüfen lassen: " + f.RegisterID})
	return n
}

// law is that of the round; the newest one where the round knows none, as in a preview.
func (f AnnouncementFacts) law() Law {
	if l, err := LawOf(f.Round.RuleSet); err == nil {
		return l
	}
	return law2023
}

// Missing lists what the notice still lacks.
func (n Notice) Missing() []string {
	var list []string
	for _, p := range n.Parts {
		if p.Missing != "" {
			list = append(list, p.Missing)
		}
	}
	return list
}

// String is the notice as plain text, for the gazette.
func (n Notice) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", n.Heading, n.Subject)
	for _, p := range n.Parts {
		b.WriteString("\n")
		if p.Title != "" {
			b.WriteString(p.Title + "\n")
		}
		if p.Text != "" {
			b.WriteString(p.Text + "\n")
		}
		for i, item := range p.List {
			fmt.Fprintf(&b, "%d. %s\n", i+1, item)
		}
	}
	return b.String()
}

// AnnouncementText is the notice as plain text.
func AnnouncementText(f AnnouncementFacts) string { return NoticeOf(f).String() }

type noticeWriter struct {
	AnnouncementFacts
	law Law
}

// publication is the notice of § 3 Abs. 1, § 3 Abs. 2 S. 4, § 4a Abs. 3, § 13 Abs. 2 S. 2 or § 36a Abs. 2 BauGB.
func (w noticeWriter) publication() []NoticePart {
	r := w.Round
	parts := []NoticePart{
		{Key: "act", Norm: w.law.NoticeNorm, Text: fmt.Sprintf("Nach %s, und zwar vom %s bis einschließlich %s unter %s.",
			w.act(), german(r.Period.FirstDay), german(r.Period.LastDay), w.Address), Missing: missing(w.Address == "", "die Internetadresse der Unterlagen")},
		{Key: "area", Norm: w.law.NoticeNorm + ": Anstoßwirkung", Text: "Das Plangebiet: " + w.Procedure.AreaText,
			Missing: missing(strings.TrimSpace(w.Procedure.AreaText) == "", "die Beschreibung des Gebiets")},
	}
	if w.namesTopics() {
		parts = append(parts, NoticePart{Key: "topics", Norm: w.law.NoticeNorm + "; BVerwG, 18.07.2013, 4 CN 3.12: nach Themen geordnet",
			Text:    "Folgende Arten umweltbezogener Informationen sind verfügbar: " + strings.Join(r.Topics, ", ") + ".",
			Missing: missing(len(r.Topics) == 0, "die Arten umweltbezogener Informationen")})
	}
	if r.Scope != "" {
		parts = append(parts, NoticePart{Key: "scope", Norm: w.law.RepeatNorm, Text: "Geändert oder ergänzt wurde: " + r.Scope})
	}
	if r.Circle != "" {
		parts = append(parts, NoticePart{Key: "circle", Norm: "§ 13 Abs. 2 S. 1 Nr. 2, § 4a Abs. 3 S. 4 BauGB", Text: "Beteiligt wird die betroffene Öffentlichkeit: " + r.Circle})
	}
	if r.Discussion != "" {
		parts = append(parts, NoticePart{Key: "discussion", Norm: "§ 3 Abs. 1 S. 1 BauGB", Text: "Erörterung: " + r.Discussion})
	}
	parts = append(parts, w.access())
	return append(parts, w.hints(), w.privacy())
}

// act names what is done, and the paragraph.
func (w noticeWriter) act() string {
	switch w.Round.Kind {
	case EarlyRound:
		return "§ 3 Absatz 1 des Baugesetzbuchs (BauGB) werden die allgemeinen Ziele und Zwecke der Planung vorgestellt und können erörtert werden"
	case RepeatedRound:
		if !w.law.Internet {
			return "§ 4a Absatz 3 BauGB wird der geänderte Entwurf erneut öffentlich ausgelegt"
		}
		return "§ 4a Absatz 3 BauGB wird der geänderte Entwurf erneut im Internet veröffentlicht"
	case AffectedPublicRound:
		return "§ 13 Absatz 2 Satz 1 Nummer 2 BauGB wird der betroffenen Öffentlichkeit Gelegenheit zur Stellungnahme gegeben"
	case HearingRound:
		return "§ 36a Absatz 2 BauGB wird der betroffenen Öffentlichkeit Gelegenheit zur Stellungnahme zu dem Antrag gegeben"
	}
	return "§ 3 Absatz 2 des Baugesetzbuchs (BauGB) " + w.law.PublicationAct
}

// namesTopics: where no environmental assessment takes place, nothing has to be named (§ 13 Abs. 3 S. 1 BauGB).
func (w noticeWriter) namesTopics() bool {
	return w.Procedure.Regime.assessesEnvironment() && (w.Round.Kind == PublicationRound || w.Round.Kind == RepeatedRound)
}

func (w noticeWriter) access() NoticePart {
	a := w.Authority
	place := strings.TrimSuffix(strings.Join(filled(a.Office, a.Street, strings.TrimSpace(a.PostalCode+" "+a.City), a.Room, a.Hours), ", "), ".")
	return NoticePart{Key: "access", Norm: "§ 3 Abs. 2 S. 2 BauGB", Missing: missing(a.Street == "" || a.Hours == "", "Anschrift und Öffnungszeiten der anderen Zugangsmöglichkeit"),
		Text: "Zusätzlich können die Unterlagen eingesehen werden: " + place + ". Dort stehen auch Lesegeräte bereit."}
}

// hints are the mandatory ones of § 3 Abs. 2 S. 4 Halbsatz 2 BauGB. The third is the condition of § 4a Abs. 5 S. 2 BauGB:
// without it a late statement must be weighed.
func (w noticeWriter) hints() NoticePart {
	list := []string{
		fmt.Sprintf("Während der Dauer der %s kann jede Person Stellungnahmen abgeben.", w.law.PeriodName),
		fmt.Sprintf("Stellungnahmen sollen elektronisch übermittelt werden, über das genannte Portal oder an %s. Bei Bedarf können sie auch auf anderem Weg abgegeben werden, insbesondere per Brief oder zur Niederschrift.", w.Authority.Mail),
		"Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über den Bauleitplan unberücksichtigt bleiben.",
		"Neben der Veröffentlichung im Internet bestehen die oben genannten anderen Zugangsmöglichkeiten.",
	}
	if !w.law.Internet {
		list = append(list[:1:1], "Stellungnahmen können schriftlich, zur Niederschrift oder per E-Mail an "+w.Authority.Mail+" abgegeben werden.", list[2],
			"Diese Bekanntmachung und die Unterlagen stehen zusätzlich im Internet.")
	}
	p := w.Procedure
	if p.Plan.Kind == FNP && w.Round.Kind.Formal() {
		list = append(list, "Eine Vereinigung im Sinne des § 4 Absatz 3 Satz 1 Nummer 2 des Umwelt-Rechtsbehelfsgesetzes (UmwRG) ist in einem Rechtsbehelfsverfahren nach § 7 Absatz 2 UmwRG gemäß § 7 Absatz 3 Satz 1 UmwRG mit allen Einwendungen ausgeschlossen, die sie im Rahmen der "+w.law.PeriodName+" nicht oder nicht rechtzeitig geltend gemacht hat, aber hätte geltend machen können.")
	}
	if !p.Regime.assessesEnvironment() && p.Regime != Hearing {
		list = append(list, "Von einer Umweltprüfung wird abgesehen (§ 13 Absatz 3 Satz 2 BauGB).")
	}
	if w.Round.Kind == RepeatedRound {
		list = append(list, "Stellungnahmen können nur zu den geänderten oder ergänzten Teilen und ihren möglichen Auswirkungen abgegeben werden.")
	}
	if w.Round.CrossBorder {
		list = append(list, "Eine grenzüberschreitende Beteiligung ist erforderlich ("+w.law.BorderNorm+").")
	}
	return NoticePart{Key: "hints", Title: "Hinweise:", List: list, Norm: w.law.NoticeNorm, Missing: missing(w.Authority.Mail == "", "die E-Mail-Adresse für Stellungnahmen")}
}

// privacy points to the information of Art. 13 GDPR (our policy: it belongs to every publication).
func (w noticeWriter) privacy() NoticePart {
	return NoticePart{Key: "privacy", Text: "Wie wir mit personenbezogenen Daten umgehen, steht unter " + originOf(w.Address) + "/datenschutz."}
}

// extension is the notice of a longer period.
func (w noticeWriter) extension() []NoticePart {
	return []NoticePart{
		{Key: "act", Norm: "§ 190 BGB", Text: fmt.Sprintf("Die Frist für Stellungnahmen, bisher bis zum %s, wird verlängert. Stellungnahmen können bis einschließlich %s abgegeben werden. Die Unterlagen stehen weiter unter %s.",
			german(w.OldLastDay), german(w.Round.Period.LastDay), w.Address)},
		w.access(), w.hints(),
	}
}

func missing(when bool, what string) string {
	if when {
		return what
	}
	return ""
}

func filled(list ...string) []string {
	var out []string
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}

// originOf is the part of an address before its path.
func originOf(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}
