package planning

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/template"
)

const (
	newPath       = deskPath + "/verfahren/neu"
	templatesPath = deskPath + "/vorlagen"

	// withoutTemplate stands in the address for a form that starts empty.
	withoutTemplate = "ohne"
)

// choice is the templates to start from, by what the plan shall do.
type choice struct {
	shell  page.Shell
	groups []choiceGroup
}

// choiceGroup is one answer to "Was soll der Plan?".
type choiceGroup struct {
	kind      procedure.PlanKind
	templates []template.Template
}

// planKinds is the order of the question "Was soll der Plan?".
var planKinds = []procedure.PlanKind{procedure.BPlan, procedure.FNP, procedure.Klarstellung, procedure.Entwicklung, procedure.Ergaenzungssatzung,
	procedure.Aussenbereich, procedure.Veraenderungssperre, procedure.Anhoerung}

// choose asks which template a procedure starts from: the authority's own come before those of the program.
func (p *Pages) choose(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	own, err := p.Templates.Own(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return err
	}
	c := choice{shell: v.Shell(r, page.RoomStaff, "Verfahren anlegen", page.Crumb{Label: "Verfahren", URL: deskPath}, page.Crumb{Label: "Verfahren anlegen"})}
	c.shell.Current = page.NavDesk
	for _, kind := range planKinds {
		g := choiceGroup{kind: kind}
		for _, t := range append(own, template.Standards()...) {
			if t.Kind == kind && !t.Archived {
				g.templates = append(g.templates, t)
			}
		}
		c.groups = append(c.groups, g)
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, choosePage(c))
}

// startPath is the form that a template fills in.
func startPath(t template.Template) string { return newPath + "?vorlage=" + template.Key(t.Origin) }

// fromTemplate gives a procedure what its template settles. What of its texts was not replaced is told in fields.
func (f *newForm) fromTemplate(today period.Date, fields map[string]string) {
	if f.template == nil {
		return
	}
	filled := f.template.Fill(today)
	f.in.Kind, f.in.Regime, f.in.Origin, f.in.Checklist, f.in.Persons = filled.Kind, filled.Regime, filled.Origin, filled.Checklist, filled.Persons
	for step, when := range filled.Expected {
		if _, typed := f.in.Expected[step]; !typed {
			f.in.Expected[step] = when
		}
	}
	delete(fields, "kind")
	delete(fields, "regime")
	if left := template.Unfilled(f.template.Content.Summary, f.in.Summary); len(left) > 0 {
		fields["summary"] = replaceFirst(left)
	}
}

func summaryHint(f newForm) string {
	if f.template != nil && f.template.Content.Summary != "" {
		return "Zwei bis drei Sätze ohne Fachwörter. Ersetzen Sie, was in eckigen Klammern steht."
	}
	return "Zwei bis drei Sätze ohne Fachwörter: was gebaut werden soll, wie viel, was sich ändert."
}

func areaTextHint(f newForm) string {
	const law = "Wer dort wohnt, muss sich wiedererkennen (Anstoßwirkung, § 3 Abs. 2 S. 4 BauGB)."
	if f.template != nil && f.template.Content.AreaHint != "" {
		return f.template.Content.AreaHint + " " + law
	}
	return "Mit Straßen und Namen, die man vor Ort benutzt. " + law
}

// kindQuestions are the answers to "Was soll der Plan?".
var kindQuestions = map[procedure.PlanKind]string{
	procedure.BPlan:               "Für bestimmte Grundstücke festlegen, was dort gebaut werden darf (Bebauungsplan, § 8 BauGB)",
	procedure.FNP:                 "Die Nutzung der ganzen Gemeinde ordnen (Flächennutzungsplan, § 5 BauGB)",
	procedure.Klarstellung:        "Die Grenzen eines Ortsteils feststellen (Klarstellungssatzung, § 34 Abs. 4 S. 1 Nr. 1 BauGB)",
	procedure.Entwicklung:         "Bebaute Bereiche im Außenbereich zum Ortsteil erklären (Entwicklungssatzung, § 34 Abs. 4 S. 1 Nr. 2 BauGB)",
	procedure.Ergaenzungssatzung:  "Einzelne Flächen in einen Ortsteil einbeziehen (Ergänzungssatzung, § 34 Abs. 4 S. 1 Nr. 3 BauGB)",
	procedure.Aussenbereich:       "Wohnen in einer Splittersiedlung erleichtern (Außenbereichssatzung, § 35 Abs. 6 BauGB)",
	procedure.Veraenderungssperre: "Ein Gebiet sichern, bis sein Plan fertig ist (Veränderungssperre, § 14 BauGB)",
	procedure.Anhoerung:           "Vor der Zustimmung zu einem Vorhaben anhören (§ 36a BauGB)",
}

func kindOptions() []page.Option {
	list := make([]page.Option, len(planKinds))
	for i, kind := range planKinds {
		list[i] = option(kind, kindQuestions)
	}
	return list
}
