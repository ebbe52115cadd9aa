package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// fromElsewhere is what browsers say of a form on a page of somebody else, from today's to the oldest.
var fromElsewhere = map[string]map[string]string{
	"another site":                       {"Sec-Fetch-Site": "cross-site", "Origin": "https://boese.example"},
	"another host of the site":           {"Sec-Fetch-Site": "same-site", "Origin": "https://andere.einwand.example"},
	"a page without origin":              {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
	"an old browser":                     {"Origin": "https://boese.example"},
	"an old browser and no origin":       {"Origin": "null"},
	"a browser that names the page only": {"Referer": "https://boese.example/gewinnspiel"},
	"a page at an address of ours":       {"Referer": "https://boese.example/127.0.0.1"},
}

// TestForeignPagesCannotAct sends every form as a person who may, from a page of somebody else: the browser adds the cookie, and says
// where the form stood.
func TestForeignPagesCannotAct(t *testing.T) {
	h := moveIn(t)
	things := h.things()
	for _, p := range h.people {
		h.session(p)
	}
	before := h.stored()
	for name, from := range fromElsewhere {
		for _, rt := range h.routes(post) {
			a := h.ask(h.whoMay(rt), post, things.path(t, rt, things.about(t, rt)[0]), "", says(from))
			if got := blocked(a); got == rt.foreign {
				t.Errorf("POST %s from %s: got blocked %v (status %d), want %v", rt.path, name, got, a.status, !rt.foreign)
			}
		}
	}
	for _, table := range changed(before, h.stored()) {
		t.Errorf("%s: got other rows after forms from foreign pages, want the same", table)
	}
}

func says(headers map[string]string) func(*http.Request) {
	return func(r *http.Request) {
		for key, value := range headers {
			r.Header.Set(key, value)
		}
	}
}

func blocked(a answered) bool {
	return a.status == http.StatusForbidden && strings.Contains(a.body, "kam von einer fremden Seite")
}

// whoMay is a person who holds what the route asks for.
func (h *house) whoMay(rt route) person {
	h.t.Helper()
	for _, p := range h.people {
		if p.actor.Known() && (rt.open() || len(p.actor.Authorities(rt.needs)) > 0) {
			return p
		}
	}
	h.t.Fatalf("%s %s: got nobody who may, want a role that does", rt.method, rt.path)
	return person{}
}

// TestOneRouteTakesFormsOfOthers fails when a second route is let past the check.
func TestOneRouteTakesFormsOfOthers(t *testing.T) {
	var foreign []string
	for _, rt := range (&Server{}).routes() {
		if rt.foreign {
			foreign = append(foreign, rt.method+" "+rt.path)
		}
	}
	if want := []string{"POST /saml/{idp}/acs"}; !slices.Equal(foreign, want) {
		t.Errorf("got forms from foreign pages taken at %q, want %q: the answer of SAML alone crosses sites by design", foreign, want)
	}
}

// TestOwnFormsAreTaken sends a form as browsers of all ages do from our own page.
func TestOwnFormsAreTaken(t *testing.T) {
	h := small(t)
	for name, from := range map[string]map[string]string{
		"a browser":                          {"Sec-Fetch-Site": "same-origin", "Origin": h.url},
		"a browser that hides the page":      {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
		"an old browser":                     {"Origin": h.url},
		"a browser that names the page only": {"Referer": h.url + "/verfahren/auenbrueck-bp-47/stellungnahme"},
		"a program":                          {},
	} {
		a := h.ask(h.person("author"), post, "/verfahren/auenbrueck-bp-47/stellungnahme", url.Values{"text": {"Zu laut."}, "version": {"0"}}.Encode(), says(from))
		if blocked(a) || a.status >= http.StatusInternalServerError {
			t.Errorf("%s: got status %d: %.200s, want the form taken", name, a.status, a.body)
		}
	}
}

// TestCookiesStayAtHome holds what is left against a form whose browser says nothing of where it stood: every cookie of ours is
// Lax, so such a form comes from nobody, and nobody can act. Cookies without the mark, or with None, would make it the person's.
func TestCookiesStayAtHome(t *testing.T) {
	h := small(t)
	form := "/verfahren/auenbrueck-bp-47/stellungnahme"
	set := h.ask(h.person("nobody"), get, "/saml/buerger/login?return=%2F", "").header.Values("Set-Cookie")
	set = append(set, h.ask(h.person("nobody"), post, form, "text=Zu+laut&version=0").header.Values("Set-Cookie")...)
	set = append(set, h.ask(h.person("nobody"), post, "/abmelden", "", func(r *http.Request) { r.AddCookie(h.session(h.person("author"))) }).header.Values("Set-Cookie")...)
	names := map[string]bool{}
	for _, text := range set {
		c, err := http.ParseSetCookie(text)
		h.must(err)
		names[c.Name] = true
		if c.SameSite != http.SameSiteLaxMode || !c.HttpOnly || c.Domain != "" {
			t.Errorf("got cookie %s, want it Lax, closed to scripts, and for this host alone", text)
		}
	}
	if mode := h.parts.Sessions.Cookie.SameSite; mode != http.SameSiteLaxMode {
		t.Errorf("cookie of the session: got SameSite %d, want Lax", mode)
	}
	if len(names) != 3 {
		t.Errorf("got the cookies %v, want those of the login, of a kept form and of the session", names)
	}
	for _, rt := range h.routes(post) {
		if rt.open() {
			continue
		}
		path := partOfPath.ReplaceAllString(strings.ReplaceAll(rt.path, "{slug}", "auenbrueck-bp-47"), "1")
		if got := judge(h.ask(h.person("nobody"), post, path, "")); got != toLogin && got != keptForm && got != refused {
			t.Errorf("POST %s without a cookie: got %s, want the login", rt.path, got)
		}
	}
}
