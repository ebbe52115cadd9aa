package docx

import (
	"archive/zip"
	"embed"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/einwand/einwand/export/edition"
)

// parts are those of every file.
//
//go:embed parts
var parts embed.FS

// mainPart holds the text.
const mainPart = "word/document.xml"

// pack writes the parts of a document in a fixed order and without times, so that equal tables have equal bytes. The
// content types come first, as readers expect (ECMA-376-2, 10.2.2).
func pack(w io.Writer, e *edition.Edition, blocks []block) error {
	z := zip.NewWriter(w)
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"[Content_Types].xml", fixed("content-types.xml")},
		{"_rels/.rels", fixed("package-rels.xml")},
		{"docProps/app.xml", fixed("app.xml")},
		{"docProps/core.xml", func(w io.Writer) error { return properties(w, e) }},
		{"word/_rels/document.xml.rels", fixed("document-rels.xml")},
		{mainPart, func(w io.Writer) error { return newMarkup(w).write(blocks) }},
		{"word/footer.xml", func(w io.Writer) error { return footer(w, e) }},
		{"word/header.xml", func(w io.Writer) error { return header(w, e) }},
		{"word/numbering.xml", fixed("numbering.xml")},
		{"word/settings.xml", fixed("settings.xml")},
		{"word/styles.xml", fixed("styles.xml")},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err == nil {
			err = part.write(w)
		}
		if err != nil {
			return fmt.Errorf("pack %s: %w", part.name, err)
		}
	}
	return z.Close()
}

// fixed is a part that says nothing of the table.
func fixed(name string) func(io.Writer) error {
	return func(w io.Writer) error {
		data, err := parts.ReadFile("parts/" + name)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}
}

// properties name the authority and nobody else.
func properties(w io.Writer, e *edition.Edition) error {
	named := escaped(e.Authority)
	_, err := fmt.Fprint(w, xmlHead, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" `,
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
		`<dc:title>`, escaped(oneLine(e.Title+", "+e.Audience+": "+e.Plan)), `</dc:title><dc:creator>`, named, `</dc:creator>`,
		`<cp:lastModifiedBy>`, named, `</cp:lastModifiedBy>`,
		`<dcterms:created xsi:type="dcterms:W3CDTF">`, e.Frozen.UTC().Format(time.RFC3339), `</dcterms:created>`,
		`<dcterms:modified xsi:type="dcterms:W3CDTF">`, e.Changed.UTC().Format(time.RFC3339), `</dcterms:modified>`,
		`<dc:language>de-DE</dc:language></cp:coreProperties>`)
	return err
}

// maxRunning is the number of characters that fit beside the name of the table at the head of a page.
const maxRunning = 130

// header names plan, its version and the table on every page. A long plan is shortened; it stands in full on the cover.
func header(w io.Writer, e *edition.Edition) error {
	about := []rune(oneLine(e.Authority + " · " + e.Plan + " · " + e.Version))
	if len(about) > maxRunning {
		about = append(about[:maxRunning-1], '…')
	}
	return running(w, "hdr", "Header", func(m *markup) {
		m.words("", string(about)+"\t"+e.Title+" · "+e.Audience, false)
	})
}

// footer ties every page to the table by number, data, hash and page. The fields of the page numbers are those that
// every program keeps up to date by itself.
func footer(w io.Writer, e *edition.Edition) error {
	return running(w, "ftr", "Footer", func(m *markup) {
		m.words("", fmt.Sprintf("Tabelle Nr. %d · Stand der Daten %s · Prüfsumme %s\tSeite ", e.Number, e.AsOf, e.ShortHash()), false)
		m.put(`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
		m.words("", " von ", false)
		m.put(`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
	})
}

func running(w io.Writer, element string, s style, words func(*markup)) error {
	m := newMarkup(w)
	m.put(xmlHead, `<w:`, element, ` `, wordName, `><w:p><w:pPr><w:pStyle w:val="`, string(s), `"/></w:pPr>`)
	words(m)
	m.put(`</w:p></w:`, element, `>`)
	return m.Flush()
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
