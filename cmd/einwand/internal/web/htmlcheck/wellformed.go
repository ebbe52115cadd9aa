package htmlcheck

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// WellFormed reports an error for every rule that the page breaks: one h1 and an unbroken heading order, a name for
// every field, link and button, unique ids and references that lead somewhere, alternatives for pictures, tables with
// caption and scope, no inline style or script (the Content-Security-Policy blocks them), no checking by the browser
// (its bubbles are not accessible; the server answers with a summary), and tags that nest as they are written.
func (d *Document) WellFormed() *Document {
	d.t.Helper()
	for _, p := range d.problems() {
		d.t.Error(p)
	}
	return d
}

func (d *Document) problems() []string {
	all := elements(d.root)
	var found []string
	if d.whole {
		found = append(found, wholePage(all)...)
	}
	for _, rule := range []func([]*html.Node) []string{
		headings, references, controls, grouped, names, inline, pictures, tables, forms, alerts,
	} {
		found = append(found, rule(all)...)
	}
	return append(found, d.nesting()...)
}

// wholePage wants what only a complete page can have: a language, one title, one main, one h1 before all other
// headings, and a target for every link inside the page.
func wholePage(all []*html.Node) []string {
	count := make(map[string]int)
	ids := countIDs(all)
	var found []string
	for _, n := range all {
		count[n.Data]++
		if n.Data == "html" && value(n, "lang") == "" {
			found = append(found, "html: no lang")
		}
		if n.Data == "title" && text(n) == "" {
			found = append(found, "title: empty")
		}
		if headingLevel(n) > 1 && count["h1"] == 0 {
			found = append(found, fmt.Sprintf("%s %q: stands before the h1", n.Data, text(n)))
		}
		if id, ok := strings.CutPrefix(value(n, "href"), "#"); ok && ids[id] == 0 {
			found = append(found, fmt.Sprintf("%s refers to #%s, which is missing", n.Data, id))
		}
	}
	for _, tag := range []string{"title", "h1", "main"} {
		if count[tag] != 1 {
			found = append(found, fmt.Sprintf("%s: got %d, want 1", tag, count[tag]))
		}
	}
	return found
}

// headings wants words in each of them, and no level left out on the way down.
func headings(all []*html.Node) []string {
	var found []string
	before := 0
	for _, n := range all {
		level := headingLevel(n)
		if level == 0 {
			continue
		}
		if before > 0 && level > before+1 {
			found = append(found, fmt.Sprintf("%s %q: follows an h%d", n.Data, text(n), before))
		}
		if text(n) == "" {
			found = append(found, n.Data+": empty")
		}
		before = level
	}
	return found
}

// headingLevel returns 1 to 6, or 0 for other elements.
func headingLevel(n *html.Node) int {
	if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

// references wants ids that occur once, and no element described by an id that does not occur.
func references(all []*html.Node) []string {
	ids := countIDs(all)
	var found []string
	for id, times := range ids {
		if times > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
			found = append(found, fmt.Sprintf("id %q: %d times", id, times))
		}
	}
	slices.Sort(found)
	for _, n := range all {
		for _, id := range referred(n) {
			if ids[id] == 0 {
				found = append(found, fmt.Sprintf("%s refers to #%s, which is missing", n.Data, id))
			}
		}
	}
	return found
}

func countIDs(all []*html.Node) map[string]int {
	ids := make(map[string]int)
	for _, n := range all {
		if id, ok := attr(n, "id"); ok {
			ids[id]++
		}
	}
	return ids
}

func referred(n *html.Node) []string {
	var ids []string
	for _, key := range []string{"for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls"} {
		ids = append(ids, strings.Fields(value(n, key))...)
	}
	return ids
}

// inline refuses what the Content-Security-Policy blocks.
func inline(all []*html.Node) []string {
	var found []string
	for _, n := range all {
		if n.Data == "style" || n.Data == "script" && value(n, "src") == "" {
			found = append(found, n.Data+": inline")
		}
		for _, a := range n.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(v, "javascript:") {
				found = append(found, fmt.Sprintf("%s: inline %s=%q", n.Data, a.Key, a.Val))
			}
		}
	}
	return found
}

// alerts allows one live region that interrupts: the error summary. More of them talk over each other.
func alerts(all []*html.Node) []string {
	count := 0
	for _, n := range all {
		if value(n, "role") == "alert" {
			count++
		}
	}
	if count > 1 {
		return []string{fmt.Sprintf("role=alert: got %d, want at most 1", count)}
	}
	return nil
}

// nesting compares the tags as written with the tree that a browser builds of them: a list inside a paragraph, for
// example, is moved out of it and leaves a second paragraph behind.
func (d *Document) nesting() []string {
	balance := make(map[string]int)
	for _, n := range elements(d.root) {
		balance[strings.ToLower(n.Data)]++
	}
	z := html.NewTokenizer(strings.NewReader(d.source))
	for tt := z.Next(); tt != html.ErrorToken; tt = z.Next() {
		if tt == html.StartTagToken || tt == html.SelfClosingTagToken {
			name, _ := z.TagName()
			balance[string(name)]--
		}
	}
	var found []string
	for tag, n := range balance {
		implied := n > 0 && slices.Contains([]string{"html", "head", "body", "tbody"}, tag)
		if n != 0 && !implied {
			found = append(found, fmt.Sprintf("%s: %+d elements against the tags as written", tag, n))
		}
	}
	slices.Sort(found)
	return found
}
