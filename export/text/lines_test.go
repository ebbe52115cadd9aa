package text

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// cells measures every rune as one, combining marks and guides as nothing.
func cells(r rune) int {
	if r >= 0x300 && r < 0x370 || r == zeroSpace || r == wordJoiner {
		return 0
	}
	return 1
}

func show(s string, lines []Line) string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = Visual(s[l.Start:l.End], false)
		if l.Hyphen {
			out[i] += "~"
		}
	}
	return strings.Join(out, "|")
}

func TestLines(t *testing.T) {
	tests := []struct {
		name, in string
		width    int
		want     string
	}{
		{"fits", "Lärm am Gleis", 13, "Lärm am Gleis"},
		{"space", "Lärm am Gleis", 9, "Lärm am|Gleis"},
		{"spaces at the break vanish", "Lärm   Gleis", 6, "Lärm|Gleis"},
		{"space that would overflow", "Lärm am", 4, "Lärm|am"},
		{"indent stays", "  a b", 5, "  a b"},
		{"paragraphs and empty lines", "a\n\nb\n", 5, "a||b|"},
		{"no-break space holds", "nach §\u00a03 Abs.", 7, "nach|§\u00a03|Abs."},
		{"paragraph sign keeps its number", "nach § 3", 7, "nach|§ 3"},
		{"narrow no-break space holds", "ca. 5\u202fm breit", 6, "ca.|5\u202fm|breit"},
		{"after hyphen", "Mischgebiet-Nord", 13, "Mischgebiet-|Nord"},
		{"after slash", "Gehweg/Radweg", 8, "Gehweg/|Radweg"},
		{"letter and digit", "A-11 und B", 5, "A-11|und B"},
		{"not between digits", "Jahr 2024/25", 10, "Jahr|2024/25"},
		{"not before a minus", "bei -5 Grad", 6, "bei -5|Grad"},
		{"suspended hyphen", "Wohn- und Misch", 6, "Wohn-|und|Misch"},
		{"soft hyphen unused", "Bau\u00adleit", 9, "Bauleit"},
		{"soft hyphen used", "Bau\u00adleitplan", 6, "Bau~|leit~|plan"},
		{"zero-width space", "abc\u200bdef", 4, "abc|def"},
		{"word joiner", "abc-\u2060def gh", 5, "abc-d|ef gh"},
		{"between placeholders", "[U+1F468][U+1F467]", 12, "[U+1F468]|[U+1F467]"},
		{"long word is cut with a hyphen", "Angelegenheit", 8, "Angele~|genheit"},
		{"long word after a short one", "die Angelegenheit", 8, "die|Angele~|genheit"},
		{"long word begins on the line before", "wie vorgeschlagen", 10, "wie vorge~|schlagen"},
		{"word that fits a line stays whole", "wie vorgeschlagen", 13, "wie|vorgeschlagen"},
		{"address is cut without", "www.stadt-auen.de", 5, "www.s|tadt-|auen.|de"},
		{"digits are cut without", "1234567890", 4, "1234|5678|90"},
		{"accent stays with its letter", "aaaa\u0301bb", 4, "aaa~|a\u0301bb"},
		{"empty", "", 5, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(tt.in, Lines(tt.in, tt.width, cells)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestWordsAreHyphenatedAsInADictionary: places with fewer than three letters on a side are none.
func TestWordsAreHyphenatedAsInADictionary(t *testing.T) {
	for _, want := range []string{
		"Umge-hungs-straße", "Ange-le-gen-heit", "Bür-ger-ver-samm-lung", "Fest-set-zung", "Sam-mel-schrei-ben", "Stra-ßen-ver-kehr",
		"AUS-GLEICHS-FLÄ-CHE", "Schutz", "Grün-flä-che", "Zucker", "Bau-leit-plan-ver-fah-ren", "Abwä-gungs-ta-belle",
		"Gemein-de-rats-sit-zung", "unbe-rück-sich-tigt", "Regen-rück-hal-te-be-cken", "Arten-schutz-prü-fung", "Lärm-schutz-wand",
		"Nah-ver-sor-gungs-zen-trum", "Ver-kehrs-be-ru-hi-gung", "Fort-set-zung", "vor-ge-schla-gen", "Redak-tio-nell",
	} {
		word := strings.ReplaceAll(want, "-", "")
		var parts []string
		rest := "Die " + word + ", sagt er"
		for end := len("Die ") + len(word); ; {
			at := hyphen("Die "+word+", sagt er", len("Die "), end)
			if at == 0 {
				parts = append([]string{rest}, parts...)
				break
			}
			parts = append([]string{rest[at:]}, parts...)
			rest = rest[:at]
			_, size := utf8.DecodeLastRuneInString(rest)
			end = at - size
		}
		got := strings.TrimSuffix(strings.TrimPrefix(strings.Join(parts, "-"), "Die "), ", sagt er")
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestRestOfAWordIsHyphenatedAsAPartOfIt: the second cut knows how the word began.
func TestRestOfAWordIsHyphenatedAsAPartOfIt(t *testing.T) {
	const word = "Donaudampfschifffahrtsgesellschaftskapitän"
	if got, want := show(word, Lines(word, 12, cells)), "Donaudampf~|schiff~|fahrtsge~|sellschafts~|kapitän"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// checkLines holds the third invariant: what is between two lines is white space or a guide, and no line is too wide.
func checkLines(t interface{ Errorf(string, ...any) }, s string, width int) {
	at := 0
	for i, l := range Lines(s, width, cells) {
		if l.Start != at || l.End < l.Start || l.Next < l.End {
			t.Errorf("line %d of %q covers [%d,%d) next %d, want start %d", i, s, l.Start, l.End, l.Next, at)
			return
		}
		for _, r := range s[l.End:l.Next] {
			if r != '\n' && !space(r) && !guide(r) {
				t.Errorf("line %d of %q drops %q", i, s, r)
			}
		}
		sum := 0
		for _, r := range s[l.Start:l.End] {
			if !guide(r) {
				sum += cells(r)
			}
		}
		if l.Hyphen {
			sum++
		}
		if sum != l.Width || sum > width && l.End-l.Start > 4 && strings.TrimLeft(s[l.Start:l.End], " ") == s[l.Start:l.End] {
			t.Errorf("line %d of %q at width %d: %q measures %d, reported %d", i, s, width, s[l.Start:l.End], sum, l.Width)
		}
		at = l.Next
	}
	if at != len(s) {
		t.Errorf("lines of %q end at %d of %d", s, at, len(s))
	}
}

func TestLinesKeepEveryCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewCleaner(latin).Clean(wild.Draw(t, "in"))
		checkLines(t, s, rapid.IntRange(2, 30).Draw(t, "width"))
	})
}

func FuzzLines(f *testing.F) {
	f.Add("Bau\u00adleit-plan/Wohnen  \n\u200b", uint8(5))
	f.Fuzz(func(t *testing.T, in string, width uint8) {
		checkLines(t, NewCleaner(latin).Clean(in), 2+int(width))
	})
}

func TestOneMegabyteWithoutSpacesIsBrokenQuickly(t *testing.T) {
	for name, s := range map[string]string{
		"letters":    strings.Repeat("a", 1<<20),
		"spaces":     strings.Repeat(" ", 1<<20),
		"zero width": strings.Repeat("\u200b", 1<<19),
		"accents":    strings.Repeat("\u0301", 1<<19),
		"hyphens":    strings.Repeat("a-", 1<<19),
	} {
		start := time.Now()
		checkLines(t, s, 40)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: 1 MB took %v", name, took)
		}
	}
}

func TestStraightLinesAreTheirOwnVisualOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewCleaner(Anything).Clean(wild.Draw(t, "in"))
		if Straight(s) && (Visual(s, false) != s || Visual(s, true) != s) {
			t.Errorf("%q counts as straight and becomes %q", s, Visual(s, true))
		}
	})
	for _, s := range []string{"§ 3 Abs. 2, „Lärm“ – 5 m²", "Łódź Ж Ω ẞ", ""} {
		if !Straight(s) {
			t.Errorf("%q does not count as straight", s)
		}
	}
}

func TestVisualOrder(t *testing.T) {
	tests := []struct {
		name, in string
		rtl      bool
		want     string
	}{
		{"German", "Lärm (laut)", false, "Lärm (laut)"},
		{"guides go", "Bau\u00adleit\u2060plan\u200b", false, "Bauleitplan"},
		{"Hebrew paragraph", "שלום עולם", true, "םלוע םולש"},
		{"Hebrew with a number", "רחוב 12", true, "12 בוחר"},
		{"Hebrew in a German line", "Haus שלום am Markt", false, "Haus םולש am Markt"},
		{"line that begins in Hebrew", "שלום am Markt", false, "םולש am Markt"},
		{"brackets turn", "(שלום)", true, "(םולש)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Visual(tt.in, tt.rtl); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if !RightToLeft("12 שלום abc") || RightToLeft("abc שלום") || RightToLeft("12") {
		t.Error("the first letter decides on the direction of a paragraph")
	}
}

// TestMarksAroundAWordDoNotKeepItWhole: a bracket before it, a hyphen in it; but an address is never given a hyphen.
func TestMarksAroundAWordDoNotKeepItWhole(t *testing.T) {
	const width, advance = 9000, 550
	for words, want := range map[string]string{
		"(Wiedernutzbarmachung,":           "(Wiedernutzbar-",
		"„Wiedernutzbarmachung“":           "„Wiedernutzbar-",
		"Umweltverträglichkeits-prüfung":   "Umweltverträg-",
		"x.de/lange-verfahrensunterlagen":  "",
		"a-b@wiedernutzbarmachung.example": "",
		"vor(Wiedernutzbarmachung":         "",
	} {
		l := Lines(words, width, func(rune) int { return advance })[0]
		got := ""
		if l.Hyphen {
			got = words[l.Start:l.End] + "-"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", words, got, want)
		}
	}
}
