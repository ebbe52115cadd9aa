package static

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const forever = "public, max-age=31536000, immutable"

func get(t *testing.T, target string, header ...string) *http.Response {
	t.Helper()
	h, err := Handler()
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func mustLoad(t *testing.T) *table {
	t.Helper()
	tab, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestAssetsAreKeptForAYear(t *testing.T) {
	for name, contentType := range map[string]string{
		"einwand.css":                 "text/css; charset=utf-8",
		"kern/kern.min.css":           "text/css; charset=utf-8",
		"fonts/FiraSans-Medium.woff2": "font/woff2",
		"images/crest.svg":            "image/svg+xml",
	} {
		res := get(t, URL(name))
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: got status %d, want 200", name, res.StatusCode)
		}
		for header, want := range map[string]string{
			"Content-Type":           contentType,
			"Cache-Control":          forever,
			"X-Content-Type-Options": "nosniff",
		} {
			if got := res.Header.Get(header); got != want {
				t.Errorf("%s: got %s %q, want %q", name, header, got, want)
			}
		}
	}
}

func TestAnotherDigestIsAnsweredButNotKept(t *testing.T) {
	res := get(t, Prefix+"0000000000000000/einwand.css")
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %d %q, want 200 no-store", res.StatusCode, res.Header.Get("Cache-Control"))
	}
}

func TestUnknownAssetIsNotFound(t *testing.T) {
	for _, target := range []string{
		URL("kern/kern.css"), URL("fonts"), URL("static.go"), URL("../static.go"), Prefix, Prefix + "einwand.css",
	} {
		res := get(t, target)
		if res.StatusCode != http.StatusNotFound || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: got %d %q, want 404 no-store", target, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	h, err := Handler()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, URL("einwand.css"), nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("got %d, Allow %q, want 405 and GET, HEAD", w.Code, w.Header().Get("Allow"))
	}
}

func TestGzipGivesTheSameBytes(t *testing.T) {
	plain := body(t, get(t, URL("kern/kern.min.css")).Body)
	res := get(t, URL("kern/kern.min.css"), "Accept-Encoding", "br, gzip;q=0.8")
	if got := res.Header.Get("Content-Encoding"); got != "gzip" {
		t.Fatalf("got Content-Encoding %q, want gzip", got)
	}
	if got := res.Header.Get("Vary"); got != "Accept-Encoding" {
		t.Errorf("got Vary %q, want Accept-Encoding", got)
	}
	z, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, z); got != plain {
		t.Errorf("got %d bytes after gzip, want the %d plain ones", len(got), len(plain))
	}
}

func TestFontsAreNotZippedAgain(t *testing.T) {
	res := get(t, URL("fonts/FiraSans-Regular.woff2"), "Accept-Encoding", "gzip")
	if got := res.Header.Get("Content-Encoding"); got != "" {
		t.Errorf("got Content-Encoding %q, want none", got)
	}
}

func TestAcceptEncoding(t *testing.T) {
	for header, want := range map[string]bool{
		"":                    false,
		"gzip":                true,
		"GZIP":                true,
		"deflate, gzip, br":   true,
		"gzip;q=0.001":        true,
		"gzip; q=1.0":         true,
		"gzip;q=0":            false,
		"gzip; q=0.000":       false,
		"gzipped, identity":   false,
		"identity;q=1, *;q=0": false,
	} {
		if got := acceptsGzip(header); got != want {
			t.Errorf("Accept-Encoding %q: got %v, want %v", header, got, want)
		}
	}
}

func TestDigestNamesTheContent(t *testing.T) {
	digest := func(fsys fstest.MapFS) string {
		tab, err := load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return tab.digest
	}
	first := digest(fstest.MapFS{"a.css": {Data: []byte("x")}})
	if again := digest(fstest.MapFS{"a.css": {Data: []byte("x")}}); again != first {
		t.Errorf("same files: got %s and %s, want one digest", first, again)
	}
	for name, fsys := range map[string]fstest.MapFS{
		"other bytes": {"a.css": {Data: []byte("y")}},
		"other name":  {"b.css": {Data: []byte("x")}},
	} {
		if got := digest(fsys); got == first {
			t.Errorf("%s: got the same digest %s", name, got)
		}
	}
}

func TestEveryAssetHasAType(t *testing.T) {
	mustLoad(t)
	if _, err := load(fstest.MapFS{"notes.docm": {Data: []byte("x")}}); err == nil {
		t.Error("an asset of unknown type was loaded, want an error")
	}
}

var (
	cssURL    = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)
	cssImport = regexp.MustCompile(`@import`)
)

func TestStyleSheetsReferOnlyToAssets(t *testing.T) {
	tab := mustLoad(t)
	var fonts []string
	for name, a := range tab.assets {
		if path.Ext(name) != ".css" {
			continue
		}
		if cssImport.Match(a.plain) {
			t.Errorf("%s: has an @import, want none", name)
		}
		for _, m := range cssURL.FindAllStringSubmatch(string(a.plain), -1) {
			if strings.HasPrefix(m[1], "data:") {
				continue
			}
			target := path.Join(path.Dir(name), m[1])
			if _, ok := tab.assets[target]; !ok {
				t.Errorf("%s: refers to %s, which is not embedded", name, m[1])
			}
			fonts = append(fonts, target)
		}
	}
	for name := range tab.assets {
		if path.Ext(name) == ".woff2" && !slices.Contains(fonts, name) {
			t.Errorf("%s: embedded, but no style sheet uses it", name)
		}
	}
}

func TestLicencesAreServedBesideTheWorks(t *testing.T) {
	for name, want := range map[string]string{
		"kern/LICENSE.md": "EUROPÄISCHE UNION PUBLIC LICENCE v. 1.2",
		"fonts/OFL.txt":   "SIL OPEN FONT LICENSE Version 1.1",
	} {
		res := get(t, URL(name))
		if got := body(t, res.Body); res.StatusCode != http.StatusOK || !strings.Contains(got, want) {
			t.Errorf("%s: got status %d without %q", name, res.StatusCode, want)
		}
	}
	if got := body(t, get(t, URL("fonts/OFL.txt")).Body); !strings.HasPrefix(got, "Digitized data copyright (c) 2012-2015, The Mozilla Foundation") {
		t.Error("OFL.txt does not begin with the copyright line of the fonts")
	}
}
