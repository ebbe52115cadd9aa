package receipt_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"

const wording = "Ich wohne am Mühlenweg. Schon heute ist morgens vor der Schule kaum ein Durchkommen. Mit 96 neuen Wohnungen wird es noch enger.\r\n\r\n" +
	"Bitte prüfen Sie eine zweite Zufahrt von der Landstraße aus. Außerdem fehlt am Auenbach ein sicherer Weg für Kinder, die mit dem Rad zur Kita fahren."

// office is the town while the public is being asked.
type office struct {
	*proceduretest.Town
	statements *statement.Service
	ref        procedure.Ref
}

func open(t testing.TB) *office {
	t.Helper()
	w := proceduretest.New(t)
	o := &office{Town: w, statements: statement.New(w.Tenancy, w.Blobs, w.Signer)}
	o.ref, _ = w.Publish(t)
	return o
}

// filing is what a person files.
type filing struct {
	text  string
	about statement.Reference
	files map[string]string
	late  bool
}

// receipt files as Mara Hoffmann and returns what she gets.
func (o *office) receipt(t testing.TB, f filing) statement.Receipt {
	t.Helper()
	if f.late {
		o.Clock.Set(proceduretest.Instant(t, "2026-11-30 08:05:09"))
	}
	mara := o.Resident(t, "Mara", "Hoffmann", identity.LevelHigh, identity.MeansEID)
	d, err := o.statements.Open(t.Context(), mara, o.ref)
	must(t, err)
	if f.about.Kind == "" {
		f.about.Kind = statement.ToPlan
	}
	d, err = o.statements.SaveText(t.Context(), mara, o.ref, d.Version, []byte(f.text), f.about)
	must(t, err)
	for name, content := range f.files {
		_, err = o.statements.Attach(t.Context(), mara, o.ref, name, strings.NewReader(content))
		must(t, err)
	}
	st, err := o.statements.File(t.Context(), mara, o.ref, d.ID, o.Clock.Now())
	must(t, err)
	own, err := o.statements.OwnByLabel(t.Context(), mara, st.Label())
	must(t, err)
	r, err := o.statements.ReceiptFor(t.Context(), mara, own)
	must(t, err)
	return r
}

// plain is what most tests need: a text about a place, with two files, between other statements.
func (o *office) plain(t testing.TB) statement.Receipt {
	t.Helper()
	ole := o.Resident(t, "Ole", "Brandt", identity.LevelSubstantial, identity.MeansElster)
	for i := range 3 {
		d, err := o.statements.Open(t.Context(), ole, o.ref)
		must(t, err)
		_, err = o.statements.SaveText(t.Context(), ole, o.ref, d.Version, fmt.Append(nil, "Einwand ", i), d.Reference)
		must(t, err)
		_, err = o.statements.File(t.Context(), ole, o.ref, d.ID, o.Clock.Now())
		must(t, err)
	}
	document := o.View(t, o.ref).Documents[0].ID
	return o.receipt(t, filing{text: wording, about: statement.Reference{Kind: statement.ToDocument, Document: &document, Text: "Mühlenweg, „Ecke“ Landstraße"},
		files: map[string]string{"Foto_Muehlenweg_0745.png": png, "Brief <an> die Stadt.pdf": "%PDF-1.7 " + strings.Repeat("x", 2_400_000)}})
}

func zipOf(t testing.TB, r statement.Receipt) []byte {
	t.Helper()
	var pdf, file bytes.Buffer
	must(t, receipt.WritePDF(&pdf, r))
	must(t, receipt.Write(&file, r, pdf.Bytes()))
	return file.Bytes()
}

func check(file []byte, key string) (receipt.Checked, error) {
	return receipt.Check(bytes.NewReader(file), int64(len(file)), key)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestReceiptIsCheckedWithoutTheHouse(t *testing.T) {
	o := open(t)
	r := o.plain(t)
	c, err := check(zipOf(t, r), o.Signer.VerifierKey())
	must(t, err)
	if c.Origin != "einwand.example/auenbrueck-bp-47" || c.Number != 4 || c.Index != r.LogIndex || c.Size != r.LogIndex+1 || c.Statement != r.ID ||
		!c.ReceivedAt.Equal(r.ReceivedAt) || !c.RecordedAt.Equal(r.RecordedAt) || c.Channel != statement.Online {
		t.Errorf("got %+v", c)
	}
	if string(c.Text) != wording || c.Reference.Text != "Mühlenweg, „Ecke“ Landstraße" || *c.Reference.Document != *r.Reference.Document || len(c.Files) != 2 {
		t.Errorf("got %q about %+v with %d files, want what was filed", c.Text, c.Reference, len(c.Files))
	}
	for i, f := range c.Files {
		if a := r.Attachments[i]; f.Name != a.FileName || f.Size != a.Size || !bytes.Equal(f.SHA256, a.SHA256) {
			t.Errorf("file %d: got %+v, want %+v", i+1, f, a)
		}
	}
}

func TestSameReceiptSameBytes(t *testing.T) {
	o := open(t)
	r := o.plain(t)
	first := zipOf(t, r)
	if second := zipOf(t, r); !bytes.Equal(first, second) {
		t.Error("the same receipt: got two different files")
	}
	r.Contact.Name = "Mara Hofmann"
	if other := zipOf(t, r); bytes.Equal(first, other) {
		t.Error("another receipt: got the same file")
	}
}

// TestHostileTextsAreProved: whatever was filed comes out of the ZIP byte for byte, and is proved.
func TestHostileTextsAreProved(t *testing.T) {
	o := open(t)
	for _, text := range []string{"", "Nein 😡👨‍👩‍👧", "Ba\u0308ume", "שלום \u202eRTL", "=1+1", "{nb}", "<script>alert(1)</script>", "a\r\nb\rc\n",
		"\u2028\ufeff\ufffe\U0010ffff", "\\u0041 \" \\", strings.Repeat("ß", 500_000)} {
		f := filing{text: text, about: statement.Reference{Kind: statement.ToPlace, Text: text}}
		if text == "" {
			f.files = map[string]string{"Fo\u202eto <&>\u2028.png": png}
		}
		r := o.receipt(t, f)
		c, err := check(zipOf(t, r), o.Signer.VerifierKey())
		if err != nil || string(c.Text) != text || c.Reference.Text != text {
			t.Errorf("%.40q: got %.40q about %.40q and %v", text, c.Text, c.Reference.Text, err)
		}
	}
}

// TestForeignContentIsNotProved exchanges whole parts of two receipts that are both genuine.
func TestForeignContentIsNotProved(t *testing.T) {
	o := open(t)
	a, b := o.receipt(t, filing{text: "Dagegen"}), o.receipt(t, filing{text: "Dafür"})
	id := uuid.New()
	for name, change := range map[string]func(*statement.Receipt){
		"text of another":     func(r *statement.Receipt) { r.Original = b.Original },
		"salt of another":     func(r *statement.Receipt) { r.Salt = b.Salt },
		"leaf of another":     func(r *statement.Receipt) { r.Leaf = b.Leaf },
		"proof of another":    func(r *statement.Receipt) { r.Proof = b.Proof },
		"text and salt":       func(r *statement.Receipt) { r.Original, r.Salt = b.Original, b.Salt },
		"text, salt and leaf": func(r *statement.Receipt) { r.Original, r.Salt, r.Leaf = b.Original, b.Salt, b.Leaf },
		"number":              func(r *statement.Receipt) { r.Number = 99 },
		"time":                func(r *statement.Receipt) { r.ReceivedAt = r.ReceivedAt.Add(-24 * 60 * 60 * 1e9) },
		"index":               func(r *statement.Receipt) { r.LogIndex++ },
		"register":            func(r *statement.Receipt) { r.Origin = "einwand.example/bp-48" },
		"statement":           func(r *statement.Receipt) { r.ID = id },
		"place":               func(r *statement.Receipt) { r.Reference.Text = "woanders" },
		"document":            func(r *statement.Receipt) { r.Reference.Document = &id },
		"a file more": func(r *statement.Receipt) {
			r.Attachments = []statement.Attachment{{FileName: "x", SHA256: make([]byte, 32)}}
		},
	} {
		r := a
		change(&r)
		var file bytes.Buffer
		must(t, receipt.Write(&file, r, nil))
		if c, err := check(file.Bytes(), o.Signer.VerifierKey()); err == nil {
			t.Errorf("%s: got %+v, want it refused", name, c)
		}
	}
	if _, err := check(zipOf(t, a), o.Signer.VerifierKey()); err != nil {
		t.Fatalf("unchanged: got %v, want it proved", err)
	}
}
