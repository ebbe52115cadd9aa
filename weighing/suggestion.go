package weighing

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/einwand/einwand/procedure/statement"
)

// Trait is what a suggested term tells about a person.
type Trait string

// The traits that suggestions know (LfDI BW and ULD SH on Bauleitplanung: name, address, parcel, contact data).
const (
	TraitName    Trait = "name"
	TraitAddress Trait = "address"
	TraitMail    Trait = "mail"
	TraitPhone   Trait = "phone"
	TraitAccount Trait = "account" // IBAN
	TraitParcel  Trait = "parcel"
	TraitHouse   Trait = "house" // a house with its number
)

// Suggestion is a term that occurs in the text and points to a person. Whether it is blacked out is for a person to say.
type Suggestion struct {
	Term  string
	Trait Trait
}

// Suggest finds what the contact data of the author and the common forms of personal data have in the text. The order
// is that of the text. A term is there once.
func Suggest(text string, c statement.Contact) []Suggestion {
	var list []Suggestion
	for _, s := range contactTerms(c) {
		list = suggested(list, text, s)
	}
	plain := norm.NFC.String(visible(text))
	for _, p := range patterns {
		for _, m := range p.form.FindAllStringSubmatch(plain, -1) {
			if term := strings.TrimSpace(m[1]); !dated.MatchString(term) && !counted.MatchString(term) {
				list = suggested(list, text, Suggestion{term, p.trait})
				plain = strings.ReplaceAll(plain, term, Blackout) // an account's digits are no number to call
			}
		}
	}
	f := fold(text)
	first := func(s Suggestion) int { return f.find(fold(s.Term).runes)[0].Start }
	slices.SortStableFunc(list, func(a, b Suggestion) int { return cmp.Compare(first(a), first(b)) })
	return list
}

// suggested adds a term that occurs and is not there yet in another spelling.
func suggested(list []Suggestion, text string, s Suggestion) []Suggestion {
	if !strings.ContainsFunc(s.Term, isWord) || len(fold(text).find(fold(s.Term).runes)) == 0 {
		return list
	}
	same := func(t Suggestion) bool { return slices.Equal(fold(t.Term).runes, fold(s.Term).runes) }
	if slices.ContainsFunc(list, same) {
		return list
	}
	return append(list, s)
}

// contactTerms are the whole name of everybody behind the statement and each part of it, their addresses and the mail. The town is left out: every statement
// speaks of it.
func contactTerms(c statement.Contact) []Suggestion {
	var terms []Suggestion
	names := []string{c.Name, c.ActingForName}
	for _, a := range c.Authors {
		names = append(names, a.Name)
	}
	for _, name := range names {
		terms = append(terms, Suggestion{name, TraitName})
		for _, part := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == ',' }) {
			if utf8.RuneCountInString(part) > 2 && !particles[strings.ToLower(part)] {
				terms = append(terms, Suggestion{part, TraitName})
			}
		}
	}
	streets := []string{c.Street}
	for _, a := range c.Authors {
		streets = append(streets, a.Street)
	}
	for _, s := range streets {
		street := strings.TrimRightFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		terms = append(terms, Suggestion{s, TraitAddress}, Suggestion{street, TraitAddress})
	}
	return append(terms, Suggestion{c.Mail, TraitMail})
}

// particles of names and forms of companies are words of any text.
var particles = set("von van der den dem des del zur zum und auf frau herr gmbh mbh ohg gbr verein stadt amt kreis für")

// visible drops what cannot be seen, as fold does.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

// patterns are forms of personal data; the first group is the term.
var patterns = []struct {
	trait Trait
	form  *regexp.Regexp
}{
	{TraitMail, regexp.MustCompile(`([\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}{2,})`)},
	{TraitAccount, regexp.MustCompile(`(?:^|[^\p{L}\d])([A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?)`)},
	{TraitParcel, regexp.MustCompile(`(?i)(?:^|[^\p{L}])((?:Flurstücke?s?|Flurstuecke?|Flst\.?|Flurnummer|Fl\.?-?\s?Nr\.?|Parzelle)\s*(?:Nr\.?\s*)?\d+(?:\s?/\s?\d+)?)`)},
	{TraitHouse, regexp.MustCompile(`(?:^|[^\p{L}\d-])(\p{Lu}[\p{L}.-]*(?:straße|strasse|str\.|weg|gasse|allee|platz|ring|damm|ufer|pfad|stieg|steig|chaussee|markt)\s+\d{1,4}(?:\s?[a-z]\b)?)`)},
	{TraitHouse, regexp.MustCompile(`(?:^|[^\p{L}])((?:Am|An der|An den|Auf dem|Auf der|Im|In der|In den|Zum|Zur|Unter den|Hinter der|Hinterm)\s+\p{Lu}[\p{L}-]+\s+\d{1,3}(?:\s?[a-z]\b)?)`)},
	{TraitHouse, regexp.MustCompile(`(?i)(?:^|[^\p{L}])(Haus(?:nummer|\s?-?\s?Nr\.?)\s*\d{1,4}(?:\s?[a-z]\b)?)`)},
	{TraitPhone, regexp.MustCompile(`(?:^|[^\p{L}\d])((?:\+\d{1,3}|00\d{2}|0)[ \t/().-]*\d(?:[ \t/().-]{0,3}\d){5,13})`)},
}

var (
	// dated is a day or a law that looks like a number to call.
	dated = regexp.MustCompile(`^\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{2}|\d{4})$`)
	// counted is a part of a document that looks like a street.
	counted = regexp.MustCompile(`^(?:Am|An|Auf|Im|In|Zum|Zur|Unter|Hinter).*\s(?:Jahr|Jahre|Abschnitt|Kapitel|Punkt|Absatz|Satz|Gutachten|Festsetzung|Anlage|Seite|Bebauungsplan|Teil|Ziffer|Nummer|Paragraph|Paragraf|Artikel|Plan|Juni|Juli|Mai|April|August|September|Oktober|November|Dezember|Januar|Februar|März)\s+\d`)
)
