package procedure

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/ledger"
)

// Problem is what does not re-derive.
type Problem string

// The problems.
const (
	EventDiffers        Problem = "event differs"      // event and entry of the register say different things, or there is no entry
	LeafWithoutEvent    Problem = "leaf without event" // the register knows an act of which the row is gone
	PeriodDiffers       Problem = "period differs"     // days or end of a period are not those on record
	AnnouncementDiffers Problem = "announcement differs"
	RoundDiffers        Problem = "round differs" // published or closed, and the register knows nothing of it, or the reverse
	ManifestDiffers     Problem = "manifest differs"
	DocumentMissing     Problem = "document missing"
	DocumentDiffers     Problem = "document differs"
	ActDiffers          Problem = "act differs" // a transition says something else than its entry commits to
)

// Finding is one thing that does not re-derive.
type Finding struct {
	Problem Problem
	Index   int64  // in the register; -1 when none is known
	Subject string // kind of the event, id of the round, name of the file
	Detail  string
}

// String is for logs and test failures.
func (f Finding) String() string {
	return fmt.Sprintf("%s: index %d, %s: %s", f.Problem, f.Index, f.Subject, f.Detail)
}

// Report is the result of VerifyDocuments.
type Report struct {
	Documents int64 // of published rounds and scans of notices, hashed again
	Events    int64
	Findings  []Finding
}

// OK reports whether everything re-derived.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Registered is a procedure as three tables know it. For an audit one of them may be missing.
type Registered struct {
	Ref
	Row      bool // the procedure itself
	Register bool // the head of its register
	Address  bool // its public address
}

// AllRegistered lists the procedures of an authority by address, with those of which only a part is left.
func AllRegistered(ctx context.Context, tx identity.Tx) ([]Registered, error) {
	list, err := selectRegistered(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("list registers of authority %s: %w", tx.Authority, err)
	}
	return list, nil
}

// VerifyDocuments re-derives what the authority did from stored rows: every event has its entry in the register, which
// says the same, and the reverse; periods, announcements and states of rounds are those on record; what was published is
// still there byte for byte. Whether the register itself is sound is for ledger.Verify. What is wrong is in the report;
// an error means that the audit could not be done. The transaction must see one state of the database (Tenancy.Read).
func VerifyDocuments(ctx context.Context, tx identity.Tx, blobs Blobs, procedureID uuid.UUID) (Report, error) {
	a := &audit{tx: tx, blobs: blobs, procedure: procedureID, acts: map[int64]Leaf{}, byKey: map[string]int64{}}
	for _, step := range []func(context.Context) error{a.readActs, a.compareEvents, a.compareActs, a.comparePeriods, a.compareAnnouncements, a.compareRounds} {
		if err := step(ctx); err != nil {
			return Report{}, fmt.Errorf("verify acts and documents of procedure %s: %w", procedureID, err)
		}
	}
	return a.report, nil
}

// audit is one run of VerifyDocuments.
type audit struct {
	tx        identity.Tx
	blobs     Blobs
	procedure uuid.UUID
	acts      map[int64]Leaf   // entries of the register about acts of the authority
	byKey     map[string]int64 // index of the entry about a round or period
	report    Report
}

func (a *audit) found(p Problem, index int64, subject, detail string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{p, index, subject, fmt.Sprintf(detail, args...)})
}

// readActs collects the entries. One that is unreadable is a finding of statement.Verify.
func (a *audit) readActs(ctx context.Context) error {
	const window = 4096
	for from := int64(0); ; {
		leaves, err := ledger.Leaves(ctx, a.tx.Tx, a.procedure, from, window)
		if err != nil || len(leaves) == 0 {
			return err
		}
		for _, l := range leaves {
			leaf, err := ParseLeaf(l.Data)
			if err != nil || leaf.Kind == LeafReceived {
				continue
			}
			a.acts[l.Index] = leaf
			for _, key := range []string{"round", "period", "announcement"} {
				a.byKey[leaf.Kind+" "+leaf.Fields[key]] = l.Index
			}
		}
		from = leaves[len(leaves)-1].Index + 1
	}
}

// about is the entry of a kind about a round or period.
func (a *audit) about(kind EventKind, id uuid.UUID) (Leaf, int64) {
	index, ok := a.byKey[string(kind)+" "+id.String()]
	if !ok {
		return Leaf{}, -1
	}
	return a.acts[index], index
}

func (a *audit) compareEvents(ctx context.Context) error {
	left := maps.Clone(a.acts)
	err := selectAllEvents(ctx, a.tx, a.procedure, func(e PastEvent) {
		a.report.Events++
		leaf, ok := left[e.LogIndex]
		delete(left, e.LogIndex)
		if !ok || leaf.Kind != string(e.Kind) || !leaf.At.Equal(e.At) {
			a.found(EventDiffers, e.LogIndex, string(e.Kind), "event of %s, entry %q of %s",
				stamp(e.At), leaf.Kind, stamp(leaf.At))
		}
	})
	for _, index := range slices.Sorted(maps.Keys(left)) {
		a.found(LeafWithoutEvent, index, left[index].Kind, "entry of %s", stamp(left[index].At))
	}
	return err
}

// comparePeriods holds the days that decide about timeliness against the register.
func (a *audit) comparePeriods(ctx context.Context) error {
	periods, err := selectAllPeriods(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	for _, v := range periods {
		leaf, index := a.about(EventPeriod, v.ID)
		for field, want := range map[string]string{"first": v.FirstDay.String(), "last": v.LastDay.String(), "closes": stamp(v.ClosesAt)} {
			if got := leaf.Fields[field]; got != want {
				a.found(PeriodDiffers, index, v.ID.String(), "%s: row %s, entry %q", field, want, got)
			}
		}
		delete(a.byKey, string(EventPeriod)+" "+v.ID.String())
	}
	for _, index := range a.left(EventPeriod, "period") {
		a.found(PeriodDiffers, index, a.acts[index].Fields["period"], "on record, and its row is gone")
	}
	return nil
}

// compareActs hashes the transitions again: what was said of them, the law and the warnings are those on record.
func (a *audit) compareActs(ctx context.Context) error {
	acts, err := selectActs(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, act := range acts {
		known[act.ID.String()] = true
		hash, err := act.commitment()
		if err != nil {
			return err
		}
		leaf := a.acts[act.LogIndex]
		if leaf.Fields["act"] != act.ID.String() || leaf.Fields["commitment"] != fmt.Sprintf("sha256:%x", hash) || !bytes.Equal(hash, act.hash) {
			a.found(ActDiffers, act.LogIndex, string(act.Transition), "row %x, hashed again %x, entry %q", act.hash, hash, leaf.Fields["commitment"])
		}
	}
	for _, index := range slices.Sorted(maps.Keys(a.acts)) {
		if id := a.acts[index].Fields["act"]; id != "" && !known[id] {
			a.found(ActDiffers, index, a.acts[index].Fields["transition"], "on record, and its row is gone")
		}
	}
	return nil
}

// compareAnnouncements holds every version of every announcement against its entry: the day, the text and the scan.
func (a *audit) compareAnnouncements(ctx context.Context) error {
	list, err := selectAnnouncements(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, n := range list {
		known[n.ID.String()] = true
		leaf, index := a.aboutAnnouncement(n)
		sum := sha256.Sum256([]byte(n.Body))
		if got := leaf.Fields["effective"]; got != n.EffectiveOn.String() {
			a.found(AnnouncementDiffers, index, n.ID.String(), "effective: row %s, entry %q", n.EffectiveOn, got)
		}
		if got, ok := leaf.Fields["body"]; !bytes.Equal(sum[:], n.SHA256) || ok && got != fmt.Sprintf("sha256:%x", sum) {
			a.found(AnnouncementDiffers, index, n.ID.String(), "text: row %x, hashed again %x, entry %q", n.SHA256, sum, got)
		}
		if err := a.compareScan(ctx, n, leaf, index); err != nil {
			return err
		}
		if leaf.Fields["announcement"] == "" { // entered before announcements had keys of their own
			known[leaf.Fields["round"]] = true
		}
	}
	for _, index := range slices.Sorted(maps.Keys(a.acts)) {
		leaf := a.acts[index]
		id := leaf.Fields["announcement"]
		if id == "" && leaf.Kind == string(EventAnnounced) {
			id = leaf.Fields["round"]
		}
		if id != "" && !known[id] {
			a.found(AnnouncementDiffers, index, id, "on record, and its row is gone")
		}
	}
	return nil
}

// compareScan hashes the scan of a notice again.
func (a *audit) compareScan(ctx context.Context, n Announcement, leaf Leaf, index int64) error {
	want := ""
	if n.ScanSHA256 != nil {
		want = fmt.Sprintf("sha256:%x", n.ScanSHA256)
	}
	if got := leaf.Fields["scan"]; got != want {
		a.found(AnnouncementDiffers, index, n.ID.String(), "scan: row %q, entry %q", want, got)
	}
	if n.ScanSHA256 == nil {
		return nil
	}
	a.report.Documents++
	size, sum, err := hashBlob(ctx, a.blobs, scanKey(n.ScanSHA256))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		a.found(DocumentMissing, index, n.ScanName, "not in the store")
	case err != nil:
		return fmt.Errorf("scan %s: %w", n.ScanName, err)
	case size != n.ScanSize || !bytes.Equal(sum, n.ScanSHA256):
		a.found(DocumentDiffers, index, n.ScanName, "%d bytes, recorded were %d", size, n.ScanSize)
	}
	return nil
}

// aboutAnnouncement is the entry of an announcement. Those entered before announcements had keys of their own are found by
// their round; extensions and corrections have entries of other kinds.
func (a *audit) aboutAnnouncement(n Announcement) (Leaf, int64) {
	for _, kind := range []EventKind{EventAnnounced, EventCorrected, EventPeriod, EventAct} {
		if index, ok := a.byKey[string(kind)+" "+n.ID.String()]; ok {
			return a.acts[index], index
		}
	}
	if n.Round == nil {
		return Leaf{}, -1
	}
	return a.about(EventAnnounced, *n.Round)
}

// left lists the entries of a kind that no row has met.
func (a *audit) left(kind EventKind, key string) []int64 {
	var indexes []int64
	for index, leaf := range a.acts {
		if met, ok := a.byKey[string(kind)+" "+leaf.Fields[key]]; leaf.Kind == string(kind) && ok && met == index {
			indexes = append(indexes, index)
		}
	}
	slices.Sort(indexes)
	return indexes
}

func (a *audit) compareRounds(ctx context.Context) error {
	rounds, err := selectRoundsForAudit(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		a.compareState(r, EventPublished, r.PublishedAt, r.State == RoundPublished || r.State == RoundClosed)
		a.compareState(r, EventClosed, r.ClosedAt, r.State == RoundClosed)
		if r.State == RoundPlanned || r.State == RoundDropped {
			continue
		}
		if err := a.compareDocuments(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// compareState holds a state that a round has come to against the register, in both directions.
func (a *audit) compareState(r roundForAudit, kind EventKind, at *time.Time, reached bool) {
	leaf, index := a.about(kind, r.ID)
	switch {
	case (index >= 0) != reached:
		a.found(RoundDiffers, index, r.ID.String(), "%s by its row: %v, by the register: %v", kind, reached, index >= 0)
	case reached && (at == nil || !leaf.At.Equal(*at)):
		a.found(RoundDiffers, index, r.ID.String(), "%s at %v, by the register at %s", kind, at, stamp(leaf.At))
	}
}

// compareDocuments hashes the bytes again and derives the list that was frozen at publication.
func (a *audit) compareDocuments(ctx context.Context, r roundForAudit) error {
	docs, err := selectDocuments(ctx, a.tx, r.ID)
	if err != nil {
		return err
	}
	leaf, index := a.about(EventPublished, r.ID)
	manifest := Manifest(docs)
	if !bytes.Equal(manifest, r.Manifest) || fmt.Sprintf("%x", manifest) != leaf.Fields["manifest"] {
		a.found(ManifestDiffers, index, r.ID.String(), "%d documents, row %x, entry %q", len(docs), r.Manifest, leaf.Fields["manifest"])
	}
	for _, d := range docs {
		a.report.Documents++
		size, sum, err := hashBlob(ctx, a.blobs, documentKey(d.SHA256))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			a.found(DocumentMissing, index, d.FileName, "not in the store")
		case err != nil:
			return fmt.Errorf("document %s: %w", d.FileName, err)
		case size != d.Size || !bytes.Equal(sum, d.SHA256):
			a.found(DocumentDiffers, index, d.FileName, "%d bytes, published were %d", size, d.Size)
		}
	}
	return nil
}

func hashBlob(ctx context.Context, blobs Blobs, key string) (size int64, sum []byte, err error) {
	f, err := blobs.Open(ctx, key)
	if err != nil {
		return 0, nil, err
	}
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, h.Sum(nil), errors.Join(err, f.Close())
}

// stamp writes an instant as leaves do.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
