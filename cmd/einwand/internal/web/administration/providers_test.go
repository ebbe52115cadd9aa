package administration_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
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
func (d directory) Profile() string             { return "generic" }
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

// build makes providers of entries whose metadata is the day on which the certificate ends; the town's is there without any.
func (o *office) build(entries []identity.ProviderEntry) ([]identity.Provider, error) {
	list := []identity.Provider{directory{"rathaus", []time.Time{o.Clock.Now().AddDate(1, 0, 0)}}}
	for _, e := range entries {
		end, err := time.Parse(time.DateOnly, string(e.Metadata))
		if err != nil {
			return nil, errors.New("it is not one EntityDescriptor")
		}
		if e.Provider == "rathaus" {
			list[0] = directory{"rathaus", []time.Time{end}}
			continue
		}
		list = append(list, directory{e.Provider, []time.Time{end}})
	}
	return list, nil
}

// upload sends a form with metadata.
func (o *office) upload(path, metadata string, form url.Values) *httptest.ResponseRecorder {
	o.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		o.must(w.WriteField(name, values[0]))
	}
	if metadata != "" {
		file, err := w.CreateFormFile("metadaten", "metadata.xml")
		o.must(err)
		_, err = file.Write([]byte(metadata))
		o.must(err)
	}
	o.must(w.Close())
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return o.send(r)
}

func TestProviderIsEnteredRenewedAndRemoved(t *testing.T) {
	o := open(t)
	o.must(o.providers.Replace([]identity.Provider{directory{"rathaus", []time.Time{o.Clock.Now().AddDate(1, 0, 0)}}}))
	const list, land = "/verwaltung/anmeldedienste", "/verwaltung/anmeldedienste/land/metadaten"
	form := o.get(list + "/neu").Form(list + "/neu").Values
	form.Set("name", "Servicekonto")
	form.Set("kennung", "land")
	if w := o.upload(list+"/neu", "2099-05-01", form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != land {
		t.Fatalf("got status %d to %q, error %v", w.Code, w.Header().Get("Location"), o.failed)
	}
	o.get(land).Has("main", "/saml/land/metadata").Has("main", "1. Mai 2099").Has("main li", "eingetragen von Aylin Demir")
	if w := o.upload(land, "2098-05-01", nil); w.Code != http.StatusSeeOther {
		t.Fatalf("renewed: got status %d, error %v", w.Code, o.failed)
	}
	o.get(list).Has("main li", "1. Mai 2098")
	if w := o.post(list+"/land/entfernen", nil); w.Code != http.StatusSeeOther {
		t.Fatalf("removed: got status %d, error %v", w.Code, o.failed)
	}
	if w := o.send(httptest.NewRequest(http.MethodGet, list, nil)); strings.Contains(w.Body.String(), "Dienst land") {
		t.Error("removed, it is still on the list")
	}
}

func TestFormOfAProviderSaysWhatIsWrong(t *testing.T) {
	o := open(t)
	o.must(o.providers.Replace([]identity.Provider{directory{"rathaus", []time.Time{o.Clock.Now().AddDate(1, 0, 0)}}}))
	const path = "/verwaltung/anmeldedienste/neu"
	good := url.Values{"name": {"Servicekonto"}, "kennung": {"land"}, "art": {"generic"}, "fuer": {"residents"}}
	for _, tt := range []struct{ field, value, metadata, says string }{
		{"name", "", "2099-05-01", "Bitte geben Sie den Namen an"},
		{"kennung", "Land NRW", "2099-05-01", "Kleinbuchstaben, Ziffern und Bindestriche"},
		{"kennung", "rathaus", "2099-05-01", "eine neue Kennung"},
		{"kennung", "land", "", "Mit diesen Metadaten können wir niemanden anmelden"},
		{"kennung", "land", "<html>", "it is not one EntityDescriptor"},
		{"kennung", "land", "2001-05-01", "jedes Zertifikat abgelaufen"},
	} {
		form := maps.Clone(good)
		form.Set(tt.field, tt.value)
		w := o.upload(path, tt.metadata, form)
		o.page(w, http.StatusUnprocessableEntity)
		if !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%s %q with %q: got no %q", tt.field, tt.value, tt.metadata, tt.says)
		}
	}
	if len(o.providers.All()) != 1 {
		t.Errorf("got %d providers, want the one that was", len(o.providers.All()))
	}
}
