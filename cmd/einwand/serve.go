package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/outbox"
	"github.com/einwand/einwand/migrations"
)

// logger writes structured lines to the error output.
func (p program) logger() *slog.Logger { return slog.New(slog.NewJSONHandler(p.stderr, nil)) }

// runServe runs the installation of a town.
func runServe(ctx context.Context, p program, args []string) error {
	fs := flag.NewFlagSet("serve", flag.ContinueOnError)
	fs.SetOutput(p.stderr)
	config := fs.String("config", "", "Datei mit den Einstellungen")
	if err := fs.Parse(args); err != nil || fs.NArg() > 0 {
		return misused("Aufruf: einwand serve --config einwand.toml")
	}
	s, err := loadSettings(*config, p.getenv)
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, s, p.logger(), p.clock, true)
	if err != nil {
		return err
	}
	defer p.closing(h)
	if !s.Embedded {
		if err := refuseOldSchema(ctx, s.MigratorURL); err != nil {
			return err
		}
	}
	site, err := newSite(ctx, s, h, nil)
	if err != nil {
		return err
	}
	return p.serve(ctx, s, h, site, func(addr string) {
		fmt.Fprintf(p.stdout, "einwand läuft auf http://%s, öffentlich %s\nready\n", addr, s.PublicURL)
	})
}

// refuseOldSchema asks the operator to migrate; serving on an old schema would fail later and less clearly. Without
// the address of migrator the state cannot be seen, and the operator has decided to watch it otherwise.
func refuseOldSchema(ctx context.Context, migratorURL string) error {
	if migratorURL == "" {
		return nil
	}
	states, err := migrations.Status(ctx, migratorURL)
	if err != nil {
		return err
	}
	for _, st := range states {
		if !st.Applied {
			return fmt.Errorf("Das Schema der Datenbank ist älter als das Programm. Bitte zuerst „einwand migrate up“ aufrufen.")
		}
	}
	return nil
}

// Timeouts of the server: slow senders must not hold connections, uploads over a slow line must pass.
const (
	readHeaderTimeout = 10 * time.Second
	readTimeout       = 10 * time.Minute
	idleTimeout       = 2 * time.Minute
	shutdownTimeout   = 20 * time.Second
)

// serve answers requests, sends owed mails, makes ordered files and looks after published documents until ctx ends or the private PostgreSQL dies; filings under way are let
// to their end.
func (p program) serve(ctx context.Context, s settings, h *house, site *site, ready func(addr string)) error {
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return fmt.Errorf("Die Adresse %s ist nicht frei: %w", s.Listen, err)
	}
	server := &http.Server{Handler: site.handler, ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, IdleTimeout: idleTimeout,
		ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelWarn)}
	work, stop := context.WithCancel(ctx)
	defer stop()
	go site.worker.Run(work)
	go site.probe.Run(work)
	go site.crier.Run(work)
	var making sync.WaitGroup
	making.Go(func() { site.orders.Run(work) })
	go site.sweep(work)
	go site.followEntries(work)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready(listener.Addr().String())
	var dead <-chan struct{}
	if h.server != nil {
		dead = h.server.Dead()
	}
	select {
	case err := <-failed:
		return err
	case <-dead:
		err = errors.New("Die eigene Datenbank ist unerwartet zu Ende gegangen. Bitte starten Sie einwand neu; Bestätigtes ist gespeichert.")
	case <-ctx.Done():
	}
	stop()
	defer making.Wait() // it puts back what it is making
	grace, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	return errors.Join(err, server.Shutdown(grace))
}

func (p program) closing(h *house) {
	if err := h.close(); err != nil {
		fmt.Fprintln(p.stderr, err)
	}
}

// mailer is the way of mails: the town's server, or a folder.
func mailer(s settings) outbox.Mailer {
	if s.SMTPHost == "" {
		return outbox.Folder{Dir: s.MailFolder, From: s.MailFrom}
	}
	return outbox.SMTP{Host: s.SMTPHost, Port: s.SMTPPort, User: s.SMTPUser, Password: s.SMTPPassword, From: s.MailFrom, StartTLS: s.SMTPStartTLS}
}
