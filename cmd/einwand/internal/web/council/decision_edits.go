package council

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/xlsx"
	"github.com/einwand/einwand/weighing"
)

// readFile is what was taken from a file: the form as filled in, and what a person has to see to.
type readFile struct {
	in      decisionInput
	taken   string // counted
	notes   []fileNote
	problem string // why nothing was taken; empty if something was
}

// fileNote is something of the file that the form does not say.
type fileNote struct {
	title string
	lines []string
}

// takeEdits turns what was filled in into the form. It answers for nobody: a point for which the file says nothing, or words that are
// none of those offered, becomes an exception in which the answer is still to be chosen.
func takeEdits(in decisionInput, e xlsx.Edits, rows []weighing.CouncilRow) readFile {
	s := sortEdits(e, rows)
	f := readFile{in: in, notes: s.notes(e)}
	numbers := numbersOf(rows)
	if len(s.deviating)+len(s.postponed)+len(s.proposed) == 0 {
		f.problem = nothingTaken(e)
		return f
	}
	f.taken = s.count()
	if len(s.proposed) > 0 {
		f.in.main.kind = weighing.AsProposed
	}
	if len(s.postponed) > 0 {
		f.in.exceptions = append(f.in.exceptions, exceptionInput{ranges(numbers, s.postponed), outcomeInput{kind: weighing.Postponed}})
	}
	for _, d := range s.deviating {
		text, reason, _ := strings.Cut(d.Remark, "Grund:")
		f.in.exceptions = append(f.in.exceptions, exceptionInput{d.Number, outcomeInput{kind: weighing.Deviating,
			text: strings.TrimSpace(text), reason: strings.TrimSpace(reason)}})
	}
	if len(s.unanswered) > 0 {
		f.in.exceptions = append(f.in.exceptions, exceptionInput{rows: ranges(numbers, s.unanswered)})
	}
	if len(f.in.exceptions) > maxExceptions {
		f.problem = fmt.Sprintf("In dieser Datei weichen mehr als %d Punkte ab. So viele Ausnahmen fasst ein Beschluss hier nicht. Halten Sie mehrere Beschlüsse fest.", maxExceptions)
	}
	if len(f.in.exceptions) > 0 {
		f.in.scope = allExcept
	}
	return f
}

func nothingTaken(e xlsx.Edits) string {
	if len(e.Misplaced) > 0 {
		return "In dieser Datei stehen die Nummern nicht mehr in ihren Zeilen. Vielleicht wurde nur ein Teil der Spalten sortiert. Wir haben nichts übernommen. Bitte nehmen Sie die Datei „Für den Rat, XLSX“ neu und tragen Sie die Beschlüsse dort ein."
	}
	return "In dieser Datei ist in der Spalte „Beschluss“ nichts eingetragen, was sich übernehmen lässt."
}

// sorted are the rows of a file by what was filled in.
type sorted struct {
	proposed, postponed, unanswered []string // numbers
	deviating, strange, remarked    []xlsx.Edit
	blank                           []string
}

// sortEdits leaves out rows on which nobody proposed anything and nothing was filled in: there is nothing to decide on them.
func sortEdits(e xlsx.Edits, rows []weighing.CouncilRow) (s sorted) {
	bare := map[string]bool{}
	for _, r := range rows {
		bare[r.Number] = r.Code == ""
	}
	for _, row := range e.Rows {
		if row.Remark != "" && row.Outcome != weighing.Deviating {
			s.remarked = append(s.remarked, row)
		}
		switch {
		case row.Outcome == weighing.AsProposed:
			s.proposed = append(s.proposed, row.Number)
		case row.Outcome == weighing.Postponed:
			s.postponed = append(s.postponed, row.Number)
		case row.Outcome == weighing.Deviating:
			s.deviating = append(s.deviating, row)
		case row.Word != "":
			s.strange, s.unanswered = append(s.strange, row), append(s.unanswered, row.Number)
		case !bare[row.Number]:
			s.blank, s.unanswered = append(s.blank, row.Number), append(s.unanswered, row.Number)
		}
	}
	for _, row := range e.Misplaced { // also one without a proposal: what was meant for it may stand beside another number
		s.unanswered = append(s.unanswered, row.Number)
	}
	for _, number := range e.Missing {
		if !bare[number] {
			s.unanswered = append(s.unanswered, number)
		}
	}
	return s
}

func (s sorted) count() string {
	var parts []string
	for _, k := range []struct {
		n     int
		words string
	}{{len(s.proposed), "wie vorgeschlagen"}, {len(s.deviating), "abweichend"}, {len(s.postponed), "vertagt"}, {len(s.unanswered), "ohne Angabe"}} {
		if k.n > 0 {
			parts = append(parts, page.Count(k.n)+" "+k.words)
		}
	}
	return strings.Join(parts, ", ")
}

// notes say what a person has to see to, each with its rows.
func (s sorted) notes(e xlsx.Edits) (list []fileNote) {
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			list = append(list, fileNote{title, lines})
		}
	}
	quoted := func(rows []xlsx.Edit, words func(xlsx.Edit) string) (lines []string) {
		for _, r := range rows {
			lines = append(lines, r.Number+": "+quote(words(r)))
		}
		return lines
	}
	joined := func(numbers []string) []string {
		if len(numbers) == 0 {
			return nil
		}
		return []string{strings.Join(numbers, ", ")}
	}
	add("In der Spalte „Beschluss“ steht nichts. Bitte unten wählen.", joined(s.blank))
	add("Diese Wörter kennen wir nicht. Bitte unten wählen.", quoted(s.strange, func(r xlsx.Edit) string { return r.Word }))
	add("Bemerkungen, für die das Formular kein Feld hat", quoted(s.remarked, func(r xlsx.Edit) string { return r.Remark }))
	add("In diesen Zeilen steht die Nummer eines anderen Punktes. Vielleicht wurde nur ein Teil der Spalten sortiert. Davon haben wir nichts übernommen. Bitte unten wählen.", misplacedLines(e.Misplaced))
	add("Diese Punkte fehlen in der Datei", joined(e.Missing))
	add("Diese Zeilen gehören zu keinem Punkt der Tabelle und wurden nicht übernommen", unknownLines(e.Unknown))
	add("Hier wurde außerhalb der freien Spalten etwas geändert. Das wurde nicht übernommen.", joined(fewest(e.Changed, "Punkt", "Punkte")))
	return list
}

func unknownLines(list []xlsx.Unknown) (lines []string) {
	for _, u := range list[:min(shownLines, len(list))] {
		line := "Zeile " + strconv.Itoa(u.Line)
		if u.Number != "" {
			line += " (" + quote(u.Number) + ")"
		}
		lines = append(lines, line)
	}
	return further(lines, len(list), "Zeile", "Zeilen")
}

func misplacedLines(list []xlsx.Misplaced) (lines []string) {
	for _, m := range list[:min(shownLines, len(list))] {
		shown := "keine Nummer"
		if m.Shown != "" {
			shown = quote(m.Shown)
		}
		lines = append(lines, "Zeile "+strconv.Itoa(m.Line)+": Hier steht "+shown+", die Zeile gehört aber zu "+m.Number+".")
	}
	return further(lines, len(list), "Zeile", "Zeilen")
}

// What a file may bring onto the page: its rows are as many, and its words as long, as whoever made it likes.
const (
	shownLines      = 20
	shownCharacters = 500
)

// fewest are the first of a list, and how many more there are.
func fewest(list []string, one, many string) []string {
	return further(list[:min(shownLines, len(list)):min(shownLines, len(list))], len(list), one, many)
}

// further says how many of a list are not shown.
func further(shown []string, of int, one, many string) []string {
	if of > len(shown) {
		return append(shown, "und "+page.Plural(of-len(shown), "weitere "+one, "weitere "+many))
	}
	return shown
}

// quote cuts what is too long to be read in a list.
func quote(words string) string {
	n := 0
	for i := range words {
		if n == shownCharacters {
			return "„" + words[:i] + " …“"
		}
		n++
	}
	return "„" + words + "“"
}

// ranges writes a selection of rows as minutes do: what follows each other within a part of the table is a range.
func ranges(numbers, selected []string) string {
	in := map[string]bool{}
	for _, n := range selected {
		in[n] = true
	}
	var parts []string
	for i := 0; i < len(numbers); i++ {
		if !in[numbers[i]] {
			continue
		}
		end := i
		for end+1 < len(numbers) && in[numbers[end+1]] && numbers[end+1][:1] == numbers[i][:1] {
			end++
		}
		switch {
		case end == i:
			parts = append(parts, numbers[i])
		default:
			parts = append(parts, numbers[i]+" bis "+numbers[end])
		}
		i = end
	}
	return strings.Join(parts, ", ")
}
