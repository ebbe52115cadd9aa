package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/weighing"
)

type fataler interface {
	Helper()
	Fatal(...any)
}

func councilFile(t fataler, table weighing.CouncilTable) ([]byte, edition.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := WriteCouncil(&b, table)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

func publicFile(t fataler, table weighing.PublicTable) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := WritePublic(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack returns the parts of a file and their names in order.
func unpack(t fataler, file []byte) (map[string][]byte, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	var names []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Modified.Year() > 1980 {
			t.Fatal(f.Name, "has the time", f.Modified)
		}
		parts[f.Name] = data
		names = append(names, f.Name)
	}
	return parts, names
}

// body is what another program sees of a document.
type body struct {
	Paragraphs []seenParagraph `xml:"body>p"`
	Tables     []struct {
		Rows []struct {
			Header *struct{} `xml:"trPr>tblHeader"`
			Cells  []struct {
				Paragraphs []seenParagraph `xml:"p"`
			} `xml:"tc"`
		} `xml:"tr"`
	} `xml:"body>tbl"`
}

type seenParagraph struct {
	Style struct {
		Value string `xml:"val,attr"`
	} `xml:"pPr>pStyle"`
	Inner []byte `xml:",innerxml"`
}

// seen is the text of a paragraph, read element by element.
func (p seenParagraph) seen(t fataler) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(p.Inner))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			b.WriteString(map[string]string{"br": "\n", "tab": "\t", "softHyphen": "\u00ad"}[e.Name.Local])
		case xml.CharData:
			b.Write(e)
		}
	}
}

func document(t fataler, file []byte) body {
	t.Helper()
	parts, _ := unpack(t, file)
	var b body
	if err := xml.Unmarshal(parts[mainPart], &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// rowsOf are the cells of every row with seven columns, by its number. Paragraphs are joined by an empty line.
func rowsOf(t fataler, file []byte) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	for _, table := range document(t, file).Tables {
		for _, row := range table.Rows {
			if row.Header != nil || len(row.Cells) != 7 {
				continue
			}
			var cells []string
			for _, c := range row.Cells {
				var list []string
				for _, p := range c.Paragraphs {
					list = append(list, p.seen(t))
				}
				cells = append(cells, strings.Join(list, "\n\n"))
			}
			rows[cells[0]] = cells
		}
	}
	return rows
}

// everything is the text of a file, paragraph by paragraph.
func everything(t fataler, file []byte) string {
	t.Helper()
	var b strings.Builder
	doc := document(t, file)
	all := doc.Paragraphs
	for _, table := range doc.Tables {
		for _, row := range table.Rows {
			for _, c := range row.Cells {
				all = append(all, c.Paragraphs...)
			}
		}
	}
	for _, p := range all {
		b.WriteString(p.seen(t) + "\n\n")
	}
	return b.String()
}
