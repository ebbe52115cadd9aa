package tagged

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
)

var meta = Meta{Title: "Probe <&> {title}", Author: "Stadt", Created: time.Unix(0, 0), Changed: time.Unix(86400, 0)}

// sample is a document with one of everything, on two pages.
func sample(t testing.TB) *Document {
	t.Helper()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := New(set, A4Portrait)
	p := d.NewPage()
	say := func(p *Page, e *Element, y float64, words string) {
		p.Text(e, Text{Size: 10, X: 60, Y: y, Words: words})
	}
	say(p, d.Root().Add(Title), 60, "Titel")
	say(p, d.Root().Add(Heading), 80, "Teil")
	table := d.Root().AddTable("Zahlen")
	head := table.Add(Head).Add(Row)
	say(p, head.AddHeader(OfColumn), 100, "Nr.")
	say(p, head.AddHeader(OfColumn), 100, "Text")
	row := table.Add(Body).Add(Row)
	say(p, row.AddHeader(OfRow), 120, "1")
	long := row.Add(Cell).Add(Paragraph)
	say(p, long, 120, "erste Hälfte ")
	q := d.NewPage()
	say(q, long, 60, "zweite Hälfte")
	item := d.Root().AddList("Disc").Add(Item)
	say(q, item.Add(Label), 80, "•")
	say(q, item.Add(ItemBody), 80, "Eintrag")
	link := d.Root().Add(Paragraph).Add(Link)
	say(q, link, 100, "zum Anfang")
	q.Link(link, Point{60, 90}, 60, 12, Place{1, 40}, "Titel, Seite 1")
	q.Figure(d.Root().AddFigure("Ein Dreieck"), Point{60, 120}, 100, 100, Drawing{Paths: [][]Point{{{60, 120}, {100, 120}, {100, 160}}}, Weight: 1})
	q.Line(Point{60, 300}, Point{200, 300}, 1, 0.5)
	q.Box(Point{60, 310}, 20, 20, 0.9)
	q.Text(nil, Text{Face: Bold, Size: 8, X: 60, Y: 800, Words: "Seite 2 von 2"})
	d.Bookmark(0, "Teil", Place{1, 80})
	d.Bookmark(1, "Zeile 1", Place{1, 120})
	d.Name("stn-1", Place{1, 120})
	return d
}

func write(t testing.TB, d *Document) []byte {
	t.Helper()
	out, err := d.Write(meta)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSampleIsSound(t *testing.T) {
	root, wrong := exporttest.CheckPDF(write(t, sample(t)))
	if len(wrong) > 0 {
		t.Fatalf("got %q", wrong)
	}
	if got := root.All("TD")[0].Text(); got != "erste Hälfte zweite Hälfte" {
		t.Errorf("the cell over two pages says %q", got)
	}
	if strings.Contains(root.Text(), "Seite 2") {
		t.Error("the page number is read aloud")
	}
}

// find returns the first element of a role.
func find(e *Element, r Role) *Element {
	if e.role == r {
		return e
	}
	for _, k := range e.kids {
		if k.element != nil {
			if f := find(k.element, r); f != nil {
				return f
			}
		}
	}
	return nil
}

// raw adds operators behind what a page has.
func raw(p *Page, operators string) {
	p.close()
	p.buf = append(p.buf, operators...)
}

func TestBrokenFilesAreFound(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(d *Document)
		want  string
	}{
		"line outside of marked content": {func(d *Document) { raw(d.pages[0], "0 0 m 9 9 l S\n") }, "S outside of marked content"},
		"text outside of marked content": {func(d *Document) { raw(d.pages[0], "BT /F0 9 Tf (\x00T) Tj ET\n") }, "Tj outside of marked content"},
		"marked content without end":     {func(d *Document) { raw(d.pages[0], "/Artifact <</Type/Layout>> BDC\n") }, "ends inside"},
		"end without beginning":          {func(d *Document) { raw(d.pages[0], "EMC\n") }, "EMC without beginning"},
		"marked content in an artifact": {func(d *Document) {
			raw(d.pages[0], "/Artifact <</Type/Layout>> BDC /P <</MCID 99>> BDC EMC EMC\n")
		}, "inside of [artifact]"},
		"stretch without owner":   {func(d *Document) { find(d.root, Title).kids = nil }, "empty H1"},
		"stretch with two owners": {func(d *Document) { find(d.root, Heading).kids = find(d.root, Title).kids }, "belongs to"},
		"other owner in the tree": {func(d *Document) { d.pages[0].owners[0] = d.root.number }, "the parent tree says"},
		"unknown to the tree":     {func(d *Document) { d.pages[0].owners = d.pages[0].owners[1:] }, "the parent tree knows"},
		"header without scope":    {func(d *Document) { find(d.root, Header).attrs = "" }, "has the scope"},
		"character without a glyph": {func(d *Document) {
			raw(d.pages[0], "/Artifact <</Type/Layout>> BDC BT /F0 9 Tf (\x4e\x2d) Tj ET EMC\n")
		}, "has no glyph"},
		"other order of reading":  {func(d *Document) { slices.Reverse(d.root.kids) }, "is read after"},
		"heading left out":        {func(d *Document) { find(d.root, Heading).role = Minor }, "of level 3 after 1"},
		"row with one cell more":  {func(d *Document) { find(find(d.root, Body), Row).Add(Cell) }, "has 3 cells, the first one 2"},
		"cell outside of a row":   {func(d *Document) { d.root.Add(Cell) }, "TD below Document"},
		"figure without words":    {func(d *Document) { find(d.root, Figure).alt = "" }, "figure without words"},
		"link without words":      {func(d *Document) { d.links[0].words = "" }, "annotation"},
		"link of another element": {func(d *Document) { d.links[0].owner = d.root }, "annotation"},
		"link out of the page":    {func(d *Document) { d.links[0].to.Y = -500 }, "leads to height"},
	} {
		d := sample(t)
		tt.spoil(d)
		if _, wrong := exporttest.CheckPDF(write(t, d)); !strings.Contains(strings.Join(wrong, "|"), tt.want) {
			t.Errorf("%s: got %q, want %q", name, wrong, tt.want)
		}
	}
}

func TestPlacesOutsideOfTheDocumentAreLeftOut(t *testing.T) {
	d := sample(t)
	d.Bookmark(0, "Nirgends", Place{9, 0})
	d.Name("nirgends", Place{0, 0})
	d.Name("Straße 1", Place{2, 0})
	d.Name("stn-1", Place{2, 0})
	f, err := exporttest.ReadPDF(write(t, d))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.Outline()); n != 1 {
		t.Errorf("got %d bookmarks, want 1", n)
	}
	if names := f.Names(); len(names) != 2 || names["Stra-e-1"] != 2 || names["stn-1"] != 1 {
		t.Errorf("got %v, want the first stn-1 and an address in ASCII", names)
	}
}

func TestLongTitlesAreShortened(t *testing.T) {
	d := sample(t)
	d.Bookmark(1, strings.Repeat("ü", 20_000)+"\nEnde", Place{1, 0})
	f, err := exporttest.ReadPDF(write(t, d))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Outline()[0].Kids[1].Title; got != strings.Repeat("ü", maxTitle)+"…" {
		t.Errorf("got %d bytes", len(got))
	}
}

func TestSameCallsSameBytes(t *testing.T) {
	one, two := write(t, sample(t)), write(t, sample(t))
	if !bytes.Equal(one, two) {
		t.Error("two files of the same calls differ")
	}
}

func TestDocumentsAtTheSameTime(t *testing.T) {
	want := write(t, sample(t))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if out, err := sample(t).Write(meta); err != nil || !bytes.Equal(out.Bytes(), want) {
				t.Errorf("got another file, or %v", err)
			}
		})
	}
	wg.Wait()
}

func TestShellOfAnotherFormIsRefused(t *testing.T) {
	d := sample(t)
	write(t, d)
	shell, err := d.shell()
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{"startxref", "startxxxx"}, {"%%EOF", "%%EOX"}, {"xref\n0 ", "xref\n1 "}, {" 00000 n \n", " 00001 n \n"}, {"4 0 obj\n", "4 1 obj\n"},
		{"endobj\n", "endobx\n"}, {"/Type /Page\n", "/Type /Sage\n"}, {"/Resources 2 0 R\n/Contents", "/Resources 2 0 R\n/Annots []/Contents"},
		{"/Subtype /Type0", "/Subtype /Type1"}, {"/Encoding /Identity-H", "/Encoding /Identity-V"}, {"/FontName /utf8f", "/FontName /utf9f"},
	} {
		changed := bytes.Replace(shell, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(changed, shell) {
			t.Errorf("the shell has no %q", change[0])
		}
		if err := sample(t).rewrite(changed, meta); !errors.Is(err, ErrShell) {
			t.Errorf("%q for %q: got %v, want ErrShell", change[1], change[0], err)
		}
	}
}

func FuzzShell(f *testing.F) {
	d := sample(f)
	write(f, d)
	shell, err := d.shell()
	if err != nil {
		f.Fatal(err)
	}
	for _, cut := range []int{len(shell), 100, 0} {
		f.Add(shell[:cut])
	}
	f.Add([]byte("xref\n0 3\n0000000000 65535 f \n0000000000 00000 n \n0000000000 00000 n \n\nstartxref\n0\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := sample(t).rewrite(data, meta); err != nil && !errors.Is(err, ErrShell) {
			t.Errorf("got %v, want ErrShell", err)
		}
	})
}
