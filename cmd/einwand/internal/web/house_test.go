package web

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
	"github.com/einwand/einwand/cmd/einwand/internal/files"
	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/seed"
	"github.com/einwand/einwand/cmd/einwand/internal/shelf"
	"github.com/einwand/einwand/cmd/einwand/internal/web/administration"
	"github.com/einwand/einwand/cmd/einwand/internal/web/council"
	"github.com/einwand/einwand/cmd/einwand/internal/web/filing"
	"github.com/einwand/einwand/cmd/einwand/internal/web/guest"
	"github.com/einwand/einwand/cmd/einwand/internal/web/institution"
	"github.com/einwand/einwand/cmd/einwand/internal/web/login"
	"github.com/einwand/einwand/cmd/einwand/internal/web/orders"
	"github.com/einwand/einwand/cmd/einwand/internal/web/pending"
	"github.com/einwand/einwand/cmd/einwand/internal/web/planning"
	"github.com/einwand/einwand/cmd/einwand/internal/web/public"
	"github.com/einwand/einwand/cmd/einwand/internal/web/reply"
	"github.com/einwand/einwand/cmd/einwand/internal/web/templates"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/saml"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/procedure/template"
	"github.com/einwand/einwand/weighing"
)

// house is the whole site on the seeded town of Auenbrück, with a second town beside it.
type house struct {
	t            *testing.T
	db           *testdb.DB
	at           time.Time
	parts        Parts
	url          string
	log          *strings.Builder
	statements   *statement.Service
	follow       *follow.Service
	seats        *identity.Seats
	auenbrueck   identity.Authority
	other        *proceduretest.Town
	people       []person
	calendar     string // secret of the lead's calendar address
	subscription string // secret of a subscriber's mail
	blobs        *proceduretest.Blobs
	cookies      map[string]*http.Cookie // of the sessions, by person
	plans        map[kind]uuid.UUID      // that the routes are asked about
}

// person is somebody with a session.
type person struct {
	name    string
	actor   identity.Actor // the zero value for nobody
	account uuid.UUID
}

// now is the time in the house. The second town's procedure, of proceduretest, is then open to the public.
const now = "2026-11-02 10:00:00"

const address = "http://einwand.example"

// moveIn opens the site on the town of the demo, with all its stories, and on a second town.
func moveIn(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, db: testdb.New(t), at: proceduretest.Instant(t, now)}
	blobs := &proceduretest.Blobs{Dir: t.TempDir()}
	signer, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "ledger.key"), proceduretest.Host)
	h.must(err)
	h.must(seed.New(h.db.App, blobs, signer, address).Found(t.Context(), h.at, nil))
	h.other = proceduretest.In(t, h.db, "bergheim")
	h.other.Publish(t)
	h.furnish(blobs, signer)
	lead := h.other.Staff(t, "Berta", "Bergheim", identity.RoleLead)
	h.people = append(h.people, person{"lead of Bergheim", lead, lead.Account})
	return h
}

// small opens the site on a town with one plan, auenbrueck-bp-47, that the public is being asked about.
func small(t *testing.T) *house {
	t.Helper()
	town := proceduretest.New(t)
	town.Publish(t)
	h := &house{t: t, db: town.DB, at: town.Clock.Now()}
	h.furnish(town.Blobs, town.Signer)
	return h
}

func (h *house) shelf() *shelf.Shelf {
	store, err := files.Open(h.t.TempDir())
	h.must(err)
	return shelf.New(store)
}

// furnish wires the pages as the program does, and opens a session for everybody.
func (h *house) furnish(blobs *proceduretest.Blobs, signer *ledger.Signer) {
	h.t.Helper()
	clock := func() time.Time { return h.at }
	tenancy := identity.NewTenancy(h.db.App, clock)
	h.statements = statement.New(tenancy, blobs, signer)
	procedures := procedure.New(tenancy, blobs, signer.Name())
	weighed := weighing.New(tenancy, h.statements, signer)
	asked := bodies.New(tenancy, procedures, h.statements, address)
	procedures.Consult(bodies.Inform)
	kept := pending.New(h.db.App, false)
	h.log = &strings.Builder{}
	log := slog.New(slog.NewJSONHandler(h.log, nil))
	placed := order.New(tenancy, identity.NewAccounts(h.db.App, clock), blobs, map[order.Kind]order.Making{order.Table: order.Tables(weighed, log)})
	sessions := login.NewSessions(h.db.App, clock, log, false)
	sessions.Lifetime = 100 * 365 * 24 * time.Hour // the library counts it by the real clock, which the house has left
	h.blobs, h.cookies, h.plans = blobs, map[string]*http.Cookie{}, map[kind]uuid.UUID{}
	accounts := identity.NewAccounts(h.db.App, clock)
	h.follow = follow.New(tenancy, accounts)
	h.seats = identity.NewSeats(tenancy)
	providers := h.providers(clock)
	h.parts = Parts{Log: log, Clock: clock, Pool: h.db.App, Accounts: accounts,
		Authorities: identity.NewAuthorities(h.db.App, clock), Procedures: procedures, Pending: kept, Sessions: sessions,
		Public: &public.Pages{Log: log, Pool: h.db.App, Procedures: procedures, Statements: h.statements, Weighing: weighed, Signer: signer,
			Follow: h.follow, Results: h.shelf(),
			PublicURL: address},
		Filing: &filing.Pages{Log: log, Procedures: procedures, Statements: h.statements, Weighing: weighed, Pending: kept, PublicURL: address},
		Login: &login.Pages{Clock: clock, Log: log, Pool: h.db.App, Sessions: sessions, Procedures: procedures, Accounts: accounts, Seats: h.seats,
			Providers: providers},
		Planning: &planning.Pages{Log: log, Procedures: procedures, Statements: h.statements, Weighing: weighed, Pending: kept, Signer: signer,
			Availability: availability.New(tenancy), Follow: h.follow, Bodies: asked, Orders: placed,
			Templates: template.New(tenancy),
			PublicURL: address},
		Templates:   &templates.Pages{Log: log, Templates: template.New(tenancy)},
		Reply:       &reply.Pages{Bodies: asked, Procedures: procedures, Statements: h.statements},
		Guest:       &guest.Pages{Procedures: procedures, Statements: h.statements, Weighing: weighed, PublicURL: address},
		Institution: &institution.Pages{Bodies: asked, Procedures: procedures, Weighing: weighed, PublicURL: address},
		Council:     &council.Pages{Log: log, Procedures: procedures, Weighing: weighed, Orders: placed, Short: order.Short},
		Orders:      &orders.Pages{Orders: placed},
		Admin:       &administration.Pages{Log: log, Procedures: procedures, Accounts: accounts, Seats: h.seats, Providers: providers, Enrolment: h.enrolment(clock, providers)}}
	handler, err := New(h.parts)
	h.must(err)
	server := httptest.NewServer(handler)
	h.t.Cleanup(server.Close)
	h.url = server.URL
	h.invite()
}

// providers is the residents' way to log in, as far as its routes need it.
func (h *house) providers(clock func() time.Time) *identity.Providers {
	h.t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	h.must(err)
	unsigned := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: clock(), NotAfter: clock().AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, unsigned, unsigned, key.Public(), key)
	h.must(err)
	cert, err := x509.ParseCertificate(der)
	h.must(err)
	idp, err := demoidp.New(demoidp.Config{BaseURL: "http://localhost:1", Key: key, Cert: cert, Clock: clock, Personas: demoidp.Personas()})
	h.must(err)
	p, err := saml.New(saml.Config{PublicURL: "https:" + strings.TrimPrefix(address, "http:"), Key: key, Certificate: cert, Provider: saml.ProviderConfig{ID: "buerger",
		Name: "BundID", Profile: "bundid", Audience: "residents", Metadata: idp.Metadata(demoidp.EntityResidents),
		BundID: saml.BundIDConfig{DisplayName: "Stadt Auenbrück"}}}, saml.NewStore(h.db.App))
	h.must(err)
	providers := new(identity.Providers)
	h.must(providers.Replace([]identity.Provider{p}))
	return providers
}

// invite opens a session for everybody: nobody, some residents, and each role of the house, so that a new role is tested
// without being asked.
func (h *house) invite() {
	h.t.Helper()
	all, err := h.parts.Authorities.All(h.t.Context())
	h.must(err)
	for _, a := range all {
		if a.Slug == "auenbrueck" {
			h.auenbrueck = a
		}
	}
	h.people = []person{{name: "nobody"}}
	for _, b := range birds {
		if b.person == guestBird {
			continue // has no account
		}
		h.enter(b.person, identity.Identity{Provider: "buerger", Subject: b.person, Attributes: b.profile.At(identity.LevelLow)},
			"residents", "", identity.LevelHigh, identity.MeansEID)
	}
	for _, r := range identity.Roles {
		if _, err := h.parts.Procedures.Resolve(h.t.Context(), "bp-47"); err != nil && r == identity.RoleOffice {
			continue // without a procedure there is no planning office
		}
		h.enter(string(r), identity.Identity{Provider: "rathaus", Subject: string(r),
			Attributes: identity.Profile{GivenName: "Auenbrücker", Surname: string(r)}.At(identity.LevelLow)},
			"staff", r, identity.LevelLow, identity.MeansStaff)
	}
}

func (h *house) enter(name string, id identity.Identity, audience identity.Audience, role identity.Role, level identity.Level, means identity.Means) {
	h.t.Helper()
	account, err := h.parts.Accounts.SignIn(h.t.Context(), id, audience)
	h.must(err)
	n := identity.NewGrant{Account: account, Authority: h.auenbrueck.ID, Role: role}
	if role == identity.RoleOffice {
		n.Procedure = h.procedure("bp-47")
	}
	if role != "" {
		h.must(h.parts.Accounts.Appoint(h.t.Context(), identity.Operator, n))
	}
	a, err := h.parts.Accounts.Actor(h.t.Context(), account)
	h.must(err)
	a.Level, a.Means, a.AuthnAt = level, means, h.parts.Clock()
	h.people = append(h.people, person{name, a, account})
}

func (h *house) procedure(slug string) uuid.UUID {
	h.t.Helper()
	ref, err := h.parts.Procedures.Resolve(h.t.Context(), slug)
	h.must(err)
	return ref.ID
}

func (h *house) person(name string) person {
	h.t.Helper()
	for _, p := range h.people {
		if p.name == name {
			return p
		}
	}
	h.t.Fatalf("there is no %s in the house", name)
	return person{}
}

// session is the cookie of a person who has logged in; nil for nobody.
func (h *house) session(p person) *http.Cookie {
	h.t.Helper()
	if !p.actor.Known() {
		return nil
	}
	if c, ok := h.cookies[p.name]; ok {
		return c
	}
	ctx, err := h.parts.Sessions.Load(context.Background(), "")
	h.must(err)
	h.must(h.parts.Login.Open(ctx, p.account, identity.Proof{Level: p.actor.Level, Means: p.actor.Means, AuthnAt: p.actor.AuthnAt}, "Testbrowser"))
	token, _, err := h.parts.Sessions.Commit(ctx)
	h.must(err)
	h.cookies[p.name] = &http.Cookie{Name: h.parts.Sessions.Cookie.Name, Value: token}
	return h.cookies[p.name]
}

// endsSessions are the routes after which a person may have to log in again.
var endsSessions = []string{"/abmelden", "/meine/anmeldungen"}

// answered is what came back.
type answered struct {
	status   int
	location string
	header   http.Header
	body     string
}

var direct = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// ask sends one request as a person. form is nil for a GET.
func (h *house) ask(p person, method, path, form string, change ...func(*http.Request)) answered {
	h.t.Helper()
	r, err := http.NewRequest(method, h.url+path, strings.NewReader(form))
	h.must(err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if c := h.session(p); c != nil {
		r.AddCookie(c)
	}
	for _, f := range change {
		f(r)
	}
	resp, err := direct.Do(r)
	h.must(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	h.must(err)
	if method == http.MethodPost && slices.Contains(endsSessions, path) && resp.StatusCode < 400 {
		delete(h.cookies, p.name)
	}
	return answered{resp.StatusCode, resp.Header.Get("Location"), resp.Header, string(body)}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}
