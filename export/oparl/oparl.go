package oparl

import (
	"archive/zip"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
)

// Schema is the version of OParl whose fields are used.
const Schema = "https://schema.oparl.org/1.1/"

// SideFile is the name of the description in the archive.
const SideFile = "oparl.json"

// Paper is a Drucksache: its main file, and those beside it.
type Paper struct {
	Name      string // title
	Body      string // the authority, as originator
	Reference string // number of the Drucksache: "2026/118"; empty while it has none
	Kind      string // "Abwägungstabelle"
	Date      string // "2026-11-30"
	Main      File
	Auxiliary []File
}

// File is one file of a paper.
type File struct {
	Name   string // title
	File   string // name of the file, in ASCII
	Media  string
	Text   string // everything that it says; empty where the main file says it
	Master string // name of the file in this paper that it was made from; empty for none
	Data   []byte
}

// described is File in the fields of https://schema.oparl.org/1.1/File.
type described struct {
	Type       string   `json:"type"`
	Name       string   `json:"name"`
	FileName   string   `json:"fileName"`
	MimeType   string   `json:"mimeType"`
	Date       string   `json:"date"`
	Size       int      `json:"size"`
	SHA512     string   `json:"sha512Checksum"`
	Text       string   `json:"text,omitempty"`
	Master     string   `json:"masterFile,omitempty"`
	Derivative []string `json:"derivativeFile,omitempty"`
}

type paper struct {
	Type       string      `json:"type"`
	Name       string      `json:"name"`
	Reference  string      `json:"reference,omitempty"`
	Date       string      `json:"date"`
	PaperType  string      `json:"paperType"`
	Originator string      `json:"einwand:originator"` // OParl refers to its own organizations by address; this is the name
	MainFile   described   `json:"mainFile"`
	Auxiliary  []described `json:"auxiliaryFile"`
}

// Write packs a paper. Errors are those of w.
func Write(w io.Writer, p Paper) error {
	files := append([]File{p.Main}, p.Auxiliary...)
	out := paper{Type: Schema + "Paper", Name: p.Name, Reference: p.Reference, Date: p.Date, PaperType: p.Kind, Originator: p.Body, Auxiliary: []described{}}
	for i, f := range files {
		d := f.describe(p.Date, files)
		if i == 0 {
			out.MainFile = d
		} else {
			out.Auxiliary = append(out.Auxiliary, d)
		}
	}
	side, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return fmt.Errorf("describe %s: %w", p.Name, err)
	}
	z := zip.NewWriter(w)
	if err := pack(z, SideFile, zip.Deflate, append(side, '\n')); err != nil {
		return err
	}
	for _, f := range files {
		if err := pack(z, f.File, zip.Store, f.Data); err != nil { // they are deflated within
			return err
		}
	}
	return z.Close()
}

func pack(z *zip.Writer, name string, method uint16, data []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	return nil
}

func (f File) describe(date string, all []File) described {
	sum := sha512.Sum512(f.Data)
	d := described{Type: Schema + "File", Name: f.Name, FileName: f.File, MimeType: f.Media, Date: date, Size: len(f.Data),
		SHA512: hex.EncodeToString(sum[:]), Text: f.Text, Master: f.Master}
	for _, other := range all {
		if other.Master == f.File {
			d.Derivative = append(d.Derivative, other.File)
		}
	}
	return d
}
