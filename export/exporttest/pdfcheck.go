package exporttest

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// Node is an element of the structure tree with the words in it.
type Node struct {
	Role  string
	Scope string
	Alt   string
	Kids  []*Node
	Own   string // words of its own stretches
	ref   pdfRef
	first map[int]int // the first stretch by page
}

// Text is what the element and all below it say, in the order of reading. Elements are parted by line feeds.
func (n *Node) Text() string {
	parts := []string{n.Own}
	for _, k := range n.Kids {
		parts = append(parts, k.Text())
	}
	return strings.Trim(strings.Join(parts, "\n"), "\n")
}

// All returns the elements of a role at and below the node, in the order of reading.
func (n *Node) All(role string) []*Node {
	var list []*Node
	if n.Role == role {
		list = append(list, n)
	}
	for _, k := range n.Kids {
		list = append(list, k.All(role)...)
	}
	return list
}

// checker collects what is wrong with a file.
type checker struct {
	*PDF
	wrong    []string
	stretchs [][]*stretch
	owners   []map[int]pdfRef // by page and MCID
	links    map[pdfRef]pdfRef
}

func (c *checker) report(format string, args ...any) {
	if len(c.wrong) < 50 {
		c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
	}
}

// CheckPDF reads a file and returns its structure, and everything that keeps it from being accessible.
func CheckPDF(data []byte) (root *Node, wrong []string) {
	f, err := ReadPDF(data)
	if err != nil {
		return nil, []string{err.Error()}
	}
	c := &checker{PDF: f, links: map[pdfRef]pdfRef{}}
	defer func() {
		if r := recover(); r != nil {
			root, wrong = nil, append(c.wrong, fmt.Sprint(r))
		}
	}()
	c.frame()
	c.attachments()
	fonts := f.faces()
	for i := range f.pages {
		content := &content{f: f, page: i, report: c.report, fonts: fonts}
		c.stretchs = append(c.stretchs, content.read())
		c.owners = append(c.owners, map[int]pdfRef{})
	}
	tree := f.dict(f.catalog()["StructTreeRoot"])
	root = c.node(tree["K"].(pdfRef), nil)
	c.parents(f.dict(tree["ParentTree"]))
	c.grammar(root)
	c.headings(root)
	c.order(root)
	c.targets()
	return root, c.wrong
}

var subset = regexp.MustCompile(`^[A-Z]{6}\+DejaVu`)

// frame checks what stands around the pages.
func (c *checker) frame() {
	catalog := c.catalog()
	view, _ := catalog["ViewerPreferences"].(pdfDict)
	mark, _ := catalog["MarkInfo"].(pdfDict)
	metadata := c.streamOf(catalog["Metadata"])
	id := c.array(c.trailer["ID"])
	for name, ok := range map[string]bool{
		"version": bytes.HasPrefix(c.data, []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")), "language": textOf(catalog["Lang"]) == "de-DE",
		"mark": mark["Marked"] == true, "title in the window": view["DisplayDocTitle"] == true, "identifier": len(id) == 2, "title": textOf(c.dict(c.trailer["Info"])["Title"]) != "",
		"conformance": bytes.Contains(metadata, []byte("<pdfaid:conformance>A<")), "PDF/UA-1": bytes.Contains(metadata, []byte("<pdfuaid:part>1<")),
	} {
		if !ok {
			c.report("the file lacks: %s", name)
		}
	}
	intent := c.dict(c.array(catalog["OutputIntents"])[0])
	if profile := c.streamOf(intent["DestOutputProfile"]); len(profile) < 128 || string(profile[36:40]) != "acsp" || int(profile[2])<<8|int(profile[3]) != len(profile) {
		c.report("no colour profile")
	}
	for name, ref := range c.dict(c.dict(c.pages[0]["Resources"])["Font"]) {
		font := c.dict(ref)
		descriptor := c.dict(c.dict(c.array(font["DescendantFonts"])[0])["FontDescriptor"])
		if !subset.MatchString(string(font["BaseFont"].(pdfName))) || font["BaseFont"] != descriptor["FontName"] || len(c.streamOf(descriptor["FontFile2"])) == 0 {
			c.report("font %s is not an embedded subset with its name", name)
		}
	}
}

// node reads an element and all below it.
func (c *checker) node(ref pdfRef, parent *Node) *Node {
	d := c.dict(ref)
	n := &Node{Role: string(d["S"].(pdfName)), Alt: textOf(d["Alt"]), ref: ref, first: map[int]int{}}
	if parent != nil && d["P"] != parent.ref {
		c.report("%s %d does not know its parent", n.Role, ref)
	}
	if attrs, ok := d["A"].(pdfDict); ok {
		scope, _ := attrs["Scope"].(pdfName)
		n.Scope = string(scope)
	}
	for _, k := range c.array(d["K"]) {
		switch k := k.(type) {
		case pdfRef:
			n.Kids = append(n.Kids, c.node(k, n))
		case float64:
			c.own(n, d["Pg"], int(k))
		case pdfDict:
			if k["Type"] == pdfName("OBJR") {
				c.links[k["Obj"].(pdfRef)] = ref
				continue
			}
			c.own(n, k["Pg"], int(k["MCID"].(float64)))
		}
	}
	return n
}

// own gives a stretch to an element.
func (c *checker) own(n *Node, page any, mcid int) {
	p, ok := c.numbers[int(page.(pdfRef))]
	if !ok || mcid >= len(c.stretchs[p]) {
		c.report("%s %d owns stretch %d of page %d, which does not exist", n.Role, n.ref, mcid, p+1)
		return
	}
	if other, owned := c.owners[p][mcid]; owned {
		c.report("page %d: stretch %d belongs to %d and %d", p+1, mcid, other, n.ref)
	}
	c.owners[p][mcid] = n.ref
	if _, known := n.first[p]; !known {
		n.first[p] = mcid
	}
	n.Own += c.stretchs[p][mcid].text.String()
}

// parents holds the parent tree to the owners.
func (c *checker) parents(tree pdfDict) {
	nums := c.array(tree["Nums"])
	parents := map[int]any{}
	for i := 0; i+1 < len(nums); i += 2 {
		if key := int(nums[i].(float64)); key != i/2 {
			c.report("parent tree: key %d at %d", key, i/2)
		}
		parents[i/2] = nums[i+1]
	}
	for p, page := range c.pages {
		list := c.array(parents[int(page["StructParents"].(float64))])
		if len(list) != len(c.stretchs[p]) || page["Tabs"] != pdfName("S") {
			c.report("page %d: the parent tree knows %d of %d stretches", p+1, len(list), len(c.stretchs[p]))
			continue
		}
		for mcid, ref := range list {
			if owner, owned := c.owners[p][mcid]; !owned || owner != ref {
				c.report("page %d: stretch %d belongs to %v, the parent tree says %v", p+1, mcid, owner, ref)
			}
		}
	}
	for _, page := range c.pages {
		for _, ref := range c.array(page["Annots"]) {
			a := c.dict(ref)
			if owner := parents[int(a["StructParent"].(float64))]; owner != c.links[ref.(pdfRef)] || a["F"] != 4.0 || textOf(a["Contents"]) == "" {
				c.report("annotation %v: %v, belongs to %v", ref, a, owner)
			}
			c.target(a["Dest"], "link")
		}
	}
}
