package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// workbook is a foreign file of which single parts are read. It is read without excelize, which unpacks all parts of a file
// into memory before it looks at one.
type workbook struct {
	files  map[string]*zip.File
	sheets map[string]string // part by name of the sheet
	shared []string
	budget int64 // bytes that may still be unpacked
	lent   int64 // bytes of shared texts that cells may still refer to
	cells  int   // that may still be read
}

func openWorkbook(r io.ReaderAt, size int64) (*workbook, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotWorkbook, err)
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("%w: %d parts", ErrTooLarge, len(z.File))
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	b := &workbook{files: map[string]*zip.File{}, sheets: map[string]string{}, budget: maxInflated, lent: maxShared, cells: maxCells}
	for _, f := range z.File {
		b.files[strings.ToLower(f.Name)] = f
	}
	if err := b.list(); err != nil {
		return nil, err
	}
	return b, nil
}

// list finds the sheets and the texts that they share.
func (b *workbook) list() error {
	targets, shared := map[string]string{}, "xl/sharedstrings.xml"
	err := b.walk("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "Relationship" {
			return nil
		}
		target := partName(attr(e, "Target"))
		targets[attr(e, "Id")] = target
		if strings.HasSuffix(attr(e, "Type"), "/sharedStrings") {
			shared = target
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.walk("xl/workbook.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "sheet" {
			b.sheets[attr(e, "name")] = targets[attr(e, "id")]
		}
		return nil
	})
	if err != nil || b.files[shared] == nil {
		return err
	}
	return b.walk(shared, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if b.cells--; b.cells < 0 {
			return ErrTooLarge
		}
		s, err := richText(d)
		b.shared = append(b.shared, s)
		return err
	})
}

// partName is the part that a target names, seen from the workbook.
func partName(target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.ToLower(strings.TrimPrefix(path.Clean(target), "/"))
	}
	return strings.ToLower(path.Join("xl", target))
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// walk hands the elements of a part to f, which may read on from the decoder.
func (b *workbook) walk(part string, f func(*xml.Decoder, xml.StartElement) error) error {
	file := b.files[part]
	if file == nil {
		return fmt.Errorf("%w: it has no part %q", ErrNotWorkbook, part)
	}
	r, err := file.Open()
	if err != nil {
		return fmt.Errorf("%w: part %q: %w", ErrNotWorkbook, part, err)
	}
	defer r.Close()
	d := xml.NewDecoder(&metered{r, &b.budget})
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			if e, ok := token.(xml.StartElement); ok {
				err = f(d, e)
			}
		}
		if errors.Is(err, ErrTooLarge) {
			return err
		}
		if err != nil {
			return fmt.Errorf("%w: part %q: %w", ErrNotWorkbook, part, err)
		}
	}
}

// metered reads no more than what is left of a budget: what a part says of its size need not be true.
type metered struct {
	r      io.Reader
	budget *int64
}

func (m *metered) Read(p []byte) (int, error) {
	if *m.budget <= 0 {
		return 0, ErrTooLarge
	}
	n, err := m.r.Read(p[:min(int64(len(p)), *m.budget)])
	*m.budget -= int64(n)
	return n, err
}

// richText reads the text of an element up to its end: "t", alone or in runs; what is said of how to pronounce it is none of it.
func richText(d *xml.Decoder) (string, error) {
	var out strings.Builder
	depth, in := 1, 0
	for depth > 0 {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := d.Skip(); err != nil {
					return "", err
				}
				continue
			}
			depth++
			if t.Name.Local == "t" {
				in = depth
			}
		case xml.EndElement:
			if depth == in {
				in = 0
			}
			depth--
		case xml.CharData:
			if in > 0 {
				out.Write(t)
			}
		}
	}
	return unescaped(out.String()), nil
}

// cellName is "M17" for the 13th column, which is number 12, of line 17.
func cellName(column, line int) string {
	name, err := excelize.CoordinatesToCellName(column+1, max(1, line))
	if err != nil {
		return ""
	}
	return name
}
