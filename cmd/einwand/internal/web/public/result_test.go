package public

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

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
		{"ResultFileIsMadeOnce", tn.resultFileIsMadeOnce},
		{"ResultShowsNoNames", tn.resultShowsNoNames},
		{"DecisionMakesAnotherFile", tn.decisionMakesAnotherFile},
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

// resultFileIsMadeOnce forges the rows under a file that is kept: only one that is made anew shows it.
func (tn *town) resultFileIsMadeOnce(t *testing.T) {
	const path = "/verfahren/bp-12-3/ergebnis/" + resultPDF
	first := tn.resultFile(path)
	tn.forge(`UPDATE weighing_row SET number = number || 'x'`)
	defer tn.forge(`UPDATE weighing_row SET number = rtrim(number, 'x')`)
	if again := tn.resultFile(path); !bytes.Equal(again.Body.Bytes(), first.Body.Bytes()) {
		t.Error("the file was made twice")
	}
	for _, c := range []struct {
		header, value string
		status, size  int
	}{
		{"If-None-Match", first.Header().Get("ETag"), http.StatusNotModified, 0},
		{"If-None-Match", `"other"`, http.StatusOK, first.Body.Len()},
		{"Range", "bytes=100-199", http.StatusPartialContent, 100},
	} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set(c.header, c.value)
		w, err := tn.send(tn.pages.ResultFile, resultFilePath, r)
		must(t, err)
		if w.Code != c.status || w.Body.Len() != c.size {
			t.Errorf("%s %s: got %d and %d bytes, want %d and %d", c.header, c.value, w.Code, w.Body.Len(), c.status, c.size)
		}
	}
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

// decisionMakesAnotherFile forges another record of the same number, as an amendment would.
func (tn *town) decisionMakesAnotherFile(t *testing.T) {
	const path = "/verfahren/bp-12-3/ergebnis/" + resultCSV
	before := tn.resultFile(path)
	tn.forge(`UPDATE decision SET hash = sha256(hash); UPDATE weighing_row SET reasoning = 'Neu begründet.' WHERE number = 'B-001.2'`)
	after := tn.resultFile(path)
	if after.Header().Get("ETag") == before.Header().Get("ETag") || !strings.Contains(after.Body.String(), "Neu begründet.") {
		t.Error("the file of the decision before was shown")
	}
}

func (tn *town) frozenTableAloneIsNotPublic(t *testing.T) {
	tn.forge(`DELETE FROM decision_item; DELETE FROM decision`)
	tn.page(tn.pages.Result, resultPath, "/verfahren/bp-12-3/ergebnis").Has("#stand", "Noch ist nichts entschieden").HasNone("article")
	tn.noFile("/verfahren/bp-12-3/ergebnis/" + resultPDF)
}
