package procedure

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Forbidden is a phrase that must not stand in a Bekanntmachung: it keeps people away or says what is not the law.
type Forbidden struct {
	Words string // as they stand in the text
	Why   string
	Norm  string
}

// String is for people who typed the words.
func (f Forbidden) String() string { return "„" + f.Words + "“: " + f.Why + " (" + f.Norm + ")" }

// ForbiddenFormulas finds what an added paragraph must not say under a law. Case, spaces, line breaks, hyphenation and the
// spelling of umlauts do not hide a phrase. A phrase that is refused wrongly can be said in other words; one that slips
// through can void a plan.
func ForbiddenFormulas(l Law, text string) []Forbidden {
	p := plainly(text)
	var found []Forbidden
	var spans [][2]int
	for _, f := range formulas {
		if f.when != nil && !f.when(l) {
			continue
		}
		for _, at := range f.words.FindAllStringIndex(p.text, -1) {
			if f.permitted(p, at[0], at[1]) || covered(spans, at) {
				continue
			}
			spans = append(spans, [2]int{at[0], at[1]})
			found = append(found, Forbidden{Words: p.original(at[0], at[1]), Why: f.why, Norm: f.norm})
		}
	}
	order := map[string]int{}
	for _, f := range found {
		order[f.Words] = strings.Index(text, f.Words)
	}
	slices.SortStableFunc(found, func(a, b Forbidden) int { return cmp.Compare(order[a.Words], order[b.Words]) })
	return found
}

// covered reports whether a phrase lies within one that was found.
func covered(spans [][2]int, at []int) bool {
	return slices.ContainsFunc(spans, func(s [2]int) bool { return at[0] >= s[0] && at[1] <= s[1] })
}

// formula is one kind of forbidden phrase, in the spelling that plainly gives a text.
type formula struct {
	words  *regexp.Regexp
	unless *regexp.Regexp // in the phrase or around it, within its sentence: then it says something else
	before *regexp.Regexp // directly before it: likewise
	needs  *regexp.Regexp // must stand in its sentence
	text   *regexp.Regexp // anywhere in the text: then the phrase is harmless
	when   func(Law) bool
	why    string
	norm   string
}

func (f formula) permitted(p plain, from, to int) bool {
	sentence := p.sentence(from, to)
	return f.unless != nil && f.unless.MatchString(sentence) || f.needs != nil && !f.needs.MatchString(sentence) ||
		f.before != nil && f.before.MatchString(p.text[:from]) || f.text != nil && f.text.MatchString(p.text)
}

const (
	onlyWords    = `(nur|ausschliesslich|allein|alleine|lediglich|einzig)( noch)?`
	writtenWords = `(schriftlich\w*|in schriftform|in schriftlicher form|per brief|per post|auf dem postweg|postalisch|auf papier|in papierform)`
	onlineWords  = `(elektronisch\w*|online|digital|per e-?mail|ueber das (\w+ )?(portal|beteiligungsportal|internet|online-?formular|formular)|im internet|in digitaler form)`
	loginWords   = `(registrierung|anmeldung|login|log-in|einloggen|registrieren|anmelden|nutzerkonto|benutzerkonto|servicekonto|buergerkonto|bundid|elster)`
	lateWords    = `(verspaetet\w*|nicht (frist\w+|rechtzeitig|innerhalb)|nach (ablauf|ende|schluss) (der|dieser) \w*frist|nach fristablauf|nach fristende|spaeter (ein\w+|abgegeb\w+)|ausserhalb der \w*frist)`
	someWords    = `( [^ .!?]+){0,6} `
)

func formulaOf(words string) *regexp.Regexp { return regexp.MustCompile(`\b(?:` + words + `)`) }

// formulas are checked in this order; a phrase that lies within an earlier one is not named again.
var formulas = []formula{
	{words: formulaOf(onlyWords + ` ` + writtenWords), before: regexp.MustCompile(`\bnicht $`),
		why: "Stellungnahmen brauchen keine Form. Auch E-Mail, Portal und Niederschrift zählen", norm: "§ 3 Abs. 2 S. 4 Nr. 2 BauGB; BVerwG, 07.06.2021, 4 BN 50.20"},
	{words: formulaOf(`(muessen|muss|sind|ist|beduerfen|bedarf|haben|hat)` + someWords + `(schriftlich (zu|erfolgen|ein\w+|vor\w+|ab\w+)|schriftlich abgefasst|der schriftform|in schriftform)`),
		needs: formulaOf(statementWords), unless: formulaOf(`elektronisch|e-?mail|keine\w* schriftform|nicht schriftlich`),
		why: "Stellungnahmen brauchen keine Form. Auch E-Mail, Portal und Niederschrift zählen", norm: "§ 3 Abs. 2 S. 4 Nr. 2 BauGB; BVerwG, 07.06.2021, 4 BN 50.20"},
	{words: formulaOf(`schriftlich( oder( muendlich)?|,|/| und| bzw\.?) ?(auch )?zur niederschrift`), text: formulaOf(`e-?mail|elektronisch|portal|online`),
		why: "Wer nur diese Wege nennt, erweckt den Eindruck, E-Mail zähle nicht. Nennen Sie auch E-Mail", norm: "BVerwG, 07.06.2021, 4 BN 50.20"},
	{words: formulaOf(onlyWords + ` ` + onlineWords), before: regexp.MustCompile(`\bnicht $`), needs: formulaOf(statementWords),
		why: "Elektronisch sollen Stellungnahmen kommen. Bei Bedarf geht es auch anders", norm: "§ 3 Abs. 2 S. 4 Nr. 2 BauGB"},
	{words: formulaOf(`(` + onlyWords + `|erst) (nach|mit|bei|ueber|durch|wer)( [^ .!?]+){0,4} \w*` + loginWords), unless: formulaOf(eventWords),
		why: "Eine Anmeldung darf keine Bedingung sein", norm: "§ 3 Abs. 2 S. 4 Nr. 2 BauGB"},
	{words: formulaOf(onlyWords + ` (fuer |von )?(zuvor |vorher )?(registrierte|angemeldete|eingeloggte)`),
		why: "Eine Anmeldung darf keine Bedingung sein", norm: "§ 3 Abs. 2 S. 4 Nr. 2 BauGB"},
	{words: formulaOf(`\w*` + loginWords + someWords + `?(ist )?(erforderlich|notwendig|noetig|voraussetzung|zwingend|verpflichtend|pflicht)|setzt` + someWords + `?\w*` + loginWords + someWords + `?voraus|(muessen|muss) sie sich` + someWords + `?(registrieren|anmelden|einloggen)`),
		needs: formulaOf(statementWords + `|portal|formular|abgabe`), unless: formulaOf(`nicht (erforderlich|notwendig|noetig|voraussetzung)|keine (vorherige )?` + loginWords + `|` + eventWords),
		why: "Eine Anmeldung darf keine Bedingung sein", norm: "§ 3 Abs. 2 S. 4 Nr. 2 BauGB"},
	{words: regexp.MustCompile(`(§ ?47\b[^§]{0,60}(vwgo|verwaltungsgerichtsordnung)|normenkontroll\w*)[^§]{0,400}?(unzulaessig|nicht (mehr )?zulaessig|praeklu\w+|ausgeschlossen)`),
		why: "Diese Vorschrift ist seit 2017 aufgehoben. Einwendungen bleiben vor Gericht möglich", norm: "§ 47 Abs. 2a VwGO, aufgehoben"},
	{words: regexp.MustCompile(`(unzulaessig|nicht zulaessig)[^§]{0,120}§ ?47\b[^§]{0,60}(vwgo|verwaltungsgerichtsordnung)`),
		why: "Diese Vorschrift ist seit 2017 aufgehoben. Einwendungen bleiben vor Gericht möglich", norm: "§ 47 Abs. 2a VwGO, aufgehoben"},
	{words: formulaOf(`anonyme?\w*( [^ .!?]+){0,8} (nicht|unzulaessig|ausgeschlossen|unbeachtet|unberuecksichtigt)|ohne( [^ .!?]+){0,3} (name\w*|absender\w*|anschrift|adresse|unterschrift)( [^ .!?]+){0,6} (nicht|unzulaessig|unberuecksichtigt|ungueltig)`),
		why: "Auch was ohne Namen kommt, muss gelesen und abgewogen werden", norm: "§ 3 Abs. 2 S. 1 und 6, § 2 Abs. 3 BauGB"},
	{words: formulaOf(onlyWords + ` (mit|unter)( [^ .!?]+){0,5} (name\w*|anschrift|adresse|unterschrift|\w*ausweis\w*)|(muessen|muss)( [^ .!?]+){0,8} (name\w*|anschrift|adresse|unterschrift|unterschrieben|unterzeichnet|\w*ausweis\w*)( [^ .!?]+){0,4}|(angabe|name\w*|anschrift|vorlage|\w*ausweis\w*|unterschrift)( [^ .!?]+){0,6} (ist |sind )?(zwingend|erforderlich|pflicht|voraussetzung|vorzulegen|notwendig)`),
		needs: formulaOf(statementWords), unless: formulaOf(`nicht (erforderlich|notwendig|noetig|zwingend)|keine angabe|mitteilung|mitgeteilt|mitteilen|antwort\w*|benachrichtig\w*|rueckmeldung`),
		why: "Name, Anschrift, Ausweis oder Unterschrift dürfen keine Bedingung sein", norm: "§ 3 Abs. 2 S. 1 und 4 BauGB"},
	{words: regexp.MustCompile(`§ ?4 ?a,? ?(abs(atz|\.)? ?|\()6\b`), when: func(l Law) bool { return l.Internet },
		why: "Verspätete Stellungnahmen regelt seit 2023 § 4a Abs. 5, nicht mehr Abs. 6", norm: "§ 4a Abs. 5 BauGB"},
	{words: regexp.MustCompile(`§ ?4 ?a,? ?(abs(atz|\.)? ?|\()5\b`), when: func(l Law) bool { return !l.Internet }, needs: formulaOf(lateWords + `|unberuecksichtigt`),
		why: "Verspätete Stellungnahmen regelt im Recht dieses Durchgangs § 4a Abs. 6", norm: "§ 4a Abs. 6 BauGB in der Fassung vor dem 07.07.2023"},
	{words: regexp.MustCompile(`§ ?4 ?a,? ?(abs(atz|\.)? ?|\()4\b`), when: func(l Law) bool { return l.Internet }, needs: formulaOf(`internet\w*|portal\w*|online`),
		why: "Das Internet regelt seit 2023 § 3 Abs. 2, § 4a Abs. 4 betrifft Nachbarstaaten", norm: "§ 3 Abs. 2 S. 1 und 5 BauGB"},
	{words: formulaOf(`(werden|wird|koennen)` + someWords + `?nicht (mehr )?(beruecksichtigt|beachtet|behandelt|geprueft|bearbeitet|angenommen)|bleib(en|t)( [^ .!?]+){0,3} (unberuecksichtigt|unbeachtet|ausser betracht|aussen vor)|(sind|ist|werden|wird)( [^ .!?]+){0,5} (ausgeschlossen|unbeachtlich|unzulaessig|unwirksam|ungueltig)`),
		needs: formulaOf(lateWords), unless: formulaOf(`geltend gemacht|umwrg|umwelt-rechtsbehelfsgesetz\w*|normenkontroll\w*`),
		why: "Verspätete Stellungnahmen können unberücksichtigt bleiben, sie müssen es nicht", norm: "§ 4a Abs. 5 BauGB"},
}

const eventWords = `\w*(veranstaltung|versammlung|termin|sprechstunde|fuehrung|rundgang|workshop)`

const statementWords = `stellungnahm\w*|einwend\w*|einwaend\w*|anregung\w*|aeusserung\w*|aeussern|bedenken|hinweise|beteiligung\w*|teilnahme|vorbring\w*|schreiben|eingaben?|beitrae?ge?`

// plain is a text in lower case, with umlauts spelt out, words joined again and single spaces; at says where each of its
// bytes stood.
type plain struct {
	text   string
	at     []int
	source string
}

var spelt = map[rune]string{'ä': "ae", 'ö': "oe", 'ü': "ue", 'ß': "ss", 'ẞ': "ss", '\u2010': "-", '\u2011': "-", '\u2012': "-", '\u2013': "-"}

// plainly reads a text past its typography. A hyphen before a line break joins the halves of a word.
func plainly(source string) plain {
	source = strings.ToValidUTF8(source, "\uFFFD")
	p := plain{source: source}
	var b strings.Builder
	put := func(s string, at int) {
		b.WriteString(s)
		for range len(s) {
			p.at = append(p.at, at)
		}
	}
	last := byte(' ')
	runes := []rune(source)
	at := 0
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		here := at
		at += len(string(r))
		if s, skip := joins(runes[i:]); s {
			for _, gone := range runes[i+1 : i+skip] {
				at += len(string(gone))
			}
			i += skip - 1
			continue
		}
		s := letter(r, last)
		if s == " " && last == ' ' || s == "" {
			continue
		}
		put(s, here)
		last = s[len(s)-1]
	}
	p.text, p.at = b.String(), append(p.at, len(source))
	return p
}

// joins reports whether a hyphen at the end of a line, or a character without width, holds two halves of a word; the
// number counts what falls away.
func joins(rest []rune) (bool, int) {
	switch rest[0] {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true, 1
	case '-', '\u2010', '\u2011':
	default:
		return false, 0
	}
	n, broken := 1, false
	for n < len(rest) && unicode.IsSpace(rest[n]) {
		broken = broken || rest[n] == '\n' || rest[n] == '\r'
		n++
	}
	return broken && n < len(rest) && unicode.IsLower(rest[n]), n
}

// letter is a character in the spelling of the formulas; last is what stands before it.
func letter(r rune, last byte) string {
	switch {
	case unicode.IsSpace(r):
		return " "
	case r == '\u0308' && (last == 'a' || last == 'o' || last == 'u'):
		return "e"
	case unicode.Is(unicode.Mn, r) || unicode.IsControl(r):
		return ""
	}
	r = unicode.ToLower(r)
	if s, ok := spelt[r]; ok {
		return s
	}
	return string(r)
}

// original are the words of the source from one byte of the plain text to another.
func (p plain) original(from, to int) string {
	return strings.Join(strings.Fields(p.source[p.at[from]:p.at[to]]), " ")
}

// sentence is the sentence around a phrase. A full stop after a digit or a short word ends none: "Abs. 2", "z. B.".
func (p plain) sentence(from, to int) string {
	start, end := 0, len(p.text)
	for i := from - 1; i > 0; i-- {
		if p.ends(i) {
			start = i + 1
			break
		}
	}
	for i := to; i < len(p.text); i++ {
		if p.ends(i) {
			end = i
			break
		}
	}
	return p.text[start:end]
}

func (p plain) ends(i int) bool {
	switch p.text[i] {
	case '!', '?':
		return true
	case '.':
	default:
		return false
	}
	word := p.text[strings.LastIndexAny(p.text[:i], " (.")+1 : i]
	return len(word) > 1 && !slices.Contains(abbreviations, word) && strings.IndexFunc(word, unicode.IsDigit) < 0
}

var abbreviations = []string{"abs", "art", "nr", "bzw", "ggf", "vgl", "ca", "usw", "str", "tel", "inkl", "einschl", "evtl"}
