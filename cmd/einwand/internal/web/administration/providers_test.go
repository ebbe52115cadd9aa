package administration_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
)

// directory is an identity provider of the outside.
type directory struct {
	id   string
	ends []time.Time
}

func (d directory) ID() string                  { return d.id }
func (d directory) Name() string                { return "Dienst " + d.id }
func (d directory) Issuer() string              { return "https://" + d.id + ".example" }
func (d directory) Audience() identity.Audience { return identity.Staff }
func (d directory) LoginPath() string           { return "/saml/" + d.id + "/login" }
func (d directory) Origins() []string           { return nil }
func (d directory) CertificatesEnd() []time.Time {
	return d.ends
}
func (d directory) Start(context.Context, identity.Intent, time.Time) (identity.Departure, error) {
	return identity.Departure{}, nil
}
func (d directory) Finish(context.Context, url.Values, time.Time) (identity.Arrival, error) {
	return identity.Arrival{}, nil
}

// A certificate that ends is an outage of the login: weeks before, somebody has to ask for new metadata.
func TestCertificatesAreWarnedAboutWeeksAhead(t *testing.T) {
	o := open(t)
	now := o.Clock.Now()
	at := func(days int) time.Time { return now.AddDate(0, 0, days).Add(time.Minute) }
	o.must(o.providers.Replace([]identity.Provider{directory{"lang", []time.Time{at(43)}}, directory{"bald", []time.Time{at(41)}},
		directory{"heute", []time.Time{now.Add(time.Hour)}}, directory{"vorbei", []time.Time{at(-1)}}}))
	page := o.get("/verwaltung/anmeldedienste")
	page.Has("main li", "noch 43 Tage").Has("main li", "Achtung: Zertifikat bis").Has("main li", "noch 41 Tage").Has("main li", "läuft heute ab").Has("main li", "abgelaufen")
	if got := page.Count("main li strong"); got != 3 {
		t.Errorf("got %d warnings, want 3", got)
	}
	if got := page.Follow("Testanmeldung: Dienst bald"); got != "/verwaltung/anmeldedienste/bald/probe" {
		t.Errorf("got %q, want the trial of this provider", got)
	}
}
