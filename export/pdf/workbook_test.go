package pdf

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
)

// What stands for the XLSX of the tables: this package does not look into it.
var (
	councilBook = &Workbook{Name: "Abwaegungstabelle-2-rat.xlsx", Data: []byte("PK\x03\x04 Rat")}
	publicBook  = &Workbook{Name: "Abwaegungstabelle-2-oeffentlich.xlsx", Data: []byte("PK\x03\x04 alle")}
)

func TestFileCarriesItsWorkbookAndSaysSo(t *testing.T) {
	council, _ := councilFile(t, exporttest.Council())
	public, _ := publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))
	for audience, tt := range map[string]struct {
		file []byte
		book *Workbook
	}{"Für den Rat": {council, councilBook}, "Öffentliche Fassung": {public, publicBook}} {
		want := []exporttest.Attachment{{Name: tt.book.Name, Media: xlsxType, Relationship: "Alternative",
			Description: "Abwägungstabelle Nr. 2 (" + audience + ") als Excel-Datei", Data: tt.book.Data}}
		if got := readBack(t, tt.file).Attachments(); len(got) != 1 || !slices.Equal(got[0].Data, want[0].Data) ||
			got[0].Name != want[0].Name || got[0].Media != want[0].Media || got[0].Relationship != want[0].Relationship || got[0].Description != want[0].Description {
			t.Errorf("%s: got %+v, want %+v", audience, got, want)
		}
		if words := dense(poppler(t, tt.file, "pdftotext")); !strings.Contains(words, dense(edition.Carried(tt.book.Name))) {
			t.Errorf("%s: the file does not say what it carries", audience)
		}
	}
}

// TestFileWithoutWorkbookSaysWhy: one that is too large is mentioned, and none at all is not.
func TestFileWithoutWorkbookSaysWhy(t *testing.T) {
	for name, tt := range map[string]struct {
		book *Workbook
		want bool
	}{"too large": {&Workbook{Name: councilBook.Name}, true}, "none": {nil, false}} {
		var b bytes.Buffer
		if _, err := WriteCouncil(&b, exporttest.Council(), A4, tt.book); err != nil {
			t.Fatal(err)
		}
		if _, wrong := exporttest.CheckPDF(b.Bytes()); len(wrong) > 0 || len(readBack(t, b.Bytes()).Attachments()) > 0 {
			t.Errorf("%s: got %q", name, wrong)
		}
		words := dense(poppler(t, b.Bytes(), "pdftotext"))
		if said := strings.Contains(words, dense(edition.NotCarried)); said != tt.want || strings.Contains(words, dense("steckt die Tabelle")) {
			t.Errorf("%s: the file says so: %t", name, said)
		}
	}
}
