package export

import (
	"errors"
	"fmt"

	"github.com/einwand/einwand/export/pdf"
)

// Paper is what a PDF is laid out for, in landscape.
type Paper string

// The papers. None at all is A4.
const (
	A4 Paper = "a4"
	A3 Paper = "a3"
)

// ErrPaper marks a paper that does not exist.
var ErrPaper = errors.New("paper is neither a4 nor a3")

// ParsePaper reads a paper as a user writes it. It returns ErrPaper.
func ParsePaper(s string) (Paper, error) {
	switch p := Paper(s); p {
	case A4, A3:
		return p, nil
	}
	return "", fmt.Errorf("%q: %w", s, ErrPaper)
}

// Option changes how a file is made.
type Option func(*options)

type options struct {
	sheet pdf.Sheet
	tell  []pdf.Progress
}

// Telling says after every row of a PDF how many of all are laid out. Other formats say nothing.
func Telling(progress func(done, of int)) Option {
	return func(o *options) { o.tell = append(o.tell, progress) }
}

// On lays a PDF out for a paper. Other formats have none.
func On(p Paper) Option {
	return func(o *options) {
		if p == A3 {
			o.sheet = pdf.A3
		}
	}
}

func chosen(list []Option) options {
	o := options{sheet: pdf.A4}
	for _, option := range list {
		option(&o)
	}
	return o
}
