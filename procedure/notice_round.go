package procedure

import (
	"fmt"
	"strings"
)

// publication is the notice of § 3 Abs. 1, § 3 Abs. 2 S. 4, § 4a Abs. 3, § 13 Abs. 2 S. 2 or § 36a Abs. 2 BauGB.
func (w noticeWriter) publication() []NoticePart {
	parts := []NoticePart{{Key: "act", Norm: w.norm(), Text: "Nach " + w.deed() + "."}}
	if w.law.Internet || !w.general() {
		parts = append(parts, w.address())
	} else {
		place, lacks := w.office()
		parts = append(parts, NoticePart{Key: "place", Norm: w.law.NoticeNorm + ": Ort der Auslegung", Text: "Die Unterlagen liegen aus: " + place + ".", Missing: lacks, Remedy: RemedyAuthority})
	}
	parts = append(parts, w.duration(), w.area(w.norm()))
	if w.namesTopics() {
		parts = append(parts, w.topics())
	}
	parts = append(parts, w.peculiar()...)
	if !w.general() && w.Round.Kind != AffectedPublicRound {
		place, _ := w.office()
		parts = append(parts, NoticePart{Key: "access", Text: "Zusätzlich können die Unterlagen eingesehen werden: " + place + ". Dort stehen auch Lesegeräte bereit."})
	}
	parts = append(parts, w.hints()...)
	if w.general() {
		parts = append(parts, w.online())
	}
	return append(parts, w.privacy())
}

// general reports whether everybody is asked under § 3 Abs. 2 BauGB, for the first time or again.
func (w noticeWriter) general() bool {
	return w.Round.Kind == PublicationRound || w.Round.Kind == RepeatedRound || w.Round.Kind == ""
}

// affected reports whether § 13 Abs. 2 S. 1 Nr. 2 BauGB is applied, directly or by reference.
func (w noticeWriter) affected() bool {
	return w.Round.Kind == AffectedPublicRound && w.Procedure.Regime != Regular
}

// limited reports whether a changed draft is shown again, so that statements are about the change (§ 4a Abs. 3 BauGB).
func (w noticeWriter) limited() bool {
	return w.Round.Kind == RepeatedRound || w.Round.Kind == AffectedPublicRound && (w.Procedure.Regime == Regular || w.Round.Scope != "")
}

// norm is the paragraph that asks for the notice.
func (w noticeWriter) norm() string {
	switch w.Round.Kind {
	case EarlyRound:
		return "§ 3 Abs. 1 S. 1 BauGB"
	case HearingRound:
		return "§ 36a Abs. 2 S. 1 BauGB"
	case AffectedPublicRound:
		if w.Procedure.Regime == Regular {
			return "§ 4a Abs. 3 S. 4 BauGB"
		}
		return "§ 13 Abs. 2 S. 1 Nr. 2, S. 2 BauGB"
	}
	return w.law.NoticeNorm
}

// deed names what is done, and the paragraph.
func (w noticeWriter) deed() string {
	again := "wird der geänderte Entwurf erneut im Internet veröffentlicht"
	if !w.law.Internet {
		again = "wird der geänderte Entwurf erneut öffentlich ausgelegt"
	}
	switch w.Round.Kind {
	case EarlyRound:
		return "§ 3 Absatz 1 des Baugesetzbuchs (BauGB) werden die allgemeinen Ziele und Zwecke der Planung vorgestellt und können erörtert werden"
	case RepeatedRound:
		return "§ 4a Absatz 3 BauGB " + again
	case AffectedPublicRound:
		if w.Procedure.Regime == Regular {
			return "§ 4a Absatz 3 Satz 4 BauGB wird der von der Änderung betroffenen Öffentlichkeit Gelegenheit zur Stellungnahme gegeben"
		}
		return "§ 13 Absatz 2 Satz 1 Nummer 2 BauGB wird der betroffenen Öffentlichkeit Gelegenheit zur Stellungnahme gegeben"
	case HearingRound:
		return "§ 36a Absatz 2 BauGB wird der betroffenen Öffentlichkeit Gelegenheit zur Stellungnahme zu dem Antrag gegeben"
	}
	return "§ 3 Absatz 2 des Baugesetzbuchs (BauGB) " + w.law.PublicationAct
}

func (w noticeWriter) address() NoticePart {
	p := NoticePart{Key: "address", Text: "Die Unterlagen stehen im Internet unter " + w.Address, Missing: missing(w.Address == "", "die Internetadresse der Unterlagen")}
	if w.general() {
		p.Norm = w.law.NoticeNorm
	}
	return p
}

func (w noticeWriter) duration() NoticePart {
	subject := "Gelegenheit zur Stellungnahme besteht"
	switch {
	case w.general():
		subject = "Die " + w.law.PeriodName + " dauert"
	case w.Round.Kind == EarlyRound:
		subject = "Gelegenheit zur Äußerung besteht"
	}
	p := w.Round.Period
	return NoticePart{Key: "period", Norm: w.norm(), Text: fmt.Sprintf("%s vom %s bis einschließlich %s.", subject, german(p.FirstDay), german(p.LastDay)),
		Missing: missing(p.FirstDay.IsZero() || p.LastDay.IsZero(), "der erste und der letzte Tag"), Remedy: RemedyPeriod}
}

// namesTopics: in the simplified and the accelerated procedure nothing has to be named (§ 13 Abs. 3 S. 1, § 13a Abs. 2
// Nr. 1 BauGB). § 34 Abs. 6 and § 35 Abs. 6 do not refer to that rule, so a bylaw that chooses publication names them.
func (w noticeWriter) namesTopics() bool {
	r := w.Procedure.Regime
	return w.general() && r != Simplified && r != Accelerated && r != Outskirts
}

func (w noticeWriter) topics() NoticePart {
	p := NoticePart{Key: "topics", Norm: w.law.NoticeNorm + "; BVerwG, 18.07.2013, 4 CN 3.12: nach Themen geordnet", Remedy: RemedyPeriod,
		Text:    "Folgende Arten umweltbezogener Informationen sind verfügbar: " + strings.Join(w.Round.Topics, ", ") + ".",
		Missing: missing(len(w.Round.Topics) == 0, "die Arten umweltbezogener Informationen")}
	if w.Procedure.Regime == Bylaw && len(w.Round.Topics) == 0 {
		p.Severity, p.Text = Warning, "Umweltbezogene Informationen liegen nicht vor."
	}
	return p
}

// peculiar are the parts that only some rounds have.
func (w noticeWriter) peculiar() []NoticePart {
	r := w.Round
	var parts []NoticePart
	if w.limited() || r.Scope != "" {
		parts = append(parts, NoticePart{Key: "change", Norm: w.law.RepeatNorm, Severity: Warning, Text: "Geändert oder ergänzt wurde: " + r.Scope, Remedy: RemedyPeriod,
			Missing: missing(r.Scope == "", "was geändert oder ergänzt wurde")})
	}
	if r.Kind == AffectedPublicRound || r.Circle != "" {
		parts = append(parts, NoticePart{Key: "circle", Norm: w.norm(), Text: "Beteiligt wird die betroffene Öffentlichkeit: " + r.Circle, Remedy: RemedyPeriod,
			Missing: missing(r.Circle == "", "wer zur betroffenen Öffentlichkeit gehört")})
	}
	if r.Discussion != "" {
		parts = append(parts, NoticePart{Key: "discussion", Norm: "§ 3 Abs. 1 S. 1 BauGB", Text: "Erörterung: " + r.Discussion})
	}
	return parts
}

// extension is the notice of a longer period. Whoever reads only this one must find the same hints.
func (w noticeWriter) extension() []NoticePart {
	text := fmt.Sprintf("Die Frist für Stellungnahmen, bisher bis zum %s, wird verlängert. Stellungnahmen können bis einschließlich %s abgegeben werden. Die Unterlagen stehen weiter unter %s",
		german(w.OldLastDay), german(w.Round.Period.LastDay), w.Address)
	if w.Cause != "" {
		text += "\nGrund der Verlängerung: " + w.Cause
	}
	parts := []NoticePart{{Key: "extension", Norm: "§ 3 Abs. 2 S. 1 und 4 BauGB entsprechend, § 190 BGB", Text: text,
		Missing: missing(w.OldLastDay.IsZero() || !w.Round.Period.LastDay.After(w.OldLastDay), "ein neuer letzter Tag nach dem bisherigen"), Remedy: RemedyAnswer},
		w.area("§ 3 Abs. 2 S. 4 BauGB entsprechend")}
	if !w.law.Internet {
		place, lacks := w.office()
		parts = append(parts, NoticePart{Key: "place", Norm: w.law.NoticeNorm + ": Ort der Auslegung", Text: "Die Unterlagen liegen weiter aus: " + place + ".", Missing: lacks, Remedy: RemedyAuthority})
	}
	return append(append(parts, w.peculiar()...), w.hints()...)
}
