package page

import (
	"net/url"
	"strings"
)

// Room is the part of the house that a page belongs to. The head looks different in each, so that nobody mistakes the
// desk of the staff for the public side.
type Room string

// The rooms.
const (
	RoomPublic         Room = "public"
	RoomStaff          Room = "staff"
	RoomCouncil        Room = "council"
	RoomAdministration Room = "administration"
)

// Keys for Shell.Current: the entry of the main navigation that the page belongs to.
const (
	NavProcedures     = "/verfahren"
	NavTakePart       = "/mitreden"
	NavMine           = "/meine"
	NavBodies         = "/planung/behoerden"
	NavDesk           = "/planung"
	NavCalendar       = "/planung/kalender"
	NavReading        = "/rat"
	NavInstitution    = "/institution"
	NavAdministration = "/verwaltung"
)

// Shell is what the frame of one page says.
type Shell struct {
	Title       string  // the page's own; the name of the authority is added
	Authority   string  // "Stadt Auenbrück"
	Contact     Contact // shown first in the footer of public pages
	Room        Room
	Person      string // name of who is logged in; empty if nobody is
	PersonRole  string // "Planung", "Ratsmitglied"; not shown if empty
	Current     string // one of the Nav keys, or empty
	CurrentPath string // path and query of this page, to which the login comes back
	Crumbs      []Crumb
	Error       bool   // the page shows an error summary: its title says so first
	Renew       int    // seconds after which a browser without scripts asks for the page anew; 0: never. For pages without a field to type in
	Calendar    string // address of the dates of this page for a calendar program, or empty
	Administers bool   // the person may enter the administration: the room of the staff leads there
	Plans       bool   // the person works in the room of the staff: the public room and the council's lead there
	Decides     bool   // the person reads for the deciding body: the public room leads back there
	Answers     bool   // the person answers for a public body: the public room leads to its letters
}

// Contact is where people reach the authority without the website. Empty parts are left out.
type Contact struct {
	Office string // "Fachbereich Stadtplanung"
	Street string // "Rathausplatz 1"
	City   string // "59999 Auenbrück"
	Phone  string // "02999 123-456"
	Hours  string // "Montag bis Freitag 8:30 bis 12:30 Uhr"
	Mail   string // "bauleitplanung@auenbrueck.example"
}

// Crumb is one step of the way to a page. The last one is the page itself and has no URL.
type Crumb struct {
	Label, URL string
}

// Link is a reference with words of its own. Hidden is added for screen readers where several links of a page
// would read the same: "Ändern" with Hidden "Anschrift" is heard as "Ändern: Anschrift".
type Link struct {
	Label, Hidden, URL string
}

// Caching returns how an answer with this frame may be kept.
func (s Shell) Caching() Caching {
	if s.Person != "" || s.Room != RoomPublic {
		return NoStore
	}
	return Revalidate
}

// fullTitle puts an error first, because a title is the first thing that a screen reader says after loading.
func (s Shell) fullTitle() string {
	title := s.Title + " – " + s.Authority
	if s.Error {
		return "Fehler: " + title
	}
	return title
}

func (s Shell) who() string {
	if s.PersonRole == "" {
		return s.Person
	}
	return s.Person + " · " + s.PersonRole
}

func (s Shell) loginURL() string {
	if s.CurrentPath == "" {
		return "/anmelden"
	}
	return "/anmelden?return=" + url.QueryEscape(s.CurrentPath)
}

// currentKind says how the page stands to an entry of the navigation: it is the entry's own page, or one below it.
func (s Shell) currentKind(key string) string {
	path, _, _ := strings.Cut(s.CurrentPath, "?")
	switch {
	case s.Current != key:
		return ""
	case path == key:
		return "page"
	default:
		return "true"
	}
}

// room is what the frame of one Room looks like.
type room struct {
	home      string
	subtitle  string
	body      string // class of the body
	head      string // class of the head, beside ew-head
	wrap      string // class of every full-width wrapper, beside ew-wrap
	nav       []Link
	publicEnd bool // the full footer with contact, not the slim one
}

func (s Shell) room() room {
	switch s.Room {
	case RoomStaff:
		r := room{
			home: NavDesk, subtitle: "Planung", body: "ew-room", head: "ew-head--staff", wrap: "ew-wrap--wide",
			nav: []Link{{Label: "Verfahren", URL: NavDesk}, {Label: "Kalender", URL: NavCalendar}, {Label: "Behörden", URL: NavBodies}},
		}
		if s.Administers {
			r.nav = append(r.nav, Link{Label: "Verwaltung", URL: NavAdministration})
		}
		return r
	case RoomAdministration:
		return room{
			home: NavAdministration, subtitle: "Verwaltung", body: "ew-room", head: "ew-head--staff",
			nav: []Link{{Label: "Verfahren", URL: NavDesk}, {Label: "Verwaltung", URL: NavAdministration}},
		}
	case RoomCouncil:
		r := room{
			home: NavReading, subtitle: "Rat – Lesesaal", body: "ew-room", head: "ew-head--staff",
			nav: []Link{{Label: "Lesesaal", URL: NavReading}},
		}
		if s.Plans {
			r.nav = append(r.nav, planningLink)
		}
		return r
	default:
		r := room{
			home: "/", subtitle: "Bauleitplanung: lesen und mitreden", publicEnd: true,
			nav: []Link{
				{Label: "Verfahren", URL: NavProcedures},
				{Label: "So können Sie mitreden", URL: NavTakePart},
				{Label: "Meine Stellungnahmen", URL: NavMine},
			},
		}
		r.nav = append(r.nav, s.ownRooms()...)
		return r
	}
}

var planningLink = Link{Label: "Planung", URL: NavDesk}

// ownRooms leads those back who came from a room of their own: nobody who works here is a guest on the public pages.
func (s Shell) ownRooms() []Link {
	var list []Link
	if s.Plans {
		list = append(list, planningLink)
	}
	if s.Decides {
		list = append(list, Link{Label: "Lesesaal", URL: NavReading})
	}
	if s.Answers {
		list = append(list, Link{Label: "Anfragen", URL: NavInstitution})
	}
	return list
}

// aboutLinks stand in every footer. They exist in every installation (BITV, DSGVO, DDG; the key is what a receipt is checked with).
var aboutLinks = []Link{
	{Label: "Erklärung zur Barrierefreiheit", URL: "/barrierefreiheit"},
	{Label: "Datenschutz", URL: "/datenschutz"},
	{Label: "Impressum", URL: "/impressum"},
	{Label: "Prüfschlüssel", URL: "/pruefschluessel"},
}
