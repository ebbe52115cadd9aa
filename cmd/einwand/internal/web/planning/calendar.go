package planning

import (
	"bytes"
	"fmt"
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/feed"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

const calendarPath = deskPath + "/kalender"

// calendarView is a month of all dates of the authority.
type calendarView struct {
	shell         page.Shell
	month         period.Date // its first day
	today         period.Date
	before, after page.Link
	risks         []page.Guard
	further       bool
	days          []calendarDay
	pager         page.Pager
}

// calendarDay is a day with its dates.
type calendarDay struct {
	day  period.Date
	list []procedure.Dated
}

const (
	calendarLength  = 100 // dates on a page
	risksOnCalendar = 50
)

// Calendar shows a month of the dates of all procedures, the dates at risk above it.
func (p *Pages) Calendar(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	today := period.DateAt(v.Now)
	month, number := monthOf(r, today), pageNumber(r)
	next := period.NewDate(month.Year, month.Month+1, 1)
	list, more, err := p.Procedures.Calendar(r.Context(), v.Actor, v.Authority.ID, month, next, (number-1)*calendarLength, calendarLength)
	if err != nil {
		return err
	}
	c := calendarView{shell: v.Shell(r, page.RoomStaff, "Kalender "+page.MonthYear(month)), month: month, today: today,
		before: monthLink(period.NewDate(month.Year, month.Month-1, 1)), after: monthLink(next),
		pager: pagerOf("Termine", calendarPath+"?monat="+monthKey(month)+"&", number, more)}
	c.shell.Current = page.NavCalendar
	if number == 1 {
		if c.risks, c.further, err = p.risks(r.Context(), v, risksOnCalendar); err != nil {
			return err
		}
	}
	for _, d := range list {
		if n := len(c.days); n == 0 || c.days[n-1].day != d.Day {
			c.days = append(c.days, calendarDay{day: d.Day})
		}
		last := &c.days[len(c.days)-1]
		last.list = append(last.list, d)
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, calendarPage(c))
}

// monthOf is the first day of the month that is asked for; what is none is this month.
func monthOf(r *http.Request, today period.Date) period.Date {
	if d, err := period.ParseDate(r.URL.Query().Get("monat") + "-01"); err == nil {
		return d
	}
	return period.NewDate(today.Year, today.Month, 1)
}

func monthKey(d period.Date) string { return fmt.Sprintf("%04d-%02d", d.Year, d.Month) }

func monthLink(d period.Date) page.Link {
	return page.Link{Label: page.MonthYear(d), URL: calendarPath + "?monat=" + monthKey(d)}
}

// The days around today that the file holds, and how many dates at most.
const (
	fileBack  = 60
	fileAhead = 3 * 366
	fileMost  = 5000
)

// CalendarFile sends the dates of the authority as a file to open in a calendar program. For one that reads them again by
// itself there is an address without a login.
func (p *Pages) CalendarFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	today := period.DateAt(v.Now)
	list, _, err := p.Procedures.Calendar(r.Context(), v.Actor, v.Authority.ID, today.AddDays(-fileBack), today.AddDays(fileAhead), 0, fileMost)
	if err != nil {
		return err
	}
	body := feed.NewSite(p.PublicURL).Calendar("Bauleitplanung", deskPath+"/verfahren/", list)
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="kalender.ics"`)
	w.Header().Set("Cache-Control", string(page.NoStore))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader([]byte(body)))
	return nil
}
