package statement_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure/statement"
)

func hexOf(b []byte) string { return hex.EncodeToString(b) }

// hostile are texts that break systems of this kind somewhere: in the database, in pages, in tables, on paper.
var hostile = map[string]string{
	"emoji":                  "Nein 😡 zum Plan 👨‍👩‍👧‍👦🏳️‍🌈",
	"decomposed umlauts":     "Ba\u0308ume fa\u0308llen",
	"composed umlauts":       "Bäume fällen",
	"right to left":          "שלום \u202eRTL\u202c مرحبا",
	"formula":                "=1+1",
	"formula with a link":    `=HYPERLINK("https://evil.example";"Klick")`,
	"other cell beginnings":  "+49 123\n-5\n@SUM(A1)\t\t=2",
	"alias of gofpdf":        "{nb}",
	"markup":                 `<script>alert(1)</script><img src=x onerror=alert(1)> & &amp; "'`,
	"line ends of a browser": "Zeile 1\r\nZeile 2\r\n",
	"line ends of a Mac":     "a\rb\nc",
	"white space":            "  \t\n\u00a0\u2028\u2029\u200b  ",
	"zero width":             "un\u200bsicht\u2060bar\ufeff",
	"control characters":     "\x01\x02\x1b[31mrot\x7f\u0085",
	"noncharacters":          "\ufffe\uffff\U0010ffff\ufffd",
	"zalgo":                  "Z" + strings.Repeat("\u0335\u0301", 500),
	"SQL":                    `'; DROP TABLE statement; -- $1 $$ \x00 %s`,
	"spreadsheet escape":     "_x0041_",
	"template":               "{{.Secret}} ${jndi:ldap://x} %n%n",
	"path":                   "../../etc/passwd",
	"one line of a leaf":     "x\nnumber: 7",
	"long":                   strings.Repeat("Abwägung ", 100_000),
	"no spaces":              strings.Repeat("ß", 50_000),
	"Chinese":                "这个计划不好",
	"only a line end":        "\n",
}

func TestTextIsKeptByteForByte(t *testing.T) {
	o := open(t)
	number := int64(0)
	for name, text := range hostile {
		who := o.resident(t, int(number))
		d, err := o.Statements.Open(t.Context(), who, o.Ref)
		must(t, err)
		about := statement.Reference{Kind: statement.ToPlace, Text: text}
		d, err = o.Statements.SaveText(t.Context(), who, o.Ref, d.Version, []byte(text), about)
		if err != nil {
			t.Errorf("%s: got %v, want it taken", name, err)
			continue
		}
		st, err := o.Statements.File(t.Context(), who, o.Ref, d.ID, o.Clock.Now())
		must(t, err)
		number++
		f := o.full(t, number)
		if st.Number != number || !bytes.Equal(f.Original, []byte(text)) || f.Reference.Text != text {
			t.Errorf("%s: got %.80q about %.80q, want the bytes as they came", name, f.Original, f.Reference.Text)
		}
		if r := o.receipt(t, who); !bytes.Equal(r.Original, []byte(text)) {
			t.Errorf("%s: receipt: got %.80q", name, r.Original)
		}
	}
	o.wantSound(t)
}

func TestOnlyBytesThatAreNoTextAreRefused(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	d := o.draft(t, mara, "was schon da war")
	for name, tt := range map[string]struct {
		text []byte
		why  statement.TextProblem
	}{
		"NUL":               {[]byte("a\x00b"), statement.HasNUL},
		"Latin-1":           {[]byte("Stra\xdfe"), statement.NotUTF8},
		"cut sequence":      {[]byte("Te\xe2"), statement.NotUTF8},
		"surrogate":         {[]byte("\xed\xa0\x80"), statement.NotUTF8},
		"overlong":          {[]byte("\xc0\xaf"), statement.NotUTF8},
		"a byte above 2 MB": {bytes.Repeat([]byte("a"), statement.MaxText+1), statement.TooLong},
	} {
		var problem *statement.Unstorable
		_, err := o.Statements.SaveText(t.Context(), mara, o.Ref, d.Version, tt.text, d.Reference)
		if !errors.As(err, &problem) || problem.Why != tt.why {
			t.Errorf("%s: got %v, want *Unstorable for %s", name, err, tt.why)
		}
		_, err = o.Statements.SaveText(t.Context(), mara, o.Ref, d.Version, nil, statement.Reference{Kind: statement.ToPlace, Text: string(tt.text)})
		if !errors.As(err, &problem) {
			t.Errorf("%s as the name of a place: got %v, want *Unstorable", name, err)
		}
		if tt.why == statement.TooLong {
			continue
		}
		if _, err = o.Statements.SaveContact(t.Context(), mara, o.Ref, statement.Contact{City: string(tt.text)}); !errors.As(err, &problem) {
			t.Errorf("%s as the name of a town: got %v, want *Unstorable", name, err)
		}
		n := o.letter("2026-11-01 10:00:00", t)
		n.Contributions[0].Contact.Name, n.Evidence = string(tt.text), string(tt.text)
		var invalid *statement.Invalid
		if _, err = o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n); !errors.As(err, &invalid) || invalid.Fields["name-1"] == "" || invalid.Fields["evidence"] == "" {
			t.Errorf("%s in a recorded letter: got %v, want it asked for again", name, err)
		}
	}
	if d, err := o.Statements.Open(t.Context(), mara, o.Ref); err != nil || string(d.Original) != "was schon da war" {
		t.Errorf("draft after refusals: got %q and %v, want it unchanged", d.Original, err)
	}
	if _, err := o.Statements.SaveText(t.Context(), mara, o.Ref, d.Version, bytes.Repeat([]byte("a"), statement.MaxText), d.Reference); err != nil {
		t.Errorf("exactly 2 MB: got %v, want it taken", err)
	}
}

func TestCanonicalTextDiffersInLineEndsOnly(t *testing.T) {
	for in, want := range map[string]string{"a\r\nb\rc\nd": "a\nb\nc\nd", "\r\n\r\n": "\n\n", "\r\r\n": "\n\n", "Ba\u0308ume": "Ba\u0308ume"} {
		if got := statement.Canonical([]byte(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "text")
		got := statement.Canonical([]byte(in))
		keep := func(s string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(s) }
		if strings.Contains(got, "\r") || keep(got) != keep(in) || statement.Canonical([]byte(got)) != got {
			t.Fatalf("%q: got %q", in, got)
		}
	})
}

// FuzzCheckText: what is taken can be stored, read as text, and is never changed.
func FuzzCheckText(f *testing.F) {
	for _, text := range []string{"Bäume", "a\x00b", "\xff", "\xed\xa0\x80", "👨‍👩‍👧"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		storable := utf8.Valid(text) && !bytes.Contains(text, []byte{0}) && len(text) <= statement.MaxText
		if err := statement.CheckText(text); (err == nil) != storable {
			t.Errorf("%q: got %v, want it taken: %v", text, err, storable)
		}
	})
}
