package receipt_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

func pdfOf(t testing.TB, r statement.Receipt) []byte {
	t.Helper()
	var pdf bytes.Buffer
	must(t, receipt.WritePDF(&pdf, r))
	return pdf.Bytes()
}

// words is the text of a PDF as a reader would copy it, without white space: where lines break does not matter.
func words(t testing.TB, pdf []byte) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, stderr.String())
	}
	return squeeze(string(out))
}

func hexOf(b []byte) string { return hex.EncodeToString(b) }

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

func wantWords(t testing.TB, name, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, squeeze(w)) {
			t.Errorf("%s lacks %q", name, w)
		}
	}
}

func pages(t testing.TB, pdf []byte) int {
	t.Helper()
	f, err := exporttest.ReadPDF(pdf)
	must(t, err)
	return f.Pages()
}

func TestEveryWordIsPrinted(t *testing.T) {
	o := open(t)
	r := o.plain(t)
	pdf := pdfOf(t, r)
	got := words(t, pdf)
	wantWords(t, "receipt", got, "Stadt Auenbrück", "Rathausplatz 1", "Telefon 02999 123-456", "Eingangsbestätigung",
		"Rechtzeitig eingegangen", "Sie ist sicher gespeichert. Sie müssen nichts weiter tun.",
		"Eingangsnummer", "BP47-0004", "Montag, 2. November 2026, 10:00:00 Uhr (UTC+01:00)", "Freitag, 27. November 2026, 24 Uhr",
		"Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“", "Mara Hoffmann", "angemeldet mit Online-Ausweis (Vertrauensniveau hoch)",
		"Planzeichnung, Mühlenweg, „Ecke“ Landstraße", "per E-Mail an mara@post.example",
		"Foto_Muehlenweg_0745.png, 33 Byte", "Brief <an> die Stadt.pdf, 2,4 MB (2.400.009 Byte)",
		"Wie es weitergeht", "Der Rat entscheidet, voraussichtlich im März 2027, in öffentlicher Sitzung.", "Ihr Text", wording,
		"Nachweis", "Register", "einwand.example/auenbrueck-bp-47", "Registernummer", "7",
		"einwand verify --receipt DATEI.zip --key SCHLÜSSEL", "/pruefschluessel", "Seite 1 von 2", "Seite 2 von 2")
	for _, a := range r.Attachments {
		wantWords(t, "receipt", got, hexOf(a.SHA256))
	}
	wantWords(t, "receipt", got, hexOf(r.Commitment), strings.SplitAfterN(string(r.Proof), "\n\n", 2)[1])
	if n := pages(t, pdf); n != 2 {
		t.Errorf("got %d pages, want 2", n)
	}
	if strings.Contains(got, squeeze(o.Signer.VerifierKey())) {
		t.Error("the key stands beside what it is to prove")
	}
}

func TestReceiptSaysWhatIsTheCase(t *testing.T) {
	o := open(t)
	onTime := o.receipt(t, filing{text: "Zufahrt"})
	late := o.receipt(t, filing{text: "Zufahrt", late: true})
	withdrawn, outside, company, posted := late, onTime, onTime, onTime
	withdrawn.State = statement.Withdrawn
	outside.Period = nil
	company.Contact.ActingFor, company.Contact.ActingForName = "company", "Hoffmann GmbH"
	clients, child, group, before := onTime, onTime, onTime, onTime
	clients.Contact.ActingFor, clients.Contact.Signatures = statement.ForClients, 1200
	clients.Contact.Authors = []statement.Author{{Name: "Anna Amsel", Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück"}, {Name: "Bert Dohle"}}
	clients.Attachments = []statement.Attachment{{FileName: "Amsel.pdf", Purpose: statement.Mandate, SHA256: make([]byte, 32)}}
	child.Contact.ActingFor, child.Contact.Authors = statement.ForChild, []statement.Author{{Name: "Timo Hoffmann"}}
	group.Contact.ActingFor, group.Contact.Authors = statement.ForGroup, clients.Contact.Authors
	before.Contact.ActingFor, before.Contact.ActingForName = statement.ForGroup, "Familie Weber, Familie Kaya"
	company.Contact.Role = "Geschäftsführung"
	posted.Contact.ReplyBy, posted.Contact.Street = "post", "Mühlenweg 4"
	extended, oldLaw := late, late
	extended.Extended = &procedure.PeriodVersion{Version: 2, LastDay: period.NewDate(2026, 12, 4), DecidedAt: proceduretest.Instant(t, "2026-11-27 11:00:00"),
		ClosesAt: proceduretest.Instant(t, "2026-12-05 00:00:00")}
	extended.Period, oldLaw.LateNorm = extended.Extended, "§ 4a Abs. 6 BauGB"
	letter, anonymous := onTime, onTime
	letter.Channel = statement.Letter
	anonymous.Channel, anonymous.Contact = statement.AtEvent, statement.Contact{ReplyBy: "none"}
	body := onTime
	body.Authority.DecidingBody = "Gemeindevertretung"
	for name, tt := range map[string]struct {
		r        statement.Receipt
		has, not []string
	}{
		"on time": {onTime, []string{"Rechtzeitig eingegangen", "Anhänge keine"}, []string{"Nach Ende der Frist", "§ 4a"}},
		"late":    {late, []string{"Nach Ende der Frist eingegangen", "Ihre Stellungnahme ist nicht ungültig. Der Rat kann sie aber", "(§ 4a Absatz 5 Baugesetzbuch)", "Montag, 30. November 2026, 08:05:09 Uhr"}, []string{"Rechtzeitig"}},
		"extended": {extended, []string{"Rechtzeitig eingegangen", "Die Frist wurde am 27. November 2026 bis 4. Dezember 2026 verlängert. Damit ist Ihre Stellungnahme rechtzeitig.",
			"Freitag, 4. Dezember 2026, 24 Uhr (Fassung 2 der Frist)", "Beim Eingang galt: Freitag, 27. November 2026, 24 Uhr (Fassung 1 der Frist)"}, []string{"Nach Ende der Frist"}},
		"old law":   {oldLaw, []string{"(§ 4a Absatz 6 Baugesetzbuch)"}, []string{"Absatz 5"}},
		"withdrawn": {withdrawn, []string{"Zurückgezogen", "Der Eintrag im Register bleibt."}, []string{"Nach Ende der Frist eingegangen", "Wie es weitergeht"}},
		"outside":   {outside, []string{"Zur Zeit des Eingangs lief keine Frist."}, []string{"Rechtzeitig", "24 Uhr"}},
		"alone":     {onTime, []string{"Mara Hoffmann angemeldet"}, []string{"Im Namen von", "Gemeinsam mit"}},
		"company":   {company, []string{"Mara Hoffmann für Hoffmann GmbH (Geschäftsführung)"}, nil},
		"clients": {clients, []string{"Mara Hoffmann als Bevollmächtigte/r für 1.202 Personen", "Im Namen von Anna Amsel, Am Weg 1, 59999 Auenbrück Bert Dohle 1.200 Personen auf einer Liste",
			"Vollmacht: Amsel.pdf"}, nil},
		"child":      {child, []string{"Mara Hoffmann als gesetzliche Vertretung für ein Kind", "Im Namen von Timo Hoffmann"}, nil},
		"group":      {group, []string{"Mara Hoffmann gemeinsam, zusammen 3 Personen", "Gemeinsam mit Anna Amsel"}, nil},
		"before":     {before, []string{"Mara Hoffmann für Familie Weber, Familie Kaya"}, []string{"Personen"}},
		"posted":     {posted, []string{"per Post an Mühlenweg 4, 59999 Auenbrück"}, nil},
		"letter":     {letter, []string{"eingegangen per Brief, Angabe nicht geprüft"}, []string{"Vertrauensniveau"}},
		"anonymous":  {anonymous, []string{"ohne Namen", "keine Antwort möglich"}, []string{"Mara", "Sie bekommen das Ergebnis"}},
		"other body": {body, []string{"Die Gemeindevertretung entscheidet"}, []string{"Der Gemeindevertretung"}},
	} {
		got := words(t, pdfOf(t, tt.r))
		wantWords(t, name, got, tt.has...)
		for _, w := range tt.not {
			if strings.Contains(got, squeeze(w)) {
				t.Errorf("%s: says %q", name, w)
			}
		}
	}
}

// TestRepeatedHourIsOneInstant: at the end of summer time the clock shows 2:30 twice.
func TestRepeatedHourIsOneInstant(t *testing.T) {
	o := open(t)
	r := o.receipt(t, filing{text: "Zufahrt"})
	for at, want := range map[time.Time]string{
		time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC):  "Sonntag, 25. Oktober 2026, 02:30:00 Uhr (UTC+02:00)",
		time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC):  "Sonntag, 25. Oktober 2026, 02:30:00 Uhr (UTC+01:00)",
		proceduretest.Instant(t, "2026-11-28 00:00:00"): "Samstag, 28. November 2026, 00:00:00 Uhr",
	} {
		r.ReceivedAt = at
		wantWords(t, "receipt", words(t, pdfOf(t, r)), want)
	}
}

func TestOneMegabyteIsPrinted(t *testing.T) {
	o := open(t)
	text := strings.Repeat("Der Verkehr auf dem Mühlenweg nimmt weiter zu. ", 20_000) + "\n" + strings.Repeat("x", 50_000) + "\nENDE"
	begun := time.Now()
	pdf := pdfOf(t, o.receipt(t, filing{text: text}))
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("one megabyte took %s", took)
	}
	got := words(t, pdf)
	wantWords(t, "receipt", got, "ENDE")
	if n := strings.Count(got, squeeze("Der Verkehr auf dem Mühlenweg nimmt weiter zu.")); n < 19_000 {
		t.Errorf("got the sentence %d times, want 20,000 but for those that a page divides", n)
	}
	if n := pages(t, pdf); n < 150 || n > 400 {
		t.Errorf("got %d pages", n)
	}
}

func TestCharactersWithoutAGlyphAreNumbered(t *testing.T) {
	o := open(t)
	got := words(t, pdfOf(t, o.receipt(t, filing{text: "Nein 😡😡 und 中 und {nb} und \x1b[31m", about: statement.Reference{Kind: statement.ToPlace, Text: "🏡"}})))
	wantWords(t, "receipt", got, "Nein [U+1F621][U+1F621] und [U+4E2D] und {nb} und [31m", "Bezug [U+1F3E1]",
		"Die Schrift dieser Datei kennt nicht alle Zeichen", "U+1F621, hier [U+1F621], 2-mal", "U+001B, hier weggelassen, 1-mal")
	if plain := words(t, pdfOf(t, o.receipt(t, filing{text: "Zufahrt"}))); strings.Contains(plain, squeeze("Die Schrift dieser Datei")) {
		t.Error("nothing was replaced, and it says so")
	}
}

// TestStrangeReceiptsDoNotBreakThePaper draws what no form would let through.
func TestStrangeReceiptsDoNotBreakThePaper(t *testing.T) {
	o := open(t)
	plain := o.receipt(t, filing{text: "Zufahrt"})
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 200)
	for name, change := range map[string]func(*statement.Receipt){
		"name":        func(r *statement.Receipt) { r.Contact.Name = long },
		"invalid":     func(r *statement.Receipt) { r.Contact.Name = "\xff\xfe\x00" },
		"title":       func(r *statement.Receipt) { r.View.Title = long },
		"zalgo":       func(r *statement.Receipt) { r.Original = []byte("Z" + strings.Repeat("\u0301", 5000)) },
		"many files":  func(r *statement.Receipt) { r.Attachments = make([]statement.Attachment, 300) },
		"lines":       func(r *statement.Receipt) { r.Original = []byte(strings.Repeat("\n", 5000)) },
		"Hebrew":      func(r *statement.Receipt) { r.Original = []byte(strings.Repeat("שלום עולם ", 300)) },
		"nothing":     func(r *statement.Receipt) { *r = statement.Receipt{Proof: r.Proof} },
		"no document": func(r *statement.Receipt) { id := uuid.New(); r.Reference.Document = &id },
	} {
		r := plain
		change(&r)
		if n := pages(t, pdfOf(t, r)); n == 0 {
			t.Errorf("%s: got no page", name)
		}
	}
	broken := plain
	broken.Proof = []byte("x")
	var out bytes.Buffer
	if err := receipt.WritePDF(&out, broken); err == nil || out.Len() > 0 {
		t.Errorf("broken proof: got %d bytes and %v, want an error and nothing", out.Len(), err)
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrorOfTheWriterIsReturned(t *testing.T) {
	o := open(t)
	r := o.receipt(t, filing{text: "Zufahrt"})
	if err := receipt.WritePDF(full{}, r); !errors.Is(err, errFull) {
		t.Errorf("PDF: got %v, want the error of the writer", err)
	}
	if err := receipt.Write(full{}, r, nil); !errors.Is(err, errFull) {
		t.Errorf("ZIP: got %v, want the error of the writer", err)
	}
}

func TestPaperCanBeReadAloud(t *testing.T) {
	o := open(t)
	for name, r := range map[string]statement.Receipt{
		"plain": o.plain(t), "strange": o.receipt(t, filing{text: "Nein 😡\n\nשלום עולם\n\n" + strings.Repeat("Noch ein Satz. ", 900)}),
	} {
		root, wrong := exporttest.CheckPDF(pdfOf(t, r))
		if len(wrong) > 0 {
			t.Fatalf("%s: %q", name, wrong)
		}
		if h := root.All("H1"); len(h) != 1 || h[0].Text() != "Eingangsbestätigung" {
			t.Errorf("%s: got the title %v", name, h)
		}
		for i, want := range []string{"Eingangsnummer", "Eingegangen am", "Ende der Frist"} {
			if th := root.All("TH")[i]; th.Text() != want || th.Scope != "Row" {
				t.Errorf("%s: got %q of %s, want %q of the row", name, th.Text(), th.Scope, want)
			}
		}
	}
}
