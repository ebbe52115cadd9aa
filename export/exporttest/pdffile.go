package exporttest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
)

// PDF is a file as it was read.
type PDF struct {
	data    []byte
	trailer pdfDict
	objects map[int]object
	pages   []pdfDict
	numbers map[int]int // page by number of its object
}

type object struct {
	value  any
	stream []byte // inflated
}

// ReadPDF reads a file from its end, as viewers do.
func ReadPDF(data []byte) (f *PDF, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("read PDF: %v", r)
		}
	}()
	f = &PDF{data: data, objects: map[int]object{}, numbers: map[int]int{}}
	f.table()
	root := f.dict(f.catalog()["Pages"])
	for _, kid := range root["Kids"].(pdfArray) {
		f.numbers[int(kid.(pdfRef))] = len(f.pages)
		f.pages = append(f.pages, f.dict(kid))
	}
	return f, nil
}

// table reads the objects by the table at the end of the file.
func (f *PDF) table() {
	tail := bytes.Split(bytes.TrimSpace(f.data), []byte("\n"))
	start, err := strconv.Atoi(string(tail[len(tail)-2]))
	if err != nil || string(tail[len(tail)-3]) != "startxref" || string(tail[len(tail)-1]) != "%%EOF" {
		syntax("no startxref")
	}
	_, table := f.at(start)
	f.trailer = table.value.(pdfDict)
	packets := map[int][]object{}
	const width = 7
	for n := 0; n*width < len(table.stream); n++ {
		e := table.stream[n*width : (n+1)*width]
		at, within := int(e[1])<<24|int(e[2])<<16|int(e[3])<<8|int(e[4]), int(e[5])<<8|int(e[6])
		switch e[0] {
		case 1:
			number, o := f.at(at)
			if number != n {
				syntax("object %d stands where %d should", number, n)
			}
			f.objects[n] = o
		case 2:
			if packets[at] == nil {
				_, packet := f.at(f.offset(table.stream, at))
				packets[at] = packet.unpack()
			}
			f.objects[n] = packets[at][within]
		}
	}
}

func (f *PDF) offset(table []byte, n int) int {
	e := table[7*n:]
	return int(e[1])<<24 | int(e[2])<<16 | int(e[3])<<8 | int(e[4])
}

// at reads the object at an offset.
func (f *PDF) at(offset int) (int, object) {
	s := &scanner{f.data, offset}
	number, zero := s.value(), s.value()
	if zero != 0.0 || s.value() != operator("obj") {
		syntax("no object at %d", offset)
	}
	o := object{value: s.value()}
	s.space()
	if s.has("stream\n") {
		d := o.value.(pdfDict)
		raw := f.data[s.at : s.at+int(d["Length"].(float64))]
		s.at += len(raw)
		if !s.has("\nendstream") {
			syntax("stream at %d has another length", offset)
		}
		o.stream = raw
		if d["Filter"] == pdfName("FlateDecode") {
			o.stream = inflate(raw)
		}
	}
	s.space()
	if !s.has("endobj") {
		syntax("object at %d has no end", offset)
	}
	return int(number.(float64)), o
}

func inflate(raw []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		syntax("inflate: %w", err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		syntax("inflate: %w", err)
	}
	return out
}

func (o object) unpack() []object {
	d := o.value.(pdfDict)
	heads := &scanner{o.stream, 0}
	var list []object
	for range int(d["N"].(float64)) {
		_, offset := heads.value(), heads.value().(float64)
		body := &scanner{o.stream, int(d["First"].(float64) + offset)}
		list = append(list, object{value: body.value()})
	}
	return list
}

// resolve follows a reference.
func (f *PDF) resolve(v any) any {
	if ref, ok := v.(pdfRef); ok {
		o, known := f.objects[int(ref)]
		if !known {
			syntax("object %d does not exist", ref)
		}
		return o.value
	}
	return v
}

func (f *PDF) dict(v any) pdfDict {
	d, ok := f.resolve(v).(pdfDict)
	if !ok {
		syntax("%v is no dictionary", v)
	}
	return d
}

func (f *PDF) array(v any) pdfArray {
	a, _ := f.resolve(v).(pdfArray)
	return a
}

func (f *PDF) catalog() pdfDict { return f.dict(f.trailer["Root"]) }

func (f *PDF) streamOf(v any) []byte { return f.objects[int(v.(pdfRef))].stream }

// Pages is the number of pages.
func (f *PDF) Pages() int { return len(f.pages) }

// Contents are the operators of every page.
func (f *PDF) Contents() [][]byte {
	var list [][]byte
	for _, page := range f.pages {
		list = append(list, f.streamOf(page["Contents"]))
	}
	return list
}

// Streams are the contents of all streams, and the texts of all other objects.
func (f *PDF) Streams() [][]byte {
	var out [][]byte
	for _, o := range f.objects {
		out = append(out, o.stream, fmt.Append(nil, o.value))
	}
	return out
}

// textOf is a text string in UTF-16.
func textOf(v any) string {
	s, _ := v.(pdfString)
	if len(s) < 2 || s[0] != 0xfe || s[1] != 0xff {
		return string(s)
	}
	var units []uint16
	for i := 2; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}
