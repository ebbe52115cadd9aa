package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// browserTests is the folder of what runs in Chromium; make test installs its two packages.
const browserTests = "browsertest"

// chromium runs a script of that folder and returns what it printed, and whether it found nothing.
func chromium(t *testing.T, script string, args ...string) (printed string, clean bool) {
	t.Helper()
	if _, err := os.Stat(browserTests + "/node_modules/playwright-core"); err != nil {
		t.Fatalf("%v: run `.ci/install test`, or `npm ci` in cmd/einwand/%s", err, browserTests)
	}
	ctx, stop := context.WithTimeout(t.Context(), 8*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, "node", append([]string{script}, args...)...)
	cmd.Dir = browserTests
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if _, ended := err.(*exec.ExitError); err != nil && !ended {
		t.Fatalf("%s: %v", script, err)
	}
	return out.String(), err == nil
}

// TestStoryInChromium walks the story in a real browser: no violation of WCAG 2.1 A and AA that axe-core can find, no
// error in the console, nothing wider than 320 px, and a receipt without scripts.
func TestStoryInChromium(t *testing.T) {
	d := startDemo(t)
	printed, clean := chromium(t, "story.mjs", d.address)
	if !clean {
		t.Errorf("got findings, want none:\n%s", printed)
	}
	t.Log(strings.TrimSpace(printed))
}

// faults are pages that break each rule that the story is held to, and what must be found of them. The first breaks none.
var faults = []struct{ markup, want string }{
	{`<p>Alles in Ordnung</p>`, ""},
	{`<img src="/bild.svg">`, "axe image-alt"},
	{`<label for="x">Ja</label><input type="text">`, "axe label"},
	{`<p class="hell">Kaum zu lesen</p>`, "axe color-contrast"},
	{`<p style="color:#999">Von hier</p>`, "console: Applying inline style violates"},
	{`<script>alert(1)</script>`, "console: Executing inline script violates"},
	{`<script src="/fehler.js"></script>`, "script: Error: kaputt"},
	{`<script src="/gruss.js"></script>`, "dialog: Hallo"},
	{`<script src="/fehlt.js"></script>`, "status of 404"},
	{`<iframe title="Rahmen" src="/fuenfhundert"></iframe>`, "status 500 of"},
	{`<p>` + strings.Repeat("Donaudampf", 40) + `</p>`, "px wide on a phone of 320 px"},
}

// TestChromiumSeesFaults makes sure that the story could fail, fault by fault.
func TestChromiumSeesFaults(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(faulty))
	defer server.Close()
	args := []string{}
	for i := range faults {
		args = append(args, fmt.Sprintf("%s/seite/%d", server.URL, i))
	}
	printed, _ := chromium(t, "look.mjs", args...)
	for i, f := range faults {
		var found []string
		for line := range strings.Lines(printed) {
			if strings.HasPrefix(line, fmt.Sprintf("a reader, /seite/%d: ", i)) {
				found = append(found, line)
			}
		}
		if (f.want == "") != (len(found) == 0) || !strings.Contains(strings.Join(found, ""), f.want) {
			t.Errorf("%.60s: got %q, want %q", f.markup, found, f.want)
		}
	}
}

// faulty serves the pages, with a policy like ours.
func faulty(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
	serve := func(kind, body string) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
	number, isPage := strings.CutPrefix(r.URL.Path, "/seite/")
	switch i, err := strconv.Atoi(number); {
	case isPage && err == nil && i < len(faults):
		serve("text/html; charset=utf-8", `<!doctype html><html lang="de"><head><title>Seite `+string(rune('A'+i))+`</title><link rel="icon" href="data:,">
			<link rel="stylesheet" href="/x.css"><meta name="viewport" content="width=device-width"></head>
			<body><main><h1>Seite</h1>`+faults[i].markup+`</main></body></html>`)
	case r.URL.Path == "/x.css":
		serve("text/css", ".hell{color:#aaa}")
	case r.URL.Path == "/fehler.js":
		serve("text/javascript", "throw new Error('kaputt')")
	case r.URL.Path == "/gruss.js":
		serve("text/javascript", "alert('Hallo')")
	case r.URL.Path == "/bild.svg":
		serve("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)
	case r.URL.Path == "/fuenfhundert":
		w.WriteHeader(http.StatusInternalServerError)
	default:
		http.NotFound(w, r)
	}
}
