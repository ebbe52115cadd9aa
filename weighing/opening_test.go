package weighing

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

var update = flag.Bool("update", false, "write the kept opening anew")

const keptOpening = "testdata/opening.json"

// decided is a house with a frozen table, one row of it late, and a decision with an exception.
func decided(t *testing.T) *house {
	t.Helper()
	h := openHouse(t)
	h.answer(h.file(h.resident("Anna", "Amsel"), "Die Linden sollen bleiben.\n\nUnd „der Hof“ <auch>."), CodeFollow)
	h.answer(h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Landesbetrieb Wald", Text: []byte("Keine Bedenken.")}), CodeNoted)
	h.closeRound()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	d := enBloc()
	d.Exceptions = []Exception{{Rows: "A-01", Outcome: Postponed}}
	_, err := h.weighing.RecordDecision(t.Context(), h.lead, h.ref, 1, d)
	h.must(err)
	return h
}

// registered are the hashes of tables and decisions as the register has them.
func (h *house) registered(kind procedure.EventKind) (hashes []string) {
	h.Helper()
	h.must(ledger.Snapshot(h.Context(), h.db.App, h.town.ID, func(tx pgx.Tx) error {
		leaves, err := ledger.Leaves(h.Context(), tx, h.ref.ID, 0, 1000)
		for _, l := range leaves {
			leaf, err := procedure.ParseLeaf(l.Data)
			h.must(err)
			if leaf.Kind == string(kind) {
				hashes = append(hashes, strings.TrimPrefix(leaf.Fields["hash"], "sha256:"))
			}
		}
		return err
	}))
	return hashes
}

// TestOpeningProvesTableAndDecision without the database: its hashes are those of the register.
func TestOpeningProvesTableAndDecision(t *testing.T) {
	h := decided(t)
	data, err := h.weighing.Opening(t.Context(), h.planner, h.ref, 1)
	h.must(err)
	got, err := OpenTable(data)
	h.must(err)
	if tables := h.registered(procedure.EventTable); !slices.Equal(tables, []string{got.Hash}) || got.Number != 1 {
		t.Errorf("table: opened %s, registered %v", got.Hash, tables)
	}
	if decisions := h.registered(procedure.EventDecision); !slices.Equal(decisions, got.Decisions) || len(decisions) != 1 {
		t.Errorf("decisions: opened %v, registered %v", got.Decisions, decisions)
	}
	if *update {
		h.must(os.WriteFile(keptOpening, data, 0o644))
	}
}

// TestEveryChangeOfAnOpeningIsFound: each text in it, one after the other.
func TestEveryChangeOfAnOpeningIsFound(t *testing.T) {
	data, err := os.ReadFile(keptOpening)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := OpenTable(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Linden", "Wald", "Gutachten", "Einwender", "follow", "noted", "A-01", "Entwurf", "Auenbrück", "2026-11-02", "postponed", "as_proposed"} {
		changed := bytes.Replace(data, []byte(part), append([]byte(part[:len(part)-1]), part[len(part)-1]^1), 1)
		if bytes.Equal(changed, data) || !json.Valid(changed) {
			t.Fatalf("%q is not in the kept opening", part)
		}
		got, err := OpenTable(changed)
		if err == nil && got.Hash == whole.Hash && slices.Equal(got.Decisions, whole.Decisions) {
			t.Errorf("%q: nothing found", part)
		}
	}
}

// TestKeptOpeningStillOpens: what a court was handed years ago is checked by the program of today.
func TestKeptOpeningStillOpens(t *testing.T) {
	data, err := os.ReadFile(keptOpening)
	if err != nil {
		t.Fatal(err)
	}
	got, err := OpenTable(data)
	if err != nil || got.Hash != keptTable || !slices.Equal(got.Decisions, []string{keptDecision}) {
		t.Errorf("got %+v, %v", got, err)
	}
	for name, bad := range map[string]string{"nothing": "", "another format": `{"Format":"einwand/table-opening/v3"}`, "no answers": `{"Format":"einwand/table-opening/v1","Rows":[{"Examined":{}}]}`} {
		if _, err := OpenTable([]byte(bad)); !errors.Is(err, ErrOpening) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpeningIsForThoseWhoMayReadNames(t *testing.T) {
	h := decided(t)
	for name, actor := range map[string]identity.Actor{"council member": h.member, "nobody": {}} {
		if data, err := h.weighing.Opening(t.Context(), actor, h.ref, 1); !errors.Is(err, ErrForbidden) || data != nil {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
	}
	if _, err := h.weighing.Opening(t.Context(), h.planner, h.ref, 2); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such table: %v", err)
	}
}

// The hashes of the kept opening.
const (
	keptTable    = "85f3b5542275e2856b5f943e6955b0fd382b33d2bf8547bac16e7e201e5f4520"
	keptDecision = "8eafd33717392088c35af125e277f5cd1258844e53878c852b00d7b3c3c92e29"
)
