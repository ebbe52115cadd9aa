package main

import (
	"bufio"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/oidc"
	"github.com/einwand/einwand/migrations/testdb"
)

const callback = "http://127.0.0.1:1/oidc/rathaus/callback"

// openIDProvider starts the real provider and returns its issuer.
func openIDProvider(t *testing.T) string {
	t.Helper()
	cmd := exec.Command("node", "openid.mjs", callback)
	cmd.Dir, cmd.Stderr = "browsertest", os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stdin.Close()
		_ = cmd.Wait() // it ends with its input
	})
	issuer, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the provider did not start: %v", err)
	}
	return strings.TrimSpace(issuer)
}

// TestEmployeeLogsInAtARealOpenIDProvider goes the way of a browser without scripts: the address of the login, the provider's form
// for name and password, its question for consent, and back.
func TestEmployeeLogsInAtARealOpenIDProvider(t *testing.T) {
	p, err := oidc.New(oidc.Config{PublicURL: "http://127.0.0.1:1", ID: "rathaus", Name: "Rathaus", Audience: identity.Staff, Issuer: openIDProvider(t),
		ClientID: "einwand", Secret: "geheim-fuer-den-test"}, identity.NewLogins(testdb.New(t).App))
	if err != nil {
		t.Fatal(err)
	}
	to, err := p.Start(t.Context(), identity.Intent{MinLevel: identity.LevelLow, ReturnPath: "/planung", BrowserHash: []byte("b")}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	answer := throughForms(t, to.URL, func(fields url.Values) {
		if fields.Has("login") {
			fields.Set("login", "j.wirth")
			fields.Set("password", "egal")
		}
	})
	got, err := p.Finish(t.Context(), answer, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	who := got.Identity
	if who.Subject != "j.wirth" || who.Profile().Name() != "Jana Wirth" || len(who.Groups) != 1 || who.Groups[0] != "Bauleitplanung" || who.Means != identity.MeansStaff {
		t.Errorf("got %+v, want Jana Wirth of the Bauleitplanung", who)
	}
	if _, err := p.Finish(t.Context(), answer, time.Now()); err == nil {
		t.Error("the same answer logged in twice")
	}
}

// throughForms sends every form that a provider shows, until it redirects to us; it returns what it brings along.
func throughForms(t *testing.T, address string, fill func(url.Values)) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var back *url.URL
	browser := &http.Client{Jar: jar, Timeout: 20 * time.Second, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), callback) {
			back = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}}
	res, err := browser.Get(address)
	for range 5 {
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if back != nil {
			return back.Query()
		}
		button := "Continue"
		if strings.Contains(string(body), "Sign-in</button>") {
			button = "Sign-in"
		}
		form := htmlcheck.Page(t, string(body)).FormWith(button)
		fields := form.Press(button)
		fill(fields)
		res, err = browser.PostForm(res.Request.URL.ResolveReference(parseURL(t, form.Action)).String(), fields)
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("the provider never came to an end")
	return nil
}

func parseURL(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
