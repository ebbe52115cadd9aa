package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Errors of proof files.
var (
	ErrProofFormat = errors.New("not a proof file of c2sp.org/tlog-proof@v1 in its one spelling")
	ErrNotIncluded = errors.New("the checkpoint's tree does not have this leaf at this index")
)

// ProofExtension is the ending of the name of a proof file.
const ProofExtension = ".tlog-proof"

const (
	proofHeader = "c2sp.org/tlog-proof@v1"
	maxProof    = 64 << 10 // 63 hashes and 100 signatures of witnesses fit several times
)

// Proof is the content of a proof file (c2sp.org/tlog-proof): that a leaf stands at an index of the checkpoint's tree.
type Proof struct {
	Extra      []byte // nobody has signed it; empty in the files that we make
	Index      int64
	Hashes     tlog.RecordProof
	Checkpoint string // the signed note, as it is
}

// Verified is what a proof file proves.
type Verified struct {
	Origin string
	Index  int64
	Size   int64
	Root   tlog.Hash
}

// Format returns the proof file.
func (p Proof) Format() []byte {
	var b strings.Builder
	b.WriteString(proofHeader + "\n")
	if len(p.Extra) > 0 {
		b.WriteString("extra " + base64.StdEncoding.EncodeToString(p.Extra) + "\n")
	}
	fmt.Fprintf(&b, "index %d\n", p.Index)
	for _, h := range p.Hashes {
		b.WriteString(h.String() + "\n")
	}
	b.WriteString("\n" + p.Checkpoint)
	return []byte(b.String())
}

// ParseProof reads a proof file. It accepts one spelling only, the one that Format writes; what the file claims is not
// checked. Error: ErrProofFormat.
func ParseProof(file []byte) (Proof, error) {
	if len(file) > maxProof {
		return Proof{}, fmt.Errorf("%w: %d bytes", ErrProofFormat, len(file))
	}
	head, checkpoint, ok := strings.Cut(string(file), "\n\n")
	rest, header := strings.CutPrefix(head, proofHeader+"\n")
	if !ok || !header {
		return Proof{}, fmt.Errorf("%w: first line or empty line is missing", ErrProofFormat)
	}
	p := Proof{Checkpoint: checkpoint}
	for i, line := range strings.Split(rest, "\n") {
		if err := p.parseLine(line, i); err != nil {
			return Proof{}, fmt.Errorf("%w: line %d: %w", ErrProofFormat, i+2, err)
		}
	}
	if string(p.Format()) != string(file) {
		return Proof{}, fmt.Errorf("%w: another spelling", ErrProofFormat)
	}
	return p, nil
}

// parseLine is lenient about order and repetition: comparing with Format afterwards is not.
func (p *Proof) parseLine(line string, i int) (err error) {
	if encoded, ok := strings.CutPrefix(line, "extra "); ok {
		p.Extra, err = base64.StdEncoding.DecodeString(encoded)
		return err
	}
	if digits, ok := strings.CutPrefix(line, "index "); ok {
		p.Index, err = strconv.ParseInt(digits, 10, 64)
		if p.Index < 0 {
			return errors.New("negative index")
		}
		return err
	}
	h, err := tlog.ParseHash(line)
	p.Hashes = append(p.Hashes, h)
	return err
}

// VerifyProof checks a proof file against a leaf and the public key, offline. The key must come from elsewhere than the
// file. What is returned says of which log and tree the leaf is a part: that it is the expected log is for the caller
// to compare. The line "extra", if there is one, proves nothing.
//
// Errors: ErrProofFormat, ErrCheckpointFormat, ErrForeignOrigin, ErrSignature, ErrNotIncluded.
func VerifyProof(file, leaf []byte, verifierKey string) (Verified, error) {
	p, err := ParseProof(file)
	if err != nil {
		return Verified{}, err
	}
	c, err := OpenCheckpoint(p.Checkpoint, verifierKey)
	if err != nil {
		return Verified{}, err
	}
	if err := tlog.CheckRecord(p.Hashes, c.Size, c.Root, p.Index, tlog.RecordHash(leaf)); err != nil {
		return Verified{}, fmt.Errorf("leaf %d of %d in %s: %w", p.Index, c.Size, c.Origin, ErrNotIncluded)
	}
	return Verified{Origin: c.Origin, Index: p.Index, Size: c.Size, Root: c.Root}, nil
}
