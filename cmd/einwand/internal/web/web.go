// Package web is the server of pages: the route table with its capabilities, sessions, the one table of errors, and the
// headers of every answer. The pages themselves stand in the packages below it, one handler and one template each.
//
// # Invariants
//
//  1. A route that names no capability, or one that is not known, does not start. checkRoutes; TestRouteWithoutCapabilityDoesNotStart
//  2. What a route answers to a role is what the table says. guard; TestEveryRouteAnswersEveryRoleAsTheTableSays
//  3. The time of receipt is taken after the last byte of the request and before any rule. receive;
//     TestReceivedAtIsTakenAfterTheLastByte
//  4. An unknown error shows nothing of itself. answerFor; TestUnknownErrorShowsNothing
//  5. A form that comes after its session has ended is kept. guard; TestExpiredSessionKeepsTheText
//  6. A GET changes nothing that anybody could miss. TestEveryRouteAnswersEveryRoleAsTheTableSays, TestEveryExceptionIsNeeded
//  7. A form on a foreign page changes nothing, except the answer of an identity provider. ownForms, ownPage;
//     TestForeignPagesCannotAct, TestOneRouteTakesFormsOfOthers, TestCookiesStayAtHome
//  8. A form is taken whole or not at all. receive; TestFormThatBreaksOffIsNotTakenForAShorterOne
package web

//go:generate go tool templ generate -path . -f failure.templ

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/httprate"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/einwand/einwand/cmd/einwand/internal/web/administration"
	"github.com/einwand/einwand/cmd/einwand/internal/web/council"
	"github.com/einwand/einwand/cmd/einwand/internal/web/filing"
	"github.com/einwand/einwand/cmd/einwand/internal/web/guest"
	"github.com/einwand/einwand/cmd/einwand/internal/web/institution"
	"github.com/einwand/einwand/cmd/einwand/internal/web/login"
	"github.com/einwand/einwand/cmd/einwand/internal/web/orders"
	"github.com/einwand/einwand/cmd/einwand/internal/web/pending"
	"github.com/einwand/einwand/cmd/einwand/internal/web/planning"
	"github.com/einwand/einwand/cmd/einwand/internal/web/public"
	"github.com/einwand/einwand/cmd/einwand/internal/web/reply"
	"github.com/einwand/einwand/cmd/einwand/internal/web/static"
	"github.com/einwand/einwand/cmd/einwand/internal/web/templates"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Parts is what the server is built from.
type Parts struct {
	Log         *slog.Logger
	Clock       func() time.Time
	Pool        *pgxpool.Pool
	Accounts    *identity.Accounts
	Authorities *identity.Authorities
	Procedures  *procedure.Service
	Public      *public.Pages
	Filing      *filing.Pages
	Login       *login.Pages
	Planning    *planning.Pages
	Templates   *templates.Pages
	Council     *council.Pages
	Reply       *reply.Pages
	Guest       *guest.Pages
	Institution *institution.Pages
	Admin       *administration.Pages
	Orders      *orders.Pages
	Pending     *pending.Store
	Sessions    *scs.SessionManager
	Proxies     []netip.Prefix         // that may name the address of the browser
	Collectors  []prometheus.Collector // further figures for /metrics
}

// Server answers requests.
type Server struct {
	Parts
	authorities authorityCache
	metrics     *metrics
	kept        *httprate.RateLimiter // of forms without a session
	mails       *httprate.RateLimiter // of mails to mailboxes that a stranger names
}

// New builds the handler of the whole site. It refuses a route table with a gap.
func New(p Parts) (http.Handler, error) {
	s := &Server{Parts: p, metrics: newMetrics(p.Collectors...), kept: newKeptLimit(), mails: newMailLimit()}
	s.authorities.read = p.Authorities.All
	table := s.routes()
	if err := checkRoutes(table); err != nil {
		return nil, err
	}
	pages := chi.NewRouter()
	for _, rt := range table {
		var h http.Handler = s.guard(rt)
		if rt.limited {
			h = s.limit(h)
		}
		if !rt.foreign {
			h = s.ownPage(h)
		}
		pages.Method(rt.method, rt.path, h)
	}
	pages.NotFound(s.guard(route{needs: identity.Public, handle: notFound}))
	pages.MethodNotAllowed(s.guard(route{needs: identity.Public, handle: notFound}))

	assets, err := static.Handler()
	if err != nil {
		return nil, fmt.Errorf("load assets: %w", err)
	}
	root := chi.NewRouter()
	root.Use(clientAddress(p.Proxies))
	root.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") })
	root.Get("/readyz", s.ready)
	root.Handle("/metrics", s.metrics.handler())
	root.Handle(static.Prefix+"*", assets)
	root.Mount("/", p.Sessions.LoadAndSave(s.ownForms(table, pages)))
	return s.observe(s.headers(root)), nil
}

// ready answers whether the database answers: a proxy takes the instance out of service while it does not.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.Pool.Ping(ctx); err != nil {
		s.Log.Error("not ready", "error", err)
		plain(w, http.StatusServiceUnavailable, "database does not answer\n")
		return
	}
	plain(w, http.StatusOK, "ready\n")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprint(w, text)
}
