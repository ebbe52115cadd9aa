package statement

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"
	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Purpose is what a file is for.
type Purpose string

// The purposes. Only content is weighed; mandates and lists of signatures are for the authority's eyes alone.
const (
	Content    Purpose = "content"
	Mandate    Purpose = "mandate"    // Vollmacht
	Signatures Purpose = "signatures" // Unterschriftenliste
)

// TellsNames reports whether a file names people by what it is for.
func (p Purpose) TellsNames() bool { return p != Content }

// rank orders files by purpose.
func (p Purpose) rank() int { return slices.Index([]Purpose{Content, Mandate, Signatures}, p) }

// Attachment is a file of a draft or a statement. Its key in the blob store is random: the files of residents are never
// found by their content.
type Attachment struct {
	ID        uuid.UUID
	FileName  string
	MediaType string
	Size      int64
	SHA256    []byte
	BlobKey   string
	Purpose   Purpose
}

// allowed are the types that can be looked at without running them.
var allowed = map[string]bool{
	"application/pdf": true, "image/jpeg": true, "image/png": true, "image/tiff": true, "image/heic": true, "image/webp": true,
	"text/plain": true, "text/rtf": true,
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": true,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       true,
	"application/vnd.oasis.opendocument.text":                                 true,
	"application/vnd.oasis.opendocument.spreadsheet":                          true,
}

var macroEndings = map[string]bool{".docm": true, ".xlsm": true, ".dotm": true, ".pptm": true}

// Attach stores a file with the person's open draft. The bytes are on disk before the row exists. The type is judged by
// the content, not by the name. Errors: *RefusedFile, ErrTooManyFiles.
func (s *Service) Attach(ctx context.Context, actor identity.Actor, ref procedure.Ref, name string, r io.Reader) (Draft, error) {
	return s.AttachAs(ctx, actor, ref, Content, name, r)
}

// AttachAs is Attach for a file of a purpose.
func (s *Service) AttachAs(ctx context.Context, actor identity.Actor, ref procedure.Ref, purpose Purpose, name string, r io.Reader) (Draft, error) {
	a, data, err := readFile(name, r)
	a.Purpose = purpose
	if err != nil {
		return Draft{}, fmt.Errorf("attach file for %s: %w", ref.Slug, err)
	}
	if err := s.blobs.Put(ctx, a.BlobKey, bytes.NewReader(data)); err != nil {
		return Draft{}, fmt.Errorf("store file for %s: %w", ref.Slug, err)
	}
	d, err := s.change(ctx, actor, ref, "attach file", func(tx identity.Tx, d Draft) error {
		if len(d.Attachments) >= MaxFiles {
			return ErrTooManyFiles
		}
		return insertDraftAttachment(ctx, tx, d.ID, a)
	})
	if errors.Is(err, ErrTooManyFiles) || errors.Is(err, ErrDraftGone) {
		// Only here it is certain that no row names the file. After any other error the answer to the commit may be what
		// was lost, and a file too many is better than a statement without its attachment.
		err = errors.Join(err, s.blobs.Delete(ctx, a.BlobKey))
	}
	return d, err
}

// Detach removes a file from the person's open draft.
func (s *Service) Detach(ctx context.Context, actor identity.Actor, ref procedure.Ref, file uuid.UUID) (Draft, error) {
	var key string
	d, err := s.change(ctx, actor, ref, "remove file", func(tx identity.Tx, d Draft) (err error) {
		key, err = deleteDraftAttachment(ctx, tx, d.ID, file)
		return err
	})
	if err != nil {
		return Draft{}, err
	}
	if err := s.blobs.Delete(ctx, key); err != nil {
		return Draft{}, fmt.Errorf("remove file for %s: %w", ref.Slug, err)
	}
	return d, nil
}

// readFile judges a file and gives it a random key.
func readFile(name string, r io.Reader) (Attachment, []byte, error) {
	name = cleanName(name)
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return Attachment{}, nil, fmt.Errorf("read file: %w", err)
	}
	size := int64(len(data))
	kind := mimetype.Detect(data)
	if why := judge(name, data, kind); why != "" {
		return Attachment{}, nil, &RefusedFile{name, size, why}
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Attachment{}, nil, err
	}
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return Attachment{}, nil, err
	}
	sum := sha256.Sum256(data)
	media, _, _ := strings.Cut(kind.String(), ";")
	return Attachment{ID: id, Purpose: Content, FileName: name, MediaType: media, Size: size, SHA256: sum[:], BlobKey: "att/" + hex.EncodeToString(random)}, data, nil
}

// judge returns why a file cannot be taken; empty if it can.
func judge(name string, data []byte, kind *mimetype.MIME) FileProblem {
	media, _, _ := strings.Cut(kind.String(), ";")
	switch {
	case len(data) == 0:
		return FileEmpty
	case len(data) > MaxFile:
		return FileTooLarge
	case macroEndings[strings.ToLower(path.Ext(name))]:
		return FileMacros
	case !allowed[media]: // the type itself: a parent would let HTML and SVG pass as text
		return FileForbidden
	case kind.Parent().Is("application/zip"):
		return judgeParts(data)
	}
	return ""
}

// cleanName keeps the last element of a path and drops control characters; an empty name becomes "Datei".
func cleanName(name string) string {
	name = strings.ToValidUTF8(path.Base(strings.ReplaceAll(name, "\\", "/")), "")
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 150 {
		name = string(runes[:100]) + string(runes[len(runes)-50:]) // the ending tells the type
	}
	if name == "" || name == "." || name == "/" {
		return "Datei"
	}
	return name
}

// OpenAttachment reads the bytes of a file.
func (s *Service) OpenAttachment(ctx context.Context, a Attachment) (io.ReadSeekCloser, error) {
	f, err := s.blobs.Open(ctx, a.BlobKey)
	if err != nil {
		return nil, fmt.Errorf("open attachment %s: %w", a.ID, err)
	}
	return f, nil
}

func files(list []Attachment) []File {
	fs := make([]File, len(list))
	for i, a := range list {
		fs[i] = File{Name: a.FileName, Size: a.Size, SHA256: a.SHA256}
	}
	return fs
}
