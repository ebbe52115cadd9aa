package guest

import (
	"encoding/hex"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/received"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// receiptPage is the proof that a statement is with the authority. Its address is all that a guest has to come back with.
type receiptPage struct {
	shell   page.Shell
	receipt statement.GuestReceipt
	here    string
	now     time.Time
	head    received.Head
}

// Receipt shows the statement as it was received to whoever holds the link.
func (p *Pages) Receipt(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "Ihre Stellungnahme ist bei uns")
	if err != nil {
		return err
	}
	told, err := received.Told(r.Context(), p.Weighing, q.receipt.Receipt)
	if err != nil {
		return err
	}
	if q.head, err = received.Of(q.receipt.Receipt, told, q.here); err != nil {
		return err
	}
	q.head.Rows = append(q.head.Rows, q.rows()...)
	if !q.withdrawn() && !q.head.Decided() && !q.head.Amber {
		q.head.Lead = "Sie ist sicher gespeichert. Sie zählt wie jede andere." // there may be an address to confirm
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

// next is what happens to the statement, and what reaches the guest without asking; empty when there is nothing to wait for.
func (q receiptPage) next() string {
	if q.withdrawn() || q.head.Decided() {
		return ""
	}
	return "Nach Ende der Frist prüfen wir alle Stellungnahmen. Dann wird in öffentlicher Sitzung über den Plan entschieden; Ihr Name wird dabei nicht genannt. " +
		"Das Ergebnis teilen wir Ihnen mit Begründung mit, " + replyWords(q.receipt.Contact) + "."
}

// rows say who filed it, and about what.
func (q receiptPage) rows() []page.Row {
	rc := q.receipt
	rows := []page.Row{{Term: "Eingereicht von", Text: rc.Contact.Name, Note: "Angabe nicht geprüft (Gast)"}, {Term: "Antwort", Text: replyWords(rc.Contact)}}
	if rc.Reference.Kind != statement.ToPlan {
		rows = append(rows, page.Row{Term: "Bezug", Text: referenceWords(rc.Reference, rc.View.Documents)})
	}
	return rows
}

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
