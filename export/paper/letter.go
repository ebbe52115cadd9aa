package paper

import (
	"fmt"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/tagged"
	"github.com/einwand/einwand/export/text"
)

// The places of a letter by DIN 5008, form B, in points: the window of an envelope shows 85 by 45 mm.
const (
	mm            = 72 / 25.4
	windowTop     = 45 * mm
	windowHeight  = 45 * mm
	addressLeft   = 25 * mm // 5 mm inside the window
	addressWidth  = 75 * mm
	addressTop    = windowTop + 17.7*mm // below the zone for the sender
	addressHeight = 27.3 * mm
	infoLeft      = 125 * mm
	infoTop       = 50 * mm
	infoWidth     = 62 * mm
	textTop       = windowTop + windowHeight + 8.46*mm
	foldAt        = 105 * mm
	punchAt       = 148.5 * mm
)

// Styles of a letter alone.
var (
	Subject = Style{tagged.Bold, 13, 0.08, tagged.Title}
	sender  = Style{tagged.Sans, 7, 0.35, tagged.Paragraph}
	address = []Style{
		{tagged.Sans, 10, 0.08, tagged.Paragraph}, {tagged.Sans, 8.5, 0.08, tagged.Paragraph}, {tagged.Sans, 7, 0.08, tagged.Paragraph},
	}
)

// Letters are any number of letters in one file. Each begins on a page of its own, and its pages are counted by themselves.
type Letters struct {
	*Paper
	begun []begun
}

// begun is a letter: its first page, and what stands at its feet.
type begun struct {
	page int
	foot string
}

// NewLetters begins a file without a letter.
func NewLetters(set fonts.Set) *Letters {
	return &Letters{Paper: &Paper{set: set, clean: text.NewCleaner(set.Has), doc: tagged.New(set, tagged.A4Portrait)}}
}

// Letterhead is what a letter says before its subject.
type Letterhead struct {
	Name   string   // of the sender, at the head
	Office string   // below it
	Sender string   // on one line above the address, for the post
	To     []string // name and address, one on a line
	Info   []string // who answers, how, and the date, one on a line
	Foot   string   // stands on every page of the letter, before its number
}

// Begin turns the page for the next letter and sets what stands before its subject.
func (l *Letters) Begin(h Letterhead) {
	l.facts, l.list = nil, nil
	l.begun = append(l.begun, begun{len(l.pages), h.Foot})
	l.turn()
	l.Say(Strong, h.Name)
	if h.Office != "" {
		l.Say(Small, h.Office)
	}
	l.block(sender, addressLeft, addressTop-sender.leading()-2, addressWidth, []string{h.Sender})
	l.window(h.To)
	l.block(Small, infoLeft, infoTop, infoWidth, h.Info)
	l.y = textTop
}

// window sets the address, smaller where it is long, so that the envelope shows all of it.
func (l *Letters) window(lines []string) {
	for i, s := range address {
		last := i == len(address)-1
		if float64(l.count(s, lines))*s.leading() <= addressHeight || last {
			l.block(s, addressLeft, addressTop, addressWidth, lines)
			return
		}
	}
}

func (l *Letters) count(s Style, lines []string) (n int) {
	for _, words := range lines {
		n += len(l.lines(s, words, addressWidth))
	}
	return n
}

// block sets lines at their place, whatever stands beside them.
func (l *Letters) block(s Style, x, y, width float64, lines []string) {
	for _, words := range lines {
		owner := l.doc.Root().Add(s.role)
		for _, p := range l.lines(s, words, width) {
			p.owner, p.x, p.y = owner, p.x+x, y+s.size
			l.put(p)
			y += s.leading()
		}
	}
}

// Draw turns the letters into a file. Its errors are those of tagged.Document.Write.
func (l *Letters) Draw(m Meta) (*tagged.File, error) {
	for i, b := range l.begun {
		end := len(l.pages)
		if i+1 < len(l.begun) {
			end = l.begun[i+1].page
		}
		for n := b.page; n < end; n++ {
			page := l.doc.NewPage()
			for _, p := range l.pages[n] {
				p.draw(page)
			}
			if n == b.page {
				marks(page)
			}
			foot := fmt.Sprintf("%s · Seite %d von %d", l.oneLine(Small, b.foot, right-left-90), n-b.page+1, end-b.page)
			placed{Style: Small, x: left, y: footer, words: foot}.draw(page)
		}
	}
	return l.doc.Write(tagged.Meta{Title: text.Unguided(l.clean.Clean(m.Title)), Created: m.At, Changed: m.At})
}

// marks say where to fold and to punch.
func marks(page *tagged.Page) {
	for _, y := range []float64{foldAt, punchAt, 2 * foldAt} {
		page.Line(tagged.Point{X: 4 * mm, Y: y}, tagged.Point{X: 8 * mm, Y: y}, 0.4, 0.59)
	}
}
