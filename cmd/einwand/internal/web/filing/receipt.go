package filing

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/received"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

func receiptPath(label string) string { return page.NavMine + "/" + label }

// receiptPage is the proof that a statement is with the authority, and the place where the person finds it again.
type receiptPage struct {
	shell     page.Shell
	receipt   statement.Receipt
	head      received.Head
	steps     []nextStep
	late      *lateWords
	mail      string // which message goes where; empty without an address
	documents []page.DocumentItem
	checksum  string
}

type nextStep struct{ title, text string }

type lateWords struct{ text, basis string }

// Receipt shows the person's own statement as it was received.
func (p *Pages) Receipt(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	label := rc.Label()
	q := receiptPage{receipt: rc, mail: mailWords(rc.Contact), checksum: page.HashGroups(hex.EncodeToString(rc.Commitment)),
		shell: receiptShell(r, v, rc, "Eingangsbestätigung "+label), documents: received.Files(receiptPath(label))}
	told, err := received.Told(r.Context(), p.Weighing, rc)
	if err != nil {
		return err
	}
	if q.head, err = received.Of(rc, told, receiptPath(label)); err != nil {
		return err
	}
	q.head.Rows = append(q.head.Rows, receiptRows(rc)...)
	if !q.head.Decided() && rc.State != statement.Withdrawn {
		q.steps, q.late = nextSteps(rc), lateWordsOf(rc)
	}
	return page.Render(w, r, http.StatusOK, q.shell.Caching(), receiptPageHTML(q))
}

// ownReceipt finds the person's own statement by the number in the address. To anybody else it does not exist.
func (p *Pages) ownReceipt(r *http.Request, v *visit.Visit) (statement.Receipt, error) {
	own, err := p.Statements.OwnByLabel(r.Context(), v.Actor, chi.URLParam(r, "nummer"))
	if err != nil {
		return statement.Receipt{}, err
	}
	return p.Statements.ReceiptFor(r.Context(), v.Actor, own)
}

// receiptShell names the authority that received the statement, which need not be the first of the installation.
func receiptShell(r *http.Request, v *visit.Visit, rc statement.Receipt, title string) page.Shell {
	at := *v
	at.Authority = rc.Authority
	return mineShell(r, &at, title, page.Crumb{Label: "Meine Stellungnahmen", URL: page.NavMine}, page.Crumb{Label: rc.Label()})
}

// lateWordsOf explains what it means to be late; nil for what is not.
func lateWordsOf(rc statement.Receipt) *lateWords {
	if rc.Period == nil || rc.Timely() {
		return nil
	}
	l := lateWords{basis: rc.LateParagraph() + "."}
	l.text = fmt.Sprintf("Ihre Stellungnahme ist nicht ungültig. %s kann sie aber unberücksichtigt lassen, wenn %s der Inhalt nicht bekannt war "+
		"und nicht bekannt sein musste und er für die Rechtmäßigkeit des Plans keine Rolle spielt. Das prüfen wir einzeln und halten das Ergebnis fest.",
		theBody(rc.Authority.DecidingBody), theTown(rc.Authority))
	a, round := rc.View.Announcement, rc.View.Round
	if rc.Warned && a != nil && round != nil && rc.Round != nil && round.ID == *rc.Round {
		l.basis += " In der Bekanntmachung vom " + page.PlainDate(a.EffectiveOn) + " wurde darauf hingewiesen."
	}
	return &l
}

// receiptRows say who filed it, and about what.
func receiptRows(rc statement.Receipt) []page.Row {
	rows := []page.Row{{Term: "Eingereicht von", Text: strings.TrimSpace(rc.Contact.Name + " " + receipt.ActingWords(rc.Contact)), Note: evidenceWords(rc.Evidence)}}
	rows = append(rows, othersOf(rc.Contact, rc.Attachments)...)
	if rc.Reference.Kind != statement.ToPlan {
		rows = append(rows, page.Row{Term: "Bezug", Text: referenceWords(rc.Reference, rc.View.Documents)})
	}
	return rows
}

// nextSteps is what happens now, and what reaches the person by itself.
func nextSteps(rc statement.Receipt) []nextStep {
	when := "In öffentlicher Sitzung."
	for _, s := range rc.View.Steps {
		if s.Kind == procedure.StepAdoption && s.Expected != "" {
			when = capital(s.Expected) + ", in öffentlicher Sitzung."
		}
	}
	last := nextStep{"Sie bekommen das Ergebnis", "Mit Begründung, " + replyWords(rc.Contact) + "."}
	if !rc.Timely() {
		last = nextStep{"Sie können das Ergebnis nachlesen", "Unter „Meine Stellungnahmen“. Eine Mitteilung schreibt das Gesetz nur für rechtzeitige " +
			"Stellungnahmen vor; wir schicken sie Ihnen trotzdem."}
	}
	return []nextStep{
		{"Wir prüfen Ihre Hinweise", "Wir prüfen alle Stellungnahmen nach Ende der Frist."},
		{theBody(rc.Authority.DecidingBody) + " entscheidet", when + " Ihr Name wird dabei nicht genannt."},
		last,
	}
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func mailWords(c statement.Contact) string {
	switch {
	case c.Mail == "":
		return ""
	case c.CopyByMail:
		return "Eine Kopie geht an " + c.Mail + ". Kommt sie nicht an, gilt diese Seite trotzdem."
	}
	return "Eine Nachricht mit Nummer und Uhrzeit geht an " + c.Mail + ". Kommt sie nicht an, gilt diese Seite trotzdem."
}

// contactLine is who answers questions.
func (q receiptPage) contactLine() string {
	name, phone := q.receipt.View.ContactName, q.receipt.View.ContactPhone
	if phone == "" {
		phone = q.receipt.Authority.Phone
	}
	return strings.Join([]string{name, "Telefon " + phone}, ", ") + ". Bitte nennen Sie die Eingangsnummer."
}
