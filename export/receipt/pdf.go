package receipt

import (
	"fmt"
	"io"
	"strings"

	"github.com/jung-kurt/gofpdf"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// WritePDF writes the receipt for people, in A4. Equal receipts give equal bytes. Nothing is written unless the whole
// file could be made. Errors: ledger.ErrProofFormat, ErrLibrary, or that of w.
func WritePDF(w io.Writer, r statement.Receipt) error {
	set, err := fonts.Load()
	if err != nil {
		return err
	}
	p := newPaper(set)
	if err := p.fill(r); err != nil {
		return fmt.Errorf("PDF of receipt %s: %w", r.Label(), err)
	}
	file, err := p.draw(begin(r), "Eingangsbestätigung "+r.Label())
	if err != nil {
		return fmt.Errorf("PDF of receipt %s: %w", r.Label(), err)
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("deliver PDF of receipt %s: %w", r.Label(), err)
	}
	return nil
}

// begin opens a file whose every date is that of the receipt.
func begin(r statement.Receipt) *gofpdf.Fpdf {
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(r.RecordedAt.UTC())
	pdf.SetModificationDate(r.RecordedAt.UTC())
	pdf.SetTitle("Eingangsbestätigung "+r.Label(), true)
	pdf.SetCreator("einwand", true)
	pdf.SetProducer("einwand", true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	return pdf
}

func (p *paper) fill(r statement.Receipt) error {
	zone, err := berlin()
	if err != nil {
		return err
	}
	p.head(r)
	p.fact("Eingangsnummer", strong, r.Label())
	p.fact("Eingegangen am", strong, instant(r.ReceivedAt, zone))
	p.fact("Ende der Frist", body, end(r))
	p.fact("Verfahren", body, r.View.Title)
	p.fact("Eingereicht von", body, author(r))
	if words := writtenFor(r.Contact); words != "" {
		p.fact("Geschrieben", body, words)
	}
	p.fact("Bezug", body, subject(r))
	p.fact("Antwort", body, reply(r.Contact))
	p.attachments(r.Attachments)
	for i, step := range next(r) {
		if i == 0 {
			p.section("Wie es weitergeht")
		}
		p.numbered(i+1, step)
	}
	p.section("Ihr Text")
	if len(r.Original) == 0 {
		p.say(body, left, "Kein Text; eingereicht wurden die Anhänge.")
	}
	p.say(body, left, r.Text())
	p.replaced()
	return p.proof(r)
}

func (p *paper) head(r statement.Receipt) {
	a := r.Authority
	p.say(strong, left, a.Name)
	p.say(small, left, a.Office+", "+a.Street+", "+a.PostalCode+" "+a.City+"\nTelefon "+a.Phone+", "+a.Mail)
	p.gap(20)
	p.say(title, left, "Eingangsbestätigung")
	p.gap(6)
	head, words := verdict(r)
	p.say(lead, left, head)
	p.say(body, left, words)
	p.gap(10)
	p.rule()
}

// end is the end of the period by the version that held when the statement was entered, and by the one that holds now
// where that is another.
func end(r statement.Receipt) string {
	if r.Period == nil {
		return "keine Frist"
	}
	if r.FiledIn == nil || r.FiledIn.Version == r.Period.Version {
		return endIn(*r.Period)
	}
	return endIn(*r.Period) + "\nBeim Eingang galt: " + endIn(*r.FiledIn)
}

func endIn(p procedure.PeriodVersion) string {
	return fmt.Sprintf("%s, 24 Uhr (Fassung %d der Frist)", day(p.LastDay), p.Version)
}

func (p *paper) attachments(list []statement.Attachment) {
	if len(list) == 0 {
		p.fact("Anhänge", body, "keine")
		return
	}
	for i, a := range list {
		p.fact(fmt.Sprintf("Anhang %d", i+1), body, a.FileName+", "+size(a.Size)+", SHA-256:")
		p.y -= 3
		p.say(code, left+labelWidth, hash(a.SHA256))
		p.y += 3
	}
}

func (p *paper) numbered(n int, words string) {
	const indent = 16
	p.need(2 * body.leading())
	p.put(placed{body, left, p.y + body.size, fmt.Sprintf("%d.", n)})
	p.say(body, left+indent, words)
	p.y += 2
}

// replaced says which characters stand here by their number only. The text file of the proof has them all.
func (p *paper) replaced() {
	list := p.clean.Replaced()
	if len(list) == 0 {
		return
	}
	var names []string
	for _, c := range list {
		shown := c.Shown
		if c.Treatment == text.Omitted {
			shown = "weggelassen"
		}
		names = append(names, fmt.Sprintf("%s, hier %s, %d-mal", c.Name(), shown, c.Count))
	}
	p.gap(6)
	p.say(small, left, "Die Schrift dieser Datei kennt nicht alle Zeichen, die Sie verwendet haben. Sie stehen hier mit ihrer Nummer: "+
		strings.Join(names, "; ")+". Gespeichert ist Ihr Text unverändert; im digitalen Nachweis steht er Zeichen für Zeichen.")
}

// proofHeight keeps the proof on one page: whoever copies a checkpoint by hand should not have to turn over.
const proofHeight = 225

// proof prints what is needed to find the entry again, even if this paper is all that is left.
func (p *paper) proof(r statement.Receipt) error {
	proved, err := ledger.ParseProof(r.Proof)
	if err != nil {
		return err
	}
	p.need(proofHeight)
	p.section("Nachweis")
	p.say(body, left, "Damit kann jede Person ohne Hilfe der Verwaltung prüfen, dass Ihre Stellungnahme unverändert im Eingangsregister steht. "+
		"Bewahren Sie dieses Blatt zusammen mit dem digitalen Nachweis (ZIP-Datei) auf.")
	p.gap(4)
	p.fact("Register", code, r.Origin)
	p.fact("Registernummer", code, fmt.Sprint(r.LogIndex))
	p.fact("Prüfsumme", code, hash(r.Commitment))
	p.fact("Prüfpunkt", code, strings.TrimSuffix(proved.Checkpoint, "\n"))
	p.gap(4)
	p.say(body, left, "So prüfen Sie: „einwand verify --receipt DATEI.zip --key SCHLÜSSEL“. Das Programm ist frei erhältlich und braucht dafür keine "+
		"Verbindung ins Netz. Den öffentlichen Schlüssel nennen die Bekanntmachung und die Seite /pruefschluessel des Beteiligungsportals.")
	return nil
}
