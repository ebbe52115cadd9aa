package planning_test

import (
	"testing"

	"github.com/einwand/einwand/procedure/statement"
)

func TestLetterOfFiveIsOneStatementOfFivePersons(t *testing.T) {
	o := publish(t)
	form := letterForm(o)
	form.Set("authors-1", "Anna Amsel; Am Weg 1; 59999 Auenbrück\r\nBert Dohle\r\nCarla Elster\r\nDora Fink")
	o.goes(o.post(o.at("/eingang/neu"), form))
	o.get(o.at("/eingang")).Has("caption", "1 Stellungnahme").Has("td", "5 Personen").Lacks("Amsel")
	o.get(o.at("/abschnitte/1")).Has(".ew-ref", "5 Personen").Lacks("Amsel")
	p := o.get(o.at("/abschnitte/1/person"))
	p.Has("dd", "gemeinsam mit weiteren Personen").Has("dd", "5 Personen zählen").Has("dd", "Anna Amsel").Has("dd", "Am Weg 1, 59999 Auenbrück").Has("dd", "Dora Fink")
	o.get(o.at("/vollstaendigkeit")).Has("dd", "5")
}

func TestForWhomALetterIsWritten(t *testing.T) {
	for name, tt := range map[string]struct {
		fields  map[string]string
		persons int
		has     []string
	}{
		"nobody else":         {nil, 1, nil},
		"a lawyer":            {map[string]string{"acting_for-1": "clients", "authors-1": "Anna Amsel\nBert Dohle"}, 2, []string{"als Bevollmächtigte/r", "liegt nicht vor", "§ 14 Abs. 1 S. 3 VwVfG"}},
		"a parent":            {map[string]string{"acting_for-1": "child", "authors-1": "Timo Lind"}, 1, []string{"als gesetzliche Vertretung eines Kindes", "Timo Lind"}},
		"a company":           {map[string]string{"acting_for-1": "company", "acting_for_name-1": "Mühle GmbH", "role-1": "Prokura"}, 1, []string{"für eine Organisation: Mühle GmbH (Prokura)"}},
		"a company unchosen":  {map[string]string{"acting_for_name-1": "Mühle GmbH"}, 1, []string{"für eine Organisation: Mühle GmbH"}},
		"a list of signature": {map[string]string{"signatures-1": "63"}, 64, []string{"63 Personen", "vergleichen Sie sie mit der Liste"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := publish(t)
			form := letterForm(o)
			for field, value := range tt.fields {
				form.Set(field, value)
			}
			o.goes(o.post(o.at("/eingang/neu"), form))
			if got := o.statement(1).Persons; got != tt.persons {
				t.Errorf("got %d persons, want %d", got, tt.persons)
			}
			p := o.get(o.at("/abschnitte/1/person"))
			for _, want := range tt.has {
				p.Has("dd", want)
			}
		})
	}
}

func TestListOfALetterThatCannotBeReadComesBack(t *testing.T) {
	o := publish(t)
	for _, tt := range map[string]struct{ field, value, wants, want string }{
		"line":       {"authors-1", "Anna\n; Am Weg 2", "authors-1", "Zeile 2: Der Name fehlt."},
		"number":     {"signatures-1", "viele", "signatures-1", "eine ganze Zahl"},
		"no client":  {"acting_for-1", "clients", "authors-1", "wen Sie vertreten"},
		"no company": {"acting_for-1", "company", "acting_for_name-1", "Bitte nennen Sie die Firma"},
	} {
		form := letterForm(o)
		form.Set(tt.field, tt.value)
		p := o.page(o.post(o.at("/eingang/neu"), form), 422)
		p.Has("#"+tt.wants+"-e", tt.want).Has("textarea[name=text-1]", "Der Weg am Bach")
		if tt.field == "authors-1" {
			p.Has("textarea[name=authors-1]", "; Am Weg 2")
		}
	}
	o.get(o.at("/eingang")).Has("main", "Noch ist nichts eingegangen")
}

func TestMandateOfALetterIsShownAsOne(t *testing.T) {
	o := publish(t)
	form := letterForm(o)
	form.Set("acting_for-1", "clients")
	form.Set("authors-1", "Anna Amsel")
	o.page(o.upload(o.at("/eingang/neu"), form, "vollmacht", "vollmacht.html", []byte("<html>")), 422).Has("#vollmacht-e", "Diese Art von Datei")
	o.goes(o.upload(o.at("/eingang/neu"), form, "vollmacht", "amsel.pdf", []byte("%PDF-1.7")))
	if got := o.statement(1).Attachments; len(got) != 1 || got[0].Purpose != statement.Mandate {
		t.Errorf("got %+v, want the mandate", got)
	}
	o.get(o.at("/abschnitte/1")).Has(".ew-get a", "Vollmacht").Lacks("amsel.pdf").Lacks("Anlage 1")
	o.get(o.at("/abschnitte/1/person")).Has("dd", "amsel.pdf")
}
