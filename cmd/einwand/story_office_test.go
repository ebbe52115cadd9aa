package main

import (
	"bytes"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/procedure/period"
)

// sheet is the address of Mara's statement on Jana's desk.
func (s *story) sheet() string {
	return "/planung/verfahren/bp-47/abschnitte/" + strings.TrimLeft(strings.TrimPrefix(s.number, "BP47-"), "0")
}

func (s *story) janaDivides() {
	b := s.as("Jana Wirth").Get("/planung").Sees("h1", "Verfahren").Follow("Bebauungsplan Nr. 47").Follow("Stellungnahmen")
	b.Sees("tbody", s.number).Follow(s.number).Arrived(s.sheet())
	b.Page().Lacks("m.hoffmann") // who wrote is behind a link, and logged
	b.Follow("Person anzeigen").Sees("dd", "Mara Hoffmann").Sees("main", "ist mit Ihrem Namen und der Zeit vermerkt").Follow("Zurück zur Stellungnahme")
	before := len(b.Page().Texts(".ew-seg"))
	b.Fill("oder ab diesen Wörtern", maraOnKita).Press("Hier teilen")
	parts := b.Page().Texts(".ew-seg .ew-quote")
	if len(parts) != before+1 || strings.Join(parts[:2], " ") != maraOnTraffic+" "+maraOnKita {
		s.t.Errorf("divided: got %q, want the text in two parts with nothing lost", parts)
	}
	b.Get(s.sheet()).Follow("Öffnen: Abschnitt "+b.Page().Texts(".ew-seg__no")[1]).Fill("Thema", "Kita").Press("Einordnung speichern").Sees(".ew-seg", "Thema: Kita")
	if got := string(b.Download("Zählung am Donnerstag.txt")); !strings.HasPrefix(got, "7 bis 8") {
		s.t.Errorf("attachment at the desk: got %q", got)
	}
}

func (s *story) janaReleasesAndProposes() {
	b := s.as("Jana Wirth").Get(s.sheet()+"/wortlaut").Sees("h1", "Wortlaut für die Öffentlichkeit")
	if got := b.Page().Text("[aria-labelledby=oeffentlich] .ew-quote"); strings.Contains(got, "Hoffmann") || strings.Contains(got, "Mühlenweg 18") || !strings.Contains(got, "eine zweite Zufahrt") {
		s.t.Errorf("public wording: got %q, want name and house blacked out and the rest kept", got)
	}
	b.Press("Diesen Wortlaut freigeben")
	b.Get(s.sheet()).Choose("Wird teilweise gefolgt").Fill("Begründung", "Der Mühlenweg wird auf 6,50 m verbreitert. Eine zweite Zufahrt läge im Überschwemmungsgebiet.")
	b.Fill("Änderung am Plan", "Verkehrsfläche Mühlenweg: 6,50 m statt 5,50 m.").Press("Speichern und weiter").Answered(http.StatusOK).Sees(".ew-seg", "Vorschlag fertig")
}

func (s *story) janaSeesWhatIsMissing() {
	b := s.as("Jana Wirth").Get("/planung/verfahren/bp-47").Follow("Vollständigkeit").Sees("h1", "Lücken bis zur Tabelle für den Rat")
	b.Sees("main", "Sperre: Die Frist läuft noch bis").Sees(".ew-gaps", "Abschnitte ohne Vorschlag")
	b.Follow("Weiter zu den Tabellen").Page().HasNone("main form")
}

// tarekWords are text to a person, and something else to a spreadsheet, a page and a PDF.
const tarekWords = `=1+1 und {nb} Seiten: <script>alert("Lärm")</script> ist kein Argument, aber '; DROP TABLE statement; -- auch nicht.`

func (s *story) tarekWritesLate() {
	b := s.visitor().Get("/verfahren/bp-39").Follow("Verspätet schreiben").LoginAs("Tarek Yıldız")
	b.Fill(textField, tarekWords).Press(toDetails).Press(toCheck).Sees(".kern-alert--warning", "Sie können trotzdem einreichen.").Press(toReceipt)
	b.Sees(".ew-state", "Nach Ende der Frist").Sees("main", "Ihre Stellungnahme ist nicht ungültig.").Sees(".ew-quote", tarekWords)
}

// janaClosesTheGaps lets Jana follow the list until it is empty: she examines what came late, answers what has no answer,
// and releases every wording.
func (s *story) janaClosesTheGaps() {
	b := s.as("Jana Wirth")
	gaps := func() *htmlcheck.Document {
		return b.Get("/planung/verfahren/bp-39/vollstaendigkeit").Page()
	}
	for range 40 {
		todo := gaps()
		switch {
		case has(todo, "Drei Fragen beantworten: Verspätet, Prüfung offen"):
			b.Follow("Drei Fragen beantworten: Verspätet, Prüfung offen")
			b.Answer("Kannte die Stadt den Inhalt", "Ja").Answer("Ist er für die Rechtmäßigkeit", "Nein")
			b.Fill("Begründung", "Die Bedenken stehen schon im Schallgutachten.").Press("Prüfung festhalten").Answered(http.StatusOK)
		case has(todo, "Beantworten: Abschnitte ohne Vorschlag"):
			b.Follow("Beantworten: Abschnitte ohne Vorschlag").Choose("Zur Kenntnis genommen").Fill("Begründung", "Der Hinweis ist der Stadt bekannt.").Press("Speichern und weiter").Answered(http.StatusOK)
		case has(todo, "Schwärzen und freigeben: Wortlaut nicht freigegeben"):
			b.Follow("Schwärzen und freigeben: Wortlaut nicht freigegeben").Press("Diesen Wortlaut freigeben").Answered(http.StatusOK)
		default:
			b.Sees("h1", "Alles beantwortet. Die Tabelle kann festgeschrieben werden.")
			return
		}
	}
	s.t.Errorf("after 40 steps: got %q, want no gap", gaps().Text("h1"))
}

func has(page *htmlcheck.Document, link string) bool {
	return slices.ContainsFunc(page.Links(), func(l htmlcheck.Link) bool { return l.Text == link })
}

func (s *story) holgerFreezes() {
	b := s.as("Dr. Holger Stein").Get("/planung/verfahren/bp-39/tabellen").Sees("main", "Danach lässt sich diese Fassung nicht mehr ändern.")
	again := b.tab()
	b.Press("Tabelle Nr. 1 festschreiben").Sees(".kern-alert--success", "Tabelle Nr. 1 ist festgeschrieben")
	again.Press("Tabelle Nr. 1 festschreiben").Sees(".kern-alert--success", "Tabelle Nr. 1 ist festgeschrieben") // a double click
	if got := b.Get("/planung/verfahren/bp-39/tabellen").Page(); got.Count("section [href$=rat.pdf]") > 1 {
		s.t.Error("the table was frozen twice")
	}
}

// point is a row of the table as Ingrid sees it.
type point struct{ number, wording string }

func (s *story) ingridReads() {
	b := s.as("Ingrid Baumeister").Get("/rat").Sees("h2", "Zur Entscheidung").Follow("Tabelle lesen: Bebauungsplan Nr. 39")
	start := firstLink(b.Page(), "Lesen ab Punkt ")
	b.Follow(start)
	for i := 0; ; i++ {
		b.Sees("h2", "Was vorgebracht wurde").Sees("h2", "Was die Verwaltung vorschlägt").Sees("h2", "Was sich am Plan ändert")
		s.points = append(s.points, point{path.Base(b.at.Path), b.Page().Texts(".ew-sheet__part .ew-quote")[0]})
		next := firstLink(b.Page(), "Weiter zu Punkt ")
		if next == "" {
			break
		}
		if i > 500 {
			s.t.Fatal("reading does not come to an end")
		}
		b.Follow(next)
	}
	if last := s.points[len(s.points)-1]; len(s.points) < 100 || last.wording != tarekWords {
		s.t.Errorf("points with a proposal: got %d, the last with %q, want all, and Tarek's words as they came", len(s.points), last.wording)
	}
}

func firstLink(page *htmlcheck.Document, prefix string) string {
	for _, l := range page.Links() {
		if strings.HasPrefix(l.Text, prefix) {
			return l.Text
		}
	}
	return ""
}

// wordingColumn is where the wordings stand on the pages of a table, below the running head: a wording may go on on the
// next page.
var wordingColumn = []string{"-layout", "-x", "188", "-W", "204", "-y", "40", "-H", "514"}

func (s *story) ingridDownloads() {
	b := s.as("Ingrid Baumeister").Get("/rat/bp-39/1")
	s.pdf, s.xlsx = b.Download("Abwägungstabelle Nr. 1 als PDF"), b.Download("Abwägungstabelle Nr. 1 als Excel-Datei")
	text := unhyphenated(strings.ReplaceAll(pdfText(s.t, s.pdf, wordingColumn...), "Stellungnahme\n", ""))
	cells := squash(sheets(s.t, s.xlsx))
	for _, p := range s.points {
		if !strings.Contains(text, unhyphenated(p.wording)) {
			s.t.Errorf("PDF: got no wording of %s: %.80q", p.number, p.wording)
		}
		if !strings.Contains(cells, squash(p.wording)) {
			s.t.Errorf("XLSX: got no wording of %s: %.80q", p.number, p.wording)
		}
	}
}

// sheets is every cell of a workbook, one a line or more.
func sheets(t testing.TB, data []byte) string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	var cells strings.Builder
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		must(t, err)
		for y, row := range rows {
			for x := range row {
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				must(t, err)
				if formula, err := book.GetCellFormula(name, cell); err != nil || formula != "" {
					t.Errorf("%s %s: got formula %q (%v), want words", name, cell, formula, err)
				}
			}
			cells.WriteString(strings.Join(row, "\n") + "\n")
		}
	}
	must(t, book.Close())
	return cells.String()
}

// unhyphenated takes out where lines end and where words are cut, so that a wording is found wherever it was broken.
func unhyphenated(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(squash(s), "-", ""), "\u00ad", "")
}

// holgerRecords takes the decision from the minutes: one point was decided otherwise and by a vote of its own.
func (s *story) holgerRecords() {
	b := s.as("Dr. Holger Stein").Get("/planung/verfahren/bp-39/tabellen").Follow("Beschluss festhalten: zu Tabelle Nr. 1")
	b.Press("Ausnahme hinzufügen").Sees("h3", "Ausnahme 1")
	b.Fill("Tag der Sitzung", period.DateAt(time.Now()).String()).Fill("Tagesordnungspunkt", "TOP 7").Choose("Alle außer …")
	b.Answer("Wie hat der Rat entschieden?", "Wie vorgeschlagen").Set("ja", "31").Set("nein", "5").Set("enthaltung", "2").Set("befangen", "Ratsmitglied Kessler")
	b.Set("ausnahme-1-punkte", s.points[0].number).Answer("Wie wurde darüber entschieden?", "Abweichend").Set("ausnahme-1-code", "partial")
	b.Set("ausnahme-1-text", deviation).Set("ausnahme-1-ja", "20").Set("ausnahme-1-nein", "16").Set("ausnahme-1-enthaltung", "1")
	b.Choose("Der Rat hat in derselben Sitzung den Satzungsbeschluss gefasst").Press("Weiter zur Prüfung")
	b.Answered(http.StatusUnprocessableEntity).Sees("[role=alert]", "Ausnahme 1, Grund: Bitte nennen Sie den Grund.") // and all the rest is kept
	b.Set("ausnahme-1-grund", "Der Rat möchte die Linden erhalten.").Press("Weiter zur Prüfung").Answered(http.StatusOK)
	b.Sees("h1", "Beschluss prüfen")
	b.Sees(".ew-quote", "31 Ja-Stimmen").Sees("dd", "1 abweichend")
	b.Press("Beschluss festhalten").Sees(".kern-alert--success", "Beschluss Nr. 1 ist festgehalten")
}

const deviation = "Die Linden am Vorplatz werden während des Bauens geschützt und einzeln abgenommen."

func (s *story) everybodyReadsTheResult() {
	b := s.visitor().Get("/verfahren/bp-39").Sees("main", "Der Rat hat entschieden").Get("/verfahren/bp-39/ergebnis").Sees("h1", "Was aus den Stellungnahmen wurde")
	b.Sees("main", deviation).Sees("main", "31 Ja, 5 Nein")
	pages := []string{pdfText(s.t, b.Download("Abwägungstabelle (PDF)")), sheets(s.t, b.Download("Abwägungstabelle (Excel)")),
		string(unzip(s.t, b.Download("Abwägungstabelle (Word)"))["word/document.xml"])}
	for next := "Nächste Seite"; ; b.Follow(next) {
		pages = append(pages, string(b.body))
		if !has(b.Page(), next) {
			break
		}
	}
	for _, name := range s.names() {
		for _, text := range pages {
			if strings.Contains(text, name) {
				s.t.Errorf("the result names %s", name)
				break
			}
		}
	}
}

// names are the names and addresses of everybody who wrote to the plan, and the member who took no part.
func (s *story) names() []string {
	s.t.Helper()
	var names []string
	s.sql(s.t, func(c *pgx.Conn) (err error) {
		rows, err := c.Query(s.t.Context(), `SELECT unnest(ARRAY[c.name, c.street]) FROM statement_contact c JOIN statement s ON s.id = c.statement_id
			JOIN party y ON y.id = s.party_id JOIN procedure p ON p.id = s.procedure_id WHERE p.slug = 'bp-39' AND y.kind = 'person'
			UNION ALL SELECT unnest(ARRAY[a.name, a.street]) FROM statement_author a JOIN statement s ON s.id = a.statement_id
			JOIN procedure p ON p.id = s.procedure_id WHERE p.slug = 'bp-39'`)
		if err != nil {
			return err
		}
		names, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	if len(names) < 80 {
		s.t.Fatalf("names and addresses: got %d, want all", len(names))
	}
	return append(names, "Kessler")
}

// exportWritesTheSame compares the files of the command line with Ingrid's, before and after the vote.
func (s *story) exportWritesTheSame() {
	b := s.as("Ingrid Baumeister").Get("/rat/bp-39/1")
	for _, e := range []struct {
		decision, audience, format string
		want                       []byte
	}{
		{"none", "council", "pdf", s.pdf},
		{"none", "council", "xlsx", s.xlsx},
		{"none", "council", "docx", b.Download("Abwägungstabelle Nr. 1 als Word-Datei")},
		{"1", "council", "pdf", b.Download("Tabelle mit Beschluss Nr. 1 (PDF)")},
		{"1", "public", "xlsx", s.visitor().Load("/verfahren/bp-39/ergebnis/abwaegungstabelle.xlsx")},
		{"1", "public", "docx", s.visitor().Load("/verfahren/bp-39/ergebnis/abwaegungstabelle.docx")},
	} {
		out := filepath.Join(s.data, "..", "export."+e.format)
		got := s.einwand("export", "--data", s.data, "--procedure", "bp-39", "--table", "1", "--decision", e.decision, "--audience", e.audience, "--format", e.format, "--out", out)
		written, err := os.ReadFile(out)
		if got.code != 0 || err != nil || !bytes.Equal(written, e.want) {
			s.t.Errorf("export %s %s, decision %s: got exit %d, %s, %v, %d bytes, want the %d bytes of the download", e.audience, e.format, e.decision, got.code, got.stderr, err, len(written), len(e.want))
		}
	}
}

func (s *story) everythingVerifies() {
	got := s.einwand("verify", "--data", s.data)
	lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
	if last := lines[len(lines)-1]; got.code != 0 || !strings.HasSuffix(last, "0 Abweichungen") {
		s.t.Errorf("verify: got exit %d and %q, %s, want 0 Abweichungen", got.code, last, got.stderr)
	}
}
