package exporttest

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// stretch is a stretch of marked content with what is said in it.
type stretch struct {
	text strings.Builder
}

// content interprets the operators of a page, as far as structure and text depend on them.
type content struct {
	f        *PDF
	page     int
	report   func(string, ...any)
	open     []string // what is open: "artifact", "element" or "span"
	at       int      // the open MCID
	actual   bool     // inside of a span that has replaced the text
	inText   bool
	font     *face
	stretchs []*stretch
	fonts    map[string]*face
}

// face answers what a code of a font stands for.
type face struct {
	unicode map[int]rune
	glyphs  []byte
}

var (
	painting = []string{"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "Tj", "TJ", "'", "\"", "BI"}
	mapping  = regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]{4})>\n`)
)

func (f *PDF) faces() map[string]*face {
	fonts := map[string]*face{}
	for name, ref := range f.dict(f.dict(f.pages[0]["Resources"])["Font"]) {
		font := f.dict(ref)
		cid := f.dict(f.array(font["DescendantFonts"])[0])
		fc := &face{unicode: map[int]rune{}, glyphs: f.streamOf(cid["CIDToGIDMap"])}
		_, entries, _ := bytes.Cut(f.streamOf(font["ToUnicode"]), []byte("endcodespacerange"))
		for _, m := range mapping.FindAllSubmatch(entries, -1) {
			code, _ := strconv.ParseUint(string(m[1]), 16, 16)
			r, _ := strconv.ParseUint(string(m[2]), 16, 16)
			fc.unicode[int(code)] = rune(r)
		}
		fonts[name] = fc
	}
	return fonts
}

// read interprets a page and returns its stretches by MCID.
func (c *content) read() []*stretch {
	s := &scanner{c.f.streamOf(c.f.pages[c.page]["Contents"]), 0}
	var args []any
	for !s.done() {
		v := s.value()
		op, ok := v.(operator)
		if !ok {
			args = append(args, v)
			continue
		}
		c.operate(string(op), args)
		args = args[:0]
	}
	if len(c.open) > 0 || c.inText {
		c.report("page %d ends inside of marked content or text", c.page+1)
	}
	return c.stretchs
}

func (c *content) operate(op string, args []any) {
	if slices.Contains(painting, op) && len(c.open) == 0 {
		c.report("page %d: %s outside of marked content", c.page+1, op)
	}
	switch op {
	case "BT", "ET":
		if c.inText == (op == "BT") {
			c.report("page %d: unbalanced %s", c.page+1, op)
		}
		c.inText = op == "BT"
	case "BDC", "BMC":
		c.begin(args)
	case "EMC":
		if len(c.open) == 0 {
			c.report("page %d: EMC without beginning", c.page+1)
			return
		}
		if c.open[len(c.open)-1] == "span" {
			c.actual = false
		}
		c.open = c.open[:len(c.open)-1]
	case "Tf":
		c.font = c.fonts[string(args[0].(pdfName))]
	case "Tj":
		c.show(args[0].(pdfString))
	case "TJ", "'", "\"", "BI", "Do", "sh":
		c.report("page %d: %s is not expected", c.page+1, op)
	}
}

func (c *content) begin(args []any) {
	properties, _ := args[len(args)-1].(pdfDict)
	mcid, marked := properties["MCID"].(float64)
	actual, span := properties["ActualText"]
	switch {
	case args[0] == pdfName("Artifact") && len(c.open) == 0:
		c.open = append(c.open, "artifact")
	case marked && len(c.open) == 0:
		if int(mcid) != len(c.stretchs) {
			c.report("page %d: MCID %v after %d stretches", c.page+1, mcid, len(c.stretchs))
		}
		c.open, c.at = append(c.open, "element"), len(c.stretchs)
		c.stretchs = append(c.stretchs, &stretch{})
	case span && len(c.open) == 1:
		c.open, c.actual = append(c.open, "span"), true
		if c.open[0] == "element" {
			c.stretchs[c.at].text.WriteString(textOf(actual))
		}
	default:
		c.report("page %d: %v inside of %v", c.page+1, args[0], c.open)
		c.open = append(c.open, "unknown")
	}
}

func (c *content) show(codes pdfString) {
	if c.font == nil || !c.inText {
		c.report("page %d: text without font", c.page+1)
		return
	}
	for i := 0; i+1 < len(codes); i += 2 {
		code := int(codes[i])<<8 | int(codes[i+1])
		r, known := c.font.unicode[code]
		if !known {
			c.report("page %d: code %04X has no character", c.page+1, code)
		}
		if c.font.glyphs[2*code] == 0 && c.font.glyphs[2*code+1] == 0 {
			c.report("page %d: code %04X has no glyph", c.page+1, code)
		}
		if len(c.open) > 0 && c.open[0] == "element" && !c.actual {
			c.stretchs[c.at].text.WriteRune(r)
		}
	}
}
