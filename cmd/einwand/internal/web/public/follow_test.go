package public

import (
	"encoding/xml"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
)

const (
	askPath  = procedurePath + "/benachrichtigen"
	linkPath = askPath + "/{token}"
)

// TestFollowing founds one town for all that can be followed.
func TestFollowing(t *testing.T) {
	tn := found(t)
	for name, test := range map[string]func(*testing.T){
		"CalendarHoldsThePublicDates":         tn.calendarHoldsThePublicDates,
		"FeedIsOneForAllProcedures":           tn.feedIsOneForAllProcedures,
		"ProcedurePageLeadsToAllWays":         tn.procedurePageLeadsToAllWays,
		"AddressIsTypedOnce":                  tn.addressIsTypedOnce,
		"LinkConfirmsAndEnds":                 tn.linkConfirmsAndEnds,
		"CalendarAddressOpensWithoutALogin":   tn.calendarAddressOpensWithoutALogin,
		"ProcedureThatHasEndedSaysSo":         tn.procedureThatHasEndedSaysSo,
		"WhatTheReaderHasIsNotSentOnceMore":   tn.whatTheReaderHasIsNotSentOnceMore,
		"CalendarOfWhatIsNotThereIsNotFound":  tn.calendarOfWhatIsNotThereIsNotFound,
		"LinkOfAnotherProcedureOpensNothing":  tn.linkOfAnotherProcedureOpensNothing,
		"UnknownLinkIsNotFoundAndEndsQuietly": tn.unknownLinkIsNotFoundAndEndsQuietly,
	} {
		t.Run(name, func(t *testing.T) {
			tn.t, tn.now = t, today
			test(t)
		})
	}
}

func (tn *town) calendarHoldsThePublicDates(t *testing.T) {
	w, err := tn.get(tn.pages.Calendar, procedurePath+".ics", "/verfahren/bp-47.ics")
	must(t, err)
	body := w.Body.String()
	if w.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(body, "DTSTART;VALUE=DATE:20261126\r\n") ||
		!strings.Contains(body, "BEGIN:VALARM") || strings.Contains(body, "announce_by") {
		t.Errorf("got\n%s", body)
	}
}

func (tn *town) calendarOfWhatIsNotThereIsNotFound(t *testing.T) {
	if _, err := tn.get(tn.pages.Calendar, procedurePath+".ics", "/verfahren/bp-0.ics"); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("got %v, want not found", err)
	}
}

func (tn *town) feedIsOneForAllProcedures(t *testing.T) {
	w, err := tn.get(tn.pages.Feed, "/feed.atom", "/feed.atom")
	must(t, err)
	var f struct {
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	must(t, xml.Unmarshal(w.Body.Bytes(), &f))
	seen, titles := map[string]bool{}, ""
	for i, e := range f.Entries {
		if seen[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") || i > 0 && e.Updated > f.Entries[i-1].Updated {
			t.Errorf("got %+v, want identities once each, the latest first", e)
		}
		seen[e.ID] = true
		titles += e.Title + " -> " + e.Link.Href + "\n"
	}
	for _, want := range []string{"Veröffentlichung angekündigt: ab 27. Oktober 2026 -> https://beteiligung.example/verfahren/bp-47\n", "Bekannt gemacht", "Über den Plan ist entschieden"} {
		if !strings.Contains(strings.ReplaceAll(titles, "\u00a0", " "), want) {
			t.Errorf("got no %q in\n%s", want, titles)
		}
	}
}

func (tn *town) whatTheReaderHasIsNotSentOnceMore(t *testing.T) {
	w, err := tn.get(tn.pages.Feed, "/feed.atom", "/feed.atom")
	must(t, err)
	r := httptest.NewRequest(http.MethodGet, "/feed.atom", nil)
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	again, err := tn.send(tn.pages.Feed, "/feed.atom", r)
	must(t, err)
	if w.Header().Get("ETag") == "" || w.Header().Get("Last-Modified") == "" || again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("got status %d with %d bytes, want 304 with none", again.Code, again.Body.Len())
	}
}

func (tn *town) procedurePageLeadsToAllWays(t *testing.T) {
	p := tn.page(tn.pages.Procedure, procedurePath, "/verfahren/bp-47")
	p.Has("a[href='/verfahren/bp-47.ics']", "Kalender").Has("a[href='/verfahren/bp-47/benachrichtigen']", "E-Mail").Has("a[href='/feed.atom']", "Feed")
	p.Has("link[rel=alternate][type='text/calendar'][href='/verfahren/bp-47.ics']", "").Has("link[rel=alternate][type='application/atom+xml'][href='/feed.atom']", "")
}

func (tn *town) addressIsTypedOnce(t *testing.T) {
	tn.page(tn.pages.FollowForm, askPath, "/verfahren/bp-47/benachrichtigen").Has("main h1", "Per E-Mail benachrichtigen lassen").Has("input[name=mail]", "")
	w, err := tn.post(tn.pages.AskToFollow, askPath, "/verfahren/bp-47/benachrichtigen", "mail=keine+Adresse")
	must(t, err)
	p := htmlcheck.Page(t, w.Body.String())
	p.WellFormed()
	p.Has("[role=alert] a[href='#mail']", "E-Mail-Adresse").Has("input[name=mail][value='keine Adresse']", "")
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("got status %d, want 422", w.Code)
	}
	bodies := map[string]bool{}
	for range 2 { // known or not, the answer is one
		w, err = tn.post(tn.pages.AskToFollow, askPath, "/verfahren/bp-47/benachrichtigen", "mail=zeisig%40post.example")
		must(t, err)
		htmlcheck.Page(t, w.Body.String()).Has("main h1", "Bitte sehen Sie in Ihr Postfach").Lacks("zeisig")
		bodies[w.Body.String()] = true
	}
	if len(bodies) != 1 || w.Code != http.StatusOK {
		t.Errorf("got %d different answers with status %d, want one", len(bodies), w.Code)
	}
}

// letter is the mail that asks a new address.
func (tn *town) letter(t *testing.T, slug, mail string) follow.Letter {
	t.Helper()
	ref, err := tn.pages.Procedures.Resolve(t.Context(), slug)
	must(t, err)
	must(t, tn.pages.Follow.Subscribe(t.Context(), ref, mail))
	var owed uuid.UUID
	must(t, tn.db.Super.QueryRow(t.Context(), `SELECT s.id FROM subscription s WHERE s.mail = $1`, mail).Scan(&owed))
	l, err := tn.pages.Follow.ConfirmationOwed(t.Context(), ref.Authority, owed)
	must(t, err)
	return l
}

func (tn *town) linkConfirmsAndEnds(t *testing.T) {
	l := tn.letter(t, "bp-47", "gimpel@post.example")
	link := "/verfahren/bp-47/benachrichtigen/" + l.Secret
	for range 2 { // the programs of mailboxes look at links: looking changes nothing
		tn.page(tn.pages.Subscription, linkPath, link).Has("main h1", "Möchten Sie benachrichtigt werden?").Has("form[action='"+link+"/bestaetigen'] button", "Ja")
	}
	w, err := tn.post(tn.pages.ConfirmSubscription, linkPath+"/bestaetigen", link+"/bestaetigen", "")
	must(t, err)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != link {
		t.Errorf("got status %d to %q", w.Code, w.Header().Get("Location"))
	}
	tn.page(tn.pages.Subscription, linkPath, link).Has("main h1", "Wir schreiben Ihnen").Has("form[action='"+link+"/abbestellen'] button", "Abbestellen")
	for range 2 { // as a mail program sends it (RFC 8058), and once more
		w, err = tn.post(tn.pages.EndSubscription, linkPath+"/abbestellen", link+"/abbestellen", "List-Unsubscribe=One-Click")
		must(t, err)
		htmlcheck.Page(t, w.Body.String()).Has("main h1", "Sie bekommen keine E-Mails mehr")
	}
	if _, err := tn.get(tn.pages.Subscription, linkPath, link); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("got %v, want the link to have ended", err)
	}
}

func (tn *town) linkOfAnotherProcedureOpensNothing(t *testing.T) {
	l := tn.letter(t, "bp-47", "stieglitz@post.example")
	if _, err := tn.get(tn.pages.Subscription, linkPath, "/verfahren/fnp-23/benachrichtigen/"+l.Secret); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("got %v, want not found", err)
	}
}

func (tn *town) unknownLinkIsNotFoundAndEndsQuietly(t *testing.T) {
	link := "/verfahren/bp-47/benachrichtigen/" + follow.NewSecret()
	if _, err := tn.get(tn.pages.Subscription, linkPath, link); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("got %v, want not found", err)
	}
	if _, err := tn.post(tn.pages.ConfirmSubscription, linkPath+"/bestaetigen", link+"/bestaetigen", ""); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("got %v, want not found", err)
	}
	w, err := tn.post(tn.pages.EndSubscription, linkPath+"/abbestellen", link+"/abbestellen", "")
	must(t, err)
	if w.Code != http.StatusOK {
		t.Errorf("got status %d, want the same answer as to a link that is known", w.Code)
	}
}

func (tn *town) procedureThatHasEndedSaysSo(t *testing.T) {
	const slug = "bp-39"
	ref, err := tn.pages.Procedures.Resolve(t.Context(), slug)
	must(t, err)
	_, err = tn.pages.Procedures.Perform(t.Context(), identity.Operator, ref, procedure.Move{Transition: "T20", Reason: "Der Vorhabenträger gibt auf.",
		Answers: procedure.Answers{"am": "2026-11-23", "organ": "Rat"}})
	must(t, err)
	tn.page(tn.pages.FollowForm, askPath, "/verfahren/"+slug+"/benachrichtigen").Has("main h1", "zu Ende").HasNone("main form")
	w, err := tn.post(tn.pages.AskToFollow, askPath, "/verfahren/"+slug+"/benachrichtigen", "mail=zeisig%40post.example")
	must(t, err)
	htmlcheck.Page(t, w.Body.String()).Has("main h1", "zu Ende")
}

func (tn *town) calendarAddressOpensWithoutALogin(t *testing.T) {
	accounts := identity.NewAccounts(tn.db.App, tn.pages.Procedures.Now)
	account, err := accounts.SignIn(t.Context(), identity.Identity{Provider: "rathaus", Subject: "kalender",
		Attributes: identity.Profile{GivenName: "Kai", Surname: "Lender"}.At(identity.LevelLow)}, "staff")
	must(t, err)
	must(t, accounts.Grant(t.Context(), account, tn.house.ID, identity.RolePlanner))
	actor, err := accounts.Actor(t.Context(), account)
	must(t, err)
	secret := follow.NewSecret()
	must(t, tn.pages.Follow.RenewAddress(t.Context(), actor, tn.house.ID, secret))
	w, err := tn.get(tn.pages.CalendarByAddress, "/kalender/{token}.ics", "/kalender/"+secret+".ics")
	must(t, err)
	body := w.Body.String()
	if strings.Count(body, "BEGIN:VEVENT") < 5 || !strings.Contains(body, "/planung/verfahren/bp-47") || strings.Contains(body, "Lender") {
		t.Errorf("got %d events", strings.Count(body, "BEGIN:VEVENT"))
	}
	if _, err := tn.get(tn.pages.CalendarByAddress, "/kalender/{token}.ics", "/kalender/"+follow.NewSecret()+".ics"); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("a wrong address: got %v, want not found", err)
	}
}
