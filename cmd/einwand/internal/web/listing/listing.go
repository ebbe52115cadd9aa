// Package listing writes lists into a text area and reads them back: one entry a line, its parts with a bar between them.
// That works without scripts, and a list of fifteen documents is seen at once and put in order by moving lines.
//
// Invariants: what is written reads back the same (TestListsReadWhatTheyWrite, FuzzItems, FuzzPersons); an entry that
// cannot be read is told with its line, and nothing of it is dropped (TestLineThatCannotBeRead).
package listing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/template"
)

// bar stands between the parts of an entry.
const bar = "|"

// Tidy leaves out the lines that are empty, so that the number of a line is the number of its entry.
func Tidy(text string) string { return strings.Join(Split(text), "\n") }

// Split is the lines that are not empty, without the space around them.
func Split(text string) []string {
	var list []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			list = append(list, l)
		}
	}
	return list
}

// parts are the parts of a line, filled up with empty ones; more than n are said.
func parts(line string, n int) ([]string, string) {
	list := strings.Split(line, bar)
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	if len(list) > n {
		return nil, fmt.Sprintf("Hier stehen %d Angaben, möglich sind %d. Zwischen zwei Angaben steht ein senkrechter Strich.", len(list), n)
	}
	return append(list, make([]string, n-len(list))...), ""
}

// join leaves out the empty parts at the end. An entry without words is a bar: an empty line would be none.
func join(list ...string) string {
	for len(list) > 1 && list[len(list)-1] == "" {
		list = list[:len(list)-1]
	}
	for i := range list {
		list[i] = strings.ReplaceAll(strings.Join(strings.Fields(list[i]), " "), bar, "/")
	}
	if line := strings.TrimSpace(strings.Join(list, " "+bar+" ")); line != "" {
		return line
	}
	return bar
}

// Roles are the words for what a document is, as they are typed.
var Roles = map[procedure.DocumentRole]string{
	procedure.RoleSummary: "Kurzfassung", procedure.RolePlan: "Plan", procedure.RoleReasons: "Begründung",
	procedure.RoleReasonsBoth: "Begründung mit Umweltbericht", procedure.RoleEnvironment: "Umweltbericht",
	procedure.RoleStatement: "Stellungnahme", procedure.RoleReport: "Gutachten", procedure.RoleOther: "Sonstiges",
}

// RoleWords lists the words of Roles in the order of the law.
func RoleWords() []string {
	list := make([]string, len(procedure.DocumentRoles))
	for i, r := range procedure.DocumentRoles {
		list[i] = Roles[r]
	}
	return list
}

// Items reads the documents of one need: name, kind, who sees to it, why. problem is empty, or names the first line that
// cannot be read.
func Items(text string, need procedure.Need) (list []template.Item, problem string) {
	for n, line := range Split(text) {
		p, wrong := parts(line, 4)
		if wrong != "" {
			return nil, fmt.Sprintf("Zeile %d: %s", n+1, wrong)
		}
		role, ok := roleOf(p[1])
		if !ok {
			return nil, fmt.Sprintf("Zeile %d: „%s“ ist keine Art von Unterlage. Möglich sind: %s.", n+1, p[1], strings.Join(RoleWords(), ", "))
		}
		list = append(list, template.Item{Title: p[0], Role: role, Need: need, Responsible: p[2], Norm: p[3]})
	}
	return list, ""
}

// roleOf reads a word of Roles, in any case; none is something else.
func roleOf(word string) (procedure.DocumentRole, bool) {
	if word == "" {
		return procedure.RoleOther, true
	}
	i := slices.IndexFunc(procedure.DocumentRoles, func(r procedure.DocumentRole) bool { return strings.EqualFold(Roles[r], word) })
	if i < 0 {
		return "", false
	}
	return procedure.DocumentRoles[i], true
}

// WriteItems writes the documents of one need.
func WriteItems(list []template.Item, need procedure.Need) string {
	var text []string
	for _, i := range list {
		if i.Need == need {
			text = append(text, join(i.Title, Roles[i.Role], i.Responsible, i.Norm))
		}
	}
	return strings.Join(text, "\n")
}

// The words that mark a person.
const (
	external = "extern"
	public   = "öffentlich"
)

// Persons reads who works on a procedure: function, name, mail, phone, and the words "extern" and "öffentlich".
func Persons(text string) (list []procedure.Person, problem string) {
	for n, line := range Split(text) {
		p, wrong := parts(line, 5)
		if wrong != "" {
			return nil, fmt.Sprintf("Zeile %d: %s", n+1, wrong)
		}
		one := procedure.Person{Function: p[0], Name: p[1], Mail: p[2], Phone: p[3]}
		for _, word := range strings.FieldsFunc(p[4], func(r rune) bool { return r == ',' || r == ' ' }) {
			switch strings.ToLower(word) {
			case external:
				one.External = true
			case public:
				one.Public = true
			default:
				return nil, fmt.Sprintf("Zeile %d: „%s“ kennen wir hier nicht. Möglich sind „extern“ und „öffentlich“.", n+1, word)
			}
		}
		list = append(list, one)
	}
	return list, ""
}

// WritePersons writes what Persons reads.
func WritePersons(list []procedure.Person) string {
	var text []string
	for _, p := range list {
		var words []string
		if p.External {
			words = append(words, external)
		}
		if p.Public {
			words = append(words, public)
		}
		text = append(text, join(p.Function, p.Name, p.Mail, p.Phone, strings.Join(words, ", ")))
	}
	return strings.Join(text, "\n")
}
