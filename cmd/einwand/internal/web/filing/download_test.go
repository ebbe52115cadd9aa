package filing_test

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/einwand/einwand/export/receipt"
)

// The file that a person keeps must convince somebody who trusts nobody but the printed key.
func TestProofCanBeCheckedWithoutUs(t *testing.T) {
	d := sitDown(t)
	label := d.file(words, file{"Foto.txt", "Anlage"})
	res := d.get(d.page(d.get("/meine/"+label), 200).Follow("Digitaler Nachweis (ZIP)"))
	bundle := d.bytes(res, http.StatusOK)
	d.keptFile(res, "application/zip", `attachment; filename="nachweis-BP47-0001.zip"`, len(bundle))
	if _, err := receipt.Check(bytes.NewReader([]byte(bundle)), int64(len(bundle)), d.Signer.VerifierKey()); err != nil {
		t.Errorf("check: %v", err)
	}
}

func TestReceiptIsAFileWithoutAName(t *testing.T) {
	d := sitDown(t)
	label := d.file(words)
	res := d.get(d.page(d.get("/meine/"+label), 200).Follow("Eingangsbestätigung (PDF)"))
	pdf := d.bytes(res, http.StatusOK)
	d.keptFile(res, "application/pdf", `attachment; filename="eingangsbestaetigung-BP47-0001.pdf"`, len(pdf))
	if !bytes.HasPrefix([]byte(pdf), []byte("%PDF-")) {
		t.Errorf("got %.8q, want a PDF", pdf)
	}
}

// keptFile holds that an answer is a file to keep, of which the browser keeps nothing else.
func (d *desk) keptFile(res *http.Response, media, disposition string, size int) {
	d.t.Helper()
	for name, want := range map[string]string{"Content-Type": media, "Content-Disposition": disposition, "Cache-Control": "no-store",
		"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"} {
		if got := res.Header.Get(name); got != want {
			d.t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if res.ContentLength != int64(size) {
		d.t.Errorf("Content-Length: got %d, want %d", res.ContentLength, size)
	}
}
