package htmlcheck

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Form is what a browser knows about one form before somebody presses a button.
type Form struct {
	t       testing.TB
	Method  string // upper-case; GET if the form names none
	Action  string
	Enctype string // application/x-www-form-urlencoded if the form names none
	// Values holds what the fields would send. Files and buttons are not in it; a caller may change it before Press.
	Values  url.Values
	Buttons []Button

	node *html.Node
	page []*html.Node
}

// Button is one submit button. Name is empty if it sends nothing; Action is empty if it uses the form's.
type Button struct {
	Label, Name, Value, Action string
}

// Form returns the one form with this action.
func (d *Document) Form(action string) Form {
	d.t.Helper()
	forms := d.Forms(action)
	if len(forms) != 1 {
		d.t.Fatalf("form %s: got %d of them, want 1", action, len(forms))
	}
	return forms[0]
}

// Forms returns all forms with this action, in document order.
func (d *Document) Forms(action string) []Form {
	d.t.Helper()
	var forms []Form
	for _, n := range d.find("form") {
		if value(n, "action") == action {
			forms = append(forms, d.readForm(n))
		}
	}
	return forms
}

// Press returns what the form sends when the button with this text is pressed.
func (f Form) Press(label string) url.Values {
	f.t.Helper()
	sent := url.Values{}
	for k, v := range f.Values {
		sent[k] = append([]string(nil), v...)
	}
	var found []Button
	for _, b := range f.Buttons {
		if b.Label == label {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		f.t.Fatalf("form %s: got %d buttons %q among %q, want 1", f.Action, len(found), label, f.Buttons)
	}
	if found[0].Name != "" {
		sent.Add(found[0].Name, found[0].Value)
	}
	return sent
}

func (d *Document) readForm(form *html.Node) Form {
	f := Form{
		t: d.t, Method: strings.ToUpper(value(form, "method")), Action: value(form, "action"), Enctype: value(form, "enctype"),
		Values: url.Values{}, node: form, page: elements(d.root),
	}
	if f.Method == "" {
		f.Method = "GET"
	}
	if f.Enctype == "" {
		f.Enctype = "application/x-www-form-urlencoded"
	}
	for _, n := range f.page {
		if belongsTo(n, form) && !disabled(n) {
			f.read(n)
		}
	}
	return f
}

// belongsTo reports whether a field stands in the form or names it by its form attribute.
func belongsTo(n, form *html.Node) bool {
	if id, ok := attr(n, "form"); ok {
		return id == value(form, "id")
	}
	return closest(n.Parent, "form") == form
}

func disabled(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if _, ok := attr(p, "disabled"); ok && (p == n || p.Data == "fieldset") {
			return true
		}
	}
	return false
}

func (f *Form) read(n *html.Node) {
	name := value(n, "name")
	switch n.Data {
	case "button":
		if t := value(n, "type"); t == "" || t == "submit" {
			f.Buttons = append(f.Buttons, Button{text(n), name, value(n, "value"), value(n, "formaction")})
		}
	case "textarea":
		f.add(name, asSent(rawText(n)))
	case "select":
		f.readSelect(name, n)
	case "input":
		f.readInput(name, n)
	}
}

func (f *Form) readInput(name string, n *html.Node) {
	switch value(n, "type") {
	case "submit":
		f.Buttons = append(f.Buttons, Button{value(n, "value"), name, value(n, "value"), value(n, "formaction")})
	case "checkbox", "radio":
		if _, checked := attr(n, "checked"); !checked {
			return
		}
		if v, ok := attr(n, "value"); ok {
			f.add(name, v)
			return
		}
		f.add(name, "on")
	case "file", "button", "reset", "image":
	default:
		f.add(name, value(n, "value"))
	}
}

// readSelect adds the selected options, or the first one of a list that must have one.
func (f *Form) readSelect(name string, n *html.Node) {
	_, multiple := attr(n, "multiple")
	var first *html.Node
	chosen := false
	for _, o := range elements(n) {
		if o.Data != "option" || disabled(o) {
			continue
		}
		if first == nil {
			first = o
		}
		if _, ok := attr(o, "selected"); ok {
			f.add(name, optionValue(o))
			chosen = true
		}
	}
	if !chosen && !multiple && first != nil {
		f.add(name, optionValue(first))
	}
}

func optionValue(o *html.Node) string {
	if v, ok := attr(o, "value"); ok {
		return v
	}
	return text(o)
}

func (f *Form) add(name, v string) {
	if name != "" {
		f.Values.Add(name, v)
	}
}

// rawText returns the text of a textarea as it stands, white space included.
func rawText(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(c.Data)
	}
	return b.String()
}

// asSent turns line ends into CRLF, as a browser does when it builds the body of a form.
func asSent(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}
