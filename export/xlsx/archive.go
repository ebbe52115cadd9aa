package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
)

// escapeMark stands for the underscore that begins something like "_x000A_", which a spreadsheet program would read as
// a character. It becomes "_x005F_" (ECMA-376-1, 22.9.2.19) in the finished part. excelize's own escaping loses
// characters of "_x000A_x000A_" and "_xD83D_". U+FDD0 is a noncharacter: the cleaner removes it from every text.
const escapeMark = '\ufdd0'

var escapes = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escaped puts the mark for every underscore that begins an escape, also where escapes share one.
func escaped(s string) string {
	for from := 0; ; {
		m := escapes.FindStringIndex(s[from:])
		if m == nil {
			return s
		}
		at := from + m[0]
		s = s[:at] + string(escapeMark) + s[at+1:]
		from = at + len(string(escapeMark))
	}
}

// ErrFormula marks a file in which a text became a formula.
var ErrFormula = errors.New("a cell is a formula")

// contentTypes is the part that readers expect first (ECMA-376-2, 10.2.2).
const contentTypes = "[Content_Types].xml"

// level of klauspost's deflate: on the sheets of a table about as small as the library of Go at 6, in a third of the time.
const level = 5

// archive packs the parts of a workbook in a fixed order and without times, so that equal books have equal bytes.
type archive struct {
	w     io.Writer
	parts map[string]*bytes.Buffer
}

func newArchive(w io.Writer) *archive { return &archive{w: w, parts: map[string]*bytes.Buffer{}} }

// Create takes a part; it is packed by Close.
func (a *archive) Create(name string) (io.Writer, error) {
	part := &bytes.Buffer{}
	a.parts[name] = part
	return part, nil
}

// AddFS belongs to excelize's interface and is not used by it for what we write.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close packs the parts. It returns ErrFormula if a sheet has one.
func (a *archive) Close() error {
	z := zip.NewWriter(a.w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, level) })
	for _, name := range a.names() {
		data := bytes.ReplaceAll(a.parts[name].Bytes(), []byte(string(escapeMark)), []byte("_x005F_"))
		if strings.HasPrefix(name, "xl/worksheets/") && onlyTexts(data) != nil {
			return fmt.Errorf("pack %s: %w", name, onlyTexts(data))
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return fmt.Errorf("pack %s: %w", name, err)
		}
		if _, err := w.Write(data); err != nil {
			return fmt.Errorf("pack %s: %w", name, err)
		}
	}
	return z.Close()
}

func (a *archive) names() []string {
	names := make([]string, 0, len(a.parts))
	for name := range a.parts {
		if name != contentTypes {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return append([]string{contentTypes}, names...)
}

// onlyTexts looks at the markup of a sheet; in texts every "<" is escaped.
func onlyTexts(sheet []byte) error {
	if bytes.Contains(sheet, []byte("<f>")) || bytes.Contains(sheet, []byte("<f ")) {
		return ErrFormula
	}
	if cells, texts := bytes.Count(sheet, []byte("<c r=")), bytes.Count(sheet, []byte(`t="inlineStr">`)); cells != texts {
		return fmt.Errorf("%d of %d cells are texts", texts, cells)
	}
	return nil
}
