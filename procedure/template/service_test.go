package template_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/template"
)

func TestVersionsAreKept(t *testing.T) {
	o := open(t, proceduretest.New(t))
	first := o.create("bplan-regular", "Wohngebiet")
	o.enter(first)
	second := first
	second.Content.Initiating = "Rat der Stadt Auenbrück"
	o.must(o.templates.Save(t.Context(), o.lead, o.Authority.ID, first.Origin, template.Edit{Name: "Wohngebiet am Rand", Content: second.Content}))
	o.must(o.templates.Save(t.Context(), o.lead, o.Authority.ID, first.Origin, template.Edit{Name: "Wohngebiet am Rand", Content: second.Content})) // sent twice
	now := o.find(procedure.Origin{Template: first.Origin.Template})
	if now.Origin.Version != 2 || now.Name != "Wohngebiet am Rand" || now.Content.Initiating != "Rat der Stadt Auenbrück" || now.ChangedBy != "Karl Leit" {
		t.Errorf("got version %d %q of %q, want version 2 as it was saved", now.Origin.Version, now.Name, now.ChangedBy)
	}
	was, err := o.templates.Of(t.Context(), o.Planner, o.ref)
	o.must(err)
	if was == nil || was.Origin.Version != 1 || was.Name != "Wohngebiet" || was.Content.Initiating != "Rat" {
		t.Errorf("the procedure came from %+v, want version 1 as it was", was)
	}
	if n, want := len(o.checklist().Items), len(first.Content.Items); n != want {
		t.Errorf("got %d items on the checklist, want the %d of version 1", n, want)
	}
}

func TestStaleVersionIsRefused(t *testing.T) {
	o := open(t, proceduretest.New(t))
	read := o.create("fnp-regular", "FNP")
	mine, theirs := read.Content, read.Content
	mine.Approving, theirs.Approving = "Bauausschuss", "Umweltausschuss"
	o.must(o.templates.Save(t.Context(), o.lead, o.Authority.ID, read.Origin, template.Edit{Name: "FNP", Content: theirs}))
	err := o.templates.Save(t.Context(), o.lead, o.Authority.ID, read.Origin, template.Edit{Name: "FNP", Content: mine})
	if !errors.Is(err, template.ErrChanged) {
		t.Errorf("got %v, want ErrChanged", err)
	}
	if now := o.find(procedure.Origin{Template: read.Origin.Template}); now.Content.Approving != "Umweltausschuss" {
		t.Errorf("got %q, want what was saved first", now.Content.Approving)
	}
	if err := o.templates.Archive(t.Context(), o.lead, o.Authority.ID, read.Origin, true); !errors.Is(err, template.ErrChanged) {
		t.Errorf("archiving what was read before: got %v, want ErrChanged", err)
	}
}

func TestArchivedTemplateIsKept(t *testing.T) {
	o := open(t, proceduretest.New(t))
	made := o.create("bplan-13", "Kleine Änderung")
	for range 2 { // sent twice
		o.must(o.templates.Archive(t.Context(), o.lead, o.Authority.ID, made.Origin, true))
	}
	list, err := o.templates.Own(t.Context(), o.Planner, o.Authority.ID)
	o.must(err)
	if len(list) != 1 || !list[0].Archived || list[0].Origin.Version != 2 {
		t.Errorf("got %+v, want one archived template in version 2", list)
	}
}

func TestCreatedTwiceIsOne(t *testing.T) {
	o := open(t, proceduretest.New(t))
	made := o.create("bplan-13a", "Innenstadt")
	o.must(o.templates.Create(t.Context(), o.lead, o.Authority.ID, made.Origin.Template, procedure.Origin{Standard: "bplan-13a"}, "Innenstadt"))
	copied, err := uuid.NewV7()
	o.must(err)
	o.must(o.templates.Create(t.Context(), o.lead, o.Authority.ID, copied, procedure.Origin{Template: made.Origin.Template}, "Innenstadt, Bahnhof"))
	list, err := o.templates.Own(t.Context(), o.Planner, o.Authority.ID)
	o.must(err)
	if len(list) != 2 || list[1].Name != "Innenstadt, Bahnhof" || list[1].Regime != procedure.Accelerated {
		t.Errorf("got %d templates, want the one and its copy", len(list))
	}
}

func TestOnlyTheLeadChangesTemplates(t *testing.T) {
	o := open(t, proceduretest.New(t))
	made := o.create("bplan-13", "Kleine Änderung")
	for _, role := range identity.Roles {
		a := o.Planner
		a.Grants = []identity.Grant{{Authority: o.Authority.ID, Role: role}}
		ctx, town, want := t.Context(), o.Authority.ID, role == identity.RoleLead
		for what, err := range map[string]error{
			"create":  o.templates.Create(ctx, a, town, uuid.New(), made.Origin, "X"),
			"save":    o.templates.Save(ctx, a, town, made.Origin, template.Edit{Name: made.Name, Content: made.Content}),
			"archive": o.templates.Archive(ctx, a, town, made.Origin, false),
		} {
			if got := !errors.Is(err, procedure.ErrForbidden); got != want {
				t.Errorf("%s as %s: got %v, want allowed %v", what, role, err, want)
			}
		}
	}
}

func TestTemplatesOfAnotherTownDoNotExist(t *testing.T) {
	db := testdb.New(t)
	o, other := open(t, proceduretest.In(t, db, "auenbrueck")), open(t, proceduretest.In(t, db, "bergheim"))
	made := o.create("bplan-regular", "Wohngebiet")
	if _, err := other.templates.Find(t.Context(), other.lead, other.Authority.ID, made.Origin); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("find: got %v, want ErrNotFound", err)
	}
	if err := other.templates.Save(t.Context(), other.lead, other.Authority.ID, made.Origin, template.Edit{Name: "X", Content: made.Content}); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("save: got %v, want ErrNotFound", err)
	}
	if _, err := other.templates.Find(t.Context(), other.lead, o.Authority.ID, made.Origin); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("find as a stranger: got %v, want ErrForbidden", err)
	}
	list, err := other.templates.Own(t.Context(), other.lead, other.Authority.ID)
	if err != nil || len(list) > 0 {
		t.Errorf("got %d templates and %v, want none", len(list), err)
	}
}

func TestUnknownFieldIsRefused(t *testing.T) {
	o := open(t, proceduretest.New(t))
	made := o.create("bplan-regular", "Wohngebiet")
	o.Forge(t, `UPDATE procedure_template SET content = content || '{"deadline": "never"}'`)
	_, err := o.templates.Find(t.Context(), o.Planner, o.Authority.ID, made.Origin)
	if err == nil || !strings.Contains(err.Error(), `unknown field "deadline"`) {
		t.Errorf("got %v, want the unknown field named", err)
	}
}

func TestTemplateKeepsWhatTheLawDemands(t *testing.T) {
	o := open(t, proceduretest.New(t))
	made := o.create("bplan-regular", "Wohngebiet")
	without := func(role procedure.DocumentRole) template.Content {
		c := made.Content
		c.Items = nil
		for _, i := range made.Content.Items {
			if i.Need != procedure.ForDraft || i.Role != role {
				c.Items = append(c.Items, i)
			}
		}
		return c
	}
	change := func(f func(*template.Content)) template.Content {
		c := made.Content
		c.Items, c.Persons = append([]template.Item{}, c.Items...), append([]procedure.Person{}, c.Persons...)
		f(&c)
		return c
	}
	for _, test := range []struct {
		name, field, says string
		content           template.Content
	}{
		{"no plan", "items_draft", "§ 3 Abs. 2 S. 1", without(procedure.RolePlan)},
		{"no reasons", "items_draft", "§ 2a S. 1", without(procedure.RoleReasons)},
		{"no report on the environment", "items_draft", "§ 2a S. 2 Nr. 2", without(procedure.RoleEnvironment)},
		{"a document without a name", "items_early", "Zeile 2", change(func(c *template.Content) { c.Items[1].Title = " " })},
		{"a document twice", "items_early", "steht schon", change(func(c *template.Content) { c.Items[1] = c.Items[0] })},
		{"an unknown role", "items_early", "Zeile 1", change(func(c *template.Content) { c.Items[0].Role = "song" })},
		{"a person without a function", "persons", "Zeile 2", change(func(c *template.Content) { c.Persons[1].Function = "" })},
		{"an address that is none", "persons", "keine E-Mail-Adresse", change(func(c *template.Content) { c.Persons[0].Mail = "jana" })},
		{"a duration below zero", "weeks_initiation", "0 bis 520", change(func(c *template.Content) { c.Weeks = map[procedure.StepKind]int{procedure.StepInitiation: -1} })},
		{"a step of another course", "weeks_hearing", "0 bis 520", change(func(c *template.Content) { c.Weeks = map[procedure.StepKind]int{procedure.StepHearing: 1} })},
		{"a portal that no browser finds", "portal", "https://", change(func(c *template.Content) { c.Portal = "portal/{slug}" })},
		{"no purpose", "purpose", "wählen", change(func(c *template.Content) { c.Purpose = "" })},
		{"no level", "min_assurance", "Anmeldung", change(func(c *template.Content) { c.MinAssurance = "" })},
		{"a text with NUL", "letter_formal", "Zeichen", change(func(c *template.Content) { c.LetterFormal = "a\x00b" })},
		{"a text without end", "summary", "zu lang", change(func(c *template.Content) { c.Summary = strings.Repeat("x", 10_001) })},
	} {
		err := o.templates.Save(t.Context(), o.lead, o.Authority.ID, made.Origin, template.Edit{Name: made.Name, Content: test.content})
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) || !strings.Contains(invalid.Fields[test.field], test.says) {
			t.Errorf("%s: got %v, want %q at %s", test.name, err, test.says, test.field)
		}
	}
	err := o.templates.Save(t.Context(), o.lead, o.Authority.ID, made.Origin, template.Edit{Name: " ", Content: without(procedure.RolePlan)})
	var invalid *procedure.Invalid
	if !errors.As(err, &invalid) || invalid.Fields["name"] == "" || invalid.Fields["items_draft"] == "" {
		t.Errorf("two faults: got %v, want both told", err)
	}
}

func TestKeysReadWhatTheyWrite(t *testing.T) {
	id := uuid.MustParse("01997c00-0000-7000-8000-00000000000a")
	for _, o := range []procedure.Origin{{Standard: "bplan-13a"}, {Template: id}, {Template: id, Version: 7}} {
		if got, err := template.ParseKey(template.Key(o)); err != nil || got != o {
			t.Errorf("%+v: got %+v and %v", o, got, err)
		}
	}
	for _, text := range []string{"", "x", "." + id.String(), id.String() + ".x", id.String() + ".-1", "urn:uuid:" + id.String(), "{" + id.String() + "}"} {
		if _, err := template.ParseKey(text); !errors.Is(err, procedure.ErrNotFound) {
			t.Errorf("%q: got %v, want ErrNotFound", text, err)
		}
	}
}

func TestFillSaysWhenStepsMayCome(t *testing.T) {
	s := standardOf(t, "bplan-regular")
	s.Content.Persons = []procedure.Person{{Function: "Leitung", Name: "Karl Leit"}, {Function: "Sachbearbeitung", Name: "Jana Wirth", Phone: "02999 1", Public: true}}
	n := s.Fill(period.NewDate(2026, 11, 25))
	// 10 weeks to the early participation, 6 for it, 20 for the draft, 8 for its publication, 12 for the weighing.
	for step, want := range map[procedure.StepKind]string{procedure.StepEarlyPublic: "Februar 2027", procedure.StepEarlyBodies: "Februar 2027",
		procedure.StepPublication: "August 2027", procedure.StepWeighing: "September 2027", procedure.StepAdoption: "Dezember 2027"} {
		if got := n.Expected[step]; got != "voraussichtlich im "+want {
			t.Errorf("%s: got %q, want %s", step, got, want)
		}
	}
	if n.ContactName != "Jana Wirth" || n.ContactPhone != "02999 1" {
		t.Errorf("got contact %q, %q, want the first person that may be named", n.ContactName, n.ContactPhone)
	}
	if due := n.Checklist[0].Due; due == nil || *due != period.NewDate(2027, 2, 3) {
		t.Errorf("got the first document due on %v, want 3 February 2027", due)
	}
	if got := template.Address("https://portal.example/{slug}/", "bp-9"); got != "https://portal.example/bp-9/" {
		t.Errorf("got %s", got)
	}
}

func TestPlaceholdersOfTheSkeletonAreFound(t *testing.T) {
	s := standardOf(t, "bplan-regular")
	if got := template.Unfilled(s.Content.Summary, strings.Replace(s.Content.Summary, "[Zahl]", "zwölf", 1)+" Siehe [1]."); len(got) != 3 || got[0] != "[Wo]" {
		t.Errorf("got %q, want the three that are left and no other bracket", got)
	}
}

// TestFromOwnTemplateToPublication is the whole way: a lead fills in once what is always the same, a planner adds what is
// new, and the plan is published with every document of the list and the persons of the town.
func TestFromOwnTemplateToPublication(t *testing.T) {
	o := open(t, proceduretest.New(t))
	made := o.create("bplan-regular", "Wohngebiet am Ortsrand")
	c := made.Content
	c.Persons = []procedure.Person{{Function: "Sachbearbeitung", Name: "Jana Wirth", Phone: "02999 123-461", Public: true},
		{Function: "Planungsbüro", Name: "Plan & Raum", Mail: "post@planraum.example", External: true}}
	c.Items = append(c.Items, template.Item{Title: "Energiekonzept", Role: procedure.RoleReport, Need: procedure.ForDraft, Responsible: "Planungsbüro"})
	c.Approving, c.Portal = "Bauausschuss", "https://portal.example/auenbrueck/{slug}"
	o.must(o.templates.Save(t.Context(), o.lead, o.Authority.ID, made.Origin, template.Edit{Name: made.Name, Content: c}))
	own := o.find(procedure.Origin{Template: made.Origin.Template})
	o.enter(own)
	o.early(own.Content)
	o.publish(own.Content)
	v := o.View(t, o.ref)
	if v.State != procedure.Participation || v.Round.State != procedure.RoundPublished || len(v.Round.Topics) != len(c.Topics) {
		t.Errorf("got state %s and round %s with %d topics, want the draft published", v.State, v.Round.State, len(v.Round.Topics))
	}
	list := o.checklist()
	if ready, needed := list.Ready(); ready != needed-2 || needed != len(c.Items) {
		t.Errorf("got %d of %d ready, want all but the two of the plan in force", ready, needed)
	}
	if len(list.Persons) != 2 || list.Persons[1] != c.Persons[1] {
		t.Errorf("got %+v, want the persons of the template", list.Persons)
	}
	if weighing := procedure.Latest(v.Steps, procedure.StepWeighing); !strings.HasPrefix(weighing.Expected, "voraussichtlich im ") {
		t.Errorf("weighing is expected %q, want a month", weighing.Expected)
	}
}
