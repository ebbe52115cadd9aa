package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// errLogin says that nobody is logged in where somebody must be; errEnded the same of a form whose session has ended
// while it was filled in, with its text kept.
var (
	errLogin = errors.New("web: login needed")
	errEnded = errors.New("web: session ended, form kept")
)

// guard is what every route goes through: who acts, on what, may they, and only then the body and the page.
func (s *Server) guard(rt route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer s.removeUploads(r)
		v, err := s.visit(r, rt)
		if err == nil {
			err = s.enter(w, r, rt, v)
		}
		if err == nil {
			err = rt.handle(w, r, v)
		}
		if err != nil {
			s.fail(w, r, v, err)
		}
	}
}

// removeUploads deletes what a form left in the temporary folder. net/http does so only for the request that it made
// itself; chi and the sessions hand on copies, and files of residents must not stay where no erasure looks.
func (s *Server) removeUploads(r *http.Request) {
	if r.MultipartForm == nil {
		return
	}
	if err := r.MultipartForm.RemoveAll(); err != nil {
		s.Log.Error("uploads stay in the temporary folder", "error", err)
	}
}

// visit finds the person of the session and the procedure of the address.
func (s *Server) visit(r *http.Request, rt route) (*visit.Visit, error) {
	v := &visit.Visit{Now: s.Clock().UTC().Truncate(time.Microsecond)}
	var err error
	if v.Actor, err = s.Login.Actor(r); err != nil {
		return v, err
	}
	if v.Authority, err = s.authorities.first(r.Context(), v.Now); err != nil {
		return v, err
	}
	if err = readable(r.URL); err != nil {
		return v, err
	}
	if slug := chi.URLParam(r, "slug"); slug != "" {
		if v.Ref, err = s.Procedures.Resolve(r.Context(), slug); err != nil {
			return v, err
		}
		v.Authority, err = s.authorities.byID(r.Context(), v.Ref.Authority, v.Now)
		return v, err
	}
	if own := v.Actor.Authorities(rt.needs); len(own) > 0 {
		v.Authority, err = s.authorities.byID(r.Context(), own[0], v.Now)
	}
	return v, err
}

// readable refuses an address that is no text: no page has one, and the database cannot look for it.
func readable(u *url.URL) error {
	text := func(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }
	if !text(u.Path) {
		return errMissing
	}
	for _, values := range u.Query() {
		if slices.ContainsFunc(values, func(value string) bool { return !text(value) }) {
			return errMissing
		}
	}
	return nil
}

// enter checks the capability and takes in the body. A form whose session has ended is taken in as well and kept.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, rt route, v *visit.Visit) error {
	allowed := v.Actor.Can(rt.needs, v.Object())
	if !allowed && v.Actor.Known() {
		return procedure.ErrForbidden
	}
	if !allowed && !rt.keeps {
		return errLogin
	}
	if !allowed && s.kept.OnLimit(w, r, addressOf(r)) {
		return errTooMany
	}
	if v.Quiet = rt.mails && s.mails.OnLimit(w, r, addressOf(r)); v.Quiet && !rt.quiet {
		return errTooManyMails
	}
	if err := s.receive(w, r, rt, v); err != nil {
		return err
	}
	if !allowed {
		if err := s.Pending.Keep(w, r, r.URL.Path, r.PostForm, v.Now); err != nil {
			return err
		}
		return errEnded
	}
	return s.countLate(r.Context(), rt, v)
}

// countLate finds the figure that every page of a procedure at the desk shows beside the queue of late statements.
func (s *Server) countLate(ctx context.Context, rt route, v *visit.Visit) (err error) {
	if strings.HasPrefix(rt.path, "/planung/verfahren/{slug}") && v.Actor.Can(identity.ReadStatements, v.Object()) {
		v.LateOpen, err = s.Planning.Weighing.LateOpen(ctx, v.Ref)
	}
	return err
}

// defaultBody bounds a form without files, in bytes.
const defaultBody = 64 << 10

// receive reads the whole body and takes the time after its last byte: that is the legal time of receipt.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, rt route, v *visit.Visit) error {
	if r.Method != http.MethodPost {
		return nil
	}
	limit := int64(defaultBody)
	if rt.body > 0 {
		limit = rt.body
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	err := r.ParseForm() // first and by itself: ParseMultipartForm hides its error behind ErrNotMultipart
	if err == nil {
		err = r.ParseMultipartForm(4 << 20) // larger files go to the temporary folder
	}
	if errors.Is(err, http.ErrNotMultipart) {
		err = nil
	}
	v.ReceivedAt = s.Clock().UTC().Truncate(time.Microsecond)
	if err != nil {
		return fmt.Errorf("read form: %w: %w", errGarbled, err)
	}
	return nil
}

// loginFor is the address of the login that comes back to this page.
func loginFor(r *http.Request) string {
	back := r.URL.RequestURI()
	if r.Method != http.MethodGet {
		back = r.URL.Path
	}
	return "/anmelden?return=" + url.QueryEscape(back)
}

// authorityCache spares a query per request: authorities change a few times a year, and half a minute late is soon enough.
type authorityCache struct {
	read   func(context.Context) ([]identity.Authority, error)
	mu     sync.Mutex
	list   []identity.Authority
	readAt time.Time
}

const authorityMaxAge = 30 * time.Second

var errNoAuthority = errors.New("web: no authority has been set up yet")

func (c *authorityCache) all(ctx context.Context, now time.Time) ([]identity.Authority, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.list) == 0 || now.Sub(c.readAt) > authorityMaxAge || now.Before(c.readAt) {
		list, err := c.read(ctx)
		if err != nil {
			return nil, err
		}
		c.list, c.readAt = list, now
	}
	return c.list, nil
}

func (c *authorityCache) first(ctx context.Context, now time.Time) (identity.Authority, error) {
	list, err := c.all(ctx, now)
	if err == nil && len(list) == 0 {
		err = errNoAuthority
	}
	if err != nil {
		return identity.Authority{}, err
	}
	return list[0], nil
}

func (c *authorityCache) byID(ctx context.Context, id uuid.UUID, now time.Time) (identity.Authority, error) {
	list, err := c.all(ctx, now)
	if err != nil {
		return identity.Authority{}, err
	}
	for _, a := range list {
		if a.ID == id {
			return a, nil
		}
	}
	return identity.Authority{}, fmt.Errorf("authority %s: %w", id, identity.ErrNoAuthority)
}
