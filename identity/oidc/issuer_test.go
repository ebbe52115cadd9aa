package oidc

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

var now = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

// issuer is a provider made by hand. A test changes what it wants to be wrong.
type issuer struct {
	*httptest.Server
	t         *testing.T
	key       *rsa.PrivateKey
	header    map[string]any
	claims    map[string]any
	sign      func(head, body string) string                    // nil: RS256 with the key
	token     func(w http.ResponseWriter, r *http.Request) bool // answers instead, if it returns true
	challenge string                                            // of the login that was begun
	exchanged url.Values                                        // what came with the code
}

func newIssuer(t *testing.T) *issuer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	is := &issuer{t: t, key: key, header: map[string]any{"alg": "RS256", "kid": "1", "typ": "JWT"}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		is.json(w, map[string]any{"issuer": is.URL, "authorization_endpoint": is.URL + "/auth", "token_endpoint": is.URL + "/token", "jwks_uri": is.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, r *http.Request) {
		b64 := base64.RawURLEncoding.EncodeToString
		is.json(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256",
			"n": b64(key.N.Bytes()), "e": b64(big.NewInt(int64(key.E)).Bytes())}}})
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		is.exchanged = r.PostForm
		if is.token != nil && is.token(w, r) {
			return
		}
		is.json(w, map[string]any{"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": is.jwt()})
	})
	is.Server = httptest.NewServer(mux)
	t.Cleanup(is.Close)
	return is
}

func (is *issuer) json(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		is.t.Log(err) // the client went away, as in the tests of its limits
	}
}

func part(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

func (is *issuer) jwt() string {
	head, body := part(is.header), part(is.claims)
	sign := is.sign
	if sign == nil {
		sign = func(head, body string) string { return rs256(is.key, head+"."+body) }
	}
	return head + "." + body + "." + sign(head, body)
}

func rs256(key *rsa.PrivateKey, text string) string {
	sum := sha256.Sum256([]byte(text))
	sig, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(sig)
}

func hs256(secret []byte, text string) string {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// relyingParty is our side of the issuer.
func relyingParty(t *testing.T, is *issuer, change func(*Config)) *Provider {
	t.Helper()
	c := Config{PublicURL: "https://beteiligung.auenbrueck.example", ID: "rathaus", Name: "Rathaus", Audience: identity.Staff,
		Issuer: is.URL, ClientID: "einwand", Secret: "s3cret"}
	if change != nil {
		change(&c)
	}
	p, err := New(c, identity.NewLogins(testdb.New(t).App))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// begin starts a login and has the issuer make an honest token for it.
func (is *issuer) begin(t *testing.T, p *Provider) (state string) {
	t.Helper()
	to, err := p.Start(t.Context(), identity.Intent{MinLevel: identity.LevelLow, ReturnPath: "/planung", BrowserHash: []byte("b")}, now)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(to.URL)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	is.challenge = q.Get("code_challenge")
	is.claims = map[string]any{"iss": is.URL, "aud": "einwand", "sub": "u-4711", "nonce": q.Get("nonce"), "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
		"auth_time": now.Unix(), "given_name": "Jana", "family_name": "Wirth", "email": "j.wirth@auenbrueck.example", "email_verified": true,
		"groups": []string{"Bauleitplanung", "Alle"}, "realm_access": map[string]any{"roles": []string{"planung"}}}
	for name, want := range map[string]string{"response_type": "code", "client_id": "einwand", "code_challenge_method": "S256", "prompt": "login", "max_age": "0",
		"redirect_uri": "https://beteiligung.auenbrueck.example/oidc/rathaus/callback", "scope": "openid profile email"} {
		if got := q.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	return q.Get("state")
}

func answered(state string) url.Values {
	return url.Values{"state": {state}, "code": {fmt.Sprintf("code-%.4s", state)}}
}
