package procedure

import "fmt"

// hints are the mandatory ones of § 3 Abs. 2 S. 4 Halbsatz 2 BauGB, and what other paragraphs add. The third is the
// condition of § 4a Abs. 5 S. 2 BauGB: without it a late statement must be weighed.
func (w noticeWriter) hints() []NoticePart {
	var list []NoticePart
	add := func(p NoticePart) {
		p.Number = 1
		list = append(list, p)
	}
	norm := w.hintNorm()
	add(NoticePart{Key: "hint1", Norm: norm, Text: w.openTo()})
	for _, p := range w.ways(norm) {
		add(p)
	}
	if w.Procedure.Plan.Kind == FNP && w.general() {
		add(NoticePart{Key: "unions", Norm: w.law.UnionsNorm, Text: "Eine Vereinigung im Sinne des § 4 Absatz 3 Satz 1 Nummer 2 des Umwelt-Rechtsbehelfsgesetzes (UmwRG) ist in einem Rechtsbehelfsverfahren nach § 7 Absatz 2 UmwRG gemäß § 7 Absatz 3 Satz 1 UmwRG mit allen Einwendungen ausgeschlossen, die sie im Rahmen der " + w.law.PeriodName + " nicht oder nicht rechtzeitig geltend gemacht hat, aber hätte geltend machen können."})
	}
	if p, ok := w.noAssessment(); ok {
		add(p)
	}
	if w.limited() {
		add(NoticePart{Key: "limit", Norm: "§ 4a Abs. 3 S. 2 BauGB", Text: w.onlyChange()})
	}
	if w.Round.CrossBorder && w.general() {
		add(NoticePart{Key: "border", Norm: w.law.BorderNorm, Text: "Eine grenzüberschreitende Beteiligung ist erforderlich (" + w.law.BorderNorm + ")."})
	}
	return list
}

// hintNorm: where only the affected are asked, the same hints hold (§ 13 Abs. 2 S. 2 BauGB); in an early participation and a
// hearing the law asks for none, and they are printed by courtesy.
func (w noticeWriter) hintNorm() string {
	switch {
	case w.general():
		return w.law.NoticeNorm
	case w.affected():
		return "§ 13 Abs. 2 S. 2 BauGB"
	case w.Round.Kind == AffectedPublicRound:
		return w.law.RepeatNorm
	}
	return ""
}

func (w noticeWriter) openTo() string {
	switch {
	case w.general():
		return fmt.Sprintf("Während der Dauer der %s kann jede Person Stellungnahmen abgeben.", w.law.PeriodName)
	case w.Round.Kind == EarlyRound:
		return "In dieser Zeit kann sich jede Person zur Planung äußern."
	}
	return "Stellungnahmen können während dieser Frist abgegeben werden."
}

// ways are how statements come and what becomes of late ones. Before 7 July 2023 the law asked for no hint on the way; the
// text names e-mail nevertheless, for "schriftlich oder zur Niederschrift" alone keeps people away
// (BVerwG, 07.06.2021, 4 BN 50.20).
func (w noticeWriter) ways(norm string) []NoticePart {
	late := NoticePart{Key: "hint3", Norm: norm, Text: "Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über den Bauleitplan unberücksichtigt bleiben."}
	switch {
	case w.Round.Kind == HearingRound:
		late.Text = "Nicht fristgerecht abgegebene Stellungnahmen können bei der Entscheidung über die Zustimmung unberücksichtigt bleiben."
	case w.Procedure.Regime == Bylaw:
		late.Text = "Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über die Satzung unberücksichtigt bleiben."
	}
	noMail := missing(w.Authority.Mail == "", "die E-Mail-Adresse für Stellungnahmen")
	if !w.law.Internet {
		return []NoticePart{{Key: "ways", Norm: "BVerwG, 07.06.2021, 4 BN 50.20: E-Mail ist zu nennen", Missing: noMail, Remedy: RemedyAuthority,
			Text: "Stellungnahmen können schriftlich, zur Niederschrift oder per E-Mail an " + w.Authority.Mail + " abgegeben werden."}, late}
	}
	list := []NoticePart{{Key: "hint2", Norm: norm, Missing: noMail, Remedy: RemedyAuthority,
		Text: fmt.Sprintf("Stellungnahmen sollen elektronisch übermittelt werden, über das genannte Portal oder an %s. Bei Bedarf können sie auch auf anderem Weg abgegeben werden, insbesondere per Brief oder zur Niederschrift.", w.Authority.Mail)}, late}
	if norm == "" {
		return list
	}
	place, lacks := w.office()
	return append(list, NoticePart{Key: "hint4", Norm: norm + ", § 3 Abs. 2 S. 2 BauGB", Missing: lacks, Remedy: RemedyAuthority,
		Text: "Neben der Veröffentlichung im Internet bestehen diese anderen leicht zu erreichenden Zugangsmöglichkeiten: " + place + ". Dort stehen auch Lesegeräte bereit."})
}

// noAssessment: § 13 Abs. 3 S. 2 BauGB asks for the hint where § 13 Abs. 2 Nr. 2 is applied. § 13a Abs. 2 Nr. 1 refers to
// § 13 Abs. 3 S. 1 alone, so there it is courtesy; § 34 Abs. 6 and § 35 Abs. 6 refer to neither, and a bylaw that is no
// Bauleitplan has no environmental assessment that one could do without.
func (w noticeWriter) noAssessment() (NoticePart, bool) {
	if w.Round.Kind == EarlyRound {
		return NoticePart{}, false
	}
	switch w.Procedure.Regime {
	case Simplified:
		return NoticePart{Key: "assessment", Norm: "§ 13 Abs. 3 S. 2 BauGB", Severity: Warning, Text: "Von einer Umweltprüfung wird abgesehen (§ 13 Absatz 3 Satz 2 BauGB)."}, true
	case Accelerated, Outskirts:
		return NoticePart{Key: "assessment", Text: "Der Bebauungsplan wird im beschleunigten Verfahren ohne Durchführung einer Umweltprüfung aufgestellt (§ 13a Absatz 2 Nummer 1, § 13 Absatz 3 Satz 1 BauGB)."}, true
	}
	return NoticePart{}, false
}

// onlyChange: before 2023 statements could be limited to the changed parts; since then they are about the change and its
// possible effects by law.
func (w noticeWriter) onlyChange() string {
	if !w.law.RepeatShall {
		return "Stellungnahmen können nur zu den geänderten oder ergänzten Teilen abgegeben werden."
	}
	return "Stellungnahmen können nur zu den geänderten oder ergänzten Teilen und ihren möglichen Auswirkungen abgegeben werden."
}
