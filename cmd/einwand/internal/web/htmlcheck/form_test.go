package htmlcheck

import (
	"net/url"
	"reflect"
	"testing"
)

const form = `<form method="post" action="/los" enctype="multipart/form-data" id="f">
<input name="name" value="Mara &amp; Co"><input type="hidden" name="key" value="k1"><input type="email" name="leer">
<input name="nie" value="x" disabled><fieldset disabled><legend>Aus</legend><input name="auch-nie" value="x"></fieldset>
<input value="ohne Namen"><input type="file" name="datei"><input type="submit" name="los" value="Absenden">
<textarea name="text">
Zeile 1
Zeile 2</textarea>
<input type="radio" name="bezug" value="plan"><input type="radio" name="bezug" value="ort" checked>
<input type="checkbox" name="a" checked><input type="checkbox" name="b" value="1"><input type="checkbox" name="c" value="1" checked>
<select name="art"><option value="b">B</option><option value="f" selected>F</option></select>
<select name="erste"><option disabled value="">Bitte wählen</option><option>Alle Themen</option><option>Lärm</option></select>
<select name="viele" multiple><option>x</option></select>
<button name="spaeter" value="1">Speichern und <b>später</b></button><button type="button">Nichts</button>
<button formaction="/entwurf">Entwurf</button></form>
<input name="aussen" value="o" form="f"><input name="fremd" value="o">`

func TestFormSendsWhatABrowserSends(t *testing.T) {
	f := Fragment(t, form).Form("/los")
	if f.Method != "POST" || f.Enctype != "multipart/form-data" {
		t.Errorf("got %s %s, want POST multipart/form-data", f.Method, f.Enctype)
	}
	want := url.Values{
		"name": {"Mara & Co"}, "key": {"k1"}, "leer": {""}, "text": {"Zeile 1\r\nZeile 2"}, "bezug": {"ort"},
		"a": {"on"}, "c": {"1"}, "art": {"f"}, "erste": {"Alle Themen"}, "aussen": {"o"},
	}
	if !reflect.DeepEqual(f.Values, want) {
		t.Errorf("got %v, want %v", f.Values, want)
	}
}

func TestPressAddsTheButton(t *testing.T) {
	f := Fragment(t, form).Form("/los")
	f.Values.Set("name", "anders")
	sent := f.Press("Speichern und später")
	if sent.Get("spaeter") != "1" || sent.Get("name") != "anders" {
		t.Errorf("got %v, want spaeter=1 and the changed name", sent)
	}
	if f.Values.Has("spaeter") {
		t.Error("Press changed the form's own values")
	}
	if sent := f.Press("Absenden"); sent.Get("los") != "Absenden" {
		t.Errorf("got %v, want los=Absenden", sent)
	}
	if f.Buttons[2] != (Button{Label: "Entwurf", Action: "/entwurf"}) {
		t.Errorf("got %+v, want the button with its own action", f.Buttons[2])
	}
}

func TestFormWithoutMethodIsAGet(t *testing.T) {
	f := Fragment(t, `<form action="/verfahren"><input name="q" value="Süd"></form>`).Form("/verfahren")
	if f.Method != "GET" || f.Enctype != "application/x-www-form-urlencoded" || f.Values.Get("q") != "Süd" {
		t.Errorf("got %+v, want a GET with q=Süd", f)
	}
}
