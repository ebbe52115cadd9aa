package xlsx

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// fill opens a file as a spreadsheet program does, lets somebody work in it, and saves it.
func fill(t testing.TB, file []byte, work func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	work(f)
	var b bytes.Buffer
	if err := errors.Join(f.Write(&b), f.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, cell, value string) {
	t.Helper()
	if err := f.SetCellStr(tableSheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, file []byte, table weighing.CouncilTable) Edits {
	t.Helper()
	filled, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	edits, err := filled.Match(table)
	if err != nil {
		t.Fatal(err)
	}
	return edits
}

func (e Edits) of(number string) Edit {
	for _, row := range e.Rows {
		if row.Number == number {
			return row
		}
	}
	return Edit{}
}

// sound reports whether nothing but the open columns differs.
func (e Edits) sound() bool {
	return len(e.Changed)+len(e.Missing)+len(e.Unknown)+len(e.Misplaced) == 0
}

func TestFilledFileReadsBack(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	if e := read(t, file, table); !e.sound() || len(e.Rows) != len(table.Rows) || e.Rows[0] != (Edit{Row: table.Rows[0].ID, Number: "A-11.1"}) {
		t.Errorf("as handed out: got %+v", e)
	}
	e := read(t, fill(t, file, func(f *excelize.File) {
		set(t, f, "M2", "Wie vorgeschlagen")
		set(t, f, "M3", " abweichend  VOM vorschlag ")
		set(t, f, "O3", "Fünf Geschosse bleiben.\nGrund: Wohnraum & <mehr>")
		set(t, f, "M4", "Vertagt")
		set(t, f, "M5", "einstimmig ja")
	}), table)
	if !e.sound() {
		t.Errorf("got %+v changed, %v missing, %v unknown", e.Changed, e.Missing, e.Unknown)
	}
	for number, want := range map[string]Edit{
		"A-11.1":  {Outcome: weighing.AsProposed, Word: "Wie vorgeschlagen"},
		"B-027.1": {Outcome: weighing.Deviating, Word: "abweichend  VOM vorschlag", Remark: "Fünf Geschosse bleiben.\nGrund: Wohnraum & <mehr>"},
		"B-028.1": {Outcome: weighing.Postponed, Word: "Vertagt"},
		"B-028.2": {Word: "einstimmig ja"},
		"B-029.1": {},
	} {
		got := e.of(number)
		want.Row, want.Number = got.Row, number
		if got != want {
			t.Errorf("%s: got %+v, want %+v", number, got, want)
		}
	}
}

// TestSortedFileIsReadByItsKeys: a program in which the protection was taken off may sort.
func TestSortedFileIsReadByItsKeys(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	e := read(t, fill(t, file, func(f *excelize.File) {
		rows, err := f.GetRows(tableSheet)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(rows[1:])
		for i, row := range rows[1:] {
			for j, value := range row {
				set(t, f, cellName(j, i+2), value)
			}
		}
		set(t, f, "M2", "Vertagt")
	}), table)
	if !e.sound() || e.of("D-003.1").Outcome != weighing.Postponed || e.Rows[0].Number != "A-11.1" || e.Rows[0].Word != "" {
		t.Errorf("got %+v", e)
	}
}

// TestKeyLeftBehindDecidesNothing: the columns that are shown were sorted as a selection, and the hidden one was not.
func TestKeyLeftBehindDecidesNothing(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	e := read(t, fill(t, file, func(f *excelize.File) {
		rows, err := f.GetRows(tableSheet)
		if err != nil {
			t.Fatal(err)
		}
		for j := range 13 {
			set(t, f, cellName(j, 3), rows[3][j])
			set(t, f, cellName(j, 4), rows[2][j])
		}
		set(t, f, "M3", "Vertagt") // beside B-028.1, with the key of B-027.1
		set(t, f, "M4", "Wie vorgeschlagen")
		set(t, f, "M2", "Wie vorgeschlagen")
	}), table)
	if want := []Misplaced{{3, "B-027.1", "B-028.1"}, {4, "B-028.1", "B-027.1"}}; !slices.Equal(e.Misplaced, want) {
		t.Errorf("got %+v misplaced, want %+v", e.Misplaced, want)
	}
	if e.of("B-027.1") != (Edit{}) || e.of("B-028.1") != (Edit{}) || e.of("A-11.1").Outcome != weighing.AsProposed || len(e.Rows) != len(table.Rows)-2 {
		t.Errorf("got %+v, want nothing taken of the two rows", e.Rows)
	}
}

func TestPartsOfARowAreOneEdit(t *testing.T) {
	table := exporttest.Council()
	table.Rows[1].Wording = strings.Repeat("Ein langer Satz über Geschosse und Schatten. ", 200)
	file, report := councilFile(t, table)
	if report.Parts < report.Rows+2 {
		t.Fatalf("got %d parts of %d rows, want a row of three parts", report.Parts, report.Rows)
	}
	e := read(t, fill(t, file, func(f *excelize.File) {
		set(t, f, "O3", "Erstens.")
		set(t, f, "M4", "Vertagt")
		set(t, f, "O4", "Zweitens.")
	}), table)
	if got := e.of("B-027.1"); !e.sound() || got.Outcome != weighing.Postponed || got.Remark != "Erstens.\nZweitens." {
		t.Errorf("got %+v", e)
	}
	twice := fill(t, file, func(f *excelize.File) {
		set(t, f, "M3", "Vertagt")
		set(t, f, "M4", "Wie vorgeschlagen")
	})
	filled, err := Read(bytes.NewReader(twice), int64(len(twice)))
	if err != nil {
		t.Fatal(err)
	}
	var wrong *FileError
	if _, err := filled.Match(table); !errors.As(err, &wrong) || wrong.Cell != "M4" || !errors.Is(err, ErrFilledTwice) {
		t.Errorf("two words: got %v, want ErrFilledTwice at M4", err)
	}
}

func TestAnotherTableIsRefused(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	filled, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	number, hash := table, table
	number.Head.Number++
	hash.Head.Hash = strings.Repeat("0", 64)
	for name, other := range map[string]weighing.CouncilTable{"number": number, "hash": hash} {
		if e, err := filled.Match(other); !errors.Is(err, ErrOtherTable) || len(e.Rows) > 0 {
			t.Errorf("other %s: got %+v and %v, want ErrOtherTable", name, e, err)
		}
	}
	for name, file := range map[string][]byte{"public": publicFile(t, exporttest.Public(table, exporttest.AsReceived)), "decided": first(councilFile(t, exporttest.Decided(table)))} {
		var wrong *FileError
		if _, err := Read(bytes.NewReader(file), int64(len(file))); !errors.Is(err, ErrNoKeys) || !errors.As(err, &wrong) || wrong.Sheet != tableSheet {
			t.Errorf("%s: got %v, want ErrNoKeys", name, err)
		}
	}
}

func first(file []byte, _ edition.Report) []byte { return file }

func TestChangedRowsAreNamed(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	e := read(t, fill(t, file, func(f *excelize.File) {
		set(t, f, "J2", "Eine bessere Begründung.") // not for the council to write here
		set(t, f, "M2", "Vertagt")
		set(t, f, "P3", "00000000-0000-0000-0000-000000000000.0000000000000000")
		if err := f.RemoveRow(tableSheet, 9); err != nil {
			t.Fatal(err)
		}
	}), table)
	if !slices.Equal(e.Changed, []string{"A-11.1"}) || e.of("A-11.1").Outcome != weighing.Postponed {
		t.Errorf("changed: got %v, want A-11.1, with what was decided on it", e.Changed)
	}
	if !slices.Equal(e.Missing, []string{"B-027.1", "D-003.1"}) || len(e.Unknown) != 1 || e.Unknown[0] != (Unknown{3, "B-027.1"}) {
		t.Errorf("got %v missing and %v unknown", e.Missing, e.Unknown)
	}
}

// TestRepeatedRowIsRefused: a copy of a row is no part of it.
func TestRepeatedRowIsRefused(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	copied := fill(t, file, func(f *excelize.File) {
		if err := f.DuplicateRow(tableSheet, 3); err != nil {
			t.Fatal(err)
		}
	})
	filled, err := Read(bytes.NewReader(copied), int64(len(copied)))
	if err != nil {
		t.Fatal(err)
	}
	var wrong *FileError
	if _, err := filled.Match(table); !errors.Is(err, ErrRepeatedRow) || !errors.As(err, &wrong) || wrong.Cell != "A4" {
		t.Errorf("got %v, want ErrRepeatedRow at A4", err)
	}
}

// TestRemarksOfARowAreNoLongerThanACell however many parts it has.
func TestRemarksOfARowAreNoLongerThanACell(t *testing.T) {
	table := exporttest.Council()
	table.Rows[1].Wording = strings.Repeat("Ein langer Satz über Geschosse und Schatten. ", 200)
	file, _ := councilFile(t, table)
	long := fill(t, file, func(f *excelize.File) {
		set(t, f, "O3", strings.Repeat("a", maxText/2))
		set(t, f, "O4", strings.Repeat("b", maxText/2+1))
	})
	filled, err := Read(bytes.NewReader(long), int64(len(long)))
	if err != nil {
		t.Fatal(err)
	}
	var wrong *FileError
	if _, err := filled.Match(table); !errors.Is(err, ErrLongText) || !errors.As(err, &wrong) || wrong.Cell != "O4" {
		t.Errorf("got %v, want ErrLongText at O4", err)
	}
}

// TestWhatIsFilledInReadsBack: any words, in any line of any row.
func TestWhatIsFilledInReadsBack(t *testing.T) {
	handed := exporttest.NastyCouncil()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	e, err := edition.Council(handed, text.NewCleaner(text.Anything))
	if err != nil {
		t.Fatal(err)
	}
	decision, remark := slices.Index(e.Titles(), edition.DecisionTitle), len(e.Titles())
	rapid.Check(t, func(t *rapid.T) {
		s, other := table(e, set.Sans), facts(e, nil, newRuler(set.Sans))
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ß", "\n", " ", "<", "&", "_x000A_", "_", "😀", "=1", "\""}), 0, 12)
		typed := strings.TrimSpace(strings.Join(words.Draw(t, "remark"), ""))
		line, outcome := rapid.IntRange(1, len(s.lines)-1).Draw(t, "line"), rapid.SampledFrom(append(edition.Outcomes(), "")).Draw(t, "outcome")
		s.lines[line].cells[decision], s.lines[line].cells[remark] = outcome, typed
		file, err := book(e, []*sheet{s, other})
		if err != nil {
			t.Fatal(err)
		}
		filled, err := Read(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			t.Fatal(err)
		}
		edits, err := filled.Match(handed)
		if err != nil || !edits.sound() || len(edits.Rows) != len(handed.Rows) {
			t.Fatalf("got %+v changed, %v missing, %v unknown and %v", edits.Changed, edits.Missing, edits.Unknown, err)
		}
		id, _, _ := strings.Cut(s.lines[line].cells[len(s.cols)-1], ".")
		for _, row := range edits.Rows {
			want := Edit{Row: row.Row, Number: row.Number}
			if row.Row.String() == id {
				want.Word, want.Remark = outcome, typed
				want.Outcome, _ = edition.ParseOutcome(outcome)
			}
			if row != want {
				t.Errorf("%s: got %+v, want %+v", row.Number, row, want)
			}
		}
	})
}
