package ledger

import (
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// sealFormat is the first line of a seal. No log has such an origin, so a seal can never be taken for a checkpoint.
const sealFormat = "einwand/seal/v1"

// Seal says that the keeper of a log made a file: what it is, and the SHA-256 of its bytes.
type Seal struct {
	Origin string // of the log
	What   string // "case file", one line
	SHA256 []byte
}

func (s Seal) text() string {
	return fmt.Sprintf("%s\n%s\n%s\n%s\n", sealFormat, s.Origin, s.What, hex.EncodeToString(s.SHA256))
}

// Seal signs a file with the key of its log, as a note (c2sp.org/signed-note). Errors: ErrForeignOrigin, ErrSealFormat.
func (s *Signer) Seal(seal Seal) (string, error) {
	if _, err := parseSeal(seal.text()); err != nil {
		return "", err
	}
	key, err := s.forLog(seal.Origin)
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: seal.text()}, key)
	if err != nil {
		return "", fmt.Errorf("seal %s of %q: %w", seal.What, seal.Origin, err)
	}
	return string(signed), nil
}

// OpenSeal checks the signature on a seal and returns it. The key is that of the installation or that of the log. Errors:
// ErrSealFormat, ErrForeignOrigin, ErrSignature.
func OpenSeal(signed, verifierKey string) (Seal, error) {
	text, signatures, _ := strings.Cut(signed, "\n\n")
	s, err := parseSeal(text + "\n")
	if err != nil {
		return Seal{}, err
	}
	if err := checkSpelling(signatures); err != nil {
		return Seal{}, fmt.Errorf("%w: %w", ErrSealFormat, err)
	}
	v, err := verifierFor(verifierKey, s.Origin)
	if err != nil {
		return Seal{}, err
	}
	if _, err := note.Open([]byte(signed), note.VerifierList(v)); err != nil {
		return Seal{}, fmt.Errorf("seal of %q: %w: %w", s.Origin, ErrSignature, err)
	}
	return s, nil
}

func parseSeal(text string) (Seal, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 5 || lines[0] != sealFormat || !validOrigin(lines[1]) || lines[2] == "" {
		return Seal{}, fmt.Errorf("%w: %.80q", ErrSealFormat, text)
	}
	sum, err := hex.DecodeString(lines[3])
	s := Seal{Origin: lines[1], What: lines[2], SHA256: sum}
	if err != nil || len(sum) != 32 || s.text() != text {
		return Seal{}, fmt.Errorf("%w: %.80q", ErrSealFormat, text)
	}
	return s, nil
}
