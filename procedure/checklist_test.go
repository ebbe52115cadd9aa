package procedure_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// checked is a town with a procedure that brought a checklist along.
type checked struct {
	*proceduretest.Town
	t   testing.TB
	ref procedure.Ref
}

var draftList = []procedure.NewItem{
	{Title: "Planzeichnung", Role: procedure.RolePlan, Need: procedure.ForDraft, Responsible: "Planungsbüro"},
	{Title: "Begründung", Role: procedure.RoleReasons, Need: procedure.ForDraft},
	{Title: "Umweltbericht", Role: procedure.RoleEnvironment, Need: procedure.ForDraft},
	{Title: "Schalltechnische Untersuchung", Role: procedure.RoleReport, Need: procedure.ForDraft},
	{Title: "Artenschutzprüfung", Role: procedure.RoleReport, Need: procedure.ForDraft},
	{Title: "Ausgefertigter Plan", Role: procedure.RolePlan, Need: procedure.ForForce},
}

func list(t testing.TB, w *proceduretest.Town) *checked {
	t.Helper()
	n := w.NewProcedure()
	n.Checklist, n.Persons = draftList, []procedure.Person{{Function: "Sachbearbeitung", Name: "Jana Wirth"}}
	ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	return &checked{w, t, ref}
}

func (l *checked) read() procedure.Checklist {
	l.t.Helper()
	c, err := l.Procedures.Checklist(l.t.Context(), l.Planner, l.ref)
	if err != nil {
		l.t.Fatal(err)
	}
	return c
}

func (l *checked) item(title string) procedure.Item {
	l.t.Helper()
	for _, i := range l.read().Items {
		if i.Title == title {
			return i
		}
	}
	l.t.Fatalf("%s is not on the list", title)
	return procedure.Item{}
}

func (l *checked) upload(round uuid.UUID, role procedure.DocumentRole, title string) procedure.Document {
	l.t.Helper()
	d, err := l.Procedures.AddDocument(l.t.Context(), l.Planner, l.ref, round, procedure.NewDocument{Role: role, Title: title, FileName: "a.pdf"},
		strings.NewReader("%PDF-1.7\n"+title))
	if err != nil {
		l.t.Fatal(err)
	}
	return d
}

func (l *checked) round() uuid.UUID {
	l.t.Helper()
	return l.PlanRound(l.t, l.ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf", VersionDated: period.NewDate(2026, time.May, 1),
		FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.November, 27), Cause: "Elf Gutachten.", Topics: []string{"Lärm"}})
}

// TestItemsTickThemselves follows an item through upload and removal: the list has no flag that could be forgotten.
func TestItemsTickThemselves(t *testing.T) {
	l := list(t, proceduretest.New(t))
	round := l.round()
	if ready, needed := l.read().Ready(); ready != 0 || needed != 6 {
		t.Fatalf("before: got %d of %d, want 0 of 6", ready, needed)
	}
	l.upload(round, procedure.RolePlan, "Entwurf, Stand Oktober") // the only one of its role: any name will do
	l.upload(round, procedure.RoleReport, "Gutachten")            // one of two: it could be either
	sound := l.upload(round, procedure.RoleReport, "schalltechnische  Untersuchung")
	for title, want := range map[string]bool{"Planzeichnung": true, "Schalltechnische Untersuchung": true, "Artenschutzprüfung": false,
		"Begründung": false, "Ausgefertigter Plan": false} {
		if got := l.item(title).Ready(); got != want {
			t.Errorf("%s: got ready %v, want %v", title, got, want)
		}
	}
	l.upload(round, procedure.RoleReasonsBoth, "Begründung mit Umweltbericht")
	if !l.item("Begründung").Ready() || !l.item("Umweltbericht").Ready() {
		t.Error("reasons with the report in them: got one of the two items open, want both ready")
	}
	if err := l.Procedures.RemoveDocument(t.Context(), l.Planner, l.ref, round, sound.ID); err != nil {
		t.Fatal(err)
	}
	if l.item("Schalltechnische Untersuchung").Ready() {
		t.Error("after its removal: got the document still ready")
	}
}

func TestRepeatedRoundNeedsItsDocumentsAgain(t *testing.T) {
	l := list(t, proceduretest.New(t))
	round := l.round()
	l.upload(round, procedure.RolePlan, "Planzeichnung")
	l.upload(round, procedure.RoleReasonsBoth, "Begründung")
	l.Approve(t, l.ref)
	l.Announce(t, l.ref, period.NewDate(2026, time.October, 17))
	l.Clock.Set(proceduretest.Instant(t, "2026-10-20 09:00:00"))
	if err := l.Procedures.Publish(t.Context(), l.Planner, l.ref, round, procedure.Move{}); err != nil {
		t.Fatal(err)
	}
	l.Clock.Set(proceduretest.Instant(t, "2026-11-30 09:00:00"))
	l.Perform(t, l.ref, procedure.Move{Transition: "T10", Answers: procedure.Answers{"am": "2026-11-30", "aenderung": "Baufeld 3 entfällt",
		"belange": "ja", "grundzuege": procedure.No}})
	l.PlanRound(t, l.ref, procedure.NewRound{Kind: procedure.RepeatedRound, VersionLabel: "Zweiter Entwurf", VersionDated: period.NewDate(2026, time.December, 1),
		Scope: "Baufeld 3", FirstDay: period.NewDate(2027, time.February, 1), LastDay: period.NewDate(2027, time.March, 2)})
	if l.item("Planzeichnung").Ready() {
		t.Error("a repeated round without documents: got the plan of the first one ready")
	}
}

func TestItemIsSettledWithAReason(t *testing.T) {
	l := list(t, proceduretest.New(t))
	ctx, species := t.Context(), l.item("Artenschutzprüfung")
	refused := func(id uuid.UUID, n procedure.ItemChange, field, says string) {
		t.Helper()
		var invalid *procedure.Invalid
		if err := l.Procedures.ChangeItem(ctx, l.Planner, l.ref, id, n); !errors.As(err, &invalid) || !strings.Contains(invalid.Fields[field], says) {
			t.Errorf("%+v: got %v, want %q at %s", n, err, says, field)
		}
	}
	refused(species.ID, procedure.ItemChange{Settled: procedure.Struck}, "reason", "warum")
	refused(species.ID, procedure.ItemChange{Settled: procedure.AtHand}, "reason", "wo die Unterlage liegt")
	refused(species.ID, procedure.ItemChange{Settled: "gone"}, "settled", "Möglichkeiten")
	refused(l.item("Umweltbericht").ID, procedure.ItemChange{Settled: procedure.Struck, Reason: "Zu teuer"}, "settled", "§ 2a S. 2 Nr. 2 BauGB")
	due := period.NewDate(2026, time.May, 4)
	if err := l.Procedures.ChangeItem(ctx, l.Planner, l.ref, species.ID, procedure.ItemChange{Responsible: "Büro Specht", Due: &due}); err != nil {
		t.Fatal(err)
	}
	if i := l.item("Artenschutzprüfung"); i.Responsible != "Büro Specht" || !i.Overdue(due.AddDays(1)) || i.Overdue(due) {
		t.Errorf("got %+v, want it overdue on the day after its day", i)
	}
	n := procedure.ItemChange{Responsible: "Büro Specht", Due: &due, Settled: procedure.Struck, Reason: "Innenhof ohne Bewuchs"}
	if err := l.Procedures.ChangeItem(ctx, l.Planner, l.ref, species.ID, n); err != nil {
		t.Fatal(err)
	}
	first := l.item("Artenschutzprüfung")
	l.Clock.Set(l.Clock.Now().Add(time.Hour))
	if err := l.Procedures.ChangeItem(ctx, l.Staff(t, "Kim", "Zwei", identity.RoleLead), l.ref, species.ID, n); err != nil { // sent twice
		t.Fatal(err)
	}
	i := l.item("Artenschutzprüfung")
	if i.Settled != procedure.Struck || i.SettledBy != "Jana Wirth" || !i.SettledAt.Equal(*first.SettledAt) || i.Overdue(due.AddDays(9)) {
		t.Errorf("got %+v, want it struck by Jana Wirth at the first time", i)
	}
	if _, needed := l.read().Ready(); needed != 5 {
		t.Errorf("got %d needed, want the struck one left out", needed)
	}
	if err := l.Procedures.ChangeItem(ctx, l.Planner, l.ref, species.ID, procedure.ItemChange{}); err != nil {
		t.Fatal(err)
	}
	if i := l.item("Artenschutzprüfung"); i.Settled != procedure.Unsettled || i.Reason != "" || i.SettledAt != nil {
		t.Errorf("got %+v, want it open again", i)
	}
}

func TestItemIsAddedOnce(t *testing.T) {
	l := list(t, proceduretest.New(t))
	n := procedure.NewItem{Title: " Verkehrsgutachten ", Role: procedure.RoleReport, Need: procedure.ForDraft, Responsible: "Büro Spur"}
	for range 2 {
		if err := l.Procedures.AddItem(t.Context(), l.Planner, l.ref, n); err != nil {
			t.Fatal(err)
		}
	}
	items := l.read().Items
	if len(items) != 7 || items[6].Title != "Verkehrsgutachten" {
		t.Errorf("got %d items, want the new one at the end, once", len(items))
	}
	for field, bad := range map[string]procedure.NewItem{"title": {Role: procedure.RoleReport, Need: procedure.ForDraft},
		"role": {Title: "A", Need: procedure.ForDraft}, "need": {Title: "A", Role: procedure.RoleReport}, "norm": {Title: "A", Role: procedure.RoleReport,
			Need: procedure.ForDraft, Norm: strings.Repeat("§", 201)}} {
		var invalid *procedure.Invalid
		if err := l.Procedures.AddItem(t.Context(), l.Planner, l.ref, bad); !errors.As(err, &invalid) || invalid.Fields[field] == "" {
			t.Errorf("%+v: got %v, want a word at %s", bad, err, field)
		}
	}
	n.Responsible = "Büro Gleis"
	var invalid *procedure.Invalid
	if err := l.Procedures.AddItem(t.Context(), l.Planner, l.ref, n); !errors.As(err, &invalid) {
		t.Errorf("the same document with somebody else: got %v, want it said and not lost", err)
	}
}

func TestPersonsAreReplaced(t *testing.T) {
	l := list(t, proceduretest.New(t))
	if got := l.read().Persons; len(got) != 1 || got[0].Name != "Jana Wirth" {
		t.Fatalf("got %+v, want the person of the set-up", got)
	}
	next := []procedure.Person{{Function: "Planungsbüro", Name: "Plan & Raum", Mail: "post@planraum.example", External: true}, {Function: "Leitung", Public: true}}
	for range 2 {
		if err := l.Procedures.SetPersons(t.Context(), l.Planner, l.ref, next); err != nil {
			t.Fatal(err)
		}
	}
	if got := l.read().Persons; len(got) != 2 || got[0] != next[0] || got[1] != next[1] {
		t.Errorf("got %+v, want %+v", got, next)
	}
	var invalid *procedure.Invalid
	for _, bad := range []procedure.Person{{Name: "Ohne Funktion"}, {Function: "A", Mail: "a@b"}, {Function: "A", Mail: "a, b@c.de"}, {Function: "A", Phone: "1\x00"}} {
		if err := l.Procedures.SetPersons(t.Context(), l.Planner, l.ref, []procedure.Person{next[0], bad}); !errors.As(err, &invalid) || !strings.HasPrefix(invalid.Fields["persons"], "Zeile 2: ") {
			t.Errorf("%+v: got %v, want it refused in line 2", bad, err)
		}
	}
}

// TestChecklistEndsAtTheAuthority asks as a stranger, and for an item of another procedure.
func TestChecklistEndsAtTheAuthority(t *testing.T) {
	db := testdb.New(t)
	l, other := list(t, proceduretest.In(t, db, "auenbrueck")), list(t, proceduretest.In(t, db, "bergheim"))
	theirs := other.item("Artenschutzprüfung")
	strangers := map[string]error{}
	_, strangers["read"] = l.Procedures.Checklist(t.Context(), other.Planner, l.ref)
	strangers["add"] = l.Procedures.AddItem(t.Context(), other.Planner, l.ref, draftList[0])
	strangers["change"] = l.Procedures.ChangeItem(t.Context(), other.Planner, l.ref, l.item("Begründung").ID, procedure.ItemChange{})
	strangers["persons"] = l.Procedures.SetPersons(t.Context(), other.Planner, l.ref, nil)
	for what, err := range strangers {
		if !errors.Is(err, procedure.ErrForbidden) {
			t.Errorf("%s as a stranger: got %v, want ErrForbidden", what, err)
		}
	}
	if err := l.Procedures.ChangeItem(t.Context(), l.Planner, l.ref, theirs.ID, procedure.ItemChange{}); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("an item of another procedure: got %v, want ErrNotFound", err)
	}
	auditor := l.Staff(t, "Ada", "Audit", identity.RoleAuditor)
	if err := l.Procedures.AddItem(t.Context(), auditor, l.ref, draftList[0]); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("an auditor adds: got %v, want ErrForbidden", err)
	}
}

func TestSetUpIsCheckedWhole(t *testing.T) {
	w := proceduretest.New(t)
	for field, spoil := range map[string]func(*procedure.NewProcedure){
		"checklist": func(n *procedure.NewProcedure) { n.Checklist = []procedure.NewItem{draftList[0], draftList[0]} },
		"persons":   func(n *procedure.NewProcedure) { n.Persons = []procedure.Person{{}} },
	} {
		n := w.NewProcedure()
		spoil(&n)
		var invalid *procedure.Invalid
		if _, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n); !errors.As(err, &invalid) || invalid.Fields[field] == "" {
			t.Errorf("%s: got %v, want it refused there", field, err)
		}
	}
	n := w.NewProcedure()
	n.Origin = &procedure.Origin{Template: uuid.New(), Version: 1}
	if _, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("from a template that does not exist: got %v, want ErrNotFound", err)
	}
}
