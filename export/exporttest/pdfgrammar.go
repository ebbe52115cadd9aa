package exporttest

import (
	"slices"
	"strings"
)

// parentsOf are the roles that may stand above a role (ISO 32000-1, 14.8.4.3).
var parentsOf = map[string][]string{
	"TR": {"Table", "THead", "TBody"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
	"LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}, "TOCI": {"TOC"}, "Reference": {"TOCI"}, "Link": {"Reference", "P"}, "Sect": {"Document"},
}

// grammar holds elements to their places, and tables to their shape.
func (c *checker) grammar(n *Node) {
	for _, k := range n.Kids {
		if allowed := parentsOf[k.Role]; allowed != nil && !slices.Contains(allowed, n.Role) {
			c.report("%s below %s", k.Role, n.Role)
		}
		c.grammar(k)
	}
	switch n.Role {
	case "Document", "Sect", "Table", "THead", "TBody", "TR", "L", "LI", "TOC", "TOCI", "Reference":
		if n.Own != "" {
			c.report("%s has words of its own: %.40q", n.Role, n.Own)
		}
		if len(n.Kids) == 0 && n.Role != "TBody" {
			c.report("empty %s", n.Role)
		}
	case "TH":
		if n.Scope != "Row" && n.Scope != "Column" {
			c.report("TH %.40q has the scope %q", n.Text(), n.Scope)
		}
	case "P", "H1", "H2", "H3", "Lbl", "LBody", "Link":
		if n.Text() == "" {
			c.report("empty %s", n.Role)
		}
	case "Figure":
		if n.Alt == "" {
			c.report("figure without words")
		}
	case "TD":
	default:
		c.report("unknown role %s", n.Role)
	}
	if n.Role == "Table" {
		c.table(n)
	}
}

// table wants as many cells in every row, and a header for each.
func (c *checker) table(n *Node) {
	rows := n.All("TR")
	for _, row := range rows {
		if len(row.Kids) != len(rows[0].Kids) {
			c.report("row %.40q has %d cells, the first one %d", row.Text(), len(row.Kids), len(rows[0].Kids))
		}
		if row.Kids[0].Role != "TH" {
			c.report("row %.40q has no header", row.Text())
		}
	}
}

// headings may not leave out a level.
func (c *checker) headings(root *Node) {
	level := 0
	var walk func(*Node)
	walk = func(n *Node) {
		if len(n.Role) == 2 && n.Role[0] == 'H' && n.Role != "TH" {
			next := int(n.Role[1] - '0')
			if next > level+1 {
				c.report("heading %q of level %d after %d", n.Text(), next, level)
			}
			level = next
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(root)
	if level == 0 {
		c.report("no heading")
	}
}

// order wants elements to begin on a page in the order in which they are read.
func (c *checker) order(root *Node) {
	last := map[int]int{}
	var walk func(*Node)
	walk = func(n *Node) {
		for p, mcid := range n.first {
			if before, known := last[p]; known && mcid < before {
				c.report("page %d: %s %.40q is read after what stands behind it", p+1, n.Role, strings.TrimSpace(n.Own))
			}
			last[p] = mcid
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(root)
}
