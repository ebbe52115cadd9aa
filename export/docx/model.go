package docx

import "strings"

// style is the id of a paragraph style in parts/styles.xml.
type style string

const (
	title      style = "Title"
	subtitle   style = "Subtitle"
	heading1   style = "Heading1"
	heading2   style = "Heading2"
	authority  style = "Authority"
	audience   style = "Audience"
	plain      style = "Normal"
	contents1  style = "TOC1"
	contents2  style = "TOC2"
	bullet     style = "ListBullet"
	label      style = "Label"
	value      style = "Value"
	figure     style = "Figure"
	cellText   style = "Cell"
	cellStrong style = "CellStrong"
	cellSmall  style = "CellSmall"
	cellMark   style = "CellMark"
	number     style = "Number"
	columnHead style = "ColumnHead"
	choice     style = "Choice"
	field      style = "Field"
	code       style = "Code"
)

// paragraph is a text with a style. In the file it is as many paragraphs as an empty line divides it into, but for code,
// which is copied by hand and keeps its empty lines.
type paragraph struct {
	style   style
	text    string
	links   []link // instead of a text
	anchor  string // by which links find the paragraph; may be empty
	newPage bool
}

// link leads to an anchor of the same file.
type link struct{ words, to string }

// between stands between the links of a paragraph.
const between = "   "

// pieces are the paragraphs of the file.
func (p paragraph) pieces() []string {
	switch {
	case p.links != nil:
		words := make([]string, len(p.links))
		for i, l := range p.links {
			words[i] = l.words
		}
		return []string{strings.Join(words, between)}
	case p.style == code:
		return []string{p.text}
	}
	return strings.Split(p.text, "\n\n")
}

// cell is what stands in one column of a row. It has at least one paragraph.
type cell []paragraph

// table is a table over the whole width or a part of it. Its columns have fixed widths in twentieths of a point.
type table struct {
	summary string // for those who do not see the table
	widths  []int
	heads   []string // repeated on every page; none in a table of labels and values
	rows    [][]cell
}

// block is a paragraph over the whole width, or a table.
type block struct {
	paragraph
	table *table
}
