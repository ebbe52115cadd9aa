package xlsx

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// ErrOtherTable marks a file of another table, or of one with this number that said something else.
var ErrOtherTable = errors.New("the file is of another table")

// Edits is what a file that came back says about the rows of a table.
type Edits struct {
	Rows      []Edit      // rows of the table that the file has, in the order in which they were handed out, but for the misplaced
	Misplaced []Misplaced // rows that stand beside the number of another; nothing of them is taken over
	Changed   []string    // numbers of rows in which something else was changed that is protected; it is not taken over
	Missing   []string    // numbers of rows of the table that the file lacks
	Unknown   []Unknown   // rows of the file that the table does not have
}

// Edit is what was filled in for a row.
type Edit struct {
	Row     uuid.UUID
	Number  string
	Outcome weighing.Outcomes // empty: nothing was filled in, or words that are none of those offered
	Word    string            // as filled in
	Remark  string
}

// Unknown is a row that could not be found again, as the file shows it.
type Unknown struct {
	Line   int
	Number string
}

// Misplaced is a row whose hidden key was left behind when the columns that are shown were sorted, or whose number was
// overwritten: whoever filled it in read another number than that of its key.
type Misplaced struct {
	Line   int
	Number string // of the key
	Shown  string // as it stands in the file
}

// Match finds the rows of the file in the table by their keys, in whatever order they stand. Errors: ErrOtherTable; *FileError with
// ErrFilledTwice where the parts of a row contradict each other, ErrRepeatedRow where there are more of them than were handed out, or
// ErrLongText where their remarks are together longer than a cell; those of edition.Council.
func (f Filled) Match(t weighing.CouncilTable) (Edits, error) {
	if f.Table != t.Head.Number || !strings.EqualFold(f.Hash, t.Head.Hash) {
		return Edits{}, fmt.Errorf("table %d: %w", f.Table, ErrOtherTable)
	}
	m, err := newMatcher(t)
	if err != nil {
		return Edits{}, fmt.Errorf("table %d: %w", f.Table, err)
	}
	for _, row := range f.rows {
		if err := m.take(row, f.at); err != nil {
			return Edits{}, err
		}
	}
	return m.edits(), nil
}

// matcher holds the rows as they were handed out beside what came back.
type matcher struct {
	handed  []handedRow
	at      map[string]int // by key
	unknown []Unknown
}

type handedRow struct {
	edit    Edit
	parts   [][]string // leveled cells, one list for each line of the sheet
	open    []int      // columns that may be filled in
	lines   int        // of the file, that have its key
	changed bool
	astray  *Misplaced // the first line with another number
}

func newMatcher(t weighing.CouncilTable) (*matcher, error) {
	set, err := fonts.Load()
	if err != nil {
		return nil, err
	}
	t.Decision = nil
	e, err := edition.Council(t, text.NewCleaner(text.Anything))
	if err != nil {
		return nil, err
	}
	m, ids := &matcher{at: map[string]int{}}, map[string]uuid.UUID{}
	for _, row := range t.Rows {
		ids[row.ID.String()] = row.ID
	}
	s := table(e, set.Sans)
	var open []int
	for i, c := range s.cols {
		if c.open {
			open = append(open, i)
		}
	}
	for _, l := range s.lines[1:] {
		key := l.cells[len(l.cells)-1]
		i, known := m.at[key]
		if !known {
			i = len(m.handed)
			id, _, _ := strings.Cut(key, ".")
			number, _, _ := strings.Cut(l.cells[0], " (Teil ")
			m.at[key], m.handed = i, append(m.handed, handedRow{edit: Edit{Row: ids[id], Number: number}, open: open})
		}
		m.handed[i].parts = append(m.handed[i].parts, leveled(l.cells))
	}
	return m, nil
}

// take puts one line of the file to its row.
func (m *matcher) take(row filledRow, at columns) error {
	i, known := m.at[strings.TrimSpace(row.cell(at.key))]
	if !known {
		m.unknown = append(m.unknown, Unknown{row.line, strings.TrimSpace(row.cell(at.number))})
		return nil
	}
	h := &m.handed[i]
	if h.lines++; h.lines > len(h.parts) {
		return &FileError{tableSheet, cellName(at.number, row.line), ErrRepeatedRow}
	}
	shown := strings.TrimSpace(row.cell(at.number))
	if number, _, _ := strings.Cut(shown, " (Teil "); number != h.edit.Number {
		if h.astray == nil {
			h.astray = &Misplaced{row.line, h.edit.Number, shown}
		}
		return nil
	}
	h.changed = h.changed || !h.same(row)
	return h.fill(row, at)
}

// fill takes over what was filled in.
func (h *handedRow) fill(row filledRow, at columns) error {
	word, remark := strings.TrimSpace(row.cell(at.decision)), strings.TrimSpace(row.cell(at.remark))
	if word != "" && h.edit.Word != "" && !strings.EqualFold(word, h.edit.Word) {
		return &FileError{tableSheet, cellName(at.decision, row.line), ErrFilledTwice}
	}
	if word != "" {
		h.edit.Word = word
		h.edit.Outcome, _ = edition.ParseOutcome(word)
	}
	if remark != "" && !strings.Contains(h.edit.Remark, remark) {
		h.edit.Remark = strings.TrimSpace(h.edit.Remark + "\n" + remark)
	}
	if tooLong(h.edit.Remark) {
		return &FileError{tableSheet, cellName(at.remark, row.line), ErrLongText}
	}
	return nil
}

// same reports whether a line is one of those that were handed out for its row, but for what may be filled in. Programs trim
// the ends of texts and turn line ends, which changes nothing.
func (h *handedRow) same(row filledRow) bool {
	got := leveled(row.cells)
	return slices.ContainsFunc(h.parts, func(cells []string) bool {
		for i, c := range cells {
			if !slices.Contains(h.open, i) && (i < len(got) && got[i] != c || i >= len(got) && c != "") {
				return false
			}
		}
		return true
	})
}

func leveled(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.Join(strings.Fields(c), " ")
	}
	return out
}

func (m *matcher) edits() Edits {
	e := Edits{Unknown: m.unknown}
	for _, h := range m.handed {
		if h.lines == 0 {
			e.Missing = append(e.Missing, h.edit.Number)
			continue
		}
		if h.astray != nil {
			e.Misplaced = append(e.Misplaced, *h.astray)
			continue
		}
		e.Rows = append(e.Rows, h.edit)
		if h.changed {
			e.Changed = append(e.Changed, h.edit.Number)
		}
	}
	return e
}
