package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// visitor is a person who is logged in.
type visitor struct {
	actor  identity.Actor
	cookie string
	draft  uuid.UUID
}

// text is as long as statements are in real procedures, about 1,300 bytes.
var text = strings.Repeat("Der Mühlenweg ist im Begegnungsfall zweier Busse zu schmal; ich bitte, eine zweite Zufahrt zu prüfen.\r\n", 13)

// resident is a new person with a draft that is ready to be filed.
func (t *town) resident(ctx context.Context, n int) (visitor, error) {
	v, err := t.logIn(ctx, identity.Identity{Provider: "buerger", Subject: fmt.Sprintf("bench-%d", n), Level: identity.LevelHigh, Means: identity.MeansEID,
		Attributes: identity.Profile{GivenName: "Nachbar", Surname: fmt.Sprint(n), Mail: fmt.Sprintf("nachbar%d@post.example", n), Street: "Mühlenweg 4", PostalCode: "59999", City: "Auenbrück"}.At(identity.LevelHigh)}, "residents")
	if err != nil {
		return visitor{}, err
	}
	d, err := t.statements.Open(ctx, v.actor, t.hot)
	if err != nil {
		return visitor{}, err
	}
	v.draft = d.ID
	_, err = t.statements.SaveText(ctx, v.actor, t.hot, d.Version, []byte(text), statement.Reference{Kind: statement.ToPlan})
	return v, err
}

// planner is a person of the town's staff.
func (t *town) planner(ctx context.Context) (visitor, error) {
	v, err := t.logIn(ctx, identity.Identity{Provider: "rathaus", Subject: "bench", Level: identity.LevelLow, Means: identity.MeansStaff,
		Attributes: identity.Profile{GivenName: "Jana", Surname: "Wirth"}.At(identity.LevelLow)}, "staff")
	if err != nil {
		return visitor{}, err
	}
	if err := t.accounts.Grant(ctx, v.actor.Account, t.hot.Authority, identity.RolePlanner); err != nil {
		return visitor{}, err
	}
	v.actor.Grants = []identity.Grant{{Authority: t.hot.Authority, Role: identity.RolePlanner}}
	return v, nil
}

// logIn makes the account and a session, as it is after ten minutes of reading and writing.
func (t *town) logIn(ctx context.Context, id identity.Identity, audience identity.Audience) (visitor, error) {
	account, err := t.accounts.SignIn(ctx, id, audience)
	if err != nil {
		return visitor{}, err
	}
	v := visitor{}
	if v.actor, err = t.accounts.Actor(ctx, account); err != nil {
		return visitor{}, err
	}
	v.actor.Level, v.actor.Means, v.actor.AuthnAt = id.Level, id.Means, time.Now()
	session, err := t.reading.Sessions.Load(ctx, "")
	if err != nil {
		return visitor{}, err
	}
	if err := t.reading.Open(session, account, identity.Proof{Level: id.Level, Means: id.Means, AuthnAt: v.actor.AuthnAt}, "bench"); err != nil {
		return visitor{}, err
	}
	token, _, err := t.reading.Sessions.Commit(session)
	v.cookie = t.reading.Sessions.Cookie.Name + "=" + token
	return v, err
}

// wire holds a connection for each client.
var wire = &http.Transport{MaxIdleConnsPerHost: 64}

func (t *town) get(v visitor, path string) (*http.Response, error) {
	return t.send(v, http.MethodGet, path, "")
}

func (t *town) post(v visitor, path string, form url.Values) (*http.Response, error) {
	return t.send(v, http.MethodPost, path, form.Encode())
}

func (t *town) send(v visitor, method, path, body string) (*http.Response, error) {
	req, err := http.NewRequest(method, t.address+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Cookie", v.cookie)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := wire.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	if err == nil {
		err = resp.Body.Close()
	}
	return resp, err
}
