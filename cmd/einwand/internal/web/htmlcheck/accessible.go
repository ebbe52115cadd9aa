package htmlcheck

import (
	"fmt"
	"slices"

	"golang.org/x/net/html"
)

// controls wants a label for every field that a person fills in.
func controls(all []*html.Node) []string {
	var found []string
	for _, n := range all {
		if isField(n) && fieldLabel(all, n) == "" {
			found = append(found, fmt.Sprintf("%s %q: no label", n.Data, value(n, "name")))
		}
	}
	return found
}

func isField(n *html.Node) bool {
	switch n.Data {
	case "textarea", "select":
		return true
	case "input":
		return !slices.Contains([]string{"hidden", "submit", "button", "reset", "image"}, value(n, "type"))
	}
	return false
}

func fieldLabel(all []*html.Node, field *html.Node) string {
	if s := ariaName(all, field); s != "" {
		return s
	}
	if wrapping := closest(field, "label"); wrapping != nil {
		return text(wrapping)
	}
	id, ok := attr(field, "id")
	for _, n := range all {
		if ok && n.Data == "label" && value(n, "for") == id {
			return text(n)
		}
	}
	return ""
}

// ariaName returns the name that ARIA attributes give to n, or "".
func ariaName(all []*html.Node, n *html.Node) string {
	if s := value(n, "aria-label"); s != "" {
		return s
	}
	id := value(n, "aria-labelledby")
	for _, other := range all {
		if id != "" && value(other, "id") == id {
			return text(other)
		}
	}
	return ""
}

// grouped wants radio buttons inside a fieldset whose legend asks the question.
func grouped(all []*html.Node) []string {
	var found []string
	for _, n := range all {
		if n.Data == "input" && value(n, "type") == "radio" && closest(n, "fieldset") == nil {
			found = append(found, fmt.Sprintf("radio %q: not in a fieldset", value(n, "name")))
		}
		if n.Data == "fieldset" && !slices.ContainsFunc(elements(n), isFilledLegend) {
			found = append(found, "fieldset: no legend")
		}
	}
	return found
}

func isFilledLegend(n *html.Node) bool { return n.Data == "legend" && text(n) != "" }

// names wants words on everything that can be pressed or followed, and nothing pressable inside it.
func names(all []*html.Node) []string {
	pressable := []string{"a", "button", "summary"}
	var found []string
	for _, n := range all {
		if !slices.Contains(pressable, n.Data) {
			continue
		}
		if text(n) == "" && ariaName(all, n) == "" {
			found = append(found, n.Data+": no words")
		}
		if href, ok := attr(n, "href"); n.Data == "a" && (!ok || href == "" || href == "#") {
			found = append(found, fmt.Sprintf("a %q: leads nowhere", text(n)))
		}
		if outer := closest(n.Parent, pressable...); outer != nil {
			found = append(found, fmt.Sprintf("%s %q: inside a %s", n.Data, text(n), outer.Data))
		}
	}
	return found
}

// pictures wants an alt on every img, and every svg either hidden or named.
func pictures(all []*html.Node) []string {
	var found []string
	for _, n := range all {
		if _, ok := attr(n, "alt"); n.Data == "img" && !ok {
			found = append(found, fmt.Sprintf("img %q: no alt", value(n, "src")))
		}
		if n.Data == "svg" && value(n, "aria-hidden") != "true" && ariaName(all, n) == "" {
			found = append(found, "svg: neither hidden nor named")
		}
	}
	return found
}

// tables wants a caption on every table and a scope on every heading cell.
func tables(all []*html.Node) []string {
	var found []string
	for _, n := range all {
		if n.Data == "table" && !slices.ContainsFunc(elements(n), isFilledCaption) {
			found = append(found, "table: no caption")
		}
		if n.Data == "th" && value(n, "scope") == "" {
			found = append(found, fmt.Sprintf("th %q: no scope", text(n)))
		}
	}
	return found
}

func isFilledCaption(n *html.Node) bool { return n.Data == "caption" && text(n) != "" }

// forms refuses checking by the browser, and wants every POST form with fields to switch it off.
func forms(all []*html.Node) []string {
	var found []string
	for _, n := range all {
		for _, key := range []string{"required", "pattern", "minlength"} {
			if _, ok := attr(n, key); ok {
				found = append(found, fmt.Sprintf("%s %q: %s is checked by the browser", n.Data, value(n, "name"), key))
			}
		}
		if n.Data != "form" || value(n, "method") != "post" {
			continue
		}
		if _, ok := attr(n, "novalidate"); !ok && slices.ContainsFunc(elements(n), isField) {
			found = append(found, fmt.Sprintf("form %s: no novalidate", value(n, "action")))
		}
	}
	return found
}
