package council

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// long makes every file one that takes too long to wait for.
func (h *house) long() { h.pages.Short = func(export.Format, int) bool { return false } }

// redirected is the page to which an answer leads.
func (h *house) redirected(path string, form bool) string {
	h.Helper()
	w := h.get(path)
	if form {
		w = h.post(path, nil)
	}
	to := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/auftraege/"+h.ref.Slug+"/") {
		h.Fatalf("%s: got %d to %q (%v), want the page of an order", path, w.Code, to, h.err)
	}
	return to
}

// made lets a worker make the order of a page, and reads its file.
func (h *house) made(page string) []byte {
	h.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.Context()))
	worker := &order.Worker{Log: slog.New(slog.DiscardHandler), Orders: h.pages.Orders, Authorities: identity.NewAuthorities(h.DB.App, h.Clock.Now)}
	ended := make(chan struct{})
	go func() { worker.Run(ctx); close(ended) }()
	defer func() { cancel(); <-ended }()
	id := uuid.MustParse(page[strings.LastIndexByte(page, '/')+1:])
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		o, err := h.pages.Orders.Own(h.Context(), h.actor, h.ref, id)
		h.must(err)
		if o.State == order.Done {
			break
		}
		if o.State == order.Failed || time.Now().After(deadline) {
			h.Fatalf("order: got %s (%s), want it done", o.State, o.Failure)
		}
	}
	_, f, err := h.pages.Orders.Load(h.Context(), h.actor, h.ref, id)
	h.must(err)
	defer f.Close()
	data, err := io.ReadAll(f)
	h.must(err)
	return data
}

// TestOrderedFileIsTheSameFile compares what a worker makes with what the page would have sent.
func TestOrderedFileIsTheSameFile(t *testing.T) {
	h := frozen(t)
	h.decide(weighing.NewDecision{Votes: []weighing.Vote{{Yes: 31, No: 5, Abstain: 2}}})
	for _, path := range []string{"/datei/rat.pdf", "/datei/rat-a3.pdf?beschluss=1", "/datei/rat-ris.zip", "/datei/oeffentlich.xlsx?beschluss=1"} {
		h.pages.Short = order.Short
		want := bytes.Clone(h.get(h.table(path)).Body.Bytes())
		h.long()
		h.page(h.get(h.table(path)), http.StatusOK).Has("h1", "Abwägungstabelle Nr. 1").Has("main form button", "Datei erstellen")
		if got := h.made(h.redirected(h.table(path), true)); !bytes.Equal(got, want) {
			t.Errorf("%s: got %d bytes, want the %d that the page sends", path, len(got), len(want))
		}
	}
}

// TestGetOrdersNothing asks for long files as a scanner of links would.
func TestGetOrdersNothing(t *testing.T) {
	h := frozen(t)
	h.long()
	for range 2 {
		h.page(h.get(h.table("/datei/rat.pdf")), http.StatusOK)
	}
	list, err := h.pages.Orders.List(t.Context(), h.actor, h.Authority.ID, nil)
	h.must(err)
	if len(list) > 0 {
		t.Fatalf("got %d orders, want none", len(list))
	}
	first := h.redirected(h.table("/datei/rat.pdf"), true)
	for _, form := range []bool{false, true} {
		if again := h.redirected(h.table("/datei/rat.pdf"), form); again != first {
			t.Errorf("again, as a form %v: got %s, want %s", form, again, first)
		}
	}
	h.see("/rat").Has("#ihre-dateien", "Ihre Dateien").Has("main a[href='"+first+"']", "Abwägungstabelle Nr. 1, für den Rat, PDF")
	h.actor = h.lead
	if n := h.see("/rat").Count("#ihre-dateien"); n != 0 {
		t.Errorf("another person: got a list of files, want none")
	}
}

func TestLongPublicEditionIsRefusedWithTheList(t *testing.T) {
	h := sit(t)
	h.release("B-001.3", "B-004.1")
	h.freeze()
	h.long()
	for _, w := range []func() int{
		func() int { return h.get(h.table("/datei/oeffentlich.pdf")).Code },
		func() int { return h.post(h.table("/datei/oeffentlich.pdf"), nil).Code },
	} {
		if got := w(); got != http.StatusConflict {
			t.Errorf("got %d, want 409", got)
		}
	}
	h.refused(h.post(h.table("/datei/rat.exe"), nil), procedure.ErrNotFound)
}

// TestShortFilesAreSent holds the figures from which on a file is ordered.
func TestShortFilesAreSent(t *testing.T) {
	for _, c := range []struct {
		format export.Format
		rows   int
		want   bool
	}{{export.PDF, 1500, true}, {export.PDF, 1501, false}, {export.DOCX, 1800, true}, {export.DOCX, 1801, false}, {export.XLSX, 2500, true}, {export.XLSX, 2501, false},
		{export.CSV, 15000, true}, {export.CSV, 15001, false}, {export.RIS, 1500, true}, {export.RIS, 1501, false}} {
		if got := order.Short(c.format, c.rows); got != c.want {
			t.Errorf("%s with %d rows: got %v, want %v", c.format, c.rows, got, c.want)
		}
	}
}
