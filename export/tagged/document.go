package tagged

import (
	"fmt"
	"strings"
	"time"

	"github.com/einwand/einwand/export/pdf/fonts"
)

// Size is that of every page, in points.
type Size struct{ Width, Height float64 }

// The sizes.
var (
	A4Portrait  = Size{595.28, 841.89}
	A4Landscape = Size{841.89, 595.28}
	A3Landscape = Size{1190.55, 841.89}
)

// Place is where something leads to: a page, counted from 1, and a height from its upper edge.
type Place struct {
	Page int
	Y    float64
}

// Document collects pages and their structure. It belongs to one goroutine and is written once. Sealed pages and elements
// that are done take no more room than in the file.
type Document struct {
	set       fonts.Set
	size      Size
	file      *File
	tree      int // the number of the root of the tree, which is above the root element
	root      *Element
	done      []*Element // wait until the page is sealed that holds their end
	room      []Element
	scratch   []byte
	pages     []*Page
	used      [faces]runeSet // gofpdf must embed these
	bookmarks []bookmark
	names     []name
	links     []*link
}

// runeSet is a set of runes of the Basic Multilingual Plane.
type runeSet [1 << 16]bool

// String lists the runes in rising order.
func (s *runeSet) String() string {
	var b strings.Builder
	for r, ok := range s {
		if ok {
			b.WriteRune(rune(r))
		}
	}
	return b.String()
}

type bookmark struct {
	level int
	title string
	place Place
}

type name struct {
	name  string
	place Place
}

// link is an annotation that leads from a rectangle of a page to a place.
type link struct {
	page          *Page
	at            Point
	width, height float64
	to            Place
	words         string
	owner         *Element
	number        int
}

// New begins a document without pages.
func New(set fonts.Set, s Size) *Document {
	d := &Document{set: set, size: s, file: newFile()}
	d.tree = d.file.next()
	d.root = &Element{doc: d, role: document, number: d.file.next()}
	return d
}

// Root is the element that holds all others.
func (d *Document) Root() *Element { return d.root }

// NewPage begins a page.
func (d *Document) NewPage() *Page {
	p := &Page{doc: d, index: len(d.pages), number: d.file.next(), contents: d.file.next(), buf: d.file.squeezer.buffer(), pen: pen{weight: 1}}
	d.pages = append(d.pages, p)
	return p
}

// maxTitle is the length to which bookmarks are shortened. PDF/A allows no string above 32,767 bytes, and no window shows
// as much.
const maxTitle = 160

// Bookmark adds an entry to the outline: of level 0, or of level 1 below the last one of level 0.
func (d *Document) Bookmark(level int, title string, at Place) {
	if runes := []rune(title); len(runes) > maxTitle {
		title = string(runes[:maxTitle]) + "…"
	}
	if len(d.bookmarks) == 0 {
		level = 0
	}
	d.bookmarks = append(d.bookmarks, bookmark{min(level, 1), strings.ReplaceAll(title, "\n", " "), at})
}

// Name gives a place a name, so that other files and pages can link to it: "tabelle.pdf#nameddest=stn-17". Characters
// that an address would have to encode become hyphens; of two equal names the first one holds.
func (d *Document) Name(words string, at Place) {
	d.names = append(d.names, name{plain(words), at})
}

func plain(words string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, words)
}

// Link makes a rectangle of the page lead to a place. The element has the role Link; words say where it leads.
func (p *Page) Link(e *Element, at Point, width, height float64, to Place, words string) {
	l := &link{page: p, at: at, width: width, height: height, to: to, words: words, owner: e}
	e.kids = append(e.kids, kid{link: l})
	p.links = append(p.links, l)
	p.doc.links = append(p.doc.links, l)
}

// Meta is what a file says of itself.
type Meta struct {
	Title   string
	Author  string // may be empty
	Created time.Time
	Changed time.Time
	Carries *Attachment // may be nil
}

// Write turns the document into a file. Errors: ErrLibrary when gofpdf panics, ErrShell when it wrote something else than
// expected.
func (d *Document) Write(m Meta) (*File, error) {
	raw, err := d.shell()
	if err != nil {
		return nil, fmt.Errorf("fonts and pages of %q: %w", m.Title, err)
	}
	m.Title, m.Author = strings.ReplaceAll(m.Title, "\n", " "), strings.ReplaceAll(m.Author, "\n", " ")
	if err := d.rewrite(raw, m); err != nil {
		return nil, fmt.Errorf("structure of %q: %w", m.Title, err)
	}
	return d.file, nil
}

// rewrite completes the file from a shell.
func (d *Document) rewrite(shell []byte, m Meta) error {
	for _, p := range d.pages {
		p.Seal()
		p.close()
	}
	var err error
	if d.file.shell, err = readShell(shell); err != nil {
		return err
	}
	if err := d.assemble(d.file, m); err != nil {
		return err
	}
	return d.file.finish()
}
