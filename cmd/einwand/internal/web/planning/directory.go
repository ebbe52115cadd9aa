package planning

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
)

// Addresses of the directory, which belongs to the authority and to no procedure.
const (
	directoryPath = page.NavBodies
	listsPath     = directoryPath + "/verteiler"
	importPath    = directoryPath + "/einlesen"
	newBodyPath   = directoryPath + "/neu"
)

// directory is the list of all bodies that the authority knows.
type directory struct {
	shell   page.Shell
	manages bool
	word    string // searched for
	bodies  []bodies.Body
	total   int
	done    string // what was done just now, in words
}

// directoryShell frames a page of the directory.
func directoryShell(r *http.Request, v *visit.Visit, title string, further ...page.Crumb) page.Shell {
	crumbs := append([]page.Crumb{{Label: "Behörden", URL: directoryPath}}, further...)
	crumbs[len(crumbs)-1].URL = ""
	s := v.Shell(r, page.RoomStaff, title, crumbs...)
	s.Current = page.NavBodies
	return s
}

// Directory lists the bodies by number; ?q= searches.
func (p *Pages) Directory(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	all, err := p.Bodies.Directory(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return err
	}
	d := directory{shell: directoryShell(r, v, "Behörden und Träger öffentlicher Belange"), manages: v.Actor.Can(identity.ManageProcedures, v.Object()),
		word: clean(r.URL.Query().Get("q")), total: len(all), done: importDone(r.URL.Query())}
	for _, b := range all {
		if b.Matches(d.word) {
			d.bodies = append(d.bodies, b)
		}
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, directoryPage(d))
}

func bodyPath(number int) string { return directoryPath + "/" + listNumber(number) }

// importDone says what an import did, from the figures in the address to which it led.
func importDone(q url.Values) string {
	if !q.Has("neu") {
		return ""
	}
	count := func(key string) int {
		n := 0
		for _, c := range q.Get(key) {
			if c < '0' || c > '9' || n > 100_000 {
				return 0
			}
			n = 10*n + int(c-'0')
		}
		return n
	}
	return page.Plural(count("neu"), "Behörde ist", "Behörden sind") + " neu, " + page.Plural(count("geaendert"), "ist", "sind") + " geändert."
}

// listNumber is the number of a body as it stands on the list: without a point in thousands.
func listNumber(n int) string { return strconv.Itoa(n) }
