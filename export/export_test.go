package export

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

func TestEveryFormatForEveryAudience(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	public := exporttest.Public(table, exporttest.AsReceived)
	for f, magic := range map[Format]string{PDF: "%PDF-", XLSX: "PK\x03\x04", CSV: "\ufeffNr.;", DOCX: "PK\x03\x04"} {
		for name, write := range map[string]func(*bytes.Buffer) (Report, error){
			"council": func(b *bytes.Buffer) (Report, error) { return Council(b, f, table) },
			"public":  func(b *bytes.Buffer) (Report, error) { return Public(b, f, public) },
		} {
			var b bytes.Buffer
			report, err := write(&b)
			if err != nil || !bytes.HasPrefix(b.Bytes(), []byte(magic)) {
				t.Errorf("%s for %s: %v, begins with %q", f, name, err, b.String()[:min(8, b.Len())])
			}
			if report.Rows != len(table.Rows) || report.Bytes != int64(b.Len()) {
				t.Errorf("%s for %s: report %+v of %d bytes", f, name, report, b.Len())
			}
		}
	}
}

func TestPaperIsChosen(t *testing.T) {
	table := exporttest.Council()
	for want, how := range map[string][]Option{"841.89 595.28": nil, "1190.55 841.89": {On(A3)}, "841.89 595.28 ": {On(A4)}} {
		var council, public bytes.Buffer
		if _, err := Council(&council, PDF, table, how...); err != nil {
			t.Fatal(err)
		}
		if _, err := Public(&public, PDF, exporttest.Public(table, exporttest.AsReceived), how...); err != nil {
			t.Fatal(err)
		}
		for _, file := range [][]byte{council.Bytes(), public.Bytes()} {
			if box := "/MediaBox [0 0 " + strings.TrimSpace(want) + "]"; !bytes.Contains(file, []byte(box)) {
				t.Errorf("the file lacks %s", box)
			}
		}
	}
}

func TestUnknownFormatAndAudienceAreRefused(t *testing.T) {
	var b bytes.Buffer
	if _, err := Council(&b, "odt", exporttest.Council()); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want ErrFormat", err)
	}
	if _, err := Public(&b, "", exporttest.Public(exporttest.Council(), exporttest.AsReceived)); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want ErrFormat", err)
	}
	if _, err := ParseFormat("PDF"); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want ErrFormat", err)
	}
	if _, err := ParseAudience("rat"); !errors.Is(err, ErrAudience) {
		t.Errorf("got %v, want ErrAudience", err)
	}
	if f, err := ParseFormat("xlsx"); f != XLSX || err != nil || f.MediaType() == PDF.MediaType() {
		t.Errorf("got %v, %v", f, err)
	}
	if _, err := ParsePaper("A3"); !errors.Is(err, ErrPaper) {
		t.Errorf("got %v, want ErrPaper", err)
	}
	if p, err := ParsePaper("a3"); p != A3 || err != nil {
		t.Errorf("got %v, %v", p, err)
	}
	if a, err := ParseAudience("public"); a != ForPublic || err != nil {
		t.Errorf("got %v, %v", a, err)
	}
	if b.Len() > 0 {
		t.Error("a refused export wrote something")
	}
}

func TestFileNames(t *testing.T) {
	for want, name := range map[string]Name{
		"Abwaegungstabelle-1-oeffentlich-bp-47.pdf":                {1, 0, ForPublic, "bp-47", PDF, A4},
		"Abwaegungstabelle-2-rat-bp-47.xlsx":                       {2, 0, ForCouncil, "bp-47", XLSX, A3},
		"Abwaegungstabelle-2-Beschluss-1-rat-Suedhoefe-Aussen.pdf": {2, 1, ForCouncil, "Su\u0308dhöfe / Außen", PDF, ""},
		"Abwaegungstabelle-1-rat-bp-47-A3.pdf":                     {1, 0, ForCouncil, "bp-47", PDF, A3},
		"Abwaegungstabelle-1-rat.pdf":                              {1, 0, ForCouncil, "\u0000../😀", PDF, A4},
	} {
		if got := name.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("bp-47")
	f.Fuzz(func(t *testing.T, slug string) { checkName(t, slug) })
}

var safe = regexp.MustCompile(`^Abwaegungstabelle-1-rat(-[A-Za-z0-9]+)*\.pdf$`)

func checkName(t *testing.T, slug string) {
	t.Helper()
	if got := (Name{1, 0, ForCouncil, slug, PDF, A4}).String(); !safe.MatchString(got) || len(got) > 200 {
		t.Errorf("%q makes %q", slug, got)
	}
}

func TestFileNamesAreSafe(t *testing.T) {
	for _, slug := range append(exporttest.Nasty, "../../etc/passwd", "a\\b:c", "--", string(make([]byte, 500))) {
		checkName(t, slug)
	}
}
