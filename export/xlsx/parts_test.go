package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

func measured(t testing.TB) *ruler {
	t.Helper()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	return newRuler(set.Sans)
}

func TestPartsAreTheWhole(t *testing.T) {
	r := measured(t)
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			strings.Repeat("😀", 3000), strings.Repeat("\u200b", 9000), strings.Repeat("wort ", 900), strings.Repeat("\n", 60),
			strings.Repeat("x", 4000), "Absatz\n\n",
		})), 0, 8).Draw(t, "pieces")
		s := text.NewCleaner(text.Anything).Clean(strings.Join(pieces, ""))
		width := float64(rapid.IntRange(8, 60).Draw(t, "width"))
		parts := r.parts(s, width)
		whole := ""
		for _, p := range parts {
			whole += p.text
			if n := len(utf16.Encode([]rune(p.text))); n > 32767 {
				t.Errorf("a part has %d units", n)
			}
			if n := len(r.lines(nil, p.text, width)); n > p.lines {
				t.Errorf("a part takes %d lines, %d are planned", n, p.lines)
			}
			if h := rowHeight(p.lines); h > excelize.MaxRowHeight {
				t.Errorf("a part is %v points high", h)
			}
		}
		if whole != s {
			t.Fatalf("%d parts make %d bytes of %d", len(parts), len(whole), len(s))
		}
	})
}

func TestPartsEndWhereReadersPause(t *testing.T) {
	r := measured(t)
	prose := exporttest.Prose(rand.New(rand.NewPCG(7, 7)), 20000)
	for i, p := range r.parts(prose, 56) {
		if !strings.HasSuffix(prose, p.text) && strings.TrimRight(p.text, " \n") == p.text {
			t.Errorf("part %d ends inside of a word: %q", i, p.text[len(p.text)-20:])
		}
	}
	paragraphs := strings.Repeat(strings.Repeat("Lärm ", 60)+"\n\n", 20)
	for i, p := range r.parts(paragraphs, 56) {
		if !strings.HasSuffix(p.text, "\n") {
			t.Errorf("part %d does not end with its paragraph: %q", i, p.text[len(p.text)-20:])
		}
	}
}

func TestEscapesReadBackAsTheSource(t *testing.T) {
	tests := map[string]string{
		"_x000A_":            "\ufdd0x000A_",
		"_x000A_x000A_":      "\ufdd0x000A\ufdd0x000A_",
		"_xD83D_ und _x00_":  "\ufdd0xD83D_ und _x00_",
		"_x005F_x000A_":      "\ufdd0x005F\ufdd0x000A_",
		"x_000A_, __x0041__": "x_000A_, _\ufdd0x0041__",
	}
	for in, want := range tests {
		if got := escaped(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestRowsOfContinuationRepeatWhoAndWhen(t *testing.T) {
	s := &sheet{cols: []column{{title: "Nr.", width: 11, repeat: true}, {title: "Einwender", width: 18, repeat: true}, {title: "Text", width: 20}}}
	long := strings.Repeat("Lärm am Bahnhof. ", 100)
	s.add(measured(t), []string{"B-001.1", "Einwender 1", long}, numbered)
	if len(s.lines) < 3 {
		t.Fatalf("got %d rows, want at least 3", len(s.lines))
	}
	var whole strings.Builder
	for i, l := range s.lines {
		if want := numbered("B-001.1", i+1, len(s.lines)); l.cells[0] != want || l.cells[1] != "Einwender 1" {
			t.Errorf("row %d reads %v, want %s", i, l.cells[:2], want)
		}
		whole.WriteString(l.cells[2])
	}
	if whole.String() != long {
		t.Error("the parts are not the whole")
	}
}

func TestDifferenceIsFoundOnReopening(t *testing.T) {
	e := &sheet{name: "Blatt", cols: []column{{title: "a", width: 20}, {title: "b", width: 20}}}
	e.lines = []line{{cells: []string{"eins", "zwei"}}, {cells: []string{"drei", ""}}}
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", e.name); err != nil {
		t.Fatal(err)
	}
	if err := e.write(f); err != nil {
		t.Fatal(err)
	}
	file, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(file.Bytes(), []*sheet{e}); err != nil {
		t.Fatalf("the file as written: %v", err)
	}
	for name, lines := range map[string][]line{
		"other cell":   {{cells: []string{"eins", "zwo"}}, e.lines[1]},
		"cell missing": {e.lines[0], {cells: []string{"drei", "vier"}}},
		"row missing":  {e.lines[0], e.lines[1], {cells: []string{"fünf"}}},
		"row too many": e.lines[:1],
	} {
		other := *e
		other.lines = lines
		if err := verify(file.Bytes(), []*sheet{&other}); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s: got %v, want ErrMismatch", name, err)
		}
	}
	if err := verify(file.Bytes(), []*sheet{e, e}); !errors.Is(err, ErrMismatch) {
		t.Errorf("sheet missing: got %v, want ErrMismatch", err)
	}
}

func TestFormulaIsRefused(t *testing.T) {
	for name, cell := range map[string]any{"formula": excelize.Cell{Formula: "1+1"}, "number": 5} {
		f := excelize.NewFile()
		f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newArchive(w) })
		stream, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		if err := stream.SetRow("A1", []any{cell}); err != nil {
			t.Fatal(err)
		}
		if err := stream.Flush(); err != nil {
			t.Fatal(err)
		}
		file, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		want := &sheet{name: "Sheet1", lines: []line{{cells: []string{"5"}}}}
		if err := verify(file.Bytes(), []*sheet{want}); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s: got %v, want it refused", name, err)
		}
	}
}

func TestArchiveIsSortedWithContentTypesFirst(t *testing.T) {
	var out bytes.Buffer
	a := newArchive(&out)
	for _, name := range []string{"z.xml", contentTypes, "a.xml"} {
		if _, err := a.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := a.names(), []string{contentTypes, "a.xml", "z.xml"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestMarkMayBeDivided between two writes: it becomes an underscore wherever it lies.
func TestMarkMayBeDivided(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune{escapeMark, '\ufdd1', '\uf000', 'x', 'ä'}), 0, 20, -1).Draw(t, "s")
		var out bytes.Buffer
		a := newArchive(&out)
		part, err := a.Create(contentTypes)
		if err != nil {
			t.Fatal(err)
		}
		for rest := []byte(s); len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			if _, err := part.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		r, err := z.File[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if want := strings.ReplaceAll(s, string(escapeMark), "_x005F_"); err != nil || string(got) != want {
			t.Errorf("%q: got %q, want %q, %v", s, got, want, err)
		}
	})
}
