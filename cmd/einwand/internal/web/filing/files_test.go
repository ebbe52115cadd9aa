package filing_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/einwand/einwand/procedure/statement"
)

func TestRefusedFileLeavesTheRest(t *testing.T) {
	for name, c := range map[string]struct {
		refused file
		why     string
	}{
		"macros":    {file{"Brief.docm", "PK\x03\x04 was immer"}, "Dateien mit Makros (.docm) nehmen wir nicht an. Speichern Sie den Brief als PDF"},
		"too large": {file{"Film.pdf", "%PDF-1.7\n" + strings.Repeat("x", statement.MaxFile)}, "Film.pdf ist 26,2 MB groß. Höchstens 25 MB sind möglich."},
		"type":      {file{"seite.txt", "<!DOCTYPE html><html><script>alert(1)</script></html>"}, "Diese Art von Datei nehmen wir nicht an."},
		"program":   {file{"Bild.jpg", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"}, "Diese Art von Datei nehmen wir nicht an."},
		"empty":     {file{"leer.pdf", ""}, "leer.pdf ist leer (0 Byte)."},
	} {
		t.Run(name, func(t *testing.T) {
			d := sitDown(t)
			p := d.page(d.upload(d.form, d.typed(words), file{"vorher.txt", "Anlage 1"}, c.refused, file{"nachher.txt", "Anlage 2"}), 422)
			p.Has("[role=alert] a[href=#datei-1]", "„"+c.refused.name+"“ wurde nicht angenommen.")
			p.Has("#datei-1.is-refused", "Nicht angenommen: "+c.refused.name)
			p.Has("#datei-1", c.why)
			p.Has(".ew-files li", "vorher.txt").Has(".ew-files li", "nachher.txt")
			if got := p.Form(d.form).Values.Get("text"); got != words {
				t.Errorf("text in the form: got %q, want %q", got, words)
			}
			if draft := d.draft(); string(draft.Original) != words || len(draft.Attachments) != 2 {
				t.Errorf("draft: got %q with %d files, want the text with 2", draft.Original, len(draft.Attachments))
			}
			if got := d.goes(d.post(d.form, p.Form(d.form).Press(next))); got != d.form+"/angaben" {
				t.Errorf("going on without the file: got %s, want step 2", got)
			}
		})
	}
}

func TestBothFaultsAreSaidAtOnce(t *testing.T) {
	d := sitDown(t)
	p := d.page(d.upload(d.form, d.typed(""), file{"Brief.docm", "PK\x03\x04"}), 422)
	if got := len(p.Texts("[role=alert] a")); got != 2 {
		t.Errorf("faults in the summary: got %d, want 2: text and file", got)
	}
}

func TestEleventhFileIsRefusedWithAWay(t *testing.T) {
	d := sitDown(t)
	files := make([]file, 11)
	for i := range files {
		files[i] = file{string(rune('a'+i)) + ".txt", "Anlage"}
	}
	d.page(d.upload(d.form, d.typed(words), files...), 422).Has("#datei-1", "Mehr als 10 Dateien sind nicht möglich. Senden Sie weitere per E-Mail.")
	if got := len(d.draft().Attachments); got != 10 {
		t.Errorf("files kept: got %d, want 10", got)
	}
}

func TestHostileFileNameStaysText(t *testing.T) {
	d := sitDown(t)
	d.write(words, file{`<img src=x onerror=alert(1)>.txt`, "Anlage"}, file{`../../etc/passwd.txt`, "Anlage"})
	p := d.page(d.get(d.form), 200).HasNone("main img")
	p.Has(".ew-files li", "<img src=x onerror=alert(1)>.txt").Has(".ew-files li", "passwd.txt").Lacks("etc/")
}

func TestNameOfARefusedFileIsMadeFitToBeSeen(t *testing.T) {
	d := sitDown(t)
	p := d.page(d.upload(d.form, d.typed(words), file{"a\u202ebc\xff<i>.docm", "PK"}), 422)
	p.Has("#datei-1", "abc<i>.docm")
	if !utf8.ValidString(p.body) || strings.Contains(p.body, "\u202e") {
		t.Error("the page repeats bytes that turn around or are no text")
	}
}

func TestFileCanBeTakenAway(t *testing.T) {
	d := sitDown(t)
	d.write(words, file{"a.txt", "Anlage"}, file{"b.txt", "Anlage"})
	remove := d.page(d.get(d.form), 200).Form(d.form).Press("Entfernen: a.txt")
	remove.Set("text", "Ergänzter Text")
	if got := d.goes(d.post(d.form, remove)); got != d.form+"#datei" {
		t.Errorf("got %s, want the files of step 1", got)
	}
	draft := d.draft()
	if len(draft.Attachments) != 1 || draft.Attachments[0].FileName != "b.txt" {
		t.Errorf("files: got %v, want b.txt alone", draft.Attachments)
	}
	if string(draft.Original) != "Ergänzter Text" {
		t.Errorf("text typed before the click: got %q, want it saved", draft.Original)
	}
	if got := d.goes(d.post(d.form, remove)); got != d.form+"#datei" {
		t.Errorf("second click: got %s, want the same answer", got)
	}
}

func TestFileAloneIsEnough(t *testing.T) {
	d := sitDown(t)
	number := d.file("", file{"Brief.txt", "Sehr geehrte Damen und Herren"})
	d.page(d.get("/meine/"+number), 200).Has("main", "Kein Text, nur Dateien.").Has("main a", "Brief.txt")
}
