package planning

import (
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

var planNouns = map[procedure.PlanKind]string{procedure.BPlan: "Bebauungsplan", procedure.FNP: "Flächennutzungsplan",
	procedure.Klarstellung: "Klarstellungssatzung", procedure.Entwicklung: "Entwicklungssatzung", procedure.Ergaenzungssatzung: "Ergänzungssatzung",
	procedure.Aussenbereich: "Außenbereichssatzung", procedure.Veraenderungssperre: "Veränderungssperre", procedure.Anhoerung: "Anhörung"}

var regimes = map[procedure.Regime]string{
	procedure.Regular: "Regelverfahren", procedure.Simplified: "Vereinfachtes Verfahren (§ 13 BauGB)",
	procedure.Accelerated: "Beschleunigtes Verfahren (§ 13a BauGB)", procedure.Outskirts: "Verfahren nach dem früheren § 13b BauGB",
	procedure.Bylaw: "Satzungsverfahren (§ 34 Abs. 6, § 35 Abs. 6 BauGB)", procedure.Freeze: "Veränderungssperre (§ 16 BauGB)",
	procedure.Hearing: "Anhörung (§ 36a BauGB)",
}

var rounds = map[procedure.RoundKind]string{
	procedure.EarlyRound: "Frühzeitige Beteiligung (§ 3 Abs. 1 BauGB)", procedure.PublicationRound: "Veröffentlichung im Internet (§ 3 Abs. 2 BauGB)",
	procedure.RepeatedRound: "Erneute Veröffentlichung (§ 4a Abs. 3 BauGB)", procedure.AffectedPublicRound: "Beteiligung der Betroffenen (§ 13 Abs. 2 Nr. 2 BauGB)",
	procedure.HearingRound: "Anhörung (§ 36a Abs. 2 BauGB)", procedure.EarlyBodiesRound: "Frühzeitige Beteiligung der Behörden (§ 4 Abs. 1 BauGB)",
	procedure.BodiesRound: "Beteiligung der Behörden (§ 4 Abs. 2 BauGB)", procedure.RepeatedBodiesRound: "Erneute Beteiligung der Behörden (§ 4a Abs. 3 BauGB)",
	procedure.BodiesSimplified: "Beteiligung der Behörden (§ 13 Abs. 2 Nr. 3 BauGB)",
}

var channels = map[statement.Channel]string{
	statement.Online: "Formular", statement.Guest: "Gastformular", statement.Email: "E-Mail", statement.Letter: "Brief", statement.Fax: "Fax",
	statement.Niederschrift: "Niederschrift", statement.AtEvent: "Veranstaltung",
}

var levels = map[identity.Level]string{
	identity.LevelNone: "keines", identity.LevelLow: "niedrig", identity.LevelSubstantial: "substanziell", identity.LevelHigh: "hoch",
}

var means = map[identity.Means]string{
	identity.MeansEID: "Online-Ausweis", identity.MeansElster: "ELSTER-Zertifikat", identity.MeansPassword: "Benutzername und Passwort",
	identity.MeansStaff: "Konto der Verwaltung", identity.MeansAuthega: "Authega-Zertifikat", identity.MeansEIDAS: "Ausweis eines anderen EU-Staats",
	identity.MeansDiia: "Diia (Ukraine)", identity.MeansFINK: "Nutzerkonto eines Landes", identity.MeansOther: "Anmeldedienst, Mittel nicht bekannt",
}

// howSure says how the author of a statement proved who they are.
func howSure(e statement.Evidence) string {
	if e.Means == identity.MeansMailbox && e.Provider == identity.ByInvitation {
		return "Link an die bekannte E-Mail-Adresse eines Mitglieds im Rat, Person nicht geprüft"
	}
	if e.Means == identity.MeansMailbox {
		return "Link an das bekannte Postfach der Behörde, Person nicht geprüft"
	}
	if e.Means == identity.MeansGuest {
		return "Gast, Angabe nicht geprüft"
	}
	if e.Level == identity.LevelNone {
		return "Person nicht geprüft"
	}
	return means[e.Means] + " (" + levels[e.Level] + ")"
}

var events = map[procedure.EventKind]string{
	procedure.EventCreated: "Verfahren angelegt", procedure.EventPeriod: "Frist festgelegt", procedure.EventAnnounced: "Bekanntmachung erfasst",
	procedure.EventPublished: "Unterlagen veröffentlicht", procedure.EventClosed: "Durchgang abgeschlossen",
	procedure.EventTable: "Tabelle festgeschrieben", procedure.EventDecision: "Beschluss festgehalten",
	procedure.EventAdopted: "Plan beschlossen", procedure.EventWithdrawn: "Stellungnahme zurückgezogen",
	procedure.EventAvailability: "Verfügbarkeit im Register festgehalten",
	procedure.EventLateAnswer:   "Verspätete Stellungnahme geprüft", procedure.EventAct: "Schritt festgehalten", procedure.EventLinked: "Verfahren verknüpft",
	procedure.EventInvited: "Behörden angeschrieben", procedure.EventDelivered: "Zugang eines Schreibens erfasst", procedure.EventReminded: "Behörden erinnert",
	procedure.EventReplied: "Antwort einer Behörde", procedure.EventConfirmed: "E-Mail-Adresse bestätigt", procedure.EventTold: "Ergebnis mitgeteilt",
	procedure.EventGuests: "Gastformular", procedure.EventPortal: "Link im Landesportal eingetragen", procedure.EventCorrected: "Nachweis der Bekanntmachung berichtigt",
}

// chip is a state in words and shape.
type chip struct {
	kind page.StateKind
	word string
}

// standOf says where a procedure stands for the people who work on it.
func standOf(state procedure.State, round *procedure.Round, now time.Time) chip {
	switch state {
	case procedure.Suspended:
		return chip{page.StateAttention, "Ruht"}
	case procedure.Abandoned:
		return chip{page.StateStop, "Beendet"}
	case procedure.InForce:
		return chip{page.StateDone, "In Kraft"}
	case procedure.Adopted:
		return chip{page.StateDone, "Beschlossen"}
	case procedure.Annulled:
		return chip{page.StateStop, "Vom Gericht aufgehoben"}
	case procedure.StateDraft:
		return chip{page.StateNeutral, "Noch nicht eingeleitet"}
	}
	switch {
	case round == nil:
		return chip{page.StateNeutral, "In Vorbereitung"}
	case round.State == procedure.RoundPlanned:
		return chip{page.StateNote, "Veröffentlichung in Vorbereitung"}
	case round.State == procedure.RoundClosed && state == procedure.Weighing:
		return chip{page.StateNote, "Abwägung"}
	case round.State == procedure.RoundClosed:
		return chip{page.StateNote, "Durchgang abgeschlossen"}
	}
	switch round.Period.PhaseAt(now) {
	case procedure.PhaseBefore:
		return chip{page.StateNote, "Veröffentlichung steht bevor"}
	case procedure.PhaseAfter:
		return chip{page.StateAttention, "Frist vorbei, Durchgang offen"}
	}
	return chip{page.StateOpen, "Veröffentlichung läuft"}
}

// shortRange is a period in a table: "Mo, 26.10.2026 bis Fr, 27.11.2026".
func shortRange(p procedure.PeriodVersion) string {
	return page.ShortDate(p.FirstDay) + " bis " + page.ShortDate(p.LastDay)
}

// shortDay is a day that a service keeps as 00:00 UTC.
func shortDay(t time.Time) string { return page.ShortDate(period.DateOfUTC(t)) }
