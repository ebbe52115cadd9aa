package htmlcheck

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// FormWith returns the one form with a submit button of this text.
func (d *Document) FormWith(button string) Form {
	d.t.Helper()
	var found []Form
	for _, n := range d.find("form") {
		f := d.readForm(n)
		if slices.ContainsFunc(f.Buttons, func(b Button) bool { return b.Label == button }) {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		d.t.Fatalf("button %q: got %d forms with it, want 1", button, len(found))
	}
	return found[0]
}

// Fill types words into the field with this label, or chooses the option with this text in a list.
func (f Form) Fill(label, words string) {
	f.t.Helper()
	n := f.field(label, func(n *html.Node) bool { return !choosable(n) && value(n, "type") != "file" })
	name := value(n, "name")
	if n.Data == "select" {
		words = f.option(n, words)
	}
	f.Values.Set(name, asSent(words))
}

// Choose clicks the radio button, or ticks the box, with this label.
func (f Form) Choose(label string) {
	f.t.Helper()
	f.choose(f.field(label, choosable))
}

// Answer clicks the radio button with this label in the group that asks this question: many groups offer "Ja".
func (f Form) Answer(question, label string) {
	f.t.Helper()
	f.choose(f.field(label, func(n *html.Node) bool {
		return choosable(n) && strings.HasPrefix(legend(closest(n, "fieldset")), question)
	}))
}

// legend is the question that a group asks; empty outside of a group.
func legend(group *html.Node) string {
	if group == nil {
		return ""
	}
	for _, n := range elements(group) {
		if n.Data == "legend" {
			return text(n)
		}
	}
	return ""
}

func (f Form) choose(n *html.Node) {
	name := value(n, "name")
	chosen, ok := attr(n, "value")
	if !ok {
		chosen = "on"
	}
	if value(n, "type") == "radio" {
		f.Values.Del(name)
	}
	f.Values.Add(name, chosen)
}

// FileField returns the name of the field for files with this label.
func (f Form) FileField(label string) string {
	f.t.Helper()
	return value(f.field(label, func(n *html.Node) bool { return value(n, "type") == "file" }), "name")
}

func choosable(n *html.Node) bool {
	return slices.Contains([]string{"radio", "checkbox"}, value(n, "type"))
}

// field finds the one field of a kind whose label is, or begins with, these words: a label may end with "(freiwillig)".
func (f Form) field(label string, kind func(*html.Node) bool) *html.Node {
	f.t.Helper()
	var exact, begun []*html.Node
	var labels []string
	for _, n := range f.page {
		if !isField(n) || !belongsTo(n, f.node) || disabled(n) || !kind(n) {
			continue
		}
		own := fieldLabel(f.page, n)
		labels = append(labels, own)
		if own == label {
			exact = append(exact, n)
		}
		if strings.HasPrefix(own, label+" ") {
			begun = append(begun, n)
		}
	}
	if len(exact) == 0 {
		exact = begun
	}
	if len(exact) != 1 {
		f.t.Fatalf("form %s: got %d fields %q among %q, want 1", f.Action, len(exact), label, labels)
	}
	return exact[0]
}

func (f Form) option(list *html.Node, words string) string {
	f.t.Helper()
	var offered []string
	for _, o := range elements(list) {
		if o.Data != "option" || disabled(o) {
			continue
		}
		if text(o) == words {
			return optionValue(o)
		}
		offered = append(offered, text(o))
	}
	f.t.Fatalf("list %q: got options %q, want %q", value(list, "name"), offered, words)
	return ""
}
