package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
)

// unspeakable are the names, addresses and words of the demo's persons: they stand on pages and in files, and never in an address, a
// cookie or the log.
func unspeakable() []string {
	list := []string{"zweite Zufahrt", "Haltefläche", "410 Fahrten", "Zählung am Donnerstag", maraMail}
	for _, p := range demoidp.Personas() {
		list = append(list, p.Name, p.Mail)
		if p.Street != "" {
			list = append(list, p.Street)
		}
	}
	return list
}

// told lists what a text says of somebody.
func told(text string, words []string) (found []string) {
	for range 2 { // an address may carry another
		if plain, err := url.QueryUnescape(text); err == nil {
			text = plain
		}
	}
	for _, word := range words {
		if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
			found = append(found, word)
		}
	}
	return found
}

// discreet holds an answer of the site to what outlives its page: the address that comes next, and the cookies.
func (b *browser) discreet(resp *http.Response) {
	b.t.Helper()
	if resp.Request.URL.Host != b.home.Host {
		return
	}
	for _, said := range append(resp.Header.Values("Set-Cookie"), resp.Header.Get("Location")) {
		if found := told(said, unspeakable()); len(found) > 0 {
			b.t.Errorf("%s: got %q, which tells %q", resp.Request.URL, said, found)
		}
	}
}

// logTellsNobody ends the story: whoever reads the log learns that people wrote, and not who, nor what.
func (s *story) logTellsNobody() {
	log := s.log.String()
	if !strings.Contains(log, `"route":"/verfahren/{slug}/stellungnahme"`) {
		s.t.Fatalf("log: got %d bytes and no line of Mara's form, want the log of the story", len(log))
	}
	if found := told(log, append(unspeakable(), s.names()...)); len(found) > 0 {
		s.t.Errorf("the log tells %q, want nobody in it", found)
	}
}

func TestIndiscretionIsFound(t *testing.T) {
	for _, said := range []string{"/anmelden?return=" + url.QueryEscape("/meine?name="+url.QueryEscape("Tarek Yıldız")), `{"msg":"x","error":"no account MARA HOFFMANN"}`, "einwand=m.hoffmann%40post.example"} {
		if len(told(said, unspeakable())) == 0 {
			t.Errorf("%s: got nothing found, want the person in it", said)
		}
	}
}
