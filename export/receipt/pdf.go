package receipt

import (
	"fmt"
	"io"
	"strings"

	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// WritePDF writes the receipt for people, in A4. Equal receipts give equal bytes. Nothing is written unless the whole
// file could be made. Errors: ledger.ErrProofFormat, those of tagged.Document.Write, or that of w.
func WritePDF(w io.Writer, r statement.Receipt) error {
	set, err := fonts.Load()
	if err != nil {
		return err
	}
	p := &page{paper.New(set)}
	if err := p.fill(r); err != nil {
		return fmt.Errorf("PDF of receipt %s: %w", r.Label(), err)
	}
	file, err := p.Draw(paper.Meta{Title: "Eingangsbestätigung " + r.Label(), Foot: "Eingangsbestätigung " + r.Label(), At: r.RecordedAt})
	if err != nil {
		return fmt.Errorf("PDF of receipt %s: %w", r.Label(), err)
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("deliver PDF of receipt %s: %w", r.Label(), err)
	}
	return nil
}

// page is a receipt as it is set.
type page struct{ *paper.Paper }

func (p *page) fill(r statement.Receipt) error {
	zone, err := berlin()
	if err != nil {
		return err
	}
	p.head(r)
	p.Fact("Eingangsnummer", paper.Strong, r.Label())
	p.Fact("Eingegangen am", paper.Strong, instant(r.ReceivedAt, zone))
	p.Fact("Ende der Frist", paper.Body, end(r))
	p.Fact("Verfahren", paper.Body, r.View.Title)
	p.Fact("Eingereicht von", paper.Body, author(r))
	if names := others(r.Contact); names != "" {
		p.Fact(label(r.Contact), paper.Body, names)
	}
	p.Fact("Bezug", paper.Body, subject(r))
	p.Fact("Antwort", paper.Body, reply(r.Contact))
	p.attachments(r.Attachments)
	for i, step := range next(r) {
		if i == 0 {
			p.Section("Wie es weitergeht")
		}
		p.Numbered(i+1, step)
	}
	p.Section("Ihr Text")
	if len(r.Original) == 0 {
		p.Say(paper.Body, "Kein Text; eingereicht wurden die Anhänge.")
	}
	p.Say(paper.Body, r.Text())
	p.replaced()
	return p.proof(r)
}

func (p *page) head(r statement.Receipt) {
	a := r.Authority
	p.Say(paper.Strong, a.Name)
	p.Say(paper.Small, a.Office+", "+a.Street+", "+a.PostalCode+" "+a.City+"\nTelefon "+a.Phone+", "+a.Mail)
	p.Gap(20)
	p.Say(paper.Title, "Eingangsbestätigung")
	p.Gap(6)
	head, words := verdict(r)
	p.Say(paper.Lead, head)
	p.Say(paper.Body, words)
	p.Gap(10)
	p.Rule()
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

func (p *page) attachments(list []statement.Attachment) {
	if len(list) == 0 {
		p.Fact("Anhänge", paper.Body, "keine")
		return
	}
	for i, a := range list {
		p.Fact(fmt.Sprintf("Anhang %d", i+1), paper.Body, purposes[a.Purpose]+a.FileName+", "+size(a.Size)+", SHA-256:")
		p.More(paper.Code, hash(a.SHA256))
	}
}

// replaced says which characters stand here by their number only. The text file of the proof has them all.
func (p *page) replaced() {
	list := p.Replaced()
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
	p.Gap(6)
	p.Say(paper.Small, "Die Schrift dieser Datei kennt nicht alle Zeichen, die Sie verwendet haben. Sie stehen hier mit ihrer Nummer: "+
		strings.Join(names, "; ")+". Gespeichert ist Ihr Text unverändert; im digitalen Nachweis steht er Zeichen für Zeichen.")
}

// proofHeight keeps the proof on one page: whoever copies a checkpoint by hand should not have to turn over.
const proofHeight = 225

// proof prints what is needed to find the entry again, even if this paper is all that is left.
func (p *page) proof(r statement.Receipt) error {
	proved, err := ledger.ParseProof(r.Proof)
	if err != nil {
		return err
	}
	p.Need(proofHeight)
	p.Section("Nachweis")
	p.Say(paper.Body, "Damit kann jede Person ohne Hilfe der Verwaltung prüfen, dass Ihre Stellungnahme unverändert im Eingangsregister steht. "+
		"Bewahren Sie dieses Blatt zusammen mit dem digitalen Nachweis (ZIP-Datei) auf.")
	p.Gap(4)
	p.Fact("Register", paper.Code, r.Origin)
	p.Fact("Registernummer", paper.Code, fmt.Sprint(r.LogIndex))
	p.Fact("Prüfsumme", paper.Code, hash(r.Commitment))
	p.Fact("Prüfpunkt", paper.Code, strings.TrimSuffix(proved.Checkpoint, "\n"))
	p.Gap(4)
	p.Say(paper.Body, "So prüfen Sie: „einwand verify --receipt DATEI.zip --key SCHLÜSSEL“. Das Programm ist frei erhältlich und braucht dafür keine "+
		"Verbindung ins Netz. Den öffentlichen Schlüssel nennen die Bekanntmachung und die Seite /pruefschluessel des Beteiligungsportals.")
	return nil
}
