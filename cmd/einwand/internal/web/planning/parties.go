package planning

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/statement"
)

// partiesInput is for whom the writer of a letter acts, as staff typed it.
type partiesInput struct {
	acting     statement.Acting
	company    string
	role       string
	authors    string // one on a line
	signatures string
}

// typed reports whether something stands in the fields, which are folded away otherwise.
func (in partiesInput) typed() bool {
	return in.acting != "" && in.acting != statement.ForSelf || in.company+in.role+in.authors+in.signatures != ""
}

func readPartiesInput(r *http.Request, row string) partiesInput {
	return partiesInput{acting: statement.Acting(r.PostFormValue("acting_for" + row)), company: typed(r, "acting_for_name"+row), role: typed(r, "role"+row),
		authors: r.PostFormValue("authors" + row), signatures: typed(r, "signatures"+row)}
}

// into puts the answers into a contact. A list without a choice is that of a letter which several have signed: nothing that
// was typed is dropped. The problems are by field.
func (in partiesInput) into(c statement.Contact, row string) (statement.Contact, map[string]string) {
	problems := map[string]string{}
	authors, lines := statement.ReadAuthors(in.authors)
	var words []string
	for _, l := range lines {
		words = append(words, l.String())
	}
	if len(words) > 0 {
		problems["authors"+row] = strings.Join(words, "\n")
	}
	c.ActingFor, c.ActingForName, c.Role, c.Authors = in.acting, in.company, in.role, authors
	if in.signatures != "" {
		n, err := strconv.Atoi(in.signatures)
		if err != nil || n < 0 {
			problems["signatures"+row] = "Bitte geben Sie eine ganze Zahl an, zum Beispiel 63."
		}
		c.Signatures = max(0, n)
	}
	if _, known := actingWords[c.ActingFor]; !known {
		c.ActingFor = statement.ForSelf
	}
	switch {
	case c.ActingFor == statement.ForSelf && len(c.Authors)+c.Signatures > 0:
		c.ActingFor = statement.ForGroup
	case c.ActingFor == statement.ForSelf && c.ActingForName != "":
		c.ActingFor = statement.ForCompany
	}
	tidy := c.Tidied()
	for field, dropped := range map[string]bool{"acting_for_name": c.ActingForName != tidy.ActingForName, "role": c.Role != tidy.Role,
		"authors": len(c.Authors) > len(tidy.Authors), "signatures": c.Signatures != tidy.Signatures} {
		if dropped && problems[field+row] == "" {
			problems[field+row] = "Zu dem, was Sie oben gewählt haben, gehört diese Angabe nicht. Bitte wählen Sie anders, oder leeren Sie das Feld."
		}
	}
	return tidy, problems
}

// actingWords say for whom somebody writes, after "Schreibt".
var actingWords = map[statement.Acting]string{
	statement.ForSelf: "für sich selbst", statement.ForGroup: "gemeinsam mit weiteren Personen", statement.ForClients: "als Bevollmächtigte/r",
	statement.ForChild: "als gesetzliche Vertretung eines Kindes", statement.ForCompany: "für eine Organisation", statement.ForOther: "für andere",
}

func actingOptions() []page.Option {
	var list []page.Option
	for _, a := range []statement.Acting{statement.ForSelf, statement.ForGroup, statement.ForClients, statement.ForChild, statement.ForCompany} {
		list = append(list, option(a, actingWords))
	}
	return list
}

// partyRows are everybody behind a statement beside the one who sent it.
func partyRows(c statement.Contact, files []statement.Attachment) []page.Row {
	if !c.SpeaksForOthers() {
		return nil
	}
	writes := page.Row{Term: "Schreibt", Text: actingWords[c.ActingFor], Note: page.Plural(c.Persons(), "Person zählt", "Personen zählen")}
	if c.ActingForName != "" {
		writes.Text += ": " + c.ActingForName
	}
	if c.Role != "" {
		writes.Text += " (" + c.Role + ")"
	}
	rows := []page.Row{writes}
	for i, a := range c.Authors {
		rows = append(rows, page.Row{Term: "Person " + page.Count(i+1), Text: a.Name, Note: a.Address()})
	}
	if c.Signatures > 0 {
		rows = append(rows, page.Row{Term: "Auf einer Liste", Text: page.Plural(c.Signatures, "Person", "Personen"), Note: "Die Zahl hat angegeben, wer eingereicht hat. Bitte vergleichen Sie sie mit der Liste."})
	}
	if c.ActingFor == statement.ForClients {
		rows = append(rows, mandateRow(files))
	}
	return rows
}

func mandateRow(files []statement.Attachment) page.Row {
	var names []string
	for _, a := range files {
		if a.Purpose == statement.Mandate {
			names = append(names, a.FileName)
		}
	}
	if len(names) == 0 {
		return page.Row{Term: "Vollmacht", Text: "liegt nicht vor", Note: "Sie können verlangen, dass sie schriftlich nachgewiesen wird (§ 14 Abs. 1 S. 3 VwVfG). Die Stellungnahme zählt auch so."}
	}
	return page.Row{Term: "Vollmacht", Text: strings.Join(names, ", ")}
}

// filePurposes are the names of files that tell names: what the author called them may tell one, too.
var filePurposes = map[statement.Purpose]string{statement.Mandate: "Vollmacht", statement.Signatures: "Unterschriftenliste"}
