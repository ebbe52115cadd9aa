package casefile

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/export/twin"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// DocumentsName is the list of the documents of a round, byte for byte what the register hashes when it is published.
const DocumentsName = "Unterlagen.txt"

// OpeningName is the opening of a frozen table, in its folder.
const OpeningName = "Oeffnung.json"

// Entry is a line of the copy of the register.
type Entry struct {
	Index int64  `json:"index"`
	Entry string `json:"entry"`
}

// maxEntry is the longest line of the copy.
const maxEntry = 1 << 20

func (a *audit) receipt(f *zip.File) {
	data, err := a.keep(f.Name, maxKept)
	if err != nil {
		a.found(ReceiptBroken, f.Name, "%v", err)
		return
	}
	c, err := receipt.Check(bytes.NewReader(data), int64(len(data)), a.key)
	if err != nil {
		a.found(ReceiptBroken, f.Name, "%v", err)
		return
	}
	p := proved{folder: path.Dir(f.Name), text: sha256.Sum256(c.Text), Checked: c}
	p.Text = nil // the texts of all statements together may be large
	a.receipts = append(a.receipts, p)
	a.back(hex.EncodeToString(a.sums[f.Name]))
}

// back notes that more than the seal holds an item. It reports whether the item is there.
func (a *audit) back(sum string) bool {
	_, there := a.names[sum]
	a.backed[sum] = a.backed[sum] || there
	return there
}

// open looks at the items that prove something by themselves, one after the other.
func (a *audit) open() {
	for _, name := range sorted(a.sums) {
		switch path.Base(name) {
		case ReceiptName:
			a.receipt(a.files[name])
		case OpeningName:
			a.opening(a.files[name])
		}
	}
	for _, name := range sorted(a.sums) {
		if strings.HasPrefix(name, Tables+"/") && strings.HasSuffix(name, ".xlsx") {
			a.edition(a.files[name])
		}
	}
}

// edition holds a sheet against the opened tables: rows, proposals, reasons and decisions. What people wrote is proven by
// their receipts.
func (a *audit) edition(f *zip.File) {
	data, err := a.keep(f.Name, maxKept)
	if err != nil {
		a.found(TableDiffers, f.Name, "%v", err)
		return
	}
	t, err := twin.Read(data)
	if err != nil || !a.editions[t.Digest()] {
		a.found(TableDiffers, f.Name, "hat andere Zeilen als die Tabelle, die das Register kennt")
		return
	}
	a.back(hex.EncodeToString(a.sums[f.Name]))
}

// opening computes the hashes of a table and its decisions again.
func (a *audit) opening(f *zip.File) {
	data, err := a.keep(f.Name, maxOpening)
	if err != nil {
		a.found(TableMissing, f.Name, "%v", err)
		return
	}
	t, err := weighing.OpenTable(data)
	if err != nil {
		a.found(TableMissing, f.Name, "%v", err)
		return
	}
	for _, sum := range append(t.Decisions, t.Hash) {
		a.proven[sum] = true
	}
	a.back(hex.EncodeToString(a.sums[f.Name]))
	for _, table := range t.Tables {
		e, err := edition.Council(table, text.NewCleaner(text.Anything))
		if err != nil {
			a.found(TableMissing, f.Name, "%v", err)
			return
		}
		a.editions[e.Shared] = true
	}
}

// register checks the copy of the register, and what follows from each entry.
func (a *audit) register() {
	checkpoint, err := a.checkpoint()
	if err != nil {
		a.found(RegisterBroken, CheckpointName, "%v", err)
		return
	}
	said := follows{received: map[int64]statement.Entry{}, erased: map[uuid.UUID]bool{}}
	if err := ledger.CheckCopy(a.entries(&said), checkpoint); err != nil {
		a.found(RegisterBroken, RegisterName, "%v", err)
		return
	}
	a.report.Entries = checkpoint.Size
	for _, name := range []string{RegisterName, CheckpointName} {
		a.back(hex.EncodeToString(a.sums[name]))
	}
	a.statements(said)
	a.evidence(said)
}

func (a *audit) checkpoint() (ledger.Checkpoint, error) {
	note, err := a.keep(CheckpointName, maxKept)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	c, err := ledger.OpenCheckpoint(string(note), a.key)
	if err == nil && c.Origin != a.report.Origin {
		err = fmt.Errorf("register %s, seal of %s: %w", c.Origin, a.report.Origin, ledger.ErrForeignOrigin)
	}
	return c, err
}

// follows is what the entries of the register ask of the file.
type follows struct {
	received map[int64]statement.Entry // by their index
	erased   map[uuid.UUID]bool
	hashes   []named // of files
	lists    []named // of lists of documents
	tables   []named // of frozen tables and decisions
}

type named struct{ sum, what string }

// entries reads the copy of the register and notes what follows from each entry.
func (a *audit) entries(said *follows) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		f := a.files[RegisterName]
		if f == nil {
			yield(nil, fmt.Errorf("%w: %s is missing", ErrFormat, RegisterName))
			return
		}
		in, err := f.Open()
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.Close()
		lines := bufio.NewScanner(in)
		lines.Buffer(make([]byte, 64<<10), maxEntry)
		for n := int64(0); lines.Scan(); n++ {
			var e Entry
			if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Index != n {
				yield(nil, fmt.Errorf("line %d: %w", n+1, ErrFormat))
				return
			}
			if !yield([]byte(e.Entry), said.note(e)) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, err)
		}
	}
}

func (said *follows) note(e Entry) error {
	leaf, err := procedure.ParseLeaf([]byte(e.Entry))
	if err != nil {
		return err
	}
	what := fmt.Sprintf("Eintrag %d (%s)", e.Index, leaf.Kind)
	switch leaf.Kind {
	case procedure.LeafReceived:
		said.received[e.Index], err = statement.ParseEntry([]byte(e.Entry))
		return err
	case string(procedure.EventErased):
		id, err := uuid.Parse(leaf.Fields["statement"])
		said.erased[id] = true
		return err
	case string(procedure.EventPublished):
		said.lists = append(said.lists, named{leaf.Fields["manifest"], what})
	case string(procedure.EventTable), string(procedure.EventDecision):
		said.tables = append(said.tables, named{strings.TrimPrefix(leaf.Fields["hash"], "sha256:"), what})
	}
	for _, field := range []string{"body", "scan"} {
		if sum, ok := strings.CutPrefix(leaf.Fields[field], "sha256:"); ok {
			said.hashes = append(said.hashes, named{sum, what + ", " + field})
		}
	}
	return nil
}

// statements holds the receipts in the file against those in the register.
func (a *audit) statements(said follows) {
	left := maps.Clone(said.received)
	for _, r := range a.receipts {
		e, known := said.received[r.Index]
		if !known || e.Statement != r.Statement || !bytes.Equal([]byte(r.Origin), []byte(a.report.Origin)) {
			a.found(ReceiptBroken, r.folder, "der Nachweis gehört zu keinem Eingang in diesem Register")
			continue
		}
		if _, first := left[r.Index]; !first {
			a.found(ReceiptBroken, r.folder, "derselbe Eingang steht zweimal in der Akte")
			continue
		}
		delete(left, r.Index)
		a.report.Statements++
		if !bytes.Equal(a.sums[r.folder+"/"+TextName], r.text[:]) {
			a.found(TextDiffers, r.folder+"/"+TextName, "nicht der Text, der einging")
		}
		a.back(hex.EncodeToString(r.text[:]))
		for _, f := range r.Files {
			if !a.back(hex.EncodeToString(f.SHA256)) {
				a.found(AttachmentMissing, r.folder, "Anhang %q fehlt", f.Name)
			}
		}
	}
	for _, index := range slices.Sorted(maps.Keys(left)) {
		if e := left[index]; said.erased[e.Statement] {
			a.report.Erased++
		} else {
			a.found(StatementMissing, fmt.Sprintf("Stellungnahme Nr. %d", e.Number), "Eintrag %d des Registers", index)
		}
	}
}

// evidence looks for the bytes whose hash the register has.
func (a *audit) evidence(said follows) {
	for _, l := range said.lists {
		if !a.back(l.sum) {
			a.found(EvidenceMissing, l.what, "die Liste der veröffentlichten Unterlagen fehlt")
			continue
		}
		data, err := a.keep(a.names[l.sum], maxKept)
		if err != nil {
			a.found(EvidenceMissing, l.what, "%v", err)
			continue
		}
		for line := range strings.Lines(string(data)) {
			fields := strings.Fields(line)
			if len(fields) > 2 && !a.back(fields[1]) {
				a.found(EvidenceMissing, l.what, "Unterlage fehlt: %s", strings.TrimSuffix(line, "\n"))
			}
		}
	}
	for _, t := range said.tables {
		if a.proven[t.sum] {
			a.report.Tables++
		} else {
			a.found(TableMissing, t.what, "keine Tabelle in der Akte ergibt die Prüfsumme %s", t.sum)
		}
	}
	for _, h := range said.hashes {
		if !a.back(h.sum) {
			a.found(EvidenceMissing, h.what, "die Datei mit der Prüfsumme %s fehlt", h.sum)
		}
	}
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
