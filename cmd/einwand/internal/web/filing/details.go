package filing

import (
	"net/http"
	"net/mail"
	"net/url"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// detailsForm is step 2 as it is shown.
type detailsForm struct {
	shell     page.Shell
	view      procedure.View
	deadline  deadline
	actor     identity.Actor
	authority identity.Authority
	contact   statement.Contact
	restored  bool
	errors    page.FieldErrors
}

// DetailsForm asks for whom a person writes and how to answer. The name comes from the login and is not asked for.
func (p *Pages) DetailsForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r.Context(), v)
	switch {
	case err != nil:
		return err
	case !wy.admits(v.Actor):
		return p.showLevel(w, r, v, wy, http.StatusOK)
	case wy.draft == nil:
		http.Redirect(w, r, formPath(v.Ref.Slug), http.StatusSeeOther)
		return nil
	}
	kept, ok, err := p.Pending.Take(r.Context(), r, formPath(v.Ref.Slug)+stepDetails, v.Now)
	if err != nil {
		return err
	}
	f := newDetailsForm(r, v, wy, wy.draft.Contact)
	if ok {
		f.contact, f.restored = readContact(kept), true
	}
	return p.showDetails(w, r, http.StatusOK, f)
}

// SaveDetails saves the answers, or gives them back with what has to be mended.
func (p *Pages) SaveDetails(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	c := readContact(r.PostForm)
	wy, err := p.way(r.Context(), v)
	if err != nil {
		return err
	}
	if errs := contactErrors(c); len(errs) > 0 {
		f := newDetailsForm(r, v, wy, c)
		f.errors = errs
		return p.showDetails(w, r, http.StatusUnprocessableEntity, f)
	}
	if wy.draft != nil { // who stands behind it is asked for on a page of its own
		had := wy.draft.Contact
		c.Role, c.Authors, c.Signatures = had.Role, had.Authors, had.Signatures
		if (c.ActingFor == statement.ForCompany) == (had.ActingFor == statement.ForCompany) { // a company's name is no person's
			c.ActingForName = had.ActingForName
		}
	}
	c = c.Tidied()
	if _, err := p.Statements.SaveContact(r.Context(), v.Actor, v.Ref, c); err != nil {
		return err
	}
	next := formPath(v.Ref.Slug) + stepCheck
	if c.SpeaksForOthers() {
		next = formPath(v.Ref.Slug) + stepParties
	}
	if r.PostForm.Get("spaeter") != "" {
		next = page.NavMine
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

func newDetailsForm(r *http.Request, v *visit.Visit, wy way, c statement.Contact) detailsForm {
	return detailsForm{shell: stepShell(r, v, wy.view, "Ihre Angaben (Schritt 2 von 3)"), view: wy.view,
		deadline: deadlineOf(wy.view, v.Now), actor: v.Actor, authority: v.Authority, contact: c}
}

func (p *Pages) showDetails(w http.ResponseWriter, r *http.Request, status int, f detailsForm) error {
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, f.shell.Caching(), detailsPage(f))
}

// readContact keeps the inner form of what was typed; only the blanks around it go.
func readContact(form url.Values) statement.Contact {
	field := func(name string) string { return strings.TrimSpace(form.Get(name)) }
	return statement.Contact{ActingFor: statement.Acting(form.Get("fuer")), Street: field("strasse"), PostalCode: field("plz"),
		City: field("wohnort"), ReplyBy: form.Get("antwort"), Mail: field("mail"), CopyByMail: form.Get("kopie") != ""}
}

// contactErrors asks only for what the chosen way of answering needs.
func contactErrors(c statement.Contact) page.FieldErrors {
	errs := storable(c)
	add := func(id, label, text string) {
		if errs.Of(id) == "" {
			errs = append(errs, page.FieldError{ID: id, Label: label, Text: text})
		}
	}
	if _, known := partiesWords[c.ActingFor]; !known && c.ActingFor != statement.ForSelf && c.ActingFor != statement.ForCompany {
		add("fuer", "Für wen Sie schreiben", "Bitte wählen Sie, für wen Sie schreiben.")
	}
	switch c.ReplyBy {
	case "mail":
		if c.Mail == "" {
			add("mail", "E-Mail-Adresse", "Bitte geben Sie die E-Mail-Adresse an, an die wir antworten. Oder wählen Sie „Per Post“.")
		}
	case "post":
		if c.Street == "" {
			add("strasse", "Anschrift", "Bitte geben Sie Straße und Hausnummer an. Oder wählen Sie „Per E-Mail“.")
		}
		if c.PostalCode == "" || c.City == "" {
			add("plz", "Anschrift", "Bitte geben Sie Postleitzahl und Ort an. Oder wählen Sie „Per E-Mail“.")
		}
	default:
		add("antwort", "Antwort", "Bitte wählen Sie, wie wir Ihnen antworten.")
	}
	if a, err := mail.ParseAddress(c.Mail); c.Mail != "" && (err != nil || a.Address != c.Mail) {
		add("mail", "E-Mail-Adresse", "Bitte prüfen Sie die E-Mail-Adresse. Sie sieht so aus: name@beispiel.de")
	}
	return errs
}

func storable(c statement.Contact) page.FieldErrors {
	var errs page.FieldErrors
	for _, f := range []struct{ id, label, value string }{
		{"strasse", "Anschrift", c.Street}, {"plz", "Anschrift", c.PostalCode},
		{"wohnort", "Anschrift", c.City}, {"mail", "E-Mail-Adresse", c.Mail},
	} {
		if why := textProblem(f.value); why != "" {
			errs = append(errs, page.FieldError{ID: f.id, Label: f.label, Text: "Hier stehen Zeichen, die sich nicht speichern lassen. Bitte schreiben Sie das Feld neu."})
		}
	}
	return errs
}
