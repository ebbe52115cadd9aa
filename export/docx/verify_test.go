package docx

import (
	"bytes"
	"errors"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/text"
)

// sample is a short document with everything that is compared.
func sample() []block {
	return []block{
		{paragraph: paragraph{style: contents1, links: []link{{"eins", "a"}, {"zwei", "b"}}}},
		{paragraph: paragraph{style: heading1, text: "Lärm", anchor: "a"}},
		{table: &table{widths: []int{100, 100}, heads: []string{"Nr.", "Text"}, rows: [][]cell{
			{{{style: number, text: "1", anchor: "b"}}, {{style: cellText, text: "eins\n\nzwei"}, {style: cellSmall, text: "drei"}}},
			{{{style: number, text: "2"}}, {{style: cellText}}},
		}}},
		{paragraph: paragraph{style: plain, text: "Ende"}},
	}
}

func packed(t *testing.T, blocks []block) []byte {
	t.Helper()
	e, err := edition.Council(exporttest.Council(), text.NewCleaner(text.Anything))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := pack(&b, e, blocks); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDifferenceIsFoundOnReopening(t *testing.T) {
	file := packed(t, sample())
	if err := verify(file, sample()); err != nil {
		t.Fatalf("the file as written: %v", err)
	}
	for name, change := range map[string]func([]block) []block{
		"other text":       func(b []block) []block { b[2].table.rows[0][1][0].text = "eins\n\nzwo"; return b },
		"other title":      func(b []block) []block { b[2].table.heads[1] = "Texte"; return b },
		"other style":      func(b []block) []block { b[1].style = heading2; return b },
		"other anchor":     func(b []block) []block { b[2].table.rows[0][0][0].anchor = "c"; return b },
		"other link":       func(b []block) []block { b[0].links[1].to = "a"; return b },
		"link missing":     func(b []block) []block { b[0].links = b[0].links[:1]; return b },
		"empty line":       func(b []block) []block { b[2].table.rows[0][1][0].text = "eins\n\nzwei\n\n"; return b },
		"cell missing":     func(b []block) []block { r := b[2].table.rows; r[1] = append(r[1], one(cellText, "")); return b },
		"cell too many":    func(b []block) []block { r := b[2].table.rows; r[1] = r[1][:1]; return b },
		"row missing":      func(b []block) []block { t := b[2].table; t.rows = append(t.rows, t.rows[1]); return b },
		"row too many":     func(b []block) []block { t := b[2].table; t.rows = t.rows[:1]; return b },
		"block missing":    func(b []block) []block { return append(b, b[3]) },
		"block too many":   func(b []block) []block { return b[:3] },
		"paragraph as row": func(b []block) []block { b[3] = b[2]; return b },
	} {
		if err := verify(file, change(sample())); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s: got %v, want ErrMismatch", name, err)
		}
	}
}

func TestLinksLeadToOnePlace(t *testing.T) {
	nowhere, twice := sample(), sample()
	nowhere[1].anchor = ""
	twice[3].anchor = "a"
	for name, blocks := range map[string][]block{"nowhere": nowhere, "twice": twice} {
		if err := verify(packed(t, blocks), blocks); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s: got %v, want ErrMismatch", name, err)
		}
	}
}

func TestDamagedFileIsFound(t *testing.T) {
	if err := verify([]byte("PK"), nil); err == nil {
		t.Error("got no error for a file that is no archive")
	}
	file := packed(t, sample())
	at := bytes.Index(file, []byte(mainPart)) + len(mainPart) + 20
	file[at] ^= 0xff
	if err := verify(file, sample()); err == nil {
		t.Error("got no error for a file with another byte")
	}
}
