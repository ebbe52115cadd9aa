package weighing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the byte offsets at which a sentence, a paragraph or a point of a list begins, without the first:
// the places that a page offers for cutting where no script runs. It errs on the side of offering too few: "§ 3 Abs. 2",
// "z. B.", "Nr. 5" and "12. März" do not end a sentence. Any other place can still be cut by its offset.
func Sentences(text string) []int {
	var cuts []int
	for i, r := range text {
		var next int
		switch {
		case r == '\n':
			next = lineStart(text, i)
		case strings.ContainsRune(".!?…", r):
			next = sentenceStart(text, i, i+utf8.RuneLen(r))
		}
		if next > 0 && next < len(text) && cuttable(text, next) && (len(cuts) == 0 || cuts[len(cuts)-1] < next) {
			cuts = append(cuts, next)
		}
	}
	return cuts
}

// lineStart is where a paragraph or a point of a list begins after a line end, else 0.
func lineStart(text string, newline int) int {
	rest := text[newline:]
	start := newline + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if strings.Count(text[newline:start], "\n") > 1 || listed(text[start:]) {
		return start
	}
	return 0
}

// listed reports whether a line begins with the mark of a list: "-", "•", "1.", "a)".
func listed(line string) bool {
	mark, _, spaced := strings.Cut(line, " ")
	if !spaced || mark == "" {
		return false
	}
	body := strings.TrimRight(mark, ".)")
	switch {
	case strings.Contains("- – — * •", mark):
		return true
	case body == mark || len(body) > 2:
		return false
	}
	return digits(body) || len(body) == 1
}

// sentenceStart is where the next sentence begins when the mark at [at, end) ends one, else 0.
func sentenceStart(text string, at, end int) int {
	rest := strings.TrimLeft(text[end:], `"“”»«’')]`)
	begin := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if len(begin) == len(rest) || begin == "" {
		return 0
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(begin, `"„“”»«‚‘([`))
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !unicode.IsSymbol(first) && first != '§' {
		return 0
	}
	if text[at] == '.' && !endsSentence(lastWord(text[:at]), begin) {
		return 0
	}
	return len(text) - len(begin)
}

// lastWord is the run of letters and digits before the full stop.
func lastWord(text string) string {
	i := strings.LastIndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if i < 0 {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return text[i+size:]
}

// endsSentence judges the word before a full stop. A number of one or two digits is a day or an ordinal ("12. März",
// "5. Änderung") unless a word follows that begins sentences.
func endsSentence(word, next string) bool {
	lower := strings.ToLower(word)
	switch {
	case abbreviations[lower], strings.HasSuffix(lower, "str"), utf8.RuneCountInString(word) == 1 && !digits(word):
		return false
	case digits(word) && len(word) <= 2, roman(word):
		first, _, _ := strings.Cut(next, " ")
		return openers[first]
	}
	return true
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func roman(s string) bool {
	return s != "" && strings.Trim(s, "IVX") == ""
}

// abbreviations are words after which a full stop ends no sentence, in lower case; of "z. B." and the like each single
// letter is taken care of by its length.
var abbreviations = set(`abb abs abschn anh anl anm art aufl az bd beschl betr bgbl bspw buchst bzgl bzw ca dez dgl dipl dr
	einschl entspr erg evtl feb febr ff fl flst fr gem ggf ggfs gez gmbl hr hrsg hs ing inkl insb insbes jan jh kap lfd lit
	lt max mind min mio mrd nov nr nrn o okt orig pos prof rd rn rspr sept sog st stv tab tel tsd u ü übers urt usf vgl
	vorl vs z zb ziff zit zl zzgl zt`)

// openers are words that begin a sentence and follow no ordinal in running text.
var openers = set(`Aber Also Am An Auch Auf Aus Außerdem Bei Bitte Da Dabei Daher Damit Dann Darüber Das Dass Dazu Denn Der
	Deshalb Dem Den Die Dies Diese Dieser Dieses Doch Dort Durch Ein Eine Einen Es Für Hier Ich Ihr Im In Ist Man Mein Meine
	Mit Nach Nicht Nur Ob Oder Ohne Sie So Soll Und Uns Unser Unsere Von Vor Warum Was Weil Wenn Wer Wie Wir Wo Zu Zum Zur`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
