package guest

import (
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// input is what a guest typed, as it travels from page to page.
type input struct {
	text, document, place string
	contact               statement.Contact
	key                   string // made with the check page: sending it twice files once
}

func readInput(r *http.Request) input {
	line := func(name string) string { return oneLine(r.PostFormValue(name)) }
	return input{text: r.PostFormValue("text"), document: line("unterlage"), place: line("ort"), key: line("schluessel"),
		contact: statement.Contact{Name: line("name"), Street: line("strasse"), PostalCode: line("plz"), City: line("wohnort"), Mail: line("mail"), ReplyBy: line("antwort")}}
}

// oneLine is what somebody typed into a field of one line.
func oneLine(value string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(value, "\x00", ""), "")), " ")
}

// shown makes any bytes fit to be seen in a page: what is no character becomes one that says so.
func shown(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "␀")
}

// field is one hidden field of the check page.
type field struct{ name, value string }

func (in input) fields() []field {
	c := in.contact
	return []field{{"text", in.text}, {"unterlage", in.document}, {"ort", in.place}, {"name", c.Name}, {"antwort", c.ReplyBy}, {"mail", c.Mail},
		{"strasse", c.Street}, {"plz", c.PostalCode}, {"wohnort", c.City}}
}

// about is what the statement refers to. A document that the round does not have refers to the plan.
func (in input) about(docs []procedure.Document) statement.Reference {
	ref := statement.Reference{Kind: statement.ToPlan, Text: in.place}
	if in.place != "" {
		ref.Kind = statement.ToPlace
	}
	for _, d := range docs {
		if d.ID.String() == in.document {
			ref.Kind, ref.Document = statement.ToDocument, &d.ID
		}
	}
	return ref
}

// form is what is filed.
func (in input) form(docs []procedure.Document) (statement.GuestForm, error) {
	key, err := uuid.Parse(in.key)
	return statement.GuestForm{Contact: in.contact, Text: []byte(in.text), Reference: in.about(docs), Key: key}, err
}

// labels are the names of the fields in the order of the page.
var labels = []struct{ id, label string }{{"text", "Ihre Stellungnahme"}, {"ort", "Stelle im Plangebiet"}, {"name", "Ihr Name"}, {"antwort", "Antwort"}, {"mail", "E-Mail-Adresse"},
	{"strasse", "Straße und Hausnummer"}, {"plz", "Postleitzahl und Ort"}, {"wohnort", "Ort"}, {"dateien", "Dateien"}}

const textEmpty = "Bitte schreiben Sie Ihre Stellungnahme. Steht alles in einer Datei? Dann genügt hier „Siehe Anlage“; die Datei hängen Sie auf der nächsten Seite an."

// judge says what has to be mended before the check page.
func (in input) judge() page.FieldErrors {
	list := objections(statement.CheckText([]byte(in.text)))
	if strings.TrimSpace(in.text) == "" {
		list = page.FieldErrors{{ID: "text", Label: "Ihre Stellungnahme", Text: textEmpty}}
	}
	if statement.CheckText([]byte(in.place)) != nil {
		list = append(list, page.FieldError{ID: "ort", Label: "Stelle im Plangebiet", Text: "Das ist zu lang. Bitte schreiben Sie es in den Text."})
	}
	return append(list, objections(statement.CheckGuest(in.contact))...)
}

// objections are what the person can mend; empty for any other error.
func objections(err error) page.FieldErrors {
	var invalid *statement.Invalid
	var refused *statement.RefusedFile
	var unstorable *statement.Unstorable
	fields := map[string]string{}
	switch {
	case errors.As(err, &invalid):
		fields = invalid.Fields
	case errors.As(err, &unstorable):
		fields["text"] = textProblems[unstorable.Why]
	case errors.As(err, &refused):
		fields["dateien"] = refusedWords(*refused)
	case errors.Is(err, statement.ErrDraftEmpty):
		fields["text"] = textEmpty
	case errors.Is(err, statement.ErrTooManyFiles):
		fields["dateien"] = fmt.Sprintf("Höchstens %d Dateien sind möglich.", statement.MaxFiles) + again
	}
	var list page.FieldErrors
	for _, l := range labels {
		if text := fields[l.id]; text != "" {
			list = append(list, page.FieldError{ID: l.id, Label: l.label, Text: text})
		}
	}
	return list
}

var textProblems = map[statement.TextProblem]string{
	statement.HasNUL:  "Ihr Text enthält ein Zeichen, das sich nicht speichern lässt (NUL, hier als ␀ gezeigt). Bitte löschen Sie es. Eingereicht ist noch nichts.",
	statement.NotUTF8: "Einige Zeichen kamen beschädigt bei uns an (hier als � gezeigt). Bitte schreiben Sie diese Stellen neu. Eingereicht ist noch nichts.",
	statement.TooLong: "Ihr Text ist zu lang. Möglich sind 2 MB, das sind etwa 700 Seiten. Bitte kürzen Sie ihn, oder hängen Sie ihn auf der nächsten Seite als Datei an.",
}

// again: browsers give files back to no form, so all are chosen once more.
const again = " Bitte wählen Sie alle Dateien noch einmal aus; der Text steht noch da. Eingereicht ist noch nichts."

func refusedWords(f statement.RefusedFile) string {
	switch f.Why {
	case statement.FileTooLarge:
		return f.Name + " ist zu groß. Höchstens 25\u00a0MB sind möglich." + again
	case statement.FileMacros:
		return "Dateien mit Makros (" + strings.ToLower(path.Ext(f.Name)) + ") nehmen wir nicht an. Speichern Sie die Datei als PDF." + again
	case statement.FileEmpty:
		return f.Name + " ist leer." + again
	}
	return "Diese Art von Datei nehmen wir nicht an: " + f.Name + ". Speichern Sie sie als PDF oder Bild." + again
}
