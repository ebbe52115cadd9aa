package htmlcheck

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Document is a parsed page or fragment, bound to the test that asks.
type Document struct {
	t      testing.TB
	source string
	root   *html.Node
	whole  bool // a complete page, not a fragment
}

// Page parses a complete page.
func Page(t testing.TB, body string) *Document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("parse page: %v", err)
	}
	return &Document{t: t, source: body, root: root, whole: true}
}

// Fragment parses what would stand inside a page's body, for example one component.
func Fragment(t testing.TB, body string) *Document {
	t.Helper()
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(body), context)
	if err != nil {
		t.Fatalf("parse fragment: %v", err)
	}
	for _, n := range nodes {
		context.AppendChild(n)
	}
	return &Document{t: t, source: body, root: context}
}

// elements returns all elements below root in document order.
func elements(root *html.Node) []*html.Node {
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// value is attr for callers to whom a missing attribute and an empty one are the same.
func value(n *html.Node, key string) string {
	v, _ := attr(n, key)
	return v
}

// closest returns n or its nearest ancestor with one of these tags, or nil.
func closest(n *html.Node, tags ...string) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && slices.Contains(tags, n.Data) {
			return n
		}
	}
	return nil
}

// breaking lists the elements that separate words even without white space between them.
var breaking = []string{
	"address", "article", "aside", "blockquote", "br", "button", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
	"figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "legend", "li", "main", "nav", "ol", "option", "p", "pre",
	"section", "select", "summary", "table", "tbody", "td", "textarea", "th", "thead", "tr", "ul",
}

// text returns the words of n as the package comment defines them.
func text(n *html.Node) string {
	var b strings.Builder
	writeText(&b, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func writeText(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || value(n, "aria-hidden") == "true"):
		return
	case n.Data == "img":
		b.WriteString(" " + value(n, "alt") + " ")
		return
	}
	separate := n.Type == html.ElementNode && slices.Contains(breaking, n.Data)
	if separate {
		b.WriteByte(' ')
	}
	for c := range n.ChildNodes() {
		writeText(b, c)
	}
	if separate {
		b.WriteByte(' ')
	}
}
