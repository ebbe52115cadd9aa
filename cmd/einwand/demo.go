package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
	"github.com/einwand/einwand/cmd/einwand/internal/postgres"
	"github.com/einwand/einwand/identity/saml"
)

// defaultDemoListen is where the demo answers. Its identity provider answers on localhost: another site than 127.0.0.1,
// so that cookies between the two behave as between a town and BundID.
const defaultDemoListen = "127.0.0.1:8080"

// demoMarker tells a demo's data folder from any other: sample statements are made nowhere else.
const demoMarker = "demo"

func demoSettings(data, listen string) (settings, error) {
	s := settings{Embedded: true, Data: data, Listen: listen, PublicURL: "http://" + listen, RegisterName: "einwand.demo", MailFrom: "bauleitplanung@auenbrueck.example"}
	return s, s.complete()
}

// runDemo runs a fictional town with everything that it needs.
func runDemo(ctx context.Context, p program, args []string) error {
	fs := flag.NewFlagSet("demo", flag.ContinueOnError)
	fs.SetOutput(p.stderr)
	listen := fs.String("listen", defaultDemoListen, "Adresse, auf der die Demo antwortet")
	data := fs.String("data", postgres.DefaultDir(p.getenv), "Datenordner")
	if err := fs.Parse(args); err != nil || fs.NArg() > 0 {
		return misused("Aufruf: einwand demo [--listen 127.0.0.1:8080] [--data ORDNER]")
	}
	s, err := demoSettings(*data, *listen)
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, s, p.logger(), p.clock, true)
	if err != nil {
		return err
	}
	defer p.closing(h)
	if err := os.WriteFile(filepath.Join(*data, demoMarker), []byte("Demo von einwand\n"), 0o644); err != nil {
		return fmt.Errorf("mark demo: %w", err)
	}
	if err := p.seedDemo(ctx, h, s); err != nil {
		return fmt.Errorf("set up the demo: %w", err)
	}
	idp, providers, stop, err := startDemoIDP(s, h, p)
	if err != nil {
		return err
	}
	defer stop()
	site, err := newSite(ctx, s, h, providers)
	if err != nil {
		return err
	}
	if err := introduce(s, idp); err != nil {
		return err
	}
	return p.serve(ctx, s, h, site, func(string) { p.welcome(s) })
}

// startDemoIDP runs the demo's identity provider on a free port of localhost.
func startDemoIDP(s settings, h *house, p program) (*demoidp.IdP, []saml.ProviderConfig, func(), error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, nil, fmt.Errorf("listen for the demo's identity provider: %w", err)
	}
	base := fmt.Sprintf("http://localhost:%d", listener.Addr().(*net.TCPAddr).Port)
	key, cert, err := openSAMLKey(filepath.Join(s.Data, "idp.key"), filepath.Join(s.Data, "idp.crt"))
	if err != nil {
		return nil, nil, nil, err
	}
	idp, err := demoidp.New(demoidp.Config{BaseURL: base, Key: key, Cert: cert, Clock: p.clock, Personas: demoidp.Personas(),
		Doors: map[string]string{demoidp.EntityResidents: s.PublicURL + "/saml/buerger/login", demoidp.EntityStaff: s.PublicURL + "/saml/rathaus/login"}})
	if err != nil {
		return nil, nil, nil, err
	}
	server := &http.Server{Handler: idp, ReadHeaderTimeout: readHeaderTimeout}
	go func() {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			h.log.Error("identity provider of the demo", "error", err)
		}
	}()
	providers := []saml.ProviderConfig{
		{ID: "buerger", Name: "BundID (Demo)", Profile: "bundid", Audience: "residents", Metadata: idp.Metadata(demoidp.EntityResidents),
			BundID: saml.BundIDConfig{DisplayName: "Stadt Auenbrück", OnlineServiceID: "BMI-DEMO"}},
		{ID: "rathaus", Name: "Dienstkonto (Demo)", Profile: "generic", Audience: "staff", Metadata: idp.Metadata(demoidp.EntityStaff)},
	}
	return idp, providers, func() { server.Close() }, nil
}

// introduce makes the service providers known to the demo's identity provider, as uploading metadata would.
func introduce(s settings, idp *demoidp.IdP) error {
	_, cert, err := openSAMLKey(s.SAMLKey, s.SAMLCert)
	if err != nil {
		return err
	}
	for _, id := range []string{"buerger", "rathaus"} {
		idp.Register(s.PublicURL+"/saml/"+id+"/metadata", s.PublicURL+"/saml/"+id+"/acs", cert)
	}
	return nil
}

func (p program) welcome(s settings) {
	fmt.Fprintf(p.stdout, "einwand, Demo der Stadt Auenbrück: %s\n\nAnmelden: %s/anmelden, ohne Passwort, als eine dieser Personen:\n", s.PublicURL, s.PublicURL)
	for _, persona := range demoidp.Personas() {
		fmt.Fprintf(p.stdout, "  %-36s %s\n", persona.Name, persona.Note)
	}
	fmt.Fprintf(p.stdout, "\nMails liegen als Dateien in %s\nEnde mit Strg-C\nready\n", s.MailFolder)
}
