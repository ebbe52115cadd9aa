package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/binder"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// TestCaseFileIsVerifiedWithoutADatabase by the command, sound and damaged.
func TestCaseFileIsVerifiedWithoutADatabase(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	statements := statement.New(w.Tenancy, w.Blobs, w.Signer)
	rooms := binder.Rooms{Pool: w.DB.App, Signer: w.Signer, Authorities: identity.NewAuthorities(w.DB.App, w.Clock.Now), Procedures: w.Procedures,
		Statements: statements, Bodies: bodies.New(w.Tenancy, w.Procedures, statements, "https://"+proceduretest.Host),
		Weighing: weighing.New(w.Tenancy, statements, w.Signer), Availability: availability.New(w.Tenancy), Now: w.Clock.Now}
	var akte bytes.Buffer
	if err := rooms.Bind(t.Context(), &akte, identity.Operator, ref, nil); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "akte.zip")
	if err := os.WriteFile(name, akte.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	got := einwand(t, "verify", "--casefile", name, "--key", w.Signer.VerifierKey())
	if got.code != 0 || !strings.Contains(lastLine(got.stdout), "0 Stellungnahmen mit Nachweis, 0 gelöschte, 0 Tabellen und Beschlüsse, ") || !strings.HasSuffix(lastLine(got.stdout), ": 0 Abweichungen") {
		t.Errorf("exit %d, %q, %q", got.code, got.stdout, got.stderr)
	}
	got = einwand(t, "verify", "--casefile", name, "--key", keptKey(t))
	if got.code != 1 || !strings.Contains(got.stdout, "Die Liste der Prüfsummen ist nicht mit diesem Schlüssel unterschrieben") {
		t.Errorf("another key: exit %d, %q", got.code, got.stdout)
	}
	if err := os.WriteFile(name, akte.Bytes()[:akte.Len()/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if got := einwand(t, "verify", "--casefile", name, "--key", w.Signer.VerifierKey()); got.code != 1 || !strings.HasPrefix(got.stdout, "Die Datei ist keine Verfahrensakte") {
		t.Errorf("cut: exit %d, %q", got.code, got.stdout)
	}
	if got := einwand(t, "verify", "--casefile", keptReceipt, "--key", keptKey(t)); got.code != 1 {
		t.Errorf("a receipt: exit %d", got.code)
	}
}

func TestCaseFileArguments(t *testing.T) {
	for says, args := range map[string][]string{
		"Es fehlt --procedure": {"casefile", "--out", "x.zip", "--data", "x"}, "Es fehlt --out": {"casefile", "--procedure", "bp-47", "--data", "x"},
		"Es fehlt --key":           {"verify", "--casefile", "x.zip"},
		"stehen nicht zusammen":    {"verify", "--casefile", "x.zip", "--receipt", "y.zip", "--key", keptKey(t)},
		"x.zip ist nicht zu lesen": {"verify", "--casefile", "x.zip", "--key", keptKey(t)},
	} {
		if got := einwand(t, args...); got.code != 2 || !strings.Contains(got.stderr, says) {
			t.Errorf("%v: exit %d, %q, want %q", args, got.code, got.stderr, says)
		}
	}
	if got := einwand(t, "casefile", "--help"); got.code != 0 || got.stdout != casefileUsage {
		t.Errorf("--help: exit %d, %q", got.code, got.stdout)
	}
}
