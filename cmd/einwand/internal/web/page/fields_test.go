package page

import (
	"slices"
	"testing"

	"github.com/a-h/templ"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

// inForm renders fields inside a form, as a page does.
func inForm(t *testing.T, fields ...templ.Component) *htmlcheck.Document {
	t.Helper()
	return fragment(t, Form("/los"), fields...).WellFormed()
}

func TestFieldIsTiedToItsWords(t *testing.T) {
	f := Field{Name: "ort", ID: "wohnort", Label: "Ort", Hint: "Wie im Ausweis", Error: "Bitte nennen Sie den Ort.", Optional: true, Value: "x"}
	for name, c := range map[string]templ.Component{
		"TextInput": TextInput(f, Typing{}),
		"TextArea":  TextArea(f, 5),
		"Select":    Select(f, []Option{{"x", "X"}}),
		"FileInput": FileInput(f, "", false),
		"Checkbox":  Checkbox(f, true),
	} {
		p := inForm(t, c)
		p.Has("label[for=wohnort]", "Ort").Has("#wohnort-h", "Wie im Ausweis").Has("#wohnort-e", "Bitte nennen Sie den Ort.")
		if got := p.Attr("#wohnort", "aria-describedby"); got != "wohnort-h wohnort-e" {
			t.Errorf("%s: got described by %q", name, got)
		}
		if got := p.Attr("#wohnort", "aria-invalid"); got != "true" {
			t.Errorf("%s: got aria-invalid %q", name, got)
		}
		if got := p.Attr("#wohnort", "name"); got != "ort" {
			t.Errorf("%s: got name %q, want ort", name, got)
		}
		p.HasNone("#wohnort-e[role]")
	}
}

func TestFieldWithoutErrorSaysNothingOfIt(t *testing.T) {
	f := Field{Name: "ort", Label: "Ort"}
	for name, c := range map[string]templ.Component{
		"TextInput":  TextInput(f, Typing{}),
		"TextArea":   TextArea(f, 5),
		"Select":     Select(f, []Option{{"x", "X"}}),
		"FileInput":  FileInput(f, "", false),
		"Checkbox":   Checkbox(f, false),
		"RadioGroup": RadioGroup(f, []Option{{"x", "X"}}),
		"DateTime":   DateTimeInput(f, "", ""),
	} {
		p := inForm(t, c).HasNone("[aria-invalid]").HasNone("[aria-describedby]").HasNone(".kern-error, .kern-hint").Lacks("freiwillig")
		if n := p.Count(".kern-form-input--error, .kern-fieldset--error"); n != 0 {
			t.Errorf("%s: got %d error marks, want none", name, n)
		}
	}
	inForm(t, TextInput(Field{Name: "ort", Label: "Ort", Optional: true}, Typing{})).Has("label", "Ort (freiwillig)")
}

func TestFieldsGiveBackWhatWasTyped(t *testing.T) {
	text := "\n  Erste Zeile\n\n„Zweite“ <b> & Zeile\n"
	sent := inForm(t,
		TextInput(Field{Name: "name", Label: "Name", Value: `Mara "M" <Hoffmann> & Co`}, Typing{}),
		TextArea(Field{Name: "text", Label: "Text", Value: text}, 4),
		Select(Field{Name: "art", Label: "Art", Value: "b"}, []Option{{"a", "A"}, {"b", "B"}}),
		RadioGroup(Field{Name: "bezug", Label: "Bezug", Value: "ort"}, []Option{{"plan", "Plan"}, {"ort", "Ort"}}),
		RadioGroup(Field{Name: "offen", Label: "Offen"}, []Option{{"1", "Eins"}, {"2", "Zwei"}}),
		Checkbox(Field{Name: "ja", Label: "Ja"}, true),
		Checkbox(Field{Name: "nein", Label: "Nein"}, false),
		Checkbox(Field{Name: "wert", Label: "Wert", Value: "w"}, true),
		DateTimeInput(Field{Name: "am", Label: "Am"}, "2026-11-19", "09:30"),
		PrimaryButton(Button{Label: "Weiter", Name: "schritt", Value: "2"}),
	).Form("/los").Press("Weiter")
	for name, want := range map[string]string{
		"name": `Mara "M" <Hoffmann> & Co`, "text": "\r\n  Erste Zeile\r\n\r\n„Zweite“ <b> & Zeile\r\n", "art": "b", "bezug": "ort",
		"ja": "1", "wert": "w", "am": "2026-11-19", "am-zeit": "09:30", "schritt": "2",
	} {
		if got := sent.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"nein", "offen"} {
		if sent.Has(name) {
			t.Errorf("%s: got %q, want nothing sent", name, sent.Get(name))
		}
	}
}

func TestTypingHelpsPhonesAndBrowsers(t *testing.T) {
	p := inForm(t, TextInput(Field{Name: "mail", Label: "E-Mail"}, Typing{Type: "email", Autocomplete: "email", InputMode: "email"}))
	p.Has("input[type=email][autocomplete=email][inputmode=email]", "")
	inForm(t, TextInput(Field{Name: "ort", Label: "Ort"}, Typing{})).Has("input[type=text]", "").HasNone("[autocomplete]")
}

func TestGroupAsksOneQuestion(t *testing.T) {
	f := Field{Name: "wer", Label: "Für wen schreiben Sie?", Hint: "Mit Vollmacht", Error: "Bitte wählen Sie.", Value: "firma"}
	options := []Option{{"ich", "Für mich"}, {"firma", "Für ein Unternehmen"}}
	for name, c := range map[string]templ.Component{
		"RadioGroup": RadioGroup(f, options), "RadioColumns": RadioColumns(f, options),
	} {
		p := inForm(t, c)
		p.Has("fieldset > legend", "Für wen schreiben Sie?")
		if got := p.Attr("fieldset", "aria-describedby"); got != "wer-h wer-e" {
			t.Errorf("%s: got described by %q", name, got)
		}
		if got := p.Texts("label"); !slices.Equal(got, []string{"Für mich", "Für ein Unternehmen"}) {
			t.Errorf("%s: got labels %q", name, got)
		}
		if got := p.Attr("input[checked]", "value"); got != "firma" {
			t.Errorf("%s: got %q checked, want firma", name, got)
		}
		// The summary leads to #wer, which must be something that can have the focus.
		p.Has("input#wer[value=ich]", "").Has("input#wer-2[value=firma]", "")
	}
}

func TestFilesOfOneOrMany(t *testing.T) {
	f := Field{Name: "datei", Label: "Dateien"}
	inForm(t, FileInput(f, ".pdf,image/*", true)).Has("input[type=file][multiple][accept='.pdf,image/*']", "")
	inForm(t, FileInput(f, "", false)).HasNone("[multiple]").HasNone("[accept]")
}

func TestErrorSummaryLeadsToTheFields(t *testing.T) {
	errors := FieldErrors{{"strasse", "Anschrift", "Bitte nennen Sie Straße und Hausnummer."}, {"wer", "Wer?", "Bitte wählen Sie."}, {"ort", "", "Bitte nennen Sie den Ort."}}
	p := fragment(t, templ.Join(
		ErrorSummary(errors),
		TextInput(Field{Name: "strasse", Label: "Straße", Error: errors.Of("strasse")}, Typing{}),
		RadioGroup(Field{Name: "wer", Label: "Wer?", Error: errors.Of("wer")}, []Option{{"ich", "Ich"}}),
	)).WellFormed()
	p.Has("[role=alert][tabindex='-1'][autofocus].ew-fehler h2", "Bitte prüfen Sie Ihre Angaben")
	want := []htmlcheck.Link{
		{Text: "Anschrift: Bitte nennen Sie Straße und Hausnummer.", URL: "#strasse"}, {Text: "Wer? Bitte wählen Sie.", URL: "#wer"}, {Text: "Bitte nennen Sie den Ort.", URL: "#ort"},
	}
	if got := p.Links(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	p.Has("input#strasse", "").Has("input#wer", "").Has("#strasse-e", "Bitte nennen Sie Straße und Hausnummer.")
	if got := errors.Of("land"); got != "" {
		t.Errorf("Of a field without error: got %q", got)
	}
}

func TestNoErrorsNoSummary(t *testing.T) {
	if got := rendered(t, ErrorSummary(nil)); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}
