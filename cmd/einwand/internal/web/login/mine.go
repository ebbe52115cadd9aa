package login

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// session is what the table knows of a session beside its data; of one without a login nothing.
type session struct {
	id, account *uuid.UUID
	openedAt    *time.Time
	browser     string
}

// columnsOf reads the columns out of what the session keeps.
func columnsOf(values map[string]any) (s session) {
	account, _ := values[keyAccount].(string)
	id, _ := values[keySession].(string)
	opened, _ := values[keyOpened].(int64)
	owner, err := uuid.Parse(account)
	own, err2 := uuid.Parse(id)
	if errors.Join(err, err2) != nil {
		return session{}
	}
	at := time.UnixMicro(opened).UTC()
	s = session{id: &own, account: &owner, openedAt: &at}
	s.browser, _ = values[keyBrowser].(string)
	return s
}

// openSession is one line of the page.
type openSession struct {
	ID       uuid.UUID
	OpenedAt time.Time
	Browser  string
	Expiry   time.Time
}

type mySessions struct {
	shell page.Shell
	list  []openSession
	here  uuid.UUID
}

const mySessionsPath = "/meine/anmeldungen"

// MySessions shows a person every browser in which they are logged in.
func (p *Pages) MySessions(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	list, err := selectSessions(r.Context(), p.Pool, v.Actor.Account, v.Now)
	if err != nil {
		return fmt.Errorf("list sessions: %w", err)
	}
	m := mySessions{list: list, here: p.thisSession(r), shell: v.Shell(r, page.RoomPublic, "Meine Anmeldungen",
		page.Crumb{Label: "Start", URL: "/"}, page.Crumb{Label: "Meine Anmeldungen"})}
	return page.Render(w, r, http.StatusOK, page.NoStore, mySessionsPage(m))
}

func (p *Pages) thisSession(r *http.Request) uuid.UUID {
	id, err := uuid.Parse(p.Sessions.GetString(r.Context(), keySession))
	if err != nil {
		return uuid.Nil // a session from before sessions had a number
	}
	return id
}

// EndSession ends one session of the person, or all but this one.
func (p *Pages) EndSession(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	if r.PostFormValue("alle") != "" {
		if err := deleteOtherSessions(r.Context(), p.Pool, v.Actor.Account, p.thisSession(r)); err != nil {
			return fmt.Errorf("end other sessions: %w", err)
		}
		http.Redirect(w, r, mySessionsPath, http.StatusSeeOther)
		return nil
	}
	id, err := uuid.Parse(r.PostFormValue("anmeldung"))
	if err != nil {
		return procedure.ErrNotFound
	}
	if err := deleteOwnSession(r.Context(), p.Pool, v.Actor.Account, id); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	http.Redirect(w, r, mySessionsPath, http.StatusSeeOther)
	return nil
}

// browserOf says in words which browser asks: enough to tell a telephone from the computer in the library, and nothing by which
// somebody could be followed.
func browserOf(agent string) string {
	find := func(words [][2]string, other string) string {
		for _, w := range words {
			if strings.Contains(agent, w[0]) {
				return w[1]
			}
		}
		return other
	}
	name := find([][2]string{{"Firefox/", "Firefox"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}, "Browser")
	system := find([][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}, "")
	if system == "" {
		return name
	}
	return name + " unter " + system
}
