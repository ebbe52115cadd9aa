package planning

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/notice"
	"github.com/einwand/einwand/procedure"
)

// NoticeFile sends the notice of the latest round as a file for the gazette.
func (p *Pages) NoticeFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.sendNotice(w, r, v, procedure.NoticePublication, strings.TrimPrefix(path.Ext(r.URL.Path), "."))
}

// ExtensionFile is NoticeFile for the notice of a longer period.
func (p *Pages) ExtensionFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.sendNotice(w, r, v, procedure.NoticeExtension, strings.TrimPrefix(path.Ext(r.URL.Path), "."))
}

// sendNotice sends the text on record, or as it would be now. Equal texts give equal files.
func (p *Pages) sendNotice(w http.ResponseWriter, r *http.Request, v *visit.Visit, kind procedure.AnnouncementKind, ending string) error {
	f, err := p.noticeForm(r, v, kind)
	if err != nil {
		return err
	}
	if f.waits() {
		return procedure.ErrNotFound
	}
	if f.bare() {
		return seeOther(w, r, f.here()) // the page asks for what the text lacks
	}
	data, media := []byte(strings.ReplaceAll(f.body, "\n", "\r\n")), "text/plain; charset=utf-8"
	switch ending {
	case "txt":
	case "pdf":
		if data, err = f.pdf(v); err != nil {
			return err
		}
		media = "application/pdf"
	default:
		return procedure.ErrNotFound
	}
	return sendAttachment(w, "bekanntmachung-"+f.slug+"."+ending, media, data)
}

func (f noticeForm) pdf(v *visit.Visit) ([]byte, error) {
	n := notice.Notice{Authority: v.Authority, Text: f.body, Area: f.view.AreaGeoJSON, At: f.view.CreatedAt}
	if f.recorded() {
		a := f.versions[0]
		n.At, n.Evidence = a.RecordedAt, "Erschienen: "+a.Medium+", "+a.Issue+", wirksam am "+page.PlainDate(a.EffectiveOn)+"."
	}
	var b bytes.Buffer
	err := notice.WritePDF(&b, n)
	return b.Bytes(), err
}

func sendAttachment(w http.ResponseWriter, name, media string, data []byte) error {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", string(page.NoStore))
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("send %s: %w: %w", name, page.ErrGone, err)
	}
	return nil
}

// Scan hands the scan of a notice back as a file.
func (p *Pages) Scan(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	_, a, err := p.recordedNotice(r, v)
	if err != nil {
		return err
	}
	f, err := p.Procedures.OpenScan(r.Context(), v.Actor, v.Ref, a.Announcement)
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", a.ScanMedia())
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fmt.Sprintf("nachweis-%s-%d%s", v.Ref.Slug, a.n, path.Ext(a.ScanName))}))
	h.Set("Content-Length", strconv.FormatInt(a.ScanSize, 10))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", string(page.NoStore))
	if _, err := io.Copy(w, f); err != nil {
		return fmt.Errorf("send scan of %s: %w: %w", a.ID, page.ErrGone, err)
	}
	return nil
}

// recordedNotice is the announcement whose number stands in the address.
func (p *Pages) recordedNotice(r *http.Request, v *visit.Visit) (procedure.View, numbered, error) {
	n, err := numberIn(r, "n")
	if err != nil {
		return procedure.View{}, numbered{}, err
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return view, numbered{}, err
	}
	if n > int64(len(view.Notices)) {
		return view, numbered{}, fmt.Errorf("notice %d of %s: %w", n, view.Slug, procedure.ErrNotFound)
	}
	return view, numbered{view.Notices[n-1], int(n)}, nil
}
