package notice_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/notice"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

const square = `{"type":"Polygon","coordinates":[[[7.55,51.54],[7.56,51.54],[7.562,51.545],[7.55,51.547],[7.55,51.54]]]}`

var facts = procedure.AnnouncementFacts{
	Authority: identity.Authority{Name: "Stadt Auenbrück", Office: "Fachbereich Stadtplanung", Street: "Markt 1", PostalCode: "59999", City: "Auenbrück",
		Room: "Zimmer 214", Mail: "planung@auenbrueck.example", Hours: "Mo bis Fr 8 bis 12 Uhr", DecidingBody: "Rat"},
	Procedure: procedure.Procedure{Title: "Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“", AreaText: "Zwischen Mühlenweg, Auenbach und Landstraße.",
		Plan: procedure.Plan{Kind: procedure.BPlan}, Regime: procedure.Regular, Purpose: procedure.Aufstellung},
	Round: procedure.Round{Kind: procedure.PublicationRound, RuleSet: "BauGB-2025", Topics: []string{"Lärm", "Boden"}, Period: procedure.PeriodVersion{
		FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.November, 27)}},
	Address: "https://einwand.example/verfahren/auenbrueck-bp-47", RegisterID: "einwand.example/auenbrueck-bp-47+3f2a9c01+AYqTk0mY9mQn1k5o0T3uJ2c1",
	Extra: "Die Stadt bietet am 3. November um 18 Uhr im Rathaussaal eine Fragestunde an.",
}

func write(t testing.TB, n notice.Notice) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := notice.WritePDF(&b, n); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func printed(text string) notice.Notice {
	return notice.Notice{Authority: facts.Authority, Text: text, Area: []byte(square), Evidence: "Erschienen im Auenbrücker Anzeiger, Nr. 21, wirksam am 17.10.2026.",
		At: time.Date(2026, time.October, 17, 8, 0, 0, 0, time.UTC)}
}

// extract reads a file as somebody does who copies its text.
func extract(t *testing.T, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "notice.pdf")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", name, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}

var running = regexp.MustCompile(`Bekanntmachung der Stadt Auenbrück · Seite \d von \d`)

// bare is a text without spaces, line ends, hyphens of breaks and what stands at the foot of every page.
func bare(text string) string {
	text = running.ReplaceAllString(text, "")
	return strings.NewReplacer(" ", "", "\n", "", "\f", "", "-", "", "\u00ad", "", "\u00a0", "").Replace(text)
}

func TestEveryPartIsPrintedInOrder(t *testing.T) {
	for _, kind := range []procedure.AnnouncementKind{procedure.NoticePublication, procedure.NoticeInForce, procedure.NoticeInitiation, procedure.NoticeResult} {
		f := facts
		f.Kind = kind
		n := procedure.NoticeOf(f)
		got := extract(t, write(t, printed(n.String())))
		if !strings.Contains(got, "Seite 1 von ") {
			t.Errorf("%s: got no page number:\n%s", kind, got)
		}
		rest := bare(got)
		texts := []string{facts.Authority.Name, n.Heading, n.Subject}
		for _, p := range n.Parts {
			if p.Text != "" {
				texts = append(texts, p.Title+p.Text)
			}
		}
		for _, want := range append(texts, "wirksam am 17.10.2026.") {
			want = bare(want)
			at := strings.Index(rest, want)
			if p := strings.Index(want, "Hinweise:"); at < 0 && p == 0 {
				want = strings.TrimPrefix(want, "Hinweise:")
				at = strings.Index(rest, want)
			}
			if at < 0 {
				t.Errorf("%s: got %q\nwant next %q", kind, rest, want)
				break
			}
			rest = rest[at+len(want):]
		}
	}
}

func TestSameNoticeSameBytes(t *testing.T) {
	n := printed(procedure.AnnouncementText(facts))
	if first, second := write(t, n), write(t, n); !bytes.Equal(first, second) {
		t.Error("got other bytes for the same notice")
	}
}

func TestNoticeWithoutOutlineIsPrinted(t *testing.T) {
	n := printed(procedure.AnnouncementText(facts))
	n.Area = []byte(`{"type":"Point","coordinates":[7,51]}`)
	if got := extract(t, write(t, n)); !strings.Contains(got, "Zwischen Mühlenweg") || strings.Contains(got, "Umriss") {
		t.Errorf("got\n%s\nwant the area in words", got)
	}
	n.Text = ""
	write(t, n)
}

// TestLongNoticeTurnsThePage: nothing is cut at the foot.
func TestLongNoticeTurnsThePage(t *testing.T) {
	f := facts
	f.Extra = strings.Repeat("Ein Satz, der noch dazu gehört. ", 400) + "Ende."
	got := extract(t, write(t, printed(procedure.AnnouncementText(f))))
	if !strings.Contains(got, "Ende.") || !strings.Contains(got, "Seite 3 von ") || strings.Count(bare(got), bare("noch dazu gehört")) != 400 {
		t.Errorf("got %d of 400 sentences", strings.Count(bare(got), bare("noch dazu gehört")))
	}
}

func TestPaperCanBeReadAloud(t *testing.T) {
	for _, kind := range []procedure.AnnouncementKind{procedure.NoticePublication, procedure.NoticeInForce, procedure.NoticeInitiation, procedure.NoticeResult} {
		f := facts
		f.Kind = kind
		root, wrong := exporttest.CheckPDF(write(t, printed(procedure.AnnouncementText(f))))
		if len(wrong) > 0 {
			t.Errorf("%s: %q", kind, wrong)
			continue
		}
		if n := len(root.All("Figure")); strings.Contains(root.Text(), "Umriss") != (n == 1) {
			t.Errorf("%s: got %d figures", kind, n)
		}
	}
}
