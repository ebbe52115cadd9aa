package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/weighing"
)

func councilFile(t testing.TB, table weighing.CouncilTable) ([]byte, edition.Report) {
	t.Helper()
	return councilOn(t, table, A4)
}

func councilOn(t testing.TB, table weighing.CouncilTable, s Sheet) ([]byte, edition.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := WriteCouncil(&b, table, s, councilBook)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

func publicFile(t testing.TB, table weighing.PublicTable) ([]byte, edition.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := WritePublic(&b, table, A4, publicBook)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

// poppler runs one of the poppler tools on a file and returns what it prints.
func poppler(t *testing.T, file []byte, tool string, args ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "table.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, name)
	if tool == "pdftotext" {
		args = append(args, "-")
	}
	cmd := exec.Command(tool, args...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%s %v (package poppler-utils): %v %s", tool, args, err, complaints.String())
	}
	return string(out)
}

// columnText extracts what stands in one column of the pages, without the column's title.
func columnText(t *testing.T, file []byte, s Sheet, col column, heading string) string {
	t.Helper()
	text := poppler(t, file, "pdftotext", "-layout", "-x", strconv.Itoa(int(col.x)), "-W", strconv.Itoa(int(col.w)),
		"-y", "40", "-H", strconv.Itoa(int(s.contentEnd())+3-40))
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(text, "\f", "\n")) {
		if strings.TrimSpace(line) != heading {
			b.WriteString(line)
		}
	}
	return b.String()
}

// dense removes what line breaking may add or take away, and accents that stand apart, which poppler merges.
func dense(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Mn) {
			return -1
		}
		return r
	}, s)
}

func pageCount(t *testing.T, file []byte) int {
	t.Helper()
	m := regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(poppler(t, file, "pdfinfo"))
	if m == nil {
		t.Fatal("pdfinfo names no page count")
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func readBack(t *testing.T, file []byte) *exporttest.PDF {
	t.Helper()
	f, err := exporttest.ReadPDF(file)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
