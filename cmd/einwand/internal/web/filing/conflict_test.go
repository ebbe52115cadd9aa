package filing_test

import "testing"

func TestTwoWindowsKeepBothTexts(t *testing.T) {
	d := sitDown(t)
	first, second := d.typed("Text aus dem ersten Fenster"), d.typed("Text aus dem zweiten Fenster")
	d.goes(d.post(d.form, first))
	p := d.page(d.upload(d.form, second, file{"a.txt", "Anlage"}), 409)
	p.Has("main", "Ihr Text ist nicht verloren. Beide Fassungen stehen hier nebeneinander.")
	p.Has(".ew-quote", "Text aus dem ersten Fenster")
	if got := string(d.draft().Original); got != "Text aus dem ersten Fenster" {
		t.Errorf("draft: got %q, want the saved one untouched", got)
	}
	if got := len(d.draft().Attachments); got != 1 {
		t.Errorf("files of the second window: got %d, want 1", got)
	}
	keep := p.Form(d.form).Press("Mit dieser Fassung weitermachen")
	if got := keep.Get("text"); got != "Text aus dem zweiten Fenster" {
		t.Errorf("second text: got %q, want it in the field", got)
	}
	if got := d.goes(d.post(d.form, keep)); got != d.form+"/angaben" {
		t.Errorf("after the choice: got %s, want step 2", got)
	}
	if got := string(d.draft().Original); got != "Text aus dem zweiten Fenster" {
		t.Errorf("draft after the choice: got %q, want the second", got)
	}
}

func TestSavedVersionCanBeKept(t *testing.T) {
	d := sitDown(t)
	first, second := d.typed("Text aus dem ersten Fenster"), d.typed("Text aus dem zweiten Fenster")
	d.goes(d.post(d.form, first))
	to := d.page(d.post(d.form, second), 409).Follow("Mit der gespeicherten Fassung weiterschreiben")
	d.page(d.get(to), 200).Has("textarea", "Text aus dem ersten Fenster")
}

func TestDoubleClickOnSavingIsNoConflict(t *testing.T) {
	d := sitDown(t)
	form := d.typed(words)
	for range 2 {
		if got := d.goes(d.upload(d.form, form, file{"a.txt", "Anlage"})); got != d.form+"/angaben" {
			t.Errorf("got %s, want step 2 both times", got)
		}
	}
	if got := len(d.draft().Attachments); got != 1 {
		t.Errorf("files after a double click: got %d, want 1", got)
	}
}

// What stands in a window that was left open while the statement was filed from another is neither lost nor filed.
func TestTextFromBeforeTheFilingIsNotLost(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	old := d.typed("noch ein Gedanke")
	d.goes(d.post(d.form+"/einreichen", d.einreichen()))
	p := d.page(d.post(d.form, old), 409)
	p.Has("textarea", "noch ein Gedanke").Has("main p", "ist schon bei uns: BP47-0001").Has("main", "Dieser Entwurf ist noch leer.")
	if got := d.filed(); got != 1 {
		t.Errorf("statements: got %d, want 1", got)
	}
}
