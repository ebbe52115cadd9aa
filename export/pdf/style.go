package pdf

import (
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

// typeface selects one of the embedded faces.
type typeface int

const (
	sans typeface = iota
	bold
	mono
)

// style is how a line looks. Grey runs from 0, black, to 1.
type style struct {
	face typeface
	size float64 // in points
	grey float64
}

var (
	body    = style{sans, 9, 0.1}
	strong  = style{bold, 9, 0.1}
	number  = style{bold, 9.5, 0.1}
	small   = style{sans, 8, 0.33}
	mark    = style{bold, 8, 0.1}
	colHead = style{bold, 8, 0.1}
	running = style{sans, 8, 0.33}
	title   = style{bold, 26, 0.1}
	heading = style{bold, 14, 0.1}
	lead    = style{bold, 14, 0.25}
	factual = style{sans, 10, 0.1}
	label   = style{sans, 10, 0.33}
	code    = style{mono, 9, 0.1}
)

// leading is the height of a line of the style.
func (s style) leading() float64 { return s.size * 1.3 }

// typesetter breaks texts into lines with the metrics of the embedded faces.
type typesetter struct{ set fonts.Set }

func (t typesetter) face(f typeface) *fonts.Face {
	switch f {
	case bold:
		return t.set.Bold
	case mono:
		return t.set.Mono
	}
	return t.set.Sans
}

// width measures a text that stands on one line, in points.
func (t typesetter) width(s style, words string) float64 {
	sum := 0
	for _, r := range text.Visual(words, false) {
		sum += t.face(s.face).Advance(r)
	}
	return float64(sum) * s.size / 1000
}

// lines breaks clean text for a column of the given inner width.
func (t typesetter) lines(s style, words string, width float64) cell {
	face := t.face(s.face)
	broken := text.Lines(words, int(width*1000/s.size), face.Advance)
	out := make(cell, len(broken))
	for i, l := range broken {
		out[i] = line{
			style: s, text: words[l.Start:l.End], hyphen: l.Hyphen, rtl: l.RightToLeft,
			width: float64(l.Width) * s.size / 1000, lead: s.leading(), alignRight: l.RightToLeft,
		}
	}
	return out
}

// shorten cuts a text to a width, with an ellipsis; for running headers only.
func (t typesetter) shorten(s style, words string, width float64) string {
	if t.width(s, words) <= width {
		return words
	}
	runes := []rune(words)
	for len(runes) > 0 && t.width(s, string(runes))+t.width(s, "…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
