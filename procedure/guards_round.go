package procedure

import (
	"fmt"
	"strings"

	"github.com/einwand/einwand/identity"
)

// Conditions of the rounds: T5 to T8.

func roundPlanned(f Facts) bool {
	return f.Round != nil && f.Round.State == RoundPlanned && !f.Round.Kind.ForBodies()
}
func roundOpen(f Facts) bool { return f.Round != nil && f.Round.State == RoundPublished }

// draftAwaits: a draft is approved for the round that will publish it.
func draftAwaits(f Facts) bool {
	return f.Round != nil && f.Round.State == RoundPlanned && f.Round.Kind.Formal()
}

// roundIs narrows a row to the rounds of these kinds; an empty kind stands for no round yet.
func roundIs(kinds ...RoundKind) func(Facts) bool {
	return func(f Facts) bool {
		var kind RoundKind
		if f.Round != nil {
			kind = f.Round.Kind
		}
		for _, k := range kinds {
			if k == kind {
				return true
			}
		}
		return false
	}
}

// mayAskAffected: only § 13 and what refers to it let one ask the affected instead of everybody, or § 4a Abs. 3 S. 4.
func mayAskAffected(f Facts) bool {
	if f.Round != nil {
		return f.Round.Kind == AffectedPublicRound
	}
	return f.affectedSuffice()
}

// formalRoundOver: a draft can change "after the procedure of § 3 Abs. 2 or § 4 Abs. 2", so one of them has been held.
func formalRoundOver(f Facts) bool {
	for _, r := range f.Rounds {
		if r.Kind.Formal() && r.State != RoundPlanned && !f.Now.Before(r.Period.Opens()) {
			return true
		}
	}
	s := f.step(StepPublication)
	return s.State == StepDone && s.Ground == GroundTakenOver
}

var announcementGuards = []condition{
	{ID: "T5.approved", Severity: Block, Norm: "§ 3 Abs. 2 S. 1 BauGB, Landesrecht", Remedy: RemedyDraft,
		When: func(f Facts) bool { return f.Round.Kind.Formal() && f.Course.hasStep(StepDraft) },
		Holds: func(f Facts) (bool, string) {
			return either(f.settled(StepDraft), "Der Entwurf ist gebilligt.", "Der Entwurf ist noch nicht gebilligt. Bekannt gemacht wird, was das Gremium zur Veröffentlichung bestimmt hat.")
		}},
	{ID: "T5.complete", Severity: Block, NormBy: func(l Law) string { return l.NoticeNorm }, Asks: true, Remedy: RemedyAnnouncement,
		Holds: func(f Facts) (bool, string) {
			if missing := f.Answers.Text("fehlt"); missing != "" {
				return false, "In der Bekanntmachung fehlt: " + missing + "."
			}
			return true, "Die Bekanntmachung enthält alle Angaben und Hinweise."
		}},
	{ID: "T5.effective", Severity: Block, Norm: "§ 3 Abs. 2 S. 4 BauGB: ortsüblich bekannt gemacht ist, was erschienen ist", Asks: true, Remedy: RemedyAnnouncement, Holds: notInFuture},
	{ID: "T5.medium", Severity: Warning, Norm: "Hauptsatzung: Form der ortsüblichen Bekanntmachung", Asks: true, Remedy: RemedyAnnouncement,
		When: func(f Facts) bool { return f.Procedure.Municipality.AnnouncementMedium != "" },
		Holds: func(f Facts) (bool, string) {
			want := f.Procedure.Municipality.AnnouncementMedium
			return either(strings.EqualFold(f.Answers.Text("medium"), want), "Erschienen ist sie im Medium der Hauptsatzung: "+want+".",
				"Nach der Hauptsatzung erscheinen Bekanntmachungen hier: "+want+".")
		}},
}

var publicationGuards = []condition{
	repeatNote("T6"),
	{ID: "T6.documents", Severity: Block, Norm: "§ 3 Abs. 2 S. 1 BauGB", Remedy: RemedyDocuments, Holds: documentsReady},
	announcedBefore("T6"),
	{ID: "T6.change", Severity: Block, NormBy: func(l Law) string { return l.RepeatNorm }, Remedy: RemedySteps, When: roundIs(RepeatedRound),
		Holds: func(f Facts) (bool, string) {
			return either(f.Round.Scope != "", "Was geändert wurde, ist angegeben.", "Es ist nicht angegeben, was am Entwurf geändert wurde.")
		}},
	startGuard("T6"), todayGuard("T6"),
	{ID: "T6.portal", Severity: Warning, Remedy: RemedyPortal, When: func(f Facts) bool { return f.Procedure.ImportedFrom == "" },
		NormBy: func(l Law) string {
			return l.PortalNorm + "; fehlt der Link, bleibt der Plan wirksam (§ 214 Abs. 1 S. 1 Nr. 2 e BauGB)"
		},
		Holds: func(f Facts) (bool, string) {
			return either(f.Procedure.PortalURL != "", "Der Link im zentralen Portal des Landes ist eingetragen.", "Der Link ins zentrale Portal des Landes fehlt noch.")
		}},
	{ID: "T6.guests", Severity: Warning, Norm: "§ 3 Abs. 2 S. 4 Nr. 2 BauGB: E-Mail, Brief und Niederschrift zählen gleich", Remedy: RemedyPortal,
		When: func(f Facts) bool {
			return f.Procedure.MinAssurance != identity.LevelNone && f.Procedure.ImportedFrom == ""
		},
		Holds: func(f Facts) (bool, string) {
			return either(f.Procedure.Guests, "Das Formular nimmt auch Stellungnahmen ohne Anmeldung an (Gast).",
				"Das Formular verlangt eine Anmeldung, und das Gastformular ist aus. Wer sich nicht anmelden kann, muss eine E-Mail oder einen Brief schreiben oder ins Rathaus kommen.")
		}},
}

func documentsReady(f Facts) (bool, string) {
	if f.Round == nil || len(f.Round.Documents) == 0 {
		return false, "Es ist noch keine Unterlage hochgeladen."
	}
	return true, plural(len(f.Round.Documents), "Unterlage liegt", "Unterlagen liegen") + " bereit."
}

// announcedBefore holds the local act before the first day: strictly since 2023 (VGH BW, 17.01.2025, 14 S 376/24: the same
// day is too late), at least a week under the law before.
func announcedBefore(row string) condition {
	return condition{ID: row + ".announcement", Severity: Block, NormBy: func(l Law) string { return l.LeadNorm }, Remedy: RemedyAnnouncement,
		Holds: func(f Facts) (bool, string) {
			a := f.announced()
			if a == nil {
				return false, "Die Bekanntmachung ist noch nicht festgehalten."
			}
			latest := f.Round.Period.FirstDay.AddDays(-f.Law.LeadDays)
			if a.EffectiveOn.After(latest) {
				return false, fmt.Sprintf("Die Bekanntmachung ist erst am %s wirksam, die Frist beginnt am %s. Sie muss spätestens am %s wirksam sein.",
					german(a.EffectiveOn), german(f.Round.Period.FirstDay), german(latest))
			}
			return true, fmt.Sprintf("Die Bekanntmachung ist zum %s wirksam (%s, %s).", german(a.EffectiveOn), a.Medium, a.Issue)
		}}
}

// startGuard: the first day counts only from its beginning (§ 187 Abs. 2 BGB), so publication comes before it.
func startGuard(row string) condition {
	return condition{ID: row + ".start", Severity: Block, Norm: "§ 187 Abs. 2 BGB", Remedy: RemedyPeriod,
		When: func(f Facts) bool { return f.Round != nil && f.Round.Period.FirstDay != f.Today },
		Holds: func(f Facts) (bool, string) {
			return either(!f.Round.Period.FirstDay.Before(f.Today), fmt.Sprintf("Der erste Tag ist der %s.", german(f.Round.Period.FirstDay)),
				fmt.Sprintf("Der erste Tag, %s, ist schon vorbei. Bitte legen Sie die Frist neu fest.", german(f.Round.Period.FirstDay)))
		}}
}

// todayGuard warns on the first day itself.
func todayGuard(row string) condition {
	return condition{ID: row + ".today", Severity: Warning, Norm: "§ 187 Abs. 2 BGB", Remedy: RemedyPeriod,
		When: func(f Facts) bool { return f.Round != nil && f.Round.Period.FirstDay == f.Today },
		Holds: func(Facts) (bool, string) {
			return false, "Die Frist beginnt heute. Der erste Tag zählt nur mit, wenn die Unterlagen von seinem Beginn an im Netz stehen."
		}}
}

// affectedGuards are § 13 Abs. 2 S. 1 Nr. 2 and S. 2 BauGB: the affected are told one by one, with the same hints.
var affectedGuards = []condition{
	repeatNote("T6a"),
	{ID: "T6a.scope", Severity: Block, NormBy: func(l Law) string { return l.RepeatNorm + " S. 4" }, Remedy: RemedyPeriod,
		When: func(f Facts) bool { return f.Course.Regime == Regular },
		Holds: func(f Facts) (bool, string) {
			return either(f.affectedSuffice(), "Die Änderung berührt die Grundzüge der Planung nicht.",
				"Die Änderung berührt die Grundzüge der Planung. Dann sind alle zu fragen, nicht nur die Betroffenen.")
		}},
	{ID: "T6a.documents", Severity: Block, Norm: "§ 13 Abs. 2 S. 1 Nr. 2 BauGB", Remedy: RemedyDocuments, Holds: documentsReady},
	{ID: "T6a.circle", Severity: Block, Norm: "§ 13 Abs. 2 S. 1 Nr. 2 BauGB", Remedy: RemedyPeriod, Holds: func(f Facts) (bool, string) {
		return either(f.Round != nil && f.Round.Circle != "", "Wer betroffen ist, ist beschrieben.", "Es ist nicht beschrieben, wer zur betroffenen Öffentlichkeit gehört.")
	}},
	{ID: "T6a.notified", Severity: Block, Norm: "§ 13 Abs. 2 S. 2, § 3 Abs. 2 S. 4 BauGB", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool { return f.announced() == nil },
		Holds: func(f Facts) (bool, string) {
			on, ok := f.Answers.Day("benachrichtigt_am")
			return either(ok && !on.After(f.Today) && f.Answers.Text("benachrichtigt_wie") != "", "Die Betroffenen sind einzeln benachrichtigt.",
				"Die Betroffenen sind weder einzeln benachrichtigt, noch ist die Beteiligung bekannt gemacht.")
		}},
	{ID: "T6a.hints", Severity: Block, Norm: "§ 13 Abs. 2 S. 2, Abs. 3 S. 2 BauGB", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool { return f.announced() == nil },
		Holds: func(f Facts) (bool, string) {
			hints := "die vier Hinweise"
			if f.Course.Regime == Simplified {
				hints += " und den Hinweis, dass von einer Umweltprüfung abgesehen wird"
			}
			return either(f.Answers.Yes("hinweise"), "Das Schreiben enthält "+hints+".", "Es ist nicht bestätigt, dass das Schreiben "+hints+" enthält.")
		}},
	startGuard("T6a"), todayGuard("T6a"),
}

var hearingGuards = []condition{
	{ID: "T6h.documents", Severity: Block, Norm: "§ 36a Abs. 2 S. 1 BauGB", Remedy: RemedyDocuments, Holds: documentsReady},
	startGuard("T6h"), todayGuard("T6h"),
}

var bodiesGuards = []condition{
	repeatNote("T7"),
	{ID: "T7.list", Severity: Block, Norm: "§ 4 Abs. 2 S. 1 BauGB", Remedy: RemedyBodies, Holds: bodiesListed},
	{ID: "T7.documents", Severity: Block, Norm: "§ 4 Abs. 2 S. 1 und 2 BauGB: Entwurf und Begründung", Remedy: RemedyDocuments, Holds: func(f Facts) (bool, string) {
		return either(f.draftLaidOut(), "Entwurf und Begründung liegen bereit.", "Es liegen noch keine Unterlagen bereit, zu denen sich die Behörden äußern könnten.")
	}},
	{ID: "T7.electronic", Severity: Note, Norm: "§ 4 Abs. 2 S. 2 BauGB: Bereitstellung und Mitteilung sollen elektronisch erfolgen", Remedy: RemedyBodies,
		When: func(f Facts) bool { return f.Round != nil && f.Round.Invited != nil && f.Round.Invited.Bodies > 0 },
		Holds: func(f Facts) (bool, string) {
			letters := f.Round.Invited.Bodies - f.Round.Invited.Electronic
			return either(letters == 0, "Alle werden elektronisch benachrichtigt.", plural(letters, "Behörde bekommt", "Behörden bekommen")+" einen Brief, weil keine E-Mail-Adresse hinterlegt ist.")
		}},
}

// draftLaidOut reports whether a round has documents that authorities could speak about.
func (f Facts) draftLaidOut() bool {
	for _, r := range f.Rounds {
		if len(r.Documents) > 0 && (r.Kind.Formal() || f.Round != nil && r.ID == f.Round.ID) {
			return true
		}
	}
	return false
}

var closingGuards = []condition{
	{ID: "T8.period", Severity: Block, Norm: "§ 3 Abs. 2 BauGB, § 188 BGB", Remedy: RemedyWait, Holds: func(f Facts) (bool, string) {
		if f.Round == nil || !f.Now.Before(f.Round.closes()) {
			return true, "Die Frist ist vorbei."
		}
		return false, "Die Frist läuft noch bis zum Ablauf des " + german(f.Round.lastDay()) + "."
	}},
	{ID: "T8.outages", Severity: Block, Norm: "§ 3 Abs. 2 S. 1 BauGB; OVG NI, 16.11.2023, 1 KN 91/21", Remedy: RemedyOutages,
		When: func(f Facts) bool {
			return f.Round != nil && f.Round.Outages != nil && f.Round.Outages.Severity == Block
		},
		Holds: func(f Facts) (bool, string) { return !f.Round.Outages.Open, f.Round.Outages.Fact }},
	{ID: "T8.short_outages", Severity: Warning, Norm: "§ 3 Abs. 2 S. 1 BauGB; OVG NI, 16.11.2023, 1 KN 91/21", Remedy: RemedyOutages,
		When: func(f Facts) bool {
			return f.Round != nil && f.Round.Outages != nil && f.Round.Outages.Severity == Warning
		},
		Holds: func(f Facts) (bool, string) { return false, f.Round.Outages.Fact }},
	{ID: "T8.no_outages", Severity: Note, Norm: "§ 3 Abs. 2 S. 1 BauGB", Remedy: RemedyOutages,
		When: func(f Facts) bool {
			return f.Round != nil && f.Round.Outages != nil && (f.Round.Outages.Severity == Note || f.Round.Outages.Severity == Satisfied)
		},
		Holds: func(f Facts) (bool, string) { return f.Round.Outages.Severity == Satisfied, f.Round.Outages.Fact }},
}

// extensionGuards are § 190 BGB, and that people must learn of it in time: before the old end (our reading, no court has
// decided it).
var extensionGuards = []condition{
	{ID: "T8e.running", Severity: Block, Norm: "§ 190 BGB", Remedy: RemedyPeriod, Holds: func(f Facts) (bool, string) {
		return either(f.Round != nil && f.Now.Before(f.Round.Period.ClosesAt), "Die Frist läuft noch.",
			"Die Frist ist schon vorbei. Eine abgelaufene Frist lässt sich nicht verlängern, nur die Veröffentlichung wiederholen.")
	}},
	{ID: "T8e.later", Severity: Block, Norm: "§ 190 BGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		last, ok := f.Answers.Day("letzter")
		return either(ok && last.After(f.Round.Period.LastDay), "Das neue Ende liegt nach dem alten.",
			fmt.Sprintf("Das neue Ende muss nach dem bisherigen liegen, dem %s.", german(f.Round.Period.LastDay)))
	}},
	{ID: "T8e.announced", Severity: Block, Norm: "§ 3 Abs. 2 S. 4 BauGB entsprechend: vor Ablauf bekannt gemacht", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		on, ok := f.Answers.Day("wirksam")
		return either(ok && !on.After(f.Today), "Die Verlängerung ist vor dem alten Ende bekannt gemacht.",
			fmt.Sprintf("Die Verlängerung ist noch nicht bekannt gemacht. Halten Sie sie fest, sobald sie erschienen ist, spätestens am %s.", german(f.Round.Period.closesWith())))
	}},
	{ID: "T8e.cause", Severity: Block, Norm: "§ 3 Abs. 2 S. 1, § 214 Abs. 1 S. 1 Nr. 2 d BauGB: nachvollziehbar begründet", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(f.Answers.Text("grund") != "", "Der Grund der Verlängerung ist festgehalten.", "Es fehlt der Grund der Verlängerung.")
	}},
}

func german(d interface{ German() string }) string {
	s := d.German()
	return s[strings.IndexByte(s, ' ')+1:]
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
