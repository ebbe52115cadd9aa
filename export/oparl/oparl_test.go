package oparl

import (
	"archive/zip"
	"bytes"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"io"
	"testing"
)

func example() Paper {
	return Paper{Name: "Abwägungstabelle Nr. 2", Reference: "2026/118", Body: "Stadt Auenbrück", Kind: "Abwägungstabelle", Date: "2026-11-30",
		Main:      File{Name: "Tabelle", File: "tabelle.pdf", Media: "application/pdf", Text: "Einwender 7: „Zu laut <hier> & dort“", Master: "tabelle.xlsx", Data: []byte("%PDF-1.7")},
		Auxiliary: []File{{Name: "Tabelle", File: "tabelle.xlsx", Media: "application/zip", Data: []byte("PK\x03\x04")}}}
}

func written(t *testing.T, p Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unpacked(t *testing.T, archive []byte) map[string][]byte {
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

func TestSideFileDescribesTheFiles(t *testing.T) {
	files := unpacked(t, written(t, example()))
	type file struct {
		Type, Name, FileName, MimeType, Date, Text, MasterFile string
		Sha512Checksum                                         string
		Size                                                   int
		DerivativeFile                                         []string
	}
	var side struct {
		Type, Name, Reference, Date, PaperType string
		MainFile                               file
		AuxiliaryFile                          []file
	}
	if err := json.Unmarshal(files[SideFile], &side); err != nil {
		t.Fatal(err)
	}
	if side.Type != "https://schema.oparl.org/1.1/Paper" || side.PaperType != "Abwägungstabelle" || side.Date != "2026-11-30" || side.Reference != "2026/118" || len(side.AuxiliaryFile) != 1 {
		t.Fatalf("got %+v", side)
	}
	for _, f := range append(side.AuxiliaryFile, side.MainFile) {
		data, packed := files[f.FileName]
		sum := sha512.Sum512(data)
		if !packed || f.Size != len(data) || f.Sha512Checksum != hex.EncodeToString(sum[:]) || f.Type != "https://schema.oparl.org/1.1/File" {
			t.Errorf("%s is described as %+v", f.FileName, f)
		}
	}
	if side.MainFile.MasterFile != "tabelle.xlsx" || side.MainFile.Text != example().Main.Text || side.AuxiliaryFile[0].DerivativeFile[0] != "tabelle.pdf" {
		t.Errorf("got %+v", side)
	}
}

func TestSamePaperSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, example()), written(t, example())) {
		t.Error("two archives differ")
	}
}
