package administration

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// maxMembers is how many are invited at once: more than the largest council of a German town has.
const maxMembers = 200

// inviteForm is a list of members, one on each line, for one term.
type inviteForm struct {
	shell  page.Shell
	body   identity.CouncilBody
	in     members
	errors page.FieldErrors
}

type members struct {
	list, first, last string
	deputies          bool
}

// InviteForm asks whom to invite.
func (p *Pages) InviteForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.inviteForm(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, invitePage(f))
}

func (p *Pages) inviteForm(r *http.Request, v *visit.Visit) (inviteForm, error) {
	body, err := p.council(r, v)
	return inviteForm{shell: councilShell(r, v, "Mitglieder einladen: "+body.Name), body: body}, err
}

// InviteMembers sends every member of the list a link, or nobody while a line is wrong.
func (p *Pages) InviteMembers(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.inviteForm(r, v)
	if err != nil {
		return err
	}
	f.in = members{typedLines(r, "mitglieder"), typed(r, "von"), typed(r, "bis"), r.PostFormValue("stellvertretend") != ""}
	seats, problems := f.in.read(f.body.ID)
	if len(problems) == 0 {
		err := p.Seats.Invite(r.Context(), v.Actor, v.Authority.ID, seats...)
		if err == nil {
			return seeOther(w, r, councilsPath)
		}
		var invalid *identity.InvalidSeats
		if !errors.As(err, &invalid) {
			return err
		}
		problems = seatProblems(invalid, seats)
	}
	f.errors, f.shell.Error = fieldErrors([]labelled{{"mitglieder", "Mitglieder"}, {"von", "Erster Tag"}, {"bis", "Letzter Tag"}}, problems), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, invitePage(f))
}

func (in members) read(body uuid.UUID) (seats []identity.NewSeat, problems map[string]string) {
	problems = map[string]string{}
	first, ok := day(in.first)
	if !ok || in.first == "" {
		problems["von"] = notADay
	}
	last, ok := day(in.last)
	if !ok || in.last == "" {
		problems["bis"] = "Bitte nennen Sie das Ende der Wahlperiode. Danach endet der Zugang von selbst."
	}
	for i, line := range strings.Split(in.list, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		parts := strings.Split(line, ";")
		if len(parts) != 3 {
			problems["mitglieder"] = fmt.Sprintf("Zeile %d: Bitte schreiben Sie Vorname; Nachname; E-Mail-Adresse.", i+1)
			return nil, problems
		}
		seats = append(seats, identity.NewSeat{Body: body, GivenName: strings.TrimSpace(parts[0]), Surname: strings.TrimSpace(parts[1]),
			Mail: strings.TrimSpace(parts[2]), Deputy: in.deputies, FirstDay: midnight(first), LastDay: midnight(last)})
	}
	switch {
	case len(seats) == 0:
		problems["mitglieder"] = "Bitte nennen Sie mindestens ein Mitglied."
	case len(seats) > maxMembers:
		problems["mitglieder"] = fmt.Sprintf("Das sind %d Mitglieder. Bitte laden Sie höchstens %d auf einmal ein.", len(seats), maxMembers)
	}
	return seats, problems
}

func midnight(d period.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// seatProblems puts what is wrong with the term at its fields, and what is wrong with somebody at the list.
func seatProblems(e *identity.InvalidSeats, seats []identity.NewSeat) map[string]string {
	problems := map[string]string{}
	var lines []string
	for _, s := range e.Seats {
		if slices.Contains(s.Fields, "term") {
			problems["bis"] = "Der letzte Tag liegt vor dem ersten, oder er ist schon vorbei."
			continue
		}
		who := strings.TrimSpace(seats[s.Index].GivenName + " " + seats[s.Index].Surname)
		if who == "" {
			who = fmt.Sprintf("Mitglied %d", s.Index+1)
		}
		for _, field := range s.Fields {
			lines = append(lines, who+": "+seatFaults[field])
		}
	}
	if len(lines) > 0 {
		problems["mitglieder"] = strings.Join(lines, " ") + " Eingeladen wurde noch niemand."
	}
	return problems
}

var seatFaults = map[string]string{
	"given_name": "Der Vorname fehlt oder ist zu lang.",
	"surname":    "Der Nachname fehlt oder ist zu lang.",
	"mail":       "Das ist keine E-Mail-Adresse.",
	"mail_taken": "Diese E-Mail-Adresse gehört schon einem anderen Mitglied. Jede Person braucht eine eigene: Der Link dorthin meldet sie an.",
	"seated":     "Sitzt in dieser Zeit schon in diesem Gremium.",
}

// typedLines is typed with line ends as this program counts them.
func typedLines(r *http.Request, name string) string {
	return strings.ReplaceAll(typed(r, name), "\r\n", "\n")
}
