package text

// Ruler measures runes and remembers the narrow ones. It belongs to one goroutine.
type Ruler struct {
	advance func(rune) int
	known   [0x180]uint16 // one more than the advance of a rune of the Latin blocks, 0 while it was not asked for
}

// NewRuler measures by the advance of a face, usually in 1/1000 of the font size.
func NewRuler(advance func(rune) int) *Ruler { return &Ruler{advance: advance} }

// of is the advance of a rune; guides have none.
func (r *Ruler) of(c rune) int {
	if int(c) >= len(r.known) {
		if guide(c) {
			return 0
		}
		return r.advance(c)
	}
	if r.known[c] == 0 {
		a := 0
		if !guide(c) {
			a = r.advance(c)
		}
		r.known[c] = uint16(a) + 1
	}
	return int(r.known[c]) - 1
}
