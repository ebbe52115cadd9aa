package tagged

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"slices"
)

// file collects the objects of the new file. Elements and bookmarks are packed together, which makes the tree of a long
// table smaller than its pages (ISO 32000-1, 7.5.7). What is needed to show a page is not, so that viewers turn quickly.
type file struct {
	shell      [][]byte // gofpdf's objects
	buf        bytes.Buffer
	entries    []entry
	waiting    []packed
	deflate    *zlib.Writer
	squeezed   bytes.Buffer
	root, info int
}

// packed is an object that waits to be packed.
type packed struct {
	number int
	body   []byte
}

// entry tells where an object is: at an offset, or at a place in a packet.
type entry struct {
	kind   byte // 0 for a free one
	at     int
	within int
}

const (
	inFile   = 1
	inPacket = 2
)

// perPacket is the number of objects in a packet: enough to share words, few enough to be read quickly.
const perPacket = 200

func newFile(shell [][]byte) *file {
	f := &file{shell: shell, entries: make([]entry, len(shell))}
	f.entries[0].within = 65535 // the head of the free ones
	f.buf.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	f.deflate = zlib.NewWriter(&f.squeezed)
	return f
}

// next is the number of a new object.
func (f *file) next() int {
	f.entries = append(f.entries, entry{})
	return len(f.entries) - 1
}

// later adds an object that is no stream to those that are packed.
func (f *file) later(n int, body []byte) { f.waiting = append(f.waiting, packed{n, body}) }

// object adds an object as it is.
func (f *file) object(n int, body []byte) {
	f.entries[n] = entry{kind: inFile, at: f.buf.Len()}
	fmt.Fprintf(&f.buf, "%d 0 obj\n%s\nendobj\n", n, body)
}

// plainStream adds a stream that can be read without knowing the format, as archives ask for in the case of metadata.
func (f *file) plainStream(n int, dictionary string, data []byte) {
	f.object(n, fmt.Appendf(nil, "<<%s/Length %d>>\nstream\n%s\nendstream", dictionary, len(data), data))
}

func (f *file) stream(n int, dictionary string, data []byte) error {
	f.squeezed.Reset()
	f.deflate.Reset(&f.squeezed)
	if _, err := f.deflate.Write(data); err != nil {
		return fmt.Errorf("deflate object %d: %w", n, err)
	}
	if err := f.deflate.Close(); err != nil {
		return fmt.Errorf("deflate object %d: %w", n, err)
	}
	f.plainStream(n, dictionary+"/Filter/FlateDecode", f.squeezed.Bytes())
	return nil
}

// pack writes the objects that wait.
func (f *file) pack() error {
	for packet := range slices.Chunk(f.waiting, perPacket) {
		number := f.next()
		var heads, bodies []byte
		for i, object := range packet {
			f.entries[object.number] = entry{kind: inPacket, at: number, within: i}
			heads = fmt.Appendf(heads, "%d %d ", object.number, len(bodies))
			bodies = append(append(bodies, object.body...), '\n')
		}
		dictionary := fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(packet), len(heads))
		if err := f.stream(number, dictionary, append(heads, bodies...)); err != nil {
			return err
		}
	}
	f.waiting = nil
	return nil
}

// finish writes the table of objects. The identifier of the file comes from its content, so that equal files have the
// same one.
func (f *file) finish() (*bytes.Buffer, error) {
	if err := f.pack(); err != nil {
		return nil, err
	}
	id := sha256.Sum256(f.buf.Bytes())
	number, start := f.next(), f.buf.Len()
	f.entries[number] = entry{kind: inFile, at: start}
	var table []byte
	for _, e := range f.entries {
		table = append(table, e.kind, byte(e.at>>24), byte(e.at>>16), byte(e.at>>8), byte(e.at), byte(e.within>>8), byte(e.within))
	}
	dictionary := fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]", len(f.entries), f.root, f.info, id[:16], id[:16])
	if err := f.stream(number, dictionary, table); err != nil {
		return nil, err
	}
	fmt.Fprintf(&f.buf, "startxref\n%d\n%%%%EOF\n", start)
	return &f.buf, nil
}
