package result

import (
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Addressed is a result with who is to read it.
type Addressed struct {
	statement.Correspondent
	Result weighing.Result
}

// Letters puts results into letters, in the order of the list: whoever wrote more than once from one address gets one letter. base is what all of
// them say of the sender.
func Letters(base Notice, list []Addressed) []Letter {
	type envelope struct {
		party uuid.UUID
		to    string
	}
	var letters []Letter
	at := map[envelope]int{}
	for _, a := range list {
		to := addressLines(a.Correspondent)
		e := envelope{a.Party, strings.Join(to, "\n")}
		i, known := at[e]
		if !known {
			i = len(letters)
			at[e] = i
			l := Letter{Notice: base, To: to}
			l.Statements = nil
			letters = append(letters, l)
		}
		letters[i].Statements = append(letters[i].Statements, StatementOf(a.Statement, a.Result))
	}
	return letters
}

// addressLines is how the post reads an address: organisation, person, street, town.
func addressLines(w statement.Correspondent) []string {
	c := w.Contact
	var lines []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" && (len(lines) == 0 || lines[len(lines)-1] != s) {
			lines = append(lines, s)
		}
	}
	add(w.OfficialName)
	if c.ActingFor == statement.ForCompany {
		add(c.ActingForName)
	}
	add(identity.DecentName(c.Name))
	add(c.Street)
	add(strings.TrimSpace(c.PostalCode + " " + c.City))
	return lines
}
