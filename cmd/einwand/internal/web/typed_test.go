package web

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestWhatIsTypedStandsInNoLogNoCookieNoAddress types names, addresses and words into every field that any page shows, and sends it to
// every form, as who may and as nobody: first as it is, and then with the keys of real things beside it, so that it is also taken.
func TestWhatIsTypedStandsInNoLogNoCookieNoAddress(t *testing.T) {
	h := moveIn(t)
	things := h.things()
	form := h.everyField(things, birds[1])
	meant := maps.Clone(form)
	for field, ids := range h.keysOf(h.auenbrueck.ID) {
		if field != "text" && field != "name" && field != "mail" {
			meant[field] = ids
		}
	}
	taken := 0
	for _, sent := range []url.Values{form, meant} {
		for _, rt := range h.routes(post) {
			for _, p := range []person{h.whoMay(rt), h.person("nobody")} {
				a := h.ask(p, post, things.path(t, rt, things.about(t, rt)[0]), sent.Encode())
				if a.status >= http.StatusInternalServerError {
					t.Errorf("%s sends POST %s: got status %d", p.name, rt.path, a.status)
				}
				if a.status == http.StatusSeeOther && judge(a) != toLogin {
					taken++
				}
				for _, leak := range leaks(a) {
					t.Errorf("%s sends POST %s: got %s", p.name, rt.path, leak)
				}
			}
		}
	}
	if taken < 15 {
		t.Errorf("got %d forms taken, want at least those that ask for words alone", taken)
	}
	for _, rt := range h.routes(get) { // a search word stands in the address by its nature, and in nothing else
		h.ask(h.whoMay(rt), get, things.path(t, rt, things.about(t, rt)[0])+"?q="+url.QueryEscape(birds[1].profile.Street)+"&return="+url.QueryEscape("/meine?q="+birds[1].profile.Surname), "")
	}
	if found := h.logLeaks(); len(found) > 0 {
		t.Errorf("the log tells what was typed: got %q", found)
	}
	t.Logf("%d fields, %d forms taken", len(form), taken)
}

// everyField is a form with every field of every page, filled in by a resident.
func (h *house) everyField(things things, b bird) url.Values {
	h.t.Helper()
	form := url.Values{}
	for _, rt := range h.routes(get) {
		a := h.ask(h.whoMay(rt), get, things.path(h.t, rt, things.about(h.t, rt)[0]), "")
		for _, name := range fields(a) {
			form.Set(name, b.profile.Name()+", "+b.profile.Street+": "+b.words)
			if strings.Contains(name, "mail") {
				form.Set(name, b.profile.Mail)
			}
		}
	}
	if len(form) < 60 {
		h.t.Fatalf("got %d fields on all pages, want all of them", len(form))
	}
	return form
}

// fields are the names of the fields of a page.
func fields(a answered) (names []string) {
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		return nil
	}
	for _, part := range strings.Split(a.body, ` name="`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		names = append(names, name)
	}
	return names
}
