package procedure

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

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

// DocumentRole is what a document is to the law.
type DocumentRole string

// The roles: what § 3 Abs. 2 S. 1 and § 2a BauGB ask to be published, and everything else.
const (
	RoleSummary     DocumentRole = "summary"             // in plain words, by courtesy
	RolePlan        DocumentRole = "plan"                // the draft: drawing and text
	RoleReasons     DocumentRole = "reasons"             // Begründung
	RoleReasonsBoth DocumentRole = "reasons_environment" // Begründung with the Umweltbericht in it
	RoleEnvironment DocumentRole = "environment"         // Umweltbericht, a part of the reasons by itself
	RoleStatement   DocumentRole = "statement"           // an essential environmental statement that was there before
	RoleReport      DocumentRole = "report"              // Gutachten
	RoleOther       DocumentRole = "other"
)

// DocumentRoles lists the roles in the order in which a page shows them.
var DocumentRoles = []DocumentRole{RoleSummary, RolePlan, RoleReasons, RoleReasonsBoth, RoleEnvironment, RoleStatement, RoleReport, RoleOther}

// part is the list in which a role stands.
func (r DocumentRole) part() DocumentPart {
	switch r {
	case RoleSummary, RolePlan, RoleReasons, RoleReasonsBoth, RoleEnvironment:
		return CorePart
	}
	return ReportPart
}

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
	Role        DocumentRole
	Anonymised  bool // somebody has confirmed that names of private persons are blackened
}

// NewDocument is what a planner says about a file.
type NewDocument struct {
	Role        DocumentRole
	Anonymised  bool
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
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return Document{}, fmt.Errorf("add document to round %s: %w", round, ErrForbidden)
	}
	if err := n.check(); err != nil {
		return Document{}, fmt.Errorf("add document to round %s: %w", round, err)
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
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
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

func (n NewDocument) check() error {
	var inv Invalid
	switch {
	case strings.TrimSpace(n.Title) == "":
		inv.add("title", "Bitte geben Sie der Unterlage einen Namen.")
	case !storable(n.Title):
		inv.add("title", notStorable)
	}
	if !slices.Contains(DocumentRoles, n.Role) {
		inv.add("role", "Bitte wählen Sie, was die Unterlage ist.")
	}
	if n.Role == RoleStatement && !n.Anonymised {
		inv.add("anonymised", "Bitte prüfen Sie, ob Namen und Anschriften von Privatpersonen geschwärzt sind. Eine Veröffentlichung mit Namen kann den Plan unwirksam machen (VGH BW, 24.05.2022, 3 S 1813/19).")
	}
	if !storable(n.Description) {
		inv.add("description", notStorable)
	}
	return inv.orNil()
}

// maxFileName is the longest name of a document in characters; a longer one loses its middle, for its end tells the type.
const maxFileName = 150

// fileNameOf is the last element of the path that a browser sent, as one line that reads as it is stored: it stands in a
// header, in the manifest and in file systems. A name of which nothing is left becomes "Unterlage.pdf".
func fileNameOf(sent string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(sent, "\\", "/"), ""))
	name := []rune(strings.TrimSpace(path.Base(visible)))
	if n := len(name); n > maxFileName {
		name = append(name[:maxFileName-20:maxFileName-20], name[n-20:]...)
	}
	switch string(name) {
	case "", ".", "..", "/":
		return "Unterlage.pdf"
	}
	return string(name)
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
	return Document{ID: id, Part: n.Role.part(), Role: n.Role, Anonymised: n.Anonymised, Title: strings.TrimSpace(n.Title), Description: strings.TrimSpace(n.Description),
		FileName: fileNameOf(n.FileName), MediaType: "application/pdf",
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
