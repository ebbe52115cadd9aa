package guest_test

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// TestTextComesBackWhenTheFormWasSwitchedOff breaks the form off under somebody who is writing, on each of its pages.
func TestTextComesBackWhenTheFormWasSwitchedOff(t *testing.T) {
	b := stopBy(t)
	typed, checked := b.typed(), b.check()
	b.guests(false)
	if w := b.get(b.form); !errors.Is(b.failed, statement.ErrNoGuests) {
		t.Errorf("before the first word: got %d and %v, want ErrNoGuests", w.Code, b.failed)
	}
	wrong := b.but(typed, "name", "")
	for name, answer := range map[string]func() int{
		"on the first page":          func() int { return b.closed(b.form, typed) },
		"with something to mend":     func() int { return b.closed(b.form, wrong) },
		"on the second page":         func() int { return b.closed(b.form+"/einreichen", checked) },
		"on the second, with a file": func() int { return b.closed(b.form+"/einreichen", checked, file{"foto.txt", "Ein Bild in Worten."}) },
		"with a file to mend":        func() int { return b.closed(b.form+"/einreichen", checked, file{"plan.docm", "x"}) },
	} {
		if got := answer(); got != http.StatusConflict {
			t.Errorf("%s: got status %d, want 409", name, got)
		}
	}
	b.statementCount(0)
}

// TestClickBeforeTheSwitchIsNotDenied: who has filed is told so, even when the answer comes with the second click.
func TestClickBeforeTheSwitchIsNotDenied(t *testing.T) {
	b := stopBy(t)
	sent := b.check()
	b.goes(b.upload(b.form+"/einreichen", sent))
	b.guests(false)
	doc := b.secret(b.goes(b.upload(b.form+"/einreichen", sent)))
	doc.Has(".ew-receipt__no", "BP47-0001").Lacks("Noch etwas schreiben")
	b.statementCount(1)
}

func TestClosedFormSaysNoDeadlineThatIsOver(t *testing.T) {
	b := stopBy(t)
	typed := b.typed()
	b.guests(false)
	b.page(b.post(b.form, typed), http.StatusConflict).Has("dd", "Sie endet am Freitag, 27. November 2026 um 24 Uhr.")
	b.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
	b.page(b.post(b.form, typed), http.StatusConflict).Lacks("Sie endet am")
}

// but is a form with one field changed.
func (b *passerby) but(form url.Values, field, value string) url.Values {
	changed := maps.Clone(form)
	changed[field] = []string{value}
	return changed
}

// closed sends a form that is off, and holds that its text comes back with a way on.
func (b *passerby) closed(path string, form url.Values, files ...file) int {
	b.t.Helper()
	w := b.upload(path, form, files...)
	doc := b.page(w, w.Code)
	doc.Has("h1", "Das Gastformular ist inzwischen geschlossen").Has(".ew-summary, dl", "Nein. Es gibt keine Eingangsnummer.").Has("main", "@")
	on := doc.FormWith("Anmelden und weiterschreiben")
	if got := on.Press("Anmelden und weiterschreiben"); got.Get("text") != strings.ReplaceAll(words, "\n", "\r\n") || got.Get("ort") != "an der Brücke" || on.Action != "/verfahren/"+b.ref.Slug+"/stellungnahme" {
		b.t.Errorf("got %v for %s, want the text to go on to the form with a login", got, on.Action)
	}
	return w.Code
}
