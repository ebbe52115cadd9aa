package page

import (
	"slices"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

func TestRefusedFilesStayListed(t *testing.T) {
	p := fragment(t, Form("/los"), UploadList([]Upload{
		{Name: "Foto.jpg", Size: "2,4 MB", Remove: Button{Label: "Entfernen", Hidden: "Foto.jpg", Name: "entfernen", Value: "7"}},
		{ID: "datei-1", Name: "Brief.docm", Refused: "Dateien mit Makros (.docm) nehmen wir nicht an."},
	}))
	p.Has("li", "Foto.jpg (2,4 MB)").Has("li#datei-1.is-refused", "Nicht angenommen: Brief.docm Dateien mit Makros (.docm) nehmen wir nicht an.")
	if got := p.Form("/los").Press("Entfernen: Foto.jpg").Get("entfernen"); got != "7" {
		t.Errorf("got %q, want 7", got)
	}
	if n := p.Count("button"); n != 1 {
		t.Errorf("got %d buttons, want one for the kept file", n)
	}
}

func TestButtonsSendWhichOneWasPressed(t *testing.T) {
	p := fragment(t, UploadForm("/los"),
		PrimaryButton(Button{Label: "Weiter"}), SecondaryButton(Button{Label: "Anwenden", Name: "a", Value: "1"}),
		QuietButton(Button{Label: "Später", Hidden: "Entwurf", Name: "spaeter", Value: "1", Action: "/entwurf"}),
	)
	f := p.Form("/los")
	if f.Method != "POST" || f.Enctype != "multipart/form-data" {
		t.Errorf("got %s %s", f.Method, f.Enctype)
	}
	want := []htmlcheck.Button{{Label: "Weiter"}, {Label: "Anwenden", Name: "a", Value: "1"}, {Label: "Später: Entwurf", Name: "spaeter", Value: "1", Action: "/entwurf"}}
	if !slices.Equal(f.Buttons, want) {
		t.Errorf("got %+v, want %+v", f.Buttons, want)
	}
	if n := p.Count(".kern-btn--primary"); n != 1 {
		t.Errorf("got %d coloured buttons, want 1", n)
	}
}

func TestSearchIsAGetThatKeepsItsWord(t *testing.T) {
	f := fragment(t, SearchForm("/verfahren", "Straße oder Plan", "Mühle")).WellFormed().Form("/verfahren")
	if f.Method != "GET" || f.Press("Suchen").Get("q") != "Mühle" {
		t.Errorf("got %+v", f)
	}
}

func TestMailMayBreakAfterTheAt(t *testing.T) {
	p := fragment(t, Mail("bauleitplanung@auenbrueck.example"))
	if got := p.Follow("bauleitplanung@auenbrueck.example"); got != "mailto:bauleitplanung@auenbrueck.example" {
		t.Errorf("got %q", got)
	}
	p.Has("a > wbr", "")
}
