package paper

import (
	"fmt"
	"strings"
	"time"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/tagged"
	"github.com/einwand/einwand/export/text"
)

// A4 portrait, in points.
const (
	left        = 62.0
	right       = 595.28 - 56
	top         = 62.0
	bottom      = 770.0
	footer      = 802.0
	labelWidth  = 112.0
	lineSpacing = 1.36
)

// Style is how a line looks, and what it is to who hears it. Grey runs from 0, black, to 1.
type Style struct {
	face tagged.Typeface
	size float64
	grey float64
	role tagged.Role
}

// The styles of a page.
var (
	Title   = Style{tagged.Bold, 22, 0.08, tagged.Title}
	Heading = Style{tagged.Bold, 12, 0.08, tagged.Heading}
	Lead    = Style{tagged.Bold, 11.5, 0.08, tagged.Paragraph}
	Body    = Style{tagged.Sans, 10, 0.08, tagged.Paragraph}
	Strong  = Style{tagged.Bold, 10, 0.08, tagged.Paragraph}
	Label   = Style{tagged.Sans, 10, 0.35, tagged.Paragraph}
	Small   = Style{tagged.Sans, 8.5, 0.35, tagged.Paragraph}
	Code    = Style{tagged.Mono, 7.5, 0.08, tagged.Paragraph} // 16 groups of a hash fit beside a label
)

func (s Style) leading() float64 { return s.size * lineSpacing }

// placed is a line of text, a drawing, or a rule.
type placed struct {
	Style
	owner  *tagged.Element
	x, y   float64
	words  string
	opens  bool // begins a paragraph
	space  bool // the source goes on after white space
	hyphen bool // one follows that the source does not contain
	rtl    bool
	rule   bool
	paths  [][]Point // a frame, and what is drawn in it
	height float64
}

// Point is a place on a page, in points from its upper left corner.
type Point = tagged.Point

// Paper is the pages as they fill.
type Paper struct {
	set   fonts.Set
	clean *text.Cleaner
	doc   *tagged.Document
	facts *tagged.Element // the table that is open
	value *tagged.Element // the last cell in it
	list  *tagged.Element // the list that is open
	pages [][]placed
	y     float64
}

// New begins the first page.
func New(set fonts.Set) *Paper {
	p := &Paper{set: set, clean: text.NewCleaner(set.Has), doc: tagged.New(set, tagged.A4Portrait)}
	p.turn()
	return p
}

func (p *Paper) turn() { p.pages, p.y = append(p.pages, nil), top }

// Need begins a page when less than h is left, so that a heading does not stand alone.
func (p *Paper) Need(h float64) {
	if p.y+h > bottom {
		p.turn()
	}
}

// Gap leaves space, unless the page has just begun.
func (p *Paper) Gap(h float64) {
	if p.y > top {
		p.y += h
	}
}

func (p *Paper) put(l placed) {
	last := len(p.pages) - 1
	p.pages[last] = append(p.pages[last], l)
}

// Rule draws a line over the width of the page.
func (p *Paper) Rule() {
	p.put(placed{rule: true, y: p.y})
	p.y += 10
}

// lines breaks foreign words for a width.
func (p *Paper) lines(s Style, words string, width float64) []placed {
	words = p.clean.Clean(words)
	if s.face == tagged.Mono && !p.monospaced(words) {
		s.face = tagged.Sans
	}
	face := s.face.Of(p.set)
	var list []placed
	for i, l := range text.Lines(words, int(width*1000/s.size), face.Advance) {
		line := placed{
			Style: s, words: words[l.Start:l.End], opens: i == 0 || list[i-1].words == "",
			space: l.Next > l.End && !l.Hyphen, hyphen: l.Hyphen, rtl: l.RightToLeft,
		}
		if l.RightToLeft {
			line.x = width - float64(l.Width)*s.size/1000
		}
		list = append(list, line)
	}
	return list
}

func (p *Paper) monospaced(words string) bool {
	for _, r := range words {
		if r != '\n' && !p.set.Mono.Has(r) {
			return false
		}
	}
	return true
}

// Say sets a paragraph, or a heading if that is the style.
func (p *Paper) Say(s Style, words string) {
	p.facts, p.list = nil, nil
	p.say(p.doc.Root(), s, left, words)
}

// say sets paragraphs from x on, below a parent.
func (p *Paper) say(parent *tagged.Element, s Style, x float64, words string) {
	var owner *tagged.Element
	opens := true
	for _, l := range p.lines(s, words, right-x) {
		if opens = opens || l.opens; opens && !text.Unseen(l.words) {
			owner, opens = parent.Add(s.role), false
		}
		p.Need(s.leading())
		l.owner, l.x, l.y = owner, l.x+x, p.y+s.size
		p.put(l)
		p.y += s.leading()
	}
}

// Fact sets a label and its value beside each other, on one base line. Facts that follow each other are one table.
func (p *Paper) Fact(name string, value Style, words string) {
	if p.facts == nil {
		p.facts, p.list = p.doc.Root().AddTable("Angaben"), nil
	}
	row := p.facts.Add(tagged.Row)
	header := row.AddHeader(tagged.OfRow)
	p.value = row.Add(tagged.Cell)
	p.Need(2 * Label.leading())
	below := p.y
	for _, l := range p.lines(Label, name, labelWidth-8) {
		l.owner, l.x, l.y = header, left, below+Label.size
		p.put(l)
		below += Label.leading()
	}
	page := len(p.pages)
	p.y += Label.size - value.size
	p.say(p.value, value, left+labelWidth, words)
	if len(p.pages) == page {
		p.y = max(p.y, below)
	}
	p.y += 3
}

// More sets further lines of a fact below its value, closer than the next fact.
func (p *Paper) More(s Style, words string) {
	p.y -= 3
	p.say(p.value, s, left+labelWidth, words)
	p.y += 3
}

// Section sets a heading that stays with what follows.
func (p *Paper) Section(words string) {
	p.Gap(14)
	p.Need(5 * Body.leading())
	p.Say(Heading, words)
	p.Gap(3)
}

// Numbered sets a paragraph behind its number. Those that follow each other are one list.
func (p *Paper) Numbered(n int, words string) {
	const indent = 16
	if p.list == nil {
		p.list, p.facts = p.doc.Root().AddList("Decimal"), nil
	}
	item := p.list.Add(tagged.Item)
	p.Need(2 * Body.leading())
	p.put(placed{Style: Body, owner: item.Add(tagged.Label), x: left, y: p.y + Body.size, words: fmt.Sprintf("%d.", n), space: true})
	p.say(item.Add(tagged.ItemBody), Body, left+indent, words)
	p.y += 2
}

// Replaced lists the characters that the fonts lack.
func (p *Paper) Replaced() []text.Replacement { return p.clean.Replaced() }

// Meta is what a file says of itself. Foot stands on every page, before its number.
type Meta struct {
	Title string
	Foot  string
	At    time.Time // creation and change
}

// Draw turns the pages into a file. Its errors are those of tagged.Document.Write.
func (p *Paper) Draw(m Meta) (*tagged.File, error) {
	for i, lines := range p.pages {
		page := p.doc.NewPage()
		for _, l := range lines {
			l.draw(page)
		}
		foot := fmt.Sprintf("%s · Seite %d von %d", p.oneLine(Small, m.Foot, right-left-90), i+1, len(p.pages))
		placed{Style: Small, x: left, y: footer, words: foot}.draw(page)
	}
	return p.doc.Write(tagged.Meta{Title: text.Unguided(p.clean.Clean(m.Title)), Created: m.At, Changed: m.At})
}

// oneLine is the beginning of a text that stands on one line; for what stands in full elsewhere.
func (p *Paper) oneLine(s Style, words string, width float64) string {
	words = strings.ReplaceAll(p.clean.Clean(words), "\n", " ")
	lines := text.Lines(words, int(width*1000/s.size), s.face.Of(p.set).Advance)
	if len(lines) < 2 {
		return words
	}
	return words[:lines[0].End] + " …"
}
