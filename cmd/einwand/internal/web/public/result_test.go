package public

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/procedure"
)

const (
	resultPath     = procedurePath + "/ergebnis"
	resultFilePath = resultPath + "/{file}"
)

// TestResults founds one town for all tests of the result; those that forge come last.
func TestResults(t *testing.T) {
	tn := found(t)
	for _, c := range []struct {
		name string
		test func(*testing.T)
	}{
		{"NothingIsPublicBeforeADecision", tn.nothingIsPublicBeforeADecision},
		{"ResultShowsWhatWasDecidedPointByPoint", tn.resultShowsWhatWasDecidedPointByPoint},
		{"ResultIsSearched", tn.resultIsSearched},
		{"ResultFilesAreThePublicEdition", tn.resultFilesAreThePublicEdition},
		{"ResultShowsNoNames", tn.resultShowsNoNames},
		{"UnreleasedWordingKeepsTheTableBack", tn.unreleasedWordingKeepsTheTableBack},
		{"FrozenTableAloneIsNotPublic", tn.frozenTableAloneIsNotPublic},
	} {
		t.Run(c.name, func(t *testing.T) {
			tn.t, tn.now = t, today
			c.test(t)
		})
	}
}

func (tn *town) nothingIsPublicBeforeADecision(t *testing.T) {
	for _, slug := range []string{"bp-47", "bp-39"} {
		d := tn.page(tn.pages.Result, resultPath, "/verfahren/"+slug+"/ergebnis")
		d.Has("h1", "Was aus den Stellungnahmen wurde").Has("#stand", "Noch ist nichts entschieden").HasNone("article").Lacks("Abwägungstabelle (PDF)")
		d.Has("#ablauf", "Wo stehen wir?")
		tn.noFile("/verfahren/" + slug + "/ergebnis/" + resultPDF)
	}
}

func (tn *town) noFile(path string) {
	tn.t.Helper()
	if w, err := tn.get(tn.pages.ResultFile, resultFilePath, path); !errors.Is(err, procedure.ErrNotFound) || w.Body.Len() > 0 {
		tn.t.Errorf("%s: got %v and %d bytes, want ErrNotFound", path, err, w.Body.Len())
	}
}

func (tn *town) resultShowsWhatWasDecidedPointByPoint(t *testing.T) {
	d := tn.page(tn.pages.Result, resultPath, "/verfahren/bp-12-3/ergebnis")
	d.Has(".ew-state", "Der Rat hat entschieden").Has(".ew-lead", "Alte Weberei")
	d.Has("main p", "Rat, 29. September 2026. Entschieden wurde über Abwägungstabelle Nr. 1")
	tiles := strings.Join(d.Texts(".ew-tiles li"), " | ")
	for _, want := range []string{"Personen und Stellen", "11 Stellungnahmen", "Argumente"} {
		if !strings.Contains(tiles, want) {
			t.Errorf("got %q, want %q in it", tiles, want)
		}
	}
	d.Has(".ew-sum dt", "Alle Punkte zusammen").Has(".ew-sum", "31 Ja, 5 Nein, 2 Enthaltungen").Has(".ew-sum", "Wegen Befangenheit nicht beteiligt: 1 Mitglied").Lacks("Kessler")
	d.Has("article", "Abweichend vom Vorschlag der Verwaltung").Has("article", "Begründung des Vorschlags")
	if got := d.Count("article"); got < 10 {
		t.Errorf("got %d points", got)
	}
	if got := d.Follow("Abwägungstabelle (PDF)"); got != "/verfahren/bp-12-3/ergebnis/"+resultPDF {
		t.Errorf("the file is at %s", got)
	}
}

func (tn *town) resultIsSearched(t *testing.T) {
	all := tn.page(tn.pages.Result, resultPath, "/verfahren/bp-12-3/ergebnis")
	first := all.Texts("article h3")[0]
	number, _, _ := strings.Cut(first, ":")
	d := tn.page(tn.pages.Result, resultPath, "/verfahren/bp-12-3/ergebnis?q="+number)
	if got := d.Texts("article h3"); len(got) != 1 || got[0] != first {
		t.Errorf("got %q, want %q", got, first)
	}
	d = tn.page(tn.pages.Result, resultPath, "/verfahren/bp-12-3/ergebnis?q=Raumschiff")
	d.Has("main", "Nichts gefunden zu „Raumschiff“").HasNone("article")
}

func (tn *town) resultFile(path string) *httptest.ResponseRecorder {
	tn.t.Helper()
	w, err := tn.get(tn.pages.ResultFile, resultFilePath, path)
	must(tn.t, err)
	return w
}

func (tn *town) resultFilesAreThePublicEdition(t *testing.T) {
	for file, begin := range map[string]string{resultPDF: "%PDF-", resultXLSX: "PK", resultDOCX: "PK", resultCSV: "\ufeffNr."} {
		w := tn.resultFile("/verfahren/bp-12-3/ergebnis/" + file)
		if !strings.HasPrefix(w.Body.String(), begin) {
			t.Errorf("%s begins with %q", file, w.Body.String()[:8])
		}
		ending := file[strings.IndexByte(file, '.'):]
		if got, want := w.Header().Get("Content-Disposition"), `attachment; filename="Abwaegungstabelle-1-Beschluss-1-oeffentlich-bp-12-3`+ending+`"`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if again := tn.resultFile("/verfahren/bp-12-3/ergebnis/" + file); !bytes.Equal(again.Body.Bytes(), w.Body.Bytes()) {
			t.Errorf("%s: the second time it has other bytes", file)
		}
	}
	tn.noFile("/verfahren/bp-12-3/ergebnis/rat.pdf")
	tn.noFile("/verfahren/bp-12-3/ergebnis/..")
}

// resultShowsNoNames looks for everybody who wrote, with name, street and mail, in all that the public gets.
func (tn *town) resultShowsNoNames(t *testing.T) {
	page := tn.get200("/verfahren/bp-12-3/ergebnis")
	sheet := unzipped(t, tn.resultFile("/verfahren/bp-12-3/ergebnis/"+resultXLSX).Body.Bytes()) +
		unzipped(t, tn.resultFile("/verfahren/bp-12-3/ergebnis/"+resultDOCX).Body.Bytes())
	rows, err := tn.db.Super.Query(t.Context(), `
		SELECT c.name, coalesce(c.street, ''), coalesce(c.mail, '') FROM statement_contact c
		JOIN statement s ON s.id = c.statement_id JOIN procedure p ON p.id = s.procedure_id WHERE p.slug = 'bp-12-3'
		UNION ALL SELECT a.name, a.street, '' FROM statement_author a
		JOIN statement s ON s.id = a.statement_id JOIN procedure p ON p.id = s.procedure_id WHERE p.slug = 'bp-12-3'`)
	must(t, err)
	var name, street, mail string
	known := 0
	_, err = pgx.ForEachRow(rows, []any{&name, &street, &mail}, func() error {
		known++
		for _, secret := range []string{name, street, mail} {
			if secret != "" && (strings.Contains(page, secret) || strings.Contains(sheet, secret)) {
				t.Errorf("the result shows %q", secret)
			}
		}
		return nil
	})
	must(t, err)
	if known < 11 {
		t.Errorf("got %d persons to look for, want 11", known)
	}
}

func (tn *town) get200(path string) string {
	tn.t.Helper()
	w, err := tn.get(tn.pages.Result, resultPath, path)
	must(tn.t, err)
	return w.Body.String()
}

func unzipped(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		_, err = io.Copy(&all, r)
		must(t, err)
		must(t, r.Close())
	}
	return all.String()
}

func (tn *town) forge(sql string) {
	tn.t.Helper()
	conn, err := tn.db.Super.Acquire(tn.t.Context())
	must(tn.t, err)
	defer conn.Release()
	_, err = conn.Exec(tn.t.Context(), `SET session_replication_role = replica; `+sql)
	must(tn.t, err)
}

func (tn *town) unreleasedWordingKeepsTheTableBack(t *testing.T) {
	tn.forge(`UPDATE weighing_row SET released_wording = NULL WHERE number = 'B-001.2'`)
	d := tn.page(tn.pages.Result, resultPath, "/verfahren/bp-12-3/ergebnis")
	d.Has("#stand", "Entschieden: Rat, 29. September 2026").Has("main", "für die Veröffentlichung vorbereitet").HasNone("article").Lacks("Abwägungstabelle (PDF)")
	tn.noFile("/verfahren/bp-12-3/ergebnis/" + resultPDF)
}

func (tn *town) frozenTableAloneIsNotPublic(t *testing.T) {
	tn.forge(`DELETE FROM decision_item; DELETE FROM decision`)
	tn.page(tn.pages.Result, resultPath, "/verfahren/bp-12-3/ergebnis").Has("#stand", "Noch ist nichts entschieden").HasNone("article")
	tn.noFile("/verfahren/bp-12-3/ergebnis/" + resultPDF)
}

func TestShelfMakesAFileOnceAndForgetsTheOldest(t *testing.T) {
	table := exporttest.Public(exporttest.Decided(exporttest.Council()), exporttest.AsReceived)
	var s shelf
	name := func(n int) export.Name { return export.Name{Table: n, Audience: export.ForPublic, Format: export.XLSX} }
	first, err := s.file(name(1), table)
	must(t, err)
	again, err := s.file(name(1), table)
	must(t, err)
	if &first[0] != &again[0] {
		t.Error("the file was made twice")
	}
	table.Head.Hash = strings.Repeat("0", 64)
	if other, err := s.file(name(1), table); err != nil || bytes.Equal(other, first) {
		t.Errorf("another table has the same bytes (%v)", err)
	}
	for n := range shelfLength {
		_, err := s.file(name(n+2), table)
		must(t, err)
	}
	if len(s.files) != shelfLength || len(s.order) != shelfLength {
		t.Errorf("got %d files in %d places, want %d", len(s.files), len(s.order), shelfLength)
	}
	if _, kept := s.files[shelved{name(2), table.Head.Hash}]; !kept {
		t.Error("a file was forgotten that was not the oldest")
	}
}
