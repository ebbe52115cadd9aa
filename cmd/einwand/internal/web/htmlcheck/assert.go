package htmlcheck

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// find returns all elements that match; a selector that cannot be read fails the test.
func (d *Document) find(sel string) []*html.Node {
	d.t.Helper()
	s, err := compile(sel)
	if err != nil {
		d.t.Fatal(err)
	}
	return slices.DeleteFunc(elements(d.root), func(n *html.Node) bool { return !s.matches(n) })
}

// only returns the one element that matches, and fails the test if there is none or more than one.
func (d *Document) only(sel string) *html.Node {
	d.t.Helper()
	found := d.find(sel)
	if len(found) != 1 {
		d.t.Fatalf("%s: got %d elements, want 1", sel, len(found))
	}
	return found[0]
}

// Has reports an error unless an element matches whose text contains want; an empty want asks only for the element.
func (d *Document) Has(sel, want string) *Document {
	d.t.Helper()
	texts := d.Texts(sel)
	if !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, want) }) {
		d.t.Errorf("%s: got %q, want one with %q", sel, texts, want)
	}
	return d
}

// HasNone reports an error if an element matches.
func (d *Document) HasNone(sel string) *Document {
	d.t.Helper()
	if texts := d.Texts(sel); len(texts) > 0 {
		d.t.Errorf("%s: got %q, want none", sel, texts)
	}
	return d
}

// Lacks reports an error if the words stand anywhere in the page's text.
func (d *Document) Lacks(words string) *Document {
	d.t.Helper()
	if strings.Contains(text(d.root), words) {
		d.t.Errorf("the page contains %q, want it not to", words)
	}
	return d
}

// Count returns how many elements match.
func (d *Document) Count(sel string) int {
	d.t.Helper()
	return len(d.find(sel))
}

// Text returns the text of the one element that matches.
func (d *Document) Text(sel string) string {
	d.t.Helper()
	return text(d.only(sel))
}

// Texts returns the texts of all elements that match, in document order.
func (d *Document) Texts(sel string) []string {
	d.t.Helper()
	var texts []string
	for _, n := range d.find(sel) {
		texts = append(texts, text(n))
	}
	return texts
}

// Attr returns an attribute of the one element that matches, and fails the test if the element lacks it.
func (d *Document) Attr(sel, key string) string {
	d.t.Helper()
	v, ok := attr(d.only(sel), key)
	if !ok {
		d.t.Fatalf("%s: got no attribute %s", sel, key)
	}
	return v
}

// Link is one <a href>.
type Link struct {
	Text string
	URL  string
}

// Links returns all links of the page in document order.
func (d *Document) Links() []Link {
	d.t.Helper()
	var links []Link
	for _, n := range d.find("a[href]") {
		links = append(links, Link{Text: text(n), URL: value(n, "href")})
	}
	return links
}

// Follow returns the address behind the link with exactly this text; several such links must lead to the same place.
func (d *Document) Follow(label string) string {
	d.t.Helper()
	var urls []string
	for _, l := range d.Links() {
		if l.Text == label && !slices.Contains(urls, l.URL) {
			urls = append(urls, l.URL)
		}
	}
	if len(urls) != 1 {
		d.t.Fatalf("link %q: got addresses %q, want one", label, urls)
	}
	return urls[0]
}
