package main

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// unzip reads every file of an archive.
func unzip(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	files := map[string][]byte{}
	for _, f := range r.File {
		rc, err := f.Open()
		must(t, err)
		files[f.Name], err = io.ReadAll(rc)
		must(t, err)
		must(t, rc.Close())
	}
	return files
}

// rezip packs files again, with one of them changed.
func rezip(t testing.TB, files map[string][]byte, name string, change func([]byte) []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for n, data := range files {
		if n == name {
			data = change(bytes.Clone(data))
		}
		f, err := w.Create(n)
		must(t, err)
		_, err = f.Write(data)
		must(t, err)
	}
	must(t, w.Close())
	return buf.Bytes()
}
