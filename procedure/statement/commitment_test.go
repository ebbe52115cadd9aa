package statement_test

import (
	"bytes"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure/statement"
)

// content is everything that enters a commitment.
type content struct {
	salt, original []byte
	ref            statement.Reference
	files          []statement.File
}

func (c content) commit() string { return string(statement.Commit(c.salt, c.original, c.ref, c.files)) }

func base() content {
	document := uuid.MustParse("01997c00-0000-7000-8000-00000000000a")
	return content{bytes.Repeat([]byte{7}, statement.SaltSize), []byte("Zufahrt"),
		statement.Reference{Kind: statement.ToDocument, Document: &document, Text: "S. 4"},
		[]statement.File{{Name: "a.png", Size: 3, SHA256: bytes.Repeat([]byte{1}, 32)}, {Name: "b.png", Size: 3, SHA256: bytes.Repeat([]byte{2}, 32)}}}
}

func TestCommitmentTellsEveryDifference(t *testing.T) {
	other := uuid.MustParse("01997c00-0000-7000-8000-00000000000b")
	seen := map[string]string{base().commit(): "the content itself"}
	for name, change := range map[string]func(*content){
		"salt":                      func(c *content) { c.salt[31] ^= 1 },
		"text":                      func(c *content) { c.original = []byte("zufahrt") },
		"no text":                   func(c *content) { c.original = nil },
		"text moved into reference": func(c *content) { c.original, c.ref.Text = []byte("Zufahr"), "tS. 4" },
		"kind of reference":         func(c *content) { c.ref.Kind = statement.ToPlace },
		"document":                  func(c *content) { c.ref.Document = &other },
		"no document":               func(c *content) { c.ref.Document = nil },
		"place":                     func(c *content) { c.ref.Text = "" },
		"name of a file":            func(c *content) { c.files[0].Name = "c.png" },
		"size of a file":            func(c *content) { c.files[0].Size = 4 },
		"bytes of a file":           func(c *content) { c.files[1].SHA256[0] ^= 1 },
		"order of files":            func(c *content) { c.files[0], c.files[1] = c.files[1], c.files[0] },
		"a file less":               func(c *content) { c.files = c.files[:1] },
		"no file":                   func(c *content) { c.files = nil },
	} {
		c := base()
		change(&c)
		if same, ok := seen[c.commit()]; ok {
			t.Errorf("%s: got the commitment of %s, want another", name, same)
		}
		seen[c.commit()] = name
	}
	if base().commit() != base().commit() {
		t.Error("the same content: got two commitments")
	}
}

// TestCommitmentDividesItsParts: however two texts are cut into text and reference, they are told apart.
func TestCommitmentDividesItsParts(t *testing.T) {
	salt := bytes.Repeat([]byte{7}, statement.SaltSize)
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(t, "bytes")
		i, j := rapid.IntRange(0, len(whole)).Draw(t, "i"), rapid.IntRange(0, len(whole)).Draw(t, "j")
		at := func(n int) string {
			return string(statement.Commit(salt, whole[:n], statement.Reference{Kind: statement.ToPlace, Text: string(whole[n:])}, nil))
		}
		if (at(i) == at(j)) != (i == j) {
			t.Fatalf("%q cut at %d and %d: got equal %v", whole, i, j, at(i) == at(j))
		}
	})
}
