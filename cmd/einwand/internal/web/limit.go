package web

import (
	"net/http"
	"net/netip"
	"time"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"
)

// loginsPerMinute bounds what one address may begin without being known: every login that begins is a row. A town hall or
// a school behind one address stays far below.
const loginsPerMinute = 120

// clientAddress finds the address of the browser. Only the proxies of the settings may name another than the
// connection's.
func clientAddress(trusted []netip.Prefix) func(http.Handler) http.Handler {
	if len(trusted) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	prefixes := make([]string, len(trusted))
	for i, p := range trusted {
		prefixes[i] = p.String()
	}
	return middleware.ClientIPFromXFF(prefixes...)
}

// limit slows one address down, with words. A form that it stops is not lost: the browser still has it, and a login has kept it.
func (s *Server) limit(next http.Handler) http.Handler {
	byAddress := func(r *http.Request) (string, error) {
		return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context())), nil
	}
	return httprate.LimitBy(loginsPerMinute, time.Minute, byAddress, httprate.WithLimitHandler(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		plain(w, http.StatusTooManyRequests, "Von Ihrem Anschluss kommt gerade sehr viel auf einmal. Bitte versuchen Sie es in einer Minute noch einmal.\n"+
			"Mit der Zurück-Taste kommen Sie zu Ihrem Text. E-Mail, Brief und Rathaus zählen genauso.\n")
	}))(next)
}

// mailsPerMinute bounds the mails that one address may have sent to mailboxes that it names: a person needs one.
const mailsPerMinute = 6

func newMailLimit() *httprate.RateLimiter {
	return httprate.NewRateLimiter(mailsPerMinute, time.Minute)
}

// keptPerMinute bounds the forms that are kept for people who are not logged in any more: each is a row with a text.
const keptPerMinute = 30

func newKeptLimit() *httprate.RateLimiter { return httprate.NewRateLimiter(keptPerMinute, time.Minute) }

// addressOf is the key of the limits: the browser's address, an IPv6 network counted as one.
func addressOf(r *http.Request) string {
	return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context()))
}
