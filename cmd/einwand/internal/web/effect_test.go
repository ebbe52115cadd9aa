package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// looking lists what a GET may write, with the reason. Everything else stays as it is.
var looking = map[string]string{
	"access_log":      "reading names and addresses is logged",
	"login_begun":     "a login begins with a GET, by the protocol",
	"sessions.expiry": "every request winds up the hour after which a session ends",
}

// firstLook lists the tables to which the first look of somebody who weighs adds rows: a statement that nobody has opened
// gets its first segments, because forms need their keys. The second look adds nothing.
var firstLook = []string{"division", "segment"}

// TestEveryExceptionIsNeeded makes sure that no table is left out of the comparison without cause.
func TestEveryExceptionIsNeeded(t *testing.T) {
	h := moveIn(t)
	things := h.things()
	before := map[string]string{}
	for name := range looking {
		before[name] = h.sum(name)
	}
	h.session(h.person("planner"))
	h.at = h.at.Add(10 * time.Minute)
	before["sessions.expiry"] = h.sum("sessions.expiry")
	for _, rt := range h.routes(get) {
		if rt.needs == identity.ReadContacts || strings.HasSuffix(rt.path, "/login") {
			h.ask(h.person("planner"), get, things.path(t, rt, things.about(t, rt)[0]), "")
		}
	}
	for name := range looking {
		if h.sum(name) == before[name] {
			t.Errorf("%s: got nothing written by GETs, want the exception struck out", name)
		}
	}
}

// TestTablesSeeAChange makes sure that the comparison can fail.
func TestTablesSeeAChange(t *testing.T) {
	h := moveIn(t)
	before := h.stored()
	h.file(birds[0])
	after := changed(before, h.stored())
	for _, want := range []string{"attachment", "draft", "files", "intake", "ledger_head", "ledger_leaf", "outbox", "statement", "statement_contact", "statement_content"} {
		if !slices.Contains(after, want) {
			t.Errorf("filing a statement changed %q, want also %s", after, want)
		}
	}
}

// stored is a sum over all rows of each table, and over the names of all files, but for what looking may change.
func (h *house) stored() map[string]string {
	h.t.Helper()
	rows, err := h.db.Super.Query(h.t.Context(), `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
	h.must(err)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	h.must(err)
	sums := map[string]string{"files": fmt.Sprint(h.blobs.Keys(h.t))}
	for _, name := range names {
		if looking[name] == "" {
			sums[name] = h.sum(name)
		}
	}
	return sums
}

// sum is one over all rows of a table without the columns that looking names, or over one column of a table.
func (h *house) sum(name string) (sum string) {
	h.t.Helper()
	table, column, alone := strings.Cut(name, ".")
	row := "to_jsonb(r)"
	for known := range looking {
		if left, ok := strings.CutPrefix(known, table+"."); ok && !alone {
			row += " - '" + left + "'"
		}
	}
	if alone {
		row += " -> '" + column + "'"
	}
	h.must(h.db.Super.QueryRow(h.t.Context(), `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5((`+row+`)::text), ',' ORDER BY md5((`+row+`)::text))), '')
		FROM `+pgx.Identifier{table}.Sanitize()+` r`).Scan(&sum))
	return sum
}

func changed(before, after map[string]string) (tables []string) {
	for table, sum := range before {
		if after[table] != sum {
			tables = append(tables, table)
		}
	}
	return tables
}
