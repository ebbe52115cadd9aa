package public

import (
	"encoding/hex"
	"fmt"
	"mime"
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

func documentPath(slug string, d procedure.Document) string {
	return fmt.Sprintf("/verfahren/%s/unterlagen/%d", slug, d.Position)
}

// documentDetail is the page of one document.
type documentDetail struct {
	shell page.Shell
	view  procedure.View
	doc   procedure.Document
	file  string
	hash  string
}

// Document tells what a document is before it is loaded, with its hash.
func (p *Pages) Document(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, doc, err := p.document(r, v)
	if err != nil {
		return err
	}
	d := documentDetail{view: view, doc: doc, file: documentPath(view.Slug, doc) + "/datei.pdf", hash: hex.EncodeToString(doc.SHA256),
		shell: v.Shell(r, page.RoomPublic, doc.Title+": "+view.ShortTitle, start(),
			page.Crumb{Label: view.ShortTitle, URL: "/verfahren/" + view.Slug}, page.Crumb{Label: doc.Title})}
	d.shell.Current = page.NavProcedures
	return page.Render(w, r, http.StatusOK, d.shell.Caching(), documentPage(d))
}

// DocumentFile sends the bytes. The hash is the ETag, so that a browser that has the file does not load it twice.
func (p *Pages) DocumentFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	_, doc, err := p.document(r, v)
	if err != nil {
		return err
	}
	f, err := p.Procedures.OpenDocument(r.Context(), doc)
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", doc.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": doc.FileName}))
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'")
	h.Set("ETag", `"`+hex.EncodeToString(doc.SHA256)+`"`)
	h.Set("Cache-Control", "public, max-age=300")
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

func (p *Pages) document(r *http.Request, v *visit.Visit) (procedure.View, procedure.Document, error) {
	n, err := numberIn(r, "n")
	if err != nil {
		return procedure.View{}, procedure.Document{}, err
	}
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return procedure.View{}, procedure.Document{}, err
	}
	for _, d := range view.Documents {
		if d.Position == n {
			return view, d, nil
		}
	}
	return view, procedure.Document{}, fmt.Errorf("document %d of %s: %w", n, view.Slug, procedure.ErrNotFound)
}
