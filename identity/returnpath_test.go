package identity

import (
	"strings"
	"testing"
)

func TestReturnPathStaysOnThisSite(t *testing.T) {
	for path, want := range map[string]string{
		"/meine":                                 "/meine",
		"/verfahren/bp-47?x=1&y=ü#a":             "/verfahren/bp-47?x=1&y=ü#a",
		"/":                                      "/",
		"":                                       "/",
		"meine":                                  "/",
		"//evil.example":                         "/",
		"///evil.example":                        "/",
		`/\evil.example`:                         "/",
		`\\evil.example`:                         "/",
		"/\t/evil.example":                       "/",
		"/\n/evil.example":                       "/",
		"/\u0085/evil.example":                   "/",
		"https://evil.example/":                  "/",
		"javascript:alert(1)":                    "/",
		"/%zz":                                   "/",
		"/" + strings.Repeat("a", maxReturnPath): "/",
	} {
		if got := returnPath(path); got != want {
			t.Errorf("returnPath(%q) = %q, want %q", path, got, want)
		}
	}
}
