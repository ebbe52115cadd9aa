package public

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/feed"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/period"
)

func calendarPath(slug string) string { return "/verfahren/" + slug + ".ics" }

// Calendar sends the public dates of a procedure to a calendar program.
func (p *Pages) Calendar(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	of, list, err := p.Procedures.PublicDates(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	body := feed.NewSite(p.PublicURL).Calendar(of.ShortTitle, "/verfahren/", list)
	send(w, r, "text/calendar; charset=utf-8", []byte(body), feed.LastChange(list))
	return nil
}

// The days around today that the calendar of an authority holds, and how many dates at most.
const (
	calendarBack  = 60
	calendarAhead = 3 * 366
	calendarMost  = 5000
)

// CalendarByAddress sends the dates of an authority to the calendar program of the person whose address it is. There is no
// login: the address is the key, and ends with the right to read.
func (p *Pages) CalendarByAddress(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	actor, authority, err := p.Follow.Owner(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	today := period.DateAt(v.Now)
	list, _, err := p.Procedures.Calendar(r.Context(), actor, authority, today.AddDays(-calendarBack), today.AddDays(calendarAhead), 0, calendarMost)
	if err != nil {
		return err
	}
	body := feed.NewSite(p.PublicURL).Calendar("Bauleitplanung", "/planung/verfahren/", list)
	w.Header().Set("X-Robots-Tag", "noindex")
	send(w, r, "text/calendar; charset=utf-8", []byte(body), feed.LastChange(list))
	return nil
}

// newsInFeed is how many entries the feed holds.
const newsInFeed = 50

// Feed sends the latest public acts of all authorities to a feed reader.
func (p *Pages) Feed(w http.ResponseWriter, r *http.Request, _ *visit.Visit) error {
	list, err := p.Procedures.News(r.Context(), newsInFeed)
	if err != nil {
		return err
	}
	body, err := feed.NewSite(p.PublicURL).Atom(list)
	if err != nil {
		return err
	}
	send(w, r, "application/atom+xml; charset=utf-8", body, feed.LastNews(list))
	return nil
}

// send answers with bytes that a program asks for again and again: what it has already is not sent twice, by their hash.
// One that only says since when it knows them learns of a date that has gone with the next one that changes.
func send(w http.ResponseWriter, r *http.Request, kind string, body []byte, changed time.Time) {
	sum := sha256.Sum256(body)
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", string(page.Revalidate))
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sum[:16]))
	http.ServeContent(w, r, "", changed, bytes.NewReader(body))
}
