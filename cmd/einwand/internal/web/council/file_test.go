package council

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// sheets is all text inside an XLSX file.
func sheets(t testing.TB, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}

func TestFilesCarrySpeakingNames(t *testing.T) {
	h := frozen(t)
	h.decide(weighing.NewDecision{Votes: []weighing.Vote{{Yes: 31, No: 5, Abstain: 2}}})
	h.actor = h.planner
	for path, want := range map[string]struct{ name, begin string }{
		"/datei/rat.pdf":                       {"Abwaegungstabelle-1-rat-auenbrueck-bp-47.pdf", "%PDF-"},
		"/datei/rat-a3.pdf?beschluss=1":        {"Abwaegungstabelle-1-Beschluss-1-rat-auenbrueck-bp-47-A3.pdf", "%PDF-"},
		"/datei/rat.xlsx?beschluss=1":          {"Abwaegungstabelle-1-Beschluss-1-rat-auenbrueck-bp-47.xlsx", "PK"},
		"/datei/oeffentlich.pdf?beschluss=1":   {"Abwaegungstabelle-1-Beschluss-1-oeffentlich-auenbrueck-bp-47.pdf", "%PDF-"},
		"/datei/rat.docx":                      {"Abwaegungstabelle-1-rat-auenbrueck-bp-47.docx", "PK"},
		"/datei/oeffentlich.docx?beschluss=1":  {"Abwaegungstabelle-1-Beschluss-1-oeffentlich-auenbrueck-bp-47.docx", "PK"},
		"/datei/oeffentlich.xlsx":              {"Abwaegungstabelle-1-oeffentlich-auenbrueck-bp-47.xlsx", "PK"},
		"/datei/oeffentlich.xlsx?beschluss=01": {"Abwaegungstabelle-1-Beschluss-1-oeffentlich-auenbrueck-bp-47.xlsx", "PK"},
	} {
		if got := h.file(h.table(path), want.name); !bytes.HasPrefix(got, []byte(want.begin)) {
			t.Errorf("%s: begins with %q", path, got[:min(8, len(got))])
		}
	}
}

func (h *house) sameTableAndDecisionGiveTheSameBytes(t *testing.T) {
	for _, path := range []string{"/datei/rat.pdf", "/datei/rat-a3.pdf", "/datei/rat.docx", "/datei/rat.xlsx", "/datei/rat.csv", "/datei/rat-ris.zip"} {
		first := bytes.Clone(h.get(h.table(path)).Body.Bytes())
		h.Clock.Set(h.Clock.Now().AddDate(0, 1, 0))
		if again := h.get(h.table(path)).Body.Bytes(); !bytes.Equal(first, again) {
			t.Errorf("%s: a month later the file has other bytes", path)
		}
	}
}

func (h *house) unknownFilesArePagesThatDoNotExist(t *testing.T) {
	for _, path := range []string{"/datei/rat.doc", "/datei/rat.pdf?beschluss=0", "/datei/rat.pdf?beschluss=x"} {
		h.refused(h.get(h.table(path)), procedure.ErrNotFound)
	}
	h.refused(h.get(h.table("/datei/rat.pdf?beschluss=7")), weighing.ErrNotFound)
	h.refused(h.get("/rat/"+h.ref.Slug+"/9/datei/rat.pdf"), weighing.ErrNotFound)
}

func TestPublicEditionIsRefusedWithTheList(t *testing.T) {
	h := sit(t)
	h.release("B-001.3", "B-004.1")
	h.freeze()
	for _, path := range []string{"/datei/oeffentlich.pdf", "/datei/oeffentlich.docx", "/datei/oeffentlich.xlsx", "/datei/oeffentlich.csv", "/datei/oeffentlich-ris.zip"} {
		d := h.page(h.get(h.table(path)), 409)
		d.Has("h1", "Diese Tabelle wird nicht öffentlich ausgegeben").Has(".ew-lead", "von 2 Punkten")
		if got := strings.Join(d.Texts("main .ew-list li"), " "); got != "B-001.3 B-004.1" {
			t.Errorf("got %q, want the two numbers", got)
		}
	}
	h.file(h.table("/datei/rat.pdf"), "Abwaegungstabelle-1-rat-auenbrueck-bp-47.pdf")
}

func TestPlannersAreLedToWhatIsLeftToRelease(t *testing.T) {
	h := sit(t)
	h.release("B-001.3", "B-004.1")
	h.freeze()
	d := h.open(5)
	_, err := h.pages.Weighing.Release(t.Context(), h.planner, h.ref, d.Parts[0].ID, weighing.NewRelease{Start: d.Parts[0].Start, End: d.Parts[0].End})
	h.must(err)
	h.actor = h.planner
	p := h.page(h.get(h.table("/datei/oeffentlich.pdf")), 409)
	part := h.open(1).Parts[2]
	want := "/planung/verfahren/" + h.ref.Slug + "/abschnitte/1/wortlaut?abschnitt=" + part.ID.String()
	if got := p.Follow("Wortlaut von B-001.3 prüfen und freigeben"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	p.Has("main .ew-list li", "B-004.1") // released since: nothing is left to do, but this table is a snapshot
	if n := p.Count("main .ew-list a"); n != 1 {
		t.Errorf("got %d links, want 1", n)
	}
}

func TestFailedExportSendsNoFile(t *testing.T) {
	h := frozen(t)
	h.decide(weighing.NewDecision{Votes: []weighing.Vote{{Yes: 31, No: 5, Abstain: 2}}})
	h.Forge(t, `DELETE FROM decision_item i USING weighing_row r WHERE r.id = i.row_id AND r.number = 'B-001.3'`)
	for _, path := range []string{"/datei/rat.pdf?beschluss=1", "/datei/rat.xlsx?beschluss=1", "/datei/oeffentlich.pdf?beschluss=1"} {
		w := h.get(h.table(path))
		h.refused(w, edition.ErrNoOutcome)
		if w.Body.Len() > 0 || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %d bytes with %v were sent", path, w.Body.Len(), w.Header())
		}
	}
}

// TestNoPageOrFileNamesAnAuthor looks for the contact data of everybody who wrote in whatever the council gets.
func TestNoPageOrFileNamesAnAuthor(t *testing.T) {
	h := frozen(t)
	h.decide(weighing.NewDecision{Votes: []weighing.Vote{{Yes: 31, No: 5, Abstain: 2}}})
	h.actor = h.lead
	var seen []string
	for _, path := range []string{"/rat", h.table(""), h.table("?ohne=1"), h.table("?q=Zuckerhagel"), decisionPath(h.ref.Slug, 1), h.table("/B-001.1"),
		h.table("/B-001.2"), h.table("/B-001.3"), h.table("/B-002.1"), h.table("/B-003.1"), h.table("/B-004.1"), h.table("/A-01.1")} {
		seen = append(seen, path+"\n"+strings.ReplaceAll(h.get(path).Body.String(), "?q=Zuckerhagel", ""))
	}
	for _, file := range []string{"/datei/rat.xlsx", "/datei/oeffentlich.xlsx", "/datei/rat.xlsx?beschluss=1"} {
		seen = append(seen, file+"\n"+sheets(t, h.get(h.table(file)).Body.Bytes()))
	}
	for _, text := range seen {
		path, body, _ := strings.Cut(text, "\n")
		if len(body) < 500 {
			t.Errorf("%s: got %d bytes", path, len(body))
		}
		for _, name := range canaries {
			if strings.Contains(body, name) && !strings.Contains(path, name) {
				t.Errorf("%s names %q", path, name)
			}
		}
	}
}
