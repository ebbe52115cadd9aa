package guest

import (
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

var typed = input{text: "Die Brücke ist zu schmal.", contact: statement.Contact{Name: "Hanne Zeisig", Mail: "zeisig@post.example", ReplyBy: "mail"}}

func TestWhatIsMissingIsSaidAtItsField(t *testing.T) {
	for name, c := range map[string]struct {
		field  string
		change func(*input)
	}{
		"nothing written": {"text", func(in *input) { in.text = " \n" }},
		"no text at all":  {"text", func(in *input) { in.text = "a\x00b" }},
		"no name":         {"name", func(in *input) { in.contact.Name = "" }},
		"no address":      {"mail", func(in *input) { in.contact.Mail = "" }},
		"post to nowhere": {"strasse", func(in *input) { in.contact.ReplyBy = "post" }},
		"no answer":       {"antwort", func(in *input) { in.contact.ReplyBy = "" }},
	} {
		in := typed
		c.change(&in)
		if got := in.judge(); got.Of(c.field) == "" {
			t.Errorf("%s: got %v, want it said at %s", name, got, c.field)
		}
	}
	if got := typed.judge(); len(got) > 0 {
		t.Errorf("all there: got %v, want nothing", got)
	}
}

// TestGuestRefersToDocumentsOfTheRoundAlone: the key of any other document stands for the plan.
func TestGuestRefersToDocumentsOfTheRoundAlone(t *testing.T) {
	docs := []procedure.Document{{ID: uuid.New(), Title: "Planzeichnung"}}
	in := typed
	in.document = uuid.New().String()
	if got := in.about(docs); got.Kind != statement.ToPlan || got.Document != nil {
		t.Errorf("another document: got %+v, want the plan", got)
	}
	in.document = docs[0].ID.String()
	if got := in.about(docs); got.Kind != statement.ToDocument || *got.Document != docs[0].ID {
		t.Errorf("its document: got %+v", got)
	}
}
