package template

import (
	"fmt"
	"maps"
	"slices"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// standards has one template for each course that can be begun. Documents that the law demands of a draft come with the
// paragraph of procedure.DemandsOf; the others say which rule usually makes them necessary.
var standards = []Template{
	bplan(procedure.Regular, "Bebauungsplan im Regelverfahren", bplanRegular),
	bplan(procedure.Simplified, "Bebauungsplan im vereinfachten Verfahren", bplanSimplified),
	bplan(procedure.Accelerated, "Bebauungsplan der Innenentwicklung", bplanAccelerated),
	fnp(procedure.Regular, "Änderung des Flächennutzungsplans", fnpRegular),
	fnp(procedure.Simplified, "Änderung des Flächennutzungsplans, vereinfacht", fnpSimplified),
	bylaw(procedure.Klarstellung, "Klarstellungssatzung", nil),
	bylaw(procedure.Entwicklung, "Entwicklungssatzung", nil),
	bylaw(procedure.Ergaenzungssatzung, "Ergänzungssatzung", []Item{
		{"Eingriff und Ausgleich", procedure.RoleReport, procedure.ForDraft, "§ 34 Abs. 5 S. 4, § 1a Abs. 3 BauGB", planner}}),
	bylaw(procedure.Aussenbereich, "Außenbereichssatzung", nil),
	freeze, hearing,
}

// Functions that the documents of a standard are assigned to; each has a line among its persons.
const (
	clerk   = "Sachbearbeitung"
	planner = "Planungsbüro"
	expert  = "Fachgutachten"
	lead    = "Leitung"
	author  = "Antragstellerin"
)

// functions are the persons without names: an authority fills them in once, in its own template.
var functions = []procedure.Person{{Function: clerk, Public: true}, {Function: lead}, {Function: planner, External: true},
	{Function: expert, External: true}, {Function: author, External: true}}

// standardOf puts a template together: with the functions that its documents are assigned to, and durations of the steps
// that its course has. Its key is made of kind and regime.
func standardOf(kind procedure.PlanKind, regime procedure.Regime, name string, c Content) Template {
	c.MinAssurance = identity.LevelSubstantial
	for _, p := range functions {
		if p.Function == clerk || p.Function == lead || slices.ContainsFunc(c.Items, func(i Item) bool { return i.Responsible == p.Function }) {
			c.Persons = append(c.Persons, p)
		}
	}
	course, err := procedure.CourseOf(kind, regime)
	maps.DeleteFunc(c.Weeks, func(step procedure.StepKind, _ int) bool {
		return err != nil || !slices.ContainsFunc(course.Steps, func(s procedure.CourseStep) bool { return s.Kind == step })
	})
	return Template{Origin: procedure.Origin{Standard: fmt.Sprintf("%s-%s", kind, regime)}, Name: name, Kind: kind, Regime: regime, Content: c}
}

// topics are the kinds of environmental information of § 1 Abs. 6 Nr. 7 BauGB, in words that people use.
var topics = []string{"Menschen, Lärm und Erholung", "Tiere, Pflanzen und biologische Vielfalt", "Boden und Fläche", "Wasser und Hochwasser",
	"Luft und Klima", "Landschaft", "Kulturgüter und Denkmäler", "Wechselwirkungen"}

// Documents that several standards share.
var (
	plain      = Item{"Kurz erklärt: Was ist geplant?", procedure.RoleSummary, procedure.ForDraft, "", clerk}
	earlyPlain = Item{"Kurz erklärt: Worum geht es?", procedure.RoleSummary, procedure.ForEarly, "", clerk}
	earlyPlan  = Item{"Vorentwurf mit Varianten", procedure.RolePlan, procedure.ForEarly, "§ 3 Abs. 1 S. 1 BauGB", planner}
	earlyAims  = Item{"Ziele, Zwecke und Auswirkungen", procedure.RoleReasons, procedure.ForEarly, "§ 3 Abs. 1 S. 1 BauGB", clerk}
	reasons    = Item{"Begründung", procedure.RoleReasons, procedure.ForDraft, "§ 2a S. 1, § 3 Abs. 2 S. 1 BauGB", planner}
	assessment = Item{"Umweltbericht", procedure.RoleEnvironment, procedure.ForDraft, "§ 2a S. 2 Nr. 2 BauGB", planner}
	species    = Item{"Artenschutzprüfung", procedure.RoleReport, procedure.ForDraft, "§ 44 BNatSchG", expert}
	noise      = Item{"Schalltechnische Untersuchung", procedure.RoleReport, procedure.ForDraft, "§ 1 Abs. 6 Nr. 1 BauGB", expert}
	drainage   = Item{"Entwässerungskonzept", procedure.RoleReport, procedure.ForDraft, "§ 55 Abs. 2 WHG", expert}
	statements = Item{"Wesentliche umweltbezogene Stellungnahmen, ohne Namen", procedure.RoleStatement, procedure.ForDraft, "§ 3 Abs. 2 S. 1 BauGB", clerk}
	deed       = Item{"Ausgefertigter Plan", procedure.RolePlan, procedure.ForForce, "Landesrecht, Rechtsstaatsprinzip", lead}
)

func declaration(norm string) Item {
	return Item{"Zusammenfassende Erklärung", procedure.RoleOther, procedure.ForForce, norm, clerk}
}

const (
	discussion = "Bürgerversammlung am [Tag] um [Uhrzeit] in [Ort]. Fragen beantworten wir auch in der Sprechstunde."

	areaHint = "Nennen Sie Straßen, Gewässer und Orte, die man vor Ort benutzt, auf allen vier Seiten, und die Größe in Hektar."

	letterEarly = `Sehr geehrte Damen und Herren,

wir beabsichtigen, den im Betreff genannten Plan aufzustellen. Nach § 4 Abs. 1 BauGB unterrichten wir Sie frühzeitig über die Planung.

Bitte teilen Sie uns mit, welche Belange Ihres Aufgabenbereichs berührt sind, und äußern Sie sich auch zu Umfang und Detaillierungsgrad der Umweltprüfung (§ 2 Abs. 4 BauGB). Bitte nennen Sie uns Planungen und Maßnahmen, die für das Gebiet bedeutsam sein können, und stellen Sie uns Ihre Informationen dazu zur Verfügung.

Mit freundlichen Grüßen`

	letterFormal = `Sehr geehrte Damen und Herren,

der Entwurf des im Betreff genannten Plans und seine Begründung liegen vor. Nach § 4 Abs. 2 BauGB bitten wir um Ihre Stellungnahme.

Bitte beschränken Sie sich auf Ihren Aufgabenbereich und geben Sie auch Aufschluss über Planungen und Maßnahmen, die für das Gebiet bedeutsam sein können. Informationen, die für die Abwägung zweckdienlich sind, stellen Sie uns bitte zur Verfügung. Wenn Sie keine Bedenken haben, genügt eine kurze Antwort.

Mit freundlichen Grüßen`

	letterSimplified = `Sehr geehrte Damen und Herren,

der Entwurf des im Betreff genannten Plans und seine Begründung liegen vor. Nach § 4 Abs. 2 BauGB in Verbindung mit § 13 Abs. 2 S. 1 Nr. 3 BauGB bitten wir um Ihre Stellungnahme. Von einer Umweltprüfung wird abgesehen (§ 13 Abs. 3 BauGB).

Bitte beschränken Sie sich auf Ihren Aufgabenbereich und geben Sie auch Aufschluss über Planungen und Maßnahmen, die für das Gebiet bedeutsam sein können. Wenn Sie keine Bedenken haben, genügt eine kurze Antwort.

Mit freundlichen Grüßen`
)
