package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
	"github.com/einwand/einwand/cmd/einwand/internal/seed"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/weighing"
)

// exportHouse is a house with the demo's town, in which one plan is decided: bp-12-3 with table 1 and decision 1.
func exportHouse(t *testing.T) (*house, *testdb.DB) {
	t.Helper()
	db := testdb.New(t)
	h := &house{log: slog.New(slog.DiscardHandler), pool: db.App}
	var err error
	if h.blobs, err = files.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	if h.signer, err = ledger.OpenSigner(filepath.Join(t.TempDir(), "ledger.key"), "einwand.demo"); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	h.furnish(func() time.Time { return now })
	if err := seed.New(h.pool, h.blobs, h.signer, "https://beteiligung.example").Found(context.Background(), now, nil); err != nil {
		t.Fatal(err)
	}
	return h, db
}

func orderFor(t *testing.T, audience export.Audience, format export.Format) *exportOrder {
	t.Helper()
	return &exportOrder{name: export.Name{Table: 1, Audience: audience, Format: format, Slug: "bp-12-3"},
		out: filepath.Join(t.TempDir(), "tabelle."+string(format))}
}

func TestExport(t *testing.T) {
	h, db := exportHouse(t)
	t.Run("WritesEveryEditionAndFormat", func(t *testing.T) { everyEdition(t, h) })
	t.Run("TakesTheLatestDecisionUnlessTold", func(t *testing.T) { latestDecision(t, h) })
	t.Run("SaysWhatDoesNotExist", func(t *testing.T) { doesNotExist(t, h) })
	t.Run("LeavesNothingBehindWhenTheFolderIsMissing", func(t *testing.T) { folderIsMissing(t, h) })
	t.Run("ObeysTheRelease", func(t *testing.T) { obeysTheRelease(t, h, db) })
}

func everyEdition(t *testing.T, h *house) {
	for _, audience := range []export.Audience{export.ForCouncil, export.ForPublic} {
		for format, begin := range map[export.Format]string{export.PDF: "%PDF-", export.XLSX: "PK\x03\x04", export.CSV: "\ufeffNr.;", export.DOCX: "PK\x03\x04"} {
			o := orderFor(t, audience, format)
			if err := os.WriteFile(o.out, []byte("old"), 0o666); err != nil {
				t.Fatal(err)
			}
			report, err := h.export(t.Context(), o)
			if err != nil {
				t.Fatalf("%s %s: %v", audience, format, err)
			}
			data, err := os.ReadFile(o.out)
			if err != nil || !bytes.HasPrefix(data, []byte(begin)) || report.Bytes != int64(len(data)) {
				t.Errorf("%s %s: %v, %d bytes, report %+v", audience, format, err, len(data), report)
			}
			info, err := os.Stat(o.out)
			want := map[export.Audience]fs.FileMode{export.ForCouncil: 0o600, export.ForPublic: 0o644}[audience]
			if err != nil || info.Mode() != want {
				t.Errorf("%s: got mode %v, want %v", audience, info.Mode(), want)
			}
			only(t, o.out)
		}
	}
}

// only holds that a folder contains one file.
func only(t *testing.T, path string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(list) != 1 {
		t.Errorf("got %v, %v, want one file", list, err)
	}
}

func latestDecision(t *testing.T, h *house) {
	o := orderFor(t, export.ForCouncil, export.PDF)
	o.latest = true
	report, err := h.export(t.Context(), o)
	if err != nil || o.name.Decision != 1 {
		t.Errorf("got decision %d, %v, want the first", o.name.Decision, err)
	}
	if got := o.said(report); !strings.HasPrefix(got, "Fertig: Abwägungstabelle Nr. 1 mit Beschluss Nr. 1 (für den Rat), ") || !strings.Contains(got, " Seiten, ") {
		t.Errorf("got %q", got)
	}
	with, err := os.ReadFile(o.out)
	if err != nil {
		t.Fatal(err)
	}
	o = orderFor(t, export.ForCouncil, export.PDF)
	if _, err := h.export(t.Context(), o); err != nil || o.name.Decision != 0 {
		t.Errorf("got decision %d, %v, want none", o.name.Decision, err)
	}
	if before, err := os.ReadFile(o.out); err != nil || bytes.Equal(before, with) {
		t.Errorf("the table before the vote is the one after it (%v)", err)
	}
}

func doesNotExist(t *testing.T, h *house) {
	for _, tt := range []struct {
		change func(*exportOrder)
		err    error
		says   string
	}{
		{func(o *exportOrder) { o.name.Slug = "bp-99" }, procedure.ErrNotFound, "Das Verfahren „bp-99“ gibt es nicht"},
		{func(o *exportOrder) { o.name.Slug = "bp-39" }, weighing.ErrNotFound, "Tabelle Nr. 1 gibt es zu bp-39 nicht"},
		{func(o *exportOrder) { o.name.Table = 2 }, weighing.ErrNotFound, "Tabelle Nr. 2 gibt es zu bp-12-3 nicht"},
		{func(o *exportOrder) { o.name.Decision = 2 }, weighing.ErrNotFound, "Beschluss Nr. 2 zu Tabelle Nr. 1 gibt es nicht"},
	} {
		o := orderFor(t, export.ForCouncil, export.PDF)
		tt.change(o)
		_, err := h.export(t.Context(), o)
		if !errors.Is(err, tt.err) || !strings.HasPrefix(err.Error(), tt.says) {
			t.Errorf("got %v, want %q", err, tt.says)
		}
		if _, err := os.Stat(o.out); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: a file was left (%v)", tt.says, err)
		}
	}
}

func folderIsMissing(t *testing.T, h *house) {
	o := orderFor(t, export.ForPublic, export.XLSX)
	o.out = filepath.Join(filepath.Dir(o.out), "fehlt", "tabelle.xlsx")
	if _, err := h.export(t.Context(), o); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "lässt sich nicht schreiben") {
		t.Errorf("got %v", err)
	}
	o = orderFor(t, export.ForPublic, export.XLSX)
	if err := os.Mkdir(o.out, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := h.export(t.Context(), o); err == nil {
		t.Error("a folder was replaced by a file")
	}
	only(t, o.out)
}

func obeysTheRelease(t *testing.T, h *house, db *testdb.DB) {
	_, err := db.Super.Exec(t.Context(), `UPDATE weighing_row SET released_wording = NULL WHERE number IN ('B-001.2', 'B-002.2')`)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []export.Format{export.PDF, export.XLSX, export.CSV, export.DOCX} {
		o := orderFor(t, export.ForPublic, format)
		_, err := h.export(t.Context(), o)
		if err == nil || !strings.Contains(err.Error(), "Ohne freigegebenen Wortlaut: B-001.2, B-002.2.") {
			t.Errorf("%s: got %v, want the list", format, err)
		}
		if _, err := os.Stat(o.out); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: a file was left (%v)", format, err)
		}
		if _, err := h.export(t.Context(), orderFor(t, export.ForCouncil, format)); err != nil {
			t.Errorf("%s: the council's edition needs no release: %v", format, err)
		}
	}
}

func TestExportArguments(t *testing.T) {
	good := []string{"export", "--procedure", "bp-47", "--table", "1", "--audience", "public", "--format", "pdf", "--out", "x.pdf"}
	without := func(name string) []string {
		var args []string
		for i := 0; i < len(good); i++ {
			if good[i] == name {
				i++
				continue
			}
			args = append(args, good[i])
		}
		return args
	}
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"export"}, "Es fehlt --procedure"},
		{without("--table"), "Es fehlt --table"},
		{without("--audience"), "Es fehlt --audience"},
		{without("--format"), "Es fehlt --format"},
		{without("--out"), "Es fehlt --out"},
		{append(without("--audience"), "--audience", "rat"), "--audience ist „rat“, möglich sind public und council."},
		{append(without("--format"), "--format", "odt"), "--format ist „odt“, möglich sind "},
		{append(without("--table"), "--table", "-1"), "--table ist „-1“"},
		{append(good[:len(good):len(good)], "--decision", "letzter"), "--decision ist „letzter“"},
		{append(good[:len(good):len(good)], "--decision", "0"), "--decision ist „0“"},
		{append(good[:len(good):len(good)], "--paper", "a5"), "--paper ist „a5“, möglich sind a4 und a3."},
		{append(without("--format"), "--format", "xlsx", "--paper", "a3"), "--paper gilt nur für --format pdf und ris."},
		{append(good[:len(good):len(good)], "mehr"), "Unbekannte Angabe „mehr“."},
	} {
		got := einwand(t, tt.args...)
		if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, tt.says) {
			t.Errorf("%v: got exit %d, %q, want 2 and %q", tt.args, got.code, got.stderr, tt.says)
		}
	}
	if got := einwand(t, "export", "--help"); got.code != 0 || got.stdout != exportUsage {
		t.Errorf("--help: got exit %d and %q", got.code, got.stdout)
	}
}
