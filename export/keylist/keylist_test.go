package keylist

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

func list() weighing.KeyList {
	return weighing.KeyList{Head: exporttest.Head(), Keys: []weighing.Key{
		{Label: "Einwender 27", First: "B-027.1", Last: "B-027.1", Receipt: "BP39-0027",
			Contact: &statement.Contact{Name: "Mara Hoffmann", Street: "Mühlenweg 7", PostalCode: "12345", City: "Auenbrück", ActingFor: statement.ForSelf}},
		{Label: "Einwender 28", First: "B-028.1", Last: "B-028.2", Receipt: "BP39-0028",
			Contact: &statement.Contact{Name: "Ohm", ActingFor: statement.ForCompany, ActingForName: "Gleis & Söhne GmbH", Role: "Geschäftsführung"}},
		{Label: "Einwender 29", First: "B-029.1", Last: "B-029.1", Receipt: "BP39-0029",
			Contact: &statement.Contact{Name: "Greta 😀 Albers", ActingFor: statement.ForGroup, Signatures: 24, Authors: []statement.Author{{Name: "Bert Buche", City: "Auenbrück"}}}},
		{Label: "Einwender 60", First: "B-060.1", Last: "B-060.1"},
	}}
}

func written(t *testing.T, l weighing.KeyList) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WritePDF(&b, l); err != nil {
		t.Fatal(err)
	}
	_, wrong := exporttest.CheckPDF(b.Bytes())
	for _, problem := range wrong {
		t.Error(problem)
	}
	return b.Bytes()
}

func pages(t *testing.T, file []byte) []string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "liste.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", name, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v: %s", err, out)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

func TestEveryKeyIsInTheList(t *testing.T) {
	text := strings.Join(strings.Fields(strings.Join(pages(t, written(t, list())), " ")), " ")
	for _, want := range []string{"Einwender 27 Zeilen B-027.1 Eingangsnummer BP39-0027 Name Mara Hoffmann Anschrift Mühlenweg 7, 12345 Auenbrück",
		"Zeilen B-028.1 bis B-028.2", "Schreibt für eine Organisation: Gleis & Söhne GmbH (Geschäftsführung)", "Anschrift nicht bekannt",
		"Person 1 Bert Buche, Auenbrück", "24 weitere Personen", "Einwender 60 Zeilen B-060.1 Name gelöscht", "Greta [U+1F600] Albers", "Ersetzte Zeichen U+1F600"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the list:\n%s", want, text)
		}
	}
}

func TestEveryPageSaysThatItIsConfidential(t *testing.T) {
	long := list()
	for n := range 40 {
		long.Keys = append(long.Keys, weighing.Key{Label: fmt.Sprintf("Einwender %d", 100+n), First: "B-1.1", Last: "B-1.9"})
	}
	all := pages(t, written(t, long))
	if len(all) < 2 {
		t.Fatalf("%d pages", len(all))
	}
	for i, page := range all {
		if !strings.Contains(page, "Vertraulich · Schlüsselliste zu Abwägungstabelle Nr. 2") {
			t.Errorf("page %d does not", i+1)
		}
	}
}

func TestSameListSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, list()), written(t, list())) {
		t.Error("two lists differ")
	}
}

// TestNamesAreInNoEdition: a table has no place for what this list holds.
func TestNamesAreInNoEdition(t *testing.T) {
	contact := reflect.TypeFor[statement.Contact]()
	for _, typ := range []reflect.Type{reflect.TypeFor[weighing.CouncilTable](), reflect.TypeFor[weighing.PublicTable](), reflect.TypeFor[edition.Edition]()} {
		if holds(typ, contact, map[reflect.Type]bool{}) {
			t.Errorf("%s holds contact data", typ)
		}
	}
	if !holds(reflect.TypeFor[weighing.KeyList](), contact, map[reflect.Type]bool{}) {
		t.Error("the search does not find what the list holds")
	}
}

func holds(typ, wanted reflect.Type, seen map[reflect.Type]bool) bool {
	if typ == wanted {
		return true
	}
	if seen[typ] {
		return false
	}
	seen[typ] = true
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		return holds(typ.Elem(), wanted, seen)
	case reflect.Struct:
		for i := range typ.NumField() {
			if holds(typ.Field(i).Type, wanted, seen) {
				return true
			}
		}
	}
	return false
}
