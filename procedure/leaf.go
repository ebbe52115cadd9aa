package procedure

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrLeaf says that bytes are no entry of the register in its one spelling.
var ErrLeaf = errors.New("procedure: not a leaf in the format einwand/leaf/v1")

const leafFormat = "einwand/leaf/v1"

// Field is one line of a leaf. Values never hold personal data; a line break in one would forge a line and is refused.
type Field struct{ Key, Value string }

// FormatLeaf writes an entry of the register: a first line with the format and the kind of entry, then the time, then
// the fields in the order given. The text is what a receipt carries and what anybody can hash again. ErrLeaf for a kind
// or field that ParseLeaf would read as something else.
func FormatLeaf(kind string, at time.Time, fields ...Field) ([]byte, error) {
	if kind == "" || strings.ContainsAny(kind, " \r\n") {
		return nil, fmt.Errorf("%w: kind %q", ErrLeaf, kind)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\nat: %s\n", leafFormat, kind, at.UTC().Format(time.RFC3339Nano))
	seen := map[string]bool{"": true, "at": true}
	for _, f := range fields {
		if seen[f.Key] || strings.ContainsAny(f.Key, ":\r\n") || strings.ContainsAny(f.Value, "\r\n") {
			return nil, fmt.Errorf("%w: %s: field %q cannot be told from another", ErrLeaf, kind, f.Key)
		}
		seen[f.Key] = true
		fmt.Fprintf(&b, "%s: %s\n", f.Key, f.Value)
	}
	return []byte(b.String()), nil
}

// Leaf is an entry of the register read back.
type Leaf struct {
	Kind   string
	At     time.Time
	Fields map[string]string
}

// ParseLeaf reads what FormatLeaf wrote and refuses everything else: no two spellings mean the same. Error: ErrLeaf.
func ParseLeaf(data []byte) (Leaf, error) {
	lines := strings.Split(string(data), "\n")
	kind, ok := strings.CutPrefix(lines[0], leafFormat+" ")
	if !ok || len(lines) < 3 {
		return Leaf{}, fmt.Errorf("%w: first line %.80q", ErrLeaf, lines[0])
	}
	at, err := time.Parse(time.RFC3339Nano, strings.TrimPrefix(lines[1], "at: "))
	if err != nil {
		return Leaf{}, fmt.Errorf("%w: %s: time %.80q", ErrLeaf, kind, lines[1])
	}
	leaf := Leaf{Kind: kind, At: at, Fields: map[string]string{}}
	var fields []Field
	for _, line := range lines[2 : len(lines)-1] {
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return Leaf{}, fmt.Errorf("%w: %s: line %.80q", ErrLeaf, kind, line)
		}
		leaf.Fields[key], fields = value, append(fields, Field{key, value})
	}
	again, err := FormatLeaf(kind, at, fields...)
	if err != nil {
		return Leaf{}, err
	}
	if string(again) != string(data) {
		return Leaf{}, fmt.Errorf("%w: %s: another spelling", ErrLeaf, kind)
	}
	return leaf, nil
}
