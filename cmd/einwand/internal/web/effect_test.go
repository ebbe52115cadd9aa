package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// looking lists the tables that a GET may write to, with the reason. Everything else stays as it is.
var looking = map[string]string{
	"access_log":  "reading names and addresses is logged",
	"login_begun": "a login begins with a GET, by the protocol",
}

// firstLook lists the tables to which the first look of somebody who weighs adds rows: a statement that nobody has opened
// gets its first segments, because forms need their keys. The second look adds nothing.
var firstLook = map[string]bool{"division": true, "segment": true}

// TestGetsChangeNothing asks every GET as every person about every object, and compares every row of every table.
func TestGetsChangeNothing(t *testing.T) {
	h := moveIn(t)
	objects := h.objects()
	fresh := h.tables()
	h.everyGet(objects)
	opened := h.tables()
	h.everyGet(objects)
	for table, before := range fresh {
		if looking[table] == "" && !firstLook[table] && opened[table] != before {
			t.Errorf("%s: got other rows after every GET, want the same", table)
		}
		if looking[table] == "" && h.table(table) != opened[table] {
			t.Errorf("%s: got other rows after every GET was asked again, want the same", table)
		}
	}
}

// TestTablesSeeAChange makes sure that the comparison can fail.
func TestTablesSeeAChange(t *testing.T) {
	h := moveIn(t)
	before := h.tables()
	h.file("bp-47")
	after := h.tables()
	var changed []string
	for table := range maps.Keys(before) {
		if before[table] != after[table] {
			changed = append(changed, table)
		}
	}
	for _, want := range []string{"attachment", "draft", "intake", "ledger_head", "ledger_leaf", "outbox", "statement", "statement_contact", "statement_content"} {
		if !slices.Contains(changed, want) {
			t.Errorf("filing a statement changed %q, want also %s", changed, want)
		}
	}
}

func (h *house) everyGet(objects []object) {
	h.t.Helper()
	for _, rt := range h.routes(get) {
		for _, o := range relevant(objects, rt) {
			for _, p := range h.people {
				h.ask(p, get, o.path(h.t, rt.path), "")
			}
		}
	}
}

// tables is a sum over all rows of each table.
func (h *house) tables() map[string]string {
	h.t.Helper()
	rows, err := h.db.Super.Query(h.t.Context(), `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
	h.must(err)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	h.must(err)
	sums := map[string]string{}
	for _, name := range names {
		sums[name] = h.table(name)
	}
	return sums
}

func (h *house) table(name string) (sum string) {
	h.t.Helper()
	h.must(h.db.Super.QueryRow(h.t.Context(), `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(r::text), ',' ORDER BY md5(r::text))), '')
		FROM `+pgx.Identifier{name}.Sanitize()+` r`).Scan(&sum))
	return sum
}

// TestForeignPagesCannotAct sends every form as the person with the most capabilities would from a page of somebody else:
// the browser adds the cookie, and says where the form stood.
func TestForeignPagesCannotAct(t *testing.T) {
	h := moveIn(t)
	objects := h.objects()
	before := h.tables()
	for name, from := range map[string]map[string]string{
		"another site":           {"Sec-Fetch-Site": "cross-site", "Origin": "https://boese.example"},
		"another host of a site": {"Sec-Fetch-Site": "same-site", "Origin": "https://andere.einwand.example"},
		"an old browser":         {"Origin": "https://boese.example"},
		"a page without origin":  {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
	} {
		for _, rt := range h.routes(post) {
			for _, who := range []string{"lead", "author", "admin"} {
				a := h.ask(h.person(who), post, objects[0].path(t, rt.path), "", func(r *http.Request) {
					for key, value := range from {
						r.Header.Set(key, value)
					}
				})
				blocked := a.status == http.StatusForbidden && strings.Contains(a.body, "kam von einer fremden Seite")
				if bySAML := rt.path == "/saml/{idp}/acs"; blocked == bySAML {
					t.Errorf("POST %s as %s from %s: got blocked %v (status %d), want %v", rt.path, who, name, blocked, a.status, !bySAML)
				}
			}
		}
	}
	for table, sum := range before {
		if h.table(table) != sum {
			t.Errorf("%s: got other rows after forms from foreign pages, want the same", table)
		}
	}
}
