package casefile

import (
	"archive/zip"
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/procedure/ledger"
)

var now = time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC)

func about() About {
	return About{Authority: "Stadt Auenbrück", Plan: "Bebauungsplan Nr. 39 <b>„Bahnhof“</b>", Origin: "einwand.example/bp-39", Made: "30.11.2026", Key: "key"}
}

func signer(t testing.TB) *ledger.Signer {
	t.Helper()
	s, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "key"), "einwand.example")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sealed(s *ledger.Signer) func([]byte) (string, error) {
	return func(sum []byte) (string, error) {
		return s.Seal(ledger.Seal{Origin: "einwand.example/bp-39", What: "case file", SHA256: sum})
	}
}

func file(t testing.TB, s *ledger.Signer) []byte {
	t.Helper()
	var b bytes.Buffer
	w := New(&b, about(), now)
	for _, err := range []error{w.AddText("1_Verfahren/Verlauf.txt", "Verlauf", "Alles."), w.AddText("4_Behoerden/a.csv", `<script>alert("x")</script>`, "a;b"), w.Close(sealed(s))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

var part = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*$`)

func checkCleanName(t *testing.T, typed string) {
	t.Helper()
	name := CleanName(typed)
	if !part.MatchString(name) || len(name) > 100 || strings.HasSuffix(name, ".") || !itemForm.MatchString("5_Stellungnahmen/"+name) {
		t.Errorf("%q becomes %q", typed, name)
	}
}

// TestNamesStayInTheFolder: a name that a resident typed becomes a name in its folder and no other place.
func TestNamesStayInTheFolder(t *testing.T) {
	for _, typed := range append(exporttest.Nasty, "../../etc/passwd", `..\..\boot.ini`, "C:\\x", "/absolute", ".hidden", "con", "a/b", "", ".", "..", "x.pdf\x00.exe",
		strings.Repeat("ä", 300)+".pdf", "ohne Endung", "Brief.vom.2.11.pdf", "-rf") {
		checkCleanName(t, typed)
	}
	for typed, want := range map[string]string{"Foto: Mühlenweg 7.png": "Foto-Muehlenweg-7.png", "../../etc/passwd": "etc-passwd", "..": "Datei", "Größe.PDF": "Groesse.PDF"} {
		if got := CleanName(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
	w := New(&bytes.Buffer{}, about(), now)
	for _, name := range []string{"../x", "/x", "a/../b", "a//b", "", "a/", ".x", "ä", `a\b`} {
		if err := w.AddText(name, "", ""); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := w.AddText("a/B.txt", "", ""); err != nil {
		t.Fatal(err)
	}
	if err := w.AddText("A/b.TXT", "", ""); !errors.Is(err, ErrName) {
		t.Errorf("the same name for file systems that do not tell cases apart: %v", err)
	}
}

func FuzzCleanName(f *testing.F) {
	f.Add("Foto: Mühlenweg 7.png")
	f.Fuzz(checkCleanName)
}

func TestContentsAreText(t *testing.T) {
	data := file(t, signer(t))
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := r.Open(ContentsName)
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if _, err := page.ReadFrom(in); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<a href="4_Behoerden/a.csv">&lt;script&gt;alert`, "<h2>4 Behörden</h2>", "&lt;b&gt;„Bahnhof“", `<html lang="de">`} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("%q is not in the contents: %s", want, page.String())
		}
	}
}

// TestInterruptedFileIsRefused: the disk was full, the connection broke, or the seal could not be made.
func TestInterruptedFileIsRefused(t *testing.T) {
	s := signer(t)
	whole := file(t, s)
	if _, err := Check(bytes.NewReader(whole), int64(len(whole)), s.VerifierKey()); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(whole); n += 37 {
		if r, err := Check(bytes.NewReader(whole[:n]), int64(n), s.VerifierKey()); !errors.Is(err, ErrFormat) {
			t.Fatalf("cut at %d of %d: %+v, %v", n, len(whole), r, err)
		}
	}
	var b bytes.Buffer
	broken := errors.New("no key")
	if err := New(&b, about(), now).Close(func([]byte) (string, error) { return "", broken }); !errors.Is(err, broken) {
		t.Errorf("without a seal: %v", err)
	}
}

// FuzzCheck: the file comes from outside.
func FuzzCheck(f *testing.F) {
	s := signer(f)
	f.Add(file(f, s))
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Check(bytes.NewReader(data), int64(len(data)), s.VerifierKey())
		if err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("%v", err)
		}
		if err == nil && len(r.Findings) == 0 {
			t.Errorf("a file without a register is sound: %+v", r)
		}
	})
}
