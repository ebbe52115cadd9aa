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

	"github.com/einwand/einwand/identity"
)

// MaxScanSize is the largest scan of a notice in bytes.
const MaxScanSize = 25 << 20

// ErrNotScan says that a file is of a type in which no scan is kept.
var ErrNotScan = errors.New("procedure: a scan is a PDF, JPEG or PNG file")

// NewScan is the page of the paper on which a notice appeared, as it is uploaded.
type NewScan struct {
	Name string
	Data io.Reader
}

// scanned is a scan in the blob store.
type scanned struct {
	name string
	size int64
	sum  []byte
}

// scanKey is content-addressed, as for documents.
func scanKey(sum []byte) string { return fmt.Sprintf("scan/%x", sum) }

// scanTypes are the types by their first bytes. The ending tells the type, so the stored name ends with it.
var scanTypes = []struct{ magic, ending, media string }{
	{"%PDF-", ".pdf", "application/pdf"},
	{"\xff\xd8\xff", ".jpg", "image/jpeg"},
	{"\x89PNG\r\n\x1a\n", ".png", "image/png"},
}

// keepScan stores a scan before its row exists; nil for none. Errors: ErrNotScan, ErrTooLarge.
func (s *Service) keepScan(ctx context.Context, n *NewScan) (*scanned, error) {
	if n == nil {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(n.Data, MaxScanSize+1))
	if err != nil {
		return nil, fmt.Errorf("read scan: %w", err)
	}
	if len(data) > MaxScanSize {
		return nil, ErrTooLarge
	}
	for _, t := range scanTypes {
		if !bytes.HasPrefix(data, []byte(t.magic)) {
			continue
		}
		sum := sha256.Sum256(data)
		name := fileNameOf(n.Name)
		name = strings.TrimSuffix(name, path.Ext(name)) + t.ending
		if err := s.blobs.Put(ctx, scanKey(sum[:]), bytes.NewReader(data)); err != nil {
			return nil, fmt.Errorf("store scan: %w", err)
		}
		return &scanned{name, int64(len(data)), sum[:]}, nil
	}
	return nil, ErrNotScan
}

// ScanMedia is the media type of the scan of an announcement.
func (a Announcement) ScanMedia() string {
	for _, t := range scanTypes {
		if strings.HasSuffix(a.ScanName, t.ending) {
			return t.media
		}
	}
	return "application/octet-stream"
}

// OpenScan reads the scan of an announcement. ErrNotFound if it has none.
func (s *Service) OpenScan(ctx context.Context, actor identity.Actor, ref Ref, a Announcement) (io.ReadSeekCloser, error) {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return nil, fmt.Errorf("open scan of %s: %w", a.ID, ErrForbidden)
	}
	if a.ScanSHA256 == nil {
		return nil, fmt.Errorf("open scan of %s: %w", a.ID, ErrNotFound)
	}
	f, err := s.blobs.Open(ctx, scanKey(a.ScanSHA256))
	if err != nil {
		return nil, fmt.Errorf("open scan of %s: %w", a.ID, err)
	}
	return f, nil
}
