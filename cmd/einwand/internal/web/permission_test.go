package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// verdict is what a route says to a person.
type verdict string

const (
	granted  verdict = "granted"
	toLogin  verdict = "sent to the login"
	keptForm verdict = "form kept, sent to the login"
	refused  verdict = "refused"
	absent   verdict = "does not exist"
	faulty   verdict = "fault"
)

// object is what a route is asked about: what stands for the parts in braces of its path, and whose it is.
type object struct {
	name      string
	parts     map[string]string
	authority uuid.UUID // uuid.Nil: there is no such procedure and no such municipality
	procedure uuid.UUID
}

func (o object) is() identity.Object {
	return identity.Object{Authority: o.authority, Procedure: o.procedure}
}

// The words of a statement and the name of its author, as canaries: wherever they sing, somebody must be allowed to hear.
const (
	canaryWords = "Zaunkönig Nachtigall Pirol"
	canaryName  = "Kanarienvogel"
)

// TestEveryRouteAnswersEveryRoleAsTheTableSays asks every route as every person about every object: what comes back is
// computed from the route table and the capabilities alone.
func TestEveryRouteAnswersEveryRoleAsTheTableSays(t *testing.T) {
	h := moveIn(t)
	objects := h.objects()
	asked, reached := 0, map[string]bool{}
	for _, method := range []string{get, post} { // first everything that only looks
		for _, rt := range h.routes(method) {
			for _, o := range relevant(objects, rt) {
				for _, p := range h.people {
					a := h.ask(p, method, o.path(t, rt.path), "")
					asked++
					got, want := judge(a), expected(rt, o, p)
					reached[method+" "+rt.path] = reached[method+" "+rt.path] || got == granted
					if got != want && !(got == absent && want == granted) {
						t.Errorf("%s asks %s %s (%s): got %s (status %d, to %q), want %s", p.name, method, rt.path, o.name, got, a.status, a.location, want)
					}
					h.listen(rt, o, p, a)
				}
			}
		}
	}
	for route, ok := range reached {
		if !ok && strings.HasPrefix(route, get) { // a form without fields may well be about nothing
			t.Errorf("%s: got nobody who reaches it, want an object in this test that it finds", route)
		}
	}
	t.Logf("%d requests: %d routes, %d persons, %d objects", asked, len(h.routes(get))+len(h.routes(post)), len(h.people), len(objects))
	if log := h.log.String(); strings.Contains(log, canaryWords) || strings.Contains(log, canaryName) || strings.Contains(log, canaryMail) {
		t.Error("the log tells what somebody wrote, or who")
	}
}

func (h *house) routes(method string) (list []route) {
	for _, rt := range (&Server{Parts: h.parts}).routes() {
		if rt.method == method {
			list = append(list, rt)
		}
	}
	return list
}

// objects are a plan that the public is asked about with a statement of the author in it, a plan that is decided, a plan
// of the other town, and one that does not exist.
func (h *house) objects() []object {
	h.t.Helper()
	label, number := h.file("bp-47")
	h.subscribe("bp-47")
	link := h.link()
	own, theirs := h.holiday(h.auenbrueck.ID), h.holiday(h.other.Authority.ID)
	own.template, own.item = h.template(h.auenbrueck.ID), h.item("bp-47")
	theirs.template, theirs.item = h.template(h.other.Authority.ID), own.item
	h.offerSeat(own.municipality)
	own.account, theirs.account = h.person("planner").account, h.person("author").account
	parts := func(slug, nr string, at heldAt) map[string]string {
		return map[string]string{"vorlage": at.template.String(), "posten": at.item.String(), "id": at.municipality.String(), "feiertag": at.holiday.String(), "slug": slug, "nr": nr, "nummer": label, "n": "1",
			"behoerde": "1", "behoerde token": link, "einladung token": h.invitation, "anmelden token": h.invitation, "antwort": "1",
			"punkt": "B-001.1", "konto": at.account.String(), "idp": "buerger", "schritt": "T21", "datei": "in-kraft", "rat file": "rat.pdf", "verfahren file": "abwaegungstabelle.pdf",
			"kalender token": h.calendar, "verfahren token": h.subscription}
	}
	return []object{
		{"open plan", parts("bp-47", number, own), h.auenbrueck.ID, h.procedure("bp-47")},
		{"decided plan", parts("bp-12-3", "1", own), h.auenbrueck.ID, h.procedure("bp-12-3")},
		{"plan of the other town", parts("bergheim-bp-47", "1", theirs), h.other.Authority.ID, h.procedure("bergheim-bp-47")},
		{"no plan", parts("bp-0", "1", heldAt{uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New()}), uuid.Nil, uuid.Nil},
	}
}

// link is the secret of the mail to the Wasserverband in a plan to which it has written.
func (h *house) link() string {
	h.t.Helper()
	var invitation uuid.UUID
	h.must(h.db.Super.QueryRow(h.t.Context(), `SELECT r.invitation_id FROM invitation_reply r WHERE r.by_link`).Scan(&invitation))
	owed, err := h.parts.Planning.Bodies.InvitationOwed(h.t.Context(), h.auenbrueck.ID, invitation)
	h.must(err)
	return owed.Token
}

// offerSeat invites somebody to the council and keeps the secret of the mail.
func (h *house) offerSeat(municipality uuid.UUID) {
	h.t.Helper()
	ctx, town := h.t.Context(), h.auenbrueck.ID
	h.must(h.seats.AddBody(ctx, identity.Operator, town, identity.CouncilBody{Municipality: municipality, Kind: identity.BodyCouncil, Name: "Rat"}))
	bodies, err := h.seats.Bodies(ctx, identity.Operator, town)
	h.must(err)
	today := h.at.UTC().Truncate(24 * time.Hour)
	h.must(h.seats.Invite(ctx, identity.Operator, town, identity.NewSeat{Body: bodies[0].ID, GivenName: "Ingrid", Surname: "Amsel", Mail: "amsel@rat.example",
		FirstDay: today, LastDay: today.AddDate(4, 0, 0)}))
	var owed uuid.UUID
	h.must(h.db.Super.QueryRow(ctx, `SELECT subject_id FROM outbox WHERE kind = 'council_link'`).Scan(&owed))
	letter, err := h.seats.LinkOwed(ctx, town, owed)
	h.must(err)
	h.invitation = letter.Secret
}

// heldAt is a municipality with a holiday of its own, a template of its authority and an item of a checklist.
type heldAt struct{ municipality, holiday, template, item, account uuid.UUID }

// holiday enters a holiday of its own for the first municipality of an authority.
func (h *house) holiday(authority uuid.UUID) heldAt {
	h.t.Helper()
	ctx := h.t.Context()
	list, err := h.parts.Procedures.Municipalities(ctx, authority)
	h.must(err)
	h.must(h.parts.Procedures.AddHoliday(ctx, identity.Operator, authority, list[0].ID,
		period.Local{Name: "Markttag", Norm: "§ 1 Feiertagssatzung", Month: time.July, Day: 7}))
	view, err := h.parts.Procedures.Administered(ctx, identity.Operator, authority, list[0].ID)
	h.must(err)
	return heldAt{municipality: list[0].ID, holiday: view.Holidays[0].ID}
}

// template makes a template of an authority.
func (h *house) template(authority uuid.UUID) uuid.UUID {
	h.t.Helper()
	id := uuid.New()
	h.must(h.parts.Templates.Templates.Create(h.t.Context(), identity.Operator, authority, id, procedure.Origin{Standard: "bplan-13"}, "Kleine Änderung"))
	return id
}

// item is a document on the checklist of a plan of the demo.
func (h *house) item(slug string) uuid.UUID {
	h.t.Helper()
	ref, err := h.parts.Procedures.Resolve(h.t.Context(), slug)
	h.must(err)
	c, err := h.parts.Procedures.Checklist(h.t.Context(), identity.Operator, ref)
	h.must(err)
	return c.Items[0].ID
}

// file lets the author write to a plan, and returns the receipt's number and the statement's.
func (h *house) file(slug string) (label, number string) {
	h.t.Helper()
	ctx, author := h.t.Context(), h.person("author").actor
	ref, err := h.parts.Procedures.Resolve(ctx, slug)
	h.must(err)
	d, err := h.statements.Open(ctx, author, ref)
	h.must(err)
	_, err = h.statements.SaveText(ctx, author, ref, d.Version, []byte(canaryWords), statement.Reference{Kind: statement.ToPlan})
	h.must(err)
	_, err = h.statements.Attach(ctx, author, ref, "anlage.txt", strings.NewReader(canaryWords))
	h.must(err)
	st, err := h.statements.File(ctx, author, ref, d.ID, h.parts.Clock())
	h.must(err)
	return st.Label(), fmt.Sprint(st.Number)
}

// canaryMail is the address of a subscriber: it stands in no log and on no page.
const canaryMail = "zeisig@post.example"

// subscribe lets somebody ask for news of a plan and keeps the secret of the mail, and gives the lead a calendar address.
func (h *house) subscribe(slug string) {
	h.t.Helper()
	ctx, lead := h.t.Context(), h.person("lead").actor
	ref, err := h.parts.Procedures.Resolve(ctx, slug)
	h.must(err)
	h.must(h.follow.Subscribe(ctx, ref, canaryMail))
	var owed uuid.UUID
	h.must(h.db.Super.QueryRow(ctx, `SELECT subject_id FROM outbox WHERE kind = 'confirmation'`).Scan(&owed))
	letter, err := h.follow.ConfirmationOwed(ctx, ref.Authority, owed)
	h.must(err)
	h.subscription, h.calendar = letter.Secret, follow.NewSecret()
	h.must(h.follow.RenewAddress(ctx, lead, h.auenbrueck.ID, h.calendar))
}

// relevant leaves one object for a route that names neither a procedure nor a municipality.
func relevant(objects []object, rt route) []object {
	if strings.Contains(rt.path, "{slug}") || strings.Contains(rt.path, "{id}") || strings.Contains(rt.path, "{vorlage}") {
		return objects
	}
	return objects[:1]
}

var partOfPath = regexp.MustCompile(`\{(\w+)\}`)

// path fills in the parts in braces. A part that the test does not know fails it: somebody must say what it may be.
func (o object) path(t *testing.T, pattern string) string {
	t.Helper()
	return partOfPath.ReplaceAllStringFunc(pattern, func(part string) string {
		name := strings.Trim(part, "{}")
		value, ok := o.parts[name]
		if !ok {
			value, ok = o.parts[strings.Split(pattern, "/")[1]+" "+name] // a name that means something else in each room
		}
		if !ok {
			t.Fatalf("path %s: got the new part %s, want an object for it", pattern, part)
		}
		return url.PathEscape(value)
	})
}

// expected computes the answer from the table. Of a person's own papers strangers learn nothing, not even that they exist.
func expected(rt route, o object, p person) verdict {
	named := strings.Contains(rt.path, "{slug}")
	holds := p.actor.Can(rt.needs, identity.Object{})
	for _, a := range p.actor.Authorities(rt.needs) {
		holds = holds || p.actor.Can(rt.needs, identity.Of(a))
	}
	if named {
		holds = p.actor.Can(rt.needs, o.is())
	}
	switch {
	case named && o.authority == uuid.Nil:
		return absent
	case !holds && p.actor.Known():
		return refused
	case !holds && rt.keeps:
		return keptForm
	case !holds:
		return toLogin
	case strings.Contains(rt.path, "{nummer}") && p.name != "author", (strings.Contains(rt.path, "{id}") || strings.Contains(rt.path, "{vorlage}")) && !p.actor.Can(rt.needs, o.is()):
		return absent
	}
	return granted
}

// judge reads an answer. A person who may ask gets pages, files, redirects, and words about what is not there or not
// filled in; never a fault.
func judge(a answered) verdict {
	switch {
	case a.status >= http.StatusInternalServerError:
		return faulty
	case strings.HasPrefix(a.location, "/anmelden?return="):
		return toLogin
	case a.status == http.StatusUnauthorized:
		return keptForm
	case a.status == http.StatusForbidden:
		return refused
	case a.status == http.StatusNotFound:
		return absent
	}
	return granted
}

// listen lets nobody hear the words of a statement who may not read statements, or a name who may not read contacts.
func (h *house) listen(rt route, o object, p person, a answered) {
	h.t.Helper()
	reads := p.name == "author" || len(p.actor.Authorities(identity.ReadStatements)) > 0 || p.actor.Can(identity.ReadCouncilTables, identity.Of(h.auenbrueck.ID))
	if strings.Contains(a.body, canaryWords) && !reads {
		h.t.Errorf("%s reads the words of a stranger at %s %s (%s)", p.name, rt.method, rt.path, o.name)
	}
	if strings.Contains(a.body+a.location, canaryMail) {
		h.t.Errorf("%s reads the address of a subscriber at %s %s (%s)", p.name, rt.method, rt.path, o.name)
	}
	own := p.name == "author" || p.name == "resident" // both carry the name, which stands in the head of every page
	if strings.Contains(a.body, canaryName) && !own && rt.needs != identity.ReadContacts && rt.needs != identity.Weigh {
		h.t.Errorf("%s reads the name of an author at %s %s (%s)", p.name, rt.method, rt.path, o.name)
	}
}

// TestRouteWithoutCapabilityDoesNotStart takes from one route what it needs, one fault at a time.
func TestRouteWithoutCapabilityDoesNotStart(t *testing.T) {
	table := (&Server{}).routes()
	if err := checkRoutes(table); err != nil {
		t.Fatalf("the table as it is: got %v, want it to start", err)
	}
	for name, damage := range map[string]func(*route){
		"no capability":         func(rt *route) { rt.needs = "" },
		"capability unheard of": func(rt *route) { rt.needs = "rule the town" },
		"no handler":            func(rt *route) { rt.handle = nil },
	} {
		damaged := append([]route(nil), table...)
		damage(&damaged[len(damaged)/2])
		if checkRoutes(damaged) == nil {
			t.Errorf("%s: got a table that starts, want it refused", name)
		}
	}
}

// TestSitemapNamesEachRouteOnce holds what a reader of the table takes for granted.
func TestSitemapNamesEachRouteOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, rt := range (&Server{}).routes() {
		key := rt.method + " " + rt.path
		if seen[key] {
			t.Errorf("%s stands twice in the table", key)
		}
		seen[key] = true
		if rt.keeps && rt.method != post {
			t.Errorf("%s keeps a form and takes none", key)
		}
	}
}
