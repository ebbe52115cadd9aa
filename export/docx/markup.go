package docx

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/text"
)

// markup writes the main part. The first error of the writer below stays, and is told at the end.
type markup struct {
	*bufio.Writer
	marks int // bookmarks so far
}

func newMarkup(w io.Writer) *markup { return &markup{Writer: bufio.NewWriterSize(w, 1<<16)} }

// put writes markup. What bufio.Writer answers is told again by Flush.
func (m *markup) put(parts ...string) {
	for _, s := range parts {
		m.WriteString(s)
	}
}

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordName = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relName  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// pageWidth is what is between the margins of A4 landscape, in twentieths of a point; the tabs of header and footer in
// parts/styles.xml end there.
const (
	paperWidth, paperHeight = 16838, 11906
	margin                  = 850
	pageWidth               = paperWidth - 2*margin
)

// write writes the document and its one section of pages.
func (m *markup) write(blocks []block) error {
	m.put(xmlHead, `<w:document `, wordName, ` `, relName, `><w:body>`)
	for _, b := range blocks {
		if b.table != nil {
			m.table(b.table)
		} else {
			m.paragraph(b.paragraph)
		}
	}
	m.put(`<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>`,
		fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, paperWidth, paperHeight),
		fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%[1]d" w:left="%[2]d" w:header="480" w:footer="480" w:gutter="0"/>`, 1000, margin),
		`</w:sectPr></w:body></w:document>`)
	return m.Flush()
}

// table writes a table. Its rows may break over pages: a statement is longer than a page more often than not.
func (m *markup) table(t *table) {
	name, first := "Rows", `w:firstRow="1"`
	if t.heads == nil {
		name, first = "Facts", `w:firstRow="0"`
	}
	width := 0
	for _, w := range t.widths {
		width += w
	}
	m.put(`<w:tbl><w:tblPr><w:tblStyle w:val="`, name, `"/><w:tblW w:w="`, strconv.Itoa(width), `" w:type="dxa"/>`,
		`<w:tblLayout w:type="fixed"/><w:tblLook `, first, ` w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`,
		`<w:tblCaption w:val="`, escaped(t.summary), `"/></w:tblPr><w:tblGrid>`)
	columns := make([]string, len(t.widths))
	for i, w := range t.widths {
		m.put(`<w:gridCol w:w="`, strconv.Itoa(w), `"/>`)
		columns[i] = `<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(w) + `" w:type="dxa"/></w:tcPr>`
	}
	m.put(`</w:tblGrid>`)
	if t.heads != nil {
		m.row(`<w:tr><w:trPr><w:tblHeader/></w:trPr>`, columns, t.head())
	}
	for _, row := range t.rows {
		m.row(`<w:tr>`, columns, row)
	}
	m.put(`</w:tbl>`)
}

func (m *markup) row(begin string, columns []string, cells []cell) {
	m.put(begin)
	for i, c := range cells {
		m.put(columns[i])
		for _, p := range c {
			m.paragraph(p)
		}
		m.put(`</w:tc>`)
	}
	m.put(`</w:tr>`)
}

// paragraph writes a text, one paragraph for each of its pieces. The anchor is around the first.
func (m *markup) paragraph(p paragraph) {
	for i, piece := range p.pieces() {
		rightToLeft := text.RightToLeft(piece)
		m.put(`<w:p><w:pPr><w:pStyle w:val="`, string(p.style), `"/>`)
		if p.newPage && i == 0 {
			m.put(`<w:pageBreakBefore/>`)
		}
		if rightToLeft {
			m.put(`<w:bidi/>`)
		}
		m.put(`</w:pPr>`)
		mark := ""
		if p.anchor != "" && i == 0 {
			mark = strconv.Itoa(m.marks)
			m.marks++
			m.put(`<w:bookmarkStart w:id="`, mark, `" w:name="`, escaped(p.anchor), `"/>`)
		}
		if p.links != nil {
			m.links(p.links)
		} else {
			m.words("", piece, rightToLeft)
		}
		if mark != "" {
			m.put(`<w:bookmarkEnd w:id="`, mark, `"/>`)
		}
		m.put(`</w:p>`)
	}
}

func (m *markup) links(list []link) {
	for i, l := range list {
		if i > 0 {
			m.words("", between, false)
		}
		m.put(`<w:hyperlink w:anchor="`, escaped(l.to), `" w:history="1">`)
		m.words(`<w:rStyle w:val="Hyperlink"/>`, l.words, false)
		m.put(`</w:hyperlink>`)
	}
}

// words writes runs.
func (m *markup) words(properties, s string, rightToLeft bool) {
	if s == "" {
		return
	}
	for _, part := range stretches(s, rightToLeft) {
		own := properties
		if part.rightToLeft {
			own += `<w:rtl/>`
		}
		m.put(`<w:r>`)
		if own != "" {
			m.put(`<w:rPr>`, own, `</w:rPr>`)
		}
		m.characters(part.words)
		m.put(`</w:r>`)
	}
}

// characters writes a text. Line feeds, tabs and soft hyphens are elements: as characters, Word makes a space of the
// first two and a visible hyphen of the third.
func (m *markup) characters(s string) {
	for s != "" {
		n := strings.IndexAny(s, "\n\t\u00ad")
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			m.put(`<w:t xml:space="preserve">`, escaped(s[:n]), `</w:t>`)
			s = s[n:]
			continue
		}
		element, rest := controlled(s)
		m.put(element)
		s = rest
	}
}

// controlled is the element for the character that begins s, and what follows it.
func controlled(s string) (element, rest string) {
	switch {
	case s[0] == '\n':
		return `<w:br/>`, s[1:]
	case s[0] == '\t':
		return `<w:tab/>`, s[1:]
	}
	return `<w:softHyphen/>`, strings.TrimPrefix(s, "\u00ad")
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escaped is clean text as XML. Clean text has none of the characters that XML 1.0 cannot hold.
func escaped(s string) string { return escapes.Replace(s) }
