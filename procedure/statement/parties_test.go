package statement_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

var neighbours = []statement.Author{{Name: "Anna Amsel", Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück"}, {Name: "Bert Dohle"},
	{Name: "Carla Elster", Street: "Am Weg 3", PostalCode: "59999", City: "Auenbrück"}, {Name: "Dora Fink", City: "Bergheim"}}

// fileFor files a text with who acts for whom, and a mandate.
func (o *office) fileFor(t testing.TB, who identity.Actor, c statement.Contact) statement.Statement {
	t.Helper()
	d := o.draft(t, who, "Der Radweg fehlt.")
	_, err := o.Statements.AttachAs(t.Context(), who, o.Ref, statement.Mandate, "Vollmacht.pdf", strings.NewReader("%PDF-1.7 Vollmacht"))
	must(t, err)
	o.attach(t, who, "Foto.png", png)
	c.ReplyBy = "post"
	_, err = o.Statements.SaveContact(t.Context(), who, o.Ref, c)
	must(t, err)
	st, err := o.Statements.File(t.Context(), who, o.Ref, d.ID, o.Clock.Now())
	must(t, err)
	return st
}

func (o *office) persons(t testing.TB, list ...statement.Statement) (n int) {
	t.Helper()
	ids := make([]uuid.UUID, len(list))
	for i, st := range list {
		ids[i] = st.ID
	}
	o.Read(t, func(tx identity.Tx) error {
		counts, err := statement.PersonsOf(t.Context(), tx, ids)
		for _, persons := range counts {
			n += persons
		}
		return err
	})
	return n
}

func TestAuthorsAreFiledWithTheDraft(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	want := statement.Contact{ActingFor: statement.ForGroup, Authors: neighbours, Signatures: 7}
	st := o.fileFor(t, mara, want)
	if st.Persons != 12 {
		t.Errorf("got %d persons, want Mara, four by name and seven on a list", st.Persons)
	}
	c, err := o.Statements.ContactFor(t.Context(), o.Planner, o.Ref, st.ID)
	if err != nil || c.Name != "Mara Hoffmann" || c.ActingFor != want.ActingFor || c.Signatures != 7 || !slices.Equal(c.Authors, neighbours) {
		t.Errorf("got %+v and %v, want all of them in their order", c, err)
	}
	if n := o.count(t, "access_log"); n != 1 {
		t.Errorf("got %d entries in the access log, want the reading of the names", n)
	}
	if n := o.count(t, "draft_author"); n != 0 {
		t.Errorf("the consumed draft still names %d persons: erasure would not find them", n)
	}
	f := o.full(t, st.Number)
	if len(f.Attachments) != 2 || f.Attachments[0].FileName != "Foto.png" || f.Attachments[1].Purpose != statement.Mandate {
		t.Errorf("got %+v, want the content before the mandate", f.Attachments)
	}
	auditor := o.Staff(t, "Sönke", "Brandt", identity.RoleAuditor)
	for n, want := range map[int64]error{1: nil, 2: statement.ErrForbidden, 3: statement.ErrNotFound} {
		_, file, err := o.Statements.OpenForStaff(t.Context(), auditor, o.Ref, f, n)
		if !errors.Is(err, want) {
			t.Errorf("file %d, opened by who reads no names: got %v, want %v", n, err, want)
		}
		if err == nil {
			must(t, file.Close())
		}
	}
	_, mandate, err := o.Statements.OpenForStaff(t.Context(), o.Planner, o.Ref, f, 2)
	must(t, err)
	must(t, mandate.Close())
	if n := o.count(t, "access_log"); n != 2 {
		t.Errorf("got %d entries in the access log, want the reading of the mandate beside that of the names", n)
	}
	if r := o.receipt(t, mara); len(r.Contact.Authors) != 4 {
		t.Errorf("receipt: got %+v, want it to name them to the one who named them", r.Contact)
	}
	leaf := o.receipt(t, mara).Leaf
	e, err := statement.ParseEntry(leaf)
	if err != nil || e.Persons != 12 || len(e.Parties) != 32 {
		t.Errorf("entry: got %+v and %v", e, err)
	}
	for _, a := range neighbours {
		if strings.Contains(string(leaf), strings.Fields(a.Name)[1]) {
			t.Errorf("the entry names %s", a.Name)
		}
	}
	o.wantSound(t)
}

func TestSavingTheDraftAgainReplacesTheAuthors(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	o.draft(t, mara, "Zufahrt")
	for _, want := range [][]statement.Author{neighbours, neighbours[1:2], nil} {
		d, err := o.Statements.SaveContact(t.Context(), mara, o.Ref, statement.Contact{ActingFor: statement.ForGroup, ReplyBy: "post", Authors: want})
		if err != nil || !slices.Equal(d.Contact.Authors, want) {
			t.Errorf("got %+v and %v, want %+v", d.Contact.Authors, err, want)
		}
	}
	var invalid *statement.Invalid
	_, err := o.Statements.SaveContact(t.Context(), mara, o.Ref, statement.Contact{ActingFor: statement.ForGroup, ReplyBy: "post", Authors: make([]statement.Author, 201)})
	if !errors.As(err, &invalid) {
		t.Errorf("201 persons: got %v, want *Invalid", err)
	}
	must(t, second(o.Statements.SaveContact(t.Context(), mara, o.Ref, statement.Contact{ActingFor: statement.ForGroup, ReplyBy: "post", Authors: neighbours})))
	must(t, o.Statements.Discard(t.Context(), mara, o.Ref))
	if n := o.count(t, "draft_author"); n != 0 {
		t.Errorf("discarded: got %d names left", n)
	}
}

func TestMandateAloneIsNothingToFile(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	d := o.draft(t, mara, "")
	_, err := o.Statements.AttachAs(t.Context(), mara, o.Ref, statement.Mandate, "Vollmacht.png", strings.NewReader(png))
	must(t, err)
	if _, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now()); !errors.Is(err, statement.ErrDraftEmpty) {
		t.Errorf("got %v, want ErrDraftEmpty", err)
	}
}

func TestAuthorsOfTwoStatementsCountOnce(t *testing.T) {
	o := open(t)
	mara, ida := o.mara(t), o.resident(t, 1)
	group := statement.Contact{ActingFor: statement.ForGroup, Authors: neighbours}
	first, again := o.fileFor(t, mara, group), o.fileFor(t, mara, group)
	if got := o.persons(t, first); got != 5 {
		t.Errorf("one statement: got %d, want 5", got)
	}
	if got := o.persons(t, first, again); got != 5 {
		t.Errorf("a supplement of the same five: got %d, want 5", got)
	}
	alone := o.file(t, mara, "Noch etwas.")
	if got := o.persons(t, first, again, alone); got != 5 {
		t.Errorf("and one of hers alone: got %d, want 5", got)
	}
	for i, want := range []int{1, 2} { // one representative, another client in each
		o.fileFor(t, ida, statement.Contact{ActingFor: statement.ForClients, Authors: neighbours[i : i+1]})
		own, _, err := o.Statements.Mine(t.Context(), ida)
		must(t, err)
		var list []statement.Statement
		for _, s := range own {
			list = append(list, statement.Statement{ID: s.ID})
		}
		if got := o.persons(t, list...); got != want {
			t.Errorf("%d clients: got %d persons, want %d", i+1, got, want)
		}
	}
	company := o.fileFor(t, o.resident(t, 2), statement.Contact{ActingFor: statement.ForCompany, ActingForName: "Mühle GmbH", Role: "Geschäftsführung"})
	if got := o.persons(t, company); got != 1 {
		t.Errorf("a company: got %d, want 1", got)
	}
	o.erase(t, first.Number)
	o.erase(t, again.Number)
	if got := o.persons(t, first, again, alone); got != 5 {
		t.Errorf("after the erasure of the names: got %d, want the figure to outlive them", got)
	}
	o.wantSound(t)
}

func TestLetterOfFiveCountsFive(t *testing.T) {
	o := open(t)
	n := o.letter("2026-11-01 10:00:00", t)
	n.Contributions[0].Contact.ActingFor, n.Contributions[0].Contact.Authors = statement.ForGroup, neighbours
	list, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n)
	must(t, err)
	if list[0].Persons != 5 || o.persons(t, list...) != 5 {
		t.Errorf("got %d persons, want 5", list[0].Persons)
	}
	n = o.letter("2026-11-01 10:00:00", t)
	n.Contributions[0].Contact.ActingFor = statement.ForClients
	var invalid *statement.Invalid
	if _, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n); !errors.As(err, &invalid) || invalid.Fields["authors-1"] == "" {
		t.Errorf("clients without a name: got %v, want the field authors-1", err)
	}
	o.wantSound(t)
}

func TestChangedPartiesAreFound(t *testing.T) {
	o := open(t)
	first := o.fileFor(t, o.mara(t), statement.Contact{ActingFor: statement.ForClients, Authors: neighbours})
	alone := o.draft(t, o.resident(t, 1), "Allein.")
	_, err := o.Statements.Attach(t.Context(), o.resident(t, 1), o.Ref, "Foto.png", strings.NewReader(png))
	must(t, err)
	_, err = o.Statements.File(t.Context(), o.resident(t, 1), o.Ref, alone.ID, o.Clock.Now())
	must(t, err)
	for name, tt := range map[string]struct{ want, change, back string }{
		"another name": {"parties differ", `UPDATE statement_author SET name = 'Eva' WHERE position = 2`, `UPDATE statement_author SET name = 'Bert Dohle' WHERE position = 2`},
		"order": {"parties differ", `UPDATE statement_author SET position = position + 10 WHERE position = 1`,
			`UPDATE statement_author SET position = 1 WHERE position = 11`},
		"clients made co-authors": {"parties differ", `UPDATE statement_contact SET acting_for = 'group' WHERE acting_for = 'clients'`,
			`UPDATE statement_contact SET acting_for = 'clients' WHERE acting_for = 'group'`},
		"signatures": {"parties differ", `UPDATE statement_contact SET signatures = 9 WHERE acting_for = 'clients'`, `UPDATE statement_contact SET signatures = 0`},
		"mandate passed off as content": {"parties differ", `UPDATE attachment SET purpose = 'content' WHERE purpose = 'mandate'`,
			`UPDATE attachment SET purpose = 'mandate' WHERE file_name = 'Vollmacht.pdf'`},
		"more persons": {"leaf differs", `UPDATE statement SET persons = 40 WHERE number = 1`, `UPDATE statement SET persons = 4 WHERE number = 1`},
		"persons of one who wrote alone": {"leaf differs", `UPDATE statement SET persons = 40 WHERE number = 2`,
			`UPDATE statement SET persons = 1 WHERE number = 2`},
		"signatures of one who wrote alone": {"parties differ", `UPDATE statement_contact SET signatures = 5000 WHERE acting_for <> 'clients'`,
			`UPDATE statement_contact SET signatures = 0`},
		"content of one who wrote alone passed off as a mandate": {"parties differ", `UPDATE attachment SET purpose = 'mandate' WHERE statement_id IN (SELECT id FROM statement WHERE number = 2)`,
			`UPDATE attachment SET purpose = 'content' WHERE statement_id IN (SELECT id FROM statement WHERE number = 2)`},
		"authors put under another": {"parties differ", `INSERT INTO statement_author SELECT s.id, s.authority_id, 1, 'Eva', '', '', '' FROM statement s WHERE s.number = 2`,
			`DELETE FROM statement_author WHERE name = 'Eva'`},
	} {
		sql(t, o, tt.change)
		if found := o.audit(t); len(found) == 0 || !slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, tt.want) }) {
			t.Errorf("%s: got %v, want %q", name, found, tt.want)
		}
		sql(t, o, tt.back)
		o.wantSound(t)
	}
	o.erase(t, first.Number)
	sql(t, o, `INSERT INTO statement_author SELECT s.id, s.authority_id, 1, 'Eva', '', '', '' FROM statement s WHERE s.number = 1`)
	if found := o.audit(t); len(found) != 1 || !strings.HasPrefix(found[0], "erasure incomplete") {
		t.Errorf("a name left behind by an erasure: got %v", found)
	}
}

// TestRowsFromBeforeThePartiesAreReadAsTheyAre: one free name, no list, no word of it in the register.
func TestRowsFromBeforeThePartiesAreReadAsTheyAre(t *testing.T) {
	o := open(t)
	st := o.file(t, o.mara(t), "Zufahrt")
	for _, acting := range []statement.Acting{statement.ForOther, statement.ForGroup, statement.ForCompany} {
		sql(t, o, `UPDATE statement_contact SET acting_for = '`+string(acting)+`', acting_for_name = 'Familie Weber, Familie Kaya'`)
		c, err := o.Statements.ContactFor(t.Context(), o.Planner, o.Ref, st.ID)
		if err != nil || c.ActingFor != acting || c.Tidied().ActingForName != "Familie Weber, Familie Kaya" || len(c.Authors) > 0 || c.Persons() != 1 {
			t.Errorf("%s: got %+v and %v, want the free name and nobody counted by it", acting, c, err)
		}
		if got := o.persons(t, st); got != 1 {
			t.Errorf("%s: got %d persons, want the one that was always counted", acting, got)
		}
		o.wantSound(t)
	}
}
