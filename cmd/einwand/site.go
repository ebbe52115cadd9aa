package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/einwand/einwand/cmd/einwand/internal/crier"
	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/outbox"
	"github.com/einwand/einwand/cmd/einwand/internal/probe"
	"github.com/einwand/einwand/cmd/einwand/internal/shelf"
	"github.com/einwand/einwand/cmd/einwand/internal/web"
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
	"github.com/einwand/einwand/cmd/einwand/internal/web/templates"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/saml"
)

// site is the pages on a house, with the work beside them.
type site struct {
	handler http.Handler
	worker  *outbox.Worker
	probe   *probe.Worker
	crier   *crier.Worker
	orders  *order.Worker
	logins  *identity.Logins
	used    *saml.Store
	pages   *login.Pages
	kept    *pending.Store
	entered *identity.Enrolment
	house   *house
}

// newSite wires the pages. extra are identity providers beside those of the settings: the demo's own.
func newSite(ctx context.Context, s settings, h *house, extra []saml.ProviderConfig) (*site, error) {
	used, logins := saml.NewStore(h.pool), identity.NewLogins(h.pool)
	configured, err := readProviders(s, used, logins, extra)
	if err != nil {
		return nil, err
	}
	enrolment, providers, err := enrol(ctx, h, configured)
	if err != nil {
		return nil, err
	}
	groups, err := directories(s)
	if err != nil {
		return nil, err
	}
	proxies, err := s.proxies()
	if err != nil {
		return nil, err
	}
	sessions := login.NewSessions(h.pool, h.clock, h.log, s.secure())
	every, err := s.probeEvery()
	if err != nil {
		return nil, err
	}
	checks := probe.NewMetrics()
	kept := pending.New(h.pool, s.secure())
	doors := &login.Pages{Log: h.log, Pool: h.pool, Clock: h.clock, Sessions: sessions, Accounts: h.accounts, Seats: h.seats, Procedures: h.procedures, Providers: providers, Directories: groups, Secure: s.secure()}
	handler, err := web.New(web.Parts{
		Log: h.log, Clock: h.clock, Pool: h.pool, Accounts: h.accounts, Authorities: h.authorities, Procedures: h.procedures,
		Public: &public.Pages{Log: h.log, Pool: h.pool, Procedures: h.procedures, Statements: h.statements, Weighing: h.weighing, Follow: h.follow,
			Signer: h.signer, PublicURL: s.PublicURL, Results: shelf.New(h.blobs)},
		Filing: &filing.Pages{Log: h.log, Procedures: h.procedures, Statements: h.statements, Weighing: h.weighing, Pending: kept, PublicURL: s.PublicURL},
		Login:  doors,
		Planning: &planning.Pages{Log: h.log, Procedures: h.procedures, Statements: h.statements, Weighing: h.weighing, Availability: h.watch, Pending: kept,
			Templates: h.templates, Follow: h.follow, Bodies: h.bodies, Orders: h.orders, Signer: h.signer, PublicURL: s.PublicURL},
		Templates:   &templates.Pages{Log: h.log, Templates: h.templates},
		Reply:       &reply.Pages{Bodies: h.bodies, Procedures: h.procedures, Statements: h.statements},
		Guest:       &guest.Pages{Procedures: h.procedures, Statements: h.statements, Weighing: h.weighing, PublicURL: s.PublicURL},
		Institution: &institution.Pages{Bodies: h.bodies, Procedures: h.procedures, Weighing: h.weighing, PublicURL: s.PublicURL},
		Council:     &council.Pages{Log: h.log, Procedures: h.procedures, Weighing: h.weighing, Orders: h.orders, Short: order.Short},
		Admin:       &administration.Pages{Log: h.log, Procedures: h.procedures, Accounts: h.accounts, Seats: h.seats, Providers: providers, Enrolment: enrolment},
		Orders:      &orders.Pages{Orders: h.orders},
		Pending:     kept, Sessions: sessions, Proxies: proxies,
		Collectors: []prometheus.Collector{checks},
	})
	if err != nil {
		return nil, err
	}
	worker := &outbox.Worker{Log: h.log, Pool: h.pool, Clock: h.clock, Mailer: mailer(s), Composers: composers(s, h)}
	watch := &probe.Worker{Log: h.log, Clock: h.clock, Availability: h.watch, PublicURL: s.PublicURL, Interval: every, Metrics: checks}
	rounds := &crier.Worker{Log: h.log, Authorities: h.authorities, Procedures: h.procedures, Follow: h.follow}
	making := &order.Worker{Log: h.log, Orders: h.orders, Authorities: h.authorities}
	return &site{handler: handler, worker: worker, probe: watch, crier: rounds, orders: making, logins: logins, used: used, pages: doors, kept: kept, entered: enrolment, house: h}, nil
}

// composers make the mails of every kind that the rooms owe.
func composers(s settings, h *house) map[string]outbox.Composer {
	return map[string]outbox.Composer{
		"receipt":          outbox.GuestReceipts(h.statements, s.PublicURL, outbox.BodyReceipts(h.bodies, s.PublicURL, outbox.Receipts(h.statements, receiptFiles, s.PublicURL))),
		"invitation":       outbox.Invitations(h.bodies, s.PublicURL),
		"reminder":         outbox.Reminders(h.bodies, h.clock, s.PublicURL),
		"reply":            outbox.ReplyNotices(h.bodies, s.PublicURL),
		"council_link":     outbox.CouncilLinks(h.seats, s.PublicURL),
		"institution_link": outbox.InstitutionLinks(h.bodies, s.PublicURL),
		"confirmation":     outbox.Confirmations(h.follow, s.PublicURL),
		"news":             outbox.News(h.follow, s.PublicURL),
		"appointment":      outbox.Appointments(h.follow, s.PublicURL),
		"result":           outbox.ResultNotices(h.weighing, h.statements, s.PublicURL),
	}
}

// sweepInterval is how often logins and forms that nobody came back for are deleted.
const sweepInterval = 5 * time.Minute

// brokenOff is how old a file must be that was begun and is not there: long after whoever wrote it has ended.
const brokenOff = 24 * time.Hour

// enrolInterval is how late another process may learn of an identity provider that was entered in this one.
const enrolInterval = 15 * time.Second

// followEntries puts into use what other processes entered.
func (s *site) followEntries(ctx context.Context) {
	tick := time.NewTicker(enrolInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := s.entered.Load(ctx); err != nil && ctx.Err() == nil {
				s.house.log.Error("load identity providers", "error", err)
			}
		}
	}
}

func (s *site) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			now := s.house.clock().UTC()
			for what, err := range map[string]error{"logins": s.logins.Sweep(ctx, now), "assertions": s.used.Sweep(ctx, now), "answers": s.pages.Sweep(ctx, now), "forms": s.kept.Sweep(ctx, now), "links": s.house.seats.Sweep(ctx, now),
				"files that broke off": s.house.blobs.Sweep(ctx, order.Shelf, now.Add(-brokenOff)), "editions that broke off": s.house.blobs.Sweep(ctx, shelf.Kind, now.Add(-brokenOff))} {
				if err != nil && ctx.Err() == nil {
					s.house.log.Error(fmt.Sprintf("sweep %s", what), "error", err)
				}
			}
		}
	}
}
