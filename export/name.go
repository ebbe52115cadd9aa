package export

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/text"
)

// Audience is for whom a file is made.
type Audience string

// The audiences.
const (
	ForCouncil Audience = "council"
	ForPublic  Audience = "public"
)

// ErrAudience marks an audience that does not exist.
var ErrAudience = errors.New("audience is neither public nor council")

// ParseAudience reads an audience as a user writes it. It returns ErrAudience.
func ParseAudience(s string) (Audience, error) {
	switch a := Audience(s); a {
	case ForCouncil, ForPublic:
		return a, nil
	}
	return "", fmt.Errorf("%q: %w", s, ErrAudience)
}

// Name says what a file is: "Abwaegungstabelle-1-oeffentlich-bp-47.pdf".
type Name struct {
	Table    int
	Decision int // record M on the table, 0 for none
	Audience Audience
	Slug     string // of the procedure
	Format   Format
	Paper    Paper // of a PDF
}

// String is the file name, in ASCII.
func (n Name) String() string {
	parts := []string{"Abwaegungstabelle", strconv.Itoa(n.Table)}
	if n.Decision > 0 {
		parts = append(parts, "Beschluss", strconv.Itoa(n.Decision))
	}
	audience := "rat"
	if n.Audience == ForPublic {
		audience = "oeffentlich"
	}
	parts = append(parts, audience)
	if slug := ascii(n.Slug); slug != "" {
		parts = append(parts, slug)
	}
	if n.Format == PDF && n.Paper == A3 {
		parts = append(parts, "A3")
	}
	if n.Format == RIS {
		return strings.Join(append(parts, "Ratsinformation"), "-") + ".zip"
	}
	return strings.Join(parts, "-") + "." + string(n.Format)
}

// maxSlug keeps names below the 255 bytes of file systems.
const maxSlug = 80

// ascii keeps letters and digits and puts a hyphen for everything else.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range text.Latin(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
