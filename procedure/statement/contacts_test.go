package statement_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// TestReadingManyNamesIsLoggedForEach: a list leaves as many lines as it has names, with what it was read for.
func TestReadingManyNamesIsLoggedForEach(t *testing.T) {
	o := open(t)
	mara := o.file(t, o.mara(t), "Zufahrt")
	list, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, o.letter("2026-11-01 09:00:00", t))
	must(t, err)
	letter := list[0]
	all, err := o.Statements.Contacts(t.Context(), o.Planner, o.Ref, statement.UseKeyList)
	if err != nil || len(all) != 2 || all[0].Contact.Name != "Mara Hoffmann" || all[1].Contact.Name != "Karl Ohm" || all[1].ID != letter.ID {
		t.Fatalf("got %+v and %v, want both in the order of their numbers", all, err)
	}
	some, err := o.Statements.ContactsOf(t.Context(), o.Planner, o.Ref, statement.UseLetters, []uuid.UUID{letter.ID})
	if err != nil || len(some) != 1 || some[0].Contact.ReplyBy != "post" || some[0].Label() != "BP47-0002" {
		t.Fatalf("one of them: got %+v and %v", some, err)
	}
	for _, want := range []struct {
		action  statement.Use
		subject uuid.UUID
		lines   int
	}{{statement.UseKeyList, mara.ID, 1}, {statement.UseKeyList, letter.ID, 1}, {statement.UseLetters, letter.ID, 1}, {statement.UseLetters, mara.ID, 0}} {
		var n int
		must(t, o.DB.Super.QueryRow(t.Context(), `SELECT count(*) FROM access_log WHERE action = $1 AND subject_id = $2 AND account_id = $3`,
			string(want.action), want.subject, o.Planner.Account).Scan(&n))
		if n != want.lines {
			t.Errorf("%s of %s: got %d lines, want %d", want.action, want.subject, n, want.lines)
		}
	}
	sql(t, o, `ALTER TABLE access_log ADD CONSTRAINT broken CHECK (false) NOT VALID`)
	if list, err := o.Statements.Contacts(t.Context(), o.Planner, o.Ref, statement.UseKeyList); err == nil || list != nil {
		t.Errorf("while nothing can be logged: got %d names and %v, want none", len(list), err)
	}
}

func TestListOfNamesTellsTheAuthorsToo(t *testing.T) {
	o := open(t)
	in := o.letter("2026-11-01 09:00:00", t)
	c := &in.Contributions[0].Contact
	c.ActingFor, c.Authors = statement.ForGroup, []statement.Author{{Name: "Anna Muster", City: "Auenbrück"}, {Name: "Bert Muster"}}
	other := o.letter("2026-11-01 10:00:00", t)
	for _, n := range []statement.NewIntake{in, other} {
		_, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n)
		must(t, err)
	}
	list, err := o.Statements.Contacts(t.Context(), o.Planner, o.Ref, statement.UseKeyList)
	if err != nil || len(list) != 2 || !slices.Equal(list[0].Contact.Authors, c.Authors) || len(list[1].Contact.Authors) != 0 {
		t.Errorf("got %+v and %v, want the two authors of the first", list, err)
	}
}

func TestListOfNamesIsForThoseWhoMay(t *testing.T) {
	o := open(t)
	o.file(t, o.mara(t), "Zufahrt")
	for name, who := range map[string]identity.Actor{"auditor": o.Staff(t, "Ina", "Kolb", identity.RoleAuditor),
		"council": o.Staff(t, "Uwe", "Brandt", identity.RoleCouncil), "resident": o.mara(t), "guest": {}} {
		if list, err := o.Statements.Contacts(t.Context(), who, o.Ref, statement.UseKeyList); !errors.Is(err, statement.ErrForbidden) || list != nil {
			t.Errorf("%s: got %d names and %v, want ErrForbidden", name, len(list), err)
		}
	}
	elsewhere := o.Ref
	elsewhere.ID = uuid.New()
	list, err := o.Statements.ContactsOf(t.Context(), o.Planner, elsewhere, statement.UseLetters, []uuid.UUID{o.full(t, 1).ID})
	if err != nil || len(list) != 0 {
		t.Errorf("statement of another procedure: got %d names and %v, want none", len(list), err)
	}
	if n := o.count(t, "access_log"); n != 0 {
		t.Errorf("access log: got %d lines, want none", n)
	}
}

// TestWaysToAnswerTellNoName: who counts letters needs no name, and leaves no trace of having read one.
func TestWaysToAnswerTellNoName(t *testing.T) {
	o := open(t)
	mara := o.file(t, o.mara(t), "Zufahrt")
	in := o.letter("2026-11-01 09:00:00", t)
	nowhere := in.Contributions[0]
	nowhere.Contact = statement.Contact{Name: "Karl Ohm", Street: " ", PostalCode: "59999", City: "Auenbrück"}
	in.Contributions = append(in.Contributions, nowhere)
	list, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, in)
	must(t, err)
	got, err := o.Statements.Reaches(t.Context(), o.Planner, o.Ref)
	must(t, err)
	for id, want := range map[uuid.UUID]statement.Reach{
		mara.ID:    {Statement: mara.ID, Prefix: "BP47", Number: 1, ReplyBy: "mail", Post: true, Mail: true, OwnPage: true},
		list[0].ID: {Statement: list[0].ID, Prefix: "BP47", Number: 2, ReplyBy: "post", Post: true},
		list[1].ID: {Statement: list[1].ID, Prefix: "BP47", Number: 3, ReplyBy: "none"},
	} {
		if got[id] != want {
			t.Errorf("got %+v, want %+v", got[id], want)
		}
	}
	if n := o.count(t, "access_log"); n != 0 {
		t.Errorf("access log: got %d lines, want none", n)
	}
	if _, err := o.Statements.Reaches(t.Context(), o.mara(t), o.Ref); !errors.Is(err, statement.ErrForbidden) {
		t.Errorf("resident: got %v, want ErrForbidden", err)
	}
}
