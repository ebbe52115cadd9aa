package council

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/export/xlsx"
	"github.com/einwand/einwand/weighing"
)

// working is the council's file before the vote, with cells filled in.
func (h *house) working(cells map[string]string) []byte {
	h.Helper()
	w := h.do(httptest.NewRequest(http.MethodGet, filePath(h.ref.Slug, 1, 0, councilXLSX), nil))
	f, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
	h.must(err)
	for cell, words := range cells {
		h.must(f.SetCellStr("Tabelle", cell, words))
	}
	var b bytes.Buffer
	h.must(f.Write(&b))
	h.must(f.Close())
	return b.Bytes()
}

func (h *house) upload(data []byte) *httptest.ResponseRecorder {
	h.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("datei", "Abwaegungstabelle.xlsx")
	h.must(err)
	_, err = part.Write(data)
	h.must(err)
	h.must(m.Close())
	r := httptest.NewRequest(http.MethodPost, readPath(h.ref.Slug, 1), &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return h.do(r)
}

// all answers every row of the sheet in the same words; some rows are answered otherwise.
func (h *house) all(words string, but map[string]string) map[string]string {
	h.Helper()
	w := h.do(httptest.NewRequest(http.MethodGet, filePath(h.ref.Slug, 1, 0, councilXLSX), nil))
	f, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
	h.must(err)
	rows, err := f.GetRows("Tabelle")
	h.must(err)
	h.must(f.Close())
	cells := map[string]string{}
	for i, row := range rows[1:] {
		line := strconv.Itoa(i + 2)
		cells["M"+line] = words
		if other, ok := but[row[0]]; ok {
			cells["M"+line], cells["O"+line], _ = strings.Cut(other, "|")
		}
	}
	return cells
}

func value(d *htmlcheck.Document, path, name string) string { return d.Form(path).Values.Get(name) }

func TestFileOfTheMeetingFillsTheForm(t *testing.T) {
	h, path := desk(t)
	h.see(path).Has("summary", "XLSX-Datei aus der Sitzung einlesen")
	d := h.page(h.upload(h.working(h.all("Wie vorgeschlagen", map[string]string{
		"B-001.3": "Abweichend vom Vorschlag|Die Zufahrt wird 7 m breit.\nGrund: Sicherheit der Kinder.", "A-01.1": "Vertagt|Ortstermin im Januar"}))), http.StatusOK)
	d.Has(".kern-alert--info", "5 wie vorgeschlagen, 1 abweichend, 1 vertagt. Bitte prüfen Sie alles").Has(".kern-alert--info", "A-01.1: „Ortstermin im Januar“")
	for name, want := range map[string]string{"worueber": "ausser", "wie": "as_proposed", "ausnahme-1-punkte": "A-01.1", "ausnahme-1-wie": "postponed",
		"ausnahme-2-punkte": "B-001.3", "ausnahme-2-wie": "deviating", "ausnahme-2-text": "Die Zufahrt wird 7 m breit.", "ausnahme-2-grund": "Sicherheit der Kinder.", "ja": ""} {
		if got := value(d, path, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	tables, err := h.pages.Weighing.Tables(t.Context(), h.lead, h.ref)
	if h.must(err); len(tables[0].Decisions) > 0 {
		t.Error("reading the file recorded a decision")
	}
	form := fill(d, path, map[string]string{"sitzung": "2026-12-17", "ja": "31", "nein": "5", "enthaltung": "2", "anwesend": "38", "ausnahme-2-code": "follow"})
	checked := h.page(h.post(path, form.Press(check)), http.StatusOK)
	if w := h.post(path, checked.Form(path).Press(record)); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d (%v), want it recorded", w.Code, h.err)
	}
}

// TestFileAnswersForNobody: what it does not say has to be chosen.
func TestFileAnswersForNobody(t *testing.T) {
	h, path := desk(t)
	cells := h.all("Wie vorgeschlagen", map[string]string{"B-001.2": "", "B-001.3": "einstimmig ja", "A-01.1": ""})
	d := h.page(h.upload(h.working(cells)), http.StatusOK)
	d.Has(".kern-alert--info", "Diese Wörter kennen wir nicht").Has("li", "B-001.3: „einstimmig ja“").Has("li", "A-01.1, B-001.2")
	if got := value(d, path, "ausnahme-1-punkte"); got != "A-01.1, B-001.2 bis B-001.3" {
		t.Errorf("open points: got %q", got)
	}
	form := fill(d, path, map[string]string{"sitzung": "2026-12-17", "ja": "31", "nein": "5", "enthaltung": "2"})
	h.page(h.post(path, form.Press(check)), http.StatusUnprocessableEntity).Has("#ausnahme-1-wie-e", "Bitte wählen Sie, wie entschieden wurde.")
}

// TestMisplacedRowsStayOpen: what stands beside the number of another point is answered by nobody, also where nothing was proposed.
func TestMisplacedRowsStayOpen(t *testing.T) {
	var rows []weighing.CouncilRow
	for _, n := range []string{"B-001.1", "B-001.2", "B-001.3"} {
		rows = append(rows, weighing.CouncilRow{RowCommon: weighing.RowCommon{Number: n, Code: weighing.CodeNoted}})
	}
	rows[2].Code = ""
	e := xlsx.Edits{Rows: []xlsx.Edit{{Number: "B-001.1", Outcome: weighing.AsProposed}},
		Misplaced: []xlsx.Misplaced{{Line: 3, Number: "B-001.2", Shown: "B-001.3"}, {Line: 4, Number: "B-001.3"}}}
	got := takeEdits(decisionInput{}, e, rows)
	if len(got.in.exceptions) != 1 || got.in.exceptions[0].rows != "B-001.2 bis B-001.3" || got.in.exceptions[0].kind != "" {
		t.Errorf("got exceptions %+v, want both points open", got.in.exceptions)
	}
	if got.taken != "1 wie vorgeschlagen, 2 ohne Angabe" || len(got.notes) != 1 ||
		!slices.Equal(got.notes[0].lines, []string{"Zeile 3: Hier steht „B-001.3“, die Zeile gehört aber zu B-001.2.", "Zeile 4: Hier steht keine Nummer, die Zeile gehört aber zu B-001.3."}) {
		t.Errorf("got %q and notes %+v", got.taken, got.notes)
	}
	e.Rows = nil
	if got := takeEdits(decisionInput{}, e, rows); !strings.Contains(got.problem, "nur ein Teil der Spalten sortiert") {
		t.Errorf("nothing in its place: got %q", got.problem)
	}
}

func TestWrongFileIsExplained(t *testing.T) {
	h, path := desk(t)
	formula := h.working(map[string]string{"M2": "Vertagt"})
	f, err := excelize.OpenReader(bytes.NewReader(formula))
	h.must(err)
	h.must(f.SetCellFormula("Tabelle", "M3", "1+1"))
	var b bytes.Buffer
	h.must(f.Write(&b))
	public := h.do(httptest.NewRequest(http.MethodGet, filePath(h.ref.Slug, 1, 0, publicXLSX), nil)).Body.Bytes()
	for name, tt := range map[string]struct {
		file []byte
		says string
	}{
		"no workbook":    {[]byte("Beschluss;Bemerkung"), "Bitte speichern Sie sie als XLSX."},
		"nothing filled": {h.working(nil), "nichts eingetragen"},
		"formula":        {b.Bytes(), "Blatt „Tabelle“, Zelle M3: Hier steht eine Formel."},
		"public edition": {public, "Das ist nicht die Datei „Für den Rat, XLSX“"},
	} {
		d := h.page(h.upload(tt.file), http.StatusUnprocessableEntity)
		d.Has(".kern-alert--danger", tt.says).Has("details[open] #datei-e", tt.says)
		if got := value(d, path, "gremium"); got != "Rat" {
			t.Errorf("%s: got body %q, want the form as it begins", name, got)
		}
	}
	h.page(h.post(readPath(h.ref.Slug, 1), nil), http.StatusUnprocessableEntity).Has(".kern-alert--danger", "Bitte wählen Sie die ausgefüllte Datei.")
	old := h.working(map[string]string{"M2": "Vertagt"})
	_, err = h.DB.Super.Exec(t.Context(), `UPDATE weighing_table SET hash = sha256('x')`)
	h.must(err)
	h.page(h.upload(old), http.StatusUnprocessableEntity).Has(".kern-alert--danger", "Diese Datei gehört nicht zu Tabelle Nr. 1, oder nicht zu dieser Fassung.")
}

func TestMoreDeviationsThanAFormHoldsAreSaid(t *testing.T) {
	var rows []weighing.CouncilRow
	var e xlsx.Edits
	for i := range maxExceptions + 1 {
		n := "B-001." + strconv.Itoa(i+1)
		rows = append(rows, weighing.CouncilRow{RowCommon: weighing.RowCommon{ID: uuid.New(), Number: n, Code: weighing.CodeNoted}})
		e.Rows = append(e.Rows, xlsx.Edit{Number: n, Outcome: weighing.Deviating, Remark: "Anders."})
	}
	if got := takeEdits(decisionInput{}, e, rows); !strings.Contains(got.problem, "mehr als 60") {
		t.Errorf("got %q", got.problem)
	}
	e.Rows = e.Rows[1:]
	if got := takeEdits(decisionInput{}, e, rows); got.problem != "" || len(got.in.exceptions) != maxExceptions {
		t.Errorf("as many as there is room for: got %q", got.problem)
	}
}

// TestForeignRowsDoNotFloodThePage: the first of them tell what happened, the rest is a number, and no text is shown at any length.
func TestForeignRowsDoNotFloodThePage(t *testing.T) {
	long := strings.Repeat("ä", 30_000)
	e := xlsx.Edits{Rows: []xlsx.Edit{{Number: "A-01.1", Outcome: weighing.AsProposed, Remark: long}, {Number: "A-02.1", Word: long}}}
	for i := range 60_000 {
		e.Unknown = append(e.Unknown, xlsx.Unknown{Line: i + 2, Number: long})
		e.Changed = append(e.Changed, "A-01.1")
	}
	size, found := 0, map[string]bool{}
	for _, n := range takeEdits(decisionInput{}, e, []weighing.CouncilRow{{RowCommon: weighing.RowCommon{Number: "A-01.1", Code: weighing.CodeNoted}}}).notes {
		for _, line := range n.lines {
			size += len(line)
			found[line] = true
			for _, more := range []string{"und 59.980 weitere Zeilen", "und 59.980 weitere Punkte"} {
				found[more] = found[more] || strings.Contains(line, more)
			}
		}
	}
	if size > 30_000 || !found["und 59.980 weitere Zeilen"] || !found["und 59.980 weitere Punkte"] {
		t.Errorf("got %d bytes of notes", size)
	}
}

func TestRangesAreReadAsTheyAreWritten(t *testing.T) {
	numbers := []string{"A-01.1", "A-02.1", "B-001.1", "B-001.2", "B-002.1", "D-001.1"}
	for want, selected := range map[string][]string{
		"":                          nil,
		"A-02.1":                    {"A-02.1"},
		"A-01.1 bis A-02.1":         {"A-02.1", "A-01.1"},
		"A-02.1, B-001.1":           {"A-02.1", "B-001.1"},
		"B-001.1, B-002.1, D-001.1": {"B-001.1", "B-002.1", "D-001.1"},
		"A-01.1 bis A-02.1, B-001.1 bis B-002.1, D-001.1": numbers,
	} {
		got := ranges(numbers, selected)
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if places, err := weighing.ParseRows(got, numbers); err != nil && want != "" || len(places) != len(selected) {
			t.Errorf("%q: got %v and %v, want the same rows back", got, places, err)
		}
	}
}
