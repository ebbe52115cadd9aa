package procedure

import (
	"fmt"
	"strings"
	"time"
)

// Field is one line of a leaf. Values never hold personal data; a line break in one would forge a line and is refused.
type Field struct{ Key, Value string }

// FormatLeaf writes an entry of the register: a first line with the format and the kind of entry, then the time, then
// the fields in the order given. The text is what a receipt carries and what anybody can hash again.
func FormatLeaf(kind string, at time.Time, fields ...Field) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "einwand/leaf/v1 %s\nat: %s\n", kind, at.UTC().Format(time.RFC3339Nano))
	for _, f := range fields {
		if strings.ContainsAny(f.Key, ":\r\n") || strings.ContainsAny(f.Value, "\r\n") {
			return nil, fmt.Errorf("leaf %s: field %q holds a line break", kind, f.Key)
		}
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

// ParseLeaf reads what FormatLeaf wrote and refuses everything else.
func ParseLeaf(data []byte) (Leaf, error) {
	lines := strings.Split(string(data), "\n")
	head, ok := strings.CutPrefix(lines[0], "einwand/leaf/v1 ")
	if !ok || head == "" || len(lines) < 3 || lines[len(lines)-1] != "" {
		return Leaf{}, fmt.Errorf("leaf %q: not in the format einwand/leaf/v1", lines[0])
	}
	leaf := Leaf{Kind: head, Fields: map[string]string{}}
	for _, line := range lines[1 : len(lines)-1] {
		key, value, ok := strings.Cut(line, ": ")
		if _, twice := leaf.Fields[key]; !ok || twice {
			return Leaf{}, fmt.Errorf("leaf %s: line %q is no field or stands twice", head, line)
		}
		leaf.Fields[key] = value
	}
	at, err := time.Parse(time.RFC3339Nano, leaf.Fields["at"])
	if err != nil {
		return Leaf{}, fmt.Errorf("leaf %s: time: %w", head, err)
	}
	leaf.At = at
	return leaf, nil
}
