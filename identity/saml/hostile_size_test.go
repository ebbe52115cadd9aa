package saml

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// Anybody can post to the assertion consumer service. 400 kB of any shape are cut short: the library alone works on the widest for
// seconds.
func TestHostileSizesAreCutShort(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	honest := string(forge(t, p, l, keyring.idp, nil))
	at := strings.Index(honest, "<samlp:Status>")
	within := func(junk string) string { return honest[:at] + junk + honest[at:] }
	const size = 400 << 10
	for name, raw := range map[string]string{
		"deep":           within(strings.Repeat("<a>", size/7) + strings.Repeat("</a>", size/7)),
		"wide":           within(strings.Repeat("<a/>", size/4)),
		"attributes":     within("<a " + strings.Repeat(`b="" `, size/5) + "/>"),
		"namespaces":     within("<a " + strings.Repeat(`xmlns:b="c" `, size/12) + "/>"),
		"text":           within(strings.Repeat("a", size)),
		"entities":       within(strings.Repeat("&amp;", size/5)),
		"no XML":         strings.Repeat("\x00", size),
		"open tags":      strings.Repeat("<", size),
		"text in limits": within(strings.Repeat("a", 150<<10)),
		"wide in limits": within(strings.Repeat("<a/>", 800)),
		"long name":      within("<" + strings.Repeat("a", 150<<10) + "/>"),
	} {
		var took []time.Duration
		for range 5 {
			begun := time.Now()
			if _, err := p.accept(bytes.Clone([]byte(raw)), l, now); err == nil {
				t.Errorf("%s: got it accepted", name)
			}
			took = append(took, time.Since(begun))
		}
		if best := slices.Min(took); best > 50*time.Millisecond {
			t.Errorf("%s: got %s, want less than 50 ms", name, best)
		}
	}
}
