package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
	"github.com/einwand/einwand/cmd/einwand/internal/seed"
	"github.com/einwand/einwand/identity"
)

// installation is a town's own `einwand serve` with a settings file, the demo's town in its database, and an identity
// provider beside it, which stays up when the program is killed.
type installation struct {
	config   string // path of the settings file
	settings settings
	people   []demoidp.Persona
}

// install prepares everything up to the first start of the program.
func install(t testing.TB, residents int) *installation {
	t.Helper()
	dir := dataFolder(t)
	in := &installation{config: filepath.Join(dir, "einwand.toml"), people: crowd(residents)}
	idp := in.serveIDP(t, dir)
	in.writeSettings(t, dir, idp)
	_, cert, err := openSAMLKey(in.settings.SAMLKey, in.settings.SAMLCert)
	must(t, err)
	base := in.settings.PublicURL + "/saml/buerger"
	must(t, idp.Register(base+"/metadata", base+"/acs", cert))
	h := in.open(t, true)
	must(t, seed.New(h.pool, h.blobs, h.signer, in.settings.PublicURL).Found(t.Context(), time.Now(), nil))
	must(t, h.close())
	return in
}

// crowd is a number of invented residents with an online identity card.
func crowd(n int) []demoidp.Persona {
	people := make([]demoidp.Persona, n)
	for i := range people {
		people[i] = demoidp.Persona{ID: fmt.Sprintf("nachbar-%d", i+1), Name: fmt.Sprintf("Nachbar Nummer%d", i+1), Given: "Nachbar",
			Surname: fmt.Sprintf("Nummer%d", i+1), Mail: fmt.Sprintf("nachbar%d@post.example", i+1), Street: fmt.Sprintf("Mühlenweg %d", i+1),
			PostalCode: "59999", City: "Auenbrück", Level: identity.LevelHigh, Means: identity.MeansEID, Entity: demoidp.EntityResidents}
	}
	return people
}

// serveIDP runs the identity provider on localhost, another site than 127.0.0.1, for as long as the test.
func (in *installation) serveIDP(t testing.TB, dir string) *demoidp.IdP {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	key, cert, err := openSAMLKey(filepath.Join(dir, "idp.key"), filepath.Join(dir, "idp.crt"))
	must(t, err)
	idp, err := demoidp.New(demoidp.Config{BaseURL: fmt.Sprintf("http://localhost:%d", listener.Addr().(*net.TCPAddr).Port),
		Key: key, Cert: cert, Clock: time.Now, Personas: in.people})
	must(t, err)
	server := &http.Server{Handler: idp}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return idp
}

func (in *installation) writeSettings(t testing.TB, dir string, idp *demoidp.IdP) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(dir, "buerger.xml"), idp.Metadata(demoidp.EntityResidents), 0o600))
	listen := freeAddress(t)
	text := fmt.Sprintf(`public_url = "http://%s"
listen = %q
embedded = true
data = %q
register_name = "einwand.example"

[[identity_provider]]
id = "buerger"
name = "BundID (Demo)"
profile = "bundid"
audience = "residents"
metadata = "buerger.xml"
display_name = "Stadt Auenbrück"
online_service_id = "BMI-DEMO"
`, listen, listen, filepath.Join(dir, "data"))
	must(t, os.WriteFile(in.config, []byte(text), 0o600))
	var err error
	in.settings, err = loadSettings(in.config, noEnvironment)
	must(t, err)
	must(t, os.MkdirAll(in.settings.Data, 0o711))
}

// open is the house of the installation inside of the test: its own one before the program starts, later beside it.
func (in *installation) open(t testing.TB, alone bool) *house {
	t.Helper()
	h, err := openHouse(context.Background(), in.settings, slog.New(slog.DiscardHandler), time.Now, alone)
	must(t, err)
	return h
}

// serve starts the program.
func (in *installation) serve(t testing.TB) *process {
	t.Helper()
	return start(t, "serve", "--config", in.config)
}
