package export

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/weighing"
)

func packed(t *testing.T, archive []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestPackedFilesAreThoseHandedOutAlone: the information system gets the same bytes as everybody else.
func TestPackedFilesAreThoseHandedOutAlone(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	name := Name{Table: 2, Decision: 1, Audience: ForCouncil, Slug: "bp-39", Format: RIS}
	var b bytes.Buffer
	report, err := CouncilFile(&b, name, table)
	if err != nil || report.Bytes != int64(b.Len()) || report.Rows != len(table.Rows) || report.Pages == 0 {
		t.Fatalf("report %+v of %d bytes, %v", report, b.Len(), err)
	}
	files := packed(t, b.Bytes())
	for _, f := range []Format{PDF, XLSX} {
		var alone bytes.Buffer
		if _, err := Council(&alone, f, table); err != nil {
			t.Fatal(err)
		}
		one := name
		one.Format = f
		if !bytes.Equal(files[one.String()], alone.Bytes()) {
			t.Errorf("%s is not the file that is handed out alone", one)
		}
	}
	if side := string(files["oparl.json"]); !strings.Contains(side, `"masterFile": "Abwaegungstabelle-2-Beschluss-1-rat-bp-39.xlsx"`) || !strings.Contains(side, "Güterzügen nach Mitternacht") ||
		!strings.Contains(side, `"reference": "2026/118"`) {
		t.Errorf("side file: %s", side)
	}
	if got := name.String(); got != "Abwaegungstabelle-2-Beschluss-1-rat-bp-39-Ratsinformation.zip" {
		t.Errorf("named %s", got)
	}
}

// TestFullTextOfThePublicPaperHasNoCouncilWording: the side file is as public as the files.
func TestFullTextOfThePublicPaperHasNoCouncilWording(t *testing.T) {
	const canary = "Kanarienvogel Gelbgasse 12"
	table := exporttest.Decided(exporttest.Council())
	for i := range table.Rows {
		table.Rows[i].Wording += " " + canary
	}
	table.Decision.Votes[0].Excluded = []string{canary}
	public := exporttest.Public(table, func(weighing.CouncilRow) string { return "[geschwärzt]" })
	var b bytes.Buffer
	if _, err := PublicFile(&b, Name{Table: 2, Audience: ForPublic, Slug: "bp-39", Format: RIS}, public); err != nil {
		t.Fatal(err)
	}
	side := string(packed(t, b.Bytes())["oparl.json"])
	if strings.Contains(side, canary) || !strings.Contains(side, "[geschwärzt]") {
		t.Errorf("side file: %s", side)
	}
}
