package period

import "time"

// The rules, each once per wording of the law. Where a rule set changes only the words around a period, the later
// sets share the value of the earlier one.

// Public participation.
var (
	early = Rule{
		Key: "3(1)", Title: "Frühzeitige Beteiligung der Öffentlichkeit", Norm: "§ 3 Abs. 1 S. 1 BauGB",
		Counting: DayCounts, GuideDays: 14, Bound: Guide, Shifts: true, Shorter: Note,
		Remark: Reason{Text: "Das Gesetz nennt keine Dauer, zwei Wochen sind ein Vorschlag", Norm: "§ 3 Abs. 1 BauGB"},
	}
	display = Rule{ // before 7 July 2023
		Key: "3(2)", Title: "Öffentliche Auslegung", Norm: "§ 3 Abs. 2 S. 1 BauGB",
		Counting: DayCounts, Months: 1, FloorDays: 30, Bound: Minimum, Shifts: true, Shorter: Block, Longer: Warn,
		Ground: Reason{Text: "Eine längere Frist setzt einen wichtigen Grund voraus", Norm: "§ 3 Abs. 2 S. 1 BauGB"},
	}
	publication = retitled(display, "3(2)", "Veröffentlichung im Internet", "§ 3 Abs. 2 S. 1 BauGB")

	repeatedMay = Rule{ // before 7 July 2023
		Key: "4a(3)", Title: "Erneute Beteiligung", Norm: "§ 4a Abs. 3 S. 3 BauGB",
		Counting: DayCounts, Months: 1, FloorDays: 30, Bound: Guide, Shifts: true, Shorter: Warn, Longer: Warn,
		Ground:    Reason{Text: "Eine längere Frist setzt einen wichtigen Grund voraus", Norm: "§ 3 Abs. 2 S. 1 BauGB"},
		BriefDays: 14,
		Remark:    Reason{Text: "Die Frist kann angemessen verkürzt werden, die Dauer ist zu begründen", Norm: "§ 4a Abs. 3 S. 3 BauGB"},
	}
	repeatedShall = remarked(repeatedMay, "Die Frist soll angemessen verkürzt werden, die Dauer ist zu begründen")

	// hearing takes the place of the early participation where an accelerated procedure leaves it out. The announcement
	// names "a certain period"; how long is the town's to say.
	hearing = Rule{
		Key: "13a(3)", Title: "Äußerung der Öffentlichkeit im beschleunigten Verfahren", Norm: "§ 13a Abs. 3 S. 1 Nr. 2 BauGB",
		Counting: DayCounts, GuideDays: 14, Bound: Guide, Shifts: true, Shorter: Note,
		Remark: Reason{Text: "Das Gesetz verlangt eine bestimmte Frist und nennt keine Dauer, zwei Wochen sind ein Vorschlag", Norm: "§ 13a Abs. 3 S. 1 Nr. 2 BauGB"},
	}
)

// Simplified and accelerated procedures, and the bylaws of § 34.
var (
	simplifiedNorm  = "§ 13 Abs. 2 S. 1 Nr. 2, § 3 Abs. 2 S. 1 BauGB"
	acceleratedNorm = "§ 13a Abs. 2 Nr. 1, § 13 Abs. 2 S. 1 Nr. 2, § 3 Abs. 2 S. 1 BauGB"

	simplifiedDisplay      = retitled(display, "13/3(2)", "Öffentliche Auslegung im vereinfachten Verfahren", simplifiedNorm)
	simplifiedPublication  = retitled(display, "13/3(2)", "Veröffentlichung im vereinfachten Verfahren", simplifiedNorm)
	acceleratedDisplay     = retitled(display, "13a/3(2)", "Öffentliche Auslegung im beschleunigten Verfahren", acceleratedNorm)
	acceleratedPublication = retitled(display, "13a/3(2)", "Veröffentlichung im beschleunigten Verfahren", acceleratedNorm)

	affected = Rule{
		Key: "34(4)/13", Title: "Beteiligung der betroffenen Öffentlichkeit zu einer Satzung",
		Norm:     "§ 34 Abs. 6 S. 1, § 13 Abs. 2 S. 1 Nr. 2 BauGB",
		Counting: DayCounts, Months: 1, FloorDays: 30, Bound: Guide, Shifts: true, Shorter: Warn,
		Remark: Reason{Text: "Eine angemessene Frist genügt, eine kürzere ist zu begründen", Norm: "§ 13 Abs. 2 S. 1 Nr. 2 BauGB"},
	}
	affectedSimplified = retitled(affected, "13(2)2", "Beteiligung der betroffenen Öffentlichkeit im vereinfachten Verfahren", "§ 13 Abs. 2 S. 1 Nr. 2 BauGB")
	affectedAgain      = retitled(affected, "13 erneut", "Wiederholte Beteiligung im vereinfachten Verfahren", "§ 13 Abs. 2 S. 1 Nr. 2 BauGB")
)

// Public bodies and authorities.
var (
	bodies2017 = Rule{
		Key: "4(2)", Title: "Beteiligung der Behörden", Norm: "§ 4 Abs. 2 S. 2 BauGB",
		Counting: EventDay, Event: "Tag des Zugangs", Months: 1, FloorDays: 30,
		Bound: Minimum, Shifts: true, Shorter: Block, Longer: Warn,
		Ground: Reason{Text: "Eine längere Frist setzt einen wichtigen Grund voraus", Norm: "§ 4 Abs. 2 S. 2 BauGB"},
	}
	bodies2023 = withNorm(bodies2017, "§ 4 Abs. 2 S. 3 BauGB") // a sentence on electronic documents went in before it

	earlyBodies = Rule{
		Key: "4(1)", Title: "Frühzeitige Beteiligung der Behörden", Norm: "§ 4 Abs. 1 S. 1 BauGB",
		Counting: EventDay, Event: "Tag des Zugangs", GuideDays: 14, Bound: Guide, Shifts: true, Shorter: Note,
		Remark: Reason{Text: "Das Gesetz nennt keine Dauer, zwei Wochen sind ein Vorschlag", Norm: "§ 4 Abs. 1 BauGB"},
	}

	// § 4a Abs. 3 S. 3 speaks of the period for statements of both tracks; a longer one is § 4 Abs. 2 again.
	repeatedBodiesMay   = grounded(onReceipt(retitled(repeatedMay, "4a(3)/4(2)", "Erneute Beteiligung der Behörden", "§ 4a Abs. 3 S. 3 BauGB")), bodies2017.Norm)
	repeatedBodiesShall = grounded(onReceipt(retitled(repeatedShall, "4a(3)/4(2)", "Erneute Beteiligung der Behörden", "§ 4a Abs. 3 S. 3 BauGB")), bodies2023.Norm)

	// simplifiedBodies is the appropriate period that may be given in place of the month of § 4 Abs. 2.
	simplifiedBodies = Rule{
		Key: "13(2)3", Title: "Beteiligung der Behörden im vereinfachten Verfahren", Norm: "§ 13 Abs. 2 S. 1 Nr. 3 BauGB",
		Counting: EventDay, Event: "Tag des Zugangs", Months: 1, FloorDays: 30, Bound: Guide, Shifts: true, Shorter: Warn,
		Remark: Reason{Text: "Eine angemessene Frist genügt, eine kürzere ist zu begründen", Norm: "§ 13 Abs. 2 S. 1 Nr. 3 BauGB"},
	}

	approval2017 = Rule{
		Key: "6(4)", Title: "Genehmigung durch die höhere Verwaltungsbehörde", Norm: "§ 6 Abs. 4 S. 1 BauGB",
		Counting: EventDay, Event: "Tag des Eingangs", Months: 3,
		Bound: Fixed, Shifts: true, Shorter: Block, Longer: Warn,
		Ground: Reason{Text: "Die übergeordnete Behörde kann aus wichtigen Gründen verlängern", Norm: "§ 6 Abs. 4 S. 2 BauGB"},
	}
	approval2023 = shortened(approval2017, 1,
		Reason{Text: "Gilt für Anträge, die nach dem 07.07.2023 eingegangen sind", Norm: "§ 245f Abs. 1 BauGB"})

	consent = Rule{
		Key: "36a(2)", Title: "Stellungnahme der betroffenen Öffentlichkeit vor der Zustimmung", Norm: "§ 36a Abs. 2 S. 1 BauGB",
		Counting: DayCounts, Months: 1, Bound: Maximum, Longer: Block,
		Remark: Reason{Text: "Eine kürzere angemessene Frist genügt", Norm: "§ 36a Abs. 2 S. 1 BauGB"},
		Since:  Date{2025, time.October, 30},
	}
	decision36a = Rule{
		Key: "36a(1)", Title: "Entscheidung über die Zustimmung", Norm: "§ 36a Abs. 1 S. 4 BauGB",
		Counting: EventDay, Event: "Tag des Eingangs", Months: 3, Bound: Fixed, Shifts: true, Shorter: Allowed, Longer: Block,
		Remark: Reason{Text: "Die Frist verlängert sich um die Dauer einer Anhörung", Norm: "§ 36a Abs. 2 S. 2 BauGB"},
		Since:  Date{2025, time.October, 30},
	}
)

// Periods that follow from a decision.
var (
	freeze = Rule{ // not a time to declare anything in: § 193 BGB leaves its end where it is
		Key: "17", Title: "Geltungsdauer der Veränderungssperre", Norm: "§ 17 Abs. 1 S. 1 BauGB",
		Counting: EventDay, Event: "Tag der Bekanntmachung", Months: 24, Bound: Fixed, Shorter: Block, Longer: Warn,
		Ground: Reason{Text: "Die Gemeinde kann um ein Jahr, bei besonderen Umständen um ein weiteres verlängern", Norm: "§ 17 Abs. 1 S. 3, Abs. 2 BauGB"},
		Remark: Reason{Text: "Die Zeit seit der Zustellung der ersten Zurückstellung ist abzuziehen", Norm: "§ 17 Abs. 1 S. 2 BauGB"},
	}
	complaint = Rule{
		Key: "215", Title: "Rüge von Fehlern des Plans", Norm: "§ 215 Abs. 1 S. 1 BauGB",
		Counting: EventDay, Event: "Tag der Bekanntmachung", Months: 12, Bound: Fixed, Shifts: true, Shorter: Block, Longer: Block,
	}
)

func retitled(r Rule, key, title, norm string) Rule {
	r.Key, r.Title, r.Norm = key, title, norm
	return r
}

func onReceipt(r Rule) Rule {
	r.Counting, r.Event = EventDay, "Tag des Zugangs"
	return r
}

func grounded(r Rule, norm string) Rule {
	r.Ground.Norm = norm
	return r
}

func withNorm(r Rule, norm string) Rule {
	r.Norm, r.Ground.Norm = norm, norm
	return r
}

func remarked(r Rule, text string) Rule {
	r.Remark.Text = text
	return r
}

func shortened(r Rule, months int, remark Reason) Rule {
	r.Months, r.Remark = months, remark
	return r
}
