package planning

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
)

const calendarSettingsPath = calendarPath + "/einstellungen"

// calendarSettings is where a person gets an address for their calendar program and chooses when to be reminded.
type calendarSettings struct {
	shell  page.Shell
	made   *time.Time // since when there is an address; nil: there is none
	secret string     // of the address that the form would make
	shown  string     // the address that was just made: it is shown once
	mail   string
	days   []int
}

// CalendarSettings shows both.
func (p *Pages) CalendarSettings(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.showSettings(w, r, v, "")
}

// RenewCalendarAddress makes the address of the form the person's own. The form brings its secret along: sent twice, it
// makes the same address.
func (p *Pages) RenewCalendarAddress(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	secret := r.PostFormValue("adresse")
	if err := p.Follow.RenewAddress(r.Context(), v.Actor, v.Authority.ID, secret); err != nil {
		return err
	}
	return p.showSettings(w, r, v, p.PublicURL+"/kalender/"+secret+".ics")
}

// SetReminders takes the days before a date on which the person is reminded.
func (p *Pages) SetReminders(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	var days []int
	for _, text := range r.PostForm["tage"] {
		n, err := strconv.Atoi(text)
		if err != nil {
			n = -1 // no lead: the room refuses it
		}
		days = append(days, n)
	}
	err := p.Follow.SetReminders(r.Context(), v.Actor, v.Authority.ID, days)
	var inv *procedure.Invalid
	if errors.As(err, &inv) {
		return procedure.ErrUnknownField // no form of ours sends that
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, calendarSettingsPath)
}

// ResumeSettings meets a reader who comes back to the address of a button.
func (p *Pages) ResumeSettings(w http.ResponseWriter, r *http.Request, _ *visit.Visit) error {
	return seeOther(w, r, calendarSettingsPath)
}

func (p *Pages) showSettings(w http.ResponseWriter, r *http.Request, v *visit.Visit, shown string) error {
	s := calendarSettings{secret: follow.NewSecret(), shown: shown, mail: v.Actor.Profile.Mail,
		shell: v.Shell(r, page.RoomStaff, "Kalender-Adresse und Erinnerungen", page.Crumb{Label: "Kalender", URL: calendarPath}, page.Crumb{Label: "Kalender-Adresse und Erinnerungen"})}
	s.shell.Current = page.NavCalendar
	var err error
	if s.made, err = p.Follow.Address(r.Context(), v.Actor, v.Authority.ID); err != nil {
		return err
	}
	if s.days, err = p.Follow.Reminders(r.Context(), v.Actor, v.Authority.ID); err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, calendarSettingsPage(s))
}

func (s calendarSettings) chosen(days int) bool { return slices.Contains(s.days, days) }
