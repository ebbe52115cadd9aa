package council

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// taken is what the form means: the decision as the weighing room records it, what cannot be read of it, and where the
// room's own findings belong.
type taken struct {
	decision weighing.NewDecision
	errors   map[string]string // by the id of a field of the form
	places   map[string]string // id of the form's field by the room's name of it
	main     int               // place of the vote on the rest, -1 if there was none
}

// take turns the form into a decision on the rows with these numbers. It judges only whether the form contradicts
// itself; what a body can decide is judged by the weighing room.
func (in decisionInput) take(numbers []string) taken {
	t := taken{main: -1, errors: map[string]string{}, places: map[string]string{"body": "gremium", "meeting_on": "sitzung", "agenda_item": "top"}}
	t.decision = weighing.NewDecision{Body: in.body, MeetingOn: dayOf(in.meeting), AgendaItem: in.agenda, Adopted: in.adopted, Otherwise: in.main.kind,
		After: in.known}
	t.meeting(in)
	if in.main.kind != weighing.Postponed || !in.main.vote.empty() {
		t.main = t.vote(in.main, in.mainScope())
	}
	t.scope(in, numbers)
	for _, e := range in.exceptions {
		if !e.empty() {
			t.exception(e, e.rows, e.prefix+"punkte", numbers)
		}
	}
	return t
}

func (t *taken) meeting(in decisionInput) {
	if in.body == "" {
		t.errors["gremium"] = "Bitte nennen Sie das Gremium, das beschlossen hat."
	}
	if t.decision.MeetingOn.IsZero() {
		t.errors["sitzung"] = "Bitte geben Sie den Tag der Sitzung an."
	}
}

// enBloc is the scope of a vote on all rows together.
const enBloc = "en bloc"

func (in decisionInput) mainScope() string {
	if in.scope.narrow() {
		return in.rows
	}
	return enBloc
}

// dayOf reads a day as a browser sends it; what is none is the zero value, and the field says what it asks for.
func dayOf(value string) period.Date {
	d, err := period.ParseDate(value)
	if err != nil {
		return period.Date{}
	}
	return d
}

// scope turns what was voted on into the outcome of the rest and, where it needs words of its own, an exception.
func (t *taken) scope(in decisionInput, numbers []string) {
	excepted := in.exceptedRows()
	switch {
	case in.scope == "":
		t.errors["worueber"] = "Bitte wählen Sie, worüber abgestimmt wurde."
	case in.scope == allRows && len(excepted) > 0:
		t.errors["worueber"] = "Sie haben Ausnahmen eingetragen. Wählen Sie „Alle außer …“, oder entfernen Sie die Ausnahmen."
	case in.scope == allRows && in.rows != "":
		t.errors["worueber"] = "Sie haben einzelne Punkte genannt: „" + in.rows + "“. Wählen Sie „Alle außer …“ oder „Bestimmte Punkte“, oder leeren Sie das Feld „Welche Punkte?“."
	case in.scope == allExcept && in.rows != "": // they are none of the table, or there was no room for them among the exceptions
		if _, err := weighing.ParseRows(in.rows, numbers); err != nil {
			t.errors["punkte"] = rowsMessage(err)
			break
		}
		t.errors["punkte"] = "Mehr als " + strconv.Itoa(maxExceptions) + " Ausnahmen nimmt das Formular nicht auf: „" + in.rows + "“ ist keine. Fassen Sie Ausnahmen zusammen, oder lesen Sie die ausgefüllte Excel-Datei ein."
	case in.scope == allExcept && len(excepted) == 0:
		t.errors["worueber"] = "Bitte nennen Sie bei „Welche Punkte?“, für welche Punkte etwas anderes gilt, oder wählen Sie „Alle Punkte zusammen“."
	}
	if in.main.kind == "" {
		t.errors["wie"] = "Bitte wählen Sie, wie entschieden wurde."
	}
	switch {
	case in.scope.narrow():
		t.decision.Otherwise = weighing.Postponed
		t.exception(exceptionInput{in.rows, in.main}, in.rows, "punkte", numbers)
		t.single(in, numbers)
	case in.main.kind == weighing.Deviating:
		t.decision.Otherwise = weighing.Postponed
		t.exception(exceptionInput{in.rows, in.main}, strings.Join(rest(numbers, excepted), ", "), "worueber", numbers)
	}
}

// single holds a vote on one row to one row.
func (t *taken) single(in decisionInput, numbers []string) {
	if places, err := weighing.ParseRows(in.rows, numbers); in.scope == oneRow && err == nil && len(places) > 1 {
		t.errors["punkte"] = "„" + in.rows + "“ sind " + strconv.Itoa(len(places)) + " Punkte. Wählen Sie „Bestimmte Punkte“, oder nennen Sie einen."
	}
}

func (in decisionInput) exceptedRows() []string {
	var list []string
	for _, e := range in.exceptions {
		if !e.empty() {
			list = append(list, e.rows)
		}
	}
	return list
}

// rest are the rows that no selection names. A selection that cannot be read is reported where it was typed.
func rest(numbers, selections []string) []string {
	named := map[int]bool{}
	for _, s := range selections {
		places, err := weighing.ParseRows(s, numbers)
		if err != nil {
			continue
		}
		for _, p := range places {
			named[p] = true
		}
	}
	var list []string
	for i, n := range numbers {
		if !named[i] {
			list = append(list, n)
		}
	}
	return list
}

// exception adds an outcome of some rows. What the room finds belongs to the words of a deviating outcome, or to the rows:
// that a row is named twice.
func (t *taken) exception(e exceptionInput, rows, rowsField string, numbers []string) {
	if _, err := weighing.ParseRows(rows, numbers); err != nil {
		t.errors[rowsField] = rowsMessage(err)
	}
	if e.kind == "" {
		t.errors[e.prefix+"wie"] = "Bitte wählen Sie, wie entschieden wurde."
	}
	if e.kind == weighing.Deviating && !e.code.Known() {
		t.errors[e.prefix+"code"] = "Bitte wählen Sie, was gilt."
	}
	x := weighing.Exception{Rows: rows, Outcome: e.kind, Code: e.code, Text: t.words(e.outcomeInput), Vote: t.voteOf(e, rows)}
	place := rowsField
	switch {
	case e.kind == weighing.Deviating && e.text == "":
		place = e.prefix + "text"
	case e.kind != weighing.Deviating && e.text+string(e.code)+e.reason != "":
		place = e.prefix + "wie"
	case e.kind != weighing.Postponed && x.Vote < 0:
		place = e.prefix + "abstimmung"
	}
	t.places["exceptions-"+strconv.Itoa(len(t.decision.Exceptions))] = place
	t.decision.Exceptions = append(t.decision.Exceptions, x)
}

// rowsMessage says what of a selection names no rows.
func rowsMessage(err error) string {
	var rows *weighing.RowsError
	switch {
	case errors.As(err, &rows) && rows.Reversed:
		return "„" + rows.Part + "“: Der erste Punkt steht in der Tabelle nach dem letzten."
	case rows != nil && rows.Part != "":
		return "„" + rows.Part + "“ ist kein Punkt dieser Tabelle. Schreiben Sie zum Beispiel „B-012.1 bis B-014.3“."
	}
	return "Bitte nennen Sie die Punkte, zum Beispiel „B-012.1 bis B-014.3“."
}

// words puts what was decided and why together: the reason goes to the people who wrote (§ 3 Abs. 2 S. 6 BauGB).
func (t *taken) words(o outcomeInput) string {
	if o.reason == "" {
		if o.kind == weighing.Deviating {
			t.errors[o.prefix+"grund"] = "Bitte nennen Sie den Grund. Er steht in der Mitteilung an die Personen, die dazu geschrieben haben."
		}
		return o.text
	}
	if o.text == "" && o.kind == weighing.Deviating {
		return ""
	}
	return strings.TrimSpace(o.text + "\nGrund: " + o.reason)
}

// voteOf is the vote of an exception: its own, or the one on the rest.
func (t *taken) voteOf(e exceptionInput, rows string) int {
	if e.prefix == "" || e.vote.empty() {
		return t.main
	}
	return t.vote(e.outcomeInput, rows)
}

// vote adds a vote and returns its place.
func (t *taken) vote(o outcomeInput, scope string) int {
	n := len(t.decision.Votes)
	v := weighing.Vote{Scope: scope}
	for _, f := range []struct {
		name, value string
		into        *int
	}{{"ja", o.vote.yes, &v.Yes}, {"nein", o.vote.no, &v.No}, {"enthaltung", o.vote.abstain, &v.Abstain}, {"anwesend", o.vote.present, &v.Present}} {
		number, err := strconv.Atoi(f.value)
		if f.value != "" && err != nil {
			t.errors[o.prefix+f.name] = "„" + f.value + "“ ist keine Zahl. Bitte schreiben Sie Ziffern."
		}
		*f.into = number
	}
	if o.vote.yes == "" {
		t.errors[o.prefix+"abstimmung"] = "Bitte geben Sie das Ergebnis der Abstimmung an."
	}
	v.Excluded = strings.Split(o.vote.excluded, "\n")
	t.places["votes-"+strconv.Itoa(n)] = o.prefix + "abstimmung"
	t.decision.Votes = append(t.decision.Votes, v)
	return n
}

// blame puts what the weighing room found to the fields of the form; what was found by the form itself holds. It
// returns false for an error that nothing typed could mend.
func (t *taken) blame(err error) bool {
	var invalid *weighing.Invalid
	var unweighed *weighing.Unweighed
	var refusal *procedure.Refusal
	switch {
	case errors.As(err, &unweighed):
		t.errors["satzung"] = unweighedMessage(unweighed)
		return true
	case errors.As(err, &refusal):
		t.errors["satzung"] = refusalMessage(refusal)
		return true
	case errors.Is(err, weighing.ErrPostponed):
		t.errors["satzung"] = "Ein Plan mit vertagten Punkten wird nicht beschlossen. Entfernen Sie das Häkchen, oder tragen Sie ein, wie über alle Punkte entschieden wurde."
		return true
	case !errors.As(err, &invalid):
		return false
	}
	for name, text := range invalid.Fields {
		id, known := t.places[name]
		if !known {
			id = "fehler"
		}
		if t.errors[id] == "" {
			t.errors[id] = text
		}
	}
	return true
}

// refusalMessage says what the law still asks for before a plan is adopted, each with its paragraph.
func refusalMessage(r *procedure.Refusal) string {
	var list []string
	for _, g := range r.Guards {
		list = append(list, g.Fact+" ("+g.Norm+")")
	}
	return strings.Join(list, " ") + " Der Überblick des Verfahrens führt zu dem, was fehlt. Ohne das Häkchen lässt sich der Beschluss über die Abwägung schon festhalten."
}

// unweighedMessage says what the table leaves out, and how the plan can be adopted all the same.
func unweighedMessage(e *weighing.Unweighed) string {
	const remedy = " Entfernen Sie das Häkchen, und legen Sie dem Gremium "
	if len(e.Receipts) == 0 {
		return fmt.Sprintf("Bis zur Sitzung gab es schon Tabelle Nr. %d. Ein Plan wird mit der neuesten Tabelle beschlossen.%sdiese vor.", e.Later, remedy)
	}
	const shown = 10
	list := strings.Join(e.Receipts[:min(shown, len(e.Receipts))], ", ")
	if more := len(e.Receipts) - shown; more > 0 {
		list += fmt.Sprintf(" und %d weitere", more)
	}
	return fmt.Sprintf("Bis zum Tag der Sitzung ist eingegangen, was nicht in dieser Tabelle steht: %s. So wird der Plan nicht beschlossen (§ 1 Abs. 7 BauGB).%seine Tabelle vor, die alles enthält.",
		list, remedy)
}
