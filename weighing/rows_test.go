package weighing

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var someNumbers = []string{"A-01.1", "A-02.1", "B-001.1", "B-012.1", "B-012.2", "B-013.1", "B-014.1", "B-014.2", "B-014.10", "D-001.1"}

func TestSelectionsOfRows(t *testing.T) {
	for _, tt := range []struct{ selection, want string }{
		{"B-012.1", "B-012.1"},
		{"B-012", "B-012.1 B-012.2"},
		{"B-012.2 bis B-014.2", "B-012.2 B-013.1 B-014.1 B-014.2"},
		{"B-012 bis B-014", "B-012.1 B-012.2 B-013.1 B-014.1 B-014.2 B-014.10"},
		{"A-01 bis D-001", strings.Join(someNumbers, " ")},
		{"b-12.1", "B-012.1"},
		{"B12.2–B13.1", "B-012.2 B-013.1"},
		{"B-012.1 - B-012.2", "B-012.1 B-012.2"},
		{"D-001.1, A-2; B-1\nB-013.1 und B-001.1", "A-02.1 B-001.1 B-013.1 D-001.1"},
		{"B-014.10", "B-014.10"},
		{" , B-001.1,", "B-001.1"},
	} {
		places, err := ParseRows(tt.selection, someNumbers)
		if err != nil {
			t.Errorf("%q: %v", tt.selection, err)
			continue
		}
		var got []string
		for _, i := range places {
			got = append(got, someNumbers[i])
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q: got %s, want %s", tt.selection, got, tt.want)
		}
	}
}

func TestSelectionsThatNameNoRow(t *testing.T) {
	for _, tt := range []struct {
		selection, part string
		reversed        bool
	}{
		{"", "", false},
		{"B-012.1, alle", "alle", false},
		{"B-012.3", "B-012.3", false},
		{"B-012.0", "B-012.0", false},
		{"B-015 bis B-016", "B-015 bis B-016", false},
		{"B-012.1 bis", "B-012.1 bis", false},
		{"B-013 bis B-012", "B-013 bis B-012", true},
		{"B-012 bis B-013 bis B-014", "B-012 bis B-013 bis B-014", false},
		{"C-001.1", "C-001.1", false},
		{"B-99999999999999999999", "B-99999999999999999999", false},
	} {
		_, err := ParseRows(tt.selection, someNumbers)
		var rows *RowsError
		if !errors.As(err, &rows) || rows.Part != tt.part || rows.Reversed != tt.reversed {
			t.Errorf("%q: got %v, want the words %q (reversed %t)", tt.selection, err, tt.part, tt.reversed)
		}
	}
}

// TestEveryRangeIsItsRows: from any row to any later one, as printed.
func TestEveryRangeIsItsRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, len(someNumbers)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(someNumbers)-1).Draw(t, "to")
		got, err := ParseRows(someNumbers[from]+" bis "+someNumbers[to], someNumbers)
		if err != nil || len(got) != to-from+1 || got[0] != from || !slices.IsSorted(got) {
			t.Fatalf("got %v, %v; want places %d to %d", got, err, from, to)
		}
	})
}

func FuzzParseRows(f *testing.F) {
	f.Add("B-012.1 bis B-014.3, A-02")
	f.Fuzz(func(t *testing.T, selection string) {
		places, err := ParseRows(selection, someNumbers)
		if (err == nil) != (len(places) > 0) || !slices.IsSorted(places) {
			t.Fatalf("got %v, %v", places, err)
		}
	})
}
