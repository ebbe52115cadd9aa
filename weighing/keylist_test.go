package weighing

import (
	"errors"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// TestKeyListNamesWhoStandsBehindEveryPseudonym and of a body, whose name stands in the table, and of one who is erased,
// nothing; each name is one line of the access log.
func TestKeyListNamesWhoStandsBehindEveryPseudonym(t *testing.T) {
	h := openHouse(t)
	anna, bert := h.resident("Anna", "Amsel"), h.resident("Bert", "Buche")
	first := h.file(anna, "Die Linden sollen bleiben.")
	h.answer(first, CodeFollow)
	gone := h.file(bert, "Der Lärm wird zu groß.")
	h.answer(gone, CodeReject)
	h.answer(h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Landesbetrieb Wald", Text: []byte("Keine Bedenken.")}), CodeNoted)
	h.closeRound()
	h.freeze()
	h.erase(gone)

	list, err := h.weighing.KeyList(t.Context(), h.planner, h.ref, 1)
	h.must(err)
	if len(list.Keys) != 2 || list.Head.Number != 1 {
		t.Fatalf("got %+v, want the two residents", list)
	}
	if k := list.Keys[0]; k.Contact == nil || k.Contact.Name != "Anna Amsel" || k.Receipt != first.Label() || k.First == "" || k.Label == "Anna Amsel" {
		t.Errorf("first key: %+v", k)
	}
	if k := list.Keys[1]; k.Contact != nil || k.Receipt != "" || k.Label == "" {
		t.Errorf("an erased person is in the list: %+v", k)
	}
	var lines int
	h.must(h.db.Super.QueryRow(t.Context(), `SELECT count(*) FROM access_log WHERE action = $1 AND account_id = $2`,
		string(statement.UseKeyList), h.planner.Account).Scan(&lines))
	if lines != 1 {
		t.Errorf("%d lines in the access log, want one for the one name", lines)
	}
}

func TestKeyListIsForThoseWhoMayReadNames(t *testing.T) {
	h := openHouse(t)
	h.answer(h.file(h.resident("Anna", "Amsel"), "Die Linden sollen bleiben."), CodeFollow)
	h.closeRound()
	h.freeze()
	for name, actor := range map[string]identity.Actor{"council member": h.member, "resident": h.resident("Bert", "Buche"), "nobody": {}} {
		if list, err := h.weighing.KeyList(t.Context(), actor, h.ref, 1); !errors.Is(err, ErrForbidden) || list.Keys != nil {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
	if _, err := h.weighing.KeyList(t.Context(), h.planner, h.ref, 7); !errors.Is(err, ErrNotFound) {
		t.Errorf("a table that does not exist: %v", err)
	}
}
