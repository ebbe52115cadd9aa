package course

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

var asOf = time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC)

func view() procedure.View {
	published := time.Date(2026, 10, 23, 9, 0, 0, 0, time.UTC)
	return procedure.View{
		Procedure: procedure.Procedure{Title: "Bebauungsplan Nr. 47 „Gleisstraße“", ShortTitle: "Nr. 47", Slug: "bp-47", Summary: "Wohnen am Gleis.",
			Municipality: procedure.Municipality{Name: "Auenbrück", Land: "NW"}, CreatedAt: published, Plan: procedure.Plan{Kind: procedure.BPlan}, Regime: procedure.Regular},
		Rounds: []procedure.Round{{Kind: procedure.PublicationRound, Durchgang: 2, Topics: []string{"Lärm"}, PublishedAt: &published,
			Version: procedure.PlanVersion{Label: "Entwurf", Dated: period.NewDate(2026, 10, 12)},
			Period:  procedure.PeriodVersion{FirstDay: period.NewDate(2026, 10, 26), LastDay: period.NewDate(2026, 11, 27), Cause: "Umfang der Unterlagen"}}},
		Acts: []procedure.PastAct{
			{Transition: "T1", On: period.NewDate(2026, 5, 4), RuleSet: "2023", Answers: procedure.Answers{"am": "2026-05-04", "organ": "Rat der Stadt"}, RecordedAt: published, RecordedBy: "Jana Wirth",
				LogIndex: 1, Warnings: []procedure.Guard{{Fact: "Die Vorlage fehlt.", Norm: "§ 2 Abs. 1 BauGB"}}, Reason: "Sie kommt mit der Niederschrift."},
			{Transition: "T8", On: period.NewDate(2026, 11, 30), RuleSet: "2023", RecordedAt: asOf, LogIndex: 61},
		},
	}
}

func written(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WritePDF(&b, identity.Authority{Name: "Stadt Auenbrück"}, view(), asOf); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEveryActIsPrinted(t *testing.T) {
	file := written(t)
	if _, wrong := exporttest.CheckPDF(file); len(wrong) > 0 {
		t.Error(wrong)
	}
	name := filepath.Join(t.TempDir(), "verlauf.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", name, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	for _, want := range []string{"Veröffentlichung des Entwurfs (2. Durchgang)", "Zeitraum Mo 26.10.2026 bis Fr 27.11.2026", "Grund der Dauer Umfang der Unterlagen",
		"Mo 04.05.2026: Verfahren einleiten", "Jana Wirth", "Tag des Beschlusses Mo 04.05.2026", "Rat der Stadt", "Warnung Die Vorlage fehlt. § 2 Abs. 1 BauGB",
		"Begründung dazu Sie kommt mit der Niederschrift.", "Nr. 61 im Register", "Betrieb"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not printed: %s", want, text)
		}
	}
}

func TestSameCourseSameBytes(t *testing.T) {
	if !bytes.Equal(written(t), written(t)) {
		t.Error("two files differ")
	}
}
