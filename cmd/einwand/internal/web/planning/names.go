package planning

import (
	"regexp"
	"slices"
	"strings"

	"github.com/einwand/einwand/procedure"
)

// kindCodes begin the short names of procedures.
var kindCodes = map[procedure.PlanKind]string{procedure.BPlan: "BP", procedure.FNP: "FNP", procedure.Klarstellung: "KS", procedure.Entwicklung: "ES",
	procedure.Ergaenzungssatzung: "EGS", procedure.Aussenbereich: "AS", procedure.Veraenderungssperre: "VS", procedure.Anhoerung: "ANH"}

var (
	afterNumberSign = regexp.MustCompile(`Nr\.\s*(\d+)`)
	digits          = regexp.MustCompile(`\d+`)
	nonLetters      = regexp.MustCompile(`[^a-z0-9]+`)
	umlauts         = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "ae", "Ö", "oe", "Ü", "ue")
)

// named fills in the short names that were left empty, from the name: "Bebauungsplan Nr. 48 „Am Wehr“" has the short form
// "Bebauungsplan Nr. 48", BP48 and bp-48.
func named(n procedure.NewProcedure) procedure.NewProcedure {
	short, quoted := shortTitle(n.Title)
	if n.ShortTitle == "" {
		n.ShortTitle, n.PlanName = short, short
	}
	code, numbers := kindCodes[n.Kind], numbersIn(n.ShortTitle)
	if n.Title == "" || code == "" {
		return n
	}
	words := strings.Trim(nonLetters.ReplaceAllString(strings.ToLower(umlauts.Replace(firstOf(quoted, short))), "-"), "-")
	if len(numbers) > 0 {
		words = strings.Join(numbers, "-")
	}
	if n.Slug == "" {
		n.Slug = strings.Trim(cut(strings.ToLower(code)+"-"+words, 60), "-")
	}
	if n.Prefix == "" {
		n.Prefix = cut(code+strings.ToUpper(strings.ReplaceAll(joinNumbers(numbers, words), "-", "")), 12)
	}
	return n
}

// shortTitle is the name up to its quotation, and what stands in it.
func shortTitle(title string) (short, quoted string) {
	short, rest, _ := strings.Cut(title, "„")
	quoted, _, _ = strings.Cut(rest, "“")
	return strings.TrimSpace(strings.Trim(short, " ,:–-")), quoted
}

// numbersIn are the numbers of a name, that of the plan first: "3. Änderung des Bebauungsplans Nr. 12" has 12 and 3.
func numbersIn(short string) []string {
	all := digits.FindAllString(short, -1)
	if m := afterNumberSign.FindStringSubmatch(short); m != nil {
		all = append([]string{m[1]}, slices.DeleteFunc(all, func(n string) bool { return n == m[1] })...)
	}
	return all
}

// joinNumbers keeps two numbers apart where no hyphen may stand: 12 and 3 are 12A3, not 123.
func joinNumbers(numbers []string, words string) string {
	if len(numbers) > 0 {
		return strings.Join(numbers, "A")
	}
	return words
}

func cut(text string, n int) string { return text[:min(len(text), n)] }
