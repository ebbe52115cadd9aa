package htmlcheck

import (
	"net/url"
	"reflect"
	"testing"
)

const questions = `<form method="post" action="/los" novalidate>
<label for="t">Ihr Text</label><textarea id="t" name="text"></textarea>
<label for="n">Name <span>(freiwillig)</span></label><input id="n" name="name">
<fieldset><legend>Antwort</legend>
<input type="radio" id="r1" name="antwort" value="mail" checked><label for="r1">Per E-Mail</label>
<input type="radio" id="r2" name="antwort" value="post"><label for="r2">Per Post</label></fieldset>
<fieldset><legend>Kopie per Post?</legend>
<input type="radio" id="r3" name="papier" value="ja"><label for="r3">Per Post</label></fieldset>
<input type="checkbox" id="k" name="kopie"><label for="k">Kopie</label>
<input type="checkbox" id="k2" name="kopie" value="2"><label for="k2">Zweite Kopie</label>
<label for="s">Unterlage</label><select id="s" name="unterlage"><option value="">Der ganze Plan</option><option value="u1">Umweltbericht</option></select>
<label for="d">Dateien</label><input type="file" id="d" name="datei">
<button>Senden</button></form><form action="/x"><label for="n2">Name</label><input id="n2" name="fremd"><button>Suchen</button></form>`

func TestFormIsFilledByItsLabels(t *testing.T) {
	f := Fragment(t, questions).FormWith("Senden")
	f.Fill("Ihr Text", "Zeile 1\nZeile 2")
	f.Fill("Name", "Mara")
	f.Fill("Unterlage", "Umweltbericht")
	f.Answer("Antwort", "Per Post")
	f.Answer("Kopie per Post?", "Per Post")
	f.Choose("Kopie")
	f.Choose("Zweite Kopie")
	want := url.Values{"text": {"Zeile 1\r\nZeile 2"}, "name": {"Mara"}, "unterlage": {"u1"}, "antwort": {"post"}, "papier": {"ja"}, "kopie": {"on", "2"}}
	if !reflect.DeepEqual(f.Values, want) {
		t.Errorf("got %v, want %v", f.Values, want)
	}
	if got := f.FileField("Dateien"); got != "datei" {
		t.Errorf("field for files: got %q, want datei", got)
	}
}

func TestFillFailsWhereAPersonCouldNot(t *testing.T) {
	for name, check := range map[string]func(*Document){
		"option that is not offered": func(d *Document) { d.FormWith("Senden").Fill("Unterlage", "Schallgutachten") },
		"words in a radio button":    func(d *Document) { d.FormWith("Senden").Fill("Per Post", "ja") },
		"words in a field for files": func(d *Document) { d.FormWith("Senden").Fill("Dateien", "brief.pdf") },
		"ticking a text":             func(d *Document) { d.FormWith("Senden").Choose("Ihr Text") },
		"answer to another question": func(d *Document) { d.FormWith("Senden").Answer("Kopie per Post?", "Per E-Mail") },
		"answer without question":    func(d *Document) { d.FormWith("Senden").Choose("Per Post") },
		"half a word of a label":     func(d *Document) { d.FormWith("Senden").Fill("Ihr Te", "x") },
		"field of the other form":    func(d *Document) { d.FormWith("Suchen").Fill("Ihr Text", "x") },
	} {
		if said := failures(t, "<main>"+questions+"</main>", check); len(said) != 1 {
			t.Errorf("%s: got %q, want one failure", name, said)
		}
	}
}
