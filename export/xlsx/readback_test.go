package xlsx

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/export/exporttest"
)

// streamed is a sheet of texts as excelize writes it, unpacked.
func streamed(t interface{ Fatal(...any) }, cells []string) []byte {
	s := &sheet{name: "Blatt", cols: make([]column, len(cells)), lines: []line{{cells: cells}}}
	for i := range s.cols {
		s.cols[i].width = 20
	}
	f := excelize.NewFile()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newArchive(w) })
	for _, err := range []error{f.SetSheetName("Sheet1", s.name), s.write(f)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	file, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	b, err := openWorkbook(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.files[b.sheets[s.name]].Open()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestEveryTextReadsBack whatever is in it: the quick reader reads what excelize writes, and nothing else for it.
func TestEveryTextReadsBack(t *testing.T) {
	check := func(t interface {
		Fatal(...any)
		Errorf(string, ...any)
	}, cells []string) {
		err := readBack(bytes.NewReader(streamed(t, cells)), func(_ int, got [][]byte) error {
			for i, want := range cells {
				if !says(got[i], want) || says(got[i], want+"x") || want != "" && says(got[i], want[:len(want)-1]) {
					t.Errorf("%q reads back as %q", want, got[i])
				}
			}
			return nil
		})
		if err != nil {
			t.Errorf("%q: %v", cells, err)
		}
	}
	clean := func(list []string) []string {
		out := slices.Clone(list)
		for i := range out {
			out[i] = strings.Map(func(r rune) rune {
				if r < ' ' && r != '\n' || r == 0x7f || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe || r == 0xfffd {
					return -1
				}
				return r
			}, strings.ToValidUTF8(out[i], ""))
		}
		return out
	}
	check(t, clean(append(exporttest.Nasty, "&amp;lt;", "&#xA;", "_x005F_x000A_", "</t></is></c>", `<c r="A1">`, " a ", "a\n\nb", "&nbsp;", "'", `"`)))
	alphabet, random := []rune("a&<>\"'_x0 \nA;#ä😀\u00a0F"), rand.New(rand.NewPCG(1, 2))
	for range 20 {
		cells := make([]string, 60)
		for i := range cells {
			for range random.IntN(12) {
				cells[i] += string(alphabet[random.IntN(len(alphabet))])
			}
		}
		check(t, clean(cells))
	}
}

// TestOtherMarkupIsAMismatch: a cell at another place, of another type, with something in it.
func TestOtherMarkupIsAMismatch(t *testing.T) {
	sound := string(streamed(t, []string{"eins", "zwei"}))
	read := func(s string) error {
		return readBack(strings.NewReader(s), func(int, [][]byte) error { return nil })
	}
	if err := read(sound); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{`<c r="B1"`: `<c r="C1"`, `t="inlineStr"`: `t="str"`, "<sheetData>": "<sheetdata>", `<row r="1"`: `<row r="2"`, "</row>": "</raw>",
		"zwei</t>": "zwei</t><t>drei</t>", "<is><t>eins": "<f>1+1</f><is><t>eins", `<c r="A1"`: `<x/><c r="A1"`} {
		forged := strings.Replace(sound, from, to, 1)
		if forged == sound {
			t.Fatalf("%s is not in the sheet", from)
		}
		if err := read(forged); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s for %s: %v", to, from, err)
		}
	}
}

// TestReadingBackDependsOnNoPortion in which the sheet arrives, and goes to its end, where its sum is checked.
func TestReadingBackDependsOnNoPortion(t *testing.T) {
	cells := []string{"eins", strings.Repeat("zwei & drei ", 2000)}
	sheet := streamed(t, cells)
	for name, r := range map[string]io.Reader{"whole": bytes.NewReader(sheet), "bytes": iotest.OneByteReader(bytes.NewReader(sheet)), "halves": iotest.HalfReader(bytes.NewReader(sheet))} {
		rows := 0
		err := readBack(r, func(_ int, got [][]byte) error {
			rows++
			if len(got) != 2 || !says(got[0], cells[0]) || !says(got[1], cells[1]) {
				t.Errorf("%s: read something else", name)
			}
			return nil
		})
		if err != nil || rows != 1 {
			t.Errorf("%s: got %d rows, %v", name, rows, err)
		}
	}
	damaged := errors.New("damaged")
	if err := readBack(io.MultiReader(bytes.NewReader(sheet), iotest.ErrReader(damaged)), func(int, [][]byte) error { return nil }); !errors.Is(err, damaged) {
		t.Errorf("got %v for a sheet that is damaged behind its rows", err)
	}
	if err := readBack(bytes.NewReader(sheet[:bytes.Index(sheet, rowsEnd)]), func(int, [][]byte) error { return nil }); !errors.Is(err, ErrMismatch) {
		t.Errorf("got %v for a sheet without an end of its rows", err)
	}
}
