package oidc

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/einwand/einwand/identity"
)

const (
	maxValue  = 500 // bytes of one claim
	maxGroups = 500 // of one person
)

func refuse(format string, args ...any) error {
	return &identity.Refusal{Reason: fmt.Sprintf(format, args...)}
}

func asRetrieve(err error, into **oauth2.RetrieveError) bool { return errors.As(err, into) }

// identityOf reads who the person is from a token that has passed every check.
func (p *Provider) identityOf(t *goidc.IDToken, l identity.Login, now time.Time) (identity.Identity, error) {
	claims := map[string]any{}
	if err := t.Claims(&claims); err != nil {
		return identity.Identity{}, refuse("the claims of the ID token cannot be read")
	}
	who := identity.Identity{Provider: p.c.ID, Subject: text(claims[p.c.SubjectClaim]), Level: p.levelOf(claims), Means: p.means(),
		Attributes: identity.Attributes{}, Groups: groups(claims, p.c.GroupsClaim)}
	if who.Subject == "" {
		return identity.Identity{}, refuse("the ID token has no %s", p.c.SubjectClaim)
	}
	at, err := authnAt(claims, t.IssuedAt, l, now)
	if err != nil {
		return identity.Identity{}, err
	}
	who.AuthnAt = at
	for claim, key := range map[string]identity.AttributeKey{"given_name": identity.GivenName, "family_name": identity.Surname} {
		if v := text(claims[claim]); v != "" {
			who.Attributes[key] = identity.Attribute{Value: v, Level: who.Level}
		}
	}
	if who.Attributes.Of(identity.Surname) == "" {
		if v := text(claims["name"]); v != "" {
			who.Attributes[identity.Surname] = identity.Attribute{Value: v, Level: who.Level}
		}
	}
	if v := text(claims["email"]); v != "" {
		level := identity.LevelNone
		if verified, _ := claims["email_verified"].(bool); verified {
			level = identity.LevelLow
		}
		who.Attributes[identity.Mail] = identity.Attribute{Value: v, Level: level}
	}
	return who, nil
}

// levelOf reads acr by the operator's table. That a town vouches for its employee counts as low.
func (p *Provider) levelOf(claims map[string]any) identity.Level {
	if l, ok := p.c.Levels[text(claims["acr"])]; ok {
		return l
	}
	return identity.LevelLow
}

func (p *Provider) means() identity.Means {
	if p.c.Audience == identity.Staff {
		return identity.MeansStaff
	}
	return identity.MeansPassword
}

// authnAt is when the person was asked. A provider that hands on an older login, though we asked for a fresh one, is refused; one
// that does not say (Entra) is taken at the time of the token.
func authnAt(claims map[string]any, issued time.Time, l identity.Login, now time.Time) (time.Time, error) {
	seconds, ok := claims["auth_time"].(float64)
	if !ok {
		return issued.UTC(), nil
	}
	at := time.Unix(int64(seconds), 0).UTC()
	switch {
	case at.Before(l.CreatedAt.Add(-skew)):
		return time.Time{}, refuse("the person was authenticated before this login began")
	case at.After(now.Add(skew)):
		return time.Time{}, refuse("the person was authenticated in the future")
	}
	return at, nil
}

// groups finds a list of words at a path of claims, such as realm_access.roles in Keycloak.
func groups(claims map[string]any, path string) []string {
	var at any = claims
	for _, part := range strings.Split(path, ".") {
		m, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = m[part]
	}
	list, _ := at.([]any)
	var found []string
	for _, v := range list {
		if s := text(v); s != "" && len(found) < maxGroups {
			found = append(found, s)
		}
	}
	return found
}

// text makes a claim one line of bounded length; what is no text is nothing.
func text(v any) string {
	s, _ := v.(string)
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.Join(strings.Fields(s), " "))
	if len(s) > maxValue {
		return ""
	}
	return s
}
