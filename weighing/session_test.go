package weighing

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// TestSessionIsFrozenWithTheTable: it stands in the head and in the list, counts for the hash in the register, and is proved
// by the opening.
func TestSessionIsFrozenWithTheTable(t *testing.T) {
	h := openHouse(t)
	h.answer(h.file(h.resident("Anna", "Amsel"), "Die Linden sollen bleiben."), CodeFollow)
	h.closeRound()
	want := Session{Body: "Rat der Stadt Auenbrück", MeetingOn: meeting, Paper: "2026/118", AgendaItem: "TOP 7"}
	frozen, err := h.weighing.Freeze(t.Context(), h.planner, h.ref, Freezing{
		Session: Session{Body: " Rat der\tStadt Auenbrück ", MeetingOn: meeting, Paper: "2026/118", AgendaItem: "TOP 7\n"}})
	h.must(err)
	council, err := h.weighing.CouncilTable(t.Context(), h.planner, h.ref, 1, 0)
	h.must(err)
	public, err := h.weighing.PublicTable(t.Context(), h.ref, 1, 0)
	h.must(err)
	tables, err := h.weighing.Tables(t.Context(), h.planner, h.ref)
	h.must(err)
	for place, got := range map[string]*Session{"council's edition": council.Head.Session, "public edition": public.Head.Session, "list": tables[0].Session} {
		if got == nil || *got != want {
			t.Errorf("%s: got %+v, want %+v", place, got, want)
		}
	}
	if report := h.verify(); len(report.Findings) > 0 {
		t.Errorf("verify: got %+v", report.Findings)
	}
	data, err := h.weighing.Opening(t.Context(), h.planner, h.ref, 1)
	h.must(err)
	opened, err := OpenTable(data)
	h.must(err)
	if registered := h.registered(procedure.EventTable); opened.Hash != frozen.Hash || registered[0] != frozen.Hash {
		t.Errorf("hash: opened %s, registered %v, want %s", opened.Hash, registered, frozen.Hash)
	}
	for _, part := range []string{"2026/118", "TOP 7", "Rat der Stadt", "2026-12-10"} {
		forged, err := OpenTable([]byte(strings.Replace(string(data), part, strings.Replace(part, part[:2], "99", 1), 1)))
		if err == nil && forged.Hash == frozen.Hash {
			t.Errorf("%s changed in the opening: nothing found", part)
		}
	}
}

// TestTableWithoutASessionKeepsTheFirstForm: what is blank is not given.
func TestTableWithoutASessionKeepsTheFirstForm(t *testing.T) {
	got, err := Session{Body: "  ", Paper: "\n", AgendaItem: "\t"}.onRecord(after)
	if got != nil || err != nil {
		t.Errorf("got %+v, %v, want none", got, err)
	}
}

// TestSessionThatCannotBeIsRefusedAtItsField and freezes nothing.
func TestSessionThatCannotBeIsRefusedAtItsField(t *testing.T) {
	today := period.DateAt(after)
	for name, tt := range map[string]struct {
		session     Session
		field, says string
	}{
		"yesterday":           {Session{MeetingOn: today.AddDays(-1)}, "meeting_on", "29.11.2026"},
		"a slip in the year":  {Session{MeetingOn: today.AddDays(4 * 366)}, "meeting_on", "Jahr"},
		"body of a page":      {Session{Body: strings.Repeat("ä", maxBody+1)}, "body", "120"},
		"paper of a line":     {Session{Paper: strings.Repeat("1", maxPaper+1)}, "paper", "40"},
		"item of a line":      {Session{AgendaItem: strings.Repeat("1", maxAgendaItem+1)}, "agenda_item", "40"},
		"what cannot be kept": {Session{Paper: "1\x00"}, "paper", "Zeichen"},
	} {
		_, err := tt.session.onRecord(after)
		var inv *Invalid
		if !errors.As(err, &inv) || len(inv.Fields) != 1 || !strings.Contains(inv.Fields[tt.field], tt.says) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for name, s := range map[string]Session{
		"today": {MeetingOn: today}, "as long as may be": {Body: strings.Repeat("ä", maxBody), Paper: strings.Repeat("1", maxPaper)}} {
		if _, err := s.onRecord(after); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	late := time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC) // already December in Germany
	if _, err := (Session{MeetingOn: today}).onRecord(late); err == nil {
		t.Error("the day before, at half past midnight: taken")
	}
}

func TestLineNamesTheSessionAsPapersDo(t *testing.T) {
	for want, s := range map[string]Session{
		"Rat der Stadt Auenbrück, 10.12.2026, Vorlage Nr.\u00a02026/118, TOP\u00a07": {Body: "Rat der Stadt Auenbrück", MeetingOn: meeting, Paper: "2026/118", AgendaItem: "7"},
		"Drucksache 17/3, TOP\u00a0Ö 7.1":                                            {Paper: "Drucksache 17/3", AgendaItem: "Ö 7.1"},
		"Vorlage Nr.\u00a0NRW-12/2026, TOP\u00a0Topografie":                          {Paper: "NRW-12/2026", AgendaItem: "Topografie"},
		"Nr. 5":                          {Paper: "Nr. 5"},
		"10.12.2026":                     {MeetingOn: meeting},
		"Vorlage Nr.\u00a0VO-118, Top 7": {Paper: "VO-118", AgendaItem: "Top 7"},
	} {
		if got := s.Line(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
