package oidc

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

func TestEmployeeIsReadFromTheToken(t *testing.T) {
	is := newIssuer(t)
	p := relyingParty(t, is, func(c *Config) { c.Levels = map[string]identity.Level{"gold": identity.LevelSubstantial} })
	state := is.begin(t, p)
	is.claims["acr"] = "gold"
	got, err := p.Finish(t.Context(), answered(state), now)
	if err != nil {
		t.Fatal(err)
	}
	want := identity.Identity{Provider: "rathaus", Subject: "u-4711", Level: identity.LevelSubstantial, Means: identity.MeansStaff, AuthnAt: now,
		Groups: []string{"Bauleitplanung", "Alle"}, Evidence: got.Identity.Evidence, Attributes: identity.Attributes{
			identity.GivenName: {Value: "Jana", Level: identity.LevelSubstantial}, identity.Surname: {Value: "Wirth", Level: identity.LevelSubstantial},
			identity.Mail: {Value: "j.wirth@auenbrueck.example", Level: identity.LevelLow}}}
	if !reflect.DeepEqual(got.Identity, want) || got.ReturnPath != "/planung" || string(got.BrowserHash) != "b" {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if len(want.Evidence.Hash) != 32 {
		t.Error("got no evidence of the token")
	}
}

func TestCodeIsExchangedWithItsProof(t *testing.T) {
	is := newIssuer(t)
	p := relyingParty(t, is, nil)
	if _, err := p.Finish(t.Context(), answered(is.begin(t, p)), now); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(is.exchanged.Get("code_verifier")))
	if got := base64.RawURLEncoding.EncodeToString(sum[:]); got != is.challenge {
		t.Errorf("got the proof of %s, want of %s", got, is.challenge)
	}
}

func TestClaimsOfOtherProducts(t *testing.T) {
	is := newIssuer(t)
	p := relyingParty(t, is, func(c *Config) { c.GroupsClaim, c.SubjectClaim = "realm_access.roles", "oid" })
	state := is.begin(t, p)
	is.claims["oid"] = "entra-1"
	delete(is.claims, "auth_time") // Entra does not send it
	delete(is.claims, "email_verified")
	delete(is.claims, "family_name")
	delete(is.claims, "given_name")
	is.claims["name"] = "Jana  Wirth\n"
	got, err := p.Finish(t.Context(), answered(state), now)
	if err != nil {
		t.Fatal(err)
	}
	who := got.Identity
	if who.Subject != "entra-1" || !reflect.DeepEqual(who.Groups, []string{"planung"}) || who.Profile().Name() != "Jana Wirth" ||
		who.Attributes[identity.Mail].Level != identity.LevelNone || who.Level != identity.LevelLow {
		t.Errorf("got %+v", who)
	}
}

// Each of these differs in one thing from the token that logs in.
func TestForgedTokensAreRefused(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	claim := func(name string, v any) func(*issuer) { return func(is *issuer) { is.claims[name] = v } }
	for name, forge := range map[string]func(*issuer){
		"":                           func(*issuer) {},
		"another nonce":              claim("nonce", "other"),
		"no nonce":                   func(is *issuer) { delete(is.claims, "nonce") },
		"another audience":           claim("aud", "other"),
		"two audiences and no party": claim("aud", []string{"einwand", "other"}),
		"another party":              claim("azp", "other"),
		"another issuer":             claim("iss", "https://evil.example"),
		"expired":                    claim("exp", now.Add(-61*time.Second).Unix()),
		"of the future":              claim("iat", now.Add(2*time.Minute).Unix()),
		"old":                        claim("iat", now.Add(-11*time.Minute).Unix()),
		"older login":                claim("auth_time", now.Add(-2*time.Minute).Unix()),
		"login in the future":        claim("auth_time", now.Add(2*time.Minute).Unix()),
		"no subject":                 func(is *issuer) { delete(is.claims, "sub") },
		"subject that is no text":    claim("sub", 4711),
		"access token of another":    claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
		"unknown key": func(is *issuer) {
			is.header["kid"] = "2"
			is.sign = func(h, b string) string { return rs256(stranger, h+"."+b) }
		},
		"a stranger's signature": func(is *issuer) { is.sign = func(h, b string) string { return rs256(stranger, h+"."+b) } },
		"no signature":           func(is *issuer) { is.sign = func(h, b string) string { return "" } },
		"algorithm none":         func(is *issuer) { is.header["alg"] = "none"; is.sign = func(h, b string) string { return "" } },
		"HMAC with our secret": func(is *issuer) {
			is.header["alg"] = "HS256"
			is.sign = func(h, b string) string { return hs256([]byte("s3cret"), h+"."+b) }
		},
		"HMAC with the public key": func(is *issuer) {
			is.header["alg"] = "HS256"
			is.sign = func(h, b string) string { return hs256(x509.MarshalPKCS1PublicKey(&is.key.PublicKey), h+"."+b) }
		},
		"body changed after signature": func(is *issuer) {
			is.sign = func(h, b string) string { return rs256(is.key, h+"."+part(map[string]any{})) }
		},
	} {
		is := newIssuer(t)
		p := relyingParty(t, is, nil)
		state := is.begin(t, p)
		forge(is)
		got, err := p.Finish(t.Context(), answered(state), now)
		var refusal *identity.Refusal
		if name == "" && err != nil || name != "" && !errors.As(err, &refusal) {
			t.Errorf("%s: got %v", name, err)
		}
		if name != "" && got.Identity.Subject != "" {
			t.Errorf("%s: got the person %s", name, got.Identity.Subject)
		}
	}
}

func TestAnswersOfStrangersAreRefused(t *testing.T) {
	is := newIssuer(t)
	p := relyingParty(t, is, nil)
	state := is.begin(t, p)
	if _, err := p.Finish(t.Context(), answered(state), now); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Finish(t.Context(), answered(state), now); !errors.Is(err, identity.ErrUnknownLogin) {
		t.Errorf("the same answer again: got %v, want ErrUnknownLogin", err)
	}
	other, err := New(Config{PublicURL: "https://beteiligung.auenbrueck.example", ID: "kreis", Name: "Kreis", Audience: identity.Staff, Issuer: is.URL, ClientID: "einwand", Secret: "x"}, p.logins)
	if err != nil {
		t.Fatal(err)
	}
	var refusal *identity.Refusal
	if _, err := other.Finish(t.Context(), answered(is.begin(t, p)), now); !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, "begun at provider rathaus") {
		t.Errorf("at another provider: got %v, want a refusal", err)
	}
	mixed := answered(is.begin(t, p))
	mixed.Set("iss", "https://evil.example")
	if _, err := p.Finish(t.Context(), mixed, now); !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, "another issuer") {
		t.Errorf("with another issuer in the answer: got %v, want a refusal", err)
	}
	if _, err := p.Finish(t.Context(), url.Values{"state": {is.begin(t, p)}}, now); !errors.As(err, &refusal) {
		t.Errorf("without a code: got %v, want a refusal", err)
	}
}

func TestErrorsOfTheProviderSayWhoseMoveItIs(t *testing.T) {
	is := newIssuer(t)
	p := relyingParty(t, is, nil)
	for code, want := range map[string]identity.Fault{"server_error": identity.FaultElsewhere, "temporarily_unavailable": identity.FaultElsewhere, "invalid_scope": identity.FaultSetup, "x\ny": identity.FaultSetup} {
		_, err := p.Finish(t.Context(), url.Values{"state": {is.begin(t, p)}, "error": {code}}, now)
		var refusal *identity.Refusal
		if !errors.As(err, &refusal) || refusal.Fault != want || strings.Contains(refusal.Reason, "\n") {
			t.Errorf("%q: got %v, want the fault %q", code, err, want)
		}
	}
	got, err := p.Finish(t.Context(), url.Values{"state": {is.begin(t, p)}, "error": {"access_denied"}}, now)
	if !errors.Is(err, identity.ErrCancelled) || got.ReturnPath != "/planung" {
		t.Errorf("got %v to %s, want ErrCancelled with the way back", err, got.ReturnPath)
	}
}

func TestBrokenProvidersEndTheLogin(t *testing.T) {
	for name, answer := range map[string]func(w http.ResponseWriter, r *http.Request) bool{
		"500": func(w http.ResponseWriter, r *http.Request) bool { w.WriteHeader(500); return true },
		"endless": func(w http.ResponseWriter, r *http.Request) bool {
			chunk := []byte(strings.Repeat(" ", 1<<16))
			for range 64 {
				if _, err := w.Write(chunk); err != nil {
					break
				}
			}
			return true
		},
		"slow": func(w http.ResponseWriter, r *http.Request) bool {
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Second):
			}
			return true
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) bool {
			http.Redirect(w, r, "/token", http.StatusTemporaryRedirect)
			return true
		},
		"no JSON": func(w http.ResponseWriter, r *http.Request) bool { fmt.Fprint(w, "<html>"); return true },
		"no token": func(w http.ResponseWriter, r *http.Request) bool {
			fmt.Fprint(w, `{"access_token":"a","token_type":"Bearer"}`)
			return true
		},
		"wrong kind": func(w http.ResponseWriter, r *http.Request) bool {
			fmt.Fprint(w, `{"access_token":"a","token_type":"Bearer","id_token":7}`)
			return true
		},
		"not refused": nil,
	} {
		is := newIssuer(t)
		p := relyingParty(t, is, nil)
		p.client.Timeout = time.Second
		state := is.begin(t, p)
		is.token = answer
		_, err := p.Finish(t.Context(), answered(state), now)
		var refusal *identity.Refusal
		if answer == nil && err != nil || answer != nil && !errors.As(err, &refusal) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestProviderThatIsDownIsAskedAgain(t *testing.T) {
	is := newIssuer(t)
	p := relyingParty(t, is, nil)
	up := is.Config.Handler
	is.Config.Handler = http.NotFoundHandler()
	var refusal *identity.Refusal
	if _, err := p.Start(t.Context(), identity.Intent{MinLevel: identity.LevelLow, BrowserHash: []byte("b")}, now); !errors.As(err, &refusal) || refusal.Fault != identity.FaultElsewhere {
		t.Errorf("while it is down: got %v, want a fault elsewhere", err)
	}
	is.Config.Handler = up
	is.begin(t, p)
}

func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	logins := identity.NewLogins(testdb.New(t).App)
	good := Config{PublicURL: "https://b.example", ID: "rathaus", Name: "Rathaus", Audience: identity.Staff, Issuer: "https://idp.example/realms/a", ClientID: "c", Secret: "s"}
	if _, err := New(good, logins); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Config){
		"id": func(c *Config) { c.ID = "Rat haus" }, "name": func(c *Config) { c.Name = "" }, "audience": func(c *Config) { c.Audience = "all" },
		"http": func(c *Config) { c.Issuer = "http://idp.example" }, "issuer": func(c *Config) { c.Issuer = "idp" }, "query": func(c *Config) { c.Issuer += "?x" },
		"client": func(c *Config) { c.ClientID = "" }, "secret": func(c *Config) { c.Secret = "" }, "level": func(c *Config) { c.Levels = map[string]identity.Level{"a": "top"} },
		"public URL": func(c *Config) { c.PublicURL = "b" },
	} {
		c := good
		change(&c)
		if _, err := New(c, logins); err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: got %v, want an error", name, err)
		}
	}
}
