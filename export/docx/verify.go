package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// ErrMismatch marks a file that does not read back as it was meant.
var ErrMismatch = errors.New("the file does not read back as written")

// verify opens the finished file and compares every paragraph and every cell with its source, and that every link
// leads somewhere.
func verify(file []byte, blocks []block) (err error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	part, err := z.Open(mainPart)
	if err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	defer func() { err = errors.Join(err, part.Close()) }()
	c := comparison{reader: reader{xml: xml.NewDecoder(part)}, anchors: map[string]bool{}}
	if err := c.document(blocks); err != nil {
		return err
	}
	for _, to := range c.links {
		if !c.anchors[to] {
			return fmt.Errorf("%w: nothing is called %s", ErrMismatch, to)
		}
	}
	return nil
}

// comparison reads a file beside its source.
type comparison struct {
	reader
	anchors map[string]bool
	links   []string
}

func (c *comparison) document(blocks []block) error {
	if err := c.mark("body", false); err != nil {
		return err
	}
	for i, b := range blocks {
		var err error
		if b.table != nil {
			err = c.table(b.table)
		} else {
			err = c.paragraph(b.paragraph)
		}
		if err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	if err := c.mark("body", true); err != nil {
		return err
	}
	if f, err := c.next(); err != io.EOF {
		return errors.Join(fmt.Errorf("%w: %s after the end", ErrMismatch, f.name), err)
	}
	return nil
}

// mark expects the begin or end of something.
func (c *comparison) mark(name string, end bool) error {
	f, err := c.next()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMismatch, err)
	}
	if f.name != name || f.end != end {
		return fmt.Errorf("%w: %s (end %t), want %s (end %t)", ErrMismatch, f.name, f.end, name, end)
	}
	return nil
}

func (c *comparison) table(t *table) error {
	if err := c.mark("tbl", false); err != nil {
		return err
	}
	if t.heads != nil {
		if err := c.row(t.head()); err != nil {
			return fmt.Errorf("header: %w", err)
		}
	}
	for n, row := range t.rows {
		if err := c.row(row); err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
	}
	return c.mark("tbl", true)
}

func (c *comparison) row(cells []cell) error {
	if err := c.mark("tr", false); err != nil {
		return err
	}
	for n, cell := range cells {
		if err := c.cell(cell); err != nil {
			return fmt.Errorf("column %d: %w", n+1, err)
		}
	}
	return c.mark("tr", true)
}

func (c *comparison) cell(want cell) error {
	if err := c.mark("tc", false); err != nil {
		return err
	}
	for _, p := range want {
		if err := c.paragraph(p); err != nil {
			return err
		}
	}
	return c.mark("tc", true)
}

// paragraph compares without telling the text: an error may be logged.
func (c *comparison) paragraph(want paragraph) error {
	for i, piece := range want.pieces() {
		got, err := c.next()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrMismatch, err)
		}
		if i > 0 {
			want.anchor, want.links = "", nil
		}
		if got.name != "p" || got.style != want.style || got.text != piece || got.anchor != want.anchor || len(got.links) != len(want.links) {
			return fmt.Errorf("%w: a text in the style %s, %d bytes of %d", ErrMismatch, want.style, len(got.text), len(piece))
		}
		if got.anchor != "" {
			if c.anchors[got.anchor] {
				return fmt.Errorf("%w: two places are called %s", ErrMismatch, got.anchor)
			}
			c.anchors[got.anchor] = true
		}
		for n, l := range got.links {
			if l.to != want.links[n].to {
				return fmt.Errorf("%w: link %d of %d", ErrMismatch, n+1, len(want.links))
			}
			c.links = append(c.links, l.to)
		}
	}
	return nil
}
