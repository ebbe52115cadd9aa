package web

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// hostileAnswer makes an answer of about so many bytes that nobody honest sends.
type hostileAnswer func(size int) string

const honestBeginning = `<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="r" Version="2.0">`

var hostileAnswers = map[string]hostileAnswer{
	"deep": func(n int) string { return strings.Repeat("<a>", n/7) + strings.Repeat("</a>", n/7) },
	"deep below a detail": func(n int) string {
		return honestBeginning + "<p:Status><p:StatusDetail>" + strings.Repeat("<x>", n/7) + strings.Repeat("</x>", n/7) + "</p:StatusDetail></p:Status></p:Response>"
	},
	"wide": func(n int) string { return honestBeginning + strings.Repeat("<p:Status/>", n/11) + "</p:Response>" },
	"many attributes": func(n int) string {
		return honestBeginning + "<p:Status" + numbered(n, ` a%d="1"`) + "/></p:Response>"
	},
	"many namespaces": func(n int) string {
		return honestBeginning + "<p:Status" + numbered(n, ` xmlns:n%d="urn:n"`) + "/></p:Response>"
	},
	"namespaces on the way down": func(n int) string {
		return honestBeginning + numbered(n, `<p:Status xmlns:n%d="urn:n">`)
	},
	"entities": func(n int) string {
		return honestBeginning + "<a:Issuer>" + strings.Repeat("&#38;", n/5) + "</a:Issuer></p:Response>"
	},
	"entity bomb": func(n int) string {
		return `<!DOCTYPE r [<!ENTITY a "` + strings.Repeat("ha", n/4) + `"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>`
	},
	"comments":      func(n int) string { return honestBeginning + strings.Repeat("<!---->", n/7) + "</p:Response>" },
	"one long name": func(n int) string { return "<" + strings.Repeat("n", n) },
	"noise": func(n int) string {
		b, rng := make([]byte, n), rand.NewChaCha8([32]byte{})
		rng.Read(b)
		return string(b)
	},
}

func numbered(size int, format string) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestHostileAnswersAreRefusedAtOnce posts to the address that everybody may post to. An attacker may begin a login first, so that the
// answer is read at all; it costs little, whatever it is. The largest that is read is 192 KB; beyond it the length decides.
func TestHostileAnswersAreRefusedAtOnce(t *testing.T) {
	const tries, most, limit = 4, 24, 50 * time.Millisecond // more than a few tries only while other work on the machine slows them down
	h := small(t)
	read := 0
	for name, answer := range hostileAnswers {
		for _, size := range []int{190_000, 290_000} { // 290,000 bytes are a form of 400 kB
			text := base64.StdEncoding.EncodeToString([]byte(answer(size)))
			var took []time.Duration
			for i := 0; i < tries || i < most && slices.Min(took) > limit; i++ {
				form := url.Values{"RelayState": {h.beginLogin()}, "SAMLResponse": {text}}.Encode()
				began := time.Now()
				a := h.ask(h.person("nobody"), post, "/saml/buerger/acs", form)
				took = append(took, time.Since(began))
				if a.status != http.StatusBadRequest || !strings.Contains(a.body, "ließ sich nicht prüfen") {
					t.Fatalf("%s, %d bytes: got status %d: %.300s, want it refused with words", name, size, a.status, a.body)
				}
				read++
			}
			slices.Sort(took)
			t.Logf("%-28s %d bytes: best %s, median %s", name, size, took[0].Round(time.Microsecond), took[len(took)/2].Round(time.Microsecond))
			if took[0] > limit {
				t.Errorf("%s, %d bytes: got answers in %v, want the best below %s", name, size, took, limit)
			}
		}
	}
	log := h.log.String()
	if got := strings.Count(log, `"msg":"login refused"`); got != read {
		t.Errorf("got %d refusals with a reason in the log, want %d: each answer was read", got, read)
	}
	if strings.Contains(log, "panic") {
		t.Error("got a panic in the log, want refusals")
	}
}

// beginLogin is the handle of a login that has just begun.
func (h *house) beginLogin() string {
	h.t.Helper()
	a := h.ask(h.person("nobody"), get, "/saml/buerger/login?return=%2F", "")
	if to, err := url.Parse(a.location); err == nil && to.Query().Get("RelayState") != "" {
		return to.Query().Get("RelayState")
	}
	_, rest, _ := strings.Cut(a.body, `name="RelayState" value="`)
	handle, _, ok := strings.Cut(rest, `"`)
	if !ok {
		h.t.Fatalf("got status %d and no login that begins: %.300s", a.status, a.body)
	}
	return handle
}
