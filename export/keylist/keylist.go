package keylist

import (
	"fmt"
	"io"
	"strings"

	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// notice is what whoever holds the list must know. Council members are bound by their duty of secrecy; that third parties
// get code numbers only is from VGH BW, 24.05.2022, 3 S 1813/19.
const notice = "Vertraulich. Diese Liste ist nur für die Mitglieder des Gremiums bestimmt, die über die Tabelle entscheiden. " +
	"Geben Sie sie nicht weiter, stellen Sie sie in kein Informationssystem ein, das andere lesen, und vernichten Sie sie nach der Sitzung. " +
	"In der Abwägungstabelle selbst steht kein Name."

// acting says for whom somebody writes.
var acting = map[statement.Acting]string{
	statement.ForGroup: "gemeinsam mit weiteren Personen", statement.ForClients: "als Bevollmächtigte oder Bevollmächtigter",
	statement.ForChild: "als gesetzliche Vertretung eines Kindes", statement.ForCompany: "für eine Organisation", statement.ForOther: "für andere",
}

// WritePDF writes the list in A4. Equal lists give equal bytes. Nothing is written unless the whole file could be made.
// Errors: those of tagged.Document.Write, or that of w.
func WritePDF(w io.Writer, l weighing.KeyList) error {
	set, err := fonts.Load()
	if err != nil {
		return err
	}
	title := fmt.Sprintf("Schlüsselliste zu Abwägungstabelle Nr. %d", l.Head.Number)
	p := paper.New(set)
	p.Say(paper.Strong, l.Head.Authority)
	p.Gap(18)
	p.Say(paper.Title, title)
	p.Gap(6)
	p.Say(paper.Lead, l.Head.Plan)
	p.Say(paper.Small, l.Head.PlanVersion+". "+l.Head.Step)
	p.Gap(8)
	p.Rule()
	p.Say(paper.Strong, notice)
	keys(p, l.Keys)
	replaced(p)
	file, err := p.Draw(paper.Meta{Title: title, Foot: "Vertraulich · " + title, At: l.Head.FrozenAt})
	if err != nil {
		return fmt.Errorf("PDF of key list %d: %w", l.Head.Number, err)
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("deliver key list %d: %w", l.Head.Number, err)
	}
	return nil
}

func keys(p *paper.Paper, list []weighing.Key) {
	if len(list) == 0 {
		p.Gap(14)
		p.Say(paper.Body, "Hinter den Zeilen dieser Tabelle stehen keine Personen unter einer Nummer.")
	}
	for _, k := range list {
		p.Section(k.Label)
		p.Fact("Zeilen", paper.Body, span(k))
		if k.Contact == nil {
			p.Fact("Name", paper.Body, "gelöscht")
			continue
		}
		p.Fact("Eingangsnummer", paper.Body, k.Receipt)
		contact(p, *k.Contact)
	}
}

func span(k weighing.Key) string {
	if k.First == k.Last {
		return k.First
	}
	return k.First + " bis " + k.Last
}

func contact(p *paper.Paper, c statement.Contact) {
	p.Fact("Name", paper.Strong, orUnknown(c.Name))
	p.Fact("Anschrift", paper.Body, orUnknown(statement.Author{Street: c.Street, PostalCode: c.PostalCode, City: c.City}.Address()))
	if !c.SpeaksForOthers() {
		return
	}
	words := strings.TrimSuffix(acting[c.ActingFor]+": "+c.ActingForName, ": ")
	if c.Role != "" {
		words += " (" + c.Role + ")"
	}
	p.Fact("Schreibt", paper.Body, words)
	for i, a := range c.Authors {
		p.Fact(fmt.Sprintf("Person %d", i+1), paper.Body, strings.Trim(a.Name+", "+a.Address(), ", "))
	}
	if c.Signatures > 0 {
		p.Fact("Auf einer Liste", paper.Body, fmt.Sprintf("%d weitere Personen, nach Angabe dessen, der eingereicht hat", c.Signatures))
	}
}

func orUnknown(words string) string {
	if words == "" {
		return "nicht bekannt"
	}
	return words
}

// replaced names the characters that the fonts lack: a name must not change in silence.
func replaced(p *paper.Paper) {
	list := p.Replaced()
	if len(list) == 0 {
		return
	}
	p.Section("Ersetzte Zeichen")
	for _, r := range list {
		p.Fact(r.Name(), paper.Body, fmt.Sprintf("%d mal, hier dargestellt als „%s“", r.Count, r.Shown))
	}
}
