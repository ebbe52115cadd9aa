package docx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

// order is that of ECMA-376-1 for the elements whose children we write.
var order = map[string][]string{
	"document": {"body"}, "hyperlink": {"r"}, "fldSimple": {"r"},
	"pPr": {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "tabs", "suppressAutoHyphens", "bidi", "spacing", "ind",
		"contextualSpacing", "jc", "outlineLvl"},
	"rPr":       {"rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "u", "rtl", "lang"},
	"tbl":       {"tblPr", "tblGrid", "tr"},
	"tblPr":     {"tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"},
	"tblGrid":   {"gridCol"},
	"tr":        {"trPr", "tc"},
	"trPr":      {"tblHeader"},
	"tc":        {"tcPr", "p"},
	"tcPr":      {"tcW", "shd"},
	"sectPr":    {"headerReference", "footerReference", "pgSz", "pgMar"},
	"styles":    {"docDefaults", "style"},
	"style":     {"name", "basedOn", "next", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"},
	"settings":  {"zoom", "autoHyphenation", "consecutiveHyphenLimit", "doNotHyphenateCaps", "characterSpacingControl", "compat", "themeFontLang", "decimalSymbol", "listSeparator"},
	"lvl":       {"start", "numFmt", "pStyle", "lvlText", "lvlJc", "pPr"},
	"numbering": {"abstractNum", "num"},
}

// inOrder walks through a part and reports children that stand out of order.
func inOrder(part []byte) error {
	type open struct {
		name string
		at   int
	}
	var stack []open
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if n := len(stack); n > 0 && order[stack[n-1].name] != nil {
				at := slices.Index(order[stack[n-1].name], e.Name.Local)
				if at < stack[n-1].at {
					return fmt.Errorf("%s in %s", e.Name.Local, stack[n-1].name)
				}
				stack[n-1].at = at
			}
			stack = append(stack, open{name: e.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func TestElementsStandInTheOrderOfTheSchema(t *testing.T) {
	public := publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))
	decided, _ := councilFile(t, exporttest.Decided(exporttest.Council()))
	nasty, _ := councilFile(t, exporttest.NastyCouncil())
	for name, file := range map[string][]byte{"public": public, "decided": decided, "nasty": nasty} {
		parts, _ := unpack(t, file)
		for part, data := range parts {
			if err := inOrder(data); err != nil {
				t.Errorf("%s, %s: %v", name, part, err)
			}
		}
	}
	for _, wrong := range []string{"<pPr><bidi/><pStyle/></pPr>", "<tbl><tr/><tblPr/></tbl>", "<tc><tbl/></tc>"} {
		if inOrder([]byte(wrong)) == nil {
			t.Errorf("%s: got no error", wrong)
		}
	}
}

// TestWordFindsItsWay: headings for the navigation, rows of titles on every page, columns that stay, German, page numbers.
func TestWordFindsItsWay(t *testing.T) {
	file, _ := councilFile(t, exporttest.Council())
	parts, _ := unpack(t, file)
	for part, list := range map[string][]string{
		mainPart: {`<w:pStyle w:val="Heading1"/>`, `<w:pStyle w:val="Heading2"/>`, `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`,
			`<w:tblLayout w:type="fixed"/>`, `<w:tblCaption w:val="Stellungnahmen mit Abwägung`},
		"word/styles.xml": {`<w:name w:val="heading 1"/>`, `<w:name w:val="heading 2"/>`, `<w:outlineLvl w:val="0"/>`, `<w:lang w:val="de-DE"`},
		"word/header.xml": {"Bahnhofsquartier", "Fassung vom 12.10.2026", "Abwägungstabelle Nr. 2 · Für den Rat"},
		"word/footer.xml": {" PAGE ", " NUMPAGES ", "Seite ", " von ", "7c04 e1b9 …", "16:04:03"},
	} {
		for _, want := range list {
			if !bytes.Contains(parts[part], []byte(want)) {
				t.Errorf("%s lacks %s", part, want)
			}
		}
	}
	main := string(parts[mainPart])
	if strings.Contains(main, "cantSplit") || strings.Contains(main, "fldSimple") {
		t.Error("got a row that cannot break, or a field that somebody must update")
	}
	if got := strings.Count(main, "<w:tblHeader/>"); got != 4 {
		t.Errorf("got %d rows of titles, want those of three sections and of the votes", got)
	}
}

func TestEveryStyleIsDefined(t *testing.T) {
	file, _ := councilFile(t, exporttest.Decided(exporttest.NastyCouncil()))
	parts, _ := unpack(t, file)
	used := regexp.MustCompile(`<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"`)
	for _, part := range []string{mainPart, "word/header.xml", "word/footer.xml", "word/numbering.xml"} {
		for _, m := range used.FindAllSubmatch(parts[part], -1) {
			if !bytes.Contains(parts["word/styles.xml"], []byte(`w:styleId="`+string(m[1])+`"`)) {
				t.Errorf("%s: style %s is not defined", part, m[1])
			}
		}
	}
}

// TestFileIsWholeInItself: every part has a type, every relation leads to a part, none leads out, and nothing is a program.
func TestFileIsWholeInItself(t *testing.T) {
	file, _ := councilFile(t, exporttest.NastyCouncil())
	parts, names := unpack(t, file)
	if names[0] != "[Content_Types].xml" || !slices.IsSorted(names[1:]) {
		t.Errorf("order of the parts: %v", names)
	}
	for _, name := range names[1:] {
		if path.Ext(name) != ".rels" && !bytes.Contains(parts[names[0]], []byte(`PartName="/`+name+`"`)) {
			t.Errorf("%s has no type", name)
		}
	}
	targets := 0
	for from, base := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word"} {
		for _, m := range regexp.MustCompile(`Target="([^"]*)"`).FindAllSubmatch(parts[from], -1) {
			targets++
			if parts[path.Join(base, string(m[1]))] == nil {
				t.Errorf("%s leads to %s", from, m[1])
			}
		}
	}
	if targets != len(parts)-3 {
		t.Errorf("got %d relations for %d parts", targets, len(parts)-3)
	}
	for name, data := range parts {
		if bytes.Contains(data, []byte("TargetMode")) || strings.Contains(strings.ToLower(name), "vba") {
			t.Errorf("%s leads out of the file, or is a program", name)
		}
	}
}

func TestMetadataIsNeutral(t *testing.T) {
	parts, _ := unpack(t, publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived)))
	core := string(parts["docProps/core.xml"])
	for _, want := range []string{"<dc:creator>Stadt Auenbrück</dc:creator>", "<cp:lastModifiedBy>Stadt Auenbrück</cp:lastModifiedBy>",
		"2026-11-30T15:04:05Z", "Öffentliche Fassung", "<dc:language>de-DE</dc:language>"} {
		if !strings.Contains(core, want) {
			t.Errorf("properties lack %s: %s", want, core)
		}
	}
}

func TestLongPlanFitsTheRunningHead(t *testing.T) {
	table := exporttest.Council()
	table.Head.Plan = strings.Repeat("A&B\n", 100)
	file, _ := councilFile(t, table)
	parts, _ := unpack(t, file)
	if n := len(parts["word/header.xml"]); n > 1500 {
		t.Errorf("the head has %d bytes", n)
	}
	if !strings.Contains(everything(t, file), table.Head.Plan) {
		t.Error("the plan does not stand in full on the cover")
	}
}

func TestAnchorsAreWhatWordKeeps(t *testing.T) {
	l := &layout{taken: map[string]bool{}}
	for _, tt := range []struct{ row, want string }{
		{"B-028.1", "stn-B-028.1"}, {"B-028.1", "stn-B-028.1_2"}, {"B 028/1", "stn-B_028_1"}, {"Ä\"<", "stn-___"},
		{strings.Repeat("9", 60), "stn-" + strings.Repeat("9", 36)}, {strings.Repeat("9", 61), "stn-" + strings.Repeat("9", 34) + "_2"},
	} {
		if got := l.anchor(tt.row); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.row, got, tt.want)
		}
	}
}

func TestContentsLeadToEveryRow(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	parts, _ := unpack(t, file)
	main := string(parts[mainPart])
	for _, row := range table.Rows {
		for _, want := range []string{`<w:hyperlink w:anchor="stn-` + row.Number + `" `, ` w:name="stn-` + row.Number + `"/>`} {
			if strings.Count(main, want) != 1 {
				t.Errorf("got %s %d times, want once", want, strings.Count(main, want))
			}
		}
	}
	for _, want := range []string{bodiesAnchor, "teil-A", "teil-B", "teil-D", closingAnchor} {
		if !strings.Contains(main, `<w:hyperlink w:anchor="`+want+`"`) {
			t.Errorf("nothing leads to %s", want)
		}
	}
}

// TestControlsAreElements: as characters Word would show them otherwise.
func TestControlsAreElements(t *testing.T) {
	var b bytes.Buffer
	m := newMarkup(&b)
	m.characters("a\nb\tc\u00add <e> & f ")
	if err := m.Flush(); err != nil {
		t.Fatal(err)
	}
	const space = `<w:t xml:space="preserve">`
	if got, want := b.String(), space+"a</w:t><w:br/>"+space+"b</w:t><w:tab/>"+space+"c</w:t><w:softHyphen/>"+space+"d &lt;e&gt; &amp; f </w:t>"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
