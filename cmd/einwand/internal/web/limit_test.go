package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestLoginsAreLimitedPerAddress(t *testing.T) {
	s := &Server{}
	h := clientAddress(nil)(s.limit(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })))
	ask := func(address string) int {
		r := httptest.NewRequest(http.MethodGet, "/saml/buerger/login", nil)
		r.RemoteAddr = address + ":4711"
		r.Header.Set("X-Forwarded-For", "203.0.113.99") // nobody is trusted, so this changes nothing
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	for i := range loginsPerMinute {
		if got := ask("192.0.2.1"); got != http.StatusOK {
			t.Fatalf("login %d: got %d, want 200", i+1, got)
		}
	}
	if got := ask("192.0.2.1"); got != http.StatusTooManyRequests {
		t.Errorf("one more: got %d, want 429", got)
	}
	if got := ask("192.0.2.2"); got != http.StatusOK {
		t.Errorf("another address: got %d, want 200", got)
	}
}

func TestTrustedProxyNamesTheBrowser(t *testing.T) {
	s := &Server{}
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.4/32")}
	h := clientAddress(trusted)(s.limit(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })))
	for i := range loginsPerMinute + 1 {
		r := httptest.NewRequest(http.MethodGet, "/saml/buerger/login", nil)
		r.RemoteAddr = "10.0.0.4:4711"
		r.Header.Set("X-Forwarded-For", netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}).String())
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("browser %d behind the proxy: got %d, want 200", i+1, w.Code)
		}
	}
}
