package binder

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// office is a town with a plan, two statements with a file, and a frozen table.
type office struct {
	*proceduretest.Town
	Rooms
	t   *testing.T
	ref procedure.Ref
}

func open(t *testing.T) *office {
	o := &office{Town: proceduretest.New(t), t: t}
	statements := statement.New(o.Tenancy, o.Blobs, o.Town.Signer)
	o.Rooms = Rooms{Pool: o.DB.App, Signer: o.Town.Signer, Authorities: identity.NewAuthorities(o.DB.App, o.Clock.Now), Procedures: o.Town.Procedures,
		Statements: statements, Bodies: bodies.New(o.Tenancy, o.Town.Procedures, statements, "https://"+proceduretest.Host),
		Weighing: weighing.New(o.Tenancy, statements, o.Town.Signer), Availability: availability.New(o.Tenancy), Now: o.Clock.Now}
	o.Town.Procedures.Consult(bodies.Inform)
	ref, round := o.Publish(t)
	o.ref = ref
	for _, text := range []string{"Die Linden sollen bleiben.", "Der Lärm wird zu groß."} {
		o.file(text, "Foto: Mühlenweg 7.png")
	}
	o.Clock.Set(proceduretest.Instant(t, "2026-11-30 09:00:00"))
	o.Close(t, ref, round)
	o.freeze()
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// file sends a statement with files, now.
func (o *office) file(text string, files ...string) {
	o.t.Helper()
	ctx := o.t.Context()
	who := o.Resident(o.t, "Mara"+text[len(text)-4:len(text)-1], "Hoffmann", identity.LevelHigh, identity.MeansEID)
	d, err := o.Statements.Open(ctx, who, o.ref)
	o.must(err)
	_, err = o.Statements.SaveText(ctx, who, o.ref, d.Version, []byte(text), statement.Reference{Kind: statement.ToPlan})
	o.must(err)
	for _, name := range files {
		_, err = o.Statements.Attach(ctx, who, o.ref, name, strings.NewReader("\x89PNG\r\n\x1a\n"+text))
		o.must(err)
	}
	_, err = o.Statements.File(ctx, who, o.ref, d.ID, o.Clock.Now())
	o.must(err)
	o.Clock.Set(o.Clock.Now().Add(time.Minute))
}

func (o *office) freeze() {
	o.t.Helper()
	ctx := o.t.Context()
	for n := int64(1); n <= 2; n++ {
		d, err := o.Weighing.Open(ctx, o.Planner, o.ref, n)
		o.must(err)
		for _, p := range d.Parts {
			_, err := o.Weighing.Propose(ctx, o.Planner, o.ref, p.ID, weighing.NewProposal{Code: weighing.CodeNoted, Reasoning: "Das Gutachten belegt es."})
			o.must(err)
			_, err = o.Weighing.Release(ctx, o.Planner, o.ref, p.ID, weighing.NewRelease{Start: p.Start, End: p.End})
			o.must(err)
		}
	}
	_, err := o.Weighing.Freeze(ctx, o.Planner, o.ref, weighing.Freezing{WithoutPublic: true})
	o.must(err)
}

// decide records that the council follows every proposal.
func (o *office) decide() {
	o.t.Helper()
	o.Clock.Set(proceduretest.Instant(o.t, "2026-12-11 09:00:00"))
	lead := o.Staff(o.t, "Lea", "Leitung", identity.RoleLead)
	_, err := o.Weighing.RecordDecision(o.t.Context(), lead, o.ref, 1, weighing.NewDecision{Body: "Rat", MeetingOn: period.NewDate(2026, 12, 10), AgendaItem: "TOP 5",
		Votes: []weighing.Vote{{Yes: 20, No: 3, Abstain: 1, Present: 24}}})
	o.must(err)
}

func (o *office) bind() []byte {
	o.t.Helper()
	var b bytes.Buffer
	o.must(o.Bind(o.t.Context(), &b, o.Planner, o.ref, nil))
	return b.Bytes()
}

func (o *office) check(file []byte) casefile.Report {
	o.t.Helper()
	r, err := casefile.Check(bytes.NewReader(file), int64(len(file)), o.Town.Signer.VerifierKey())
	o.must(err)
	return r
}

func unpacked(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	items := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if items[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return items
}

// TestCaseFileHoldsWhatTheHouseHolds and checks itself without the house.
func TestCaseFileHoldsWhatTheHouseHolds(t *testing.T) {
	o := open(t)
	o.decide()
	file := o.bind()
	r := o.check(file)
	if len(r.Findings) > 0 || r.Statements != 2 || r.Entries == 0 || r.Erased != 0 || r.Tables != 2 {
		t.Fatalf("got %+v", r)
	}
	items := unpacked(t, file)
	names := slices.Sorted(maps.Keys(items))
	for _, want := range []string{"1_Verfahren/Verlauf.pdf", "3_Bekanntmachungen/01_Veroeffentlichung_Fassung-1/Bekanntmachung.pdf",
		"5_Stellungnahmen/BP47-0001/Nachweis.zip", "5_Stellungnahmen/BP47-0002/Person.txt", "5_Stellungnahmen/BP47-0001/Anhang-1_Foto-Muehlenweg-7.png",
		"6_Abwaegung/Tabelle-1/Abwaegungstabelle-1-rat-" + o.ref.Slug + ".xlsx", "7_Mitteilungen/BP47-0002.pdf", "8_Register/Pruefpunkt.txt", "Inhalt.html"} {
		if items[want] == nil {
			t.Errorf("%s is not in the file: %v", want, names)
		}
	}
	if got := string(items["5_Stellungnahmen/BP47-0001/Stellungnahme.txt"]); got != "Die Linden sollen bleiben." {
		t.Errorf("text: %q", got)
	}
	view := o.View(t, o.ref)
	for _, d := range view.Documents {
		found := slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, "2_Unterlagen/") && int64(len(items[n])) == d.Size })
		if !found {
			t.Errorf("document %s is not in the file", d.FileName)
		}
	}
	contents := string(items["Inhalt.html"])
	for _, want := range []string{"Foto: M\u00fchlenweg 7.png", "<h2>6 Abwägung</h2>", `<html lang="de">`, `<a href="1_Verfahren/Verlauf.pdf">`, o.Town.Signer.VerifierKey()} {
		if !strings.Contains(contents, want) {
			t.Errorf("%q is not in the contents: %s", want, contents)
		}
	}
}

// TestCaseFileHoldsUpWhileStatementsComeIn: what comes in while it is made is for the next file.
func TestCaseFileHoldsUpWhileStatementsComeIn(t *testing.T) {
	o := open(t)
	var b bytes.Buffer
	late := 0
	o.must(o.Bind(t.Context(), &b, o.Planner, o.ref, func(done, of int) {
		if done < of && late < 3 {
			late++
			o.file("Verspätet, aber wichtig: "+strings.Repeat("x", 3+late)+".", "plan.png")
		}
	}))
	if r := o.check(b.Bytes()); len(r.Findings) > 0 || r.Statements != 2 || late != 3 {
		t.Errorf("%d came in: %+v", late, r)
	}
	if r := o.check(o.bind()); len(r.Findings) > 0 || r.Statements != 5 {
		t.Errorf("the next file: %+v", r)
	}
}

func TestCaseFileIsForThoseWhoMayReadAllOfIt(t *testing.T) {
	o := open(t)
	for _, role := range []identity.Role{identity.RoleCouncil, identity.RoleAuditor, identity.RoleAdmin} {
		var b bytes.Buffer
		err := o.Bind(t.Context(), &b, o.Staff(t, "Kim", string(role), role), o.ref, nil)
		if !errors.Is(err, procedure.ErrForbidden) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", role, err, b.Len())
		}
	}
}

func TestNamesInTheCaseFileAreLogged(t *testing.T) {
	o := open(t)
	o.bind()
	o.must(o.Bind(t.Context(), io.Discard, identity.Operator, o.ref, nil))
	for who, want := range map[string]int{`account_id = '` + o.Planner.Account.String() + `'`: 2, `account_id IS NULL`: 2} {
		var n int
		o.must(o.DB.Super.QueryRow(t.Context(), `SELECT count(*) FROM access_log WHERE action = $1 AND `+who, string(statement.UseCaseFile)).Scan(&n))
		if n != want {
			t.Errorf("%s: %d lines, want %d", who, n, want)
		}
	}
}

func TestFileThatCannotBeWrittenEnds(t *testing.T) {
	o := open(t)
	for _, room := range []int{0, 1 << 10, 60 << 10} {
		if err := o.Bind(t.Context(), &full{room}, o.Planner, o.ref, nil); !errors.Is(err, errFull) {
			t.Errorf("after %d bytes: %v", room, err)
		}
	}
}

var errFull = errors.New("disk is full")

// full is a disk with so much room.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// TestCaseFileSaysWhoWasTold, also of a statement that was erased afterwards.
func TestCaseFileSaysWhoWasTold(t *testing.T) {
	o := open(t)
	if before := unpacked(t, o.bind()); before["7_Mitteilungen/Mitteilungen.csv"] != nil {
		t.Error("before the decision: got a list of who was told")
	}
	o.decide()
	var ids []uuid.UUID
	for n := int64(1); n <= 2; n++ {
		st, err := o.Statements.ForStaff(t.Context(), o.Planner, o.ref, n)
		o.must(err)
		ids = append(ids, st.ID)
	}
	for i, tell := range []weighing.Telling{{Way: weighing.ByMail}, {Way: weighing.ByPost, On: period.NewDate(2026, 12, 10)}} {
		tell.Table, tell.Statements = 1, ids[i:i+1]
		_, err := o.Weighing.Tell(t.Context(), o.Planner, o.ref, tell)
		o.must(err)
	}
	o.Forge(t, `UPDATE outbox SET sent_at = now()`)
	file := o.bind()
	if r := o.check(file); len(r.Findings) > 0 {
		t.Fatalf("got %+v", r)
	}
	o.Forge(t, `UPDATE statement_content SET original = NULL, salt = NULL, reference_text = NULL, erased_at = now() WHERE statement_id = $1`, ids[1])
	items := unpacked(t, o.bind())
	got := string(items["7_Mitteilungen/Mitteilungen.csv"])
	for _, want := range []string{"Eingangsnummer;Tabelle;Beschluss;Weg;", "BP47-0001;1;1;E-Mail;11. Dezember 2026;", "BP47-0002;1;1;Brief;10. Dezember 2026;"} {
		if !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if !strings.Contains(string(items["Inhalt.html"]), "Mitteilungen des Ergebnisses") || !strings.Contains(string(items["Pruefsummen.sha256"]), "7_Mitteilungen/Mitteilungen.csv") {
		t.Error("the list stands neither in the contents nor in the manifest")
	}
}

// TestWhoIsToldMeanwhileIsForTheNextFile: the register of the file does not have the act.
func TestWhoIsToldMeanwhileIsForTheNextFile(t *testing.T) {
	o := open(t)
	o.decide()
	st, err := o.Statements.ForStaff(t.Context(), o.Planner, o.ref, 1)
	o.must(err)
	told := 0
	meanwhile := func(int, int) {
		n, err := o.Weighing.Tell(t.Context(), o.Planner, o.ref, weighing.Telling{Table: 1, Way: weighing.ByMail, Statements: []uuid.UUID{st.ID}})
		o.must(err)
		told += n
	}
	var b bytes.Buffer
	o.must(o.Bind(t.Context(), &b, o.Planner, o.ref, meanwhile))
	for name, file := range map[string]struct {
		data []byte
		want bool
	}{"this one": {b.Bytes(), false}, "the next": {o.bind(), true}} {
		if got := strings.Contains(string(unpacked(t, file.data)["7_Mitteilungen/Mitteilungen.csv"]), "BP47-0001"); got != file.want || told != 1 {
			t.Errorf("%s: got %t after %d told, want %t", name, got, told, file.want)
		}
	}
}
