package tagged

import (
	"crypto/md5"
	"fmt"
	"time"
)

// Attachment is a file that the file carries: what the pages say, in a form in which one can go on working. With it the
// file is PDF/A-3, which allows files of every kind inside; PDF/A-2 allows only its own.
type Attachment struct {
	Name        string // as of Document.Name
	Media       string // type: "text/csv"
	Description string
	Data        []byte // not copied
}

// attach writes a file that the file carries, and returns its specification and the tree of names by which programs list it.
//
// The relationship is Alternative (ISO 32000-2, table 43): the same content in another form. Source would say that the
// pages were made from it, Data that it is what is behind a figure on them. Both were made from the same rows.
func (f *File) attach(a *Attachment, changed time.Time) (specification, names int) {
	if a == nil {
		return 0, 0
	}
	stream, name, at := f.next(), plain(a.Name), date(changed)
	head := fmt.Appendf(objectHead(stream), "<</Type/EmbeddedFile/Subtype%s/Params<</Size %d/CreationDate%s/ModDate%s/CheckSum<%x>>>/Length %d>>\nstream\n",
		nameOf(a.Media), len(a.Data), at, at, md5.Sum(a.Data), len(a.Data))
	f.place(stream, piece{head, a.Data, []byte("\nendstream\nendobj\n")})
	specification, names = f.next(), f.next()
	f.object(specification, fmt.Appendf(nil, "<</Type/Filespec/F(%s)/UF%s/Desc%s/AFRelationship/Alternative/EF<</F %d 0 R/UF %d 0 R>>>>",
		name, textString(name), textString(a.Description), stream, stream))
	f.object(names, fmt.Appendf(nil, "<</Names[(%s)%d 0 R]>>", name, specification))
	return specification, names
}

// nameOf is a text in ASCII as a name of PDF (ISO 32000-1, 7.3.5).
func nameOf(s string) []byte {
	b := []byte{'/'}
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "#%02X", c)
		}
	}
	return b
}
