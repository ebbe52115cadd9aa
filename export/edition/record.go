package edition

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/einwand/einwand/weighing"
)

// record turns the decision into words.
func (b *builder) record() {
	d := b.decision
	if d == nil {
		return
	}
	b.clean.At("Beschluss")
	out := &Decision{Facts: []Fact{
		{"Beschluss Nr.", fmt.Sprintf("%d zu Tabelle Nr. %d", d.Number, b.e.Number)},
		{"Gremium", b.clean.Clean(d.Body)},
		{"Sitzung am", b.cal.day(d.MeetingOn)},
		{"Tagesordnungspunkt", b.clean.Clean(d.AgendaItem)},
		{"Festgehalten am", b.cal.second(d.RecordedAt)},
	}}
	for _, v := range d.Votes {
		out.Votes = append(out.Votes, Vote{
			Scope: b.clean.Clean(v.Scope), Yes: strconv.Itoa(v.Yes), No: strconv.Itoa(v.No),
			Abstain: strconv.Itoa(v.Abstain), Excluded: b.excluded(v.Excluded),
		})
	}
	b.e.Decision = out
	if d.RecordedAt.After(b.e.Changed) {
		b.e.Changed = d.RecordedAt
	}
}

// excluded names the members to the council and counts them for everybody else: together with the item, a name would
// tell whose interests an objection touches.
func (b *builder) excluded(members []string) string {
	if len(members) == 0 {
		return "niemand"
	}
	if !b.named {
		return countMembers(len(members))
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = b.clean.Clean(m)
	}
	return strings.Join(names, ", ")
}

func countMembers(n int) string {
	if n == 1 {
		return "1 Mitglied"
	}
	return strconv.Itoa(n) + " Mitglieder"
}

// outcome is what the record says of a row. Every row has an entry, else the table is refused.
func (b *builder) outcome(r weighing.RowCommon, number string) Outcome {
	item, ok := b.decision.Items[r.ID]
	if !ok {
		b.without = append(b.without, number)
		return Outcome{}
	}
	if r.Code == "" && item.Kind != weighing.Deviating {
		return Outcome{Kind: NothingToDecide}
	}
	kind, err := outcomeText(item.Kind)
	if err != nil {
		b.fail(fmt.Errorf("row %s: %w", number, err))
	}
	out := Outcome{Kind: kind, Text: b.clean.Clean(item.Text)}
	if item.Kind == weighing.Deviating && item.Code != "" {
		out.Kind += ": " + b.code(number, item.Code, r)
	}
	if item.Kind == weighing.Postponed {
		return out
	}
	if item.Vote < 0 || item.Vote >= len(b.decision.Votes) {
		b.without = append(b.without, number)
		return out
	}
	out.Vote = voteText(b.decision.Votes[item.Vote])
	return out
}

func voteText(v weighing.Vote) string {
	return fmt.Sprintf("Ja %d, Nein %d, Enthaltung %d", v.Yes, v.No, v.Abstain)
}
