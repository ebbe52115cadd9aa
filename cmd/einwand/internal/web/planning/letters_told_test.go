package planning_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/weighing"
)

// owed are the numbers of the statements whose authors a mail about the result is owed.
func (o *office) owed() (list []string) {
	o.t.Helper()
	rows, err := o.DB.Super.Query(o.t.Context(), `
		SELECT s.number::text FROM outbox x JOIN result_notice n ON n.id = x.subject_id JOIN statement s ON s.id = n.statement_id WHERE x.kind = 'result' ORDER BY 1`)
	o.must(err)
	defer rows.Close()
	for rows.Next() {
		var n string
		o.must(rows.Scan(&n))
		list = append(list, n)
	}
	return list
}

func (o *office) noticed() (n int) {
	o.t.Helper()
	o.must(o.DB.Super.QueryRow(o.t.Context(), `SELECT count(*) FROM result_notice`).Scan(&n))
	return n
}

// TestResultGoesByMailOnce to those who asked for a mail, and a form sent twice mails nobody again.
func TestResultGoesByMailOnce(t *testing.T) {
	o := told(t)
	o.meet()
	here := o.at("/tabellen/1/briefe")
	d := o.get(here).Has("main", "Zu 1 Stellungnahme ist eine Antwort per E-Mail gewünscht. Noch nicht mitgeteilt: 1.").Has("main", "0 von 4 Stellungnahmen")
	form := d.Form(here + "/mail")
	for _, want := range []string{"Die E-Mails sind unterwegs", "Alle waren schon benachrichtigt"} {
		to := o.goes(o.post(here+"/mail", form.Press("Zu 1 Stellungnahme per E-Mail benachrichtigen")))
		if got := strings.Join(o.owed(), ","); got != "1" || o.noticed() != 1 {
			t.Fatalf("got mails to %q and %d notices, want one to number 1", got, o.noticed())
		}
		d = o.get(to)
		d.Has(".kern-alert--success", want)
	}
	d.Has("main", "Allen ist das Ergebnis mitgeteilt.").Has("main", "1 von 4 Stellungnahmen").
		Has("h3", "Per E-Mail am 18. Dezember 2026: 1").Has("main", "Noch nicht übergeben: 1 E-Mail").Lacks("benachrichtigen")
	if got := o.opened(); len(got) > 0 {
		t.Errorf("opened %q, want no address", got)
	}
	o.get(o.at("/tabellen")).Has("main", "1 von 4 Stellungnahmen")
	if o.post(here+"/mail", nil); o.noticed() != 1 {
		t.Errorf("got %d notices, want a form without a stand refused", o.noticed())
	}
}

// TestSentLettersAreNotedWithTheirDay, and with those who asked for a mail where the planner says so.
func TestSentLettersAreNotedWithTheirDay(t *testing.T) {
	o := told(t)
	o.meet()
	here := o.at("/tabellen/1/briefe")
	form := o.get(here).Has("main", "Von 2 gewünschten Briefen sind 2 noch nicht als abgeschickt festgehalten.").Form(here + "/abgeschickt")
	const button = "Als abgeschickt festhalten"
	for typed, want := range map[string]string{"": "an welchem Tag", "2026-12-16": "Beschlossen wurde am", "2026-12-19": "in der Zukunft", "gestern": "an welchem Tag"} {
		form.Values.Set("abgeschickt-am", typed)
		form.Values.Set("auch-mail", "1")
		d := o.page(o.post(here+"/abgeschickt", form.Press(button)), http.StatusUnprocessableEntity).Has(".kern-alert--danger", want)
		if kept := d.Form(here + "/abgeschickt").Values; kept.Get("abgeschickt-am") != typed || kept.Get("auch-mail") == "" || d.Form(here).Values.Get("auch-mail") != "" {
			t.Errorf("%q: got %v back, want what was typed, in its own form", typed, kept)
		}
	}
	if o.noticed() > 0 {
		t.Fatalf("got %d notices, want none", o.noticed())
	}
	form.Values.Del("auch-mail")
	form.Values.Set("abgeschickt-am", "2026-12-17")
	for _, want := range []string{"als abgeschickt festgehalten", "Alle waren schon benachrichtigt"} {
		o.get(o.goes(o.post(here+"/abgeschickt", form.Press(button)))).Has(".kern-alert--success", want).
			Has("main", "Alle gewünschten Briefe sind als abgeschickt festgehalten.").Has("h3", "Per Brief am 17. Dezember 2026: 2").Has("main", "2 von 4 Stellungnahmen")
	}
	form = o.get(here).Form(here + "/abgeschickt")
	form.Values.Set("abgeschickt-am", "2026-12-18")
	form.Values.Set("auch-mail", "1")
	o.get(o.goes(o.post(here+"/abgeschickt", form.Press(button)))).Has("h3", "Per Brief am 18. Dezember 2026: 1").Has("main", "Allen ist das Ergebnis mitgeteilt.").Lacks(button)
	if o.noticed() != 3 || len(o.owed()) > 0 {
		t.Errorf("got %d notices and mails to %v, want three letters and no mail", o.noticed(), o.owed())
	}
}

// TestLettersOfOneFileAreNotedAlone: whoever sends the files one after the other notes them so.
func TestLettersOfOneFileAreNotedAlone(t *testing.T) {
	o := told(t)
	o.meet()
	o.pages.LettersAtOnce = 2
	here := o.at("/tabellen/1/briefe")
	form := o.get(here).Form(here + "/abgeschickt")
	form.Values.Set("abgeschickt-am", "2026-12-18")
	form.Values.Set("nummern", "3-4")
	d := o.get(o.goes(o.post(here+"/abgeschickt", form.Press("Als abgeschickt festhalten")))).Has("main", "Von 2 gewünschten Briefen ist einer noch nicht")
	d.Has("option", "Briefe zu Nr. 1 bis 2")
	if got := d.Count("option"); got != 2 {
		t.Errorf("got %d choices, want all and those of the first file", got)
	}
	form.Values.Set("nummern", "7-9")
	o.page(o.post(here+"/abgeschickt", form.Values), http.StatusUnprocessableEntity).Has(".kern-alert--danger", "möchte niemand einen Brief")
	if o.noticed() != 1 {
		t.Errorf("got %d notices, want that of the one letter", o.noticed())
	}
}

// TestNothingIsNotedOfWhatThePlannerDidNotSee: somebody withdrew since the page was opened.
func TestNothingIsNotedOfWhatThePlannerDidNotSee(t *testing.T) {
	o := told(t)
	o.meet()
	here := o.at("/tabellen/1/briefe")
	d := o.get(here)
	sent, mail := d.Form(here+"/abgeschickt"), d.Form(here+"/mail")
	sent.Values.Set("abgeschickt-am", "2026-12-18")
	_, err := o.DB.Super.Exec(t.Context(), `UPDATE statement SET state = 'withdrawn', withdrawn_at = now() WHERE number = 4`)
	o.must(err)
	o.page(o.post(here+"/abgeschickt", sent.Press("Als abgeschickt festhalten")), http.StatusUnprocessableEntity).Has(".kern-alert--danger", "Inzwischen hat sich geändert").Has("h3", "Zurückgezogen: 2")
	o.page(o.post(here+"/mail", mail.Press("Zu 1 Stellungnahme per E-Mail benachrichtigen")), http.StatusUnprocessableEntity).Has(".kern-alert--danger", "Inzwischen hat sich geändert")
	if o.noticed() > 0 || len(o.owed()) > 0 {
		t.Errorf("got %d notices and mails to %v, want none", o.noticed(), o.owed())
	}
}

// TestNewerTableTellsItself: the mails of an older one would lead to its result.
func TestNewerTableTellsItself(t *testing.T) {
	o := told(t)
	o.meet()
	o.again()
	d := o.get(o.at("/tabellen/1/briefe")).Has("main", "davon 1 mit einem Ergebnis nach einer neueren Tabelle").Lacks("benachrichtigen")
	d.Has(".kern-alert--warning", "neueren Beschluss")
	o.get(o.at("/tabellen/2/briefe")).Has("main", "Zu 1 Stellungnahme per E-Mail benachrichtigen")
	o.get(o.at("/tabellen")).Has("dt", "Ergebnis mitgeteilt")
}

// again freezes table 2, on which the same is decided anew.
func (o *office) again() {
	o.t.Helper()
	_, err := o.weighing.Freeze(o.t.Context(), o.Planner, o.ref, weighing.Freezing{})
	o.must(err)
	o.Clock.Set(proceduretest.Instant(o.t, "2027-01-22 09:00:00"))
	_, err = o.weighing.RecordDecision(o.t.Context(), o.Staff(o.t, "Lena", "Stein", identity.RoleLead), o.ref, 2, weighing.NewDecision{Body: "Rat",
		MeetingOn: period.NewDate(2027, 1, 21), Votes: []weighing.Vote{{Yes: 31, No: 5}}})
	o.must(err)
}
