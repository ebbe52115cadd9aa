package public

import (
	"net/http"
	"strings"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// card is a procedure in a list.
type card struct {
	procedure.Summary
	chip  chip
	left  string // "Noch 4 Tage"
	until string // "bis Freitag, 27. November 2026"
	when  string // in a line of the list: since when the procedure is in its step, or when its round begins
	drawn bool   // there is a drawing of the area
}

// overview is the front page: what can be said something about now, and what became of the rest.
type overview struct {
	shell page.Shell
	city  string
	open  []card
	rest  []card
}

// Overview is the front page.
func (p *Pages) Overview(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	list, err := p.Procedures.Overview(r.Context())
	if err != nil {
		return err
	}
	o := overview{shell: v.Shell(r, page.RoomPublic, "Bauleitplanung: lesen und mitreden"), city: v.Authority.City}
	for _, s := range list {
		if c := cardOf(s, v.Now); s.Open(v.Now) {
			o.open = append(o.open, c)
		} else {
			o.rest = append(o.rest, c)
		}
	}
	return page.Render(w, r, http.StatusOK, o.shell.Caching(), overviewPage(o))
}

func cardOf(s procedure.Summary, now time.Time) card {
	phase := phaseOf(s, now)
	c := card{Summary: s, chip: chipOf(s.State, s.RoundKind, phase), drawn: len(s.AreaGeoJSON) > 0}
	if s.RoundKind != "" {
		c.left, c.until = page.DaysLeft(now, s.LastDay), "bis "+page.LongDate(s.LastDay)
	}
	switch {
	case phase == procedure.PhaseBefore:
		c.when = "beginnt am " + page.PlainDate(s.FirstDay)
	case s.StepBegan != nil && s.StepBegan.After(period.DateAt(now)):
		c.when = "ab " + page.PlainDate(*s.StepBegan)
	case s.StepBegan != nil:
		c.when = "seit " + page.PlainDate(*s.StepBegan)
	}
	return c
}

// listing is the search over all procedures.
type listing struct {
	shell page.Shell
	query string
	found []card
}

// List finds procedures by words of title, place and summary.
func (p *Pages) List(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	all, err := p.Procedures.Overview(r.Context())
	if err != nil {
		return err
	}
	l := listing{shell: v.Shell(r, page.RoomPublic, "Alle Verfahren", start(), page.Crumb{Label: "Verfahren"}), query: strings.TrimSpace(r.URL.Query().Get("q"))}
	l.shell.Current = page.NavProcedures
	for _, s := range all {
		if matches(s, l.query) {
			l.found = append(l.found, cardOf(s, v.Now))
		}
	}
	return page.Render(w, r, http.StatusOK, l.shell.Caching(), listPage(l))
}

func matches(s procedure.Summary, query string) bool {
	text := strings.ToLower(strings.Join([]string{s.Title, s.ShortTitle, s.AreaPlace, s.Summary}, " "))
	for _, word := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
