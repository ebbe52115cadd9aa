package weighing

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

func fresh(t testing.TB, n int) []uuid.UUID {
	t.Helper()
	ids, err := newIDs(n)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// joined is the text as its segments give it back.
func joined(list []Segment, text string) string {
	var b strings.Builder
	for _, g := range list {
		if g.isText() {
			b.WriteString(text[g.Start:g.End])
		}
	}
	return b.String()
}

func TestStatementBeginsUndivided(t *testing.T) {
	ids := fresh(t, 3)
	files := fresh(t, 2)
	for _, tt := range []struct {
		name  string
		text  string
		files []uuid.UUID
		want  int
	}{
		{"text alone", "Zu hoch.", nil, 1},
		{"text with files", "Zu hoch.", files, 3},
		{"files alone need no empty part", "", files, 2},
		{"nothing is one empty part", "", nil, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list := undivided(tt.text, tt.files, ids)
			if len(list) != tt.want {
				t.Errorf("got %d segments, want %d", len(list), tt.want)
			}
			if err := tiles(list, tt.text, tt.files); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCutsThatAreRefused(t *testing.T) {
	const text = "Der La\u0308rm 👨\u200d👩 stört.  \nEnde"
	list := undivided(text, nil, fresh(t, 1))
	for _, tt := range []struct {
		name string
		at   int
	}{
		{"at the beginning", 0},
		{"at the end", len(text)},
		{"beyond the end", len(text) + 3},
		{"negative", -1},
		{"within a character", strings.Index(text, "ö") + 1},
		{"before a combining mark", strings.Index(text, "\u0308")},
		{"before a joiner", strings.Index(text, "\u200d")},
		{"after a joiner", strings.Index(text, "👩")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := split(list, text, tt.at, uuid.New()); !errors.Is(err, ErrOffset) {
				t.Errorf("got %v, want ErrOffset", err)
			}
		})
	}
	list, err := split(list, text, strings.Index(text, "Ende"), uuid.New())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := split(list, text, strings.Index(text, "  \nEnde"), uuid.New()); !errors.Is(err, ErrOffset) {
		t.Errorf("a blank part: got %v, want ErrOffset", err)
	}
}

func TestSplitLeavesTheProposalWithTheFirstPart(t *testing.T) {
	const text = "Zu hoch. Zu laut."
	list := undivided(text, nil, fresh(t, 1))
	list[0].Proposed, list[0].Topic = true, "Höhe"
	list, err := split(list, text, 9, uuid.New())
	if err != nil {
		t.Fatal(err)
	}
	if !list[0].Proposed || list[0].Topic != "Höhe" || list[1].Proposed || list[1].Topic != "" {
		t.Errorf("got %+v, want proposal and topic with the first part alone", list)
	}
}

func TestMergeLosesNothing(t *testing.T) {
	ids, file := fresh(t, 4), uuid.New()
	list := []Segment{
		{ID: ids[0], Start: 0, End: 5, Kind: Argument},
		{ID: ids[1], Start: 5, End: 9, Kind: Argument, Proposed: true},
		{ID: ids[2], Start: 9, End: 12, Kind: Irrelevant, Reason: "Gruß"},
		{ID: ids[3], Kind: Argument, Attachment: &file},
	}
	for _, tt := range []struct {
		name string
		id   uuid.UUID
		want error
	}{
		{"absorbed part has a proposal", ids[0], ErrProposalLost},
		{"argument and irrelevant", ids[1], ErrKindsDiffer},
		{"text and file", ids[2], ErrNoNeighbour},
		{"file", ids[3], ErrNoNeighbour},
		{"unknown", uuid.New(), ErrNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := merge(list, tt.id); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	list[1].Proposed, list[0].Proposed = false, true
	got, err := merge(list, ids[0])
	if err != nil || got[0].End != 9 || !got[0].Proposed || len(got) != 3 {
		t.Errorf("got %+v, %v; want one part [0, 9) that keeps its proposal", got, err)
	}
}

func TestTilesRefusesHolesAndOverlaps(t *testing.T) {
	const text = "abcdef"
	file := uuid.New()
	for name, list := range map[string][]Segment{
		"hole":             {{End: 2}, {Start: 3, End: 6}},
		"overlap":          {{End: 4}, {Start: 3, End: 6}},
		"too short":        {{End: 5}},
		"too long":         {{End: 7}},
		"late beginning":   {{Start: 1, End: 6}},
		"no segment":       nil,
		"unknown file":     {{End: 6}, {Attachment: &file}},
		"wrong order":      {{Start: 3, End: 6}, {End: 3}},
		"reversed segment": {{End: 4}, {Start: 4, End: 3}, {Start: 3, End: 6}},
	} {
		if err := tiles(list, text, nil); !errors.Is(err, errUntiled) {
			t.Errorf("%s: got %v, want errUntiled", name, err)
		}
	}
	if err := tiles([]Segment{{End: 6}}, text, []uuid.UUID{file}); !errors.Is(err, errUntiled) {
		t.Errorf("file without a segment: got %v, want errUntiled", err)
	}
}

// TestDivisionTilesTheText: whatever planners do, the segments give the text back byte for byte.
func TestDivisionTilesTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("abÄß.!\n 👨\u200d\u0308\ufe0f中§"))).Draw(t, "text")
		files := make([]uuid.UUID, rapid.IntRange(0, 2).Draw(t, "files"))
		for i := range files {
			files[i] = uuid.New()
		}
		list := undivided(text, files, []uuid.UUID{uuid.New(), uuid.New(), uuid.New()})
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			list = anyChange(t, list, text)
			if err := tiles(list, text, files); err != nil {
				t.Fatal(err)
			}
			if got := joined(list, text); got != text {
				t.Fatalf("got %q, want %q", got, text)
			}
		}
	})
}

// anyChange does one thing that a planner can ask for; a refusal leaves the division as it was.
func anyChange(t *rapid.T, list []Segment, text string) []Segment {
	before := slices.Clone(list)
	var after []Segment
	var err error
	some := func() uuid.UUID { return list[rapid.IntRange(0, len(list)-1).Draw(t, "segment")].ID }
	switch rapid.IntRange(0, 3).Draw(t, "operation") {
	case 0:
		after, err = split(list, text, rapid.IntRange(-1, len(text)+1).Draw(t, "at"), uuid.New())
	case 1:
		after, err = merge(list, some())
	case 2:
		after, err = change(list, some(), func(g *Segment) { g.Kind, g.Reason = Irrelevant, "Gruß" })
	case 3:
		after, err = change(list, some(), func(g *Segment) { g.Kind, g.Reason = Argument, "" })
	}
	if !slices.Equal(list, before) {
		t.Fatal("an operation changed the division that it was given")
	}
	if err != nil {
		return list
	}
	return after
}
