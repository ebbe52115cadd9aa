package public

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// Files of the result, as the last part of their address.
const (
	resultPDF  = "abwaegungstabelle.pdf"
	resultXLSX = "abwaegungstabelle.xlsx"
	resultDOCX = "abwaegungstabelle.docx"
	resultCSV  = "abwaegungstabelle.csv"
)

var resultFormats = map[string]export.Format{resultPDF: export.PDF, resultXLSX: export.XLSX, resultDOCX: export.DOCX, resultCSV: export.CSV}

// ResultFile sends the public edition of the table with the latest decision. There is none before a decision, nor while
// a wording waits for its release.
func (p *Pages) ResultFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	format, known := resultFormats[chi.URLParam(r, "file")]
	if !known {
		return procedure.ErrNotFound
	}
	n, d, err := p.latestDecision(r, v)
	if err != nil {
		return err
	}
	if d == nil {
		return fmt.Errorf("result of %s: %w", v.Ref.Slug, procedure.ErrNotFound)
	}
	table, err := p.Weighing.PublicTable(r.Context(), v.Ref, n, d.Number)
	var unreleased *weighing.Unreleased
	if errors.As(err, &unreleased) {
		return fmt.Errorf("%w: %w", procedure.ErrNotFound, err)
	}
	if err != nil {
		return err
	}
	name := export.Name{Table: n, Decision: d.Number, Audience: export.ForPublic, Slug: v.Ref.Slug, Format: format}
	data, err := p.results.file(name, table)
	if err != nil {
		return err
	}
	return sendResult(w, name, data)
}

func sendResult(w http.ResponseWriter, name export.Name, data []byte) error {
	h := w.Header()
	h.Set("Content-Type", name.Format.MediaType())
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", string(page.Revalidate))
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("send %s: %w: %w", name, page.ErrGone, err)
	}
	return nil
}

// shelf keeps the files of results. Laying out a thousand rows takes seconds, and anybody may ask; the same table and
// decision give the same bytes. One file is made at a time, and whoever asks for it meanwhile waits for it.
type shelf struct {
	mu    sync.Mutex
	files map[shelved][]byte
	order []shelved // the oldest first
}

// shelved tells one file from every other: the name alone would not, once an address of a procedure is given again.
type shelved struct {
	name export.Name
	hash string
}

// shelfLength bounds what is kept: a few megabytes each, and the plans of a year.
const shelfLength = 24

func (s *shelf) file(name export.Name, table weighing.PublicTable) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := shelved{name, table.Head.Hash}
	if data, made := s.files[key]; made {
		return data, nil
	}
	var buf bytes.Buffer
	if _, err := export.Public(&buf, name.Format, table); err != nil {
		return nil, err
	}
	if s.files == nil {
		s.files = map[shelved][]byte{}
	}
	if len(s.order) >= shelfLength {
		delete(s.files, s.order[0])
		s.order = s.order[1:]
	}
	s.files[key], s.order = buf.Bytes(), append(s.order, key)
	return buf.Bytes(), nil
}
