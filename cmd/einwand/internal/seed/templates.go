package seed

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/template"
)

// ownTemplates tells how the town made its own of two standards: one for housing, with its persons, its experts and its
// ways, and one for the land use plan, as it came but for its name.
func (t *Town) ownTemplates(ctx context.Context) error {
	housing, err := t.takeTemplate(ctx, "bplan-regular", "Wohngebiet am Ortsrand", func(c *template.Content) {
		c.Persons = []procedure.Person{
			{Function: "Sachbearbeitung", Name: "Jana Wirth", Mail: "jana.wirth@auenbrueck.example", Phone: "02999 123-461", Public: true},
			{Function: "Leitung", Name: "Martin Brandt", Phone: "02999 123-450"},
			{Function: "Planungsbüro", Name: "Büro Feldmann + Partner, Lindenstadt", Mail: "post@feldmann-partner.example", Phone: "02998 77 10", External: true},
			{Function: "Fachgutachten", Name: "je nach Auftrag", External: true},
		}
		c.Items = slices.DeleteFunc(c.Items, func(i template.Item) bool { // its first evening is about ideas, not about drawings
			return i.Need == procedure.ForEarly && i.Role != procedure.RoleSummary
		})
		for i := range c.Items {
			switch c.Items[i].Title {
			case "Artenschutzprüfung":
				c.Items[i].Title = "Artenschutzprüfung, Stufe II"
			case "Entwässerungskonzept":
				c.Items[i].Title = "Entwässerung und Hochwasser"
			}
		}
		at := slices.IndexFunc(c.Items, func(i template.Item) bool { return i.Role == procedure.RoleStatement })
		c.Items = slices.Insert(c.Items, at, template.Item{Title: "Energiekonzept", Role: procedure.RoleReport, Need: procedure.ForDraft,
			Norm: "§ 1 Abs. 6 Nr. 7 f BauGB", Responsible: "Planungsbüro"})
		c.Portal, c.Discussion = "https://portal.example/auenbrueck/{slug}", "Bürgerversammlung in der Aula der Auenschule am [Tag] um 19 Uhr."
	})
	if err != nil {
		return err
	}
	t.housing = housing
	_, err = t.takeTemplate(ctx, "fnp-regular", "Änderung des FNP, Auenbrück", func(c *template.Content) {
		c.Portal = "https://portal.example/auenbrueck/{slug}"
	})
	return err
}

// takeTemplate makes a template of the town and returns the version that holds.
func (t *Town) takeTemplate(ctx context.Context, standard, name string, change func(*template.Content)) (procedure.Origin, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return procedure.Origin{}, err
	}
	first := procedure.Origin{Template: id, Version: 1}
	if err := t.templates.Create(ctx, t.lead, t.Authority.ID, id, procedure.Origin{Standard: standard}, name); err != nil {
		return first, err
	}
	made, err := t.templates.Find(ctx, t.lead, t.Authority.ID, first)
	if err != nil {
		return first, err
	}
	change(&made.Content)
	if err := t.templates.Save(ctx, t.lead, t.Authority.ID, first, template.Edit{Name: name, Content: made.Content}); err != nil {
		return first, err
	}
	return procedure.Origin{Template: id, Version: 2}, nil
}

// fromTemplate gives a procedure what its template brings along, as of the day on which it was begun.
func (t *Town) fromTemplate(ctx context.Context, n *procedure.NewProcedure, o procedure.Origin, on period.Date) error {
	made, err := t.templates.Find(ctx, t.planner, t.Authority.ID, o)
	if err != nil {
		return err
	}
	filled := made.Fill(on)
	n.Origin, n.Checklist, n.Persons = filled.Origin, filled.Checklist, filled.Persons
	return nil
}

// decideChecklist tells what the town decided about its list: one report was not needed.
func (t *Town) decideChecklist(ctx context.Context, ref procedure.Ref) error {
	c, err := t.procedures.Checklist(ctx, t.planner, ref)
	if err != nil {
		return err
	}
	for _, i := range c.Items {
		if i.Title != "Energiekonzept" {
			continue
		}
		return t.procedures.ChangeItem(ctx, t.planner, ref, i.ID, procedure.ItemChange{Responsible: i.Responsible, Due: i.Due, Settled: procedure.Struck,
			Reason: "Das Gebiet wird an die Fernwärme angeschlossen."})
	}
	return nil
}
