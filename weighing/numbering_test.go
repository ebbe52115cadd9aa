package weighing

import (
	"testing"

	"github.com/einwand/einwand/procedure/statement"
)

func TestGroupsAndLabels(t *testing.T) {
	for _, tt := range []struct {
		kind     statement.PartyKind
		official string
		group    Group
		number   string
		label    string
	}{
		{statement.Body, "Deutsche Bahn AG", GroupBodies, "A-07", "Deutsche Bahn AG"},
		{statement.Person, "", GroupPublic, "B-007", "Einwender 3"},
		{statement.Unknown, "", GroupPublic, "B-007", "Ohne Namen 3"},
		{statement.Event, "Bürgerversammlung", GroupEvents, "D-007", "Bürgerversammlung"},
		{statement.Event, "", GroupEvents, "D-007", "Veranstaltung 3"},
	} {
		g := groupOf(tt.kind)
		if g != tt.group || statementNumber(g, 7) != tt.number || labelOf(tt.kind, tt.official, 3) != tt.label {
			t.Errorf("%s: got %s, %s, %s; want %s, %s, %s", tt.kind, g, statementNumber(g, 7), labelOf(tt.kind, tt.official, 3),
				tt.group, tt.number, tt.label)
		}
	}
	if got := statementNumber(GroupPublic, 1234); got != "B-1234" {
		t.Errorf("got %s, want a number that grows beyond its width", got)
	}
}

// TestLabelOfAPersonIsAPseudonym: whatever stands in the official name of a person, it is not printed.
func TestLabelOfAPersonIsAPseudonym(t *testing.T) {
	for _, kind := range []statement.PartyKind{statement.Person, statement.Unknown, "new kind"} {
		if got := labelOf(kind, "Anna Pohl", 3); got != "Einwender 3" && got != "Ohne Namen 3" {
			t.Errorf("%s: got %s, want a pseudonym", kind, got)
		}
	}
}

// TestNumbersAreNeverReused: with each new statement the earlier ones keep their number, and in the desk they are what
// the table will print.
func TestNumbersAreNeverReused(t *testing.T) {
	h := openHouse(t)
	anna := h.resident("Anna", "Pohl")
	a := h.file(anna, "Zu hoch.")
	bahn := h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Bahn", Text: []byte("Zu nah.")})
	h.must(h.statements.Withdraw(t.Context(), anna, h.ref, a.ID))
	again := h.file(anna, "Zu laut.")
	event := h.letter(statement.Contribution{Kind: statement.Event, OfficialName: "Versammlung", Text: []byte("Und die Räder?")})
	anonymous := h.letter(statement.Contribution{Kind: statement.Unknown, Text: []byte("Zu teuer.")})
	for want, st := range map[string]statement.Statement{"B-001": a, "A-01": bahn, "B-002": again, "D-001": event, "B-003": anonymous} {
		if got := h.open(st).Number; got != want {
			t.Errorf("%s: got %s, want %s", st.Label(), got, want)
		}
	}
}
