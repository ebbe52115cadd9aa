package orders

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
)

const title = "Abwägungstabelle Nr. 2 mit Beschluss Nr. 1, für den Rat, PDF"

func TestWaitingPageRenewsItself(t *testing.T) {
	h := open(t)
	path := h.place()
	d := h.see(path)
	d.Has("h1", title).Has("main .ew-state", "Wartet").Has("main [role=status]", "Sie wird erstellt, sobald sie an der Reihe ist.").
		Has("main form[method=post] button", "Abbrechen").Has("title", "Wartet: "+title+": Bebauungsplan Nr. 47").Has("main p", "Bebauungsplan Nr. 47")
	if d.Count("main progress") > 0 {
		t.Errorf("got a bar before anybody works")
	}
	if got := d.Follow("Stand ansehen"); got != path {
		t.Errorf("without script: got a link to %s, want %s", got, path)
	}
	body := h.ask("GET", path).Body.String()
	if !strings.Contains(body, `<noscript><meta http-equiv="refresh" content="5"`) || !strings.Contains(body, "/stand.js") || !strings.Contains(body, "data-follow") {
		t.Errorf("got neither a refresh without scripts nor the script")
	}
	h.Clock.Set(h.Clock.Now().Add(followFor))
	if body = h.ask("GET", path).Body.String(); strings.Contains(body, "http-equiv") || strings.Contains(body, "data-follow") {
		t.Errorf("after half an hour the page still renews itself, want it to let the session end")
	}
}

func TestProgressIsShown(t *testing.T) {
	h := open(t)
	begun := make(chan struct{}, 1)
	h.make = stuck(begun)
	path := h.place()
	h.work(path, "Wird erstellt")
	<-begun
	for deadline := time.Now().Add(10 * time.Second); h.see(path).Count("main progress[value='64'][max='118']") == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("got no figures within ten seconds")
		}
	}
	h.see(path).Has("main label", "Zeile 64 von 118").Has("main [role=status]", "Die Datei wird erstellt. Die Seiten werden gesetzt.")
	w := h.ask("POST", path+"/abbrechen")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != path {
		t.Errorf("cancel: got %d to %q (%v)", w.Code, w.Header().Get("Location"), h.err)
	}
	h.see(path).Has("main .ew-state", "Abgebrochen").Has("main form[action='/rat/"+h.ref.Slug+"/2/datei/rat.pdf?beschluss=1'] button", "Datei neu erstellen")
	if w := h.ask("POST", path+"/abbrechen"); w.Code != http.StatusSeeOther {
		t.Errorf("cancel again: got %d (%v), want the page", w.Code, h.err)
	}
}

func TestFileIsSentToItsPerson(t *testing.T) {
	h := open(t)
	path := h.place()
	if w := h.ask("GET", path+"/datei"); w.Code != leftToTheTable || !errors.Is(h.err, order.ErrNotFound) {
		t.Errorf("before it is made: got %d and %v, want ErrNotFound", w.Code, h.err)
	}
	h.work(path, "Fertig")()
	d := h.see(path).Has("main [role=status]", "Die Datei ist fertig: 18").Has("main", "bis morgen, ")
	if got := d.Follow("Datei herunterladen"); got != path+"/datei" {
		t.Errorf("got a link to %s", got)
	}
	w := h.ask("GET", path+"/datei")
	if got := w.Body.String(); w.Code != http.StatusOK || got != "%PDF-1.7 ein Blatt" {
		t.Errorf("got %d %q", w.Code, got)
	}
	for name, want := range map[string]string{"Content-Type": "application/pdf", "Content-Disposition": `attachment; filename="Abwaegungstabelle-2-rat.pdf"`,
		"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; sandbox", "Content-Length": "18"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if w := h.ask("GET", path+"/datei", "Range", "bytes=9-"); w.Code != http.StatusPartialContent || w.Body.String() != "ein Blatt" {
		t.Errorf("the rest of a download that broke off: got %d %q", w.Code, w.Body)
	}
	h.refuses(path)
}

// refuses asks for a file as everybody who must not have it.
func (h *house) refuses(path string) {
	h.Helper()
	owner := h.actor
	withdrawn := owner
	withdrawn.Grants = nil
	for name, actor := range map[string]identity.Actor{"a colleague": h.Staff(h, "Bodo", "Kranz", identity.RoleCouncil), "the planner": h.Planner,
		"nobody": {}, "the person without the right": withdrawn} {
		h.actor = actor
		for _, at := range []string{path, path + "/datei"} {
			if w := h.ask("GET", at); w.Code != leftToTheTable || !errors.Is(h.err, order.ErrNotFound) || w.Body.Len() > 0 {
				h.Errorf("%s, %s: got %d and %v, want ErrNotFound", name, at, w.Code, h.err)
			}
		}
		if w := h.ask("POST", path+"/abbrechen"); w.Code != leftToTheTable || !errors.Is(h.err, order.ErrNotFound) {
			h.Errorf("%s, cancel: got %d and %v, want ErrNotFound", name, w.Code, h.err)
		}
	}
	h.actor = owner
	for _, id := range []string{"x", "1", uuid.NewString()} {
		if h.ask("GET", "/auftraege/"+h.ref.Slug+"/"+id); !errors.Is(h.err, order.ErrNotFound) {
			h.Errorf("order %s: got %v, want ErrNotFound", id, h.err)
		}
	}
}

func TestFailedOrderSaysWhatToDo(t *testing.T) {
	h := open(t)
	h.make = func(context.Context, order.Job, io.Writer, func(done, of int)) (order.File, error) {
		return order.File{}, errors.New("disk of Mara Hoffmann is full")
	}
	path := h.place()
	h.work(path, "Nicht erstellt")
	d := h.see(path).Has("main [role=status]", "Verloren ist nichts. Bestellen Sie die Datei noch einmal.").
		Has("main [role=status]", "die Nummer "+path[len(path)-12:]).Has("main form button", "Datei neu erstellen")
	if strings.Contains(d.Text("main"), "disk") || d.Count("main progress") > 0 {
		t.Errorf("got %q, want no word of the cause and no bar", d.Text("main"))
	}
}

// TestEveryOutcomeHasWords goes through all states, steps and failures of all kinds of file.
func TestEveryOutcomeHasWords(t *testing.T) {
	whats := []order.What{{Kind: order.Record}}
	for _, a := range []export.Audience{export.ForCouncil, export.ForPublic} {
		for _, f := range []export.Format{export.PDF, export.DOCX, export.XLSX, export.CSV, export.RIS} {
			whats = append(whats, order.What{Kind: order.Table, Table: 1, Audience: a, Format: f})
		}
	}
	whats = append(whats, order.What{Kind: order.Table, Table: 1, Audience: export.ForCouncil, Format: export.PDF, Paper: export.A3})
	titles := map[string]bool{}
	for _, w := range whats {
		if titles[Title(w)] {
			t.Errorf("%+v: got %q, as of another file", w, Title(w))
		}
		titles[Title(w)] = true
		if got := Title(w); strings.Contains(got, ", ,") || strings.HasSuffix(got, ", ") {
			t.Errorf("%+v: got %q", w, got)
		}
		for _, s := range []order.State{order.Waiting, order.Running, order.Done, order.Failed, order.Cancelled, order.Expired} {
			if chips[s].word == "" {
				t.Errorf("%s: got no word", s)
			}
		}
		for _, f := range []order.Failure{order.Forbidden, order.Gone, order.Unreleased, order.TooLarge, order.Abandoned, order.Fault} {
			if got := sentence(order.Order{ID: uuid.New(), What: w, State: order.Failed, Failure: f}); !strings.Contains(got, "Verloren ist nichts") || !strings.Contains(got, "estellen") {
				t.Errorf("%s: got %q, want that nothing is lost, and what to do", f, got)
			}
		}
		seen := map[string]bool{}
		for _, step := range []order.Step{order.Reading, order.Laying, order.Storing} {
			o := order.Order{What: w, State: order.Running, Progress: order.Progress{Step: step, Done: 3, Total: 7}}
			seen[sentence(o)] = true
			if counted(o) == "" {
				t.Errorf("%s: got no figures", step)
			}
		}
		if len(seen) != 3 {
			t.Errorf("%+v: got %d sentences for three steps", w, len(seen))
		}
	}
}

func TestRecordLeadsToItsOwnPlace(t *testing.T) {
	o := order.Order{What: order.What{Kind: order.Record}}
	if room, way := source(o); room != page.RoomStaff || way[len(way)-1].Label != "Akte" || orderPath(o) != "/planung/verfahren/"+o.Ref.Slug+"/akte" {
		t.Errorf("got %s, %v, %q", room, way, orderPath(o))
	}
}
