package planning_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/einwand/einwand/weighing"
)

// TestTableIsFrozenForASession: what was typed stands on the page, in the list and in the table.
func TestTableIsFrozenForASession(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	p := o.get(o.at("/tabellen"))
	p.Has("legend", "Für welche Sitzung?")
	form := p.Form(o.at("/tabellen"))
	if got := form.Values.Get("gremium"); got != o.Authority.DecidingBody {
		t.Errorf("body: got %q, want that of the town", got)
	}
	form.Values.Set("sitzung", "2099-12-15")
	form.Values.Set("vorlage", "2026/118")
	form.Values.Set("top", "7")
	refused := o.page(o.post(o.at("/tabellen"), form.Values), http.StatusUnprocessableEntity)
	refused.Has("[role=alert] a[href=#sitzung]", "15.12.2099").Has("#sitzung-e", "Bitte prüfen Sie das Jahr")
	for id, want := range map[string]string{"sitzung": "2099-12-15", "vorlage": "2026/118", "top": "7"} {
		if got := refused.Attr("#"+id, "value"); got != want {
			t.Errorf("%s: got %q, want what was typed", id, got)
		}
	}
	form = refused.Form(o.at("/tabellen"))
	form.Values.Set("sitzung", o.Clock.Now().AddDate(0, 0, 14).Format("2006-01-02"))
	done := o.get(o.goes(o.post(o.at("/tabellen"), form.Values)))
	done.Has("dt", "Für die Sitzung").Has("dd", o.Authority.DecidingBody+", "+o.Clock.Now().AddDate(0, 0, 14).Format("02.01.2006")+", Vorlage Nr. 2026/118, TOP 7")
}

// TestBodyThatTheFormNamesAloneIsNoSession: nobody typed anything, so nothing is known.
func TestBodyThatTheFormNamesAloneIsNoSession(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	form := o.get(o.at("/tabellen")).Form(o.at("/tabellen"))
	o.get(o.goes(o.post(o.at("/tabellen"), form.Values))).Lacks("Für die Sitzung")
	tables, err := o.weighing.Tables(t.Context(), o.Planner, o.ref)
	o.must(err)
	if s := tables[0].Session; s != nil {
		t.Errorf("got %+v, want none", s)
	}
}

// TestSessionThatCannotBeIsRefusedAtItsField and freezes nothing.
func TestSessionThatCannotBeIsRefusedAtItsField(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	form := o.get(o.at("/tabellen")).Form(o.at("/tabellen"))
	for name, tt := range map[string]struct{ field, value, says string }{
		"no such day":   {"sitzung", "2026-02-30", "„2026-02-30“ ist kein Tag"},
		"a day gone by": {"sitzung", "2026-01-07", "Der 07.01.2026 ist vorbei"},
		"long body":     {"gremium", strings.Repeat("Rat ", 60), "Bitte höchstens 120 Zeichen"},
		"long paper":    {"vorlage", strings.Repeat("2026/", 20), "Bitte höchstens 40 Zeichen"},
		"long item":     {"top", strings.Repeat("7.", 30), "Bitte höchstens 40 Zeichen"},
	} {
		sent := maps.Clone(form.Values)
		sent.Set(tt.field, tt.value)
		d := o.page(o.post(o.at("/tabellen"), sent), http.StatusUnprocessableEntity)
		d.Has("#"+tt.field+"-e", tt.says).Has("[role=alert] a[href=#"+tt.field+"]", tt.says)
		if got, want := d.Attr("#"+tt.field, "value"), strings.TrimSpace(tt.value); got != want {
			t.Errorf("%s: got %q, want %q as typed", name, got, want)
		}
	}
	if tables, err := o.weighing.Tables(t.Context(), o.Planner, o.ref); err != nil || len(tables) > 0 {
		t.Errorf("got %v, %v, want no table", tables, err)
	}
}
