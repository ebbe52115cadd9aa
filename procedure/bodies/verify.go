package bodies

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// Problem is what does not re-derive.
type Problem string

// The problems.
const (
	LetterDiffers   Problem = "letter differs"   // a letter is not the one that was sent
	DispatchDiffers Problem = "dispatch differs" // letters were added to or taken from what went out together
	DeliveryDiffers Problem = "delivery differs" // the day of receipt or the last day is not the one on record
	SubjectDiffers  Problem = "subject differs"  // the link shows documents of another round than the letters were about
	ReminderDiffers Problem = "reminder differs"
	ReplyDiffers    Problem = "reply differs" // a reply is not the one on record, is invented or is gone
)

// Finding is one thing that does not re-derive.
type Finding struct {
	Problem Problem
	Index   int64 // in the register; -1 when none is known
	Subject string
	Detail  string
}

// String is for logs and test failures.
func (f Finding) String() string {
	return fmt.Sprintf("%s: index %d, %s: %s", f.Problem, f.Index, f.Subject, f.Detail)
}

// Report is the result of Verify.
type Report struct {
	Letters  int64
	Replies  int64
	Findings []Finding
}

// OK reports whether everything re-derived.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Verify re-derives what went to the bodies and what came back: each letter from its row, each dispatch and reminder from its
// letters, days of receipt and replies from the entries of the register, and the reverse. Whether the register itself is sound
// is for ledger.Verify. The transaction must see one state of the database (Tenancy.Read).
func Verify(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (Report, error) {
	a := &audit{tx: tx, procedure: procedureID, entries: map[procedure.EventKind]map[int64]procedure.Leaf{}, letters: map[uuid.UUID]Invitation{}}
	for _, step := range []func(context.Context) error{a.readEntries, a.compareLetters, a.compareSubjects, a.compareReminders, a.compareReplies} {
		if err := step(ctx); err != nil {
			return Report{}, fmt.Errorf("verify bodies of procedure %s: %w", procedureID, err)
		}
	}
	return a.report, nil
}

// audit is one run of Verify.
type audit struct {
	tx        identity.Tx
	procedure uuid.UUID
	entries   map[procedure.EventKind]map[int64]procedure.Leaf
	letters   map[uuid.UUID]Invitation // that were sent
	report    Report
}

func (a *audit) found(p Problem, index int64, subject, detail string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{p, index, subject, fmt.Sprintf(detail, args...)})
}

var ownKinds = []procedure.EventKind{procedure.EventInvited, procedure.EventDelivered, procedure.EventReminded, procedure.EventReplied, procedure.EventConfirmed}

func (a *audit) readEntries(ctx context.Context) error {
	for _, kind := range ownKinds {
		a.entries[kind] = map[int64]procedure.Leaf{}
	}
	const window = 4096
	for from := int64(0); ; {
		leaves, err := ledger.Leaves(ctx, a.tx.Tx, a.procedure, from, window)
		if err != nil || len(leaves) == 0 {
			return err
		}
		for _, l := range leaves {
			// An entry that cannot be read is a finding of statement.Verify.
			if leaf, err := procedure.ParseLeaf(l.Data); err == nil && a.entries[procedure.EventKind(leaf.Kind)] != nil {
				a.entries[procedure.EventKind(leaf.Kind)][l.Index] = leaf
			}
		}
		from = leaves[len(leaves)-1].Index + 1
	}
}

// compareLetters hashes every letter again, and holds each dispatch against its entry.
func (a *audit) compareLetters(ctx context.Context) error {
	list, err := selectSentInvitations(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	together := map[int64][]Invitation{}
	for _, i := range list {
		a.report.Letters++
		a.letters[i.ID] = i
		if sum := i.commitment(); !bytes.Equal(sum, i.hash) {
			a.found(LetterDiffers, *i.logIndex, fmt.Sprintf("%d, %s", i.Number, i.Name), "row %x, hashed again %x", i.hash, sum)
		}
		together[*i.logIndex] = append(together[*i.logIndex], i)
	}
	a.compareTogether(procedure.EventInvited, DispatchDiffers, together)
	a.compareDeliveries(list)
	return nil
}

// compareTogether holds letters that share an entry against its commitment, in both directions.
func (a *audit) compareTogether(kind procedure.EventKind, p Problem, together map[int64][]Invitation) {
	for _, index := range slices.Sorted(maps.Keys(together)) {
		leaf, ok := a.entries[kind][index]
		want := fmt.Sprintf("sha256:%x", dispatchHash(together[index]))
		if !ok || leaf.Fields["commitment"] != want || leaf.Fields["round"] != together[index][0].Round.String() {
			a.found(p, index, string(kind), "%d letters give %s, entry %q", len(together[index]), want, leaf.Fields["commitment"])
		}
	}
	for _, index := range slices.Sorted(maps.Keys(a.entries[kind])) {
		if together[index] == nil {
			a.found(p, index, string(kind), "on record with %s letters, and none is there", a.entries[kind][index].Fields["letters"])
		}
	}
}

// compareDeliveries holds the day of receipt of letters against the latest entry about it. Of a mail it is the day of sending.
func (a *audit) compareDeliveries(list []Invitation) {
	latest := map[string]int64{}
	for _, index := range slices.Sorted(maps.Keys(a.entries[procedure.EventDelivered])) {
		latest[a.entries[procedure.EventDelivered][index].Fields["invitation"]] = index
	}
	for _, i := range list {
		index, recorded := latest[i.ID.String()]
		delete(latest, i.ID.String())
		leaf := a.entries[procedure.EventDelivered][index]
		switch {
		case i.Channel == ByMail && (recorded || i.ReceivedOn == nil || *i.ReceivedOn != dayOf(*i.SentAt)):
			a.found(DeliveryDiffers, -1, i.Name, "a mail is received on the day of sending, row %v", i.ReceivedOn)
		case !recorded && !strings.Contains(i.Text, deadlineWords(*i.DueOn)):
			a.found(DeliveryDiffers, *i.logIndex, i.Name, "the last day is %s, and the letter names another", i.DueOn)
		case i.Channel == ByLetter && recorded != (i.ReceivedOn != nil):
			a.found(DeliveryDiffers, -1, i.Name, "received by its row: %v, by the register: %v", i.ReceivedOn, recorded)
		case recorded && (leaf.Fields["received"] != i.ReceivedOn.String() || leaf.Fields["due"] != i.DueOn.String()):
			a.found(DeliveryDiffers, index, i.Name, "row %v to %v, entry %s to %s", i.ReceivedOn, i.DueOn, leaf.Fields["received"], leaf.Fields["due"])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(latest)) {
		a.found(DeliveryDiffers, latest[id], id, "on record, and its letter is gone")
	}
}

// compareSubjects holds what each round is about against every dispatch of its letters.
func (a *audit) compareSubjects(ctx context.Context) error {
	kept, err := selectSubjects(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	for _, index := range slices.Sorted(maps.Keys(a.entries[procedure.EventInvited])) {
		fields := a.entries[procedure.EventInvited][index].Fields
		if row := kept[fields["round"]]; row != fields["documents"] {
			a.found(SubjectDiffers, index, fields["round"], "row %q, entry %q", row, fields["documents"])
		}
	}
	return nil
}

func (a *audit) compareReminders(ctx context.Context) error {
	list, err := selectReminderIndexes(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	together := map[int64][]Invitation{}
	for _, m := range list {
		together[m.index] = append(together[m.index], a.letters[m.invitation])
	}
	a.compareTogether(procedure.EventReminded, ReminderDiffers, together)
	return nil
}

// compareReplies holds every reply against its entry, in both directions, and its confirmation.
func (a *audit) compareReplies(ctx context.Context) error {
	list, err := selectAllReplies(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	confirmed := map[string]time.Time{}
	for _, leaf := range a.entries[procedure.EventConfirmed] {
		confirmed[leaf.Fields["reply"]] = leaf.At
	}
	left := maps.Clone(a.entries[procedure.EventReplied])
	for _, r := range list {
		a.report.Replies++
		leaf := left[r.LogIndex]
		delete(left, r.LogIndex)
		for _, f := range r.fields() {
			if leaf.Fields[f.Key] != f.Value {
				a.found(ReplyDiffers, r.LogIndex, r.ID.String(), "%s: row %q, entry %q", f.Key, f.Value, leaf.Fields[f.Key])
			}
		}
		if own := r.ByLink || r.ByAccount; own != (leaf.Fields["by"] == "author") {
			a.found(ReplyDiffers, r.LogIndex, r.ID.String(), "by the body itself: row %v, entry by %q", own, leaf.Fields["by"])
		}
		at, ok := confirmed[r.ID.String()]
		if ok != (r.ConfirmedAt != nil) || ok && !at.Equal(*r.ConfirmedAt) {
			a.found(ReplyDiffers, r.LogIndex, r.ID.String(), "confirmed: row %v, register %v", r.ConfirmedAt, at)
		}
	}
	for _, index := range slices.Sorted(maps.Keys(left)) {
		a.found(ReplyDiffers, index, left[index].Fields["reply"], "on record, and its row is gone")
	}
	return nil
}
