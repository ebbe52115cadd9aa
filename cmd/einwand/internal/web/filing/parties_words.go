package filing

import (
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure/statement"
)

// actingFor are the answers to "Für wen schreiben Sie?".
var actingFor = []struct {
	value    statement.Acting
	question string
}{
	{statement.ForSelf, "Nur für mich selbst"},
	{statement.ForGroup, "Für mich und weitere Personen"},
	{statement.ForChild, "Für ein Kind, für das ich sorge"},
	{statement.ForCompany, "Für eine Firma, einen Verein oder eine andere Organisation"},
	{statement.ForClients, "Für andere, als Bevollmächtigte/r oder Anwältin/Anwalt"},
}

const oneALine = "Eine Person je Zeile: Name; Straße; PLZ Ort. Zum Beispiel: Anna Muster; Am Weg 1; 12345 Ort. Fehlt die Anschrift, genügt der Name."

// partiesWords are what the second page of step 2 asks.
var partiesWords = map[statement.Acting]struct {
	question, hint, short string
	rows                  int
	list                  bool // a list of signatures may come instead of names
}{
	statement.ForGroup:   {"Wer schreibt mit Ihnen?", oneALine + " Sie selbst zählen schon mit.", "Personen", 8, true},
	statement.ForChild:   {"Für welches Kind schreiben Sie?", "Ein Kind je Zeile. Wohnt es bei Ihnen, genügt der Name. Sonst: Name; Straße; PLZ Ort", "Kind", 3, false},
	statement.ForClients: {"Wen vertreten Sie?", oneALine, "Personen", 8, true},
	statement.ForOther:   {"Für wen schreiben Sie?", oneALine, "Personen", 3, false},
}

// actingForWords is for whom somebody writes, after "Sie schreiben".
func actingForWords(c statement.Contact) string {
	if words := receipt.ActingWords(c); words != "" {
		return words
	}
	return "für sich selbst"
}

// othersOf are the rows of a summary about everybody else behind a statement.
func othersOf(c statement.Contact, files []statement.Attachment) []page.Row {
	var rows []page.Row
	if c.Signatures > 0 || len(c.Authors) > 0 {
		term := "Im Namen von"
		if c.ActingFor == statement.ForGroup {
			term = "Gemeinsam mit"
		}
		rows = append(rows, page.Row{Term: term, Body: nameList(namesOf(c))})
	}
	if lists := filesFor(files, statement.Signatures); len(lists) > 0 {
		rows = append(rows, page.Row{Term: "Unterschriftenliste", Text: strings.Join(lists, ", ")})
	}
	if mandates := filesFor(files, statement.Mandate); len(mandates) > 0 {
		rows = append(rows, page.Row{Term: "Vollmacht", Text: strings.Join(mandates, ", ")})
	} else if c.ActingFor == statement.ForClients {
		rows = append(rows, page.Row{Term: "Vollmacht", Text: "Nicht angehängt", Note: "Sie müssen sie nur zeigen, wenn wir danach fragen."})
	}
	return rows
}

func namesOf(c statement.Contact) []string {
	var lines []string
	for _, a := range c.Authors {
		lines = append(lines, strings.TrimSuffix(a.Name+", "+a.Address(), ", "))
	}
	if c.Signatures > 0 {
		lines = append(lines, page.Plural(c.Signatures, "Person", "Personen")+" auf einer Liste")
	}
	return lines
}

func filesFor(list []statement.Attachment, purpose statement.Purpose) []string {
	var chosen []statement.Attachment
	for _, a := range list {
		if a.Purpose == purpose {
			chosen = append(chosen, a)
		}
	}
	return files(chosen)
}

// every joins all that is wrong with one field: each line of a list has its own fault.
func every(errs page.FieldErrors, id string) string {
	var texts []string
	for _, e := range errs {
		if e.ID == id {
			texts = append(texts, e.Text)
		}
	}
	return strings.Join(texts, "\n")
}
