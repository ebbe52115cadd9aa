package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/weighing"
)

// twinFiles are the council's edition as XLSX and the public one as CSV.
func twinFiles(t *testing.T, forge func(*weighing.PublicTable)) (council, public string) {
	t.Helper()
	table := exporttest.Decided(exporttest.Council())
	open := exporttest.Public(table, exporttest.AsReceived)
	forge(&open)
	var a, b bytes.Buffer
	if _, err := export.Council(&a, export.XLSX, table); err != nil {
		t.Fatal(err)
	}
	if _, err := export.Public(&b, export.CSV, open); err != nil {
		t.Fatal(err)
	}
	council, public = filepath.Join(t.TempDir(), "rat.xlsx"), filepath.Join(t.TempDir(), "oeffentlich.csv")
	for name, data := range map[string][]byte{council: a.Bytes(), public: b.Bytes()} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return council, public
}

func TestEditionsAreVerifiedAsTwins(t *testing.T) {
	council, public := twinFiles(t, func(*weighing.PublicTable) {})
	got := einwand(t, "verify", "--twins", council, "--twins", public)
	if got.code != 0 || got.stderr != "" || lastLine(got.stdout) != "8 Zeilen geprüft, 0 Abweichungen" {
		t.Errorf("got exit %d, %q and %q", got.code, got.stdout, got.stderr)
	}
}

// TestRowLeftOutOfOneEditionIsNamed: that is how a town would keep an objection from the public.
func TestRowLeftOutOfOneEditionIsNamed(t *testing.T) {
	council, public := twinFiles(t, func(p *weighing.PublicTable) {
		p.Rows[1].Reasoning = "Anders."
		p.Rows = p.Rows[:len(p.Rows)-1]
	})
	got := einwand(t, "verify", "--twins", council, "--twins", public)
	if got.code != 1 || lastLine(got.stdout) != "8 Zeilen geprüft, 2 Abweichungen" {
		t.Errorf("got exit %d, %q and %q", got.code, got.stdout, got.stderr)
	}
	for _, want := range []string{"Zeile 2, Nr. B-027.1: verschieden in Abwägung (Begründung).", "Zeile 8, Nr. D-003.1, steht nur in einer der beiden Dateien."} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("got %q, want %q in it", got.stdout, want)
		}
	}
}

func TestTwinsAreMisused(t *testing.T) {
	council, _ := twinFiles(t, func(*weighing.PublicTable) {})
	for name, args := range map[string][]string{"one": {"--twins", council}, "with a key": {"--twins", council, "--twins", council, "--key", keptKey(t)},
		"no table": {"--twins", council, "--twins", keptReceipt}, "no file": {"--twins", council, "--twins", "fehlt.xlsx"}} {
		if got := einwand(t, append([]string{"verify"}, args...)...); got.code != 2 || got.stderr == "" {
			t.Errorf("%s: exit %d, %q and %q", name, got.code, got.stdout, got.stderr)
		}
	}
}
