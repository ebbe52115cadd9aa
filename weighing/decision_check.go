package weighing

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// Check says of a decision on this table what RecordDecision would find wrong with its words and figures, so that a form
// can tell before it asks for the last click: *Invalid. It is pure, records nothing, and leaves the adoption aside.
func (d NewDecision) Check(t CouncilTable, now time.Time) error {
	rows := make([]frozenRow, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = frozenRow{RowCommon: r.RowCommon}
	}
	_, err := d.record(t.Head, rows, now)
	return err
}

// record checks what was taken from the minutes against the table and gives every row its outcome. It is pure.
func (d NewDecision) record(h TableHead, rows []frozenRow, now time.Time) (DecisionRecord, error) {
	r := DecisionRecord{Body: strings.TrimSpace(d.Body), MeetingOn: d.MeetingOn.UTC(), AgendaItem: strings.TrimSpace(d.AgendaItem),
		RecordedAt: now, Votes: d.votes()}
	var inv Invalid
	d.checkMeeting(&inv, h, now)
	if r.Body == "" {
		inv.add("body", "Bitte nennen Sie das Gremium, das beschlossen hat.")
	}
	inv.checkText("body", r.Body)
	inv.checkText("agenda_item", r.AgendaItem)
	for i, v := range r.Votes {
		v.check(&inv, fmt.Sprintf("votes-%d", i))
	}
	r.Items = d.outcomes(&inv, rows)
	if err := inv.orNil(); err != nil {
		return DecisionRecord{}, err
	}
	return r, nil
}

// checkMeeting: a body can only decide on what lay before it, and only what has happened is recorded.
func (d NewDecision) checkMeeting(inv *Invalid, h TableHead, now time.Time) {
	frozen := period.DateAt(h.FrozenAt)
	switch {
	case d.MeetingOn.IsZero():
		inv.add("meeting_on", "Bitte geben Sie den Tag der Sitzung an.")
	case d.MeetingOn.Before(frozen):
		inv.add("meeting_on", fmt.Sprintf("Tabelle Nr. %d wurde erst am %s festgeschrieben. Die Sitzung kann nicht davor gewesen sein.",
			h.Number, day(frozen)))
	case period.DateAt(now).Before(d.MeetingOn):
		inv.add("meeting_on", "Der Tag der Sitzung liegt in der Zukunft. Bitte prüfen Sie das Datum.")
	}
}

// votes completes the scopes that the form leaves out.
func (d NewDecision) votes() []Vote {
	votes := make([]Vote, len(d.Votes))
	for i, v := range d.Votes {
		v.Scope = oneLine(v.Scope)
		if v.Scope == "" && i == 0 {
			v.Scope = "en bloc"
		}
		for _, e := range d.Exceptions {
			if v.Scope == "" && e.Vote == i {
				v.Scope = oneLine(e.Rows)
			}
		}
		var excluded []string
		for _, name := range v.Excluded {
			if name = oneLine(name); name != "" {
				excluded = append(excluded, name)
			}
		}
		v.Excluded = excluded
		votes[i] = v
	}
	return votes
}

// check looks for slips of the pen. With as many no as yes votes a motion is rejected (§ 50 Abs. 1 S. 2 GO NRW and its
// siblings), so the record of such a vote cannot be that of an outcome.
func (v Vote) check(inv *Invalid, field string) {
	inv.checkText(field, v.Scope+strings.Join(v.Excluded, ""))
	sum := v.Yes + v.No + v.Abstain
	switch {
	case min(v.Yes, v.No, v.Abstain, v.Present) < 0 || max(v.Yes, v.No, v.Abstain, v.Present) > 1000:
		inv.add(field, "Bitte prüfen Sie die Zahlen.")
	case v.Yes <= v.No:
		inv.add(field, fmt.Sprintf("%d Ja und %d Nein: Damit wäre der Antrag abgelehnt. Bitte prüfen Sie die Zahlen.", v.Yes, v.No))
	case v.Present > 0 && sum != v.Present:
		inv.add(field, fmt.Sprintf("Ja, Nein und Enthaltungen ergeben %d, anwesend und stimmberechtigt waren %d. Bitte prüfen.", sum, v.Present))
	}
}

// outcomes gives every row the outcome of its exception, or else the one of the rest.
func (d NewDecision) outcomes(inv *Invalid, rows []frozenRow) map[uuid.UUID]Outcome {
	items := map[uuid.UUID]Outcome{}
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.Number
	}
	for i, e := range d.Exceptions {
		field := fmt.Sprintf("exceptions-%d", i)
		places, err := ParseRows(e.Rows, numbers)
		if err != nil {
			inv.add(field, rowsMessage(err))
			continue
		}
		e.check(inv, field, len(d.Votes))
		for _, p := range places {
			if _, twice := items[rows[p].ID]; twice {
				inv.add(field, fmt.Sprintf("Punkt %s steht schon in einer anderen Ausnahme.", numbers[p]))
			}
			items[rows[p].ID] = e.outcome(rows[p].Code)
		}
	}
	rest := Exception{Outcome: d.Otherwise}
	if rest.Outcome == "" {
		rest.Outcome = AsProposed
	}
	for _, r := range rows {
		if _, ok := items[r.ID]; !ok {
			rest.check(inv, "votes-0", len(d.Votes))
			items[r.ID] = rest.outcome(r.Code)
		}
	}
	return items
}

func (e Exception) check(inv *Invalid, field string, votes int) {
	text := strings.TrimSpace(e.Text)
	inv.checkText(field, text)
	switch e.Outcome {
	case Deviating:
		if text == "" || !e.Code.Known() {
			inv.add(field, "Bitte geben Sie an, was der Rat abweichend beschlossen hat, mit Text.")
		}
	case AsProposed, Postponed:
		if text != "" || e.Code != "" {
			inv.add(field, "Ein abweichender Text gehört nur zu einem abweichenden Beschluss.")
		}
	default:
		inv.add(field, "Bitte wählen Sie, wie beschlossen wurde.")
	}
	if e.Outcome != Postponed && (e.Vote < 0 || e.Vote >= votes) {
		inv.add(field, "Bitte geben Sie das Ergebnis der Abstimmung an.")
	}
}

// outcome is what holds for a row with the proposed code.
func (e Exception) outcome(proposed Code) Outcome {
	switch e.Outcome {
	case Deviating:
		return Outcome{Kind: Deviating, Code: e.Code, Text: strings.TrimSpace(e.Text), Vote: e.Vote}
	case Postponed:
		return Outcome{Kind: Postponed}
	}
	return Outcome{Kind: e.Outcome, Code: proposed, Vote: e.Vote}
}

func rowsMessage(err error) string {
	var rows *RowsError
	if errors.As(err, &rows) && rows.Reversed {
		return fmt.Sprintf("„%s“: Der erste Punkt steht in der Tabelle nach dem letzten.", rows.Part)
	}
	if rows != nil && rows.Part != "" {
		return fmt.Sprintf("„%s“ ist kein Punkt dieser Tabelle. Schreiben Sie zum Beispiel „B-012.1 bis B-014.3“.", rows.Part)
	}
	return "Bitte nennen Sie die Punkte, zum Beispiel „B-012.1 bis B-014.3“."
}
