package paper

import "github.com/einwand/einwand/export/tagged"

func (l placed) draw(page *tagged.Page) {
	switch {
	case l.rule:
		page.Line(tagged.Point{X: left, Y: l.y}, tagged.Point{X: right, Y: l.y}, 0.6, 0.59)
	case l.paths != nil:
		frame := tagged.Drawing{Paths: l.paths[:1], Weight: 0.6, Grey: 0.59}
		page.Figure(l.owner, l.paths[0][0], right-left, l.height, frame, tagged.Drawing{Paths: l.paths[1:], Weight: 1.6, Grey: 0.08})
	default:
		page.Text(l.owner, tagged.Text{Face: l.face, Size: l.size, Grey: l.grey, X: l.x, Y: l.y,
			Words: l.words, RTL: l.rtl, Hyphen: l.hyphen, Space: l.space})
	}
}
