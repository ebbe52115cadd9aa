package saml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
)

// The limits of a response. BundID's own are about 14 KB with fewer than 200 elements; anybody can post to the assertion consumer
// service, and more than 1,000 elements below a signed one make goxmldsig v1.6.1 stop with an error, through which crewjam/saml
// v0.5.1 steps into a nil pointer, before any signature is checked.
const (
	maxBytes      = 192 << 10
	maxElements   = 900
	maxDepth      = 16
	maxAttributes = 32 // etree searches an element's attributes one by one, so many of them cost their square
)

const (
	nsProtocol  = "urn:oasis:names:tc:SAML:2.0:protocol"
	nsAssertion = "urn:oasis:names:tc:SAML:2.0:assertion"
	nsSignature = "http://www.w3.org/2000/09/xmldsig#"
	nsExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
)

// family gives the namespaces that a response may use a short name; every other one is foreign.
var family = map[string]string{nsProtocol: "p", nsAssertion: "a", nsSignature: "ds", nsExclusive: "ec", nsEncryption: "xe", nsEncryption11: "xe"}

const foreign = "x"

// forbidden are elements that no answer to us needs, each a known place to hide a second truth or to start work before
// anything is believed.
var forbidden = map[string]string{
	"p:Extensions":         "extensions in the response",
	"ds:Object":            "an object inside the signature",
	"a:Advice":             "advice in the assertion",
	"a:EncryptedID":        "the subject is encrypted",
	"a:EncryptedAttribute": "an attribute is encrypted",
}

// scanner walks a response once, token by token, before any tree is built from it.
type scanner struct {
	open     []string // names with family, from the root to the open element
	paths    []string // the path of each of them
	closed   string   // the path of the element that was closed last
	ids      map[string]bool
	prefixes map[string]string
	elements int
	seen     outline
}

// scan reads the outline of a response and refuses what no honest identity provider sends. It believes nothing: the
// signature is checked afterwards, over a document that has only one way to be read.
func scan(raw []byte) (outline, error) {
	if len(raw) > maxBytes {
		return outline{}, refuse("response has %d bytes, limit %d", len(raw), maxBytes)
	}
	s := scanner{ids: map[string]bool{}, prefixes: map[string]string{}, seen: outline{counts: map[string]int{}}}
	d := xml.NewDecoder(bytes.NewReader(raw))
	for {
		at := d.InputOffset()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s.seen, s.seen.check()
		}
		if err != nil {
			line, _ := d.InputPos()
			return outline{}, refuse("response is not well-formed XML in UTF-8 (line %d)", line)
		}
		if err := s.take(token, at); err != nil {
			return outline{}, err
		}
		s.mark(token, at, d.InputOffset())
	}
}

func (s *scanner) take(token xml.Token, at int64) error {
	switch t := token.(type) {
	case xml.StartElement:
		return s.start(t)
	case xml.EndElement:
		s.closed = s.paths[len(s.paths)-1]
		s.open, s.paths = s.open[:len(s.open)-1], s.paths[:len(s.paths)-1]
	case xml.CharData:
		return s.text(t)
	case xml.ProcInst:
		if t.Target != "xml" || at != 0 {
			return refuse("response has a processing instruction")
		}
	case xml.Comment:
		return refuse("response has a comment")
	case xml.Directive:
		return refuse("response has a document type declaration")
	}
	return nil
}

func (s *scanner) start(el xml.StartElement) error {
	if s.elements++; s.elements > maxElements {
		return refuse("response has more than %d elements", maxElements)
	}
	if len(s.open) == maxDepth {
		return refuse("response is nested deeper than %d", maxDepth)
	}
	if err := s.attributes(el.Attr); err != nil {
		return err
	}
	space, known := family[el.Name.Space]
	if !known {
		space = foreign
	}
	name := space + ":" + el.Name.Local
	path := name
	if len(s.open) > 0 {
		path = s.paths[len(s.paths)-1] + "/" + name
	}
	if err := s.place(space, name, path); err != nil {
		return err
	}
	s.open, s.paths = append(s.open, name), append(s.paths, path)
	s.seen.note(path, el.Attr)
	return nil
}

// attributes refuses attributes that two readers could take differently. Go's decoder lets the same attribute stand twice,
// and the library writes every prefix of a subtree onto its root, so a prefix bound twice would change its meaning there.
func (s *scanner) attributes(attrs []xml.Attr) error {
	if len(attrs) > maxAttributes {
		return refuse("an element has more than %d attributes", maxAttributes)
	}
	for i, a := range attrs {
		if slices.ContainsFunc(attrs[:i], func(b xml.Attr) bool { return b.Name == a.Name }) {
			return refuse("an element has the same attribute twice")
		}
		switch {
		case a.Name.Space == "xmlns":
			if bound, ok := s.prefixes[a.Name.Local]; ok && bound != a.Value {
				return refuse("a namespace prefix is bound twice")
			}
			s.prefixes[a.Name.Local] = a.Value
		case strings.EqualFold(a.Name.Local, "id"):
			if s.ids[a.Value] || a.Name.Space != "" {
				return refuse("an ID is used twice or stands in a namespace")
			}
			s.ids[a.Value] = true
		}
	}
	return nil
}

// place refuses an element where it may not stand. Each family keeps to itself, but for the few seams of the standard
// (saml-core 2.0 § 2.3.3, 3.2.2, 5.4): so there is one assertion at one place, and a signature only where we look for it.
func (s *scanner) place(space, name, path string) error {
	if why, ok := forbidden[name]; ok {
		return refuse("%s", why)
	}
	if len(s.open) == 0 {
		if s.seen.counts[pathResponse] > 0 || name != pathResponse {
			return refuse("the document is not exactly one response")
		}
		return nil
	}
	parent := s.open[len(s.open)-1]
	switch {
	case path == pathIssuer || path == pathAssertion || path == pathEncrypted || path == pathResponseSignature || path == pathAssertionSignature:
		return nil
	case name == "a:Assertion":
		return refuse("an assertion stands elsewhere than directly in the response")
	case space == "xe" && (s.inside("a:EncryptedAssertion")) || space == "ds" && s.inside("xe:EncryptedData", "xe:EncryptedKey") && name != "ds:Signature":
		return nil
	case name == "ds:Signature":
		return refuse("a signature stands elsewhere than in the response or its assertion")
	case space == foreign && s.inside("a:AttributeValue", "p:StatusDetail"):
		return nil
	case space == "ec" && strings.HasPrefix(parent, "ds:"):
		return nil
	case strings.HasPrefix(parent, space+":"):
		return nil
	}
	return refuse("an element %s stands where none is expected", space)
}

// mark notes where the parts stand that are taken out when an assertion is decrypted.
func (s *scanner) mark(token xml.Token, at, after int64) {
	switch token.(type) {
	case xml.StartElement:
		switch s.paths[len(s.paths)-1] {
		case pathEncrypted:
			s.seen.encrypted.from = at
		case pathResponseSignature:
			s.seen.signature.from = at
		}
	case xml.EndElement:
		switch s.closed {
		case pathEncrypted:
			s.seen.encrypted.to = after
		case pathResponseSignature:
			s.seen.signature.to = after
		}
	}
}

func (s *scanner) inside(names ...string) bool {
	return slices.ContainsFunc(s.open, func(open string) bool { return slices.Contains(names, open) })
}

func (s *scanner) text(data xml.CharData) error {
	if len(s.open) == 0 {
		if strings.TrimFunc(string(data), unicode.IsSpace) != "" {
			return refuse("text outside the response")
		}
		return nil
	}
	switch path := s.paths[len(s.paths)-1]; {
	case path == pathResponse && strings.TrimFunc(string(data), unicode.IsSpace) != "":
		return refuse("text between the parts of the response")
	case path == pathIssuer:
		s.seen.issuer += string(data)
	case path == pathStatusMessage && len(s.seen.message)+len(data) <= maxDetail:
		s.seen.message += string(data)
	case strings.HasPrefix(path, pathStatusDetail) && len(s.seen.detail)+len(data) <= maxDetail:
		s.seen.detail += string(data)
	}
	return nil
}
