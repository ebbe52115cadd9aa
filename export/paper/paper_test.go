package paper_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

func begin(t *testing.T) *paper.Paper {
	t.Helper()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	return paper.New(set)
}

func draw(t *testing.T, p *paper.Paper) *exporttest.Node {
	t.Helper()
	file, err := p.Draw(paper.Meta{Title: "Probe", Foot: "Probe", At: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	root, wrong := exporttest.CheckPDF(file.Bytes())
	if len(wrong) > 0 {
		t.Fatalf("got %q", wrong)
	}
	return root
}

// shape is the roles of a tree, as in "Document(H1 P)".
func shape(n *exporttest.Node) string {
	if len(n.Kids) == 0 {
		return n.Role
	}
	var kids []string
	for _, k := range n.Kids {
		kids = append(kids, shape(k))
	}
	return n.Role + "(" + strings.Join(kids, " ") + ")"
}

func TestFactsAreOneTableAndNumberedLinesOneList(t *testing.T) {
	p := begin(t)
	p.Say(paper.Title, "Eingangsbestätigung")
	p.Fact("Nummer", paper.Strong, "7")
	p.Fact("Anhang 1", paper.Body, "Foto.png")
	p.More(paper.Code, "3f2a9c01")
	p.Section("Wie es weitergeht")
	p.Numbered(1, "Prüfung")
	p.Numbered(2, "Beschluss")
	p.Say(paper.Body, "Erster Absatz,\nzweite Zeile.\n\nZweiter Absatz.")
	p.Numbered(1, "Neue Liste")
	want := "Document(H1 Table(TR(TH TD(P)) TR(TH TD(P P))) H2 L(LI(Lbl LBody(P)) LI(Lbl LBody(P))) P P L(LI(Lbl LBody(P))))"
	root := draw(t, p)
	if got := shape(root); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	var said []string
	for _, n := range root.All("P") {
		said = append(said, strings.TrimSpace(n.Own))
	}
	if want := []string{"7", "Foto.png", "3f2a9c01", "Prüfung", "Beschluss", "Erster Absatz, zweite Zeile.", "Zweiter Absatz.", "Neue Liste"}; !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
}

func TestDrawingHasWords(t *testing.T) {
	p := begin(t)
	p.Say(paper.Title, "Plan")
	p.Outline("Umriss des Plangebiets", [][]paper.Point{{{X: 0, Y: 0}, {X: 1, Y: 0}, {X: 1, Y: 2}}}, 100)
	if figures := draw(t, p).All("Figure"); len(figures) != 1 || figures[0].Alt != "Umriss des Plangebiets" {
		t.Errorf("got %+v, want one figure with its words", figures)
	}
}

func TestParagraphOverTwoPagesIsOneElement(t *testing.T) {
	p := begin(t)
	p.Say(paper.Title, "Lang")
	source := strings.Repeat("Ein Satz, der nicht endet, weil er weitergeht. ", 200)
	p.Say(paper.Body, source)
	root := draw(t, p)
	if all := root.All("P"); len(all) != 1 || strings.TrimSpace(strings.ReplaceAll(all[0].Own, "\u00ad", "")) != strings.TrimSpace(source) {
		t.Errorf("got %d paragraphs, want one with the whole text", len(all))
	}
}

func TestTextOfInvisibleMarksHasNoParagraph(t *testing.T) {
	flood := strings.Repeat("\u200b", 5000)
	for source, want := range map[string]string{
		"\u200b": "Document(H1)", flood: "Document(H1)", "\n\u200b\n": "Document(H1)", "a\n\n\u200b\u00ad\n\nb": "Document(H1 P P)",
		flood + "Ende": "Document(H1 P)", "An" + flood + "fang": "Document(H1 P)",
	} {
		p := begin(t)
		p.Say(paper.Title, "Titel")
		p.Say(paper.Body, source)
		if got := shape(draw(t, p)); got != want {
			t.Errorf("%.20q: got %s, want %s", source, got, want)
		}
	}
}

// FuzzSay: whatever people write, what is heard is what was written, but for the signs that are listed as replaced.
func FuzzSay(f *testing.F) {
	set, err := fonts.Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range exporttest.Nasty {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return // long texts have tests of their own
		}
		p := paper.New(set)
		p.Say(paper.Title, "Titel")
		p.Say(paper.Body, s)
		file, err := p.Draw(paper.Meta{Title: "Probe " + s, Foot: s, At: time.Unix(0, 0)})
		if err != nil {
			t.Fatal(err)
		}
		root, wrong := exporttest.CheckPDF(file.Bytes())
		if len(wrong) > 0 {
			t.Fatalf("%q: %q", s, wrong)
		}
		spoken := func(s string) string {
			return strings.Join(strings.Fields(strings.ReplaceAll(text.Unguided(s), "\u00ad", "")), " ")
		}
		if got, want := spoken(root.Text()), spoken("Titel "+text.NewCleaner(set.Has).Clean(s)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
