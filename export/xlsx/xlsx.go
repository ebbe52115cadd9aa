package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// WriteCouncil writes the table for the deciding body, with an empty column for the vote while there is no decision. It
// returns the errors of edition.Council, ErrMismatch, or that of w; nothing is written unless the whole
// file reads back as it was meant.
func WriteCouncil(w io.Writer, t weighing.CouncilTable) (edition.Report, error) {
	return write(w, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Council(t, c) })
}

// WritePublic writes the table for everybody. Its errors are those of WriteCouncil.
func WritePublic(w io.Writer, t weighing.PublicTable) (edition.Report, error) {
	return write(w, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Public(t, c) })
}

func write(w io.Writer, build func(*text.Cleaner) (*edition.Edition, error)) (edition.Report, error) {
	set, err := fonts.Load()
	if err != nil {
		return edition.Report{}, err
	}
	cleaner := text.NewCleaner(text.Anything)
	e, err := build(cleaner)
	if err != nil {
		return edition.Report{}, err
	}
	replaced := cleaner.Replaced()
	ruler := newRuler(set.Sans)
	sheets := slices.DeleteFunc([]*sheet{table(e, set.Sans), bodies(e, ruler), figures(e, ruler), facts(e, replaced, ruler)}, func(s *sheet) bool { return s == nil })
	file, err := book(e, sheets)
	if err != nil {
		return edition.Report{}, fmt.Errorf("write table %d: %w", e.Number, err)
	}
	if err := verify(file.Bytes(), sheets); err != nil {
		return edition.Report{}, fmt.Errorf("check table %d: %w", e.Number, err)
	}
	report := edition.Report{Rows: e.Rows(), Parts: len(sheets[0].lines) - 1, Bytes: int64(file.Len()), Replaced: replaced}
	if _, err := file.WriteTo(w); err != nil {
		return edition.Report{}, fmt.Errorf("deliver table %d as XLSX: %w", e.Number, err)
	}
	return report, nil
}

// book makes the file.
func book(e *edition.Edition, sheets []*sheet) (out *bytes.Buffer, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newArchive(w) })
	if err := properties(f, e); err != nil {
		return nil, err
	}
	style, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	if err := f.SetSheetName("Sheet1", sheets[0].name); err != nil {
		return nil, err
	}
	for _, s := range sheets[1:] {
		if _, err := f.NewSheet(s.name); err != nil {
			return nil, err
		}
	}
	for _, s := range sheets {
		s.style = style
		s.header, s.footer = running(e)
		if err := s.write(f); err != nil {
			return nil, err
		}
	}
	return f.WriteToBuffer()
}

// properties name the authority and nobody else.
func properties(f *excelize.File, e *edition.Edition) error {
	if err := f.SetDocProps(&excelize.DocProperties{
		Title: e.Title + ", " + e.Audience + ": " + e.Plan, Creator: e.Authority, LastModifiedBy: e.Authority,
		Created: e.Frozen.UTC().Format(time.RFC3339), Modified: e.Changed.UTC().Format(time.RFC3339), Language: "de-DE",
	}); err != nil {
		return err
	}
	return f.SetAppProps(&excelize.AppProperties{Application: "einwand"})
}

// styles are those of the cells.
type styles struct{ strong, regular, open int }

func newStyles(f *excelize.File) (s styles, err error) {
	plain := excelize.Style{
		Font: &excelize.Font{Family: "Arial", Size: 10}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		Border: []excelize.Border{{Type: "bottom", Color: "999999", Style: 1}}, NumFmt: 49,
	}
	head, open := plain, plain
	head.Font = &excelize.Font{Family: "Arial", Size: 10, Bold: true}
	head.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EBEBEB"}}
	open.Protection = &excelize.Protection{Locked: false}
	open.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF9E5"}}
	for _, one := range []struct {
		id    *int
		style excelize.Style
	}{{&s.regular, plain}, {&s.strong, head}, {&s.open, open}} {
		if *one.id, err = f.NewStyle(&one.style); err != nil {
			return styles{}, err
		}
	}
	return s, nil
}

// running is what printed pages say at head and foot. A field holds 255 characters, so a long plan is shortened; it
// stands in full on the second sheet.
func running(e *edition.Edition) (header, footer string) {
	plan := []rune(e.Plan)
	if len(plan) > 70 {
		plan = append(plan[:69], '…')
	}
	header = "&L" + field(string(plan)) + "&R" + field(e.Title+" · "+e.Audience)
	footer = "&L" + field(fmt.Sprintf("Tabelle Nr. %d · Prüfsumme %s", e.Number, e.ShortHash())) + "&RSeite &P von &N"
	return header, footer
}

// field escapes a text for head and foot: an ampersand begins a code there, and so do digits after one.
func field(s string) string {
	return escaped(strings.ReplaceAll(strings.ReplaceAll(s, "\n", " "), "&", "&&"))
}
