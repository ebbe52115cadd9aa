package receipt

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/statement"
)

const openingFormat = "einwand/opening/v1"

// opening is the content of oeffnung.json. Register, index, statement, number and time stand in the leaf or the proof too;
// they are here for the reader, and Check compares them. The order of the fields is part of the format.
type opening struct {
	Format    string    `json:"format"`
	Register  string    `json:"register"`
	Index     int64     `json:"index"`
	Statement uuid.UUID `json:"statement"`
	Number    int64     `json:"number"`
	Received  time.Time `json:"received"`
	Salt      hexBytes  `json:"salt"`
	Reference reference `json:"reference"`
	Files     []file    `json:"files"`
}

type reference struct {
	Kind     statement.ReferenceKind `json:"kind"`
	Document *uuid.UUID              `json:"document"`
	Text     string                  `json:"text"`
}

type file struct {
	Name   string   `json:"name"`
	Size   int64    `json:"size"`
	SHA256 hexBytes `json:"sha256"`
}

// hexBytes are lower-case hexadecimal in JSON, as everybody's tools print hashes.
type hexBytes []byte

// MarshalText implements encoding.TextMarshaler.
func (h hexBytes) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

func openingOf(r statement.Receipt) opening {
	o := opening{Format: openingFormat, Register: r.Origin, Index: r.LogIndex, Statement: r.ID, Number: r.Number,
		Received: r.ReceivedAt.UTC(), Salt: r.Salt,
		Reference: reference{r.Reference.Kind, r.Reference.Document, r.Reference.Text}, Files: []file{}}
	for _, a := range r.Attachments {
		o.Files = append(o.Files, file{a.FileName, a.Size, a.SHA256})
	}
	return o
}

func (o opening) format() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(o); err != nil {
		return nil, fmt.Errorf("write opening: %w", err)
	}
	return b.Bytes(), nil
}

// parseOpening accepts the one spelling that format writes. Error: ErrFormat.
func parseOpening(data []byte) (opening, error) {
	var o opening
	if err := json.Unmarshal(data, &o); err != nil {
		return opening{}, fmt.Errorf("%w: %s: %w", ErrFormat, nameOpening, err)
	}
	again, err := o.format()
	if err != nil {
		return opening{}, err
	}
	if o.Format != openingFormat || !bytes.Equal(again, data) {
		return opening{}, fmt.Errorf("%w: %s: another format or spelling", ErrFormat, nameOpening)
	}
	return o, nil
}

// commitment is what the leaf must hold for the text.
func (o opening) commitment(text []byte) []byte {
	files := make([]statement.File, len(o.Files))
	for i, f := range o.Files {
		files[i] = statement.File{Name: f.Name, Size: f.Size, SHA256: f.SHA256}
	}
	return statement.Commit(o.Salt, text, statement.Reference{Kind: o.Reference.Kind, Document: o.Reference.Document, Text: o.Reference.Text}, files)
}
