package templates

import (
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/listing"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

var needTitles = map[procedure.Need]string{
	procedure.ForEarly: "Unterlagen für die frühzeitige Beteiligung", procedure.ForDraft: "Unterlagen für die Veröffentlichung des Entwurfs",
	procedure.ForForce: "Unterlagen für das Inkrafttreten",
}

// stepNames are the steps that take time; the others happen on a day.
var stepNames = map[procedure.StepKind]string{
	procedure.StepInitiation: "Vom Anlegen bis zur ersten Beteiligung", procedure.StepNotice13a: "Bekanntmachung nach § 13a Abs. 3 BauGB",
	procedure.StepEarlyPublic: "Frühzeitige Beteiligung der Öffentlichkeit", procedure.StepEarlyBodies: "Frühzeitige Beteiligung der Behörden",
	procedure.StepDraft: "Entwurf ausarbeiten und billigen", procedure.StepPublication: "Veröffentlichung des Entwurfs", procedure.StepBodies: "Beteiligung der Behörden",
	procedure.StepHearing: "Anhörung", procedure.StepConsent: "Entscheidung über die Zustimmung",
	procedure.StepWeighing: "Prüfung der Stellungnahmen", procedure.StepContract: "Durchführungsvertrag", procedure.StepAdoption: "Beschluss",
	procedure.StepResultNotice: "Mitteilung der Ergebnisse", procedure.StepApproval: "Genehmigung", procedure.StepExecution: "Ausfertigung",
	procedure.StepInForce: "Schlussbekanntmachung",
}

const itemHint = "Eine Unterlage je Zeile: Name | Art | zuständig | Grundlage. Was Sie nicht wissen, lassen Sie leer. Zum Beispiel: Verkehrsgutachten | Gutachten | Fachgutachten"

// roleHint lists the words for what a document is.
func roleHint() string { return "Möglich als Art: " + strings.Join(listing.RoleWords(), ", ") + "." }

const personHint = "Eine Person je Zeile: Funktion | Name | E-Mail | Telefon | extern, öffentlich. Die erste öffentliche Person gibt Auskunft. Zum Beispiel: Planungsbüro | Plan & Raum | post@planraum.example | | extern"

func purposeOptions() []page.Option {
	return []page.Option{{Value: string(procedure.Aufstellung), Label: "Einen neuen Plan aufstellen"}, {Value: string(procedure.Aenderung), Label: "Einen Plan ändern"},
		{Value: string(procedure.Ergaenzung), Label: "Einen Plan ergänzen"}, {Value: string(procedure.Aufhebung), Label: "Einen Plan aufheben"}}
}

var levelOptions = []page.Option{
	{Value: string(identity.LevelSubstantial), Label: "ELSTER-Zertifikat oder Online-Ausweis (substanziell), empfohlen"},
	{Value: string(identity.LevelHigh), Label: "Nur Online-Ausweis (hoch)"},
	{Value: string(identity.LevelLow), Label: "Auch Benutzername und Passwort (niedrig)"},
	{Value: string(identity.LevelNone), Label: "Jede Anmeldung (keines)"},
}
