package council

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// Files of a table, as the last part of their address.
const (
	councilPDF  = "rat.pdf"
	councilA3   = "rat-a3.pdf"
	councilXLSX = "rat.xlsx"
	councilDOCX = "rat.docx"
	councilCSV  = "rat.csv"
	councilRIS  = "rat-ris.zip"
	publicPDF   = "oeffentlich.pdf"
	publicXLSX  = "oeffentlich.xlsx"
	publicDOCX  = "oeffentlich.docx"
	publicCSV   = "oeffentlich.csv"
	publicRIS   = "oeffentlich-ris.zip"
)

var files = map[string]struct {
	audience export.Audience
	format   export.Format
	paper    export.Paper
}{
	councilPDF: {export.ForCouncil, export.PDF, ""}, councilA3: {export.ForCouncil, export.PDF, export.A3},
	councilXLSX: {export.ForCouncil, export.XLSX, ""}, councilCSV: {export.ForCouncil, export.CSV, ""},
	councilDOCX: {export.ForCouncil, export.DOCX, ""}, publicDOCX: {export.ForPublic, export.DOCX, ""},
	councilRIS: {export.ForCouncil, export.RIS, ""}, publicRIS: {export.ForPublic, export.RIS, ""},
	publicPDF: {export.ForPublic, export.PDF, ""}, publicXLSX: {export.ForPublic, export.XLSX, ""}, publicCSV: {export.ForPublic, export.CSV, ""},
}

// File sends a file of a table, with decision ?beschluss=M or, without it, before the vote. One that takes less than about a second is
// made in full before the answer begins; for a longer one, a page offers to order it. The public edition of a table with unreleased
// wordings is refused with their list.
func (p *Pages) File(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.wantedFile(r, v)
	var unreleased *weighing.Unreleased
	if errors.As(err, &unreleased) {
		return p.refuse(w, r, v, f.name.Table, unreleased)
	}
	if err != nil {
		return err
	}
	if !p.Short(f.name.Format, f.rows) {
		return p.offer(w, r, v, f)
	}
	var buf bytes.Buffer
	if err := p.made(f.write(&buf)); err != nil {
		return err
	}
	return send(w, f.name, buf.Bytes())
}

// wanted is a file of a table that may be made.
type wanted struct {
	name  export.Name
	rows  int
	write func(io.Writer) (export.Report, error)
}

// wantedFile reads the table of the address for the audience of the file. Its name is known with every error of the table.
func (p *Pages) wantedFile(r *http.Request, v *visit.Visit) (wanted, error) {
	var f wanted
	var err error
	if f.name, err = nameIn(r, v); err != nil {
		return f, err
	}
	if f.name.Audience == export.ForPublic {
		t, err := p.Weighing.PublicTable(r.Context(), v.Ref, f.name.Table, f.name.Decision)
		f.rows, f.write = len(t.Rows), func(w io.Writer) (export.Report, error) { return export.PublicFile(w, f.name, t) }
		return f, err
	}
	t, err := p.Weighing.CouncilTable(r.Context(), v.Actor, v.Ref, f.name.Table, f.name.Decision)
	f.rows, f.write = len(t.Rows), func(w io.Writer) (export.Report, error) { return export.CouncilFile(w, f.name, t) }
	return f, err
}

// nameIn reads which file the address means.
func nameIn(r *http.Request, v *visit.Visit) (export.Name, error) {
	f, known := files[chi.URLParam(r, "file")]
	n, err := numberIn(r, "n")
	if err != nil || !known {
		return export.Name{}, procedure.ErrNotFound
	}
	name := export.Name{Table: n, Audience: f.audience, Slug: v.Ref.Slug, Format: f.format, Paper: f.paper}
	if m := r.URL.Query().Get("beschluss"); m != "" {
		if name.Decision, err = strconv.Atoi(m); err != nil || name.Decision < 1 {
			return export.Name{}, procedure.ErrNotFound
		}
	}
	return name, nil
}

// made notes what a file does not show as received, by the character and not by the text around it.
func (p *Pages) made(report export.Report, err error) error {
	if err == nil && len(report.Replaced) > 0 {
		p.Log.Info("export replaced characters", "rows", report.Rows, "replaced", len(report.Replaced))
	}
	return err
}

func send(w http.ResponseWriter, name export.Name, data []byte) error {
	h := w.Header()
	h.Set("Content-Type", name.Format.MediaType())
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", string(page.NoStore))
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("send %s: %w: %w", name, page.ErrGone, err)
	}
	return nil
}

// refusal is why there is no public edition, and where the work is done.
type refusal struct {
	shell page.Shell
	table int
	path  string
	rows  []page.Link // of the rows; without URL where nothing is left to do
}

// refuse lists the rows that stop the public edition. What was released since the table was frozen helps the next table:
// this one is a snapshot.
func (p *Pages) refuse(w http.ResponseWriter, r *http.Request, v *visit.Visit, n int, u *weighing.Unreleased) error {
	f := refusal{table: n, path: tablePath(v.Ref.Slug, n), shell: v.Shell(r, page.RoomCouncil, "Öffentliche Fassung nicht möglich",
		page.Crumb{Label: "Lesesaal", URL: page.NavReading}, page.Crumb{Label: "Tabelle Nr. " + strconv.Itoa(n), URL: tablePath(v.Ref.Slug, n)},
		page.Crumb{Label: "Öffentliche Fassung"})}
	f.shell.Current = page.NavReading
	pages, err := p.releasePages(r, v)
	if err != nil {
		return err
	}
	for _, number := range u.Numbers {
		f.rows = append(f.rows, page.Link{Label: number, URL: pages[number]})
	}
	return page.Render(w, r, http.StatusConflict, page.NoStore, refusalPage(f))
}

// releasePages are the pages on which planners release wordings, by the numbers of the rows that still wait for it.
func (p *Pages) releasePages(r *http.Request, v *visit.Visit) (map[string]string, error) {
	if !v.Actor.Can(identity.Weigh, v.Ref.Object()) {
		return nil, nil
	}
	c, err := p.Weighing.Gaps(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return nil, err
	}
	pages := map[string]string{}
	for _, g := range c.Unreleased {
		if g.Segment != nil {
			pages[g.Number] = fmt.Sprintf("/planung/verfahren/%s/abschnitte/%d/wortlaut?abschnitt=%s", v.Ref.Slug, g.Statement, g.Segment)
		}
	}
	return pages, nil
}
