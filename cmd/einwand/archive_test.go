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
