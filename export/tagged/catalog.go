package tagged

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	"unicode/utf16"
)

// catalog is the root of the file: the numbers of what it leads to, 0 for what there is not.
type catalog struct{ tree, outline, names, intent, metadata, carried, carriedNames int }

func (c catalog) body() []byte {
	b := fmt.Appendf(nil, "<</Type/Catalog/Pages 1 0 R/Lang(de-DE)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"+
		"/StructTreeRoot %d 0 R/Metadata %d 0 R/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"+
		"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]", c.tree, c.metadata, c.intent)
	if c.outline != 0 {
		b = fmt.Appendf(b, "/Outlines %d 0 R/PageMode/UseOutlines", c.outline)
	}
	if c.carried != 0 {
		b = fmt.Appendf(b, "/AF[%d 0 R]", c.carried)
	}
	return append(append(b, c.trees()...), ">>"...)
}

// trees lead from names to places and to files.
func (c catalog) trees() []byte {
	var b []byte
	if c.names != 0 {
		b = fmt.Appendf(b, "/Dests %d 0 R", c.names)
	}
	if c.carriedNames != 0 {
		b = fmt.Appendf(b, "/EmbeddedFiles %d 0 R", c.carriedNames)
	}
	if b == nil {
		return nil
	}
	return fmt.Appendf(nil, "/Names<<%s>>", b)
}

// textString is a text in UTF-16 (ISO 32000-1, 7.9.2.2), in hexadecimal digits.
func textString(s string) string {
	const digits = "0123456789ABCDEF"
	b := append(make([]byte, 0, 6+4*len(s)), "<FEFF"...)
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return string(append(b, '>'))
}

func info(m Meta) []byte {
	b := fmt.Appendf(nil, "<</Title%s/Creator(einwand)/Producer(einwand)/CreationDate%s/ModDate%s", textString(m.Title), date(m.Created), date(m.Changed))
	if m.Author != "" {
		b = append(append(b, "/Author"...), textString(m.Author)...)
	}
	return append(b, ">>"...)
}

func date(t time.Time) string { return t.UTC().Format("(D:20060102150405") + "+00'00')" }

func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// destinations writes the names of places, sorted as the format asks for, each once.
func (d *Document) destinations(f *File) int {
	list := slices.DeleteFunc(slices.Clone(d.names), func(n name) bool { return !d.holds(n.place) })
	slices.SortStableFunc(list, func(a, b name) int { return cmp.Compare(a.name, b.name) })
	list = slices.CompactFunc(list, func(a, b name) bool { return a.name == b.name })
	if len(list) == 0 {
		return 0
	}
	b := []byte("<</Names[")
	for _, n := range list {
		b = append(fmt.Appendf(b, "(%s)", n.name), d.destination(n.place)...)
	}
	number := f.next()
	f.later(number, append(b, "]>>"...))
	return number
}
