package pdf

import (
	"fmt"
	"strconv"

	"github.com/einwand/einwand/export/tagged"
	"github.com/einwand/einwand/export/text"
)

// draw turns a layout into a PDF file.
func draw(l *layout) (*tagged.File, error) {
	for i, p := range l.pages {
		l.draw(l.doc.NewPage(), p, i+1)
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
	})
	if err != nil {
		return nil, fmt.Errorf("draw table %d: %w", e.Number, err)
	}
	return file, nil
}

// draw draws page n, with what stands at its head and foot.
func (l *layout) draw(out *tagged.Page, p *page, n int) {
	for _, r := range append(p.rules, rule{x: marginLeft, y: contentEnd + 8, w: marginRight - marginLeft, weight: 0.5, grey: 0.55}) {
		r.draw(out)
	}
	for _, line := range p.lines {
		if line.blank {
			x := line.x + line.width + 4
			rule{x: x, y: line.y + 2, w: line.right - x, weight: 0.5, grey: 0.33}.draw(out)
		}
	}
	if n > 1 {
		l.words(out, l.runningHead())
	}
	l.words(out, p.lines)
	l.words(out, l.runningFoot(n))
}

// words sets lines. Page references get their numbers here, when all pages are known.
func (l *layout) words(out *tagged.Page, lines []placed) {
	for _, line := range lines {
		s, t := line.style, line.target
		if t != nil {
			line.text = strconv.Itoa(t.page)
			line.x = line.right - l.width(s, line.text)
		}
		out.Text(line.owner, tagged.Text{
			Face: s.face, Size: s.size, Grey: s.grey, X: line.x, Y: line.y,
			Words: line.text, RTL: line.rtl, Hyphen: line.hyphen, Space: line.space,
		})
		if t != nil {
			out.Link(line.owner, tagged.Point{X: line.left, Y: line.y - line.lead}, line.right-line.left, line.lead*1.2,
				tagged.Place{Page: t.page, Y: t.y}, fmt.Sprintf("%s, Seite %d", text.Unguided(t.title), t.page))
		}
	}
}

// draw draws a line, or a box if it has no weight.
func (r rule) draw(out *tagged.Page) {
	if r.weight == 0 {
		out.Box(tagged.Point{X: r.x, Y: r.y}, r.w, r.h, r.grey)
		return
	}
	out.Line(tagged.Point{X: r.x, Y: r.y}, tagged.Point{X: r.x + r.w, Y: r.y + r.h}, r.weight, r.grey)
}
