package statement

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
)

// maxParts bounds what is read of a document's directory; a letter has a few dozen parts.
const maxParts = 10_000

// judgeParts looks into an office document, whatever its name says: a .docm that is renamed to .docx still carries its
// macros. An archive that cannot be read may be one that an office program would repair, so it is refused.
func judgeParts(data []byte) FileProblem {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts { // signature of a directory entry (APPNOTE 4.3.12)
		return FileForbidden
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return FileForbidden
	}
	for _, part := range archive.File {
		if program(strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/"))) {
			return FileMacros
		}
	}
	return ""
}

// program reports parts that hold code: VBA in Office Open XML, Basic and Scripts in OpenDocument. The tables of contents
// of a Basic library stand in documents without macros too.
func program(part string) bool {
	base := path.Base(part)
	switch {
	case strings.HasPrefix(base, "vbaproject"), strings.HasPrefix(base, "vbadata"), strings.HasPrefix(part, "scripts/"):
		return true
	case strings.HasPrefix(part, "basic/"):
		return base != "script-lc.xml" && base != "script-lb.xml" && !strings.HasSuffix(part, "/")
	}
	return false
}
