package receipt_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"hash/crc32"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure/ledger"
)

var update = flag.Bool("update", false, "write testdata anew")

// The files of a receipt that somebody kept, with the key as it was printed.
const (
	keptFile = "testdata/BP47-0004.zip"
	keptKey  = "testdata/key.txt"
)

// TestReceiptKeptForYearsIsStillProved holds the format: what was handed out once must be accepted for ever.
func TestReceiptKeptForYearsIsStillProved(t *testing.T) {
	if *update {
		o := open(t)
		must(t, os.WriteFile(keptFile, zipOf(t, o.plain(t)), 0o644))
		must(t, os.WriteFile(keptKey, []byte(o.Signer.VerifierKey()+"\n"), 0o644))
	}
	file, key := kept(t)
	c, err := check(file, key)
	if err != nil || c.Number != 4 || string(c.Text) != wording || len(c.Files) != 2 {
		t.Errorf("got %+v and %v, want the receipt of BP47-0004", c, err)
	}
}

func kept(t testing.TB) (file []byte, key string) {
	t.Helper()
	file, err := os.ReadFile(keptFile)
	must(t, err)
	line, err := os.ReadFile(keptKey)
	must(t, err)
	return file, strings.TrimSuffix(string(line), "\n")
}

// part is a file in a ZIP.
type part struct {
	name string
	data []byte
}

func unpack(t testing.TB, file []byte) []part {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	var parts []part
	for _, f := range z.File {
		rc, err := f.Open()
		must(t, err)
		data, err := io.ReadAll(rc)
		must(t, err)
		must(t, rc.Close())
		parts = append(parts, part{f.Name, data})
	}
	return parts
}

// pack stores without compression, so that each of thousands of variants takes no time.
func pack(t testing.TB, parts []part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(p.data),
			CompressedSize64: uint64(len(p.data)), UncompressedSize64: uint64(len(p.data))})
		must(t, err)
		_, err = w.Write(p.data)
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

func TestEveryFlippedBitIsRefused(t *testing.T) {
	file, key := kept(t)
	parts := slices.DeleteFunc(unpack(t, file), func(p part) bool {
		return p.name == "Eingangsbestaetigung.pdf" || p.name == "LIESMICH.txt" // for reading; nothing of them is proved
	})
	if _, err := check(pack(t, parts), key); err != nil {
		t.Fatalf("packed again: got %v, want it proved", err)
	}
	flips := 0
	for i, p := range parts {
		for bit := range 8 * len(p.data) {
			changed := bytes.Clone(p.data)
			changed[bit/8] ^= 1 << (bit % 8)
			parts[i].data = changed
			if _, err := check(pack(t, parts), key); err == nil {
				t.Errorf("%s: bit %d of byte %d turned: got it proved, want it refused", p.name, bit%8, bit/8)
			}
			flips++
		}
		parts[i].data = p.data
	}
	if flips < 8*1500 {
		t.Errorf("turned %d bits, want those of all four files", flips)
	}
}

func TestWhatIsNoReceiptIsRefused(t *testing.T) {
	file, key := kept(t)
	parts := unpack(t, file)
	without := func(name string) (rest []part) {
		for _, p := range parts {
			if p.name != name {
				rest = append(rest, p)
			}
		}
		return rest
	}
	with := func(more ...part) []part { return append(append([]part(nil), parts...), more...) }
	edit := func(name, old, new string) []part {
		edited := append([]part(nil), parts...)
		for i, p := range edited {
			if p.name == name {
				if !strings.Contains(string(p.data), old) {
					t.Fatalf("%s does not hold %q", name, old)
				}
				edited[i].data = []byte(strings.Replace(string(p.data), old, new, 1))
			}
		}
		return edited
	}
	for name, tt := range map[string]struct {
		parts []part
		want  error
	}{
		"no text":            {without("text.txt"), receipt.ErrFormat},
		"no leaf":            {without("eintrag.txt"), receipt.ErrFormat},
		"no opening":         {without("oeffnung.json"), receipt.ErrFormat},
		"no proof":           {without("nachweis.tlog-proof"), receipt.ErrFormat},
		"a second text":      {with(part{"text.txt", []byte("anders")}), receipt.ErrFormat},
		"a foreign file":     {with(part{"zusatz.txt", nil}), receipt.ErrFormat},
		"a path":             {with(part{"../text.txt", nil}), receipt.ErrFormat},
		"nothing":            {nil, receipt.ErrFormat},
		"field added":        {edit("oeffnung.json", "{\n", "{\n  \"kommentar\": \"echt\",\n"), receipt.ErrFormat},
		"field twice":        {edit("oeffnung.json", `"number": 4,`, `"number": 5, "number": 4,`), receipt.ErrFormat},
		"other spaces":       {edit("oeffnung.json", `"number": 4`, `"number":  4`), receipt.ErrFormat},
		"no JSON":            {edit("oeffnung.json", "{\n", "x{\n"), receipt.ErrFormat},
		"something after it": {edit("oeffnung.json", "}\n", "}\n{}\n"), receipt.ErrFormat},
		"another version":    {edit("oeffnung.json", "opening/v1", "opening/v2"), receipt.ErrFormat},
		"another number":     {edit("oeffnung.json", `"number": 4`, `"number": 5`), receipt.ErrDiffers},
		"line ends changed":  {edit("text.txt", "\r\n", "\n"), receipt.ErrDiffers},
		"leaf changed":       {edit("eintrag.txt", "number: 4", "number: 5"), ledger.ErrNotIncluded},
		"checkpoint changed": {edit("nachweis.tlog-proof", "\n\neinwand.example", "\n\neinwand.exampel"), ledger.ErrForeignOrigin},
	} {
		if _, err := check(pack(t, tt.parts), key); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
	for name, data := range map[string][]byte{"no ZIP": []byte("PDF"), "empty": nil, "cut": file[:len(file)-1000]} {
		if _, err := check(data, key); !errors.Is(err, receipt.ErrFormat) {
			t.Errorf("%s: got %v, want ErrFormat", name, err)
		}
	}
	if _, err := check(pack(t, without("LIESMICH.txt")), key); err != nil {
		t.Errorf("without the file that explains: got %v, want it proved", err)
	}
}

func TestKeyMustBeTheRightOne(t *testing.T) {
	file, key := kept(t)
	other, err := ledger.OpenSigner(t.TempDir()+"/key", "einwand.example")
	must(t, err)
	if _, err := check(file, other.VerifierKey()); !errors.Is(err, ledger.ErrSignature) {
		t.Errorf("key of the same name: got %v, want ErrSignature", err)
	}
	foreign, err := ledger.OpenSigner(t.TempDir()+"/key", "andere.example")
	must(t, err)
	if _, err := check(file, foreign.VerifierKey()); !errors.Is(err, ledger.ErrForeignOrigin) {
		t.Errorf("key of another installation: got %v, want ErrForeignOrigin", err)
	}
	for _, broken := range []string{"", "x", key[:len(key)-4], "einwand.example+00000000+" + key[len(key)-44:]} {
		if _, err := check(file, broken); err == nil {
			t.Errorf("key %q: got it proved, want an error", broken)
		}
	}
}

// TestBombIsRefused: 40 MB of zeros take 40 kB in a ZIP.
func TestBombIsRefused(t *testing.T) {
	file, key := kept(t)
	parts := unpack(t, file)
	for _, name := range []string{"text.txt", "eintrag.txt", "oeffnung.json", "nachweis.tlog-proof"} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, p := range parts {
			w, err := z.Create(p.name)
			must(t, err)
			if p.name == name {
				p.data = make([]byte, 40<<20)
			}
			_, err = w.Write(p.data)
			must(t, err)
		}
		must(t, z.Close())
		if _, err := check(b.Bytes(), key); !errors.Is(err, receipt.ErrFormat) {
			t.Errorf("40 MB as %s: got %v, want ErrFormat", name, err)
		}
	}
	huge := io.MultiReader(bytes.NewReader(file), bytes.NewReader(make([]byte, 20<<20)))
	data, err := io.ReadAll(huge)
	must(t, err)
	if _, err := check(data, key); !errors.Is(err, receipt.ErrFormat) {
		t.Errorf("20 MB behind it: got %v, want ErrFormat", err)
	}
	flood := append(bytes.Repeat(append([]byte("PK\x01\x02"), make([]byte, 42)...), 100_000), file...)
	if _, err := check(flood, key); !errors.Is(err, receipt.ErrFormat) {
		t.Errorf("100,000 entries before it: got %v, want ErrFormat", err)
	}
}

// FuzzCheck: whatever is done to the file of the one receipt under this key, nothing but its own content is proved.
func FuzzCheck(f *testing.F) {
	file, key := kept(f)
	f.Add(file)
	f.Add(pack(f, unpack(f, file)))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := check(data, key)
		if err == nil && (string(c.Text) != wording || c.Number != 4 || c.Origin != "einwand.example/auenbrueck-bp-47" || len(c.Files) != 2) {
			t.Errorf("got %+v proved", c)
		}
	})
}

// FuzzOpening lets everything but the opening be genuine.
func FuzzOpening(f *testing.F) {
	file, key := kept(f)
	parts := unpack(f, file)
	at := -1
	for i, p := range parts {
		if p.name == "oeffnung.json" {
			at = i
			f.Add(p.data)
		}
	}
	genuine := string(parts[at].data)
	f.Fuzz(func(t *testing.T, data []byte) {
		mine := append([]part(nil), parts...)
		mine[at].data = data
		if _, err := check(pack(t, mine), key); err == nil && string(data) != genuine {
			t.Errorf("a second spelling is accepted: %q", data)
		}
	})
}
