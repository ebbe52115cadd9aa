package planning

import (
	"log/slog"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/pending"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/procedure/template"
	"github.com/einwand/einwand/weighing"
)

// Pages are the handlers of this package.
type Pages struct {
	Log          *slog.Logger
	Procedures   *procedure.Service
	Statements   *statement.Service
	Weighing     *weighing.Service
	Bodies       *bodies.Service
	Availability *availability.Service
	Templates    *template.Service
	Pending      *pending.Store
	Follow       *follow.Service
	Orders       *order.Service
	Signer       *ledger.Signer
	PublicURL    string

	LettersAtOnce int // statements that one file of letters answers; 0 for lettersAtOnce
}

// place is a page of a procedure, as the part of its address after the procedure.
type place string

// The places of a procedure that stand in its side navigation.
const (
	placeOverview     place = ""
	placePeriod       place = "/fristen"
	placeAnnouncement place = "/bekanntmachung"
	placeChecklist    place = "/checkliste"
	placeDocuments    place = "/unterlagen"
	placeInbox        place = "/eingang"
	placeGaps         place = "/vollstaendigkeit"
	placeTables       place = "/tabellen"
	placeLate         place = "/verspaetet"
	placeAvailability place = "/verfuegbarkeit"
)

// Places that a page leads to.
const (
	placePublish place = "/veroeffentlichen"
	placeClose   place = "/abschliessen"
	placeIntake  place = "/eingang/neu"
	placeEvent   place = "/eingang/veranstaltung"
	placeExtend  place = "/verlaengern"
	placeBodies  place = "/behoerden"
	placePortal  place = "/portal"
	placePersons place = "/beteiligte"
	placeLinks   place = "/verknuepfungen"
	placeRecord  place = "/akte"
)

const deskPath = "/planung"

// at is the address of a place of a procedure.
func at(slug string, to place) string { return deskPath + "/verfahren/" + slug + string(to) }

// desk is the frame of the pages inside one procedure: its places at the side, and what the person may do there.
type desk struct {
	shell  page.Shell
	groups []page.SideGroup
	slug   string
	visit  *visit.Visit
}

// newDesk frames a page. here is the place that the side navigation marks; further crumbs lead from it to the page.
func newDesk(r *http.Request, v *visit.Visit, view procedure.View, here place, title string, further ...page.Crumb) desk {
	crumbs := []page.Crumb{{Label: "Verfahren", URL: deskPath}, {Label: view.ShortTitle, URL: at(view.Slug, placeOverview)}}
	crumbs = append(crumbs, further...)
	if here == placeOverview {
		crumbs = crumbs[:2]
	}
	crumbs[len(crumbs)-1].URL = "" // the last one is the page itself
	d := desk{shell: v.Shell(r, page.RoomStaff, title+": "+view.ShortTitle, crumbs...), slug: view.Slug, visit: v}
	d.shell.Current = page.NavDesk
	d.groups = d.side(view, here)
	return d
}

// may reports whether the person holds a capability here: an action that would be refused is not shown.
func (d desk) may(c identity.Capability) bool { return d.visit.Actor.Can(c, d.visit.Object()) }

func (d desk) at(to place) string { return at(d.slug, to) }

// side lists the places that the person may open.
func (d desk) side(view procedure.View, here place) []page.SideGroup {
	documents := ""
	if n := len(view.Documents); n > 0 {
		documents = strconv.Itoa(n)
	}
	all := []struct {
		title string
		links []sideEntry
	}{
		{planNouns[view.Plan.Kind], []sideEntry{
			{"Überblick", placeOverview, identity.ReadProcedures, ""},
			{"Fristen", placePeriod, identity.ManageProcedures, ""},
			{"Bekanntmachung", placeAnnouncement, identity.ManageProcedures, ""},
			{"Checkliste", placeChecklist, identity.ReadProcedures, ""},
			{"Unterlagen", placeDocuments, identity.ManageProcedures, documents},
			{"Verknüpfungen", placeLinks, identity.ManageProcedures, ""},
			{"Akte", placeRecord, identity.ReadProcedures, ""},
			{"Verfügbarkeit", placeAvailability, identity.ReadProcedures, ""},
		}},
		{"Behörden", []sideEntry{{"Wer gefragt ist", placeBodies, identity.ReadProcedures, ""}}},
		{"Eingang", []sideEntry{
			{"Stellungnahmen", placeInbox, identity.ReadStatements, ""},
			{"Nach Ende der Frist", placeLate, identity.ReadStatements, figure(d.visit.LateOpen)},
		}},
		{"Abwägung", []sideEntry{
			{"Vollständigkeit", placeGaps, identity.ReadStatements, ""},
			{"Tabellen", placeTables, identity.ReadProcedures, ""},
		}},
	}
	var groups []page.SideGroup
	for _, g := range all {
		group := page.SideGroup{Title: g.title}
		for _, e := range g.links {
			if d.may(e.needs) {
				group.Links = append(group.Links, page.SideLink{Label: e.label, URL: d.at(e.to), Figure: e.figure, Current: e.to == here})
			}
		}
		if len(group.Links) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// figure is a count beside a link; none is not shown.
func figure(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

type sideEntry struct {
	label  string
	to     place
	needs  identity.Capability
	figure string
}

// numberIn reads a number of the address; what is none is a page that does not exist.
func numberIn(r *http.Request, name string) (int64, error) {
	n, err := strconv.ParseInt(chi.URLParam(r, name), 10, 64)
	if err != nil || n < 1 {
		return 0, procedure.ErrNotFound
	}
	return n, nil
}

// seeOther answers a form that did what it should.
func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
