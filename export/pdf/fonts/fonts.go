// Package fonts holds the typefaces of printed documents and answers what they can draw and how wide it is.
//
// The faces are DejaVu Sans Condensed and DejaVu Sans Mono 2.37 (LICENSE-DejaVu.txt): free to embed, a tenth narrower
// than DejaVu Sans, which a table of seven columns needs, and wide enough for German with ẞ, for Greek,
// Cyrillic, Hebrew and Arabic letters. gofpdf offers no way to ask which runes a font has, so the tables are read with
// x/image.
//
// Invariant: the embedded bytes never leave the package uncopied. gofpdf writes into the slice that it is given, and
// two documents at once would race (Face.Bytes; TestDocumentsDoNotShareFontBytes).
package fonts

import (
	"bytes"
	_ "embed" // the faces below
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// last is the highest rune that gofpdf can address; it panics above.
const last = 0xffff

//go:embed DejaVuSansCondensed.ttf
var sans []byte

//go:embed DejaVuSansCondensed-Bold.ttf
var bold []byte

//go:embed DejaVuSansMono.ttf
var mono []byte

// Set is the faces of a document.
type Set struct {
	Sans, Bold, Mono *Face
}

// Face is one typeface. It is read-only and may be used by many documents at once.
type Face struct {
	data    []byte
	advance [last + 1]uint16 // in 1/1000 of the font size, plus one; 0 means that there is no glyph
}

// Load parses the embedded faces once and returns them.
var Load = sync.OnceValues(func() (Set, error) {
	var set Set
	var err error
	for _, f := range []struct {
		face **Face
		data []byte
	}{{&set.Sans, sans}, {&set.Bold, bold}, {&set.Mono, mono}} {
		if *f.face, err = parse(f.data); err != nil {
			return Set{}, err
		}
	}
	return set, nil
})

func parse(data []byte) (*Face, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse embedded font: %w", err)
	}
	face := &Face{data: data}
	var buf sfnt.Buffer
	for r := rune(' '); r <= last; r++ {
		glyph, err := f.GlyphIndex(&buf, r)
		if err != nil {
			return nil, fmt.Errorf("look up U+%04X in embedded font: %w", r, err)
		}
		if glyph == 0 || unspeakable(r) {
			continue
		}
		advance, err := f.GlyphAdvance(&buf, glyph, fixed.I(1000), font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("measure U+%04X in embedded font: %w", r, err)
		}
		face.advance[r] = uint16(advance.Round()) + 1
	}
	return face, nil
}

// unspeakable reports what has a glyph but no meaning: the private use area, whose signs every font makes up for itself,
// and the byte order mark. Neither may be in a file for archives, which promises that its text can be extracted.
func unspeakable(r rune) bool { return r >= 0xe000 && r <= 0xf8ff || r == 0xfeff }

// Bytes returns a copy of the font file for one document.
func (f *Face) Bytes() []byte { return bytes.Clone(f.data) }

// Has reports whether the face has a glyph for r.
func (f *Face) Has(r rune) bool { return r >= 0 && r <= last && f.advance[r] != 0 }

// Advance is the width of r in 1/1000 of the font size; 0 for a rune without a glyph.
func (f *Face) Advance(r rune) int {
	if !f.Has(r) {
		return 0
	}
	return int(f.advance[r]) - 1
}

// Has reports whether every face can draw r, so that no style of a document decides what can be said in it.
func (s Set) Has(r rune) bool { return s.Sans.Has(r) && s.Bold.Has(r) }
