package filing_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/statement"
)

// actsFor goes through step 2 up to its second page.
func actsFor(t testing.TB, acting statement.Acting) *desk {
	t.Helper()
	d := sitDown(t)
	d.write(words)
	if got := d.goes(d.post(d.form+"/angaben", answers(map[string]string{"fuer": string(acting)}))); got != d.form+"/beteiligte" {
		t.Fatalf("got %s, want the page that asks for whom", got)
	}
	return d
}

// sent is the second page of step 2 filled in.
func sent(fields ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return form
}

const pdf = "%PDF-1.7 Vollmacht"

func TestWhoWritesForHerselfIsNotAskedForOthers(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	if got := d.goes(d.post(d.form+"/angaben", answers(nil))); got != d.form+"/pruefen" {
		t.Errorf("got %s, want step 3", got)
	}
	d.page(d.get(d.form+"/pruefen"), 200).Has("dd", "für sich selbst").Lacks("Vollmacht")
	if got := d.goes(d.get(d.form + "/beteiligte")); got != d.form+"/angaben" {
		t.Errorf("got %s, want step 2", got)
	}
}

func TestForWhomIsOnTheCheckPageAndTheReceipt(t *testing.T) {
	for name, tt := range map[string]struct {
		acting statement.Acting
		form   url.Values
		upload string // field of a file; empty: none
		check  []string
		says   string // on the receipt, after "Eingereicht von"
	}{
		"group": {statement.ForGroup, sent("personen", "Anna Amsel; Am Weg 1; 59999 Auenbrück\r\nBert Dohle", "unterschriften", "60"), "liste",
			[]string{"gemeinsam, zusammen 63 Personen", "Anna Amsel, Am Weg 1, 59999 Auenbrück", "Bert Dohle", "60 Personen auf einer Liste", "liste.pdf"},
			"Mara Hoffmann gemeinsam, zusammen 63 Personen"},
		"clients": {statement.ForClients, sent("personen", "Anna Amsel; Am Weg 1; 59999 Auenbrück"), "vollmacht",
			[]string{"als Bevollmächtigte/r für 1 Person", "Anna Amsel, Am Weg 1", "vollmacht.pdf"}, "Mara Hoffmann als Bevollmächtigte/r für 1 Person"},
		"clients without a mandate": {statement.ForClients, sent("personen", "Anna Amsel\nBert Dohle\nCarl Elster"), "",
			[]string{"Nicht angehängt", "Sie müssen sie nur zeigen, wenn wir danach fragen."}, "Mara Hoffmann als Bevollmächtigte/r für 3 Personen"},
		"child": {statement.ForChild, sent("personen", "Timo Hoffmann"), "", []string{"als gesetzliche Vertretung für ein Kind", "Timo Hoffmann"},
			"Mara Hoffmann als gesetzliche Vertretung für ein Kind"},
		"company": {statement.ForCompany, sent("name", "Mühle GmbH", "rolle", "Geschäftsführung"), "", []string{"für Mühle GmbH (Geschäftsführung)"},
			"Mara Hoffmann für Mühle GmbH (Geschäftsführung)"},
	} {
		t.Run(name, func(t *testing.T) {
			d := actsFor(t, tt.acting)
			var files []file
			if tt.upload != "" {
				files = []file{{tt.upload + ".pdf", pdf}}
			}
			if got := d.goes(d.uploadAs(d.form+"/beteiligte", tt.form, tt.upload, files...)); got != d.form+"/pruefen" {
				t.Fatalf("got %s, want step 3", got)
			}
			p := d.page(d.get(d.form+"/pruefen"), 200)
			for _, want := range tt.check {
				p.Has("dd", want)
			}
			to := d.goes(d.post(d.form+"/einreichen", d.einreichen()))
			d.page(d.get(to), 200).Has("dd", tt.says)
		})
	}
}

func TestListsThatCannotBeReadComeBackWithTheirLines(t *testing.T) {
	many := strings.Repeat("x", 10)
	for i := range statement.MaxAuthors {
		many += fmt.Sprintf("\nNachbarin %d", i)
	}
	for name, tt := range map[string]struct {
		acting statement.Acting
		form   url.Values
		field  string
		says   []string
	}{
		"nobody":                  {statement.ForGroup, sent("personen", " \n"), "personen", []string{"Bitte nennen Sie, wer mit Ihnen schreibt."}},
		"no client":               {statement.ForClients, sent(), "personen", []string{"Bitte nennen Sie, wen Sie vertreten."}},
		"no child":                {statement.ForChild, sent("unterschriften", "3"), "personen", []string{"Bitte nennen Sie das Kind."}},
		"no company":              {statement.ForCompany, sent("rolle", "Vorstand"), "name", []string{"Bitte nennen Sie die Firma"}},
		"two lines":               {statement.ForGroup, sent("personen", "Anna\n; Am Weg 2\nBert; a; b; c"), "personen", []string{"Zeile 2: Der Name fehlt.", "Zeile 3: Hier stehen mehr als drei Angaben."}},
		"herself":                 {statement.ForGroup, sent("personen", "Anna\nmara hoffmann"), "personen", []string{"Sie selbst zählen schon mit."}},
		"too many":                {statement.ForGroup, sent("personen", many), "personen", []string{"Zeile 201: Hier sind höchstens 200 Personen möglich."}},
		"NUL":                     {statement.ForGroup, sent("personen", "An\x00na"), "personen", []string{"Zeile 1: Hier stehen Zeichen"}},
		"words instead of number": {statement.ForGroup, sent("personen", "Anna", "unterschriften", "viele"), "unterschriften", []string{"eine ganze Zahl"}},
		"below zero":              {statement.ForGroup, sent("personen", "Anna", "unterschriften", "-3"), "unterschriften", []string{"zwischen 0 und"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := actsFor(t, tt.acting)
			p := d.page(d.upload(d.form+"/beteiligte", tt.form), 422)
			p.Has("[role=alert] a[href=#"+tt.field+"]", "")
			for _, want := range tt.says {
				p.Has("#"+tt.field+"-e", want).Has("[role=alert]", want)
			}
			got := p.Form(d.form + "/beteiligte").Values
			typed := strings.ReplaceAll(tt.form.Get(tt.field), "\x00", "␀")
			if again := statement.Canonical([]byte(got.Get(tt.field))); strings.TrimSpace(again) != strings.TrimSpace(typed) {
				t.Errorf("the form lost what was typed: got %.200q, want %.200q", again, typed)
			}
		})
	}
}

func TestMandateIsKeptWhenTheListIsRefused(t *testing.T) {
	d := actsFor(t, statement.ForClients)
	d.page(d.uploadAs(d.form+"/beteiligte", sent("personen", "; Am Weg 1"), "liste", file{"Liste.exe", "MZ\x90\x00\x03"}), 422).
		Has("#liste-e", "Diese Art von Datei nehmen wir nicht an.")
	p := d.page(d.uploadAs(d.form+"/beteiligte", sent("personen", "; Am Weg 1"), "vollmacht", file{"Amsel.pdf", pdf}), 422).Has(".ew-files", "Amsel.pdf")
	remove := p.Form(d.form + "/beteiligte").Press("Entfernen: Amsel.pdf")
	again := d.page(d.upload(d.form+"/beteiligte", remove), 200).Lacks("Amsel.pdf")
	if got := again.Form(d.form + "/beteiligte").Values.Get("personen"); strings.TrimSpace(got) != "; Am Weg 1" {
		t.Errorf("after removing the file: got %q, want what was typed", got)
	}
}

func TestUnnamedOthersAreAskedForBeforeFiling(t *testing.T) {
	d := actsFor(t, statement.ForGroup)
	if got := d.goes(d.get(d.form + "/pruefen")); got != d.form+"/beteiligte" {
		t.Errorf("got %s, want the page that asks for them", got)
	}
}

func TestAnotherWayOfActingForgetsTheOthers(t *testing.T) {
	d := actsFor(t, statement.ForGroup)
	d.goes(d.upload(d.form+"/beteiligte", sent("personen", "Anna Amsel")))
	d.goes(d.post(d.form+"/angaben", answers(map[string]string{"wohnort": "Bergheim", "fuer": "group"})))
	d.page(d.get(d.form+"/pruefen"), 200).Has("dd", "Anna Amsel")
	d.goes(d.post(d.form+"/angaben", answers(nil)))
	d.page(d.get(d.form+"/pruefen"), 200).Has("dd", "für sich selbst").Lacks("Amsel")
}

func TestNameOfACompanyIsNoPersons(t *testing.T) {
	d := actsFor(t, statement.ForCompany)
	d.goes(d.upload(d.form+"/beteiligte", sent("name", "Mühle GmbH")))
	d.goes(d.post(d.form+"/angaben", answers(map[string]string{"fuer": "clients"})))
	d.page(d.get(d.form+"/beteiligte"), 200).Lacks("Mühle GmbH")
}

func TestListOfAnEndedSessionComesBack(t *testing.T) {
	d := actsFor(t, statement.ForGroup)
	d.keep(d.form+"/beteiligte", sent("personen", "Anna Amsel"))
	p := d.page(d.get(d.form+"/beteiligte"), 200)
	p.Has(".kern-alert--info", "Ihre Angaben sind wieder da")
	if got := p.Form(d.form + "/beteiligte").Values.Get("personen"); strings.TrimSpace(got) != "Anna Amsel" {
		t.Errorf("form: got %q, want Anna Amsel", got)
	}
}
