package area

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"
)

// The limits of XML. XPlanGML nests some twenty elements, and the outline needs one per point at most.
const (
	maxDepth = 64
	maxNodes = 100_000
)

// node is an element of the part of a file that is kept.
type node struct {
	name  string
	gml   bool // in the namespace of GML
	attrs map[string]string
	text  string
	kids  []*node
}

func (n *node) kid(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// tokens reads XML in one pass. encoding/xml knows no entities but the five of XML and expands none; a DTD is refused.
type tokens struct {
	d     *xml.Decoder
	depth int
	nodes int
}

func newTokens(data []byte) *tokens {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charset.NewReaderLabel
	return &tokens{d: d}
}

// next returns the next token, and nil at the end of the file.
func (t *tokens) next() (xml.Token, error) {
	token, err := t.d.Token()
	switch {
	case errors.Is(err, io.EOF) && t.depth == 0:
		return nil, nil
	case err != nil:
		return nil, refuse(Malformed, strconv.FormatInt(t.d.InputOffset(), 10))
	}
	switch token.(type) {
	case xml.Directive:
		return nil, refuse(Doctype, "")
	case xml.StartElement:
		t.depth++
	case xml.EndElement:
		t.depth--
	}
	if t.depth > maxDepth {
		return nil, refuse(TooDeep, "")
	}
	return token, nil
}

// skip reads on to the end of the element that has just begun.
func (t *tokens) skip() error {
	for end := t.depth - 1; t.depth > end; {
		if _, err := t.next(); err != nil {
			return err
		}
	}
	return nil
}

// keep reads the element that has just begun, with all that is in it.
func (t *tokens) keep(start xml.StartElement) (*node, error) {
	if t.nodes++; t.nodes > maxNodes {
		return nil, tooManyPoints()
	}
	n := &node{name: start.Name.Local, gml: strings.Contains(start.Name.Space, "opengis.net/gml"), attrs: map[string]string{}}
	for _, a := range start.Attr {
		n.attrs[a.Name.Local] = a.Value
	}
	var text strings.Builder
	for {
		token, err := t.next()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			k, err := t.keep(token)
			if err != nil {
				return nil, err
			}
			n.kids = append(n.kids, k)
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			n.text = strings.TrimSpace(text.String())
			return n, nil
		}
	}
}
