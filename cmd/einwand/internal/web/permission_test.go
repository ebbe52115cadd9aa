package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
)

// verdict is what a route says to a person.
type verdict string

const (
	granted  verdict = "granted"
	toLogin  verdict = "sent to the login"
	keptForm verdict = "form kept, sent to the login"
	refused  verdict = "refused"
	absent   verdict = "does not exist"
	faulty   verdict = "fault"
)

// TestEveryRouteAnswersEveryRoleAsTheTableSays asks every route as every person about every kind of object: what comes back is
// computed from the route table and the capabilities alone. Nothing of it may tell who wrote, or what, to whom it does not concern;
// and what only looks changes no row of any table and no file.
func TestEveryRouteAnswersEveryRoleAsTheTableSays(t *testing.T) {
	h := moveIn(t)
	w := walk{house: h, things: h.things(), reached: map[string]bool{}}
	for _, p := range h.people {
		h.session(p)
	}
	h.at = h.at.Add(10 * time.Minute) // of the hour of the sessions
	fresh := h.stored()
	w.every(get, h.people)
	opened := h.stored()
	for _, table := range changed(fresh, opened) {
		if !slices.Contains(firstLook, table) {
			t.Errorf("%s: got other rows after every GET, want the same", table)
		}
	}
	w.every(get, slices.DeleteFunc(slices.Clone(h.people), func(p person) bool { return len(p.actor.Authorities(identity.Weigh)) == 0 }))
	for _, table := range changed(opened, h.stored()) {
		t.Errorf("%s: got other rows after every GET was asked again, want the same", table)
	}
	w.every(post, h.people)
	for route, ok := range w.reached {
		if !ok && strings.HasPrefix(route, get) { // a form without fields may well be about nothing
			t.Errorf("%s: got nobody who reaches it, want an object in this test that it finds", route)
		}
	}
	t.Logf("%d requests: %d routes, %d persons", w.asked, len(h.routes(get))+len(h.routes(post)), len(h.people))
	if found := h.logLeaks(); len(found) > 0 {
		t.Errorf("the log tells what somebody wrote, or who: got %q", found)
	}
}

// walk goes through all routes.
type walk struct {
	*house
	things  things
	asked   int
	reached map[string]bool
}

func (w *walk) every(method string, people []person) {
	w.t.Helper()
	for _, rt := range w.routes(method) {
		for _, o := range w.things.about(w.t, rt) {
			if wrong := w.ask(rt, o, people); len(wrong) > 0 {
				w.t.Errorf("%s %s (%s): %s", method, rt.path, o, strings.Join(wrong, "; "))
			}
		}
	}
}

// ask asks as some people and lists who got another answer than the table says.
func (w *walk) ask(rt route, o object, people []person) (wrong []string) {
	w.t.Helper()
	for _, p := range people {
		a := w.house.ask(p, rt.method, w.things.path(w.t, rt, o), "")
		got, want, key := judge(a), w.expected(rt, o, p), rt.method+" "+rt.path
		w.asked, w.reached[key] = w.asked+1, w.reached[key] || got == granted
		refusedForm := rt.method == post && want == absent && a.status >= 400 // what is asked for comes after what is missing in the form
		if got != want && !(got == absent && want == granted) && !refusedForm && !(want == absent && sameForAll[key] != "") {
			wrong = append(wrong, fmt.Sprintf("%s got %s (status %d, to %q), want %s", p.name, got, a.status, a.location, want))
		}
		w.listen(rt, o.String(), p, a)
	}
	return wrong
}

// sameForAll are routes that say the same whether there is such an object or not, with the reason.
var sameForAll = map[string]string{
	"GET /verfahren/{slug}/benachrichtigen/{token}/bestaetigen":  "leads to the page of the subscription, which knows",
	"GET /verfahren/{slug}/benachrichtigen/{token}/abbestellen":  "leads to the page of the subscription, which knows",
	"POST /verfahren/{slug}/benachrichtigen/{token}/abbestellen": "who is not subscribed any more has what they want",
	"GET /planung/verfahren/{slug}/schritte/{schritt}":           "a step that is not possible now and one that there never is are the same to the rules",
}

func (h *house) routes(method string) (list []route) {
	for _, rt := range (&Server{Parts: h.parts}).routes() {
		if rt.method == method {
			list = append(list, rt)
		}
	}
	return list
}

// expected computes the answer from the table. Of a person's own papers strangers learn nothing, not even that they exist.
func (h *house) expected(rt route, o object, p person) verdict {
	named := strings.Contains(rt.path, "{slug}")
	holds := p.actor.Can(rt.needs, identity.Object{})
	for _, a := range p.actor.Authorities(rt.needs) {
		holds = holds || p.actor.Can(rt.needs, identity.Of(a))
	}
	if named {
		holds = p.actor.Can(rt.needs, identity.Object{Authority: h.authority(o["slug"]), Procedure: h.plans[o["slug"]]})
	}
	switch {
	case o["slug"] == nobodys:
		return absent
	case !holds && p.actor.Known():
		return refused
	case !holds && rt.keeps:
		return keptForm
	case !holds:
		return toLogin
	case !h.exists(rt, o, p):
		return absent
	}
	return granted
}

// exists reports whether there is such an object for the person: all of its parts belong together, and to them.
func (h *house) exists(rt route, o object, p person) bool {
	for part, k := range o {
		switch {
		case k == nobodys:
			return false
		case part == "nummer":
			if p.name != map[kind]string{own: "author", anothers: "resident", elsewhere: "resident of Bergheim"}[k] {
				return false
			}
		case slices.Contains(ofAuthority, part) && o["slug"] == "":
			if k == anothers || !p.actor.Can(rt.needs, identity.Of(h.authority(k))) {
				return false
			}
		case (part == "anfrage" || part == "institution behoerde") && k != own:
			return false // a letter, or the people, of another body
		case part == "posten" && k != o["slug"]:
			return false
		case part == "auftrag":
			if p.name != orderedBy[k] || o["slug"] != map[kind]kind{own: own, anothers: own, elsewhere: elsewhere}[k] {
				return false
			}
		}
	}
	return true
}

// orderedBy are who ordered the files that the routes are asked about.
var orderedBy = map[kind]string{own: "planner", anothers: "lead", elsewhere: "lead of Bergheim"}

// judge reads an answer. A person who may ask gets pages, files, redirects, and words about what is not there or not
// filled in; never a fault.
func judge(a answered) verdict {
	switch {
	case a.status >= http.StatusInternalServerError:
		return faulty
	case strings.HasPrefix(a.location, "/anmelden?return="):
		return toLogin
	case a.status == http.StatusUnauthorized:
		return keptForm
	case a.status == http.StatusForbidden:
		return refused
	case a.status == http.StatusNotFound:
		return absent
	}
	return granted
}

// TestRouteWithoutCapabilityDoesNotStart takes from one route what it needs, one fault at a time.
func TestRouteWithoutCapabilityDoesNotStart(t *testing.T) {
	table := (&Server{}).routes()
	if err := checkRoutes(table); err != nil {
		t.Fatalf("the table as it is: got %v, want it to start", err)
	}
	for name, damage := range map[string]func(*route){
		"no capability":         func(rt *route) { rt.needs = "" },
		"capability unheard of": func(rt *route) { rt.needs = "rule the town" },
		"no handler":            func(rt *route) { rt.handle = nil },
	} {
		damaged := append([]route(nil), table...)
		damage(&damaged[len(damaged)/2])
		if checkRoutes(damaged) == nil {
			t.Errorf("%s: got a table that starts, want it refused", name)
		}
	}
}

// TestSitemapNamesEachRouteOnce holds what a reader of the table takes for granted.
func TestSitemapNamesEachRouteOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, rt := range (&Server{}).routes() {
		key := rt.method + " " + rt.path
		if seen[key] {
			t.Errorf("%s stands twice in the table", key)
		}
		seen[key] = true
		if rt.keeps && rt.method != post {
			t.Errorf("%s keeps a form and takes none", key)
		}
	}
}

// open reports whether a route asks for no role.
func (rt route) open() bool { return rt.needs == identity.Public || rt.needs == identity.SignedIn }
