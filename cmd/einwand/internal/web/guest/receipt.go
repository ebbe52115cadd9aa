package guest

import (
	"encoding/hex"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// receiptPage is the proof that a statement is with the authority. Its address is all that a guest has to come back with.
type receiptPage struct {
	shell   page.Shell
	receipt statement.GuestReceipt
	here    string
	now     time.Time
	told    bool // there is a result
}

// Receipt shows the statement as it was received to whoever holds the link.
func (p *Pages) Receipt(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "Ihre Stellungnahme ist bei uns")
	if err != nil {
		return err
	}
	if err := q.tell(r, p.Weighing); err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, receiptHTML(q))
}

func (p *Pages) receipt(w http.ResponseWriter, r *http.Request, v *visit.Visit, title string) (receiptPage, error) {
	token := chi.URLParam(r, "beleg")
	rc, err := p.Statements.ReceiptByLink(r.Context(), v.Ref, token)
	if err != nil {
		return receiptPage{}, err
	}
	if rc.State == statement.Withdrawn {
		title = "Zurückgezogen"
	}
	q := receiptPage{shell: shell(r, v, rc.View, title), receipt: rc, here: formPath(v.Ref.Slug) + "/" + token, now: v.Now}
	secret(w, &q.shell)
	return q, nil
}

// AskAddress sends the link for the mail address once more.
func (p *Pages) AskAddress(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	token := chi.URLParam(r, "beleg")
	if err := p.Statements.AskAddress(r.Context(), v.Ref, token); err != nil {
		return err
	}
	return seeOther(w, r, formPath(v.Ref.Slug)+"/"+token+"#adresse")
}

func (q receiptPage) withdrawn() bool { return q.receipt.State == statement.Withdrawn }

// calm reports whether nothing is late or withdrawn: the green of "on time".
func (q receiptPage) calm() bool {
	return !q.withdrawn() && (q.receipt.Period == nil || q.receipt.Timely())
}

func (q receiptPage) chip() (page.StateKind, string) {
	switch {
	case q.withdrawn():
		return page.StateNote, "Zurückgezogen"
	case q.receipt.Period == nil:
		return page.StateNote, "Eingegangen"
	case !q.receipt.Timely():
		return page.StateAttention, "Nach Ende der Frist"
	}
	return page.StateOpen, "Rechtzeitig eingegangen"
}

func (q receiptPage) title() string {
	if q.withdrawn() {
		return "Sie haben diese Stellungnahme zurückgezogen"
	}
	return "Ihre Stellungnahme ist bei uns"
}

func (q receiptPage) lead() string {
	switch {
	case q.withdrawn():
		return "Seit " + page.DateTime(*q.receipt.WithdrawnAt) + ". Sie wird als zurückgezogen geführt und Sie bekommen keine Mitteilung. " +
			"Der Hinweis selbst bleibt bekannt und muss weiter bedacht werden, wenn er wichtig ist. Der Eintrag im Register bleibt."
	case !q.calm():
		return "Sie ist sicher gespeichert. Die Frist war schon vorbei. Wir prüfen trotzdem, ob wir sie berücksichtigen müssen (" + page.Paragraph(q.receipt.LateParagraph()) + ")."
	}
	return "Sie ist sicher gespeichert. Sie zählt wie jede andere."
}

// next is what happens to the statement, and what reaches the guest without asking; empty for one that is withdrawn.
func (q receiptPage) next() string {
	switch {
	case q.withdrawn():
		return ""
	case q.told:
		return "Über Ihre Stellungnahme ist entschieden. Was beschlossen wurde und warum, steht in der Datei „Ergebnis der Prüfung“ auf dieser Seite."
	case q.receipt.View.State == procedure.Adopted, q.receipt.View.State == procedure.InForce:
		return "Über den Plan ist entschieden. Was beschlossen wurde, lesen Sie auf der Seite zum Plan."
	case q.receipt.View.State == procedure.Abandoned:
		return "Das Verfahren ist beendet. Der Plan wird nicht weiterverfolgt."
	}
	return "Nach Ende der Frist prüfen wir alle Stellungnahmen. Dann wird in öffentlicher Sitzung über den Plan entschieden; Ihr Name wird dabei nicht genannt. " +
		"Das Ergebnis teilen wir Ihnen mit Begründung mit, " + replyWords(q.receipt.Contact) + "."
}

func (q receiptPage) rows() []page.Row {
	rc := q.receipt
	end := page.Row{Term: "Ende der Frist", Text: "Zur Zeit des Eingangs lief keine Frist"}
	if rc.Period != nil {
		end.Text = endOf(*rc.Period)
	}
	if rc.FiledIn != nil && rc.FiledIn.Version != rc.Period.Version {
		end.Note = "verlängert; bei Ihrem Eingang galt " + endOf(*rc.FiledIn)
	}
	rows := []page.Row{{Term: "Eingangsnummer", Body: page.ReceiptNumber(rc.Label())}, {Term: "Eingegangen am", Text: page.DateTime(rc.ReceivedAt)}, end,
		{Term: "Verfahren", Text: rc.View.Title}, {Term: "Eingereicht von", Text: rc.Contact.Name, Note: "Angabe nicht geprüft (Gast)"},
		{Term: "Antwort", Text: replyWords(rc.Contact)}}
	if rc.Reference.Kind != statement.ToPlan {
		rows = append(rows, page.Row{Term: "Bezug", Text: referenceWords(rc.Reference, rc.View.Documents)})
	}
	return rows
}

func endOf(p procedure.PeriodVersion) string { return page.LongDate(p.LastDay) + ", 24\u00a0Uhr" }

// mailState is what became of the question whether the address is right.
type mailState string

const (
	mailNone      mailState = "none"      // there is no address, or nothing to answer any more
	mailConfirmed mailState = "confirmed" // the link was used
	mailSent      mailState = "sent"      // a link is on its way and holds
	mailOver      mailState = "over"      // the link has ended
	mailUnsent    mailState = "unsent"    // no mail went out
)

func (q receiptPage) mail() mailState {
	rc := q.receipt
	switch {
	case rc.Contact.Mail == "" || q.withdrawn():
		return mailNone
	case rc.Evidence.ConfirmedAt != nil:
		return mailConfirmed
	case rc.AskedAt == nil:
		return mailUnsent
	case !q.now.Before(rc.AskedAt.Add(statement.AddressWithin)):
		return mailOver
	}
	return mailSent
}

func (q receiptPage) files() []page.DocumentItem {
	list := []page.DocumentItem{
		{Title: "Eingangsbestätigung (PDF)", URL: q.here + "/eingangsbestaetigung.pdf", Facts: "zum Ausdrucken und Aufheben"},
		{Title: "Digitaler Nachweis (ZIP)", URL: q.here + "/nachweis.zip", Facts: "PDF, Eintrag im Register und Beweis"},
	}
	if q.told {
		list = append(list, q.resultFile())
	}
	return list
}

func (q receiptPage) checksum() string {
	return page.HashGroups(hex.EncodeToString(q.receipt.Commitment))
}

// attached names the files that came with the statement.
func (q receiptPage) attached() []string {
	var list []string
	for _, a := range q.receipt.Attachments {
		list = append(list, a.FileName+" ("+page.Size(a.Size)+")")
	}
	return list
}
