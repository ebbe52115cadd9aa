package tagged

import (
	"fmt"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

func TestWhatIsDrawnOnASealedPageIsThere(t *testing.T) {
	for name, added := range map[string]int{"nothing": 0, "a line": 1, "more than a stored block holds": 3000} {
		d := sample(t)
		p := d.pages[0]
		last := d.Root().Add(Paragraph)
		p.Seal()
		for i := range added {
			p.Text(last, Text{Size: 8, X: 60, Y: 200 + float64(i)/10, Words: fmt.Sprint("spät ", i), Space: true})
		}
		if added == 0 {
			d.pages[1].Text(last, Text{Size: 8, X: 60, Y: 700, Words: "Ende"})
		}
		root, wrong := exporttest.CheckPDF(write(t, d))
		if len(wrong) > 0 {
			t.Fatalf("%s: got %q", name, wrong)
		}
		if got := strings.Count(root.Text(), "spät"); got != added {
			t.Errorf("%s: got %d lines, want %d", name, got, added)
		}
	}
}

// grown is a table that is made page by page, with or without letting its rows go.
func grown(t *testing.T, done bool) *exporttest.Node {
	t.Helper()
	d := sample(t)
	table := d.Root().AddTable("Lang").Add(Body)
	for page := range 5 {
		p := d.NewPage()
		for i := range 3 {
			row := table.Add(Row)
			words := fmt.Sprintf("%d.%d", page, i)
			p.Text(row.AddHeader(OfRow), Text{Size: 8, X: 60, Y: 60, Words: words})
			p.Text(row.Add(Cell).Add(Paragraph), Text{Size: 8, X: 90, Y: 60, Words: "Zelle " + words})
			if done {
				row.Done()
			}
		}
		p.Seal()
	}
	root, wrong := exporttest.CheckPDF(write(t, d))
	if len(wrong) > 0 {
		t.Fatalf("got %q", wrong)
	}
	return root
}

func TestElementsThatAreDoneStandWhereTheyStood(t *testing.T) {
	if kept, gone := grown(t, false).Text(), grown(t, true).Text(); kept != gone || !strings.Contains(gone, "Zelle 4.2") {
		t.Errorf("got %q, want %q", gone, kept)
	}
}

func TestElementThatIsDoneTakesNoRoom(t *testing.T) {
	d := sample(t)
	body := d.Root().AddTable("Lang").Add(Body)
	row := body.Add(Row)
	d.NewPage().Text(row.AddHeader(OfRow), Text{Size: 8, X: 60, Y: 60, Words: "1"})
	row.Done()
	d.pages[2].Seal()
	if row.kids != nil || body.kids[0].element != nil {
		t.Error("the row is still held")
	}
}

func TestNumbersAreShort(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 0.1: "0.1", 0.05: "0.05", 12: "12", 841.89: "841.89", -0.5: "-0.5", -12.34: "-12.34", 1190.55: "1190.55", 100.004: "100", 99.996: "100",
	} {
		if got := string(appendNum(nil, v)); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
}

func FuzzStrings(f *testing.F) {
	f.Add("a(b)c\\d\u0d0a\u280d)")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		for _, r := range s {
			if r > 0xffff {
				return
			}
		}
		p := New(sample(t).set, A4Portrait).NewPage()
		p.show(Sans, s, "")
		plain := strings.NewReplacer(`\(`, "(", `\)`, ")", `\\`, `\`, `\r`, "\r").Replace(strings.TrimSuffix(string(p.buf[1:]), ") Tj\n"))
		var want []byte
		for _, r := range s {
			want = append(want, byte(r>>8), byte(r))
		}
		if plain != string(want) {
			t.Errorf("%q: got % x, want % x", s, plain, want)
		}
	})
}
