package tagged

// Role is the standard structure type of an element (ISO 32000-1, 14.8.4).
type Role string

// The roles in use.
const (
	Section   Role = "Sect"
	Title     Role = "H1"
	Heading   Role = "H2"
	Minor     Role = "H3"
	Paragraph Role = "P"
	List      Role = "L"
	Item      Role = "LI"
	Label     Role = "Lbl"
	ItemBody  Role = "LBody"
	Table     Role = "Table"
	Head      Role = "THead"
	Body      Role = "TBody"
	Row       Role = "TR"
	Header    Role = "TH"
	Cell      Role = "TD"
	Contents  Role = "TOC"
	Entry     Role = "TOCI"
	Reference Role = "Reference"
	Link      Role = "Link"
	Figure    Role = "Figure"
	document  Role = "Document"
)

// Element is a node of the structure tree. Its kids stand in the order in which they are read.
type Element struct {
	doc    *Document
	role   Role
	attrs  string // the attribute dictionary
	alt    string // what a figure shows
	parent *Element
	kids   []kid
	one    [1]kid // most have one
	number int    // of its object
	at     int    // among the kids of its parent
}

// kid is an element, a stretch of marked content, or a link.
type kid struct {
	element *Element
	link    *link
	page    int32 // index of the page of the stretch; gone if this is an element that was written
	mcid    int32 // or the number of the element
}

const gone = -1

// Add appends an element.
func (e *Element) Add(r Role) *Element {
	added := e.doc.element()
	*added = Element{doc: e.doc, role: r, parent: e, number: e.doc.file.next(), at: len(e.kids)}
	added.kids = added.one[:0]
	e.kids = append(e.kids, kid{element: added})
	return added
}

// element is room for one.
func (d *Document) element() *Element {
	const together = 64
	if len(d.room) == 0 {
		d.room = make([]Element, together)
	}
	e := &d.room[0]
	d.room = d.room[1:]
	return e
}

// Done says that nothing will be added to an element or below it but what is drawn before the next page is sealed. It
// is optional, and makes room.
func (e *Element) Done() { e.doc.done = append(e.doc.done, e) }

// Scope is what a header cell is the header of.
type Scope string

// The scopes.
const (
	OfColumn Scope = "Column"
	OfRow    Scope = "Row"
)

// AddHeader appends a header cell. Its scope is named in every case: readers that infer it from the place do not agree.
func (e *Element) AddHeader(s Scope) *Element {
	h := e.Add(Header)
	h.attrs = "<</O/Table/Scope/" + string(s) + ">>"
	return h
}

// AddTable appends a table with a sentence that tells what is in it.
func (e *Element) AddTable(summary string) *Element {
	t := e.Add(Table)
	t.attrs = "<</O/Table/Summary" + textString(summary) + ">>"
	return t
}

// AddFigure appends a drawing, with words for who does not see it.
func (e *Element) AddFigure(words string) *Element {
	f := e.Add(Figure)
	f.alt = words
	return f
}

// AddList appends a list whose labels are of a kind: Disc, Decimal or None.
func (e *Element) AddList(numbering string) *Element {
	l := e.Add(List)
	l.attrs = "<</O/List/ListNumbering/" + numbering + ">>"
	return l
}
