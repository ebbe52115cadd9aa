package feed

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Site is where the pages are: the host makes identities unique, the address leads back.
type Site struct {
	Host      string // "beteiligung.example"
	PublicURL string
}

// NewSite takes the host from the public address.
func NewSite(publicURL string) Site {
	_, host, _ := strings.Cut(publicURL, "://")
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, ":")
	return Site{Host: host, PublicURL: publicURL}
}

// Calendar writes dates as all-day events. at is the page of a procedure below the address of the site.
func (s Site) Calendar(name, at string, list []procedure.Dated) string {
	c := ics.NewCalendarFor("einwand")
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(oneLine(name))
	c.SetRefreshInterval("PT6H") // the library says itself that it is a duration
	c.SetXPublishedTTL("PT6H")
	for _, d := range list {
		s.event(c, at, d)
	}
	return c.Serialize(ics.WithNewLineWindows)
}

func (s Site) event(c *ics.Calendar, at string, d procedure.Dated) {
	e := c.AddEvent(string(d.Kind) + "-" + d.About.String() + "@" + s.Host)
	e.SetDtStampTime(d.ChangedAt)
	e.SetLastModifiedAt(d.ChangedAt)
	e.SetProperty(ics.ComponentPropertyDtStart, compact(d.Day), ics.WithValue(string(ics.ValueDataTypeDate)))
	e.SetProperty(ics.ComponentPropertyDtEnd, compact(d.Day.AddDays(1)), ics.WithValue(string(ics.ValueDataTypeDate))) // the end is exclusive
	e.SetSummary(oneLine(d.Title() + ": " + d.ShortTitle))
	e.SetDescription(oneLine(description(d)))
	e.SetURL(s.PublicURL + at + d.Slug)
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if d.Kind == procedure.RoundEnds {
		a := e.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger("-P2DT15H") // 9 o'clock, three days before
		a.SetDescription(oneLine("In drei Tagen: " + d.Title() + ": " + d.ShortTitle))
	}
}

func description(d procedure.Dated) string {
	parts := []string{}
	for _, part := range []string{d.Matter(), d.Norm()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// LastChange is when the latest of the dates became what it is.
func LastChange(list []procedure.Dated) time.Time {
	var last time.Time
	for _, d := range list {
		if d.ChangedAt.After(last) {
			last = d.ChangedAt
		}
	}
	return last
}

func compact(d period.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// oneLine takes out what would end a line or is no text: names come from people.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return ' '
		case r < ' ' || r == '\u007f':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}
