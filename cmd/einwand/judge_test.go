package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// judge holds what the database has against what the writers were told.
func (s *siege) judge() {
	s.t.Helper()
	h := s.at.open(s.t, false)
	defer h.close()
	rows := map[string][]statement.ListItem{}
	for _, slug := range besieged {
		ref, err := h.procedures.Resolve(s.t.Context(), slug)
		must(s.t, err)
		var given int
		rows[slug], given, err = h.statements.List(s.t.Context(), identity.Operator, ref, 0, 1<<20)
		must(s.t, err)
		if len(rows[slug]) != given {
			s.t.Errorf("%s: got %d statements, want %d, one for each number that was given", slug, len(rows[slug]), given)
		}
	}
	noGaps(s.t, rows)
	s.noDoubles(rows)
	var again, lost int
	for _, f := range s.filed {
		if f.kept(s.t, h, rows[f.slug]) {
			lost++
		}
		if len(f.pressed) > 1 {
			again++
		}
	}
	s.t.Logf("%d filings with a receipt; %d pressed the button again, of these %d had been stored before", len(s.filed), again, lost)
	for _, w := range s.crew {
		w.downloaded(h.signer.VerifierKey())
	}
	if got := einwand(s.t, "verify", "--config", s.at.config); got.code != 0 {
		s.t.Errorf("verify: got exit %d, want 0:\n%s%s", got.code, got.stdout, got.stderr)
	} else {
		s.t.Log(got.lastLine())
	}
}

func (o outcome) lastLine() string {
	lines := strings.Split(strings.TrimSpace(o.stdout), "\n")
	return lines[len(lines)-1]
}

// downloaded holds that the file which a writer downloads last proves itself with nothing but the town's key.
func (w *writer) downloaded(key string) {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), w.last+".zip")
	must(w.t, os.WriteFile(file, w.browser.Load("/meine/"+w.last+"/nachweis.zip"), 0o600))
	if got := einwand(w.t, "verify", "--receipt", file, "--key", key); got.code != 0 {
		w.t.Errorf("proof of %s: got exit %d, want 0:\n%s%s", w.last, got.code, got.stdout, got.stderr)
	}
}

func noGaps(t *testing.T, rows map[string][]statement.ListItem) {
	t.Helper()
	for slug, list := range rows {
		for i, it := range list {
			if it.Number != int64(i+1) {
				t.Fatalf("%s: got number %d in place %d: a gap or a double", slug, it.Number, i+1)
			}
		}
	}
}

// kept reports an error unless the filing is stored as its writer wrote it and proves itself offline; and tells whether
// an earlier press than the last had stored it, so that its answer was lost.
func (f filed) kept(t *testing.T, h *house, rows []statement.ListItem) (answerLost bool) {
	i := slices.IndexFunc(rows, func(it statement.ListItem) bool { return it.Label() == f.label })
	if i < 0 {
		t.Errorf("%s: got no such statement, want what was acknowledged", f.label)
		return false
	}
	ref, err := h.procedures.Resolve(t.Context(), f.slug)
	must(t, err)
	r, err := h.statements.ReceiptOwed(t.Context(), ref.Authority, rows[i].ID)
	must(t, err)
	if got, want := string(r.Original), strings.ReplaceAll(f.text, "\n", "\r\n"); got != want {
		t.Errorf("%s: got text %q, want %q", f.label, got, want)
	}
	proven, err := ledger.VerifyProof(r.Proof, r.Leaf, h.signer.VerifierKey())
	if err != nil || proven.Index != rows[i].LogIndex || !bytes.Contains(r.Leaf, fmt.Appendf(nil, "%x", r.Commitment)) {
		t.Errorf("%s: got proof of %+v, %v, want it at %d with the commitment", f.label, proven, err, rows[i].LogIndex)
	}
	return r.RecordedAt.Before(f.pressed[len(f.pressed)-1])
}

// noDoubles holds that each writer has as many statements as receipts.
func (s *siege) noDoubles(rows map[string][]statement.ListItem) {
	receipts, stored := map[string]bool{}, 0
	for _, f := range s.filed {
		if receipts[f.label] {
			s.t.Errorf("%s: got two receipts with one number", f.label)
		}
		receipts[f.label] = true
	}
	for _, list := range rows {
		for _, it := range list {
			if strings.HasPrefix(it.Excerpt, "Einwendung ") {
				stored++
			}
		}
	}
	if stored != len(s.filed) {
		s.t.Errorf("got %d statements of the writers, want %d, one for each receipt", stored, len(s.filed))
	}
}
