package filing_test

import (
	"net/url"
	"testing"
)

// answers are the fields of step 2 as a resident fills them in.
func answers(changes map[string]string) url.Values {
	form := url.Values{"fuer": {"self"}, "antwort": {"mail"}, "mail": {"mara@post.example"}, "strasse": {""}, "plz": {""}, "wohnort": {""}}
	for name, v := range changes {
		form.Set(name, v)
	}
	return form
}

func TestNameComesFromTheLogin(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	p := d.page(d.get(d.form+"/angaben"), 200)
	p.Has("dl", "Mara Hoffmann").Has("dl", "bestätigt durch Ihr ELSTER-Zertifikat").HasNone("input[name=name]")
	p.Has("aside", "Datenschutz auf einen Blick").Has("aside", "datenschutz@auenbrueck.example")
	form := p.Form(d.form + "/angaben").Values
	if form.Get("strasse") != "Mühlenweg 4" || form.Get("mail") != "mara@post.example" || form.Get("antwort") != "mail" {
		t.Errorf("form: got %v, want it filled in from the login", form)
	}
	forged := answers(map[string]string{"name": "Bürgermeister"})
	d.goes(d.post(d.form+"/angaben", forged))
	d.page(d.get(d.form+"/pruefen"), 200).Has("dd", "Mara Hoffmann").Lacks("Bürgermeister")
}

func TestOnlyWhatTheAnswerNeedsIsAskedFor(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	for name, c := range map[string]struct {
		change map[string]string
		field  string // that is in want of mending; empty if the form is fine
	}{
		"mail without address":         {nil, ""},
		"post without address":         {map[string]string{"antwort": "post"}, "strasse"},
		"post without postcode":        {map[string]string{"antwort": "post", "strasse": "Weg 1", "wohnort": "Ort"}, "plz"},
		"post without mail":            {map[string]string{"antwort": "post", "strasse": "Weg 1", "plz": "59999", "wohnort": "Ort", "mail": ""}, ""},
		"mail without mail":            {map[string]string{"mail": " "}, "mail"},
		"mail that is none":            {map[string]string{"mail": "mara"}, "mail"},
		"mail with a second recipient": {map[string]string{"mail": "a@b.example, c@d.example"}, "mail"},
		"mail with a header":           {map[string]string{"mail": "a@b.example\r\nBcc: c@d.example"}, "mail"},
		"mail with a name":             {map[string]string{"mail": "Mara <a@b.example>"}, "mail"},
		"unknown kind":                 {map[string]string{"fuer": "king"}, "fuer"},
		"unknown answer":               {map[string]string{"antwort": "pigeon"}, "antwort"},
		"NUL":                          {map[string]string{"wohnort": "Auen\x00brück"}, "wohnort"},
	} {
		t.Run(name, func(t *testing.T) {
			d.t = t
			res := d.post(d.form+"/angaben", answers(c.change))
			if c.field == "" {
				if got := d.goes(res); got != d.form+"/pruefen" {
					t.Errorf("got %s, want step 3", got)
				}
				return
			}
			p := d.page(res, 422)
			p.Has("[role=alert] a[href=#"+c.field+"]", "")
			p.Has("#"+c.field+"-e", "")
			if typed := c.change["strasse"]; p.Form(d.form+"/angaben").Values.Get("strasse") != typed {
				t.Errorf("the form lost what was typed")
			}
		})
	}
}

func TestCopyByMailIsAskedFor(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	d.goes(d.post(d.form+"/angaben", answers(nil)))
	d.page(d.get(d.form+"/pruefen"), 200).Has("dd", "nur Nummer und Uhrzeit, ohne Anhang")
	d.goes(d.post(d.form+"/angaben", answers(map[string]string{"kopie": "1"})))
	d.page(d.get(d.form+"/pruefen"), 200).Has("dd", "mit Eingangsbestätigung und digitalem Nachweis als Anhang")
}

func TestDetailsOfAnEndedSessionComeBack(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	d.keep(d.form+"/angaben", answers(map[string]string{"fuer": "child", "wohnort": "Bergheim"}))
	p := d.page(d.get(d.form+"/angaben"), 200)
	p.Has(".kern-alert--info", "Ihre Angaben sind wieder da")
	if got := p.Form(d.form + "/angaben").Values; got.Get("wohnort") != "Bergheim" || got.Get("fuer") != "child" {
		t.Errorf("form: got %v, want Bergheim and the child", got)
	}
}
