package docx

import (
	"encoding/xml"
	"io"
	"strings"
)

// found is what a reader comes upon in the main part: a paragraph as a whole, or the begin or end of something that
// holds paragraphs.
type found struct {
	name string // "p" for a paragraph, "tbl", "tr", "tc", "body"
	end  bool
	paragraph
}

// reader reads the main part with the parser of the standard library, which knows nothing of how it was written.
type reader struct {
	xml  *xml.Decoder
	text strings.Builder
}

// next skips what says how something looks.
func (r *reader) next() (found, error) {
	for {
		token, err := r.xml.Token()
		if err != nil {
			return found{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "p":
				return r.paragraph()
			case "tbl", "tr", "tc", "body":
				return found{name: t.Name.Local}, nil
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "tbl", "tr", "tc", "body":
				return found{name: t.Name.Local, end: true}, nil
			}
		}
	}
}

// paragraph reads on to the end of a paragraph.
func (r *reader) paragraph() (found, error) {
	f := found{name: "p"}
	r.text.Reset()
	inText := false
	for {
		token, err := r.xml.Token()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return found{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.element(t, &f)
			inText = t.Name.Local == "t"
		case xml.CharData:
			if inText {
				r.text.Write(t)
			}
		case xml.EndElement:
			inText = false
			if t.Name.Local == "p" {
				f.text = r.text.String()
				return f, nil
			}
		}
	}
}

// element notes what an element inside of a paragraph says.
func (r *reader) element(t xml.StartElement, f *found) {
	switch t.Name.Local {
	case "br":
		r.text.WriteByte('\n')
	case "tab":
		r.text.WriteByte('\t')
	case "softHyphen":
		r.text.WriteString("\u00ad")
	case "pStyle":
		f.style = style(attribute(t, "val"))
	case "bookmarkStart":
		f.anchor = attribute(t, "name")
	case "hyperlink":
		f.links = append(f.links, link{to: attribute(t, "anchor")})
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
