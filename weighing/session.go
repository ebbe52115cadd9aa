package weighing

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/einwand/einwand/procedure/period"
)

// Session is the sitting for which a table was frozen, as far as it was known that day. It becomes part of the head, and is
// what a council finds its papers by.
type Session struct {
	Body       string      `json:"body,omitempty"`
	MeetingOn  period.Date `json:"meeting_on,omitzero"`
	Paper      string      `json:"paper,omitempty"`       // number of the paper (Vorlage, Drucksache): "2026/118"
	AgendaItem string      `json:"agenda_item,omitempty"` // "7" or "TOP 7"
}

// Bounds of what is printed at the head of a paper, in characters.
const (
	maxBody       = 120
	maxPaper      = 40
	maxAgendaItem = 40
)

// maxYearsAhead is how far a town plans its sessions; a day later than that is a slip of the pen.
const maxYearsAhead = 3

// onRecord checks the session and returns it as it is frozen: nil where nothing was given. Error: *Invalid (fields body,
// meeting_on, paper, agenda_item).
func (s Session) onRecord(now time.Time) (*Session, error) {
	s.Body, s.Paper, s.AgendaItem = oneLine(s.Body), oneLine(s.Paper), oneLine(s.AgendaItem)
	if s == (Session{}) {
		return nil, nil
	}
	var inv Invalid
	inv.checkLine("body", s.Body, maxBody)
	inv.checkLine("paper", s.Paper, maxPaper)
	inv.checkLine("agenda_item", s.AgendaItem, maxAgendaItem)
	s.checkDay(&inv, period.DateAt(now))
	if err := inv.orNil(); err != nil {
		return nil, err
	}
	return &s, nil
}

func (s Session) checkDay(inv *Invalid, today period.Date) {
	switch {
	case s.MeetingOn.IsZero():
	case s.MeetingOn.Before(today):
		inv.add("meeting_on", fmt.Sprintf("Der %s ist vorbei. Die Tabelle wird erst heute festgeschrieben, für eine Sitzung ab heute.", day(s.MeetingOn)))
	case s.MeetingOn.Year > today.Year+maxYearsAhead:
		inv.add("meeting_on", fmt.Sprintf("Bitte prüfen Sie das Jahr: %s.", day(s.MeetingOn)))
	}
}

// checkLine refuses what does not fit the line on which it is printed.
func (e *Invalid) checkLine(field, value string, most int) {
	e.checkText(field, value)
	if n := utf8.RuneCountInString(value); n > most {
		e.add(field, fmt.Sprintf("Bitte höchstens %d Zeichen, das sind %d.", most, n))
	}
}

// Line names the session in one line: "Rat der Stadt Auenbrück, 15.12.2026, Vorlage Nr. 2026/118, TOP 7".
func (s Session) Line() string {
	var parts []string
	if s.Body != "" {
		parts = append(parts, s.Body)
	}
	if !s.MeetingOn.IsZero() {
		parts = append(parts, day(s.MeetingOn))
	}
	if s.Paper != "" {
		parts = append(parts, s.PaperTitle())
	}
	if s.AgendaItem != "" {
		parts = append(parts, titled("TOP\u00a0", s.AgendaItem, agendaWords))
	}
	return strings.Join(parts, ", ")
}

// PaperTitle names the paper: "Vorlage Nr. 2026/118"; empty without one.
func (s Session) PaperTitle() string {
	if s.Paper == "" {
		return ""
	}
	return titled("Vorlage Nr.\u00a0", s.Paper, paperWords)
}

// What people type before a number: then it is titled already.
var (
	paperWords  = []string{"vorlage", "beschlussvorlage", "sitzungsvorlage", "drucksache", "nr"}
	agendaWords = []string{"top", "tagesordnungspunkt", "punkt"}
)

func titled(title, number string, words []string) string {
	for _, w := range words {
		rest, found := strings.CutPrefix(strings.ToLower(number), w)
		if next, _ := utf8.DecodeRuneInString(rest); found && !unicode.IsLetter(next) {
			return number
		}
	}
	return title + number
}
