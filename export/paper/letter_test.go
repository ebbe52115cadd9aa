package paper_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/export/pdf/fonts"
)

func head(to ...string) paper.Letterhead {
	return paper.Letterhead{Name: "Stadt Auenbrück", Office: "Fachbereich Stadtplanung", Sender: "Stadt Auenbrück · Rathausplatz 1 · 59999 Auenbrück", To: to,
		Info: []string{"Auskunft: Jana Wirth", "18. Dezember 2026"}, Foot: "Ergebnis zu BP47-0001"}
}

func letters(t *testing.T, write func(*paper.Letters)) []byte {
	t.Helper()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := paper.NewLetters(set)
	write(l)
	file, err := l.Draw(paper.Meta{Title: "Briefe", At: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if _, wrong := exporttest.CheckPDF(file.Bytes()); len(wrong) > 0 {
		t.Fatalf("got %q", wrong)
	}
	return file.Bytes()
}

func poppler(t *testing.T, pdf []byte, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", append(args, "-enc", "UTF-8", "-", "-")...)
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestPagesOfEachLetterAreCountedByThemselves(t *testing.T) {
	pdf := letters(t, func(l *paper.Letters) {
		for i, sentences := range []int{10, 200, 1} {
			h := head("Anna Muster")
			h.Foot = fmt.Sprintf("Brief %d", i+1)
			l.Begin(h)
			l.Say(paper.Subject, "Betreff")
			l.Say(paper.Body, strings.Repeat("Ein Satz, der die Seite füllt, ohne etwas zu sagen. ", sentences))
		}
	})
	var feet []string
	for _, line := range strings.Split(poppler(t, pdf, "-layout"), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "Brief ") {
			feet = append(feet, strings.TrimSpace(line))
		}
	}
	want := "Brief 1 · Seite 1 von 1|Brief 2 · Seite 1 von 3|Brief 2 · Seite 2 von 3|Brief 2 · Seite 3 von 3|Brief 3 · Seite 1 von 1"
	if got := strings.Join(feet, "|"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// word is a word on a page, in points from its upper left corner.
type word struct {
	Left   float64 `xml:"xMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Top    float64 `xml:"yMin,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

// TestWindowShowsTheWholeAddress: DIN 5008 form B, 20 mm from the left, 45 mm from the top, 85 by 45 mm; nothing else is seen in it.
func TestWindowShowsTheWholeAddress(t *testing.T) {
	const mm = 72 / 25.4
	for name, to := range map[string][]string{
		"usual": {"Anna Muster", "Am Weg 1", "59999 Auenbrück"},
		"long": {"Interessengemeinschaft der Anwohnerinnen und Anwohner Südlich der Mühlenwiese e.V.", "z. Hd. Frau Dr. Anna-Katharina Muster-Mustermann von der Mühle",
			"c/o Hausverwaltung Rheinisch-Westfälische Treuhandgesellschaft mbH und Co.", "Graf-Schenk-von-Stauffenberg-Straße 117 a, Hinterhaus, 3. Obergeschoss", "59999 Auenbrück"},
	} {
		pdf := letters(t, func(l *paper.Letters) {
			l.Begin(head(to...))
			l.Say(paper.Subject, "Ergebnis")
			l.Say(paper.Body, "Text")
		})
		var doc struct {
			Words []word `xml:"body>doc>page>word"`
		}
		if err := xml.Unmarshal([]byte(poppler(t, pdf, "-bbox")), &doc); err != nil {
			t.Fatal(err)
		}
		var seen []string
		for _, w := range doc.Words {
			if w.Right < 20*mm || w.Left > 105*mm || w.Bottom < 45*mm || w.Top > 90*mm {
				continue
			}
			if w.Left < 20*mm || w.Right > 105*mm || w.Top < 45*mm || w.Bottom > 90*mm {
				t.Errorf("%s: the edge of the window cuts %q", name, w.Text)
			}
			seen = append(seen, w.Text)
		}
		got := strings.ReplaceAll(strings.Join(seen, ""), "\u00ad", "")
		want := strings.ReplaceAll("Stadt Auenbrück · Rathausplatz 1 · 59999 Auenbrück"+strings.Join(to, ""), " ", "")
		if strings.ReplaceAll(got, "-", "") != strings.ReplaceAll(want, "-", "") {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestLetterIsReadInItsOrder(t *testing.T) {
	pdf := letters(t, func(l *paper.Letters) {
		l.Begin(head("Anna Muster", "Am Weg 1"))
		l.Say(paper.Subject, "Ergebnis")
		l.Fact("Nummer", paper.Strong, "7")
		l.Begin(head("Bert Dohle"))
		l.Fact("Nummer", paper.Strong, "8")
	})
	root, _ := exporttest.CheckPDF(pdf)
	got := strings.Join(strings.Fields(root.Text()), " ")
	if want := "Anna Muster Am Weg 1 Auskunft: Jana Wirth 18. Dezember 2026 Ergebnis Nummer 7 Stadt Auenbrück"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
