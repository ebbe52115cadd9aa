package receipt

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// Errors of Check. Those of ledger.VerifyProof pass through: ErrSignature, ErrForeignOrigin, ErrNotIncluded and others.
var (
	ErrFormat  = errors.New("not a receipt file of einwand")
	ErrDiffers = errors.New("text or opening is not what the register recorded")
)

// Limits of what Check reads. An honest file stays far below: the longest text with the longest place and ten files.
const (
	maxArchive = 16 << 20
	maxText    = statement.MaxText
	maxLeaf    = 4 << 10
	maxProof   = 64 << 10
	maxOpening = 14 << 20 // a place of 2 MB whose every character JSON must escape
	maxEntries = 1000     // six are honest; the bytes of the signature may also occur by chance
)

const directoryEntry = "PK\x01\x02" // signature of a file in the directory of a ZIP (APPNOTE 4.3.12)

// Checked is what a receipt file proves: that this was recorded in the register, before the checkpoint was signed.
type Checked struct {
	Origin     string // of the register, with the name of the procedure
	Index      int64
	Size       int64 // entries that the checkpoint covers
	Statement  uuid.UUID
	Number     int64
	ReceivedAt time.Time
	RecordedAt time.Time
	Channel    statement.Channel
	Text       []byte
	Reference  statement.Reference
	Files      []statement.File // whoever has a file can compare its size and SHA-256
}

// Check proves a receipt file offline. The key must come from elsewhere than the file: from the announcement, or from
// the page with the key. The PDF in the file is for reading, and nothing of it is proved. Errors: ErrFormat, ErrDiffers,
// those of ledger.VerifyProof, or that of r.
func Check(r io.ReaderAt, size int64, key string) (Checked, error) {
	parts, err := open(r, size)
	if err != nil {
		return Checked{}, err
	}
	proved, err := ledger.VerifyProof(parts[nameProof], parts[nameLeaf], key)
	if err != nil {
		return Checked{}, err
	}
	entry, err := statement.ParseEntry(parts[nameLeaf])
	if err != nil {
		return Checked{}, err
	}
	o, err := parseOpening(parts[nameOpening])
	if err != nil {
		return Checked{}, err
	}
	if err := o.matches(proved, entry, parts[nameText]); err != nil {
		return Checked{}, err
	}
	c := Checked{Origin: proved.Origin, Index: proved.Index, Size: proved.Size, Statement: entry.Statement, Number: entry.Number,
		ReceivedAt: entry.ReceivedAt, RecordedAt: entry.RecordedAt, Channel: entry.Channel, Text: parts[nameText],
		Reference: statement.Reference{Kind: o.Reference.Kind, Document: o.Reference.Document, Text: o.Reference.Text}}
	for _, f := range o.Files {
		c.Files = append(c.Files, statement.File{Name: f.Name, Size: f.Size, SHA256: f.SHA256})
	}
	return c, nil
}

// matches holds everything that the opening says against what is proved.
func (o opening) matches(proved ledger.Verified, entry statement.Entry, text []byte) error {
	differs := func(what string) error { return fmt.Errorf("%w: %s", ErrDiffers, what) }
	switch {
	case o.Register != proved.Origin:
		return differs("register")
	case o.Index != proved.Index:
		return differs("index")
	case o.Statement != entry.Statement:
		return differs("statement")
	case o.Number != entry.Number:
		return differs("number")
	case !o.Received.Equal(entry.ReceivedAt):
		return differs("received")
	case !bytes.Equal(o.commitment(text), entry.Commitment):
		return differs("commitment")
	}
	return nil
}

// limits are the files that Check reads, with the most that it reads of each.
var limits = map[string]int64{nameProof: maxProof, nameLeaf: maxLeaf, nameOpening: maxOpening, nameText: maxText}

// open reads the four files of the proof. A file that is missing, twice there or foreign is refused: what a reader could
// take for a part of the receipt must be one.
func open(r io.ReaderAt, size int64) (map[string][]byte, error) {
	if size > maxArchive {
		return nil, fmt.Errorf("%w: %d bytes", ErrFormat, size)
	}
	data, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, fmt.Errorf("read receipt: %w", err)
	}
	if bytes.Count(data, []byte(directoryEntry)) > maxEntries {
		return nil, fmt.Errorf("%w: too many files in it", ErrFormat)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	parts, seen := map[string][]byte{}, map[string]bool{}
	for _, f := range archive.File {
		limit, needed := limits[f.Name]
		if seen[f.Name] || !needed && f.Name != namePDF && f.Name != nameReadme {
			return nil, fmt.Errorf("%w: %.80q does not belong in it", ErrFormat, f.Name)
		}
		seen[f.Name] = true
		if !needed {
			continue
		}
		if parts[f.Name], err = read(f, limit); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrFormat, f.Name, err)
		}
	}
	for name := range limits {
		if parts[name] == nil {
			return nil, fmt.Errorf("%w: %s is missing", ErrFormat, name)
		}
	}
	return parts, nil
}

// read does not believe what the file's header says of its size.
func read(f *zip.File, limit int64) ([]byte, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(rc, limit+1))
	if err := errors.Join(err, rc.Close()); err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("more than %d bytes", limit)
	}
	return data, nil
}
