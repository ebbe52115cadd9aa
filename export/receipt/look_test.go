package receipt_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/procedure/statement"
)

// TestGoldenPages: the salt is another one at each run, hence leaf and proof; the paper shows kept ones.
func TestGoldenPages(t *testing.T) {
	r := open(t).receipt(t, filing{text: wording, about: statement.Reference{Kind: statement.ToPlace, Text: "an der Brücke"}, files: map[string]string{"Foto.png": png}})
	r.Commitment, r.Proof = bytes.Repeat([]byte{0x3f, 0xa2}, 16), keptProof(t)
	exporttest.WantPages(t, pdfOf(t, r), "testdata/pages/receipt", *update)
}

// keptProof is that of the receipt that every version must be able to check.
func keptProof(t *testing.T) []byte {
	t.Helper()
	kept, err := zip.OpenReader("testdata/BP47-0004.zip")
	must(t, err)
	defer kept.Close()
	for _, f := range kept.File {
		if strings.HasSuffix(f.Name, ".tlog-proof") {
			in, err := f.Open()
			must(t, err)
			data, err := io.ReadAll(in)
			must(t, err)
			return data
		}
	}
	t.Fatal("the kept receipt has no proof")
	return nil
}
