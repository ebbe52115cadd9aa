package statement_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure/statement"
)

// png is the smallest picture.
const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"

// office makes an office document of the parts, in the order in which office programs write them.
func officeFile(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range parts {
		method := zip.Deflate
		if name == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		must(t, err)
		content := "<xml/>"
		if name == "mimetype" {
			content = "application/vnd.oasis.opendocument.text"
		}
		_, err = io.WriteString(w, content)
		must(t, err)
	}
	must(t, z.Close())
	return b.String()
}

func TestFilesAreJudgedByTheirContent(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	_, err := o.Statements.Open(t.Context(), mara, o.Ref)
	must(t, err)
	word := []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml"}
	for _, tt := range []struct {
		name, file, content string
		why                 statement.FileProblem // empty: taken
		media               string
	}{
		{"PDF", "Brief.pdf", "%PDF-1.7\n", "", "application/pdf"},
		{"picture", "Foto.PNG", png, "", "image/png"},
		{"picture under a wrong name", "Foto.pdf", png, "", "image/png"},
		{"text", "Brief.txt", "Sehr geehrte Damen und Herren", "", "text/plain"},
		{"text without an ending", "Brief", "Guten Tag", "", "text/plain"},
		{"rich text", "Brief.rtf", `{\rtf1 Guten Tag}`, "", "text/rtf"},
		{"Word", "Brief.docx", officeFile(t, word...), "", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"OpenDocument", "Brief.odt", officeFile(t, "mimetype", "content.xml", "Basic/script-lc.xml"), "", "application/vnd.oasis.opendocument.text"},
		{"empty", "Brief.pdf", "", statement.FileEmpty, ""},
		{"too large", "Film.pdf", "%PDF-" + strings.Repeat("x", statement.MaxFile), statement.FileTooLarge, ""},
		{"macros by name", "Brief.docm", officeFile(t, word...), statement.FileMacros, ""},
		{"macros by name in capitals", "Brief.DOCM", officeFile(t, word...), statement.FileMacros, ""},
		{"macros under a harmless name", "Brief.docx", officeFile(t, append(word, "word/vbaProject.bin")...), statement.FileMacros, ""},
		{"macros with a backslash", "Brief.docx", officeFile(t, append(word, `word\VBAPROJECT.BIN`)...), statement.FileMacros, ""},
		{"macros in OpenDocument", "Brief.odt", officeFile(t, "mimetype", "content.xml", "Basic/Standard/Module1.xml"), statement.FileMacros, ""},
		{"script in OpenDocument", "Brief.odt", officeFile(t, "mimetype", "content.xml", "Scripts/python/x.py"), statement.FileMacros, ""},
		{"cut office document", "Brief.docx", officeFile(t, word...)[:120], statement.FileForbidden, ""},
		{"SVG", "Karte.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, statement.FileForbidden, ""},
		{"SVG as a picture", "Karte.png", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`, statement.FileForbidden, ""},
		{"HTML", "Seite.html", "<!DOCTYPE html><script>alert(1)</script>", statement.FileForbidden, ""},
		{"HTML as text", "Brief.txt", "<html><body onload=alert(1)>", statement.FileForbidden, ""},
		{"old Word", "Brief.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), statement.FileForbidden, ""},
		{"program", "Brief.pdf.exe", "MZ\x90\x00" + strings.Repeat("\x00", 100), statement.FileForbidden, ""},
		{"shell script", "los.sh", "#!/bin/sh\nrm -rf /\n", statement.FileForbidden, ""},
		{"archive", "alles.zip", officeFile(t, "a.txt"), statement.FileForbidden, ""},
		{"virus test file in an archive", "alles.docx", officeFile(t, "eicar.com"), statement.FileForbidden, ""},
	} {
		before := len(o.Blobs.Keys(t))
		d, err := o.Statements.Attach(t.Context(), mara, o.Ref, tt.file, strings.NewReader(tt.content))
		if tt.why != "" {
			var refused *statement.RefusedFile
			if !errors.As(err, &refused) || refused.Why != tt.why || refused.Name != tt.file {
				t.Errorf("%s: got %v, want it refused: %s", tt.name, err, tt.why)
			}
			if after := len(o.Blobs.Keys(t)); after != before {
				t.Errorf("%s: got %d files in the store, want %d: nothing of a refused one", tt.name, after, before)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: got %v, want it taken", tt.name, err)
			continue
		}
		a := d.Attachments[len(d.Attachments)-1]
		if a.FileName != tt.file || a.MediaType != tt.media || a.Size != int64(len(tt.content)) {
			t.Errorf("%s: got %+v, want %s of %d bytes", tt.name, a, tt.media, len(tt.content))
		}
	}
	d, err := o.Statements.Open(t.Context(), mara, o.Ref)
	must(t, err)
	st, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now())
	must(t, err)
	f := o.full(t, st.Number)
	if len(f.Attachments) != len(d.Attachments) {
		t.Errorf("filed: got %d files, want %d", len(f.Attachments), len(d.Attachments))
	}
	body, err := o.Statements.OpenAttachment(t.Context(), f.Attachments[1])
	must(t, err)
	defer body.Close()
	if got, err := io.ReadAll(body); err != nil || string(got) != png {
		t.Errorf("read back: got %d bytes and %v", len(got), err)
	}
	o.wantSound(t)
}

func TestDirectoryFloodIsRefused(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	_, err := o.Statements.Open(t.Context(), mara, o.Ref)
	must(t, err)
	flood := officeFile(t, "[Content_Types].xml", "word/document.xml") + strings.Repeat("PK\x01\x02"+strings.Repeat("\x00", 42), 200_000)
	var refused *statement.RefusedFile
	if _, err := o.Statements.Attach(t.Context(), mara, o.Ref, "a.docx", strings.NewReader(flood)); !errors.As(err, &refused) || refused.Why != statement.FileForbidden {
		t.Errorf("200,000 entries in a directory: got %v, want it refused", err)
	}
}

func TestFilesAreCounted(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	for range statement.MaxFiles {
		o.attach(t, mara, "Foto.png", png)
	}
	_, err := o.Statements.Attach(t.Context(), mara, o.Ref, "Foto.png", strings.NewReader(png))
	if !errors.Is(err, statement.ErrTooManyFiles) {
		t.Errorf("file %d: got %v, want ErrTooManyFiles", statement.MaxFiles+1, err)
	}
	keys := o.Blobs.Keys(t)
	stored := 0
	for _, key := range keys {
		if strings.HasPrefix(key, "att/") {
			stored++
		}
	}
	if stored != statement.MaxFiles {
		t.Errorf("store: got %d files, want %d: keys are random, so that equal files are apart, and the refused one is gone", stored, statement.MaxFiles)
	}
	if _, err := o.Statements.Attach(t.Context(), o.resident(t, 1), o.Ref, "Foto.png", strings.NewReader(png)); !errors.Is(err, statement.ErrDraftGone) {
		t.Errorf("without a draft: got %v, want ErrDraftGone", err)
	}
}

func TestFileNamesAreKeptButTamed(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	for name, want := range map[string]string{
		"Übersicht – Lärm (2).png":           "Übersicht – Lärm (2).png",
		`C:\Users\Mara\Foto.png`:             "Foto.png",
		"../../etc/passwd":                   "passwd",
		"Fo\x00to\r\n\x1b.png":               "Foto.png",
		"gnp.\u202etxt":                      "gnp.txt",
		"":                                   "Datei",
		"/":                                  "Datei",
		"..":                                 "..",
		"Stra\xdfe.png":                      "Strae.png",
		strings.Repeat("ä", 300) + ".png":    strings.Repeat("ä", 100) + strings.Repeat("ä", 46) + ".png",
		`<img src=x onerror=alert(1)>"'.png`: `<img src=x onerror=alert(1)>"'.png`,
	} {
		d := o.attach(t, mara, name, png)
		a := d.Attachments[0]
		if a.FileName != want {
			t.Errorf("%q: got %q, want %q", name, a.FileName, want)
		}
		if _, err := os.Stat(o.Blobs.Path(a.BlobKey)); err != nil || strings.Contains(a.BlobKey, "Foto") {
			t.Errorf("%q: key %q: %v", name, a.BlobKey, err)
		}
		d, err := o.Statements.Detach(t.Context(), mara, o.Ref, a.ID)
		if err != nil || len(d.Attachments) != 0 {
			t.Fatalf("detach: got %d files and %v", len(d.Attachments), err)
		}
		if _, err := os.Stat(o.Blobs.Path(a.BlobKey)); err == nil {
			t.Errorf("%q: got the bytes kept after it was taken off, want them gone", name)
		}
	}
}

func TestAnyFileNameCanBeStored(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 40), func(b []byte) string { return string(b) })).Draw(r, "name")
		d := o.attach(t, mara, name, png)
		got := d.Attachments[0].FileName
		if got == "" || !utf8.ValidString(got) || strings.ContainsAny(got, "/\\\x00\r\n") || len([]rune(got)) > 150 {
			r.Fatalf("%q: got %q", name, got)
		}
		_, err := o.Statements.Detach(t.Context(), mara, o.Ref, d.Attachments[0].ID)
		must(t, err)
	})
}
