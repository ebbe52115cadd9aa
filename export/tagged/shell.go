package tagged

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"
)

var (
	// ErrLibrary wraps a panic inside of gofpdf.
	ErrLibrary = errors.New("gofpdf panicked")
	// ErrShell marks a file of gofpdf in a form that is not known here.
	ErrShell = errors.New("unexpected form of gofpdf's file")
)

const family = "f"

var fontStyles = [faces]string{Sans: "", Bold: "B", Mono: "I"} // gofpdf knows a face by family and style letter

// shell lets gofpdf write the fonts, and an empty page as the form of all.
func (d *Document) shell() ([]byte, error) {
	var out bytes.Buffer
	err := guarded(func() error {
		pdf := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: gofpdf.SizeType{Wd: d.size.Width, Ht: d.size.Height}})
		pdf.SetCompression(false)
		pdf.SetCatalogSort(true)
		pdf.SetCreationDate(time.Unix(0, 0)) // written anew, but the clock has no business here
		pdf.SetModificationDate(time.Unix(0, 0))
		pdf.AddPage()
		d.embed(pdf)
		return pdf.Output(&out)
	})
	return out.Bytes(), err
}

// embed tells gofpdf which characters to embed. It learns them only from its own text functions, which are not used
// here; a template shares the fonts of the document, and one that is never placed leaves nothing else in the file.
func (d *Document) embed(pdf *gofpdf.Fpdf) {
	for face := range faces {
		if runes := d.used[face].String(); runes != "" {
			pdf.AddUTF8FontFromBytes(family, fontStyles[face], face.Of(d.set).Bytes())
			pdf.CreateTemplate(func(t *gofpdf.Tpl) {
				t.SetFont(family, fontStyles[face], 10)
				t.Text(0, 0, runes)
			})
		}
	}
}

// guarded turns a panic of gofpdf into an error.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrLibrary, r)
		}
	}()
	return f()
}

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrShell, fmt.Sprintf(format, args...))
}

// readShell takes gofpdf's file apart into the bodies of its objects, by number; there is none at 0.
func readShell(data []byte) ([][]byte, error) {
	at, err := crossReference(data)
	if err != nil {
		return nil, err
	}
	offsets, err := readOffsets(data[at:])
	if err != nil {
		return nil, err
	}
	order := make([]int, 0, len(offsets))
	for n := 1; n < len(offsets); n++ {
		order = append(order, n)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(offsets[a], offsets[b]) })
	objects := make([][]byte, len(offsets))
	for i, n := range order {
		end := at
		if i+1 < len(order) {
			end = offsets[order[i+1]]
		}
		if offsets[n] > end || end > at {
			return nil, malformed("object %d stands behind its end", n)
		}
		body, begun := bytes.CutPrefix(data[offsets[n]:end], fmt.Appendf(nil, "%d 0 obj\n", n))
		body, ended := bytes.CutSuffix(body, []byte("endobj\n"))
		if !begun || !ended {
			return nil, malformed("object %d at %d", n, offsets[n])
		}
		objects[n] = bytes.TrimSuffix(body, []byte("\n"))
	}
	return objects, nil
}

// crossReference finds the table of offsets.
func crossReference(data []byte) (int, error) {
	rest, ok := bytes.CutSuffix(data, []byte("\n%%EOF\n"))
	_, number, found := cutLast(rest, "\nstartxref\n")
	at, err := strconv.Atoi(number)
	if !ok || !found || err != nil || at < 0 || at > len(rest) || !bytes.HasPrefix(rest[at:], []byte("xref\n0 ")) {
		return 0, malformed("no table of objects")
	}
	return at, nil
}

func cutLast(data []byte, sep string) (before []byte, after string, found bool) {
	i := bytes.LastIndex(data, []byte(sep))
	if i < 0 {
		return data, "", false
	}
	return data[:i], string(data[i+len(sep):]), true
}

const entrySize = 20

// readOffsets reads the table. The entry for 0 is that of a free object.
func readOffsets(table []byte) ([]int, error) {
	line, rest, _ := bytes.Cut(table[len("xref\n0 "):], []byte("\n"))
	count, err := strconv.Atoi(string(line))
	if err != nil || count < 3 || count > len(rest)/entrySize {
		return nil, malformed("%q objects", line)
	}
	offsets := make([]int, count)
	for n := 1; n < count; n++ {
		entry := rest[n*entrySize : (n+1)*entrySize]
		offset, err := strconv.Atoi(string(entry[:10]))
		if err != nil || offset < 0 || string(entry[10:]) != " 00000 n \n" {
			return nil, malformed("entry %d is %q", n, entry)
		}
		offsets[n] = offset
	}
	return offsets, nil
}
