package availability

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
)

// EntryKind is what a planner says.
type EntryKind string

// The kinds of entries.
const (
	Note         EntryKind = "note"   // why something was down
	ManualOutage EntryKind = "outage" // an outage that no check saw, with its evidence
	Review       EntryKind = "review" // what follows from all outages so far
)

// Choice is what a review comes to.
type Choice string

// The choices.
const (
	Harmless Choice = "harmless" // no unreasonable obstacle on the whole
	Extended Choice = "extended" // the period is extended before its end
	Repeat   Choice = "repeat"   // the round is repeated
)

// maxText is the longest text of an entry in characters.
const maxText = 4000

// Entry is on record for good.
type Entry struct {
	ID         uuid.UUID
	Number     int // within the round
	Kind       EntryKind
	From       time.Time
	Until      time.Time
	Choice     Choice
	Text       string
	RecordedAt time.Time
	RecordedBy *uuid.UUID // nil: the operator at the command line
	Author     string     // name of the person
	salt       []byte
}

// NewEntry is what a planner enters. A review covers everything up to now and needs no times.
type NewEntry struct {
	Kind   EntryKind
	From   time.Time
	Until  time.Time
	Choice Choice
	Text   string
}

// check names the fields that do not fit, in German.
func (n NewEntry) check(p procedure.PeriodVersion, now time.Time) error {
	fields := map[string]string{}
	switch text := strings.TrimSpace(n.Text); {
	case text == "" && n.Kind == ManualOutage:
		fields["text"] = "Bitte geben Sie an, woher Sie von dem Ausfall wissen."
	case text == "":
		fields["text"] = "Bitte schreiben Sie in einem Satz, was festzuhalten ist."
	case utf8.RuneCountInString(text) > maxText:
		fields["text"] = "Bitte fassen Sie sich kürzer: höchstens 4.000 Zeichen."
	case !utf8.ValidString(text) || strings.Contains(text, "\x00"):
		fields["text"] = "Der Text enthält Zeichen, die sich nicht speichern lassen."
	}
	if n.Kind == Review && n.Choice != Harmless && n.Choice != Extended && n.Choice != Repeat {
		fields["choice"] = "Bitte wählen Sie, was aus den Ausfällen folgt."
	}
	if n.Kind == ManualOutage {
		n.checkTimes(window(p, now), fields)
	}
	if len(fields) == 0 {
		return nil
	}
	return &procedure.Invalid{Fields: fields}
}

func (n NewEntry) checkTimes(over Interval, fields map[string]string) {
	switch {
	case n.From.IsZero():
		fields["from"] = "Bitte geben Sie Tag und Uhrzeit an, zum Beispiel 29.10.2026, 19:30 Uhr."
	case n.From.Before(over.From) || !n.From.Before(over.Until):
		fields["from"] = "Dieser Zeitpunkt liegt nicht in der Frist oder noch in der Zukunft."
	}
	switch {
	case n.Until.IsZero():
		fields["until"] = "Bitte geben Sie Tag und Uhrzeit an, zum Beispiel 29.10.2026, 21:00 Uhr."
	case !n.Until.After(n.From):
		fields["until"] = "Das Ende liegt nicht nach dem Beginn."
	case n.Until.After(over.Until):
		fields["until"] = "Dieser Zeitpunkt liegt nach dem Ende der Frist oder noch in der Zukunft."
	}
}
