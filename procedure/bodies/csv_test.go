package bodies_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/einwand/einwand/procedure/bodies"
)

const excel = "Lfd. Nr.;Träger;Abteilung;E-Mail;Straße;PLZ;Ort;Bemerkung\r\n" +
	"4;Landesbetrieb Straßenbau;Niederlassung Auental;post@strassen.example;Hauptstraße 1;59990;Auental;\r\n" +
	"7;\"Stadtwerke; Netze\";;netze@stadtwerke.example;;;;\"zwei\nZeilen\"\r\n" +
	";;;;;;;\r\n" +
	";Forstamt Übersee;;;Waldweg 2;59991;Übersee;\r\n"

func TestExcelTableIsReadInBothEncodings(t *testing.T) {
	ansi, err := charmap.Windows1252.NewEncoder().String(excel)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": excel, "UTF-8 with mark": "\ufeff" + excel, "Windows-1252": ansi,
		"tabs": strings.ReplaceAll(strings.ReplaceAll(excel, "\"Stadtwerke; Netze\"", "Stadtwerke~ Netze"), ";", "\t")} {
		list, err := bodies.ReadCSV([]byte(data))
		if err != nil || len(list) != 3 {
			t.Errorf("%s: got %d bodies, %v, want 3", name, len(list), err)
			continue
		}
		if b := list[0]; b.Number != 4 || b.Name != "Landesbetrieb Straßenbau" || b.Department != "Niederlassung Auental" || b.Mail != "post@strassen.example" || b.City != "Auental" {
			t.Errorf("%s: got %+v", name, b)
		}
		if b := list[2]; b.Number != 0 || b.Name != "Forstamt Übersee" || b.Street != "Waldweg 2" {
			t.Errorf("%s: got %+v", name, b)
		}
	}
	for name, data := range map[string]string{"empty": "", "no heading": "4;Forstamt\n", "a picture": "\x89PNG\x00\x00", "too large": strings.Repeat("x", bodies.MaxImport+1)} {
		if _, err := bodies.ReadCSV([]byte(data)); !errors.Is(err, bodies.ErrNoTable) {
			t.Errorf("%s: got %v, want ErrNoTable", name, err)
		}
	}
}

func TestImportTellsWhatItWillDo(t *testing.T) {
	o := open(t) // 1 Wasserverband, 2 Kreis, 3 Heimatverein
	lines := []bodies.Body{
		{Number: 1, Name: "Wasserverband Auenbach", Mail: "neu@wasserverband.example"},
		{Name: "kreis auental", Department: "untere naturschutzbehörde"},
		{Number: 3, Name: "Forstamt", Mail: "post@forst.example"},
		{Number: 12, Name: "Bahn", Mail: "toeb@bahn.example"},
		{Number: 12, Name: "Bahn", Mail: "toeb@bahn.example"},
		{Name: "Ohne Adresse"},
		{Name: "Landfrauen", Mail: "post@landfrauen.example"},
	}
	directory, err := o.bodies.Directory(t.Context(), o.Planner, o.Authority.ID)
	o.must(err)
	want := []bodies.Deed{bodies.Rewrite, bodies.Rewrite, bodies.Refuse, bodies.Enter, bodies.Refuse, bodies.Refuse, bodies.Enter}
	for i, step := range bodies.PlanImport(directory, lines) {
		if step.Deed != want[i] || (step.Deed == bodies.Refuse) != (step.Why != "") {
			t.Errorf("line %d: got %s (%s), want %s", i+1, step.Deed, step.Why, want[i])
		}
	}
	_, err = o.bodies.Import(t.Context(), o.Planner, o.Authority.ID, lines)
	o.must(err)
	directory, err = o.bodies.Directory(t.Context(), o.Planner, o.Authority.ID)
	o.must(err)
	var got []string
	for _, b := range directory {
		got = append(got, itoa(b.Number)+" "+b.Title()+" "+b.Mail)
	}
	if text := strings.Join(got, "\n"); text != "1 Wasserverband Auenbach neu@wasserverband.example\n2 kreis auental, untere naturschutzbehörde unb@kreis-auental.example\n"+
		"3 Heimatverein Auenbrück \n12 Bahn toeb@bahn.example\n13 Landfrauen post@landfrauen.example" {
		t.Errorf("got\n%s", text)
	}
	for _, step := range bodies.PlanImport(directory, lines[:2]) {
		if step.Deed != bodies.Keep {
			t.Errorf("the same file again: got %s of %s, want nothing new", step.Deed, step.Body.Name)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{excel, "Name\nX\n", "name;nr\n\"a;b\";99999999999999999999\n", "\xef\xbb\xbfName;E-Mail\r\n\xe4;x@y.example", "Name\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := bodies.ReadCSV(data)
		if err != nil && !errors.Is(err, bodies.ErrNoTable) {
			t.Fatalf("got %v, want ErrNoTable or none", err)
		}
		for _, step := range bodies.PlanImport(nil, list) {
			if step.Body.Name == "" || step.Body.Number < 0 || step.Deed == bodies.Enter && !utf8.ValidString(step.Body.Name+step.Body.Note) {
				t.Fatalf("got %+v", step)
			}
		}
	})
}
