package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// latin draws the Basic Multilingual Plane up to U+24FF, in the manner of a text font.
func latin(r rune) bool { return r >= ' ' && r < 0x2500 && !unicode.Is(unicode.Cf, r) }

func TestClean(t *testing.T) {
	tests := []struct {
		name, in, want string
	}{
		{"plain", "Bahn, Lärm & <b>", "Bahn, Lärm & <b>"},
		{"decomposed umlaut of a Mac", "Ba\u0308ume", "Bäume"},
		{"control character between letter and accent", "Ba\x01\u0308ume", "Bäume"},
		{"line ends of all systems", "a\r\nb\rc\nd\u2028e\u0085f\x0cg", "a\nb\nc\nd\ne\nf\ng"},
		{"tab", "a\tb", "a b"},
		{"controls", "a\x00b\x1bc\u009fd", "abcd"},
		{"noncharacters", "a\ufffeb\ufdd0c\U0001ffffd", "abcd"},
		{"cut sequence", "Te\xe2", "Te[0xE2]"},
		{"byte of another encoding", "Stra\xdfe", "Stra[0xDF]e"},
		{"emoji", "gut 😀", "gut [U+1F600]"},
		{"family of emoji", "👨\u200d👧", "[U+1F468][U+1F467]"},
		{"glyph that the font lacks", "中", "[U+4E2D]"},
		{"breaking guides stay", "Bau\u00adleit\u200bplan\u2060ung", "Bau\u00adleit\u200bplan\u2060ung"},
		{"override of direction", "a\u202eb", "ab"},
		{"gofpdf alias", "{nb}", "{nb}"},
		{"no-break space", "§\u00a03", "§\u00a03"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := NewCleaner(latin).Clean(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFormatThatShowsEverythingKeepsEverything(t *testing.T) {
	in := "😀 👨\u200d👧 \u202e中 שלום"
	c := NewCleaner(Anything)
	if got := c.Clean(in); got != in || len(c.Replaced()) != 0 {
		t.Errorf("got %q and %v, want the source and nothing replaced", got, c.Replaced())
	}
}

func TestEveryLostCharacterIsOnRecord(t *testing.T) {
	c := NewCleaner(latin)
	c.At("B-001.1")
	c.Clean("😀😀 a\x00")
	c.At("B-002.1")
	c.Clean("😀 \xe2")
	want := []Replacement{
		{Rune: 0x1f600, Treatment: Substituted, Shown: "[U+1F600]", Count: 3, Where: []string{"B-001.1", "B-002.1"}},
		{Rune: 0, Treatment: Omitted, Count: 1, Where: []string{"B-001.1"}},
		{Rune: 0xe2, Treatment: Undecodable, Shown: "[0xE2]", Count: 1, Where: []string{"B-002.1"}},
	}
	got := c.Replaced()
	if !slices.EqualFunc(got, want, func(a, b Replacement) bool {
		return a.Rune == b.Rune && a.Treatment == b.Treatment && a.Shown == b.Shown && a.Count == b.Count &&
			slices.Equal(a.Where, b.Where)
	}) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := got[0].Name()+" "+got[2].Name(), "U+1F600 Byte 0xE2"; got != want {
		t.Errorf("names: got %s, want %s", got, want)
	}
}

func TestZalgoGetsNoForeignJoiner(t *testing.T) {
	in := "a" + strings.Repeat("\u0335", 80)
	if got := NewCleaner(Anything).Clean(in); got != in {
		t.Errorf("got %d bytes, want the %d of the source", len(got), len(in))
	}
}

// wild draws strings that mix valid text with what breaks documents.
var wild = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"\r\n", "\r", "\t", "\x00", "\xff", "\xe2\x82", "a\u0308", "\u200d", "\u00ad", "\u200b",
			"\u034f", "😀", "שלום", "\ufdd0", " ", "-", "/", "\u00a0", "Abwägungs", strings.Repeat("\u0301", 40)}),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	), 0, 12).Draw(t, "parts")
	return strings.Join(parts, "")
})

func checkClean(t interface{ Errorf(string, ...any) }, in string) {
	for _, printable := range []func(rune) bool{latin, Anything} {
		c := NewCleaner(printable)
		got := c.Clean(in)
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) && !strings.Contains(got, strings.Repeat("\u0301", 31)) {
			t.Errorf("%q became %q: not valid UTF-8 in NFC", in, got)
		}
		for _, r := range got {
			if r != '\n' && (unicode.IsControl(r) || nonCharacter(r) || !printable(r) && !guide(r)) {
				t.Errorf("%q became %q: U+%04X is left", in, got, r)
			}
		}
		if again := NewCleaner(printable).Clean(got); again != got {
			t.Errorf("%q became %q, and %q the second time", in, got, again)
		}
	}
}

func TestCleanTextStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClean(t, wild.Draw(t, "in")) })
}

func FuzzClean(f *testing.F) {
	f.Add("Ba\u0308ume 😀\x00\xe2\r\n")
	f.Fuzz(func(t *testing.T, in string) { checkClean(t, in) })
}
