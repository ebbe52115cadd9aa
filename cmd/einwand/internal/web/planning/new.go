package planning

import (
	"context"
	"errors"
	"net/http"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/template"
)

// newForm begins a procedure.
type newForm struct {
	shell          page.Shell
	municipalities []procedure.Municipality
	in             procedure.NewProcedure
	template       *template.Template // that the form is filled from; nil: none
	errors         page.FieldErrors
}

var newFields = []labelled{{"kind", "Was soll der Plan?"}, {"purpose", "Vorhaben"}, {"regime", "Verfahren"}, {"municipality", "Gemeinde"}, {"title", "Name"},
	{"short_title", "Kurzform"}, {"prefix", "Kürzel"}, {"slug", "Adresse"}, {"summary", "Worum es geht"}, {"area_place", "Ortsteil oder Lage"},
	{"area_text", "Gebiet in Worten"}, {"gebiet", "Umriss"}, {"project_based", "Vorhaben"}, {"portal_url", "Landesportal"}, {"imported_from", "Bisheriges System"}, {"min_assurance", "Anmeldung"},
	{"contact_name", "Ansprechperson"}}

// NewForm asks what a procedure is about: first which template it starts from, then the rest.
func (p *Pages) NewForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	key := r.URL.Query().Get("vorlage")
	if key == "" {
		return p.choose(w, r, v)
	}
	f, err := p.newForm(r, v, key)
	if err != nil {
		return err
	}
	if f.template != nil {
		f.in = f.template.Fill(period.DateAt(v.Now))
		f.in.ContactName, f.in.ContactPhone = firstOf(f.in.ContactName, v.Actor.Profile.Name()), firstOf(f.in.ContactPhone, v.Authority.Phone)
		return page.Render(w, r, http.StatusOK, page.NoStore, newPage(f))
	}
	f.in = procedure.NewProcedure{Kind: procedure.BPlan, Purpose: procedure.Aufstellung, Regime: procedure.Regular, MinAssurance: identity.LevelSubstantial,
		ContactName: v.Actor.Profile.Name(), ContactPhone: v.Authority.Phone}
	return page.Render(w, r, http.StatusOK, page.NoStore, newPage(f))
}

// newForm frames the form; key names the template that it starts from.
func (p *Pages) newForm(r *http.Request, v *visit.Visit, key string) (newForm, error) {
	list, err := p.Procedures.Municipalities(r.Context(), v.Authority.ID)
	if err != nil {
		return newForm{}, err
	}
	f := newForm{shell: v.Shell(r, page.RoomStaff, "Verfahren anlegen", page.Crumb{Label: "Verfahren", URL: deskPath}, page.Crumb{Label: "Verfahren anlegen"}), municipalities: list}
	f.shell.Current = page.NavDesk
	if key == "" || key == withoutTemplate {
		return f, nil
	}
	origin, err := template.ParseKey(key)
	if err != nil {
		return newForm{}, err
	}
	t, err := p.Templates.Find(r.Context(), v.Actor, v.Authority.ID, origin)
	f.template = &t
	return f, err
}

// Create enters the procedure as a draft and leads to the decision that begins it.
func (p *Pages) Create(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.newForm(r, v, r.PostFormValue("vorlage"))
	if err != nil {
		return err
	}
	var fields map[string]string
	if f.in, fields, err = p.readNew(r); err != nil {
		return err
	}
	f.fromTemplate(period.DateAt(v.Now), fields)
	f.in = named(f.in)
	if len(fields) == 0 {
		var ref procedure.Ref
		n := f.in
		n.PortalURL = template.Address(n.PortalURL, n.Slug)
		ref, err = p.Procedures.Create(r.Context(), v.Actor, v.Authority.ID, n)
		if err == nil {
			return seeOther(w, r, at(ref.Slug, leadsTo(f.in)))
		}
		if errors.Is(err, procedure.ErrSlugTaken) && p.begun(r.Context(), v, f.in) {
			return seeOther(w, r, at(f.in.Slug, leadsTo(f.in))) // sent twice
		}
		if fields = newProblems(err); fields == nil {
			return err
		}
	}
	f.errors, f.shell.Error = fieldErrors(newFields, fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, newPage(f))
}

// leadsTo is where a new procedure is led on: to the decision of the council, or to what was done elsewhere.
func leadsTo(n procedure.NewProcedure) place {
	if n.ImportedFrom != "" {
		return actPath("T0")
	}
	return actPath("T1")
}

// begun reports whether the same procedure is there already.
func (p *Pages) begun(ctx context.Context, v *visit.Visit, in procedure.NewProcedure) bool {
	ref, err := p.Procedures.Resolve(ctx, in.Slug)
	if err != nil || ref.Authority != v.Authority.ID {
		return false
	}
	view, err := p.Procedures.Staff(ctx, v.Actor, ref)
	return err == nil && view.Title == in.Title && view.Prefix == in.Prefix
}

// newProblems says in words what the planner can mend; nil for everything else.
func newProblems(err error) map[string]string {
	var invalid *procedure.Invalid
	switch {
	case errors.As(err, &invalid):
		return invalid.Fields
	case errors.Is(err, procedure.ErrSlugTaken):
		return map[string]string{"slug": "Diese Adresse hat schon ein anderes Verfahren. Bitte wählen Sie eine andere."}
	case errors.Is(err, procedure.ErrPrefixTaken):
		return map[string]string{"prefix": "Dieses Kürzel hat schon ein anderes Verfahren. Es steht auf jeder Eingangsbestätigung und muss eindeutig sein."}
	}
	return nil
}

// readNew reads the form; fields are the inputs that are no values of their kind.
func (p *Pages) readNew(r *http.Request) (procedure.NewProcedure, map[string]string, error) {
	value := func(name string) string { return typed(r, name) }
	town, _ := uuid.Parse(value("municipality")) // what is no id is nobody's municipality
	n := procedure.NewProcedure{Municipality: town, Kind: procedure.PlanKind(value("kind")), Purpose: procedure.Purpose(value("purpose")), Regime: procedure.Regime(value("regime")),
		PlanName: value("short_title"), Title: value("title"), ShortTitle: value("short_title"), Slug: value("slug"), Prefix: value("prefix"),
		Summary: value("summary"), AreaPlace: value("area_place"), AreaText: value("area_text"), MinAssurance: identity.Level(value("min_assurance")),
		ContactName: value("contact_name"), ContactPhone: value("contact_phone"), PortalURL: value("portal_url"),
		ProjectBased: value("project_based") == answerYes, ImportedFrom: value("imported_from"),
		Expected: map[procedure.StepKind]string{procedure.StepWeighing: value("expected_weighing"), procedure.StepAdoption: value("expected_adoption")}}
	if only := procedure.RegimesOf(n.Kind); len(only) == 1 {
		n.Regime = only[0]
	}
	fields := map[string]string{}
	outline, problem, err := readArea(r)
	if problem != "" {
		fields["gebiet"] = problem
	}
	n.AreaGeoJSON = outline
	return n, fields, err
}

var purposes = map[procedure.Purpose]string{
	procedure.Aufstellung: "Einen neuen Plan aufstellen", procedure.Aenderung: "Einen Plan ändern",
	procedure.Ergaenzung: "Einen Plan ergänzen", procedure.Aufhebung: "Einen Plan aufheben",
}

func purposeOptions() []page.Option {
	return []page.Option{option(procedure.Aufstellung, purposes), option(procedure.Aenderung, purposes), option(procedure.Ergaenzung, purposes), option(procedure.Aufhebung, purposes)}
}

// fixedRegime stands in the form for the regime that a kind brings along.
const fixedRegime = "fest"

func regimeOptions() []page.Option {
	return []page.Option{option(procedure.Regular, regimes), option(procedure.Simplified, regimes), option(procedure.Accelerated, regimes),
		{Value: fixedRegime, Label: "Es ist kein Bauleitplan: Die Art bringt ihr Verfahren mit (Satzung, Veränderungssperre, Anhörung)"}, option(procedure.Outskirts, regimes)}
}

func option[T ~string](value T, words map[T]string) page.Option {
	return page.Option{Value: string(value), Label: words[value]}
}

var levelQuestions = []page.Option{
	{Value: string(identity.LevelSubstantial), Label: "ELSTER-Zertifikat oder Online-Ausweis (substanziell), empfohlen"},
	{Value: string(identity.LevelHigh), Label: "Nur Online-Ausweis (hoch)"},
	{Value: string(identity.LevelLow), Label: "Auch Benutzername und Passwort (niedrig)"},
	{Value: string(identity.LevelNone), Label: "Jede Anmeldung (keines)"},
}

func municipalityOptions(list []procedure.Municipality) []page.Option {
	options := make([]page.Option, len(list))
	for i, m := range list {
		options[i] = page.Option{Value: m.ID.String(), Label: m.Name}
	}
	return options
}

func (f newForm) municipality() string {
	if f.in.Municipality == uuid.Nil {
		return ""
	}
	return f.in.Municipality.String()
}
