package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

const exportUsage = `einwand export --procedure VERFAHREN --table N --audience public|council --format pdf|docx|xlsx|csv|ris --out DATEI [weitere Angaben]

Gibt eine festgeschriebene Abwägungstabelle als Datei aus. Die öffentliche Fassung gibt es nur, wenn jeder Wortlaut
freigegeben war, als die Tabelle festgeschrieben wurde.

  --procedure VERFAHREN  Adresse des Verfahrens, zum Beispiel bp-47
  --table N              Nummer der Tabelle
  --decision M|none      Nummer des Beschlusses; none: vor der Abstimmung; ohne Angabe der letzte, wenn es einen gibt
  --audience FÜR WEN     public (öffentliche Fassung) oder council (für den Rat, mit dem Wortlaut, wie er einging)
  --format FORMAT        pdf, docx (für Word), xlsx (für Excel), csv (Text für andere Programme; was wie eine Formel beginnt, bekommt einen Apostroph davor)
                         oder ris (ZIP für das Ratsinformationssystem: PDF und XLSX mit Titel, Prüfsumme und Volltext nach OParl)
  --paper a4|a3          Papier der PDF-Datei, quer; ohne Angabe a4. Auf a3 stehen breitere Spalten auf weniger Seiten
  --out DATEI            wohin; eine Datei, die es schon gibt, wird ersetzt
  --config DATEI         Einstellungen der Installation, oder
  --data ORDNER          Datenordner einer Demo
`

// exportOrder is what was asked for.
type exportOrder struct {
	name   export.Name
	latest bool // the latest decision, if there is one
	out    string
}

// runExport is "einwand export". It acts as the operator and obeys the same release rules as the pages.
func runExport(ctx context.Context, p program, args []string) error {
	if slices.ContainsFunc(args, func(a string) bool { return slices.Contains([]string{"-h", "-help", "--help"}, a) }) {
		_, err := fmt.Fprint(p.stdout, exportUsage)
		return err
	}
	order, s, err := p.readExport(args)
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, s, p.logger(), p.clock, false)
	if err != nil {
		return err
	}
	defer p.closing(h)
	report, err := h.export(ctx, &order)
	if err != nil {
		return err
	}
	for _, r := range report.Replaced {
		fmt.Fprintf(p.stderr, "Nicht wie eingegangen dargestellt: %s, %d mal (%s)\n", r.Name(), r.Count, strings.Join(r.Where, ", "))
	}
	_, err = fmt.Fprintln(p.stdout, order.said(report))
	return err
}

func (p program) readExport(args []string) (exportOrder, settings, error) {
	var order exportOrder
	var decision, audience, format, paper string
	s, err := p.databaseSettings("export", args, func(set *flag.FlagSet) {
		set.StringVar(&order.name.Slug, "procedure", "", "Adresse des Verfahrens, zum Beispiel bp-47")
		set.IntVar(&order.name.Table, "table", 0, "Nummer der Tabelle")
		set.StringVar(&decision, "decision", "", "Nummer des Beschlusses, oder none")
		set.StringVar(&audience, "audience", "", "public oder council")
		set.StringVar(&format, "format", "", "pdf, docx, xlsx, csv oder ris")
		set.StringVar(&paper, "paper", "", "a4 oder a3")
		set.StringVar(&order.out, "out", "", "Datei, die entsteht")
	})
	if err != nil {
		return order, s, err
	}
	if err := order.read(decision, audience, format); err != nil {
		return order, s, err
	}
	return order, s, order.readPaper(paper)
}

// read checks the arguments.
func (o *exportOrder) read(decision, audience, format string) error {
	for _, f := range []struct {
		name  string
		empty bool
	}{{"--procedure", o.name.Slug == ""}, {"--table", o.name.Table == 0}, {"--audience", audience == ""}, {"--format", format == ""}, {"--out", o.out == ""}} {
		if f.empty {
			return misused("Es fehlt %s, zum Beispiel:\neinwand export --procedure bp-47 --table 1 --audience public --format pdf --out tabelle.pdf\n"+
				"„einwand export --help“ zeigt alle Angaben.", f.name)
		}
	}
	var err error
	if o.name.Audience, err = export.ParseAudience(audience); err != nil {
		return misused("--audience ist „%s“, möglich sind public und council.", audience)
	}
	if o.name.Format, err = export.ParseFormat(format); err != nil {
		return misused("--format ist „%s“, möglich sind pdf, docx, xlsx, csv und ris.", format)
	}
	if o.name.Table < 1 {
		return misused("--table ist „%d“, erwartet wird die Nummer einer Tabelle ab 1.", o.name.Table)
	}
	switch decision {
	case "":
		o.latest = true
	case "none":
	default:
		if o.name.Decision, err = strconv.Atoi(decision); err != nil || o.name.Decision < 1 {
			return misused("--decision ist „%s“, möglich sind die Nummer eines Beschlusses und none.", decision)
		}
	}
	return nil
}

// readPaper checks the paper, which may be left out.
func (o *exportOrder) readPaper(paper string) (err error) {
	if paper == "" {
		return nil
	}
	if o.name.Paper, err = export.ParsePaper(paper); err != nil {
		return misused("--paper ist „%s“, möglich sind a4 und a3.", paper)
	}
	if o.name.Format != export.PDF && o.name.Format != export.RIS {
		return misused("--paper gilt nur für --format pdf und ris.")
	}
	return nil
}

// export makes the file. Errors are German sentences; nothing is left behind when there is one.
func (h *house) export(ctx context.Context, o *exportOrder) (export.Report, error) {
	ref, err := h.procedures.Resolve(ctx, o.name.Slug)
	if errors.Is(err, procedure.ErrNotFound) {
		return export.Report{}, fmt.Errorf("Das Verfahren „%s“ gibt es nicht: %w", o.name.Slug, err)
	}
	if err != nil {
		return export.Report{}, err
	}
	tables, err := h.weighing.Tables(ctx, identity.Operator, ref)
	if err != nil {
		return export.Report{}, err
	}
	if err := o.find(tables); err != nil {
		return export.Report{}, err
	}
	var buf bytes.Buffer
	report, err := h.layOut(ctx, &buf, ref, o.name)
	if err != nil {
		return report, refusedExport(o.name, err)
	}
	return report, o.save(buf.Bytes())
}

// find holds the order to what is on record, and fills in the latest decision.
func (o *exportOrder) find(tables []weighing.TableInfo) error {
	i := slices.IndexFunc(tables, func(t weighing.TableInfo) bool { return t.Number == o.name.Table })
	if i < 0 {
		return fmt.Errorf("Tabelle Nr. %d gibt es zu %s nicht. Festgeschrieben sind %d Tabellen: %w", o.name.Table, o.name.Slug, len(tables), weighing.ErrNotFound)
	}
	recorded := len(tables[i].Decisions)
	if o.name.Decision > recorded {
		return fmt.Errorf("Beschluss Nr. %d zu Tabelle Nr. %d gibt es nicht. Festgehalten sind %d Beschlüsse: %w", o.name.Decision, o.name.Table, recorded, weighing.ErrNotFound)
	}
	if o.latest {
		o.name.Decision = recorded
	}
	return nil
}

func (h *house) layOut(ctx context.Context, buf *bytes.Buffer, ref procedure.Ref, name export.Name) (export.Report, error) {
	if name.Audience == export.ForPublic {
		table, err := h.weighing.PublicTable(ctx, ref, name.Table, name.Decision)
		if err != nil {
			return export.Report{}, err
		}
		return export.PublicFile(buf, name, table)
	}
	table, err := h.weighing.CouncilTable(ctx, identity.Operator, ref, name.Table, name.Decision)
	if err != nil {
		return export.Report{}, err
	}
	return export.CouncilFile(buf, name, table)
}

// refusedExport says why a table is not handed out, with the list.
func refusedExport(name export.Name, err error) error {
	var unreleased *weighing.Unreleased
	var rows *edition.RowsError
	switch {
	case errors.As(err, &unreleased):
		return fmt.Errorf("Die öffentliche Fassung von Tabelle Nr. %d wird nicht ausgegeben. Ohne freigegebenen Wortlaut: %s. "+
			"Nach der Freigabe ist eine neue Tabelle festzuschreiben: %w", name.Table, strings.Join(unreleased.Numbers, ", "), err)
	case errors.As(err, &rows):
		return fmt.Errorf("Tabelle Nr. %d wird nicht ausgegeben. Ohne Vorschlag, Grund oder Beschluss: %s: %w", name.Table, strings.Join(rows.Numbers, ", "), err)
	}
	return fmt.Errorf("Tabelle Nr. %d lässt sich nicht ausgeben: %w", name.Table, err)
}

// save puts the whole file in its place at once. The council's edition holds what people wrote, with their names where
// they wrote them: nobody else on this machine reads it.
func (o *exportOrder) save(data []byte) error {
	mode := fs.FileMode(0o600)
	if o.name.Audience == export.ForPublic {
		mode = 0o644
	}
	_, err := replaceFile(o.out, mode, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return fmt.Errorf("Die Datei %s lässt sich nicht schreiben: %w", o.out, err)
	}
	return nil
}

// replaceFile puts a file in its place at once. Nothing is left behind after an error.
func replaceFile(path string, mode fs.FileMode, write func(io.Writer) error) (size int64, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".einwand-*")
	if err != nil {
		return 0, err
	}
	err = write(f)
	info, statErr := f.Stat()
	err = errors.Join(err, statErr, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return 0, errors.Join(err, os.Remove(f.Name()))
	}
	return info.Size(), nil
}

// said is the result in one line: "Fertig: Abwägungstabelle Nr. 2 (öffentlich), 118 Seiten, 2,9 MB".
func (o *exportOrder) said(r export.Report) string {
	audience, length := "für den Rat", page.Plural(r.Rows, "Zeile", "Zeilen")
	if o.name.Audience == export.ForPublic {
		audience = "öffentlich"
	}
	if r.Pages > 0 {
		length = page.Plural(r.Pages, "Seite", "Seiten")
	}
	decision := ""
	if o.name.Decision > 0 {
		decision = fmt.Sprintf(" mit Beschluss Nr. %d", o.name.Decision)
	}
	return fmt.Sprintf("Fertig: Abwägungstabelle Nr. %d%s (%s), %s, %s: %s", o.name.Table, decision, audience, length, page.Size(r.Bytes), o.out)
}
