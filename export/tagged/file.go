package tagged

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strconv"
)

// File collects the objects of the new file, and is that file when all are there. Elements and bookmarks are packed
// together, which makes the tree of a long table smaller than its pages (ISO 32000-1, 7.5.7). What is needed to show a
// page is not, so that viewers turn quickly.
type File struct {
	shell      [][]byte // gofpdf's objects
	pieces     []piece
	size       int
	entries    []entry
	squeezer   *squeezer
	waiting    packet
	packets    []*stream
	root, info int
}

// piece is one object, or what stands around them, in the parts in which it was made.
type piece [3][]byte

// entry tells where an object is: at an offset, or at a place in a packet.
type entry struct {
	kind   byte // 0 for a free one
	within uint16
	at     uint32
}

const (
	inFile   = 1
	inPacket = 2
)

// packet is objects that are packed together.
type packet struct {
	numbers []int
	heads   []byte
	bodies  []byte
}

// perPacket is the number of objects in a packet: enough to share words, few enough to be read quickly.
const perPacket = 200

// newFile begins a file whose first numbers are those of the shell.
func newFile() *File {
	f := &File{entries: make([]entry, shellObjects), squeezer: newSqueezer()}
	f.entries[0].within = 65535 // the head of the free ones
	f.add(piece{[]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")})
	return f
}

// next is the number of a new object.
func (f *File) next() int {
	f.entries = append(f.entries, entry{})
	return len(f.entries) - 1
}

func (f *File) add(p piece) {
	f.pieces = append(f.pieces, p)
	for _, part := range p {
		f.size += len(part)
	}
}

// place adds the piece that holds an object.
func (f *File) place(n int, p piece) {
	f.entries[n] = entry{kind: inFile, at: uint32(f.size)}
	f.add(p)
}

// object adds an object as it is.
func (f *File) object(n int, body []byte) {
	f.place(n, piece{objectHead(n), body, []byte("\nendobj\n")})
}

func objectHead(n int) []byte { return append(strconv.AppendInt(nil, int64(n), 10), " 0 obj\n"...) }

// plainStream adds a stream that can be read without knowing the format, as archives ask for in the case of metadata.
func (f *File) plainStream(n int, dictionary string, data []byte) {
	f.object(n, fmt.Appendf(nil, "<<%s/Length %d>>\nstream\n%s\nendstream", dictionary, len(data), data))
}

// stream adds a stream that is deflated at once.
func (f *File) stream(n int, dictionary string, data []byte) error {
	s, err := f.squeezer.now(n, dictionary, data)
	if err == nil {
		f.place(n, s.piece(nil))
	}
	return err
}

// later adds an object that is no stream to those that are packed. The body is copied.
func (f *File) later(n int, body []byte) {
	p := &f.waiting
	p.heads = append(strconv.AppendInt(p.heads, int64(n), 10), ' ')
	p.heads = append(strconv.AppendInt(p.heads, int64(len(p.bodies)), 10), ' ')
	p.bodies = append(append(p.bodies, body...), '\n')
	p.numbers = append(p.numbers, n)
	if len(p.numbers) == perPacket {
		f.pack()
	}
}

// pack deflates the objects that wait, beside other work.
func (f *File) pack() {
	p := &f.waiting
	if len(p.numbers) == 0 {
		return
	}
	number := f.next()
	for i, n := range p.numbers {
		f.entries[n] = entry{kind: inPacket, at: uint32(number), within: uint16(i)}
	}
	dictionary := fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(p.numbers), len(p.heads))
	f.packets = append(f.packets, f.squeezer.later(number, dictionary, append(append(f.squeezer.buffer(), p.heads...), p.bodies...)))
	p.numbers, p.heads, p.bodies = p.numbers[:0], p.heads[:0], p.bodies[:0]
}

// finish writes packets and the table of objects. The identifier of the file comes from its content, so that equal files
// have the same one.
func (f *File) finish() error {
	f.pack()
	if err := f.squeezer.wait(); err != nil {
		return err
	}
	for _, s := range f.packets {
		f.place(s.number, s.piece(nil))
	}
	f.packets = nil
	id := f.identifier()
	number, start := f.next(), f.size
	f.entries[number] = entry{kind: inFile, at: uint32(start)}
	table := make([]byte, 0, 7*len(f.entries))
	for _, e := range f.entries {
		table = append(table, e.kind, byte(e.at>>24), byte(e.at>>16), byte(e.at>>8), byte(e.at), byte(e.within>>8), byte(e.within))
	}
	dictionary := fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]", len(f.entries), f.root, f.info, id, id)
	if err := f.stream(number, dictionary, table); err != nil {
		return err
	}
	f.add(piece{fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", start)})
	return nil
}

func (f *File) identifier() []byte {
	h := sha256.New()
	for _, p := range f.pieces {
		for _, part := range p {
			h.Write(part)
		}
	}
	return h.Sum(nil)[:16]
}

// Len is the length of the file in bytes.
func (f *File) Len() int { return f.size }

// WriteTo writes the file.
func (f *File) WriteTo(w io.Writer) (int64, error) {
	written := int64(0)
	for _, p := range f.pieces {
		for _, part := range p {
			n, err := w.Write(part)
			if written += int64(n); err != nil {
				return written, err
			}
		}
	}
	return written, nil
}

// Bytes is the file in one piece.
func (f *File) Bytes() []byte {
	b := make([]byte, 0, f.size)
	for _, p := range f.pieces {
		b = append(append(append(b, p[0]...), p[1]...), p[2]...)
	}
	return b
}
