package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Errors of checkpoints.
var (
	ErrCheckpointFormat = errors.New("not a checkpoint")
	ErrSignature        = errors.New("not signed by this key")
	ErrFork             = errors.New("the log contradicts a checkpoint that was signed before")
	ErrCheckpointExists = errors.New("a checkpoint of this size and time is stored already")
	ErrSealFormat       = errors.New("not a seal of a file")
	ErrNoCheckpoint     = errors.New("the log has no stored checkpoint")
)

// Checkpoint says which tree a log had at a size (c2sp.org/tlog-checkpoint).
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// SignedCheckpoint is a checkpoint with its signed note, which is what is published and printed.
type SignedCheckpoint struct {
	Checkpoint
	Note string
}

// StoredCheckpoint is a checkpoint on record. SignedAt and Reason are not part of what is signed.
type StoredCheckpoint struct {
	SignedCheckpoint
	SignedAt time.Time
	Reason   string
}

// OpenCheckpoint checks the signature on a note and returns the checkpoint in it. The key is that of the installation
// or that of the log. Signatures by other keys, such as those of witnesses, are passed over; base64 in two spellings
// and extension lines, which our logs never sign, are refused.
//
// Errors: ErrCheckpointFormat, ErrForeignOrigin, ErrSignature.
func OpenCheckpoint(signed, verifierKey string) (Checkpoint, error) {
	c, err := parseCheckpoint(signed)
	if err != nil {
		return Checkpoint{}, err
	}
	v, err := verifierFor(verifierKey, c.Origin)
	if err != nil {
		return Checkpoint{}, err
	}
	if _, err := note.Open([]byte(signed), note.VerifierList(v)); err != nil {
		return Checkpoint{}, fmt.Errorf("checkpoint of %q: %w: %w", c.Origin, ErrSignature, err)
	}
	return c, nil
}

// sign makes the signed note of a checkpoint. Whether the checkpoint may be signed is for the caller to know.
func (s *Signer) sign(c Checkpoint) (SignedCheckpoint, error) {
	key, err := s.forLog(c.Origin)
	if err != nil {
		return SignedCheckpoint{}, err
	}
	signed, err := note.Sign(&note.Note{Text: c.text()}, key)
	if err != nil {
		return SignedCheckpoint{}, fmt.Errorf("sign checkpoint of %q: %w", c.Origin, err)
	}
	return SignedCheckpoint{Checkpoint: c, Note: string(signed)}, nil
}

func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
}

// parseCheckpoint reads a signed note without judging its signatures.
func parseCheckpoint(signed string) (Checkpoint, error) {
	text, signatures, ok := strings.Cut(signed, "\n\n")
	lines := strings.Split(text, "\n")
	if !ok || len(lines) != 3 {
		return Checkpoint{}, fmt.Errorf("%w: wanted three lines, an empty one and signatures", ErrCheckpointFormat)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, fmt.Errorf("%w: size %q", ErrCheckpointFormat, lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: root %q", ErrCheckpointFormat, lines[2])
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: root}
	if !validOrigin(c.Origin) || c.text() != text+"\n" {
		return Checkpoint{}, fmt.Errorf("%w: origin or spelling", ErrCheckpointFormat)
	}
	if err := checkSpelling(signatures); err != nil {
		return Checkpoint{}, err
	}
	return c, nil
}

// checkSpelling refuses signatures whose base64 leaves unused bits set: note.Open decodes them to the same bytes, and
// a file of evidence must not have two spellings.
func checkSpelling(signatures string) error {
	for line := range strings.Lines(signatures) {
		encoded := line[strings.LastIndexByte(line, ' ')+1:]
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(encoded, "\n"))
		if err != nil || !bytes.Equal(base64.StdEncoding.AppendEncode(nil, raw), []byte(strings.TrimSuffix(encoded, "\n"))) {
			return fmt.Errorf("%w: base64 of a signature", ErrCheckpointFormat)
		}
	}
	return nil
}
