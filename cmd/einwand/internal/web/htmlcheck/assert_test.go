package htmlcheck

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// recorder stands in for the test that an assertion must fail. Fatal ends the call as it ends a test.
type recorder struct {
	testing.TB
	said []string
}

type stopped struct{}

func (r *recorder) Helper()           {}
func (r *recorder) Error(args ...any) { r.said = append(r.said, fmt.Sprint(args...)) }
func (r *recorder) Errorf(format string, a ...any) {
	r.said = append(r.said, fmt.Sprintf(format, a...))
}
func (r *recorder) Fatal(args ...any)              { r.Error(args...); panic(stopped{}) }
func (r *recorder) Fatalf(format string, a ...any) { r.Errorf(format, a...); panic(stopped{}) }

// failures runs check against a page and returns what it reported.
func failures(t *testing.T, page string, check func(*Document)) []string {
	t.Helper()
	r := &recorder{TB: t}
	func() {
		defer func() {
			if v := recover(); v != nil && v != (stopped{}) {
				panic(v)
			}
		}()
		check(Page(r, page))
	}()
	return r.said
}

const twoLinks = `<main><h1>Titel</h1><p>Text</p><a href="/a">Öffnen</a><a href="/b">Öffnen</a>
<form action="/x"><button>Weiter</button><button>Weiter</button></form><form action="/y"><button>Weiter</button></form><form action="/y"></form></main>`

func TestAssertionsFail(t *testing.T) {
	for name, check := range map[string]func(*Document){
		"Has without the words":      func(d *Document) { d.Has("h1", "Anderes") },
		"Has without the element":    func(d *Document) { d.Has("h2", "") },
		"Has in another place":       func(d *Document) { d.Has("p", "Titel") },
		"HasNone with one":           func(d *Document) { d.HasNone("h1") },
		"Lacks with the words":       func(d *Document) { d.Lacks("Titel") },
		"Text of two":                func(d *Document) { d.Text("a") },
		"Text of none":               func(d *Document) { d.Text("h2") },
		"Attr that is missing":       func(d *Document) { d.Attr("h1", "id") },
		"Follow of two addresses":    func(d *Document) { d.Follow("Öffnen") },
		"Follow of none":             func(d *Document) { d.Follow("Schließen") },
		"Form that is missing":       func(d *Document) { d.Form("/z") },
		"Form that is there twice":   func(d *Document) { d.Form("/y") },
		"Press of a missing button":  func(d *Document) { d.Form("/x").Press("Zurück") },
		"Press of two buttons":       func(d *Document) { d.Form("/x").Press("Weiter") },
		"FormWith two forms":         func(d *Document) { d.FormWith("Weiter") },
		"FormWith of none":           func(d *Document) { d.FormWith("Zurück") },
		"Fill of a missing field":    func(d *Document) { d.Form("/x").Fill("Name", "Mara") },
		"Choose of a missing option": func(d *Document) { d.Form("/x").Choose("Per Post") },
		"FileField that is missing":  func(d *Document) { d.Form("/x").FileField("Datei") },
		"selector out of the subset": func(d *Document) { d.Has("h1:hover", "") },
		"WellFormed with a problem":  func(d *Document) { d.WellFormed() },
	} {
		if said := failures(t, twoLinks, check); len(said) == 0 {
			t.Errorf("%s: got no failure, want one", name)
		}
	}
}

func TestAssertionsHold(t *testing.T) {
	page := `<main><h1>Ihre <em>Stellungnahme</em></h1><p>bis Freitag,<br>27.&nbsp;November</p><p>Öffnen<span class="ew-vh">: Nr. 1</span></p>
<ul><li>eins</li><li>zwei</li></ul><p>Stand<span aria-hidden="true">✓</span></p><a href="/a"> Zum <b>Plan</b> </a><a href="/a">Zum Plan</a></main>`
	said := failures(t, page, func(d *Document) {
		d.Has("main h1", "Ihre Stellungnahme").HasNone("h2").Lacks("Fehler")
		for sel, want := range map[string][]string{
			"h1": {"Ihre Stellungnahme"},
			"p":  {"bis Freitag, 27. November", "Öffnen: Nr. 1", "Stand"},
			"ul": {"eins zwei"},
		} {
			if got := d.Texts(sel); !slices.Equal(got, want) {
				t.Errorf("%s: got %q, want %q", sel, got, want)
			}
		}
		if got := d.Count("li"); got != 2 {
			t.Errorf("li: got %d, want 2", got)
		}
		if got := d.Follow("Zum Plan"); got != "/a" {
			t.Errorf("link: got %q, want /a", got)
		}
		if got := d.Attr(".ew-vh", "class"); got != "ew-vh" {
			t.Errorf("class: got %q, want ew-vh", got)
		}
		if got := d.Links(); len(got) != 2 || got[0] != (Link{"Zum Plan", "/a"}) {
			t.Errorf("links: got %v, want two to /a", got)
		}
	})
	if len(said) > 0 {
		t.Errorf("got %s, want no failure", strings.Join(said, "; "))
	}
}
