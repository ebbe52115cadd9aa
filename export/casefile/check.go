package casefile

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure/ledger"
)

// ErrFormat marks what is no case file at all.
var ErrFormat = errors.New("not a case file of einwand")

// Limits of what Check reads of one item into memory, and of all.
const (
	maxItem     = 1 << 30  // hashed, not kept
	maxAll      = 64 << 30 // of all items
	maxManifest = 256 << 20
	maxKept     = 16 << 20
	maxOpening  = 512 << 20
	maxItems    = 1 << 20
)

// Problem is a kind of finding.
type Problem string

// The problems that Check finds.
const (
	SealBroken        Problem = "seal"      // the manifest is not what was signed; nothing else is looked at
	ItemDiffers       Problem = "differs"   // bytes are not those of the manifest
	ItemMissing       Problem = "missing"   // in the manifest and not in the file
	ItemForeign       Problem = "foreign"   // in the file and not in the manifest, or twice
	RegisterBroken    Problem = "register"  // the copy is not the log that the checkpoint signs
	ReceiptBroken     Problem = "receipt"   // a receipt that does not hold, or proves another statement
	StatementMissing  Problem = "statement" // receipt in the register, no statement in the file
	TextDiffers       Problem = "text"      // the text for reading is not the one of the receipt
	AttachmentMissing Problem = "attachment"
	EvidenceMissing   Problem = "evidence" // a document, notice or scan that the register names by its hash
	TableMissing      Problem = "table"    // a frozen table or a decision of the register that no opening proves
	TableDiffers      Problem = "edition"  // a sheet for reading that has other rows than the opened table
)

// Finding is one thing that is wrong.
type Finding struct {
	Problem Problem
	Name    string // of the item, or what is missing
	Detail  string
}

// Report is the result of Check.
type Report struct {
	Origin     string // of the register
	Items      int
	Entries    int64 // of the register
	Statements int   // with a receipt that holds
	Tables     int   // frozen tables and decisions whose openings give the hashes of the register
	Sealed     int   // items that only the seal holds: PDFs for reading, names, what the register has no hash of
	Erased     int   // statements of which the register says that they were erased
	Findings   []Finding
}

// audit is one run of Check.
type audit struct {
	key      string
	report   Report
	files    map[string]*zip.File
	sums     map[string][]byte // of the items, as they are in the file
	names    map[string]string // of an item by the hex hash of its bytes
	left     int64             // bytes that may still be unpacked
	receipts []proved
	proven   map[string]bool // hex hashes of tables and decisions whose openings hold
	editions map[string]bool // what editions of an opened table share
	backed   map[string]bool // hex hashes of items that more than the seal holds
}

// proved is a receipt in the folder of a statement that holds by itself.
type proved struct {
	folder string
	text   [sha256.Size]byte
	receipt.Checked
}

// Check holds a case file against its seal, its manifest, its register and its receipts, offline. The key must come from
// elsewhere than the file. What is wrong is in the report; errors are ErrFormat, or that of r.
func Check(r io.ReaderAt, size int64, key string) (Report, error) {
	a := &audit{key: key, files: map[string]*zip.File{}, sums: map[string][]byte{}, names: map[string]string{}, left: maxAll,
		proven: map[string]bool{}, editions: map[string]bool{}, backed: map[string]bool{}}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if len(archive.File) > maxItems {
		return Report{}, fmt.Errorf("%w: %d files in it", ErrFormat, len(archive.File))
	}
	for _, f := range archive.File {
		if a.files[f.Name] != nil {
			a.found(ItemForeign, f.Name, "zweimal vorhanden")
		}
		a.files[f.Name] = f
	}
	manifest, err := a.manifest()
	if err != nil {
		return Report{}, err
	}
	if len(a.report.Findings) > 0 { // bytes that nobody vouches for are not worth unpacking
		return a.report, nil
	}
	if err := a.hash(archive.File); err != nil {
		return Report{}, err
	}
	a.compare(manifest)
	a.open()
	a.register()
	for sum := range a.names {
		if !a.backed[sum] {
			a.report.Sealed++
		}
	}
	return a.report, nil
}

func (a *audit) found(p Problem, name, detail string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{p, name, fmt.Sprintf(detail, args...)})
}

// manifest reads the list of hashes and the seal on it.
func (a *audit) manifest() (map[string]string, error) {
	data, err := a.keep(ManifestName, maxManifest)
	if err != nil {
		return nil, err
	}
	signed, err := a.keep(SealName, maxKept)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	seal, err := ledger.OpenSeal(string(signed), a.key)
	switch {
	case err != nil:
		a.found(SealBroken, SealName, "%v", err)
	case !bytes.Equal(seal.SHA256, sum[:]) || seal.What != What:
		a.found(SealBroken, ManifestName, "unterschrieben ist eine andere Liste")
	}
	a.report.Origin = seal.Origin
	return parseManifest(data)
}

func parseManifest(data []byte) (map[string]string, error) {
	list := map[string]string{}
	for line := range strings.Lines(string(data)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || len(sum) != 2*sha256.Size || list[name] != "" {
			return nil, fmt.Errorf("%w: line %.200q of the manifest", ErrFormat, line)
		}
		list[name] = sum
	}
	return list, nil
}

// keep reads an item into memory.
func (a *audit) keep(name string, limit int64) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("%w: %s is missing", ErrFormat, name)
	}
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrFormat, name, err)
	}
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrFormat, name, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: %s: more than %d bytes", ErrFormat, name, limit)
	}
	return data, nil
}

// hash reads every item once and keeps none.
func (a *audit) hash(files []*zip.File) error {
	for _, f := range files {
		if f.Name == ManifestName || f.Name == SealName {
			continue
		}
		a.report.Items++
		sum, err := a.hashItem(f)
		if errors.Is(err, ErrFormat) {
			return err
		}
		if err != nil {
			a.found(ItemDiffers, f.Name, "%v", err)
			continue
		}
		a.sums[f.Name] = sum
		a.names[hex.EncodeToString(sum)] = f.Name
	}
	return nil
}

func (a *audit) hashItem(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(in, maxItem+1))
	if a.left -= n; a.left < 0 {
		return nil, errors.Join(fmt.Errorf("%w: unpacks to more than %d bytes", ErrFormat, int64(maxAll)), in.Close())
	}
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, err
	}
	if n > maxItem {
		return nil, fmt.Errorf("mehr als %d Byte", maxItem)
	}
	return h.Sum(nil), nil
}

// compare holds the items against the manifest.
func (a *audit) compare(manifest map[string]string) {
	for _, name := range sorted(a.sums) {
		switch want := manifest[name]; want {
		case "":
			a.found(ItemForeign, name, "steht nicht in der Liste der Prüfsummen")
		case hex.EncodeToString(a.sums[name]):
		default:
			a.found(ItemDiffers, name, "Prüfsumme %x, in der Liste %s", a.sums[name], want)
		}
	}
	for _, name := range sorted(manifest) {
		if a.files[name] == nil {
			a.found(ItemMissing, name, "steht nur in der Liste der Prüfsummen")
		}
	}
}
