package pdf

import (
	"fmt"
	"strconv"

	"github.com/einwand/einwand/export/tagged"
	"github.com/einwand/einwand/export/text"
)

// finish draws what had to wait until all pages were known, and makes the file.
func (l *layout) finish() (*tagged.File, error) {
	for _, r := range l.later {
		l.refer(r)
	}
	for i, out := range l.sheets {
		l.words(out, l.pageNumber(i+1))
	}
	for _, t := range l.targets {
		at := tagged.Place{Page: t.page, Y: t.y}
		l.doc.Bookmark(t.level, text.Unguided(t.title), at)
		if t.name != "" {
			l.doc.Name(t.name, at)
		}
	}
	e := l.e
	file, err := l.doc.Write(tagged.Meta{
		Title: e.Title + ", " + e.Audience + ": " + text.Unguided(e.Plan), Author: text.Unguided(e.Authority), Created: e.Frozen, Changed: e.Changed,
		Carries: l.attachment(),
	})
	if err != nil {
		return nil, fmt.Errorf("draw table %d: %w", e.Number, err)
	}
	return file, nil
}

// draw draws a page, with what stands at its head and foot but for its number.
func (l *layout) draw(p *page) {
	out := l.doc.NewPage()
	l.sheets = append(l.sheets, out)
	for _, r := range append(p.rules, rule{x: marginLeft, y: l.sheet.contentEnd() + 8, w: l.sheet.width(), weight: 0.5, grey: 0.55}) {
		r.draw(out)
	}
	for i := range p.lines {
		line := &p.lines[i]
		if line.blank {
			x := line.x + line.width + 4
			rule{x: x, y: line.y + 2, w: line.right - x, weight: 0.5, grey: 0.33}.draw(out)
		}
		if line.bar > 0 {
			from, to := line.right-barsWidth, line.right-barsEnd
			rule{x: from, y: line.y - 5.5, w: max(1, line.bar*(to-from)), h: 6, grey: 0.6}.draw(out)
		}
	}
	if len(l.sheets) > 1 {
		l.words(out, l.head)
		l.words(out, l.onPage(p))
	}
	l.words(out, p.lines)
	l.words(out, l.runningFoot())
	out.Seal()
}

// reference is a line that shows the number of a page.
type reference struct {
	placed
	sheet *tagged.Page
}

// words sets lines, but for references.
func (l *layout) words(out *tagged.Page, lines []placed) {
	for i := range lines {
		line := &lines[i]
		if line.target != nil {
			l.later = append(l.later, reference{*line, out})
			continue
		}
		s := &line.style
		out.Text(line.owner, tagged.Text{
			Face: s.face, Size: s.size, Grey: s.grey, X: line.x, Y: line.y,
			Words: line.text, RTL: line.rtl, Hyphen: line.hyphen, Space: line.space,
		})
	}
}

// refer sets a reference, which leads to the page that it names.
func (l *layout) refer(r reference) {
	t := r.target
	r.target, r.text = nil, strconv.Itoa(t.page)
	r.x = r.right - l.width(r.style, r.text)
	l.words(r.sheet, []placed{r.placed})
	r.sheet.Link(r.owner, tagged.Point{X: r.left, Y: r.y - r.lead}, r.right-r.left, r.lead*1.2,
		tagged.Place{Page: t.page, Y: t.y}, fmt.Sprintf("%s, Seite %d", text.Unguided(t.title), t.page))
}

// draw draws a line, or a box if it has no weight.
func (r rule) draw(out *tagged.Page) {
	if r.weight == 0 {
		out.Box(tagged.Point{X: r.x, Y: r.y}, r.w, r.h, r.grey)
		return
	}
	out.Line(tagged.Point{X: r.x, Y: r.y}, tagged.Point{X: r.x + r.w, Y: r.y + r.h}, r.weight, r.grey)
}
