package login

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/saml"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
)

// site is a town with its identity provider, both answering over HTTP.
type site struct {
	db  *testdb.DB
	app *httptest.Server
}

func open(t *testing.T) *site {
	t.Helper()
	s := &site{db: testdb.New(t)}
	key, cert := keyPair(t)
	var idp *demoidp.IdP
	idpServer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { idp.ServeHTTP(w, r) }))
	t.Cleanup(idpServer.Close)
	var err error
	idp, err = demoidp.New(demoidp.Config{BaseURL: idpServer.URL, Key: key, Cert: cert, Clock: time.Now, Personas: demoidp.Personas()})
	must(t, err)

	pages := &Pages{Clock: time.Now, Log: slog.New(slog.DiscardHandler), Pool: s.db.App, Providers: new(identity.Providers), Accounts: identity.NewAccounts(s.db.App, time.Now),
		Seats:      identity.NewSeats(identity.NewTenancy(s.db.App, time.Now)),
		Procedures: procedure.New(identity.NewTenancy(s.db.App, time.Now), nil, "einwand.test"),
		Sessions:   NewSessions(s.db.App, time.Now, slog.New(slog.DiscardHandler), false)}
	s.app = httptest.NewServer(pages.Sessions.LoadAndSave(routes(t, pages)))
	t.Cleanup(s.app.Close)
	var list []identity.Provider
	for id, audience := range map[string]identity.Audience{"buerger": identity.Residents, "rathaus": identity.Staff} {
		profile := map[string]string{"buerger": "bundid", "rathaus": "generic"}[id]
		p, err := saml.New(saml.Config{PublicURL: s.app.URL, Key: key, Certificate: cert, Provider: saml.ProviderConfig{ID: id, Name: id,
			Profile: profile, Audience: audience, Metadata: idp.Metadata(id),
			BundID: saml.BundIDConfig{DisplayName: "Stadt Auenbrück"}}}, saml.NewStore(s.db.App))
		must(t, err)
		list = append(list, p)
		must(t, idp.Register(s.app.URL+"/saml/"+id+"/metadata", s.app.URL+"/saml/"+id+"/acs", cert))
	}
	must(t, pages.Providers.Replace(list))
	return s
}

var town = identity.Authority{Name: "Stadt Auenbrück", Office: "Stadtplanung", Street: "Rathausplatz 1", PostalCode: "59999", City: "Auenbrück",
	Phone: "02999 123-456", Hours: "vormittags", Mail: "rathaus@auenbrueck.example"}

// routes mounts the pages with a page that says who is logged in.
func routes(t *testing.T, p *Pages) http.Handler {
	whoami := func(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
		_, err := fmt.Fprintf(w, "%s|%s|%s|%d", v.Actor.Profile.Name(), v.Actor.Level, v.Actor.Means, len(v.Actor.Grants))
		return err
	}
	mux := chi.NewRouter()
	for pattern, h := range map[string]visit.Handler{"GET /saml/{idp}/login": p.Start, "POST /saml/{idp}/acs": p.Answer, "GET /saml/fertig": p.Finish,
		"POST /abmelden": p.End, "GET /einladung/{token}": p.Invitation, "POST /einladung/{token}": p.AcceptInvitation,
		"GET /anmelden/link": p.LinkForm, "POST /anmelden/link": p.SendLink, "GET /anmelden/link/{token}": p.LinkDoor, "POST /anmelden/link/{token}": p.OpenLink, "GET /probe/{idp}": p.Trial, "GET /meine/anmeldungen": p.MySessions, "POST /meine/anmeldungen": p.EndSession, "GET /anmelden": p.Choose, "GET /*": whoami} {
		method, path, _ := strings.Cut(pattern, " ")
		mux.Method(method, path, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			actor, err := p.Actor(r)
			if err == nil {
				err = h(w, r, &visit.Visit{Actor: actor, Now: time.Now().UTC(), Authority: town})
			}
			if err != nil {
				t.Errorf("%s: %v", r.URL.Path, err)
				w.WriteHeader(http.StatusInternalServerError)
			}
		}))
	}
	return mux
}

func keyPair(t *testing.T) (*rsa.PrivateKey, *x509.Certificate) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	cert, err := x509.ParseCertificate(der)
	must(t, err)
	return key, cert
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// browser is a client with cookies that follows redirects.
func browser(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &http.Client{Jar: jar}
}

func read(t *testing.T, res *http.Response, err error) string {
	t.Helper()
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return string(body)
}

// answer walks to the provider and chooses the person; it returns the form that would go to the town.
func (s *site) answer(t *testing.T, b *http.Client, idp, person, back string) (acs string, form url.Values) {
	t.Helper()
	res, page := s.leave(t, b, idp, back)
	choose := page.FormWith(person)
	res, err := b.PostForm(res.Request.URL.ResolveReference(mustURL(t, choose.Action)).String(), choose.Press(person))
	handover := htmlcheck.Page(t, read(t, res, err)).FormWith("Weiter zu einwand")
	return handover.Action, handover.Press("Weiter zu einwand")
}

// leave begins a login and follows it to the provider's page: by a redirect to the town's directory, by a form to BundID.
func (s *site) leave(t *testing.T, b *http.Client, idp, back string) (*http.Response, *htmlcheck.Document) {
	t.Helper()
	res, err := b.Get(s.app.URL + "/saml/" + idp + "/login?return=" + url.QueryEscape(back))
	page := htmlcheck.Page(t, read(t, res, err))
	if idp != "buerger" {
		return res, page
	}
	form := page.FormWith("Weiter zu buerger")
	res, err = b.PostForm(form.Action, form.Press("Weiter zu buerger"))
	return res, htmlcheck.Page(t, read(t, res, err))
}

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	must(t, err)
	return u
}

func (s *site) login(t *testing.T, b *http.Client, idp, person, back string) string {
	t.Helper()
	acs, form := s.answer(t, b, idp, person, back)
	res, err := b.PostForm(acs, form)
	return read(t, res, err)
}

func (s *site) who(t *testing.T, b *http.Client) string {
	t.Helper()
	res, err := b.Get(s.app.URL + "/wer")
	return read(t, res, err)
}

func TestLevelIsTheProvidersWord(t *testing.T) {
	s := open(t)
	for person, want := range map[string]string{
		"Mara Hoffmann": "Mara Hoffmann|high|eid|0", "Tarek Yıldız": "Tarek Yıldız|substantial|elster|0", "Greta Albers": "Greta Albers|low|password|0",
	} {
		b := browser(t)
		if got := s.login(t, b, "buerger", person, "/verfahren/bp-47/stellungnahme"); got != want {
			t.Errorf("after the login: got %q, want %q", got, want)
		}
	}
}

func TestLoginEndsInTheBrowserThatBeganIt(t *testing.T) {
	s := open(t)
	attacker, victim := browser(t), browser(t)
	acs, form := s.answer(t, attacker, "buerger", "Greta Albers", "/")
	res, err := victim.PostForm(acs, form) // the attacker's answer, sent by the victim's browser
	page := read(t, res, err)
	if res.StatusCode != http.StatusBadRequest || !strings.Contains(page, "gehört nicht zu diesem Browser") {
		t.Errorf("got status %d and %q", res.StatusCode, htmlcheck.Page(t, page).Text("h1"))
	}
	if got := s.who(t, victim); got != "|||0" {
		t.Errorf("the victim is logged in as %q", got)
	}
	res, err = attacker.PostForm(acs, form)
	if read(t, res, err); res.StatusCode != http.StatusBadRequest {
		t.Errorf("an answer that was used logged in again, status %d", res.StatusCode)
	}
}

func TestSessionChangesAtLogin(t *testing.T) {
	s := open(t)
	b := browser(t)
	s.login(t, b, "buerger", "Greta Albers", "/")
	first := sessionOf(t, s, b)
	s.login(t, b, "buerger", "Mara Hoffmann", "/")
	second := sessionOf(t, s, b)
	if first == second || first == "" {
		t.Errorf("session before %q, after %q, want two different ones", first, second)
	}
	if got := s.asSession(t, first); got != "|||0" {
		t.Errorf("the old session is still %q", got)
	}
	res, err := b.Post(s.app.URL+"/abmelden", "application/x-www-form-urlencoded", nil)
	read(t, res, err)
	if got := s.asSession(t, second); got != "|||0" {
		t.Errorf("after the logout the session is still %q", got)
	}
}

func sessionOf(t *testing.T, s *site, b *http.Client) string {
	t.Helper()
	for _, c := range b.Jar.Cookies(mustURL(t, s.app.URL)) {
		if c.Name == "einwand" {
			return c.Value
		}
	}
	return ""
}

func (s *site) asSession(t *testing.T, value string) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, s.app.URL+"/wer", nil)
	must(t, err)
	r.AddCookie(&http.Cookie{Name: "einwand", Value: value})
	res, err := http.DefaultClient.Do(r)
	return read(t, res, err)
}

func TestTableDoesNotGiveSessionsAway(t *testing.T) {
	s := open(t)
	b := browser(t)
	s.login(t, b, "buerger", "Mara Hoffmann", "/")
	var stored string
	must(t, s.db.Super.QueryRow(context.Background(), `SELECT token FROM sessions`).Scan(&stored))
	if got := s.asSession(t, stored); got != "|||0" {
		t.Errorf("with the table's token one is %q", got)
	}
}

func TestCancelledLoginLeadsBack(t *testing.T) {
	s := open(t)
	b := browser(t)
	res, provider := s.leave(t, b, "buerger", "/verfahren/bp-47/stellungnahme")
	cancel := provider.FormWith("Abbrechen")
	res, err := b.PostForm(res.Request.URL.ResolveReference(mustURL(t, cancel.Action)).String(), cancel.Press("Abbrechen"))
	handover := htmlcheck.Page(t, read(t, res, err)).FormWith("Weiter zu einwand")
	res, err = b.PostForm(handover.Action, handover.Press("Weiter zu einwand"))
	page := htmlcheck.Page(t, read(t, res, err))
	page.Has("h1", "Die Anmeldung wurde abgebrochen")
	page.WellFormed()
	if again := page.Follow("Noch einmal anmelden"); !strings.Contains(again, url.QueryEscape("/verfahren/bp-47/stellungnahme")) {
		t.Errorf("got %q, want the way back to the form", again)
	}
}

// Who comes back from BundID finds a page that waits for them, with the way to everything else; nothing of it is kept by the browser.
func TestLeavingPageWaitsForThePerson(t *testing.T) {
	s := open(t)
	res, err := browser(t).Get(s.app.URL + "/saml/buerger/login?return=%2Fverfahren%2Fbp-47%2Fstellungnahme")
	page := htmlcheck.Page(t, read(t, res, err)).WellFormed().Has("h1", "Weiter zur Anmeldung")
	if got := res.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("got Cache-Control %q, want no-store: the form holds a login", got)
	}
	if form := page.FormWith("Weiter zu buerger"); form.Method != http.MethodPost || form.Values.Get("SAMLRequest") == "" || form.Values.Get("RelayState") == "" {
		t.Errorf("got form %+v, want the request to the provider", form)
	}
	if got := page.Follow("Doch anders weiter"); got != choosePath("/verfahren/bp-47/stellungnahme") {
		t.Errorf("got %q, want the page with all ways", got)
	}
}

// An answer that is sent twice logs nobody in again, and says what became of the text.
func TestAnswerThatIsSentTwiceLeadsOn(t *testing.T) {
	s := open(t)
	b := browser(t)
	acs, form := s.answer(t, b, "buerger", "Mara Hoffmann", "/meine")
	res, err := b.PostForm(acs, form)
	read(t, res, err)
	res, err = b.PostForm(acs, form)
	page := htmlcheck.Page(t, read(t, res, err)).Has("h1", "Die Anmeldung hat nicht geklappt").Has("main", "Was Sie geschrieben haben, ist nicht betroffen")
	if res.StatusCode != http.StatusBadRequest || page.Count("form[data-submit]") > 0 {
		t.Errorf("got status %d, want 400 and nothing that sends itself", res.StatusCode)
	}
}

// Whose move it is decides what the person reads and how loudly the operator is told; the code is for the log alone.
func TestRefusalSaysWhoseMoveItIs(t *testing.T) {
	for fault, want := range map[identity.Fault][3]string{
		identity.FaultUnproven:  {"WARN", "ließ sich nicht prüfen", ""},
		identity.FaultMissing:   {"WARN", "fehlt etwas, das wir brauchen", "per Brief"},
		identity.FaultSetup:     {"ERROR", "liegt an unserer Einrichtung", "per Brief"},
		identity.FaultElsewhere: {"WARN", "gerade gestört", "per Brief"},
	} {
		var log strings.Builder
		p := &Pages{Log: slog.New(slog.NewTextHandler(&log, nil))}
		w := httptest.NewRecorder()
		must(t, p.refused(w, httptest.NewRequest(http.MethodPost, "/saml/buerger/acs", nil), &visit.Visit{Authority: town}, identity.Arrival{ReturnPath: "/"},
			&identity.Refusal{Reason: "requested-attributes-empty", Fault: fault}))
		page := htmlcheck.Page(t, w.Body.String()).Has("main", want[1]).Has("main", "ist nicht betroffen").Lacks("requested-attributes-empty")
		if want[2] != "" {
			page.Has("main", want[2])
		}
		if !strings.Contains(log.String(), "level="+want[0]) || !strings.Contains(log.String(), "requested-attributes-empty") {
			t.Errorf("%q: got the log %q, want %s with the code", fault, log.String(), want[0])
		}
	}
}

func TestFilingPathNamesItsProcedure(t *testing.T) {
	for path, want := range map[string]string{
		"/verfahren/bp-47/stellungnahme": "bp-47", "/verfahren/bp-47/stellungnahme/pruefen": "bp-47",
		"/verfahren/bp-47": "", "/meine": "", "": "", "//verfahren": "", "/planung/verfahren/x": "",
	} {
		if got, ok := filingSlug(path); got != want || ok != (want != "") {
			t.Errorf("filingSlug(%q) = %q, %v, want %q", path, got, ok, want)
		}
	}
}

func TestStaffBeginInTheirRoom(t *testing.T) {
	for want, roles := range map[string][]identity.Role{
		"/planung": {identity.RolePlanner, identity.RoleAdmin}, "/verwaltung": {identity.RoleAdmin}, "/rat": {identity.RoleCouncil}, "/": nil,
	} {
		var a identity.Actor
		for _, role := range roles {
			a.Grants = append(a.Grants, identity.Grant{Authority: uuid.New(), Role: role})
		}
		if got := roomOf(a); got != want {
			t.Errorf("%v: got %s, want %s", roles, got, want)
		}
	}
	if got := roomOf(identity.Actor{Grants: []identity.Grant{{Authority: uuid.New(), Role: identity.RoleAuditor}}}); got != "/planung" {
		t.Errorf("auditor: got %s, want the desk", got)
	}
}

func TestPersonEndsTheirOtherSessions(t *testing.T) {
	s := open(t)
	here, there, stranger := browser(t), browser(t), browser(t)
	for _, b := range []*http.Client{here, there} {
		s.login(t, b, "buerger", "Mara Hoffmann", "/")
	}
	s.login(t, stranger, "buerger", "Greta Albers", "/")
	list := func(b *http.Client) *htmlcheck.Document {
		res, err := b.Get(s.app.URL + "/meine/anmeldungen")
		return htmlcheck.Page(t, read(t, res, err))
	}
	page := list(here)
	page.WellFormed()
	page.Has("main .ew-small", "Beim Anmeldedienst selbst") // honest about what does not end
	forms := page.Forms("/meine/anmeldungen")
	if len(forms) != 3 {
		t.Fatalf("got %d forms, want one for each of two browsers and one for the others", len(forms))
	}
	own := list(stranger).Forms("/meine/anmeldungen")[0].Values
	res, err := here.PostForm(s.app.URL+"/meine/anmeldungen", own) // somebody else's session
	read(t, res, err)
	if got := s.who(t, stranger); got != "Greta Albers|low|password|0" {
		t.Errorf("a stranger's session was ended: %q", got)
	}
	res, err = here.PostForm(s.app.URL+"/meine/anmeldungen", forms[2].Values)
	read(t, res, err)
	if got := s.who(t, there); got != "|||0" {
		t.Errorf("the other browser is still %q", got)
	}
	if got := s.who(t, here); got != "Mara Hoffmann|high|eid|0" {
		t.Errorf("this browser is %q, want it to stay", got)
	}
}

func TestBrowserIsNamedCoarsely(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0":                                          "Firefox unter Windows",
		"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36":     "Chrome unter Android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/604.1": "Safari unter iPhone",
		"": "Browser", "curl/8": "Browser",
	} {
		if got := browserOf(agent); got != want {
			t.Errorf("%q: got %q, want %q", agent, got, want)
		}
	}
}

func TestTrialShowsWhatWouldBeStoredAndStoresNothing(t *testing.T) {
	s := open(t)
	b := browser(t)
	res, err := b.Get(s.app.URL + "/probe/buerger")
	away := htmlcheck.Page(t, read(t, res, err)).FormWith("Weiter zu buerger")
	res, err = b.PostForm(away.Action, away.Press("Weiter zu buerger"))
	choose := htmlcheck.Page(t, read(t, res, err)).FormWith("Mara Hoffmann")
	res, err = b.PostForm(res.Request.URL.ResolveReference(mustURL(t, choose.Action)).String(), choose.Press("Mara Hoffmann"))
	handover := htmlcheck.Page(t, read(t, res, err)).FormWith("Weiter zu einwand")
	res, err = b.PostForm(handover.Action, handover.Press("Weiter zu einwand"))
	page := htmlcheck.Page(t, read(t, res, err)).WellFormed()
	page.Has("main h1", "Die Testanmeldung hat geklappt").Has("main dd", "Hoffmann").Has("main dd", "hoch").Has("main dd", "demo-mara")
	if got := s.who(t, b); got != "|||0" {
		t.Errorf("the trial opened a session: %q", got)
	}
	var accounts, waiting int
	must(t, s.db.Super.QueryRow(context.Background(), `SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM login_finished)`).Scan(&accounts, &waiting))
	if accounts+waiting != 0 {
		t.Errorf("the trial stored %d accounts and %d answers", accounts, waiting)
	}
}
