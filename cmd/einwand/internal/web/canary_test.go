package web

import (
	"encoding/base64"
	"errors"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// bird is a resident whose name, address and words are canaries: wherever they sing, somebody must be allowed to hear.
type bird struct {
	person  string
	profile identity.Profile
	words   string
	file    string // name of what is attached
	slug    string // of the plan that the statement is about
	client  statement.Author
	mandate string // name of the client's mandate
}

var birds = []bird{
	{"author", identity.Profile{GivenName: "Kanaria", Surname: "Kanarienvogel", Mail: "kanaria@voliere.example", Street: "Rotkehlchenstieg 4", PostalCode: "59999", City: "Auenbrück"},
		"Zaunkönig Nachtigall Pirol", "goldammer.txt", "bp-47", statement.Author{Name: "Sieglinde Singdrossel", Street: "Bachstelzenpfad 3"}, "gelbspoetter.pdf"},
	{"resident", identity.Profile{GivenName: "Tarek", Surname: "Wiedehopf", Mail: "wiedehopf@baumhoehle.example", Street: "Eisvogelufer 7", PostalCode: "59999", City: "Auenbrück"},
		"Mauersegler Rauchschwalbe Kernbeißer", "ortolan.txt", "bp-47", statement.Author{Name: "Gesa Gartenrotschwanz", Street: "Heckenbraunellenweg 8"}, "grauschnaepper.pdf"},
	{"resident of Bergheim", identity.Profile{GivenName: "Berthe", Surname: "Bekassine", Mail: "bekassine@moor.example", Street: "Kranichbruch 9", PostalCode: "59998", City: "Bergheim"},
		"Rohrdommel Wachtelkönig Kiebitz", "steinschmaetzer.txt", "bergheim-bp-47", statement.Author{Name: "Pia Pfuhlschnepfe", Street: "Uferläufergasse 2"}, "sumpfohreule.pdf"},
	{guestBird, identity.Profile{GivenName: "Gundula", Surname: "Goldregenpfeifer", Mail: "gundula@gartenzaun.example", Street: "Sperlingsgasse 2", PostalCode: "59999", City: "Auenbrück"},
		"Zilpzalp Fitis Waldlaubsänger", "girlitz.txt", "bp-47", statement.Author{}, ""},
}

// guestBird is who writes without a login: nobody of the persons, but whoever holds the link of the receipt.
const guestBird = "guest"

// canaryMail is the address of a subscriber: it stands in no log and on no page.
const canaryMail = "zeisig@post.example"

// canaryPlan is in the name of a plan of Auenbrück of which nobody outside the town hall knows yet.
const canaryPlan = "Verschwiegene Aue"

// sings are the words of a bird that stand for it.
func (b bird) sings() []string {
	return append(append(strings.Fields(b.words), b.file), b.names()...)
}

// names are the words that tell who a bird is, and for whom it writes.
func (b bird) names() []string {
	list := []string{b.profile.Surname, b.profile.Mail, b.profile.Street}
	if b.person != guestBird { // who writes for nobody
		list = append(list, b.client.Name, b.client.Street, b.mandate)
	}
	return list
}

// listen lets nobody hear the words of a statement who may not read statements, or a name who may not read contacts.
func (h *house) listen(rt route, what string, p person, a answered) {
	h.t.Helper()
	for _, b := range birds {
		if p.name == b.person || b.person == guestBird && strings.Contains(rt.path, "{beleg}") {
			continue // the own name stands in the head of every page, and the receipt of a guest is for who has its address
		}
		town := identity.Of(h.town(b))
		if strings.Contains(a.body, b.words) && !p.reads(town) {
			h.t.Errorf("%s reads the words of the %s at %s %s (%s)", p.name, b.person, rt.method, rt.path, what)
		}
		mayKnow := (rt.needs == identity.ReadContacts || rt.needs == identity.Weigh) && p.actor.Can(identity.ReadStatements, identity.Object{Authority: town.Authority, Procedure: h.plans[own]})
		for _, about := range b.names() {
			if strings.Contains(a.body, about) && !mayKnow {
				h.t.Errorf("%s reads %q of the %s at %s %s (%s)", p.name, about, b.person, rt.method, rt.path, what)
			}
		}
	}
	if strings.Contains(a.body, canaryPlan) && !p.actor.Can(identity.ReadProcedures, identity.Of(h.auenbrueck.ID)) {
		h.t.Errorf("%s learns of a plan that is not public at %s %s (%s)", p.name, rt.method, rt.path, what)
	}
	if strings.Contains(a.body, canaryMail) {
		h.t.Errorf("%s reads the address of a subscriber at %s %s (%s)", p.name, rt.method, rt.path, what)
	}
	for _, leak := range leaks(a) {
		h.t.Errorf("%s asks %s %s (%s): got %s", p.name, rt.method, rt.path, what, leak)
	}
}

// reads reports whether a person may read what residents wrote to a town.
func (p person) reads(town identity.Object) bool {
	for _, g := range p.actor.Grants {
		if g.Authority == town.Authority && (g.Role.Holds(identity.ReadStatements) || g.Role.Holds(identity.ReadCouncilTables)) {
			return true
		}
	}
	return false
}

// leaks lists the canaries in what leaves the page besides its text: addresses, which stand in histories, in logs of proxies and
// in the Referer of the next request; and cookies.
func leaks(a answered) (found []string) {
	look := func(place, text string) {
		for _, word := range secrets {
			if strings.Contains(text, word) {
				found = append(found, place+" with "+word)
			}
		}
	}
	look("Location", plainly(a.location))
	for _, c := range a.header.Values("Set-Cookie") {
		look("a cookie", plainly(c))
	}
	for _, link := range links(a) {
		look("a link", plainly(link))
	}
	return found
}

// secrets are the words that no log, no cookie and no address may hold, in small letters.
var secrets = func() []string {
	list := []string{canaryMail}
	for _, b := range birds {
		list = append(list, b.sings()...)
	}
	for i := range list {
		list[i] = strings.ToLower(list[i])
	}
	return list
}()

// links are the addresses to which a page leads, without those of mails.
func links(a answered) (list []string) {
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		return nil
	}
	for rest := a.body; ; {
		name, value, found := strings.Cut(rest, `="`)
		if !found {
			return list
		}
		value, rest, _ = strings.Cut(value, `"`)
		leads := slices.ContainsFunc([]string{" href", " src", " action", " formaction"}, func(of string) bool { return strings.HasSuffix(name, of) })
		if leads && !strings.HasPrefix(value, "mailto:") {
			list = append(list, html.UnescapeString(value))
		}
	}
}

var encoded = regexp.MustCompile(`[A-Za-z0-9+/_-]{16,}`)

// plainly takes off what could hide a word: escapes of addresses, one in the other, base64, and large letters.
func plainly(s string) string {
	for range 2 {
		if plain, err := url.QueryUnescape(s); err == nil {
			s = plain
		}
	}
	plain := []string{s}
	for _, part := range encoded.FindAllString(s, -1) {
		for _, e := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if inside, err := e.DecodeString(part); err == nil {
				plain = append(plain, string(inside))
			}
		}
	}
	return strings.ToLower(strings.Join(plain, " "))
}

// logLeaks lists the canaries in what the program shows to those who run it: the log, and the figures where there is a site.
func (h *house) logLeaks() (found []string) {
	log := plainly(h.log.String())
	if h.url != "" {
		log += plainly(h.ask(person{}, get, "/metrics", "").body)
	}
	for _, word := range secrets {
		if strings.Contains(log, word) {
			found = append(found, word)
		}
	}
	return found
}

// TestLeaksAreFound makes sure that a canary is heard wherever it could slip in.
func TestLeaksAreFound(t *testing.T) {
	page := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	name, hidden := url.QueryEscape("Bläßgans Eisvogelufer 7"), base64.RawURLEncoding.EncodeToString([]byte("von wiedehopf@baumhoehle.example"))
	for place, a := range map[string]answered{
		"Location": {location: "/anmelden?return=" + url.QueryEscape("/meine?q="+name)},
		"cookie":   {header: http.Header{"Set-Cookie": {"einwand_x=" + hidden + "; Path=/"}}},
		"link":     {header: page, body: `<p><a class="x" href="/verfahren?name=Wiedehopf&amp;n=1">weiter</a></p>`},
		"form":     {header: page, body: `<form action="/suche/` + url.PathEscape("Eisvogelufer 7") + `">`},
	} {
		if len(leaks(a)) == 0 {
			t.Errorf("%s: got no leak in %+v, want one", place, a)
		}
	}
	if found := leaks(answered{location: "/meine", header: page, body: `<a href="mailto:wiedehopf@baumhoehle.example">Wiedehopf</a>`}); len(found) > 0 {
		t.Errorf("a page that names somebody: got %q, want no leak", found)
	}
	h := &house{log: &strings.Builder{}}
	slog.New(slog.NewJSONHandler(h.log, nil)).Error("x", "error", errors.New("no account Wiedehopf"))
	if len(h.logLeaks()) == 0 {
		t.Error("got no leak in the log, want one")
	}
}
