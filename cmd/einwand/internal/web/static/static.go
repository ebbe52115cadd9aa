package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// Prefix is where the handler of this package belongs in the route table.
const Prefix = "/static/"

//go:embed einwand.css stand.js weiter.js fonts images kern
var files embed.FS

// contentTypes names the type of every extension that may be embedded. The table of the standard library is not used,
// because it also reads files of the machine.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".md":    "text/plain; charset=utf-8",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

// loaded is the asset table of this binary. It is built on first use, from embedded bytes only.
var loaded = sync.OnceValues(func() (*table, error) { return load(files) })

// URL returns the address of the asset with this name, for example "kern/kern.min.css". A name that is not embedded
// gives an address that answers 404; the tests of the page shell load every address that it uses.
func URL(name string) string {
	t, err := loaded()
	if err != nil {
		return Prefix + name
	}
	return Prefix + t.digest + "/" + name
}

// Handler returns the handler that answers below Prefix. It fails if an embedded file has no known type.
func Handler() (http.Handler, error) {
	return loaded()
}

// table is the set of assets under one digest.
type table struct {
	digest string
	assets map[string]asset
}

// asset is one file, and its gzip form if that is shorter.
type asset struct {
	contentType string
	plain       []byte
	zipped      []byte
}

// load reads all files of fsys and computes their digest; fs.WalkDir visits them in lexical order, so that the digest
// is the same in every build of the same files.
func load(fsys fs.FS) (*table, error) {
	t := &table{assets: make(map[string]asset)}
	sum := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(body))
		sum.Write(body)
		t.assets[name], err = newAsset(name, body)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("load assets: %w", err)
	}
	t.digest = hex.EncodeToString(sum.Sum(nil)[:8])
	return t, nil
}

func newAsset(name string, body []byte) (asset, error) {
	contentType, ok := contentTypes[path.Ext(name)]
	if !ok {
		return asset{}, fmt.Errorf("%s: no content type for this extension", name)
	}
	a := asset{contentType: contentType, plain: body}
	if strings.HasPrefix(contentType, "font/") {
		return a, nil // woff2 is compressed already
	}
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return asset{}, err
	}
	if _, err := w.Write(body); err != nil {
		return asset{}, err
	}
	if err := w.Close(); err != nil {
		return asset{}, err
	}
	if buf.Len() < len(body) {
		a.zipped = buf.Bytes()
	}
	return a, nil
}

// ServeHTTP answers GET and HEAD for /static/<digest>/<name>.
func (t *table) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	digest, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	a, ok := t.assets[name]
	if !ok {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	if digest == t.digest {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(a.negotiate(r, h)))
}

// negotiate picks the form of the asset for this request and writes the headers that belong to the choice.
func (a asset) negotiate(r *http.Request, h http.Header) []byte {
	if a.zipped == nil {
		return a.plain
	}
	h.Set("Vary", "Accept-Encoding")
	if !acceptsGzip(r.Header.Get("Accept-Encoding")) {
		return a.plain
	}
	h.Set("Content-Encoding", "gzip")
	return a.zipped
}

// acceptsGzip reads Accept-Encoding (RFC 9110 § 12.5.3): gzip counts only if it is named and not refused with q=0.
func acceptsGzip(header string) bool {
	for coding := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
			continue
		}
		q := strings.ReplaceAll(strings.ToLower(weight), " ", "")
		return strings.TrimRight(q, "0.") != "q="
	}
	return false
}
