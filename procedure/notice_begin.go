package procedure

import (
	"fmt"
	"strings"
)

// Notices at the beginning: the decision to make a plan, and § 13a Abs. 3 BauGB.

// purposes are what a decision under § 2 Abs. 1 S. 2 BauGB is about (§ 1 Abs. 8 BauGB: the same rules for all).
var purposeNouns = map[Purpose]string{Aufstellung: "die Aufstellung", Aenderung: "die Änderung", Ergaenzung: "die Ergänzung", Aufhebung: "die Aufhebung"}

// initiation is the notice of § 2 Abs. 1 S. 2 BauGB.
func (w noticeWriter) initiation() []NoticePart {
	parts := []NoticePart{w.decision(), w.area("§ 2 Abs. 1 S. 2 BauGB")}
	if s := strings.TrimSpace(w.Procedure.Summary); s != "" {
		parts = append(parts, NoticePart{Key: "aims", Text: "Ziele der Planung: " + s})
	}
	switch w.Procedure.Regime {
	case Simplified:
		parts = append(parts, NoticePart{Key: "act", Text: "Das vereinfachte Verfahren nach § 13 BauGB wird angewendet."})
	case Accelerated:
		parts = append(parts, NoticePart{Key: "act", Text: "Das beschleunigte Verfahren nach § 13a BauGB wird angewendet. Die Bekanntmachung nach § 13a Absatz 3 BauGB folgt gesondert."})
	}
	return append(parts, NoticePart{Key: "internet", Text: "Über den Fortgang des Verfahrens unterrichtet " + w.Address})
}

// decision reports T1. The law asks for no more than that the decision becomes known; its day makes it findable.
func (w noticeWriter) decision() NoticePart {
	on, body := "…", w.Authority.DecidingBody
	p := NoticePart{Key: "decision", Norm: "§ 2 Abs. 1 S. 2 BauGB", Remedy: RemedySteps}
	if a := w.act("T1"); a != nil {
		on = german(a.On)
		if organ := a.Answers.Text("organ"); organ != "" {
			body = organ
		}
	} else {
		p.Missing = "der Aufstellungsbeschluss mit seinem Tag"
	}
	if body == "" {
		body = "zuständiges Gremium"
	}
	p.Text = fmt.Sprintf("Am %s wurde %s des oben genannten Plans beschlossen (%s). Der Beschluss wird hiermit nach § 2 Absatz 1 Satz 2 des Baugesetzbuchs (BauGB) ortsüblich bekannt gemacht.",
		on, purposeNouns[w.Procedure.Purpose], body)
	return p
}

// accelerated is the notice of § 13a Abs. 3 BauGB. It carries the decision of § 2 Abs. 1 S. 2 too while that is not
// announced (S. 2 lets the two be joined).
func (w noticeWriter) accelerated() []NoticePart {
	const norm = "§ 13a Abs. 3 S. 1 Nr. 1 BauGB"
	var parts []NoticePart
	if !w.announced(NoticeInitiation) {
		parts = append(parts, w.decision())
	}
	parts = append(parts, NoticePart{Key: "assessment", Norm: norm, Severity: Warning,
		Text: "Der Bebauungsplan soll im beschleunigten Verfahren nach § 13a BauGB ohne Durchführung einer Umweltprüfung nach § 2 Absatz 4 BauGB aufgestellt werden."})
	if w.assessed() {
		reasons := w.Details.Text("gruende")
		parts = append(parts, NoticePart{Key: "grounds", Norm: norm + ", Abs. 1 S. 2 Nr. 2", Severity: Warning, Remedy: RemedyAnswer,
			Text:    "Nach der Vorprüfung des Einzelfalls wird der Bebauungsplan voraussichtlich keine erheblichen Umweltauswirkungen haben. Wesentliche Gründe: " + reasons,
			Missing: missing(reasons == "", "die wesentlichen Gründe nach der Vorprüfung des Einzelfalls")})
	}
	parts = append(parts, w.area("§ 13a Abs. 3 BauGB"), w.inform())
	if w.earlyOmitted() {
		until, ok := w.Details.Day("bis")
		p := NoticePart{Key: "until", Norm: "§ 13a Abs. 3 S. 1 Nr. 2 BauGB", Severity: Warning, Remedy: RemedyAnswer,
			Text: "Die Öffentlichkeit kann sich bis einschließlich … zur Planung äußern.", Missing: missing(!ok, "der Tag, bis zu dem man sich äußern kann")}
		if ok {
			p.Text = fmt.Sprintf("Die Öffentlichkeit kann sich bis einschließlich %s zur Planung äußern, auch per E-Mail an %s.", german(until), w.Authority.Mail)
		}
		parts = append(parts, p)
	}
	return append(parts, w.privacy())
}

func (w noticeWriter) inform() NoticePart {
	place, lacks := w.placeOr("ort")
	return NoticePart{Key: "inform", Norm: "§ 13a Abs. 3 S. 1 Nr. 2 BauGB", Severity: Warning, Missing: lacks, Remedy: RemedyAnswer,
		Text: "Über die allgemeinen Ziele und Zwecke sowie die wesentlichen Auswirkungen der Planung kann sich die Öffentlichkeit unterrichten: " + place + ", sowie unter " + w.Address}
}

// assessed reports whether a preliminary assessment had to be made (§ 13a Abs. 1 S. 2 Nr. 2 BauGB).
func (w noticeWriter) assessed() bool {
	a := w.act("T1")
	return a != nil && needsAssessment(Facts{Answers: a.Answers})
}

// earlyOmitted: a period to comment has to be named where no early participation takes place.
func (w noticeWriter) earlyOmitted() bool {
	return w.Details.Text("fruehzeitig") != Yes
}

func (w noticeWriter) announced(kind AnnouncementKind) bool {
	for _, k := range w.Announced {
		if k == kind {
			return true
		}
	}
	return false
}
