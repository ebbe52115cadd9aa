// Package login is everything about logging in that a browser sees: the choice of a provider, the way there and back, and
// the session. The protocol is identity/saml's.
//
// The answer of a provider is a cross-site POST, to which no browser sends our cookie (SameSite=Lax). So the answer is
// kept under a one-time token and the browser is sent to a page of ours; only there is the cookie of the login compared.
// Without it a stranger could log somebody's browser into the stranger's account.
//
// # Invariants
//
//  1. A login ends in the browser that began it and in no other. Pages.finish; TestLoginEndsInTheBrowserThatBeganIt
//  2. The session's name changes at login and its content is gone at logout. TestSessionChangesAtLogin
//  3. The level of the session is what the provider said, never what was asked for. TestLevelIsTheProvidersWord
//  4. A session ends an hour after its last request, and half a day after its login. sessionStore;
//     TestSessionEndsAfterAnHourWithoutARequest, TestRequestsKeepASessionForHalfADay
//  5. What a page answers is not overruled by its session afterwards. NewSessions; TestAnswerIsNotOverruledByItsSession
//  6. A person sees every session of theirs and ends any of them, and nobody else's. EndSession; TestPersonEndsTheirOtherSessions
//  7. Looking at a link of a mail takes nothing, and the page that sends one tells nobody who is a member. TestInvitationIsTakenByAButton,
//     TestLoginLinkOpensWhereItWasAskedFor
package login

//go:generate go tool templ generate -path .

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Pages are the handlers of this package.
type Pages struct {
	Log         *slog.Logger
	Pool        *pgxpool.Pool
	Clock       func() time.Time
	Sessions    *scs.SessionManager
	Accounts    *identity.Accounts
	Seats       *identity.Seats
	Procedures  *procedure.Service
	Providers   *identity.Providers
	Directories map[string]identity.Directory // by provider: roles that follow from groups
	Secure      bool                          // cookies for https only
}

// Actor is who the session belongs to, with the roles of this moment; the zero Actor without a session or when the
// account is gone.
func (p *Pages) Actor(r *http.Request) (identity.Actor, error) {
	id := p.Sessions.GetString(r.Context(), keyAccount)
	if id == "" {
		return identity.Actor{}, nil
	}
	account, err := uuid.Parse(id)
	if err != nil {
		return identity.Actor{}, fmt.Errorf("read session: %w", err)
	}
	a, err := p.Accounts.Actor(r.Context(), account)
	if errors.Is(err, identity.ErrNoAccount) {
		return identity.Actor{}, nil
	}
	if err != nil {
		return identity.Actor{}, err
	}
	return a.With(p.proven(r.Context())), nil
}

const bindingCookie = "einwand_login"

// Start sends the browser to the provider and binds the login to the browser.
func (p *Pages) Start(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	provider, err := p.provider(r)
	if err != nil {
		return err
	}
	back := r.URL.Query().Get("return")
	level, err := p.levelFor(r, provider, back)
	if err != nil {
		return err
	}
	return p.begin(w, r, v, identity.Intent{MinLevel: level, ReturnPath: back})
}

func (p *Pages) begin(w http.ResponseWriter, r *http.Request, v *visit.Visit, in identity.Intent) error {
	provider, err := p.provider(r)
	if err != nil {
		return err
	}
	secret, err := randomHex()
	if err != nil {
		return fmt.Errorf("start login: %w", err)
	}
	in.BrowserHash = hash(secret)
	to, err := provider.Start(r.Context(), in, v.Now)
	if err != nil {
		return p.refused(w, r, v, identity.Arrival{ReturnPath: in.ReturnPath}, err)
	}
	http.SetCookie(w, p.cookie(bindingCookie, secret, int(identity.LoginLifetime.Seconds())))
	return p.leave(w, r, v, provider, to, in.ReturnPath)
}

// levelFor asks for what the form of the procedure needs, and for any login otherwise.
func (p *Pages) levelFor(r *http.Request, provider identity.Provider, back string) (identity.Level, error) {
	slug, ok := filingSlug(back)
	if !ok || provider.Audience() == identity.Staff {
		return identity.LevelLow, nil
	}
	ref, err := p.Procedures.Resolve(r.Context(), slug)
	if errors.Is(err, procedure.ErrNotFound) {
		return identity.LevelLow, nil
	}
	if err != nil {
		return "", err
	}
	view, err := p.Procedures.Public(r.Context(), ref)
	return view.MinAssurance, err
}

// filingSlug is the procedure whose form the path leads to.
func filingSlug(path string) (slug string, ok bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) < 3 || parts[0] != "verfahren" || parts[2] != "stellungnahme" {
		return "", false
	}
	return parts[1], true
}

// Answer takes the provider's answer. The browser cannot show its cookie here; it is sent to Finish for that.
func (p *Pages) Answer(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	provider, err := p.provider(r)
	if err != nil {
		return err
	}
	done, err := provider.Finish(r.Context(), answer(r), v.Now)
	if err != nil {
		return p.refused(w, r, v, done, err)
	}
	if done.Trial {
		return p.showTrial(w, r, v, done.Identity)
	}
	account, err := p.Accounts.SignIn(r.Context(), done.Identity, provider.Audience())
	if err != nil {
		return err
	}
	if err := p.Accounts.FollowGroups(r.Context(), account, p.Directories[provider.ID()], done.Identity.Groups); err != nil {
		return err
	}
	token, err := randomHex()
	if err != nil {
		return fmt.Errorf("finish login: %w", err)
	}
	f := finished{account: account, proven: done.Identity.Proof(), returnPath: done.ReturnPath, browser: done.BrowserHash}
	if err := insertFinished(r.Context(), p.Pool, hash(token), f, v.Now.Add(finishWithin)); err != nil {
		return fmt.Errorf("finish login: %w", err)
	}
	http.Redirect(w, r, "/saml/fertig?k="+token, http.StatusSeeOther)
	return nil
}

// answer is what the browser brings: SAML's as a form, that of OpenID Connect in the address.
func answer(r *http.Request) url.Values {
	if r.Method == http.MethodGet {
		return r.URL.Query()
	}
	r.PostFormValue("") // parses the form where nobody has
	return r.PostForm
}

// finishWithin is the time for one redirect.
const finishWithin = 2 * time.Minute

// refused leads back with words. Why an answer was refused is logged; it is nothing that a person could mend.
func (p *Pages) refused(w http.ResponseWriter, r *http.Request, v *visit.Visit, done identity.Arrival, err error) error {
	var refusal *identity.Refusal
	f := failure{status: http.StatusBadRequest, title: "Die Anmeldung hat nicht geklappt", back: done.ReturnPath}
	switch {
	case errors.Is(err, identity.ErrCancelled):
		f.status, f.title = http.StatusOK, "Die Anmeldung wurde abgebrochen"
		f.lead = "Was Sie geschrieben haben, ist gesichert. Sie können sich noch einmal anmelden oder einen anderen Weg wählen."
	case errors.Is(err, identity.ErrUnknownLogin):
		f.lead = "Diese Anmeldung ist schon verwendet oder dauerte länger als 20 Minuten. Was Sie geschrieben haben, ist nicht betroffen. Bitte melden Sie sich noch einmal an."
	case errors.As(err, &refusal):
		level := slog.LevelWarn
		if refusal.Fault == identity.FaultSetup {
			level = slog.LevelError // nobody can log in until the operator has mended it
		}
		p.Log.Log(r.Context(), level, "login refused", "provider", chi.URLParam(r, "idp"), "reason", refusal.Reason, "fault", string(refusal.Fault))
		f.lead = leads[refusal.Fault]
	default:
		return err
	}
	return p.showFailure(w, r, v, f)
}

// leads says what a person can do after a refusal. What they wrote is not touched by any of them.
var leads = map[identity.Fault]string{
	identity.FaultUnproven: "Die Antwort des Anmeldedienstes ließ sich nicht prüfen. Was Sie geschrieben haben, ist nicht betroffen. Bitte melden Sie sich noch einmal an.",
	identity.FaultMissing: "In Ihrem Konto beim Anmeldedienst fehlt etwas, das wir brauchen: Ihr Name oder eine dauerhafte Kennung, oder das Vertrauensniveau reicht nicht. " +
		"Melden Sie sich dort mit dem Online-Ausweis oder ELSTER an, nicht als Gast. Was Sie geschrieben haben, ist nicht betroffen. Sie können auch per E-Mail, per Brief oder im Rathaus schreiben.",
	identity.FaultSetup: "Der Anmeldedienst und dieses Portal passen noch nicht zusammen. Das liegt an unserer Einrichtung, nicht an Ihnen; wir sehen den Fehler in unserem Protokoll. " +
		"Was Sie geschrieben haben, ist nicht betroffen. Bis es behoben ist, schreiben Sie bitte per E-Mail, per Brief oder im Rathaus.",
	identity.FaultElsewhere: "Der Anmeldedienst ist gerade gestört. Was Sie geschrieben haben, ist nicht betroffen. Bitte versuchen Sie es später noch einmal. " +
		"Wenn Ihre Frist bald endet: Schreiben Sie per E-Mail, per Brief oder im Rathaus. Alle Wege zählen gleich.",
}

// Finish compares the browser's cookie with the login's and opens the session.
func (p *Pages) Finish(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, ok, err := takeFinished(r.Context(), p.Pool, hash(r.URL.Query().Get("k")), v.Now)
	if err != nil {
		return fmt.Errorf("finish login: %w", err)
	}
	cookie, cookieErr := r.Cookie(bindingCookie)
	if !ok || cookieErr != nil || !equal(hash(cookie.Value), f.browser) {
		return p.showFailure(w, r, v, failure{status: http.StatusBadRequest, title: "Die Anmeldung hat nicht geklappt", back: f.returnPath,
			lead: "Diese Anmeldung gehört nicht zu diesem Browser oder ist abgelaufen. Bitte melden Sie sich hier noch einmal an. Ihr Browser muss Cookies dieser Seite annehmen."})
	}
	if err := p.Open(r.Context(), f.account, f.proven, browserOf(r.UserAgent())); err != nil {
		return err
	}
	http.SetCookie(w, p.cookie(bindingCookie, "", -1))
	http.Redirect(w, r, p.after(r, f), http.StatusSeeOther)
	return nil
}

// after is where a login leads: back, or for staff who came without an aim to their room.
func (p *Pages) after(r *http.Request, f finished) string {
	if f.returnPath != "/" {
		return f.returnPath
	}
	a, err := p.Accounts.Actor(r.Context(), f.account)
	if err != nil {
		return "/" // the next page reports what is wrong with the database
	}
	if provider, ok := p.Providers.ByID(a.Provider); ok && provider.Audience() == identity.Staff && len(a.Grants) == 0 {
		return waitingPath
	}
	return roomOf(a)
}

// roomOf is where a person works: who plans and administers finds the administration from the desk.
func roomOf(a identity.Actor) string {
	switch {
	case len(a.Authorities(identity.ManageProcedures)) > 0:
		return page.NavDesk
	case len(a.Authorities(identity.Administer)) > 0:
		return page.NavAdministration
	case len(a.Authorities(identity.EnterDesk)) > 0:
		return page.NavDesk
	case len(a.Authorities(identity.ReadCouncilTables)) > 0:
		return page.NavReading
	case len(a.Authorities(identity.SeeProviders)) > 0:
		return page.NavAdministration + "/anmeldedienste"
	}
	return "/"
}

// End closes the session.
func (p *Pages) End(w http.ResponseWriter, r *http.Request, _ *visit.Visit) error {
	if err := p.Sessions.Destroy(r.Context()); err != nil {
		return fmt.Errorf("close session: %w", err)
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// Metadata is what the provider needs to know about us.
func (p *Pages) Metadata(w http.ResponseWriter, r *http.Request, _ *visit.Visit) error {
	provider, err := p.provider(r)
	if err != nil {
		return err
	}
	described, ok := provider.(interface{ Metadata() ([]byte, error) }) // of the protocols, SAML alone knows metadata
	if !ok {
		return procedure.ErrNotFound
	}
	data, err := described.Metadata()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("send metadata: %w: %w", page.ErrGone, err)
	}
	return nil
}

func (p *Pages) provider(r *http.Request) (identity.Provider, error) {
	provider, ok := p.Providers.ByID(chi.URLParam(r, "idp"))
	if !ok {
		return nil, procedure.ErrNotFound
	}
	return provider, nil
}

func (p *Pages) cookie(name, value string, maxAge int) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true, Secure: p.Secure, SameSite: http.SameSiteLaxMode}
}

func randomHex() (string, error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

func hash(value string) []byte {
	sum := sha256.Sum256([]byte(value))
	return sum[:]
}
