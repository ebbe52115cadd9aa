package statement

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LineProblem is a line of a list of authors that cannot be read, in German words for the person who typed it.
type LineProblem struct {
	Line int // from 1, as the person counts them
	Text string
}

// String is how the problem stands at the field.
func (p LineProblem) String() string { return fmt.Sprintf("Zeile %d: %s", p.Line, p.Text) }

// ReadAuthors reads one person per line: "Name; Straße; PLZ Ort". Street and town may be missing, tabs of a spreadsheet do
// as well as semicolons, and blank lines are passed over. Every line that cannot be read is named; the list holds the others.
func ReadAuthors(text string) ([]Author, []LineProblem) {
	var list []Author
	var problems []LineProblem
	seen := map[Author]int{}
	for i, line := range strings.Split(Canonical([]byte(text)), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		a, why := readAuthor(line)
		folded := a.folded()
		if first, twice := seen[folded]; twice && why == "" {
			why = fmt.Sprintf("Diese Person steht schon in Zeile %d.", first)
		}
		if why == "" && len(list) == MaxAuthors {
			return list, append(problems, LineProblem{i + 1, tooManyAuthors})
		}
		if why != "" {
			problems = append(problems, LineProblem{i + 1, why})
			continue
		}
		seen[folded] = i + 1
		list = append(list, a)
	}
	return list, problems
}

// maxAuthorPart is more characters than any name or street needs.
const maxAuthorPart = 200

func readAuthor(line string) (Author, string) {
	if !utf8.ValidString(line) || strings.ContainsFunc(line, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }) {
		return Author{}, "Hier stehen Zeichen, die sich nicht speichern lassen. Bitte schreiben Sie die Zeile neu."
	}
	parts := authorParts(line)
	tooLong := func(s string) bool { return utf8.RuneCountInString(s) > maxAuthorPart }
	switch {
	case slices.ContainsFunc(parts, tooLong):
		return Author{}, fmt.Sprintf("Eine Angabe ist länger als %d Zeichen. Schreiben Sie jede Person in eine eigene Zeile: Name; Straße; PLZ Ort", maxAuthorPart)
	case !strings.ContainsFunc(parts[0], unicode.IsLetter):
		return Author{}, "Der Name fehlt. Schreiben Sie zum Beispiel: Anna Muster; Am Weg 1; 12345 Ort"
	case len(parts) > 3:
		return Author{}, "Hier stehen mehr als drei Angaben. Schreiben Sie jede Person in eine eigene Zeile: Name; Straße; PLZ Ort"
	}
	a := Author{Name: parts[0]}
	switch code, _, _ := strings.Cut(parts[len(parts)-1], " "); {
	case len(parts) == 3:
		a.Street, a.City = parts[1], parts[2]
	case len(parts) == 2 && isPostalCode(code):
		a.City = parts[1]
	case len(parts) == 2:
		a.Street = parts[1]
	}
	if code, town, _ := strings.Cut(a.City, " "); isPostalCode(code) {
		a.PostalCode, a.City = code, town
	}
	return a, ""
}

// authorParts are the parts of a line without needless blanks, and without empty ones at its end.
func authorParts(line string) []string {
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(line), "\t", ";"), ";")
	if comma := strings.Split(line, ","); len(parts) == 1 && (len(comma) == 2 || len(comma) == 3) {
		if code, _, _ := strings.Cut(strings.TrimSpace(comma[len(comma)-1]), " "); isPostalCode(code) {
			parts = comma // "Anna Muster, Am Weg 1, 12345 Ort", as people write an address; "Muster, Anna" is a name
		}
	}
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(parts[i]), " ")
	}
	for len(parts) > 1 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 4 && isPostalCode(parts[2]) { // a spreadsheet has a column of its own for it
		parts = []string{parts[0], parts[1], parts[2] + " " + parts[3]}
	}
	return parts
}

// isPostalCode takes those of the neighbouring countries too: authors may live across a border.
func isPostalCode(s string) bool {
	return (len(s) == 4 || len(s) == 5) && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// folded is the author with letters of one case: the same person is on a list once.
func (a Author) folded() Author {
	return Author{strings.ToLower(a.Name), strings.ToLower(a.Street), a.PostalCode, strings.ToLower(a.City)}
}

// WriteAuthors writes what ReadAuthors reads, for the form that is shown again.
func WriteAuthors(list []Author) string {
	lines := make([]string, len(list))
	for i, a := range list {
		lines[i] = strings.TrimRight(strings.Join([]string{a.Name, a.Street, strings.TrimSpace(a.PostalCode + " " + a.City)}, "; "), "; ")
	}
	return strings.Join(lines, "\n")
}
