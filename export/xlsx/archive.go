package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"regexp"
	"slices"

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

// ErrFormula marks a file in which a cell is made by a formula.
var ErrFormula = errors.New("a cell is a formula")

// contentTypes is the part that readers expect first (ECMA-376-2, 10.2.2).
const contentTypes = "[Content_Types].xml"

// level of klauspost's deflate: on the sheets of a table about as small as the library of Go at 6, in a third of the time.
const level = 5

// archive packs the parts of a workbook, each while it is written, and puts them together in a fixed order and without times,
// so that equal books have equal bytes.
type archive struct {
	w       io.Writer
	parts   map[string]*entry
	open    *entry
	deflate *flate.Writer
}

// entry is a part of a workbook, packed.
type entry struct {
	packed  bytes.Buffer
	deflate *flate.Writer
	sum     hash.Hash32
	size    uint64
	held    []byte // what could be the beginning of a mark
}

func newArchive(w io.Writer) *archive { return &archive{w: w, parts: map[string]*entry{}} }

// Create ends the part before, and takes a new one until the next call.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.end(); err != nil {
		return nil, err
	}
	e := &entry{sum: crc32.NewIEEE()}
	if a.deflate == nil {
		var err error
		if a.deflate, err = flate.NewWriter(&e.packed, level); err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
	}
	a.deflate.Reset(&e.packed)
	e.deflate, a.parts[name], a.open = a.deflate, e, e
	return e, nil
}

func (a *archive) end() error {
	if a.open == nil {
		return nil
	}
	if err := a.open.pass(a.open.held); err != nil {
		return err
	}
	return a.open.deflate.Close()
}

var (
	markBytes  = []byte(string(escapeMark))
	underscore = []byte("_x005F_")
)

// Write packs bytes with what the mark stands for. A mark may be divided between two calls.
func (e *entry) Write(b []byte) (int, error) {
	data := b
	if len(e.held) > 0 {
		data = slices.Concat(e.held, b)
	}
	for {
		before, after, ok := bytes.Cut(data, markBytes)
		if !ok {
			break
		}
		if err := errors.Join(e.pass(before), e.pass(underscore)); err != nil {
			return 0, err
		}
		data = after
	}
	whole := len(data) - begun(data)
	e.held = bytes.Clone(data[whole:])
	return len(b), e.pass(data[:whole])
}

// begun is how many bytes at the end could be the beginning of a mark.
func begun(data []byte) int {
	for n := len(markBytes) - 1; n > 0; n-- {
		if bytes.HasSuffix(data, markBytes[:n]) {
			return n
		}
	}
	return 0
}

func (e *entry) pass(b []byte) error {
	e.size += uint64(len(b))
	e.sum.Write(b) // which never fails
	_, err := e.deflate.Write(b)
	return err
}

// AddFS belongs to excelize's interface and is not used by it for what we write.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close puts the parts together.
func (a *archive) Close() error {
	if err := a.end(); err != nil {
		return err
	}
	z := zip.NewWriter(a.w)
	for _, name := range a.names() {
		e := a.parts[name]
		w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: e.sum.Sum32(),
			CompressedSize64: uint64(e.packed.Len()), UncompressedSize64: e.size})
		if err != nil {
			return fmt.Errorf("pack %s: %w", name, err)
		}
		if _, err := w.Write(e.packed.Bytes()); err != nil {
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
