package web

import (
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// TestTenancyAloneSeparatesAuthorities takes every check of a capability away and leaves row-level security. Somebody who may do
// everything acts for Bergheim on what Auenbrück keeps: every plan of the address and every key of a form is Auenbrück's, and every
// transaction Bergheim's. Not one word of Auenbrück comes back that is not public, and not one row of Auenbrück's changes.
//
// It proves that no statement of a room reaches past its tenant. It does not prove that the tenant of a request is the right one: that
// is chosen from the address before, and held by TestEveryRouteAnswersEveryRoleAsTheTableSays.
func TestTenancyAloneSeparatesAuthorities(t *testing.T) {
	h := moveIn(t)
	things := h.things()
	words := h.wordsOf(h.auenbrueck.ID)
	x := &trespass{house: h, things: things, words: words}

	x.enter(h.auenbrueck)
	sung := x.heard(get, own, nil)
	maps.Copy(sung, x.heard(get, anothers, nil))
	x.enter(h.other.Authority)
	public := x.heard(get, elsewhere, nil) // of Bergheim's own: what both have, and the lists of everybody

	for _, place := range missed(words, sung) {
		t.Errorf("%s: got no word of it on Auenbrück's own pages, want the words of this test to be such as pages show", place)
	}
	form := h.keysOf(h.auenbrueck.ID)
	before := h.rowsOf(h.auenbrueck.ID)
	for _, leak := range []map[string]string{x.heard(get, own, nil), x.heard(post, own, form), x.heard(post, elsewhere, form)} {
		for word, route := range leak {
			if public[word] == "" {
				t.Errorf("%s: got %q of Auenbrück's %s, want nothing of another authority", route, word, words[word])
			}
		}
	}
	for _, table := range changed(before, h.rowsOf(h.auenbrueck.ID)) {
		t.Errorf("%s: got other rows of Auenbrück's, want none touched", table)
	}
	x.without()
	if loud := x.heard(get, own, nil); len(loud) <= len(public) || len(missed(words, loud)) == len(missed(words, nil)) {
		t.Errorf("without row-level security: got %d words, want Auenbrück's to be heard", len(loud))
	}
	t.Logf("%d words of Auenbrück, of which %d stand on its pages and %d with Bergheim's; %d requests", len(words), len(sung), len(public), x.asked)
}

// trespass asks past the guard.
type trespass struct {
	*house
	things things
	words  map[string]string // a word to its table
	at     identity.Authority
	actor  identity.Actor
	asked  int
}

// enter makes the one who asks act for an authority, with every role at it and every capability everywhere.
func (x *trespass) enter(at identity.Authority) {
	x.at, x.actor = at, x.person("resident of Bergheim").actor
	x.actor.Operator = true // for whom Can is always true, in the routes and in the rooms
	for _, r := range identity.Roles {
		x.actor.Grants = append(x.actor.Grants, identity.Grant{Authority: at.ID, Role: r})
	}
}

// heard asks every route about the objects of a kind and lists the words that came back, each with a route that said it.
func (x *trespass) heard(method string, whose kind, form url.Values) map[string]string {
	x.t.Helper()
	site := x.site()
	found := map[string]string{}
	for _, rt := range x.routes(method) {
		if method == post && rt.path == "/einladung/{token}" {
			continue // the seat is taken by who has the secret of the mail, and the secret names the authority
		}
		r := httptest.NewRequest(method, x.things.path(x.t, rt, x.whose(rt, whose)), strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		x.asked++
		said := html.UnescapeString(w.Body.String()) + w.Header().Get("Location")
		for word := range x.words {
			if found[word] == "" && strings.Contains(said, word) {
				found[word] = method + " " + rt.path
			}
		}
	}
	return found
}

// whose is the object of a route whose every part is of a kind, where there is one.
func (x *trespass) whose(rt route, k kind) object {
	o := object{}
	for _, part := range x.things.partsOf(x.t, rt.path) {
		o[part] = own
		if x.things[part][k] != "" {
			o[part] = k
		}
	}
	return o
}

// site is the route table without the guard.
func (x *trespass) site() http.Handler {
	s := &Server{Parts: x.parts, kept: newKeptLimit(), mails: newMailLimit()}
	s.authorities.read = x.parts.Authorities.All
	pages := chi.NewRouter()
	for _, rt := range s.routes() {
		pages.Method(rt.method, rt.path, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			v := &visit.Visit{Actor: x.actor, Authority: x.at, Now: x.parts.Clock()}
			var err error
			if slug := chi.URLParam(r, "slug"); slug != "" {
				v.Ref, err = x.parts.Procedures.Resolve(r.Context(), slug)
				v.Ref.Authority = x.at.ID // whosesoever the plan is
			}
			if err == nil {
				err = s.receive(w, r, rt, v)
			}
			if err == nil {
				err = rt.handle(w, r, v)
			}
			if err != nil {
				s.fail(w, r, v, err)
			}
		}))
	}
	return x.parts.Sessions.LoadAndSave(pages)
}

// without takes row-level security off every table: the test must hear that.
func (x *trespass) without() {
	x.t.Helper()
	for table := range x.rowsOf(x.auenbrueck.ID) {
		_, err := x.db.Super.Exec(x.t.Context(), `ALTER TABLE `+pgx.Identifier{table}.Sanitize()+` DISABLE ROW LEVEL SECURITY`)
		x.must(err)
	}
}

// missed lists the tables that the test would not hear although pages show them.
func missed(words, sung map[string]string) (tables []string) {
	for _, table := range []string{"statement_contact", "statement_content", "document", "procedure_template", "public_body",
		"procedure", "announcement", "weighing_row", "invitation", "procedure_checklist"} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(sung)), func(word string) bool { return words[word] == table }) {
			tables = append(tables, table)
		}
	}
	return tables
}
