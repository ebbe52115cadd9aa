package procedure

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// DocumentPart is the list on the page in which a document stands.
type DocumentPart string

// The parts: the plan itself with its reasons, and the reports behind it.
const (
	CorePart   DocumentPart = "core"
	ReportPart DocumentPart = "report"
)

// MaxDocumentSize is the largest published document in bytes: a plan drawing in A0 has been seen at 120 MB.
const MaxDocumentSize = 200 << 20

// Document is a published file. Its bytes lie in the blob store under their hash.
type Document struct {
	ID          uuid.UUID
	Position    int
	Part        DocumentPart
	Title       string
	Description string // what it is, or what a drawing shows, in words
	FileName    string
	MediaType   string
	Pages       int
	Size        int64
	SHA256      []byte
}

// NewDocument is what a planner says about a file.
type NewDocument struct {
	Part        DocumentPart
	Title       string
	Description string
	FileName    string
}

// ErrNotPublishable says that a file is of a type that cannot be published; only PDF can.
var ErrNotPublishable = errors.New("procedure: only PDF files can be published")

// ErrTooLarge says that a document exceeds MaxDocumentSize.
var ErrTooLarge = errors.New("procedure: document is too large")

// documentKey is content-addressed, so that the same file of two rounds is stored once and cannot be exchanged unseen.
func documentKey(sum []byte) string { return fmt.Sprintf("doc/%x", sum) }

// AddDocument stores a file and puts it at the end of a round's list. The bytes are on disk before the row exists.
// Errors: ErrNotPublishable, ErrTooLarge, ErrFrozen once the round is published, *Invalid.
func (s *Service) AddDocument(ctx context.Context, actor identity.Actor, ref Ref, round uuid.UUID, n NewDocument, r io.Reader) (Document, error) {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return Document{}, fmt.Errorf("add document to round %s: %w", round, ErrForbidden)
	}
	if strings.TrimSpace(n.Title) == "" {
		inv := &Invalid{}
		inv.add("title", "Bitte geben Sie der Unterlage einen Namen.")
		return Document{}, fmt.Errorf("add document to round %s: %w", round, inv)
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxDocumentSize+1))
	if err != nil {
		return Document{}, fmt.Errorf("read document %s: %w", n.FileName, err)
	}
	d, err := describe(n, data)
	if err != nil {
		return Document{}, fmt.Errorf("add document %s: %w", n.FileName, err)
	}
	if err := s.blobs.Put(ctx, documentKey(d.SHA256), bytes.NewReader(data)); err != nil {
		return Document{}, fmt.Errorf("store document %s: %w", n.FileName, err)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := lockPlannedRound(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		d.Position, err = insertDocument(ctx, tx, round, d)
		return err
	})
	if err != nil {
		return Document{}, fmt.Errorf("add document %s: %w", n.FileName, err)
	}
	return d, nil
}

// RemoveDocument takes a document off the list of a round that is not published yet. The bytes stay in the store:
// another round may show the same file.
func (s *Service) RemoveDocument(ctx context.Context, actor identity.Actor, ref Ref, round, document uuid.UUID) error {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return fmt.Errorf("remove document %s: %w", document, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := lockPlannedRound(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		return deleteDocument(ctx, tx, round, document)
	})
	if err != nil {
		return fmt.Errorf("remove document %s: %w", document, err)
	}
	return nil
}

// OpenDocument reads the bytes of a document.
func (s *Service) OpenDocument(ctx context.Context, d Document) (io.ReadSeekCloser, error) {
	f, err := s.blobs.Open(ctx, documentKey(d.SHA256))
	if err != nil {
		return nil, fmt.Errorf("open document %s: %w", d.ID, err)
	}
	return f, nil
}

func describe(n NewDocument, data []byte) (Document, error) {
	if len(data) > MaxDocumentSize {
		return Document{}, ErrTooLarge
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return Document{}, ErrNotPublishable
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Document{}, err
	}
	sum := sha256.Sum256(data)
	return Document{ID: id, Part: n.Part, Title: strings.TrimSpace(n.Title), Description: strings.TrimSpace(n.Description),
		FileName: path.Base(strings.ReplaceAll(n.FileName, "\\", "/")), MediaType: "application/pdf",
		Pages: countPages(data), Size: int64(len(data)), SHA256: sum[:]}, nil
}

// countPages counts the page objects of a PDF that keeps them uncompressed; 0 when it does not, and the page then says
// nothing about the number.
func countPages(data []byte) int {
	n := 0
	for rest := data; ; {
		i := bytes.Index(rest, []byte("/Type"))
		if i < 0 {
			return n
		}
		rest = rest[i+len("/Type"):]
		name, isPage := bytes.CutPrefix(bytes.TrimLeft(rest, " \r\n"), []byte("/Page"))
		if isPage && (len(name) == 0 || name[0] != 's' && !('a' <= name[0] && name[0] <= 'z') && !('A' <= name[0] && name[0] <= 'Z')) {
			n++
		}
	}
}
