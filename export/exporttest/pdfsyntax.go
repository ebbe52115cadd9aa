package exporttest

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
)

// The values of PDF, as far as files of ours hold them: nil, bool, float64 and these.
type (
	pdfName   string
	pdfString []byte
	pdfRef    int
	pdfArray  []any
	pdfDict   map[string]any
	operator  string
)

// scanner reads the syntax of PDF. It shares no code with the writer, so that a misunderstanding of the one is not that
// of the other as well.
type scanner struct {
	data []byte
	at   int
}

func syntax(format string, args ...any) { panic(fmt.Errorf(format, args...)) }

func (s *scanner) space() {
	for s.at < len(s.data) && bytes.IndexByte([]byte(" \n\r\t\f\x00"), s.data[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) done() bool { s.space(); return s.at >= len(s.data) }

func (s *scanner) has(prefix string) bool {
	if bytes.HasPrefix(s.data[s.at:], []byte(prefix)) {
		s.at += len(prefix)
		return true
	}
	return false
}

// value reads the next value, or operator.
func (s *scanner) value() any {
	s.space()
	switch {
	case s.at >= len(s.data):
		syntax("end of data at %d", s.at)
	case s.has("<<"):
		return s.dict()
	case s.has("<"):
		return s.hexadecimal()
	case s.has("("):
		return s.literal()
	case s.has("["):
		return s.array()
	case s.has("/"):
		return pdfName(escape.ReplaceAllStringFunc(s.word(), func(code string) string {
			b, _ := hex.DecodeString(code[1:]) // the pattern allows nothing else
			return string(b)
		}))
	}
	return s.bare()
}

// escape is a byte of a name by its number.
var escape = regexp.MustCompile("#[0-9A-Fa-f]{2}")

func (s *scanner) word() string {
	start := s.at
	for s.at < len(s.data) && bytes.IndexByte([]byte(" \n\r\t\f\x00()<>[]{}/%"), s.data[s.at]) < 0 {
		s.at++
	}
	return string(s.data[start:s.at])
}

// bare reads a number, a reference, a keyword or an operator.
func (s *scanner) bare() any {
	word := s.word()
	switch word {
	case "":
		syntax("byte %q at %d", s.data[s.at], s.at)
	case "true", "false":
		return word == "true"
	case "null":
		return nil
	}
	v, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return operator(word)
	}
	after := s.at
	s.space()
	if s.word() == "0" {
		s.space()
		if s.word() == "R" {
			return pdfRef(v)
		}
	}
	s.at = after
	return v
}

func (s *scanner) dict() pdfDict {
	d := pdfDict{}
	for {
		s.space()
		if s.has(">>") {
			return d
		}
		key, ok := s.value().(pdfName)
		if !ok {
			syntax("key of a dictionary at %d", s.at)
		}
		if _, double := d[string(key)]; double {
			syntax("key %s twice at %d", key, s.at)
		}
		d[string(key)] = s.value()
	}
}

func (s *scanner) array() pdfArray {
	a := pdfArray{}
	for {
		s.space()
		if s.has("]") {
			return a
		}
		a = append(a, s.value())
	}
}

func (s *scanner) hexadecimal() pdfString {
	end := bytes.IndexByte(s.data[s.at:], '>')
	if end < 0 {
		syntax("string without end at %d", s.at)
	}
	out, err := hex.DecodeString(string(s.data[s.at : s.at+end]))
	if err != nil {
		syntax("string at %d: %w", s.at, err)
	}
	s.at += end + 1
	return out
}

func (s *scanner) literal() pdfString {
	out := pdfString{}
	for depth := 1; s.at < len(s.data); {
		c := s.data[s.at]
		s.at++
		switch c {
		case '\\':
			c = s.data[s.at]
			s.at++
			if c == 'r' {
				c = '\r'
			} else if c != '(' && c != ')' && c != '\\' {
				syntax("escape %q at %d", c, s.at)
			}
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		}
		out = append(out, c)
	}
	syntax("string without end")
	return nil
}
