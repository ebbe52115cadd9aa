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
	OldLastDay period.Date        // of an extension
	Cause      string             // of an extension
	Acts       []PastAct          // the decisions that a notice reports; oldest first
	Steps      []Step             // how far the procedure is
	Announced  []AnnouncementKind // on record already
	Details    Answers            // what NoticeAsks asks
	Extra      string             // a paragraph of the authority's own
}

// Notice is a Bekanntmachung in its parts, as the rule set asks for them. The parts with a norm are the law's: they are
// made from the rule, not typed, so nobody can edit them away.
type Notice struct {
	Kind    AnnouncementKind
	Heading string
	Subject string
	Parts   []NoticePart
}

// NoticePart is a paragraph, or a hint of the numbered list.
type NoticePart struct {
	Key      string
	Label    string // in the checklist
	Title    string // above the first hint
	Text     string
	Number   int    // of a hint; 0 for a paragraph
	Norm     string // why it has to be there; empty for courtesy
	Severity Severity
	Why      string // what happens without it
	Missing  string // what is lacking for it, in German; empty when it is complete
	Remedy   Remedy // where to supply that
}

// Locked reports whether the law asks for the part.
func (p NoticePart) Locked() bool { return p.Norm != "" }

// NoticeOf makes a notice with the contents and hints that its law asks for.
func NoticeOf(f AnnouncementFacts) Notice {
	if f.Kind == "" {
		f.Kind = NoticePublication
	}
	w := noticeWriter{AnnouncementFacts: f, law: f.law()}
	n := Notice{Kind: f.Kind, Heading: "Bekanntmachung der " + f.Authority.Name, Subject: f.Procedure.Title}
	write := map[AnnouncementKind]func() []NoticePart{
		NoticeInitiation: w.initiation, Notice13a: w.accelerated, NoticePublication: w.publication, NoticeExtension: w.extension,
		NoticeInForce: w.inForce, NoticeResult: w.result}[f.Kind]
	if write == nil {
		return n
	}
	n.Parts = write()
	if extra := strings.TrimSpace(f.Extra); extra != "" {
		n.Parts = append(n.Parts, NoticePart{Key: "extra", Text: extra})
	}
	n.Parts = append(n.Parts, NoticePart{Key: "key", Text: "Der Schlüssel, mit dem sich Eingangsbestätigungen prüfen lassen: " + f.RegisterID})
	n.finish()
	w.refuse(&n)
	return n
}

// finish names the parts and counts the hints.
func (n *Notice) finish() {
	hints := 0
	for i := range n.Parts {
		p := &n.Parts[i]
		p.Label, p.Why = noticeLabels[p.Key].label, noticeLabels[p.Key].why
		if p.Severity == "" {
			p.Severity = Note
			if p.Locked() {
				p.Severity = Block
			}
		}
		if p.Number == 0 {
			continue
		}
		if hints++; hints == 1 {
			p.Title = "Hinweise:"
		}
		p.Number = hints
	}
}

// refuse looks for forbidden words in what people typed and a notice prints.
func (w noticeWriter) refuse(n *Notice) {
	typed := map[string]string{"aims": w.Procedure.Summary, "change": w.Round.Scope, "circle": w.Round.Circle, "discussion": w.Round.Discussion,
		"extension": w.Cause, "grounds": w.Details.Text("gruende"), "inform": w.Details.Text("ort"), "inspection": w.Details.Text("einsicht"),
		"result": w.Details.Text("ergebnis"), "land": w.Details.Text("landeshinweis"), "extra": w.Extra}
	for i := range n.Parts {
		p := &n.Parts[i]
		for _, f := range ForbiddenFormulas(w.law, typed[p.Key]) {
			p.Missing, p.Severity = "ein anderes Wort statt „"+f.Words+"“", Block
		}
	}
}

// law is that of the round, or of today where a notice belongs to none; the newest one where it is unknown, as in a
// preview.
func (f AnnouncementFacts) law() Law {
	if l, err := LawOf(f.Round.RuleSet); err == nil {
		return l
	}
	return law2023
}

// Missing lists what the notice lacks and cannot do without.
func (n Notice) Missing() []string {
	var list []string
	for _, p := range n.Parts {
		if p.Missing != "" && p.Severity == Block {
			list = append(list, p.Missing)
		}
	}
	return list
}

// Part is the part of a key.
func (n Notice) Part(key string) (NoticePart, bool) {
	for _, p := range n.Parts {
		if p.Key == key {
			return p, true
		}
	}
	return NoticePart{}, false
}

// String is the notice as plain text, for the gazette.
func (n Notice) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", n.Heading, n.Subject)
	for _, p := range n.Parts {
		if p.Text == "" {
			continue
		}
		if p.Number <= 1 {
			b.WriteString("\n")
		}
		if p.Title != "" {
			b.WriteString(p.Title + "\n")
		}
		if p.Number > 0 {
			fmt.Fprintf(&b, "%d. ", p.Number)
		}
		b.WriteString(p.Text + "\n")
	}
	return b.String()
}

// AnnouncementText is the notice as plain text.
func AnnouncementText(f AnnouncementFacts) string { return NoticeOf(f).String() }

type noticeWriter struct {
	AnnouncementFacts
	law Law
}

// act is the latest act of a transition in the latest run; nil when there is none.
func (w noticeWriter) act(id TransitionID) *PastAct {
	return Facts{Procedure: w.Procedure, Acts: w.Acts}.act(id)
}

// areaWords begin the part that describes the area.
const areaWords = "Das Plangebiet"

// area makes people see whether they are touched (Anstoßwirkung): names that they use, not only parcels.
func (w noticeWriter) area(norm string) NoticePart {
	text := w.Procedure.AreaText
	if !strings.HasPrefix(text, areaWords) {
		text = areaWords + ": " + text
	}
	return NoticePart{Key: "area", Norm: norm + ": Anstoßwirkung", Text: text, Remedy: RemedyProcedure,
		Missing: missing(strings.TrimSpace(w.Procedure.AreaText) == "", "die Beschreibung des Gebiets")}
}

// office is where people find the documents on paper and on screens.
func (w noticeWriter) office() (place, lacks string) {
	a := w.Authority
	place = strings.TrimSuffix(strings.Join(filled(a.Office, a.Street, strings.TrimSpace(a.PostalCode+" "+a.City), a.Room, a.Hours), ", "), ".")
	return place, missing(a.Street == "" || a.Hours == "", "Anschrift und Öffnungszeiten der Stelle")
}

// placeOr is a place that the planner names, or else the office.
func (w noticeWriter) placeOr(key string) (place, lacks string) {
	if own := w.Details.Text(key); own != "" {
		return strings.TrimSuffix(own, "."), ""
	}
	return w.office()
}

// privacy points to the information of Art. 13 GDPR (our policy: it belongs to every publication).
func (w noticeWriter) privacy() NoticePart {
	return NoticePart{Key: "privacy", Text: "Wie wir mit personenbezogenen Daten umgehen, steht unter " + originOf(w.Address) + "/datenschutz."}
}

// online says that the notice stands on the internet too, and in the portal of the Land.
func (w noticeWriter) online() NoticePart {
	text := "Der Inhalt dieser Bekanntmachung und die Unterlagen stehen auch im Internet unter " + w.Address
	if w.Procedure.PortalURL != "" {
		text += " und sind über das zentrale Internetportal des Landes zugänglich: " + w.Procedure.PortalURL
	}
	return NoticePart{Key: "portal", Norm: w.law.PortalNorm, Severity: Warning, Text: text, Remedy: RemedyPortal,
		Missing: missing(w.Procedure.PortalURL == "", "die Adresse im zentralen Internetportal des Landes")}
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
