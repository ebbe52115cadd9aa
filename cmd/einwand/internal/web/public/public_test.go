package public

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
	"github.com/einwand/einwand/cmd/einwand/internal/seed"
	"github.com/einwand/einwand/cmd/einwand/internal/shelf"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

var today = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// town is the demo's town, whose pages answer nobody in particular.
type town struct {
	t     *testing.T
	pages *Pages
	db    *testdb.DB
	now   time.Time
	house identity.Authority
}

func found(t *testing.T) *town {
	t.Helper()
	tn := &town{t: t, db: testdb.New(t), now: today}
	blobs, err := files.Open(t.TempDir())
	must(t, err)
	signer, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "key"), "einwand.demo")
	must(t, err)
	ctx := context.Background()
	must(t, seed.New(tn.db.App, blobs, signer, "https://beteiligung.example").Found(ctx, today, nil))
	clock := func() time.Time { return tn.now }
	tenancy := identity.NewTenancy(tn.db.App, clock)
	statements := statement.New(tenancy, blobs, signer)
	tn.pages = &Pages{Log: slog.New(slog.DiscardHandler), Pool: tn.db.App, Procedures: procedure.New(tenancy, blobs, signer.Name()),
		Statements: statements, Weighing: weighing.New(tenancy, statements, signer), Follow: follow.New(tenancy, identity.NewAccounts(tn.db.App, clock)), Signer: signer, PublicURL: "https://beteiligung.example", Results: shelf.New(blobs)}
	all, err := identity.NewAuthorities(tn.db.App, clock).All(ctx)
	must(t, err)
	tn.house = all[0]
	return tn
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// get asks a handler as somebody who has not logged in.
func (tn *town) get(h visit.Handler, pattern, path string) (*httptest.ResponseRecorder, error) {
	tn.t.Helper()
	return tn.send(h, pattern, httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form as somebody who has not logged in.
func (tn *town) post(h visit.Handler, pattern, path, form string) (*httptest.ResponseRecorder, error) {
	tn.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return tn.send(h, pattern, r)
}

func (tn *town) send(h visit.Handler, pattern string, r *http.Request) (*httptest.ResponseRecorder, error) {
	tn.t.Helper()
	var failed error
	mux := chi.NewRouter()
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		must(tn.t, r.ParseForm())
		v := &visit.Visit{Now: tn.now, Authority: tn.house}
		if slug := chi.URLParam(r, "slug"); slug != "" {
			if v.Ref, failed = tn.pages.Procedures.Resolve(r.Context(), slug); failed != nil {
				return
			}
		}
		failed = h(w, r, v)
	})
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	return w, failed
}

func (tn *town) page(h visit.Handler, pattern, path string) *htmlcheck.Document {
	tn.t.Helper()
	w, err := tn.get(h, pattern, path)
	must(tn.t, err)
	if w.Code != http.StatusOK {
		tn.t.Fatalf("%s: got status %d, want 200", path, w.Code)
	}
	d := htmlcheck.Page(tn.t, w.Body.String())
	d.WellFormed()
	return d
}

const (
	procedurePath = "/verfahren/{slug}"
	docPath       = procedurePath + "/unterlagen/{n}"
)

// TestPages founds one town for all pages, because founding takes seconds and reading changes nothing.
func TestPages(t *testing.T) {
	tn := found(t)
	for name, test := range map[string]func(*testing.T){
		"ProcedurePageSaysWhatAPersonNeeds":      tn.procedurePageSaysWhatAPersonNeeds,
		"PageFollowsTheClock":                    tn.pageFollowsTheClock,
		"BeforeTheFirstDayNothingHasBegun":       tn.beforeTheFirstDayNothingHasBegun,
		"DecidedPlanIsNotChangedByWriting":       tn.decidedPlanIsNotChangedByWriting,
		"DocumentsNeedNoLogin":                   tn.documentsNeedNoLogin,
		"MissingThingsAreNotFound":               tn.missingThingsAreNotFound,
		"OverviewPutsWhatIsOpenFirst":            tn.overviewPutsWhatIsOpenFirst,
		"SearchFindsByPlaceAndSaysWhenItDoesNot": tn.searchFindsByPlaceAndSaysWhenItDoesNot,
		"OtherPagesAreWellFormed":                tn.otherPagesAreWellFormed,
		"CheckpointIsSignedWithThePublishedKey":  tn.checkpointIsSignedWithThePublishedKey,
		"DraftHasNoPublicCheckpoint":             tn.draftHasNoPublicCheckpoint,
	} {
		t.Run(name, func(t *testing.T) {
			tn.t, tn.now = t, today
			test(t)
		})
	}
}

func (tn *town) procedurePageSaysWhatAPersonNeeds(t *testing.T) {
	d := tn.page(tn.pages.Procedure, procedurePath, "/verfahren/bp-47")
	d.Has("h1", "Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“")
	d.Has(".ew-state", "Der Entwurf ist veröffentlicht")
	d.Has(".ew-deadline__left", "Noch 3 Tage")
	d.Has(".ew-deadline__date", "bis einschließlich Donnerstag, 26. November 2026")
	d.Has(".ew-deadline", "Mindestens 30 Tage")
	d.Has("figure", "südlich der Mühlenwiese")
	d.Has("#wege", "So können Sie sich äußern")
	if got := d.Follow("Stellungnahme abgeben"); got != "/verfahren/bp-47/stellungnahme" {
		t.Errorf("the button leads to %q", got)
	}
	for _, way := range []string{"Per E-Mail", "Per Brief", "Im Rathaus", "Alle Wege zählen gleich"} {
		d.Has("main", way)
	}
}

func (tn *town) pageFollowsTheClock(t *testing.T) {
	cases := []struct {
		name, now, box, action string
	}{
		{"the last day", "2026-11-26T22:59:59Z", "Heute ist der letzte Tag", "Stellungnahme abgeben"},
		{"one second later", "2026-11-26T23:00:00Z", "Die Frist ist vorbei", "Verspätet schreiben"},
	}
	for _, c := range cases {
		now, err := time.Parse(time.RFC3339, c.now)
		must(t, err)
		tn.now = now
		d := tn.page(tn.pages.Procedure, procedurePath, "/verfahren/bp-47")
		d.Has(".ew-deadline", c.box)
		if got := d.Follow(c.action); got != "/verfahren/bp-47/stellungnahme" {
			t.Errorf("%s: %q leads to %q", c.name, c.action, got)
		}
	}
}

// beforeTheFirstDayNothingHasBegun: the period of the plan is fixed and begins tomorrow.
func (tn *town) beforeTheFirstDayNothingHasBegun(t *testing.T) {
	tn.now = time.Date(2026, 10, 26, 10, 0, 0, 0, time.UTC)
	d := tn.page(tn.pages.Procedure, procedurePath, "/verfahren/bp-47")
	d.Has(".ew-deadline__left", "Beginnt am 27. Oktober 2026").Has(".ew-state", "Die Veröffentlichung steht bevor").Has("main", "Der Entwurf wird veröffentlicht").
		Lacks("Der Entwurf ist veröffentlicht").Has("main", "Die Unterlagen stehen hier ab dem 27. Oktober 2026.").Lacks("Noch sind keine Unterlagen").
		Has("main", "Die Unterlagen stehen dort ab dem 27. Oktober 2026 am Bildschirm").HasNone("#umwelt")
	list := tn.page(tn.pages.List, "/verfahren", "/verfahren?q=mühlenweg")
	list.Has(".ew-lines", "Die Veröffentlichung steht bevor beginnt am 27. Oktober 2026").Lacks("seit 27. Oktober")
}

func (tn *town) decidedPlanIsNotChangedByWriting(t *testing.T) {
	d := tn.page(tn.pages.Procedure, procedurePath, "/verfahren/bp-12-3")
	d.Has(".ew-deadline", "Über den Plan ist entschieden. Wenn Sie jetzt noch schreiben, nehmen wir es zu den Akten. Die Entscheidung ändert es nicht mehr.").
		Lacks("Wir prüfen dann, ob wir").Lacks("rechtzeitig bei uns ist")
	if got := d.Follow("Trotzdem schreiben"); got != "/verfahren/bp-12-3/stellungnahme" {
		t.Errorf("the link leads to %q", got)
	}
}

func (tn *town) documentsNeedNoLogin(t *testing.T) {
	d := tn.page(tn.pages.Document, docPath, "/verfahren/bp-47/unterlagen/2")
	d.Has("h1", "Planzeichnung")
	w, err := tn.get(tn.pages.DocumentFile, docPath+"/datei.pdf", d.Follow("Herunterladen: Planzeichnung"))
	must(t, err)
	sum := sha256.Sum256(w.Body.Bytes())
	d.Has(".ew-hash", hex.EncodeToString(sum[:4])[:4])
	if w.Header().Get("ETag") != `"`+hex.EncodeToString(sum[:])+`"` || !strings.HasPrefix(w.Body.String(), "%PDF-") {
		t.Errorf("got ETag %s, which is not the hash of the bytes", w.Header().Get("ETag"))
	}
	for _, name := range []string{"Plan „47“ Süd.pdf", `a"; filename="b.exe`, "Blatt 1\\2.pdf"} {
		tn.forge(`UPDATE document SET file_name = '` + name + `'`)
		w, err := tn.get(tn.pages.DocumentFile, docPath+"/datei.pdf", "/verfahren/bp-47/unterlagen/2/datei.pdf")
		must(t, err)
		header := w.Header().Get("Content-Disposition")
		kind, params, err := mime.ParseMediaType(header)
		if err != nil || kind != "inline" || len(params) != 1 || params["filename"] != name {
			t.Errorf("name %q: got the header %s, read as %v and %v, want this one name", name, header, params, err)
		}
		if strings.ContainsFunc(header, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Errorf("name %q: got the header %s, want ASCII alone", name, header)
		}
	}
}

func (tn *town) missingThingsAreNotFound(t *testing.T) {
	cases := []struct {
		h             visit.Handler
		pattern, path string
	}{
		{tn.pages.Procedure, procedurePath, "/verfahren/gibt-es-nicht"},
		{tn.pages.Document, docPath, "/verfahren/bp-47/unterlagen/99"},
		{tn.pages.Document, docPath, "/verfahren/bp-47/unterlagen/eins"},
		{tn.pages.DocumentFile, docPath + "/datei.pdf", "/verfahren/bp-47/unterlagen/0/datei.pdf"},
	}
	for _, c := range cases {
		if _, err := tn.get(c.h, c.pattern, c.path); err == nil {
			t.Errorf("%s: got no error", c.path)
		}
	}
}

func (tn *town) overviewPutsWhatIsOpenFirst(t *testing.T) {
	d := tn.page(tn.pages.Overview, "/", "/")
	d.Has("h1", "Mitreden, wenn Auenbrück plant")
	d.Has(".ew-procs", "Bebauungsplan Nr. 47")
	d.Has(".ew-procs", "23. Änderung des Flächennutzungsplans")
	d.Has(".ew-lines", "Bebauungsplan Nr. 39")
	d.Has(".ew-lines", "Der Rat hat entschieden")
}

func (tn *town) searchFindsByPlaceAndSaysWhenItDoesNot(t *testing.T) {
	tn.page(tn.pages.List, "/verfahren", "/verfahren?q=mühlenweg").Has(".ew-lines", "Bebauungsplan Nr. 47")
	hostile := tn.page(tn.pages.List, "/verfahren", `/verfahren?q=%3Cscript%3Ealert(1)%3C/script%3E`)
	hostile.Has("main", "Nichts gefunden zu „<script>alert(1)</script>“")
	hostile.HasNone("main script")
}

func (tn *town) otherPagesAreWellFormed(t *testing.T) {
	for path, h := range map[string]visit.Handler{"/mitreden": tn.pages.TakePart, "/barrierefreiheit": tn.pages.Accessibility,
		"/datenschutz": tn.pages.Privacy, "/impressum": tn.pages.Imprint, "/pruefschluessel": tn.pages.Key} {
		tn.page(h, path, path)
	}
	tn.page(tn.pages.Announcement, procedurePath+"/bekanntmachung", "/verfahren/bp-47/bekanntmachung").
		Has("main", "Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über den Bauleitplan unberücksichtigt bleiben.")
	tn.page(tn.pages.Checkpoint, procedurePath+"/pruefpunkt", "/verfahren/bp-47/pruefpunkt").Has("main", "einwand.demo/bp-47")
}

func (tn *town) checkpointIsSignedWithThePublishedKey(t *testing.T) {
	w, err := tn.get(tn.pages.CheckpointFile, procedurePath+"/pruefpunkt.txt", "/verfahren/bp-47/pruefpunkt.txt")
	must(t, err)
	c, err := ledger.OpenCheckpoint(w.Body.String(), tn.pages.Signer.VerifierKey())
	if err != nil || c.Origin != "einwand.demo/bp-47" || c.Size < 47 {
		t.Errorf("got %+v, %v", c, err)
	}
}

func (tn *town) draftHasNoPublicCheckpoint(t *testing.T) {
	places, err := tn.pages.Procedures.Municipalities(t.Context(), tn.house.ID)
	must(t, err)
	_, err = tn.pages.Procedures.Create(t.Context(), identity.Actor{Operator: true}, tn.house.ID, procedure.NewProcedure{Municipality: places[0].ID,
		Kind: procedure.BPlan, Purpose: procedure.Aufstellung, Regime: procedure.Regular, Title: "Bebauungsplan Nr. 99", ShortTitle: "Bebauungsplan Nr. 99",
		PlanName: "Nr. 99", Slug: "entwurf-99", Prefix: "ENT99", Summary: "Wohnungen.", AreaPlace: "Ost", AreaText: "Am Wehr.",
		MinAssurance: identity.LevelLow, Guests: true, ContactName: "Jana Wirth"})
	must(t, err)
	for path, h := range map[string]visit.Handler{"/pruefpunkt": tn.pages.Checkpoint, "/pruefpunkt.txt": tn.pages.CheckpointFile} {
		if _, err := tn.get(h, procedurePath+path, "/verfahren/entwurf-99"+path); !errors.Is(err, procedure.ErrNotFound) {
			t.Errorf("%s of a draft: got %v, want ErrNotFound", path, err)
		}
	}
}

func TestAreaIsDrawnWithinItsFrame(t *testing.T) {
	const holed = `{"type":"MultiPolygon","coordinates":[[[[8.1,51.5],[8.11,51.5],[8.11,51.51],[8.1,51.51],[8.1,51.5]],[[8.102,51.502],[8.104,51.502],[8.104,51.504],[8.102,51.502]]],[[[8.12,51.5],[8.13,51.5],[8.13,51.51],[8.12,51.5]]]]}`
	for _, c := range []struct{ name, geojson, want string }{
		{"a hole and a second area", holed, "500 m"},
		{"polygon", `{"type":"Polygon","coordinates":[[[8.1,51.5],[8.11,51.5],[8.11,51.51],[8.1,51.5]]]}`, "200 m"},
		{"two areas", `{"type":"MultiPolygon","coordinates":[[[[8.1,51.5],[8.11,51.5],[8.11,51.51],[8.1,51.5]]],[[[8.2,51.5],[8.21,51.5],[8.21,51.51],[8.2,51.5]]]]}`, "km"},
	} {
		svg, err := drawArea([]byte(c.geojson))
		if err != nil || !strings.Contains(svg, c.want) {
			t.Errorf("%s: got %v, %s, want a scale in %s", c.name, err, svg, c.want)
		}
	}
	for _, bad := range []string{"", "{}", `{"type":"Point","coordinates":[8,51]}`, `{"type":"Polygon","coordinates":[]}`, `{"type":"Polygon","coordinates":[[[8,51],[8,51],[8,51]]]}`} {
		if svg, err := drawArea([]byte(bad)); err == nil {
			t.Errorf("drew %q as %s", bad, svg)
		}
	}
}

func FuzzDrawArea(f *testing.F) {
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[8.1,51.5],[8.11,51.5],[8.11,51.51],[8.1,51.5]]]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		svg, err := drawArea(data)
		if err == nil && (!strings.HasPrefix(svg, "<svg") || strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf")) {
			t.Errorf("drew %q as %s", data, svg)
		}
	})
}
