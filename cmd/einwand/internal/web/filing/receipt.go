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
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

func receiptPath(label string) string { return page.NavMine + "/" + label }

// receiptPage is the proof that a statement is with the authority, and the place where the person finds it again.
type receiptPage struct {
	shell     page.Shell
	receipt   statement.Receipt
	kind      page.StateKind
	chip      string
	title     string
	lead      string
	amber     bool // late or withdrawn: not the green of "on time"
	rows      []page.Row
	steps     []nextStep
	outcome   string // instead of the steps, when there is nothing to wait for
	late      *lateWords
	mail      string // which message goes where; empty without an address
	documents []page.DocumentItem
	told      *weighing.Result // nil while nothing is decided
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
	q := receiptPage{receipt: rc, rows: receiptRows(rc), mail: mailWords(rc.Contact), checksum: page.HashGroups(hex.EncodeToString(rc.Commitment)),
		shell: receiptShell(r, v, rc, "Eingangsbestätigung "+label),
		documents: []page.DocumentItem{
			{Title: "Eingangsbestätigung (PDF)", URL: receiptPath(label) + "/eingangsbestaetigung.pdf", Facts: "zum Ausdrucken und Aufheben"},
			{Title: "Digitaler Nachweis (ZIP)", URL: receiptPath(label) + "/nachweis.zip", Facts: "PDF, Eintrag im Register und Beweis"},
		}}
	told, err := p.told(r, rc)
	if err != nil {
		return err
	}
	if told != nil {
		q.told, q.documents = told, append([]page.DocumentItem{resultFile(label)}, q.documents...)
	}
	q.say()
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

// say chooses the words of the three cases: on time, late, withdrawn.
func (q *receiptPage) say() {
	rc := q.receipt
	q.kind, q.chip, q.title = page.StateOpen, "Rechtzeitig eingegangen", "Ihre Stellungnahme ist bei uns"
	q.lead = "Sie ist sicher gespeichert. Sie müssen nichts weiter tun."
	q.steps, q.outcome = nextSteps(rc), outcomeWords(rc)
	if q.told != nil {
		q.steps, q.outcome = nil, toldWords(*q.told)
	}
	switch {
	case rc.State == statement.Withdrawn:
		q.kind, q.chip, q.title, q.amber = page.StateNote, "Zurückgezogen", "Sie haben diese Stellungnahme zurückgezogen", true
		q.lead = "Seit " + page.DateTime(*rc.WithdrawnAt) + ". Sie wird als zurückgezogen geführt und Sie bekommen keine Mitteilung. " +
			"Der Hinweis selbst bleibt bekannt und muss weiter bedacht werden, wenn er wichtig ist. Der Eintrag im Register bleibt."
		q.steps, q.outcome = nil, ""
	case rc.Period == nil:
		q.kind, q.chip = page.StateNote, "Eingegangen"
	case !rc.Timely():
		q.kind, q.chip, q.amber = page.StateAttention, "Nach Ende der Frist", true
		q.lead = "Sie ist sicher gespeichert. Die Frist war schon vorbei. Wir prüfen trotzdem, ob wir sie berücksichtigen müssen."
		q.late = lateWordsOf(rc)
	case rc.Extended != nil:
		q.lead = extendedWords(*rc.Extended) + " " + q.lead
	}
}

func lateWordsOf(rc statement.Receipt) *lateWords {
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

// extendedWords says why a statement after the first end is in time.
func extendedWords(e procedure.PeriodVersion) string {
	return "Die Frist wurde am " + page.PlainDate(period.DateAt(e.DecidedAt)) + " bis " + page.PlainDate(e.LastDay) + " verlängert. Damit ist Ihre Stellungnahme rechtzeitig."
}

func receiptRows(rc statement.Receipt) []page.Row {
	end := page.Row{Term: "Ende der Frist", Text: "Zur Zeit des Eingangs lief keine Frist"}
	if rc.Period != nil {
		end.Text = endOf(*rc.Period)
	}
	if rc.FiledIn != nil && rc.FiledIn.Version != rc.Period.Version {
		end.Note = "verlängert; bei Ihrem Eingang galt " + endOf(*rc.FiledIn)
	}
	rows := []page.Row{
		{Term: "Eingangsnummer", Body: page.ReceiptNumber(rc.Label())},
		{Term: "Eingegangen am", Text: page.DateTime(rc.ReceivedAt)},
		end,
		{Term: "Verfahren", Text: rc.View.Title},
		{Term: "Eingereicht von", Text: strings.TrimSpace(rc.Contact.Name + " " + receipt.ActingWords(rc.Contact)), Note: evidenceWords(rc.Evidence)},
	}
	rows = append(rows, othersOf(rc.Contact, rc.Attachments)...)
	if rc.Reference.Kind != statement.ToPlan {
		rows = append(rows, page.Row{Term: "Bezug", Text: referenceWords(rc.Reference, rc.View.Documents)})
	}
	return rows
}

// nextSteps is what happens now, and what reaches the person by itself.
func nextSteps(rc statement.Receipt) []nextStep {
	if outcomeWords(rc) != "" {
		return nil
	}
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

// outcomeWords is how a procedure ended; empty while it runs.
func outcomeWords(rc statement.Receipt) string {
	switch rc.View.State {
	case procedure.Adopted, procedure.InForce:
		return theBody(rc.Authority.DecidingBody) + " hat über den Plan entschieden."
	case procedure.Abandoned:
		return "Das Verfahren ist beendet. Der Plan wird nicht weiterverfolgt."
	}
	return ""
}

// toldWords says that there is a result, and of whom.
func toldWords(r weighing.Result) string {
	d := r.Decisions()[0]
	words := fmt.Sprintf("Über Ihre Stellungnahme ist entschieden: %s, Sitzung am %s.", d.Body, page.PlainDate(period.DateOfUTC(d.MeetingOn)))
	if n := r.Open(); n > 0 {
		words += " " + page.Plural(n, "Punkt ist", "Punkte sind") + " noch offen."
	}
	return words
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

// decided reports whether there is a result to read.
func (q receiptPage) decided() bool {
	return q.told != nil || q.receipt.View.State == procedure.Adopted || q.receipt.View.State == procedure.InForce
}
