package casefile

import (
	"archive/zip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Names of the parts that a file has beside its items.
const (
	ContentsName   = "Inhalt.html"
	ManifestName   = "Pruefsummen.sha256"
	SealName       = "Siegel.txt"
	RegisterName   = "8_Register/Eintraege.jsonl"
	CheckpointName = "8_Register/Pruefpunkt.txt"
	Statements     = "5_Stellungnahmen" // folder; below it one folder per statement, by its number
	ReceiptName    = "Nachweis.zip"     // in the folder of a statement
	TextName       = "Stellungnahme.txt"
	Tables         = "6_Abwaegung"
)

// What the seal is on.
const What = "case file"

// ErrName marks a name that is there already, or that no archive may have.
var ErrName = errors.New("name cannot be used in a case file")

// Item is a file in the archive.
type Item struct {
	Name  string // with slashes
	Title string // for people
	Size  int64
	sum   []byte
}

// Writer packs one case file. It belongs to one goroutine. After an error it must not be used.
type Writer struct {
	zip   *zip.Writer
	at    time.Time
	items []Item
	names map[string]bool
}

// New begins a file. at is its time for all items, so that the archive says no more than the contents.
func New(w io.Writer, at time.Time) *Writer {
	return &Writer{zip: zip.NewWriter(w), at: at.UTC(), names: map[string]bool{}}
}

// packed are endings of files that deflate makes no smaller.
var packed = []string{".pdf", ".zip", ".xlsx", ".docx", ".jpg", ".jpeg", ".png"}

// Add puts an item into the file under a name with slashes. The title is for people, in the contents. Errors: ErrName, that
// of r, or that of the writer below.
func (w *Writer) Add(name, title string, r io.Reader) error {
	if !itemForm.MatchString(name) || w.names[strings.ToLower(name)] {
		return fmt.Errorf("item %d: %w", len(w.items)+1, ErrName) // a name may be what somebody typed, and errors are logged
	}
	w.names[strings.ToLower(name)] = true
	out, err := w.create(name)
	if err != nil {
		return err
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, h), r)
	if err != nil {
		return fmt.Errorf("pack item %d: %w", len(w.items)+1, err)
	}
	w.items = append(w.items, Item{name, title, n, h.Sum(nil)})
	return nil
}

// AddText is Add for what is at hand as text.
func (w *Writer) AddText(name, title, text string) error {
	return w.Add(name, title, strings.NewReader(text))
}

func (w *Writer) create(name string) (io.Writer, error) {
	method := zip.Deflate
	for _, ending := range packed {
		if strings.HasSuffix(strings.ToLower(name), ending) {
			method = zip.Store
		}
	}
	out, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: w.at})
	if err != nil {
		return nil, fmt.Errorf("pack item %d: %w", len(w.items)+1, err)
	}
	return out, nil
}

// Close writes the contents, the manifest and its seal. contents makes the page that names all items; seal signs the SHA-256
// of the manifest. Errors: those of both, or that of the writer below.
func (w *Writer) Close(contents func([]Item) (string, error), seal func(sum []byte) (string, error)) error {
	page, err := contents(w.items)
	if err == nil {
		err = w.AddText(ContentsName, "", page)
	}
	if err != nil {
		return err
	}
	var manifest strings.Builder
	for _, i := range w.items {
		fmt.Fprintf(&manifest, "%x  %s\n", i.sum, i.Name)
	}
	sum := sha256.Sum256([]byte(manifest.String()))
	signed, err := seal(sum[:])
	if err != nil {
		return fmt.Errorf("seal case file: %w", err)
	}
	for _, part := range []struct{ name, text string }{{ManifestName, manifest.String()}, {SealName, signed}} {
		out, err := w.create(part.name)
		if err == nil {
			_, err = io.WriteString(out, part.text)
		}
		if err != nil {
			return fmt.Errorf("pack %s: %w", part.name, err)
		}
	}
	if err := w.zip.Close(); err != nil {
		return fmt.Errorf("close case file: %w", err)
	}
	return nil
}
