package tagged

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

// figures is a file to carry, with bytes that a format of text would spoil.
var figures = Attachment{Name: "Zahlen 1.csv", Media: "text/csv", Description: "Die Zählung (als Tabelle)", Data: []byte("a;b\r\n\x00\xff\nendstream\nendobj\n1;2")}

func carrying(t testing.TB, a Attachment) []byte {
	t.Helper()
	m := meta
	m.Carries = &a
	out, err := sample(t).Write(m)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFileCarriesAFile(t *testing.T) {
	for _, size := range []int{0, len(figures.Data), 1 << 20} {
		want := figures
		if size != len(figures.Data) {
			want.Data = bytes.Repeat([]byte{7}, size)
		}
		file := carrying(t, want)
		if _, wrong := exporttest.CheckPDF(file); len(wrong) > 0 {
			t.Fatalf("with %d bytes: %q", size, wrong)
		}
		f, err := exporttest.ReadPDF(file)
		if err != nil {
			t.Fatal(err)
		}
		got := f.Attachments()
		if len(got) != 1 || got[0].Name != "Zahlen-1.csv" || got[0].Media != want.Media || got[0].Description != want.Description ||
			got[0].Relationship != "Alternative" || !bytes.Equal(got[0].Data, want.Data) {
			t.Errorf("with %d bytes: got %+v", size, got)
		}
		if n := len(f.Names()); n != 1 {
			t.Errorf("got %d places with a name, want the one beside the file", n)
		}
	}
}

func TestFileWithoutPlacesCarriesAFile(t *testing.T) {
	d, m := sample(t), meta
	d.names, m.Carries = nil, &figures
	out, err := d.Write(m)
	if err != nil {
		t.Fatal(err)
	}
	if _, wrong := exporttest.CheckPDF(out.Bytes()); len(wrong) > 0 {
		t.Errorf("got %q", wrong)
	}
}

func TestSameAttachmentSameBytes(t *testing.T) {
	one, two := carrying(t, figures), carrying(t, figures)
	if !bytes.Equal(one, two) {
		t.Error("two files of the same calls differ")
	}
	other := figures
	other.Data = append([]byte("A"), figures.Data[1:]...)
	if identifier(t, carrying(t, other)) == identifier(t, one) || identifier(t, write(t, sample(t))) == identifier(t, one) {
		t.Error("files that carry something else have one identifier")
	}
}

func identifier(t *testing.T, file []byte) string {
	t.Helper()
	_, after, found := bytes.Cut(file, []byte("/ID["))
	if !found {
		t.Fatal("no identifier")
	}
	return string(after[:34])
}

// TestBrokenAttachmentsAreFound changes bytes of a sound file, as many as there were.
func TestBrokenAttachmentsAreFound(t *testing.T) {
	for old, tt := range map[string]struct{ now, want string }{
		"/Size 28":                               {"/Size 29", "has another size"},
		"\r\n\x00\xff":                           {"\r\n\x00\xfe", "has another checksum"},
		"/CheckSum<":                             {"/CheckSam<", "has another checksum"},
		"/ModDate(D:19700102000000+00'00')/Chec": {"/ModDate(D:19700103000000+00'00')/Chec", "has another date"},
		"text#2Fcsv":                             {"textA2Fcsv", "has no media type"},
		"/EmbeddedFile/":                         {"/ImbeddedFile/", "is no embedded file"},
		"/Type/Filespec":                         {"/Type/Filespac", "is no specification"},
		"/F(Zahlen-1.csv)":                       {"/F(Zahlen-2.csv)", "has two names"},
		"/Desc<":                                 {"/Dasc<", "has no description"},
		"/AFRelationship":                        {"/AFRelationshid", "has no relationship"},
		"ship/Alternative":                       {"ship/Unspecified", "has no relationship"},
		"R/UF ":                                  {"R/UG ", "is two files"},
		"/EmbeddedFiles ":                        {"/EmbeddedFilms ", "is in no list of files"},
		"/AF[":                                   {"/AG[", "is not associated"},
		"<pdfaid:part>3":                         {"<pdfaid:part>2", "PDF/A-3"},
		"<pdfaid:conformance>A":                  {"<pdfaid:conformance>B", "conformance"},
	} {
		file := carrying(t, figures)
		if n := bytes.Count(file, []byte(old)); n != 1 {
			t.Fatalf("%q stands %d times in the file", old, n)
		}
		file = bytes.Replace(file, []byte(old), []byte(tt.now), 1)
		if _, wrong := exporttest.CheckPDF(file); !strings.Contains(strings.Join(wrong, "|"), tt.want) {
			t.Errorf("%q for %q: got %q, want %q", tt.now, old, wrong, tt.want)
		}
	}
	file := bytes.Replace(write(t, sample(t)), []byte("<pdfaid:part>2"), []byte("<pdfaid:part>3"), 1)
	if _, wrong := exporttest.CheckPDF(file); !strings.Contains(strings.Join(wrong, "|"), "PDF/A-2") {
		t.Errorf("part 3 that carries nothing: got %q", wrong)
	}
}

// TestOtherProgramsUnpackTheFile: qpdf checks the syntax, poppler lists and saves what is inside.
func TestOtherProgramsUnpackTheFile(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "probe.pdf")
	if err := os.WriteFile(name, carrying(t, figures), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tool := range []struct {
		call []string
		want string
	}{{[]string{"qpdf", "--check", name}, "No syntax or stream encoding errors found"}, {[]string{"pdfdetach", "-list", name}, "1: Zahlen-1.csv"},
		{[]string{"pdfdetach", "-saveall", "-o", folder, name}, ""}} {
		out, err := exec.Command(tool.call[0], tool.call[1:]...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), tool.want) {
			t.Fatalf("%v: %v %s", tool.call, err, out)
		}
	}
	if got, err := os.ReadFile(filepath.Join(folder, "Zahlen-1.csv")); err != nil || !bytes.Equal(got, figures.Data) {
		t.Errorf("unpacked %q, %v", got, err)
	}
}
