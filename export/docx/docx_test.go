package docx

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

func TestEveryCellIsItsSource(t *testing.T) {
	for name, table := range map[string]weighing.CouncilTable{
		"small": exporttest.Council(), "decided": exporttest.Decided(exporttest.Council()), "nasty": exporttest.NastyCouncil(), "500 rows": exporttest.Large(500),
	} {
		file, report := councilFile(t, table)
		if report.Rows != len(table.Rows) || report.Bytes != int64(len(file)) {
			t.Errorf("%s: got the report %+v", name, report)
		}
		compare(t, table, rowsOf(t, file))
	}
}

func compare(t interface {
	fataler
	Errorf(string, ...any)
}, table weighing.CouncilTable, rows map[string][]string) {
	t.Helper()
	clean := text.NewCleaner(text.Anything)
	for _, row := range table.Rows {
		got := rows[row.Number]
		if got == nil {
			t.Errorf("row %s is missing", row.Number)
			continue
		}
		if want := clean.Clean(row.Wording); want != "" && got[2] != want && !strings.HasSuffix(got[2], "\n\n"+want) {
			t.Errorf("row %s: got the wording %.90q, want %.90q", row.Number, got[2], want)
		}
		if want := clean.Clean(row.Reasoning); row.Excused == "" && got[3] != want {
			t.Errorf("row %s: got the reasoning %.90q, want %.90q", row.Number, got[3], want)
		}
		if want := clean.Clean(row.PlanChange); want != "" && got[5] != want {
			t.Errorf("row %s: got the change %.90q, want %.90q", row.Number, got[5], want)
		}
		for _, want := range []string{row.Label, row.Channel} {
			if !strings.Contains(got[1], clean.Clean(want)) {
				t.Errorf("row %s: got the origin %.90q, want %.90q in it", row.Number, got[1], want)
			}
		}
	}
}

func TestAnyTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom(exporttest.Nasty), rapid.SampledFrom([]string{"\n", "\n\n", "\u00ad", "ב", " ", "]]>", "&amp;"})), 0, 9)
		table := exporttest.Council()
		for i := range table.Rows {
			table.Rows[i].Wording = strings.Join(pieces.Draw(t, "wording"), "")
			table.Rows[i].Reasoning = strings.Join(pieces.Draw(t, "reasoning"), "")
		}
		file, _ := councilFile(t, table)
		compare(t, table, rowsOf(t, file))
	})
}

// TestExaminationStandsAboveTheWording: the answers of the council's file stay out of the public one.
func TestExaminationStandsAboveTheWording(t *testing.T) {
	const result = "geprüft nach §\u00a04a Abs.\u00a05 BauGB am 29.11.2026: kann unberücksichtigt bleiben."
	file, _ := councilFile(t, exporttest.Council())
	if got := rowsOf(t, file)["B-060.1"][2]; !strings.Contains(got, result) || !strings.Contains(got, "Schallgutachten. (Jana Wirth)") {
		t.Errorf("council: got %q, want result, reasons and author", got)
	}
	file = publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))
	if got := rowsOf(t, file)["B-060.1"][2]; !strings.Contains(got, result+"\n\nIch bin") || strings.Contains(got, "Jana Wirth") {
		t.Errorf("public: got %q, want the result alone", got)
	}
}

func TestImpossibilitiesAreListed(t *testing.T) {
	table := exporttest.Council()
	table.Rows[0].Wording, table.Rows[1].Wording = "gut 😀 \u202eשלום", "Nul\x00 und\ufffe"
	file, report := councilFile(t, table)
	if got := rowsOf(t, file)["A-11.1"][2]; !strings.HasSuffix(got, table.Rows[0].Wording) {
		t.Errorf("got %q, want the source", got)
	}
	if len(report.Replaced) != 2 || report.Replaced[0].Name() != "U+0000" || report.Replaced[0].Count != 1 {
		t.Errorf("got %+v, want U+0000 and U+FFFE", report.Replaced)
	}
	all := everything(t, file)
	for _, want := range []string{"U+0000\n\nweggelassen\n\n1\n\nB-027.1", "U+FFFE\n\nweggelassen\n\n1\n\nB-027.1", "ersetzt oder weggelassen sind: 2."} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	var b bytes.Buffer
	if report, err := WritePublic(&b, exporttest.Public(table, exporttest.AsReceived)); err != nil || len(report.Replaced) != 2 {
		t.Errorf("public: got %+v, %v, want the same two", report.Replaced, err)
	}
	if file, _ := councilFile(t, exporttest.Council()); !strings.Contains(everything(t, file), edition.NothingReplaced) {
		t.Error("got no word on a file without replaced characters")
	}
}

func TestHeadStandsInTheFile(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	file, _ := councilFile(t, table)
	all, h := everything(t, file), table.Head
	for _, want := range slices.Concat([]string{h.Authority, h.Plan, h.PlanVersion, h.Step, "30.11.2026, 16:04:03 Uhr", h.Hash, strings.TrimSuffix(h.Checkpoint, "\n"),
		"Rat der Stadt Auenbrück", "B-028.2\n\n20\n\n16\n\n1\n\nRatsmitglied Baumeister", "Wird teilweise gefolgt\n\n2"}, h.SilentBodies, h.ContentedBodies) {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	e, err := edition.Council(table, text.NewCleaner(text.Anything))
	if err != nil || !strings.Contains(all, edition.SharedHeading) || !strings.Contains(all, e.Shared) {
		t.Errorf("got no digest of what the editions share (%v)", err)
	}
	public := publicFile(t, exporttest.Public(table, exporttest.AsReceived))
	if got := everything(t, public); strings.Contains(got, "Baumeister") || !strings.Contains(got, "1 Mitglied") {
		t.Error("the public file names a member of the council, or does not count it")
	}
}

// TestVoteIsNotedBeforeItIsTaken: the council's file has places to note the vote until there is one, the public file never.
func TestVoteIsNotedBeforeItIsTaken(t *testing.T) {
	file, _ := councilFile(t, exporttest.Council())
	if got := rowsOf(t, file)["B-027.1"][6]; got != "☐ wie vorge\u00adschlagen\n\n☐ abwei\u00adchend\n\n☐ vertagt\n\nJa\t\n\nNein\t\n\nEnth.\t" {
		t.Errorf("got %q, want blank fields", got)
	}
	if !strings.Contains(everything(t, file), "Alle Nummern im Block") {
		t.Error("got no place for the vote en bloc")
	}
	file, _ = councilFile(t, exporttest.Decided(exporttest.Council()))
	if got := rowsOf(t, file)["B-028.2"][6]; got != "Abweichend vom Vorschlag: Wird gefolgt\n\nAlle sieben Linden werden als zu erhalten festgesetzt.\n\nJa 20\nNein 16\nEnthaltung 1" {
		t.Errorf("got %q, want the vote", got)
	}
	file = publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))
	if got := rowsOf(t, file)["B-027.1"][6]; got != edition.Undecided {
		t.Errorf("got %q, want %q", got, edition.Undecided)
	}
}

func TestSameTableSameBytes(t *testing.T) {
	want, _ := councilFile(t, exporttest.NastyCouncil())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var b bytes.Buffer
			if _, err := WriteCouncil(&b, exporttest.NastyCouncil()); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("two files of one table differ: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestOneMegabyteStatement(t *testing.T) {
	for name, wording := range map[string]string{"prose": exporttest.Prose(rand.New(rand.NewPCG(1, 2)), 1<<20), "without a space": strings.Repeat("x", 1<<20), "hebrew": strings.Repeat("אב ", 1<<18)} {
		table := exporttest.Council()
		table.Rows[1].Wording = wording
		start := time.Now()
		file, _ := councilFile(t, table)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if got := rowsOf(t, file)["B-027.1"][2]; !strings.HasSuffix(got, wording) {
			t.Errorf("%s: got %d bytes, want %d", name, len(got), len(wording))
		}
	}
}

func TestCouncilWordingLeavesNoTraceInThePublicFile(t *testing.T) {
	const canary = "Kanarienvogel"
	table := exporttest.Council()
	for i := range table.Rows {
		table.Rows[i].Wording = canary + strconv.Itoa(i)
	}
	betrays := func(file []byte) bool {
		parts, _ := unpack(t, file)
		for _, data := range parts {
			if bytes.Contains(data, []byte(canary)) {
				return true
			}
		}
		return bytes.Contains(file, []byte(canary))
	}
	council, _ := councilFile(t, table)
	if !betrays(council) {
		t.Fatal("the canary is not found where it must be; the test sees nothing")
	}
	if betrays(publicFile(t, exporttest.Public(table, func(weighing.CouncilRow) string { return "geschwärzt" }))) {
		t.Error("the public file contains council wording")
	}
}

// broken is a writer that takes nothing.
type broken struct{ asked bool }

func (b *broken) Write([]byte) (int, error) {
	b.asked = true
	return 0, errors.ErrUnsupported
}

func TestRefusedTableWritesNothing(t *testing.T) {
	table := exporttest.Council()
	table.Rows[0].Code = ""
	var w broken
	if _, err := WriteCouncil(&w, table); !errors.Is(err, edition.ErrOpen) || w.asked {
		t.Errorf("got %v, written %t; want ErrOpen and nothing written", err, w.asked)
	}
	if _, err := WriteCouncil(&w, exporttest.Council()); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v, want the error of the writer", err)
	}
}
