package tagged

import (
	"bytes"
	"crypto/sha256"
	"fmt"
)

// The objects that gofpdf writes for a face, by distance from the first one.
const (
	cidFont = iota + 1
	toUnicode
	cidSystem
	descriptor
	glyphMap
	fontFile
	fontObjects
)

var type0 = []byte("<</Type /Font\n/Subtype /Type0\n/BaseFont /")

// fonts takes gofpdf's faces over, with the names and tables that PDF/UA and PDF/A ask for, and returns the resources.
func (d *Document) fonts(f *File) ([]byte, error) {
	resources := []byte("<</Font<<")
	at := firstFont
	for face := range faces {
		runes := d.used[face].String()
		if runes == "" {
			continue
		}
		for at < len(f.shell) && !bytes.HasPrefix(f.shell[at], type0) {
			at++
		}
		if at+fontObjects > len(f.shell) {
			return nil, malformed("no font for face %d", face)
		}
		if err := f.font(face, at, runes); err != nil {
			return nil, err
		}
		resources = fmt.Appendf(resources, "/F%d %d 0 R", face, at)
		at += fontObjects
	}
	return append(resources, ">>>>"...), nil
}

// font writes one face. Its name gets the tag of a subset (ISO 32000-1, 9.6.4), which is made from its characters.
func (f *File) font(face Typeface, at int, runes string) error {
	name, rest, ok := bytes.Cut(f.shell[at][len(type0):], []byte("\n"))
	want := fmt.Sprintf("/Encoding /Identity-H\n/DescendantFonts [%d 0 R]\n/ToUnicode %d 0 R>>", at+cidFont, at+toUnicode)
	if !ok || string(rest) != want {
		return malformed("font %q: %.80q", name, rest)
	}
	old := append([]byte("/"), name...)
	tagged := []byte("/" + subsetTag(runes) + "+" + face.name())
	for _, n := range []int{at, at + cidFont, at + descriptor} {
		if bytes.Count(f.shell[n], old) != 1 {
			return malformed("object %d does not name %q once", n, name)
		}
		f.object(n, bytes.Replace(f.shell[n], old, tagged, 1))
	}
	f.object(at+cidSystem, f.shell[at+cidSystem])
	for _, n := range []int{at + glyphMap, at + fontFile} {
		if !bytes.HasSuffix(f.shell[n], []byte("\nendstream")) {
			return malformed("object %d is no stream", n)
		}
		f.object(n, f.shell[n])
	}
	return f.stream(at+toUnicode, "", unicodeMap(runes))
}

func subsetTag(runes string) string {
	sum := sha256.Sum256([]byte(runes))
	tag := sum[:6]
	for i := range tag {
		tag[i] = 'A' + tag[i]%26
	}
	return string(tag)
}

// maxRanges is the most entries that a section of a map may have (Adobe Technical Note 5014).
const maxRanges = 100

// unicodeMap says which character a code stands for. gofpdf's own map names all codes from 0 to FFFF, which PDF/UA
// refuses.
func unicodeMap(runes string) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	list := []rune(runes)
	for len(list) > 0 {
		n := min(len(list), maxRanges)
		b = fmt.Appendf(b, "%d beginbfchar\n", n)
		for _, r := range list[:n] {
			b = fmt.Appendf(b, "<%04X> <%04X>\n", r, r)
		}
		b = append(b, "endbfchar\n"...)
		list = list[n:]
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
