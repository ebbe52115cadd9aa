package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/einwand/einwand/cmd/einwand/internal/postgres"
	"github.com/einwand/einwand/migrations"
)

// runMigrate brings the schema up to date or shows where it stands.
func runMigrate(ctx context.Context, p program, args []string) error {
	if len(args) == 0 || args[0] != "up" && args[0] != "status" {
		return misused("Aufruf: einwand migrate up|status --config DATEI oder --data ORDNER")
	}
	url, done, err := p.migratorURL(ctx, args[1:])
	if err != nil {
		return err
	}
	defer done()
	if args[0] == "up" {
		if err := migrations.Up(ctx, url); err != nil {
			return err
		}
	}
	states, err := migrations.Status(ctx, url)
	if err != nil {
		return err
	}
	pendingCount := 0
	for _, st := range states {
		word := "angewendet"
		if !st.Applied {
			word, pendingCount = "offen", pendingCount+1
		}
		fmt.Fprintf(p.stdout, "%05d  %-10s  %s\n", st.Version, word, st.Name)
	}
	fmt.Fprintf(p.stdout, "%d Migrationen, %d offen\n", len(states), pendingCount)
	return nil
}

// migratorURL is the address of the role migrator; done ends a private PostgreSQL that was started for it.
func (p program) migratorURL(ctx context.Context, args []string) (url string, done func(), err error) {
	s, err := p.databaseSettings("migrate", args, nil)
	if err != nil {
		return "", nil, err
	}
	if !s.Embedded {
		if s.MigratorURL == "" {
			return "", nil, misused("Es fehlt migrator_url: die Adresse der Datenbank für die Rolle „migrator“.")
		}
		return s.MigratorURL, func() {}, nil
	}
	h := &house{log: p.logger(), clock: p.clock}
	if err := h.openPrivate(ctx, s.Data, false); err != nil {
		return "", nil, err
	}
	return h.server.URL("migrator", databaseName), func() {
		if err := h.close(); err != nil {
			fmt.Fprintln(p.stderr, err)
		}
	}, nil
}

// databaseSettings reads the settings of a command that needs the database: --config FILE, or --data DIR for a demo.
// extend adds the command's own arguments.
func (p program) databaseSettings(name string, args []string, extend func(*flag.FlagSet)) (settings, error) {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(p.stderr)
	config := fs.String("config", "", "Datei mit den Einstellungen")
	data := fs.String("data", "", "Datenordner einer Demo")
	if extend != nil {
		extend(fs)
	}
	if err := fs.Parse(args); err != nil {
		return settings{}, misused("Aufruf: einwand %s --config DATEI oder --data ORDNER", name)
	}
	if fs.NArg() > 0 {
		return settings{}, misused("Unbekannte Angabe „%s“.", fs.Arg(0))
	}
	if *config != "" {
		return loadSettings(*config, p.getenv)
	}
	if *data == "" {
		if p.getenv("EINWAND_DATABASE_URL") != "" || p.getenv("EINWAND_EMBEDDED") != "" {
			return loadSettings("", p.getenv)
		}
		*data = postgres.DefaultDir(p.getenv)
	}
	return demoSettings(*data, defaultDemoListen)
}
