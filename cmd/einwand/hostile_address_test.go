package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// hostileAddresses puts what does not belong there into every part of addresses and queries.
func hostileAddresses(t *testing.T, d *demo) {
	people := []*browser{openBrowser(t, d.address), d.sit(t, "Mara Hoffmann"), openBrowser(t, d.address).LoginAs("Dr. Holger Stein")}
	for _, evil := range []string{"'%20OR%201=1--", "%00", "%FF%FE", "..%2F..%2Fetc%2Fpasswd", "99999999999999999999", "-1", "0", "%F0%9F%92%A9", "1e3", "%0d%0aX-Evil:%201",
		"%3Cscript%3E", strings.Repeat("a", 5000)} {
		for _, pattern := range []string{"/%s", "/verfahren?q=%s", "/verfahren?stand=%s&ort=%[1]s&jahr=%[1]s&art=%[1]s&seite=%[1]s", "/verfahren/%s", "/verfahren/%s/stellungnahme",
			"/verfahren/bp-47/unterlagen/%s", "/verfahren/bp-47/unterlagen/%s/datei.pdf", "/verfahren/bp-12-3/ergebnis/%s", "/anmelden?return=%s", "/anmelden?return=/verfahren/%s/stellungnahme",
			"/saml/%s/login", "/saml/%s/metadata", "/saml/buerger/login?return=%s", "/saml/fertig?k=%s", "/meine/%s", "/meine/BP47-%s", "/meine/BP47-0001/anhang/%s",
			"/planung/verfahren/%s", "/planung/verfahren/bp-47/eingang?seite=%s&q=%[1]s&stand=%[1]s", "/planung/verfahren/bp-47/abschnitte/%s", "/planung/verfahren/bp-47/abschnitte/1?abschnitt=%s",
			"/planung/verfahren/bp-47/abschnitte/1/anhang/%s", "/planung/verfahren/bp-47/beschluesse/%s", "/rat/%s/1", "/rat/bp-12-3/%s", "/rat/bp-12-3/1/%s", "/rat/bp-12-3/1/%s?thema=%[1]s",
			"/rat/bp-12-3/1/datei/%s", "/rat/bp-12-3/1/datei/rat.pdf?beschluss=%s", "/rat/bp-12-3/1?thema=%s&q=%[1]s&seite=%[1]s&ohne=%[1]s", "/verfahren/bp-12-3/ergebnis?q=%s&seite=%[1]s", "/static/%s"} {
			asking := people
			if strings.HasPrefix(pattern, "/saml/") {
				asking = people[:1] // an address may begin only so many logins in a minute
			}
			for _, b := range asking {
				b.Get(fmt.Sprintf(pattern, evil))
				if b.header.Get("X-Evil") != "" {
					t.Errorf("%s: got a header of the address", b.at)
				}
			}
		}
	}
	for _, back := range []string{"//boese.example", "https://boese.example/", "/\\boese.example", "%2F%2Fboese.example", "javascript:alert(1)", "/%09/boese.example"} {
		b := openBrowser(t, d.address).Get("/anmelden?return=" + url.QueryEscape(back)).LoginAs("Greta Albers")
		if b.at.Host != b.home.Host {
			t.Errorf("login with return=%s: got to %s, want to stay", back, b.at)
		}
	}
}

// addressesAfterLogout replays what a person saw: the addresses alone, and with the cookie of before, open nothing.
func addressesAfterLogout(t *testing.T, d *demo) {
	b := d.sit(t, "Mara Hoffmann").file("Nur für mich und die Stadt.")
	addresses := []string{b.at.Path, b.at.Path + "/eingangsbestaetigung.pdf", b.at.Path + "/nachweis.zip", b.at.Path + "/zurueckziehen", "/meine", form47}
	before := b.jar.Cookies(b.home)
	b.Press("Abmelden")
	for name, cookies := range map[string][]*http.Cookie{"without a cookie": nil, "with the cookie of before": before, "with another": {{Name: "einwand", Value: "erfunden"}}} {
		for _, path := range addresses {
			stranger := openBrowser(t, d.address)
			stranger.jar.SetCookies(stranger.home, cookies)
			if stranger.Get(path); stranger.at.Path != "/anmelden" || bytes.Contains(stranger.body, []byte("Nur für mich")) {
				t.Errorf("%s %s: got to %s, want the login", path, name, stranger.at)
			}
		}
	}
	tarek := d.sit(t, "Tarek Yıldız")
	for _, path := range addresses[:4] {
		if tarek.Get(path); tarek.status != http.StatusNotFound {
			t.Errorf("%s as somebody else: got status %d, want 404", path, tarek.status)
		}
	}
}
