package fonts

import (
	"bytes"
	"testing"
)

func load(t *testing.T) Set {
	t.Helper()
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestFacesCoverWhatGermanTownsWrite(t *testing.T) {
	set := load(t)
	for _, r := range "ÄÖÜäöüßẞ€§°²³½‚‘„“»«–—…•☐✓☎łşğčžЖעא" {
		if !set.Has(r) {
			t.Errorf("no glyph for %q", r)
		}
	}
	for _, r := range []rune{0x1f600, 0x4e2d, 0xe0a0, 0xf6c5, 0xfeff, -1, '\n', 0xffff} {
		if set.Has(r) {
			t.Errorf("U+%04X counts as drawable", r)
		}
		if got := set.Sans.Advance(r); got != 0 {
			t.Errorf("U+%04X is %d wide, want 0", r, got)
		}
	}
}

func TestAdvanceIsThatOfTheFontFile(t *testing.T) {
	set := load(t)
	// hmtx of DejaVu 2.37: 1172, 1282 and 1233 of 2048 units.
	for _, c := range []struct {
		face *Face
		r    rune
		want int
	}{{set.Sans, '0', 572}, {set.Bold, '0', 626}, {set.Mono, '0', 602}} {
		if got := c.face.Advance(c.r); got != c.want {
			t.Errorf("advance of %q: got %d, want %d", c.r, got, c.want)
		}
	}
}

func TestDocumentsDoNotShareFontBytes(t *testing.T) {
	face := load(t).Sans
	a, b := face.Bytes(), face.Bytes()
	a[0] ^= 0xff
	if bytes.Equal(a, b) || !bytes.Equal(b, face.Bytes()) {
		t.Error("a write into one document's font reached another one")
	}
}
