package demoidp

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Config is what the demo gives its identity provider.
type Config struct {
	BaseURL  string        // scheme and host as browsers see it, such as http://localhost:8081
	Key      crypto.Signer // an *rsa.PrivateKey; signs the assertions of both entities
	Cert     *x509.Certificate
	Clock    func() time.Time
	Personas []Persona
	Log      *slog.Logger // may be nil

	// Doors are the application's addresses where a login at each entity begins, so that who came to the wrong one finds
	// the other. May be empty.
	Doors map[string]string
}

// IdP is the handler of both entities. It is safe for concurrent use.
type IdP struct {
	base     string
	key      *rsa.PrivateKey
	cert     *x509.Certificate
	clock    func() time.Time
	personas []Persona
	doors    map[string]string
	log      *slog.Logger
	mux      *http.ServeMux

	mu       sync.RWMutex
	services map[string]service
}

// service is an application that may send people here.
type service struct {
	entityID string
	acs      string // where its answers go, whatever a request says
	origin   string // scheme and host of acs
	key      *rsa.PublicKey
}

// New checks the configuration. Nobody is answered until Register.
func New(c Config) (*IdP, error) {
	base, err := url.Parse(c.BaseURL)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("demo identity provider: base URL %q is not an absolute web address", c.BaseURL)
	}
	key, ok := c.Key.(*rsa.PrivateKey)
	if !ok || c.Cert == nil || !key.PublicKey.Equal(c.Cert.PublicKey) {
		return nil, errors.New("demo identity provider: key and certificate are not one RSA pair")
	}
	if c.Clock == nil || len(c.Personas) == 0 {
		return nil, errors.New("demo identity provider: clock or personas are missing")
	}
	p := &IdP{
		base: strings.TrimSuffix(c.BaseURL, "/"), key: key, cert: c.Cert, clock: c.Clock, personas: c.Personas,
		doors: c.Doors, log: c.Log, mux: http.NewServeMux(), services: map[string]service{},
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	p.routes()
	return p, nil
}

func (p *IdP) routes() {
	p.mux.HandleFunc("GET /{entity}", p.describe)
	p.mux.HandleFunc("GET /{entity}/sso", p.choose)
	p.mux.HandleFunc("POST /{entity}/sso", p.choosePosted)
	p.mux.HandleFunc("POST /{entity}/antwort", p.answer)
	p.mux.HandleFunc("GET /demo.css", asset("text/css; charset=utf-8", stylesheet))
	p.mux.HandleFunc("GET /weiter.js", asset("text/javascript; charset=utf-8", script))
	p.mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	p.mux.HandleFunc("/", p.lost)
}

//go:embed demo.css
var stylesheet []byte

//go:embed weiter.js
var script []byte

func asset(kind string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(body) // the reader may be gone, and there is nothing to tell them
	}
}

// Register lets the service provider entityID send people here. Its requests are verified with cert, its answers go to acsURL.
func (p *IdP) Register(entityID, acsURL string, cert *x509.Certificate) error {
	acs, err := url.Parse(acsURL)
	if err != nil || acs.Host == "" {
		return fmt.Errorf("register %s: %q is not an absolute web address", entityID, acsURL)
	}
	if cert == nil {
		return fmt.Errorf("register %s: no certificate", entityID)
	}
	key, ok := cert.PublicKey.(*rsa.PublicKey)
	if !ok {
		return fmt.Errorf("register %s: key is %T, expected RSA", entityID, cert.PublicKey)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.services[entityID] = service{entityID: entityID, acs: acsURL, origin: acs.Scheme + "://" + acs.Host, key: key}
	return nil
}

func (p *IdP) service(entityID string) (service, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	s, ok := p.services[entityID]
	return s, ok
}

// ServeHTTP serves the pages of both entities.
func (p *IdP) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy("'self'", ""))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin") // the address holds the request
	h.Set("Cache-Control", "no-store")
	p.mux.ServeHTTP(w, r)
}

// policy allows forms to one place and scripts from one, or none.
func policy(forms, scripts string) string {
	s := "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action " + forms
	if scripts != "" {
		s += "; script-src " + scripts
	}
	return s
}

func (p *IdP) entityID(entity string) string { return p.base + "/" + entity }

func (p *IdP) ssoURL(entity string) string { return p.entityID(entity) + "/sso" }

// of returns the personas of an entity.
func (p *IdP) of(entity string) []Persona {
	var found []Persona
	for _, who := range p.personas {
		if who.Entity == entity {
			found = append(found, who)
		}
	}
	return found
}

func known(entity string) bool { return entity == EntityResidents || entity == EntityStaff }
