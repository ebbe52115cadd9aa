package administration

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

const (
	councilsPath = page.NavAdministration + "/gremien"
	newCouncil   = councilsPath + "/neu"
	seatsPath    = councilsPath + "/sitze"
)

// councils are the bodies of all municipalities with who sits in them.
type councils struct {
	shell  page.Shell
	now    time.Time
	places []councilPlace
}

type councilPlace struct {
	name   string
	bodies []identity.CouncilBody
}

// Councils lists the bodies, and how far each invitation has come.
func (p *Pages) Councils(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	list, err := p.Seats.Bodies(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return err
	}
	towns, err := p.Procedures.Municipalities(r.Context(), v.Authority.ID)
	if err != nil {
		return err
	}
	c := councils{shell: councilShell(r, v, "Gremien und Mitglieder"), now: v.Now}
	for _, m := range towns {
		at := councilPlace{name: m.Name}
		for _, b := range list {
			if b.Municipality == m.ID {
				at.bodies = append(at.bodies, b)
			}
		}
		c.places = append(c.places, at)
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, councilsPage(c))
}

// InviteAgain sends a member a new link; the one before no longer opens.
func (p *Pages) InviteAgain(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	seat, err := keyIn(r, "sitz")
	if err != nil {
		return err
	}
	if err := p.Seats.InviteAgain(r.Context(), v.Actor, v.Authority.ID, seat); err != nil {
		return err
	}
	return seeOther(w, r, councilsPath)
}

// EndSeat ends a seat, or the invitation to it.
func (p *Pages) EndSeat(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	seat, err := keyIn(r, "sitz")
	if err != nil {
		return err
	}
	if err := p.Seats.Withdraw(r.Context(), v.Actor, v.Authority.ID, seat); err != nil {
		return err
	}
	return seeOther(w, r, councilsPath)
}

func councilShell(r *http.Request, v *visit.Visit, here string) page.Shell {
	if here == "Gremien und Mitglieder" {
		return personShell(r, v, here, page.Crumb{Label: here})
	}
	return personShell(r, v, here, page.Crumb{Label: "Gremien und Mitglieder", URL: councilsPath}, page.Crumb{Label: here})
}

func invitePath(body uuid.UUID) string { return councilsPath + "/" + body.String() + "/einladen" }

// council finds the body of the address.
func (p *Pages) council(r *http.Request, v *visit.Visit) (identity.CouncilBody, error) {
	id, err := keyIn(r, "gremium")
	if err != nil {
		return identity.CouncilBody{}, err
	}
	list, err := p.Seats.Bodies(r.Context(), v.Actor, v.Authority.ID)
	for _, b := range list {
		if b.ID == id {
			return b, err
		}
	}
	if err != nil {
		return identity.CouncilBody{}, err
	}
	return identity.CouncilBody{}, procedure.ErrNotFound
}

func seatName(s identity.Seat) string {
	return identity.Profile{GivenName: s.GivenName, Surname: s.Surname}.Name()
}

// seatWords say for how long somebody sits, and how far the invitation has come.
func seatWords(s identity.Seat, now time.Time) string {
	words := page.PlainDate(period.DateOfUTC(s.FirstDay)) + " bis " + page.PlainDate(period.DateOfUTC(s.LastDay)) + ". "
	if s.Deputy {
		words = "Stellvertretung, " + words
	}
	switch s.State(now) {
	case identity.SeatInvited:
		return words + "Eingeladen, der Link gilt bis " + page.ShortDateTime(s.InvitedUntil) + "."
	case identity.SeatExpired:
		return words + "Der Link ist am " + page.ShortDateTime(s.InvitedUntil) + " abgelaufen."
	case identity.SeatTaken:
		return words + "Zugang angenommen " + page.ShortDateTime(*s.AcceptedAt) + "."
	case identity.SeatOver:
		return words + "Die Amtszeit ist vorbei."
	}
	return words + "Beendet " + page.ShortDateTime(*s.WithdrawnAt) + "."
}

// open reports whether a seat, or the invitation to it, can still be ended.
func open(s identity.SeatState) bool { return s != identity.SeatOver && s != identity.SeatWithdrawn }

func standing(seats []identity.Seat, now time.Time, want bool) (list []identity.Seat) {
	for _, s := range seats {
		if open(s.State(now)) == want {
			list = append(list, s)
		}
	}
	return list
}
