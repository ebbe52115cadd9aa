package weighing

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/statement"
)

// received is the content of a statement as the table shows it: the canonical text and the names of the files. The zero
// value is what erasure leaves.
type received struct {
	text  string
	files []namedFile
}

type namedFile struct {
	ID   uuid.UUID
	Name string
}

func receivedOf(full statement.Full) received {
	if full.Erased {
		return received{}
	}
	r := received{text: full.Text()}
	for _, a := range full.Attachments {
		if a.Purpose != statement.Content {
			continue // a mandate is no argument, and the name of its file no wording
		}
		r.files = append(r.files, namedFile{a.ID, a.FileName})
	}
	return r
}

func (r received) fileIDs() []uuid.UUID {
	ids := make([]uuid.UUID, len(r.files))
	for i, f := range r.files {
		ids[i] = f.ID
	}
	return ids
}

// textOf is the wording of a segment: its bytes of the canonical text, or the name of the file. What is gone is empty.
func (r received) textOf(g Segment) string {
	if g.isText() {
		return r.text[min(g.Start, len(r.text)):min(g.End, len(r.text))]
	}
	for i, f := range r.files {
		if f.ID == *g.Attachment {
			return f.line(i)
		}
	}
	return ""
}

// whole is the wording of a statement that nobody has divided.
func (r received) whole() string {
	lines := make([]string, 0, 1+len(r.files))
	if r.text != "" {
		lines = append(lines, r.text)
	}
	for i, f := range r.files {
		lines = append(lines, f.line(i))
	}
	return strings.Join(lines, "\n")
}

func (f namedFile) line(i int) string { return fmt.Sprintf("Anlage %d: %s", i+1, f.Name) }
