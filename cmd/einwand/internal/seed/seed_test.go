package seed

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/procedure/template"
	"github.com/einwand/einwand/weighing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T) (*testdb.DB, *files.Store, *ledger.Signer) {
	t.Helper()
	blobs, err := files.Open(t.TempDir())
	must(t, err)
	signer, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "key"), "einwand.demo")
	must(t, err)
	return testdb.New(t), blobs, signer
}

var jana = []Staff{{Subject: "demo-jana", Given: "Jana", Surname: "Wirth", Role: identity.RolePlanner}}

// TestSeededTownVerifies founds the town at times that meet weekends, holidays, evenings and a change of the clocks
// differently.
func TestSeededTownVerifies(t *testing.T) {
	for _, at := range []string{"2027-01-03 11:00:00", "2027-03-29 11:00:00", "2026-11-23 18:38:00"} {
		t.Run(at, func(t *testing.T) {
			db, blobs, signer := open(t)
			ctx := context.Background()
			now := proceduretest.Instant(t, at)
			must(t, New(db.App, blobs, signer, "http://127.0.0.1:8080").Found(ctx, now, jana))
			verifyAll(t, db, blobs, signer, now)
		})
	}
}

func verifyAll(t *testing.T, db *testdb.DB, blobs *files.Store, signer *ledger.Signer, now time.Time) {
	t.Helper()
	ctx := context.Background()
	tenancy := identity.NewTenancy(db.App, func() time.Time { return now })
	list, err := procedure.New(tenancy, blobs, signer.Name()).Overview(ctx)
	must(t, err)
	var last time.Time
	must(t, db.Super.QueryRow(ctx, `SELECT max(last_at) FROM ledger_head`).Scan(&last))
	if last.After(now) {
		t.Errorf("the last entry is of %s: got it later than now, %s, and nobody could file", last, now)
	}
	if len(list) != 4 {
		t.Fatalf("got %d procedures, want 4", len(list))
	}
	for _, p := range list {
		must(t, tenancy.Read(ctx, p.Authority, func(tx identity.Tx) error {
			log, err := ledger.Verify(ctx, tx.Tx, p.ID, signer.VerifierKey())
			must(t, err)
			statements, err := statement.Verify(ctx, tx, blobs, p.ID)
			must(t, err)
			tables, err := weighing.Verify(ctx, tx, p.ID, signer.VerifierKey())
			must(t, err)
			if len(log.Findings)+len(statements.Findings)+len(tables.Findings) > 0 {
				t.Errorf("%s: %v %v %v", p.Slug, log.Findings, statements.Findings, tables.Findings)
			}
			return nil
		}))
	}
}

func TestTownIsFoundedOnce(t *testing.T) {
	db, blobs, signer := open(t)
	ctx := context.Background()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	count := func() (n int) {
		must(t, db.Super.QueryRow(ctx, `SELECT (SELECT count(*) FROM authority) * 1000 + (SELECT count(*) FROM statement)`).Scan(&n))
		return n
	}
	must(t, New(db.App, blobs, signer, "http://127.0.0.1:8080").Found(ctx, now, jana))
	before := count()
	must(t, New(db.App, blobs, signer, "http://127.0.0.1:8080").Found(ctx, now.AddDate(0, 0, 1), jana))
	if after := count(); after != before {
		t.Errorf("got %d rows after the second start, want %d", after, before)
	}
	hasEnoughToTry(t, db)
	hasTemplates(t, db, blobs)
}

// hasTemplates looks at the town's two templates, and at the checklist of the plan that came from one.
func hasTemplates(t *testing.T, db *testdb.DB, blobs *files.Store) {
	t.Helper()
	ctx := context.Background()
	tenancy := identity.NewTenancy(db.App, time.Now)
	procedures := procedure.New(tenancy, blobs, "einwand.demo")
	ref, err := procedures.Resolve(ctx, "bp-47")
	must(t, err)
	own, err := template.New(tenancy).Own(ctx, identity.Operator, ref.Authority)
	must(t, err)
	housing := slices.IndexFunc(own, func(t template.Template) bool { return t.Name == "Wohngebiet am Ortsrand" })
	if len(own) != 2 || housing < 0 || len(own[housing].Content.Persons) != 4 {
		t.Errorf("got %d templates, want two, one with the persons of the town", len(own))
	}
	c, err := procedures.Checklist(ctx, identity.Operator, ref)
	must(t, err)
	var open []string
	for _, i := range c.Items {
		if !i.Ready() && i.Settled == procedure.Unsettled {
			open = append(open, i.Title)
		}
	}
	if ready, needed := c.Ready(); ready < 8 || needed <= ready || len(c.Items) != needed+1 || len(c.Persons) != 4 {
		t.Errorf("bp-47: got %d of %d ready, open %q, want a list that is under way", ready, needed, open)
	}
}

func hasEnoughToTry(t *testing.T, db *testdb.DB) {
	t.Helper()
	ctx := context.Background()
	rows, err := db.Super.Query(ctx, `
		SELECT p.slug, count(DISTINCT s.id)::int, count(DISTINCT i.channel)::int, count(g.id) FILTER (WHERE g.kind = 'argument')::int
		FROM procedure p JOIN statement s ON s.procedure_id = p.id JOIN intake i ON i.id = s.intake_id
		LEFT JOIN segment g ON g.statement_id = s.id GROUP BY p.slug`)
	must(t, err)
	type figures struct {
		Slug                            string
		Statements, Channels, Arguments int
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[figures])
	must(t, err)
	least := map[string]figures{"bp-47": {Statements: 40, Channels: 4}, "bp-39": {Statements: 50, Channels: 4, Arguments: 120}, "bp-12-3": {Statements: 10, Arguments: 10}, "fnp-23": {Statements: 5, Channels: 3}}
	for _, f := range list {
		if w := least[f.Slug]; f.Statements < w.Statements || f.Channels < w.Channels || f.Arguments < w.Arguments {
			t.Errorf("got %+v, want at least %+v", f, w)
		}
		delete(least, f.Slug)
	}
	if len(least) > 0 {
		t.Errorf("no statements in %v", least)
	}
}

func TestSameSeedSameTexts(t *testing.T) {
	topics, err := readTopics("muehlenwiese")
	must(t, err)
	one, two, other := newCrowd(7), newCrowd(7), newCrowd(8)
	differ := false
	for range 50 {
		a, b, c := one.next().name()+one.letter(topics), two.next().name()+two.letter(topics), other.next().name()+other.letter(topics)
		if a != b {
			t.Fatalf("the same seed gave %q and %q", a, b)
		}
		differ = differ || a != c
	}
	if !differ {
		t.Error("another seed gave the same texts")
	}
}

func TestCrowdNeverRunsOutOfNames(t *testing.T) {
	c, names := newCrowd(1), map[string]int{}
	for range 40_000 {
		names[c.next().name()]++
	}
	if len(names) < manyNames {
		t.Errorf("got %d names, want at least %d", len(names), manyNames)
	}
}

func TestTextsAreWhole(t *testing.T) {
	for _, name := range []string{"bahnhof", "weberei", "behoerden", "muehlenwiese", "nordheide"} {
		topics, err := readTopics(name)
		must(t, err)
		for _, tp := range topics {
			if tp.name == "" || len(tp.voices) == 0 {
				t.Errorf("%s: topic %q has no voice", name, tp.name)
			}
			if tp.code != "" && (!tp.code.Known() || tp.code.NeedsReasoning() && tp.reasoning == "") {
				t.Errorf("%s: topic %q has no answer that the house would take", name, tp.name)
			}
		}
	}
}
