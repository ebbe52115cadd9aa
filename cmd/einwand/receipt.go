package main

import (
	"bytes"

	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure/statement"
)

// receiptFiles makes what the mail carries for those who asked for a copy: the PDF and the proof.
func receiptFiles(r statement.Receipt) (pdf, zip []byte, err error) {
	var paper, bundle bytes.Buffer
	if err := receipt.WritePDF(&paper, r); err != nil {
		return nil, nil, err
	}
	if err := receipt.Write(&bundle, r, paper.Bytes()); err != nil {
		return nil, nil, err
	}
	return paper.Bytes(), bundle.Bytes(), nil
}
