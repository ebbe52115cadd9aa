package council

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// decisionForm is the page on which the lead takes a decision from the minutes.
type decisionForm struct {
	shell    page.Shell
	matter   matter
	in       decisionInput
	errors   page.FieldErrors
	typing   bool      // the form is shown; else only what is on record
	read     *readFile // what was taken from a file; nil without one
	recorded int       // number of the decision that was recorded just now, 0 for none
}

// decisionCheck shows what will be recorded, before it is.
type decisionCheck struct {
	shell   page.Shell
	matter  matter
	in      decisionInput
	rows    []page.Row
	minutes []string
}

// DecisionForm shows the decisions on a table and the form for another one.
func (p *Pages) DecisionForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v)
	if err != nil {
		return err
	}
	f := newDecisionForm(r, v, m)
	f.in = blankDecision(v, m)
	f.recorded = min(count0(r.URL.Query().Get("festgehalten")), len(m.info.Decisions))
	f.typing = len(m.info.Decisions) == 0 || r.URL.Query().Has("weiter")
	return page.Render(w, r, http.StatusOK, page.NoStore, decisionPage(f))
}

// blankDecision is the form before anything is typed: with the session that the table was frozen for.
func blankDecision(v *visit.Visit, m matter) decisionInput {
	in := decisionInput{body: v.Authority.DecidingBody, scope: allRows, known: len(m.info.Decisions)}
	s := m.table.Head.Session
	if s == nil || in.known > 0 { // another decision on the table is one of another session
		return in
	}
	if in.agenda = s.AgendaItem; s.Body != "" {
		in.body = s.Body
	}
	if !s.MeetingOn.IsZero() {
		in.meeting = s.MeetingOn.String()
	}
	return in
}

func newDecisionForm(r *http.Request, v *visit.Visit, m matter) decisionForm {
	return decisionForm{matter: m, shell: decisionShell(r, v, m, "Beschluss zu Tabelle Nr. "+strconv.Itoa(m.number()))}
}

func decisionShell(r *http.Request, v *visit.Visit, m matter, title string) page.Shell {
	s := v.Shell(r, page.RoomStaff, title+": "+m.view.ShortTitle, page.Crumb{Label: "Verfahren", URL: page.NavDesk},
		page.Crumb{Label: m.view.ShortTitle, URL: page.NavDesk + "/verfahren/" + m.slug},
		page.Crumb{Label: "Tabellen", URL: page.NavDesk + "/verfahren/" + m.slug + "/tabellen"}, page.Crumb{Label: title})
	s.Current = page.NavDesk
	return s
}

// RecordDecision answers the form: another row for an exception, one fewer, the check page, or the record.
func (p *Pages) RecordDecision(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v)
	if err != nil {
		return err
	}
	in, excepted := readDecision(r).numbered().excepting(numbersOf(m.table.Rows))
	action, which, _ := strings.Cut(typed(r, "aktion"), "-")
	switch action {
	case "ausnahme":
		if excepted { // it is the one that was asked for
			return showForm(w, r, v, m, in, nil)
		}
		return showForm(w, r, v, m, in.more(), nil)
	case "entfernen":
		return showForm(w, r, v, m, in.without(count0(which)-1), nil)
	case "aendern":
		return showForm(w, r, v, m, in, nil)
	}
	t := in.take(numbersOf(m.table.Rows))
	if in.known != len(m.info.Decisions) {
		t.errors["fehler"] = movedMessage(len(m.info.Decisions))
		in.known = len(m.info.Decisions)
	}
	if len(t.errors) == 0 {
		if err := t.decision.Check(m.table, v.Now); err != nil && !t.blame(err) {
			return err
		}
	}
	if len(t.errors) > 0 {
		return showForm(w, r, v, m, in, t.errors)
	}
	if action != "festhalten" {
		return showCheck(w, r, v, m, in, t)
	}
	return p.record(w, r, v, m, in, t)
}

func (p *Pages) record(w http.ResponseWriter, r *http.Request, v *visit.Visit, m matter, in decisionInput, t taken) error {
	ctx := context.WithoutCancel(r.Context()) // who closes the page after the button has decided all the same
	n, err := p.Weighing.RecordDecision(ctx, v.Actor, v.Ref, m.number(), t.decision)
	if err == nil {
		http.Redirect(w, r, decisionPath(m.slug, m.number())+"?festgehalten="+strconv.Itoa(n), http.StatusSeeOther)
		return nil
	}
	if errors.Is(err, weighing.ErrMoved) { // between the reading of the page and the lock
		if m, err = p.open(r, v); err != nil {
			return err
		}
		in.known = len(m.info.Decisions)
		return showForm(w, r, v, m, in, map[string]string{"fehler": movedMessage(in.known)})
	}
	if !t.blame(err) {
		return err
	}
	return showForm(w, r, v, m, in, t.errors)
}

func movedMessage(latest int) string {
	return fmt.Sprintf("Inzwischen ist Beschluss Nr. %d zu dieser Tabelle festgehalten worden. Bitte sehen Sie ihn an, bevor Sie einen weiteren festhalten.", latest)
}

// showForm shows everything that was typed again, with what is wrong with it.
func showForm(w http.ResponseWriter, r *http.Request, v *visit.Visit, m matter, in decisionInput, wrong map[string]string) error {
	f := newDecisionForm(r, v, m)
	f.in, f.typing = in, true
	status := http.StatusOK
	if len(wrong) > 0 {
		f.errors, f.shell.Error, status = in.fieldErrors(wrong), true, http.StatusUnprocessableEntity
	}
	return page.Render(w, r, status, page.NoStore, decisionPage(f))
}

func showCheck(w http.ResponseWriter, r *http.Request, v *visit.Visit, m matter, in decisionInput, t taken) error {
	c := decisionCheck{matter: m, in: in, shell: decisionShell(r, v, m, "Beschluss prüfen")}
	var err error
	if c.minutes, err = minutes(m, in, t.decision); err != nil {
		return err
	}
	c.rows = []page.Row{
		{Term: "Gremium", Text: in.body},
		{Term: "Sitzung", Text: page.LongDate(t.decision.MeetingOn), Note: in.agenda},
		{Term: "Tabelle", Text: m.title(), Note: "festgeschrieben am " + moment(m.table.Head.FrozenAt)},
		{Term: "Punkte", Text: tally(t.decision, m.table.Rows)},
	}
	for _, vote := range t.decision.Votes {
		row := page.Row{Term: "Abstimmung " + vote.Scope, Text: fmt.Sprintf("%d Ja, %d Nein, %s, zusammen %d", vote.Yes, vote.No,
			page.Plural(vote.Abstain, "Enthaltung", "Enthaltungen"), vote.Yes+vote.No+vote.Abstain)}
		if vote.Present > 0 {
			row.Note = page.Plural(vote.Present, "Mitglied", "Mitglieder") + " anwesend und stimmberechtigt"
		}
		c.rows = append(c.rows, row)
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, decisionCheckPage(c))
}

func numbersOf(rows []weighing.CouncilRow) []string {
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.Number
	}
	return numbers
}

// tally counts the rows by what is decided on them: "138 wie vorgeschlagen, 1 abweichend; 83 Zeilen ohne Vorschlag". Nobody
// proposed anything on an excused row, so nothing on it can be decided as proposed.
func tally(d weighing.NewDecision, rows []weighing.CouncilRow) string {
	counts, bare := map[weighing.Outcomes]int{}, 0
	for i, kind := range kinds(d, numbersOf(rows)) {
		if kind == weighing.AsProposed && rows[i].Code == "" {
			bare++
			continue
		}
		counts[kind]++
	}
	var parts, groups []string
	for _, k := range []struct {
		kind  weighing.Outcomes
		words string
	}{{weighing.AsProposed, "wie vorgeschlagen"}, {weighing.Deviating, "abweichend"}, {weighing.Postponed, "vertagt oder offen"}} {
		if n := counts[k.kind]; n > 0 {
			parts = append(parts, page.Count(n)+" "+k.words)
		}
	}
	if len(parts) > 0 {
		groups = append(groups, strings.Join(parts, ", "))
	}
	if bare > 0 {
		groups = append(groups, page.Plural(bare, "Zeile", "Zeilen")+" ohne Vorschlag")
	}
	return strings.Join(groups, "; ")
}

// kinds is how every row is decided, in the order of the table.
func kinds(d weighing.NewDecision, numbers []string) []weighing.Outcomes {
	list := make([]weighing.Outcomes, len(numbers))
	for i := range list {
		list[i] = d.Otherwise
	}
	for _, e := range d.Exceptions {
		places, err := weighing.ParseRows(e.Rows, numbers)
		if err != nil {
			continue // such a form does not get to the check page
		}
		for _, p := range places {
			list[p] = e.Outcome
		}
	}
	return list
}

// accepts reports whether a decision on the table can be recorded.
func (m matter) accepts() bool { return m.view.State == procedure.Weighing }

func (m matter) adoptionLabel() string {
	act := "Satzungsbeschluss"
	if m.view.Plan.Kind == procedure.FNP {
		act = "Feststellungsbeschluss"
	}
	return fmt.Sprintf("%s hat in derselben Sitzung den %s gefasst", capital(theBody(m.decides)), act)
}
