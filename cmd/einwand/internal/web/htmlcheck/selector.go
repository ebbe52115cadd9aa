package htmlcheck

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A selector is a list of alternatives; each is a chain of steps, read from the right.
type selector [][]step

// step is one compound such as input.kern-form[type=text], and how it hangs on the step before it.
type step struct {
	tag     string
	classes []string
	attrs   []condition
	child   bool // the step before must be the parent, not any ancestor
}

type condition struct {
	key, op, want string // op is "", "=", "^=" or "$="
}

// compile reads a selector. The error names the part that it does not understand.
func compile(s string) (selector, error) {
	var list selector
	for alternative := range splitOutside(s, ',') {
		chain, err := compileChain(alternative)
		if err != nil {
			return nil, fmt.Errorf("selector %q: %w", s, err)
		}
		list = append(list, chain)
	}
	return list, nil
}

func compileChain(s string) ([]step, error) {
	var chain []step
	child := false
	for word := range splitOutside(strings.ReplaceAll(s, ">", " > "), ' ') {
		switch word {
		case "":
			continue
		case ">":
			child = true
			continue
		}
		st, err := compileStep(word)
		if err != nil {
			return nil, err
		}
		st.child, child = child, false
		chain = append(chain, st)
	}
	if len(chain) == 0 || child || chain[0].child {
		return nil, fmt.Errorf("nothing to find in %q", s)
	}
	return chain, nil
}

// splitOutside yields the parts of s between separators that do not stand inside brackets.
func splitOutside(s string, separator byte) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start, depth := 0, 0
		for i := range len(s) {
			switch {
			case s[i] == '[':
				depth++
			case s[i] == ']':
				depth--
			case s[i] == separator && depth == 0:
				if !yield(s[start:i]) {
					return
				}
				start = i + 1
			}
		}
		yield(s[start:])
	}
}

func compileStep(word string) (step, error) {
	var st step
	end := nextMark(word)
	st.tag = strings.ToLower(word[:end])
	for rest := word[end:]; rest != ""; {
		mark, end := rest[0], nextMark(rest[1:])+1
		if mark == '[' {
			end = strings.IndexByte(rest, ']') + 1
		}
		part := rest[1:max(end, 1)]
		rest = rest[max(end, 1):]
		switch {
		case part == "" || part == "]":
			return st, fmt.Errorf("cannot read %q", word)
		case mark == '.':
			st.classes = append(st.classes, part)
		case mark == '#':
			st.attrs = append(st.attrs, condition{"id", "=", part})
		default:
			st.attrs = append(st.attrs, compileCondition(strings.TrimSuffix(part, "]")))
		}
	}
	foreign := func(c condition) bool { return strings.ContainsAny(c.key, "*|~^$") }
	if strings.ContainsAny(st.tag, ":+~*]") || slices.ContainsFunc(st.attrs, foreign) {
		return st, fmt.Errorf("cannot read %q", word)
	}
	return st, nil
}

// nextMark returns where the next class, id or attribute begins.
func nextMark(s string) int {
	if i := strings.IndexAny(s, ".#["); i >= 0 {
		return i
	}
	return len(s)
}

func compileCondition(s string) condition {
	op := "="
	key, want, found := strings.Cut(s, "=")
	if !found {
		return condition{key: key}
	}
	for _, mark := range []string{"^", "$"} {
		if k, ok := strings.CutSuffix(key, mark); ok {
			key, op = k, mark+"="
		}
	}
	return condition{key, op, strings.Trim(want, `"'`)}
}

func (s selector) matches(n *html.Node) bool {
	return slices.ContainsFunc(s, func(chain []step) bool { return matchChain(chain, n) })
}

func matchChain(chain []step, n *html.Node) bool {
	last := chain[len(chain)-1]
	if !last.matches(n) {
		return false
	}
	if len(chain) == 1 {
		return true
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if matchChain(chain[:len(chain)-1], p) {
			return true
		}
		if last.child {
			return false
		}
	}
	return false
}

func (st step) matches(n *html.Node) bool {
	if n.Type != html.ElementNode || st.tag != "" && n.Data != st.tag {
		return false
	}
	classes := strings.Fields(value(n, "class"))
	for _, c := range st.classes {
		if !slices.Contains(classes, c) {
			return false
		}
	}
	return !slices.ContainsFunc(st.attrs, func(c condition) bool { return !c.holds(n) })
}

func (c condition) holds(n *html.Node) bool {
	v, ok := attr(n, c.key)
	switch c.op {
	case "=":
		return ok && v == c.want
	case "^=":
		return ok && strings.HasPrefix(v, c.want)
	case "$=":
		return ok && strings.HasSuffix(v, c.want)
	}
	return ok
}
