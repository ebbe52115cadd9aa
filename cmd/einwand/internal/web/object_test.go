package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/follow"
)

// kind is whose an object is, seen from the author and the staff of Auenbrück.
type kind string

const (
	own       kind = "own"
	anothers  kind = "another person's, or of another plan"
	elsewhere kind = "another authority's"
	nobodys   kind = "nobody's: there is none"
)

var kinds = []kind{own, anothers, elsewhere, nobodys}

// things are what may stand for the parts in braces of a path, by the part and by the kind. The part may be named with the first
// word of the path, where the same name means something else in each room.
type things map[string]map[kind]string

// notThere says why a part has no object of a kind. Whoever invents a part finds its objects, or says here why there are none.
var notThere = map[string]map[kind]string{
	"n":       within("the document, table, act or file is counted within the object before it"),
	"nr":      within("the statement is counted within its plan, and staff read everybody's"),
	"punkt":   within("the point is counted within its table"),
	"antwort": within("the answer is counted within the link before it"),
	"schritt": within("the steps are the law's, the same for all"),
	"datei":   within("the files are the program's, the same for all"),
	"file":    within("the files are the program's, the same for all"),
	"idp":     within("the providers are the installation's"),

	"institution behoerde": {elsewhere: "the body is counted within the directory of the authority"},
	"institution token":    within("who has the link of the mail is invited: it is the secret"),
	"planung behoerde":     within("the body is counted within the directory of the authority"),
	"kalender token":       within("who has the address has the calendar: it is the secret"),
	"behoerde token":       within("who has the link answers for the body: it is the secret"),
	"einladung token":      within("who has the link of the mail is invited: it is the secret"),
	"anmelden token":       {anothers: loginLink, elsewhere: loginLink, nobodys: loginLink},
	"verfahren token":      within("who has the link of the mail is the subscriber: it is the secret"),
	"beleg":                within("who has the link of the receipt is the guest: it is the secret"),
	"adresse":              within("who has the link of the mail reads the guest's mailbox: it is the secret"),

	"vorlage":  {anothers: "a template belongs to the authority, to no person"},
	"id":       {anothers: "a municipality belongs to the authority, to no person"},
	"gremium":  {anothers: "a body belongs to the municipality, to no person"},
	"sitz":     {anothers: "a seat belongs to the body, and staff see all of them"},
	"feiertag": {anothers: "a holiday belongs to the municipality, to no person"},
}

// loginLink is used up by its button alone: the page before it is the same for every link, used or made up.
const loginLink = "who has the link of the mail, in the browser that asked for it, logs in: both are the secret"

func within(why string) map[kind]string { return map[kind]string{anothers: why, elsewhere: why} }

// ofAuthority are the parts that belong to an authority without any plan in the address.
var ofAuthority = []string{"vorlage", "id", "feiertag", "konto", "gremium", "sitz"}

// things lays out what the routes are asked about: a plan with a statement of the author and of another resident in it, a plan that
// is decided, a plan of the other town with a statement, and for each other part what is there of its kind.
func (h *house) things() things {
	h.t.Helper()
	labels := map[kind]string{nobodys: "BP47-9999"}
	var number string
	labels[own], number = h.file(birds[0])
	labels[anothers], _ = h.file(birds[1])
	labels[elsewhere], _ = h.file(birds[2])
	h.subscribe("bp-47")
	h.conceal()
	receipt, address := h.guest("bp-47")
	h.decided("bp-47", "bp-12-3", number)
	h.decided(h.answered(), "bp-12-3", number)
	here, there := h.holiday(h.auenbrueck.ID), h.holiday(h.other.Authority.ID)
	council, seat, invitation := h.offerSeat(h.auenbrueck.ID, here.municipality)
	council2, seat2, _ := h.offerSeat(h.other.Authority.ID, there.municipality)
	none := uuid.New().String()
	slugs := map[kind]string{own: "bp-47", anothers: "bp-12-3", elsewhere: "bergheim-bp-47", nobodys: "bp-0"}
	for _, k := range kinds[:3] {
		h.plans[k] = h.procedure(slugs[k])
	}
	only := func(is, isNot string) map[kind]string { return map[kind]string{own: is, nobodys: isNot} }
	return things{
		"slug":   slugs,
		"nummer": labels,
		"posten": {own: h.item("bp-47"), anothers: h.item("bp-12-3"), elsewhere: h.item("bergheim-bp-47"), nobodys: none},
		"konto": {own: h.person("planner").account.String(), anothers: h.person("author").account.String(),
			elsewhere: h.person("lead of Bergheim").account.String(), nobodys: none},
		"vorlage":  {own: h.template(h.auenbrueck.ID), elsewhere: h.template(h.other.Authority.ID), nobodys: none},
		"id":       {own: here.municipality, elsewhere: there.municipality, nobodys: none},
		"gremium":  {own: council, elsewhere: council2, nobodys: none},
		"sitz":     {own: seat, elsewhere: seat2, nobodys: none},
		"feiertag": {own: here.holiday, elsewhere: there.holiday, nobodys: none},

		"n":       only("1", "99"),
		"nr":      only(number, "9999"),
		"punkt":   only("B-001.1", "B-999.9"),
		"antwort": only("1", "99"),
		"schritt": only("T21", "T99"),
		"datei":   only("in-kraft", "nirgends"),
		"idp":     only("buerger", "nirgends"),

		"auftrag": {own: h.order(own, "bp-47"), anothers: h.order(anothers, "bp-47"), elsewhere: h.order(elsewhere, "bergheim-bp-47"), nobodys: none},

		"anfrage":              h.letters(none),
		"institution behoerde": {own: "1", anothers: "2", nobodys: "9999"},
		"institution token":    only(h.offerMembership(), follow.NewSecret()),
		"planung behoerde":     only("1", "9999"),
		"behoerde token":       only(h.link(), follow.NewSecret()),
		"kalender token":       only(h.calendar, follow.NewSecret()),
		"einladung token":      only(invitation, follow.NewSecret()),
		"anmelden token":       {own: follow.NewSecret()},
		"verfahren token":      only(h.subscription, follow.NewSecret()),
		"beleg":                only(receipt, follow.NewSecret()),
		"adresse":              only(address, follow.NewSecret()),
		"rat file":             only("rat.pdf", "rat.exe"),
		"verfahren file":       only("abwaegungstabelle.pdf", "abwaegungstabelle.exe"),
	}
}

// object is what one request is about: for each part of the path, whose it is.
type object map[string]kind

func (o object) String() string {
	var odd []string
	for part, k := range o {
		if k != own {
			odd = append(odd, part+" "+string(k))
		}
	}
	if odd == nil {
		return string(own)
	}
	return strings.Join(odd, ", ")
}

var partOfPath = regexp.MustCompile(`\{(\w+)\}`)

// partsOf lists the parts in braces of a path. One that the test does not know fails it: somebody must say what it may be.
func (th things) partsOf(t *testing.T, pattern string) (parts []string) {
	t.Helper()
	for _, m := range partOfPath.FindAllStringSubmatch(pattern, -1) {
		name := strings.Split(pattern, "/")[1] + " " + m[1]
		if th[name] == nil {
			name = m[1]
		}
		for _, k := range kinds {
			if th[name][k] == "" && notThere[name][k] == "" && notThere[m[1]][k] == "" {
				t.Fatalf("path %s: got no object for %s that is %s, want one, or the reason why there is none", pattern, name, k)
			}
		}
		parts = append(parts, name)
	}
	return parts
}

// about lists what a route is asked about: the own object, and then each part of every other kind, one at a time and all together.
func (th things) about(t *testing.T, rt route) []object {
	t.Helper()
	parts := th.partsOf(t, rt.path)
	with := func(k kind, changed ...string) object {
		o := object{}
		for _, part := range parts {
			o[part] = own
		}
		for _, part := range changed {
			o[part] = k
		}
		return o
	}
	list := []object{with(own)}
	for _, k := range kinds[1:] {
		var there []string
		for _, part := range parts {
			if th[part][k] != "" {
				list, there = append(list, with(k, part)), append(there, part)
			}
		}
		if len(there) > 1 && k != nobodys {
			list = append(list, with(k, there...))
		}
	}
	return list
}

// path is the address of an object.
func (th things) path(t *testing.T, rt route, o object) string {
	t.Helper()
	parts := th.partsOf(t, rt.path)
	return partOfPath.ReplaceAllStringFunc(rt.path, func(string) string {
		part := parts[0]
		parts = parts[1:]
		return url.PathEscape(th[part][o[part]])
	})
}

// authority is whose an object of a kind is; uuid.Nil of one that does not exist.
func (h *house) authority(k kind) uuid.UUID {
	switch k {
	case own, anothers:
		return h.auenbrueck.ID
	case elsewhere:
		return h.other.Authority.ID
	}
	return uuid.Nil
}

// town is the authority to which a resident has written.
func (h *house) town(b bird) uuid.UUID {
	if h.other != nil && strings.HasPrefix(b.slug, h.other.Authority.Slug) {
		return h.other.Authority.ID
	}
	return h.auenbrueck.ID
}
