package availability

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// Problem is what does not re-derive.
type Problem string

// The problems.
const (
	RecordDiffers Problem = "availability differs"         // runs and entries are not those that were sealed
	SealDiffers   Problem = "availability seal differs"    // seal and entry of the register say different things, or there is no entry
	SealMissing   Problem = "availability seal is missing" // the register knows a seal of which the row is gone
)

// Finding is one thing that does not re-derive.
type Finding struct {
	Problem Problem
	Index   int64 // in the register
	Round   uuid.UUID
	Detail  string
}

// Report is the result of Verify.
type Report struct {
	Seals    int64
	Findings []Finding
}

// OK reports whether everything re-derived.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Verify holds what is on record about the availability of a procedure's rounds against the register. The transaction must
// see one state of the database (Tenancy.Read). An error means that the audit could not be done.
func Verify(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (Report, error) {
	var rep Report
	leaves, err := sealLeaves(ctx, tx, procedureID)
	if err != nil {
		return Report{}, fmt.Errorf("verify availability of procedure %s: %w", procedureID, err)
	}
	seals, err := selectSealsOf(ctx, tx, procedureID)
	if err != nil {
		return Report{}, fmt.Errorf("verify availability of procedure %s: %w", procedureID, err)
	}
	for _, s := range seals {
		rep.Seals++
		leaf, ok := leaves[s.LogIndex]
		delete(leaves, s.LogIndex)
		if !ok || !leaf.At.Equal(s.SealedAt) || !s.said(leaf) {
			rep.Findings = append(rep.Findings, Finding{SealDiffers, s.LogIndex, s.Round, fmt.Sprintf("seal %d of %s", s.Number, stamp(s.SealedAt))})
		}
		runs, err := selectRuns(ctx, tx, s.Round)
		if err != nil {
			return Report{}, fmt.Errorf("verify availability of round %s: %w", s.Round, err)
		}
		entries, err := selectEntries(ctx, tx, s.Round)
		if err != nil {
			return Report{}, fmt.Errorf("verify availability of round %s: %w", s.Round, err)
		}
		known := entries[:min(s.Entries, len(entries))]
		if sum := canonicalHash(s.Round, runs, known); !bytes.Equal(sum, s.Hash) || checksOf(runs) != s.Checks {
			rep.Findings = append(rep.Findings, Finding{RecordDiffers, s.LogIndex, s.Round,
				fmt.Sprintf("seal %d: %d runs and %d entries give %x, sealed was %x", s.Number, len(runs), len(known), sum, s.Hash)})
		}
		if s.last(seals) && len(known) < len(entries) {
			rep.Findings = append(rep.Findings, Finding{RecordDiffers, s.LogIndex, s.Round, "entry after the last seal"})
		}
	}
	for _, index := range slices.Sorted(maps.Keys(leaves)) {
		round, _ := uuid.Parse(leaves[index].Fields["round"]) // an unreadable one is reported as none
		rep.Findings = append(rep.Findings, Finding{SealMissing, index, round, "entry of " + stamp(leaves[index].At)})
	}
	return rep, nil
}

// said reports whether the register says the same as the row.
func (s Seal) said(leaf procedure.Leaf) bool {
	for _, f := range s.fields() {
		if leaf.Fields[f.Key] != f.Value {
			return false
		}
	}
	return true
}

func (s Seal) last(seals []Seal) bool {
	return !slices.ContainsFunc(seals, func(o Seal) bool { return o.Round == s.Round && o.Number > s.Number })
}

// sealLeaves are the seals that the register knows. An entry that is unreadable is a finding of statement.Verify.
func sealLeaves(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[int64]procedure.Leaf, error) {
	const window = 4096
	found := map[int64]procedure.Leaf{}
	for from := int64(0); ; {
		leaves, err := ledger.Leaves(ctx, tx.Tx, procedureID, from, window)
		if err != nil || len(leaves) == 0 {
			return found, err
		}
		for _, l := range leaves {
			if leaf, err := procedure.ParseLeaf(l.Data); err == nil && leaf.Kind == string(procedure.EventAvailability) {
				found[l.Index] = leaf
			}
		}
		from = leaves[len(leaves)-1].Index + 1
	}
}
