// Package received is what the pages of a receipt have in common: that of a person's own statement, of a guest's and of an
// institution's. Each adds what only its reader has.
//
// As long as nothing is decided, such a page says that the statement is here and whether it was in time. Afterwards the result comes
// first and what was received below it: nobody reads that something will be examined which was decided. Of; TestResultComesFirst
package received

//go:generate go tool templ generate -path .

import (
	"context"
	"errors"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/result"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Head is the head of the page.
type Head struct {
	Kind     page.StateKind
	Chip     string
	Title    string
	Lead     string
	Amber    bool // late or withdrawn: not the green of "on time"
	Rows     []page.Row
	Verdicts []page.Row // what was decided on each point; empty while nothing is
	File     page.Link  // of the result, with Verdicts
	Table    page.Link  // what became of all statements; no link while there is nothing to read
}

// Decided reports that whoever wrote has nothing to wait for: on the statement or on the plan was decided.
func (h Head) Decided() bool { return h.Kind == page.StateDone }

// Told is what was decided on a statement; nil as long as nothing is.
func Told(ctx context.Context, room *weighing.Service, rc statement.Receipt) (*weighing.Result, error) {
	res, err := room.ResultOf(ctx, rc)
	if errors.Is(err, weighing.ErrNotFound) {
		return nil, nil
	}
	return &res, err
}

// Of is the head for a receipt at an address, with what was decided on it.
func Of(rc statement.Receipt, told *weighing.Result, here string) (Head, error) {
	h := Head{Kind: page.StateOpen, Chip: "Rechtzeitig eingegangen", Title: "Ihre Stellungnahme ist bei uns", Lead: "Sie ist sicher gespeichert. Sie müssen nichts weiter tun."}
	if s := rc.View.State; told != nil || s == procedure.Adopted || s == procedure.InForce {
		h.Table = page.Link{Label: "Was aus den Stellungnahmen wurde", URL: "/verfahren/" + rc.View.Slug + "/ergebnis"}
	}
	var err error
	switch {
	case rc.State == statement.Withdrawn:
		h.Kind, h.Chip, h.Title, h.Amber = page.StateNote, "Zurückgezogen", "Sie haben diese Stellungnahme zurückgezogen", true
		h.Lead = "Seit " + page.DateTime(*rc.WithdrawnAt) + ". Sie wird als zurückgezogen geführt und Sie bekommen keine Mitteilung. " +
			"Der Hinweis selbst bleibt bekannt und muss weiter bedacht werden, wenn er wichtig ist. Der Eintrag im Register bleibt."
		h.Table = page.Link{}
	case told != nil:
		h.Kind, h.Chip, h.Title, h.Lead = page.StateDone, "Entschieden", "Über Ihre Stellungnahme ist entschieden", toldWords(*told)
		h.File = page.Link{Label: "Ergebnis mit Begründung (PDF)", URL: here + "/ergebnis.pdf"}
		h.Verdicts, err = verdicts(*told)
	case rc.View.State == procedure.Adopted, rc.View.State == procedure.InForce:
		h.Kind, h.Chip, h.Title, h.Lead = page.StateDone, "Abgeschlossen", "Über den Plan ist entschieden", "Ihre Stellungnahme ist sicher gespeichert."
	case rc.View.State == procedure.Abandoned:
		h.Kind, h.Chip, h.Title, h.Lead = page.StateDone, "Abgeschlossen", "Das Verfahren ist beendet", "Der Plan wird nicht weiterverfolgt. Ihre Stellungnahme ist sicher gespeichert."
	case rc.Period == nil:
		h.Kind, h.Chip = page.StateNote, "Eingegangen"
	case !rc.Timely():
		h.Kind, h.Chip, h.Amber = page.StateAttention, "Nach Ende der Frist", true
		h.Lead = "Sie ist sicher gespeichert. Die Frist war schon vorbei. Wir prüfen trotzdem, ob wir sie berücksichtigen müssen (" + page.Paragraph(rc.LateParagraph()) + ")."
	case rc.Extended != nil:
		h.Lead = extendedWords(*rc.Extended) + " " + h.Lead
	}
	h.Rows = rows(rc, h.Decided())
	return h, err
}

func verdicts(r weighing.Result) ([]page.Row, error) {
	list, err := result.Verdicts(r)
	rows := make([]page.Row, len(list))
	for i, v := range list {
		rows[i] = page.Row{Term: v.Point, Text: v.Outcome}
	}
	return rows, err
}

// rows say what came when, and to what. Whether it was in time stands here once the head says something else.
func rows(rc statement.Receipt, decided bool) []page.Row {
	at := page.Row{Term: "Eingegangen am", Text: page.DateTime(rc.ReceivedAt)}
	end := page.Row{Term: "Ende der Frist", Text: "Zur Zeit des Eingangs lief keine Frist"}
	if rc.Period != nil {
		end.Text = endOf(*rc.Period)
	}
	switch {
	case !decided || rc.Period == nil:
	case rc.Timely():
		at.Note = "rechtzeitig"
	default:
		at.Note = "nach Ende der Frist"
	}
	if rc.FiledIn != nil && rc.FiledIn.Version != rc.Period.Version {
		end.Note = "verlängert; bei Ihrem Eingang galt " + endOf(*rc.FiledIn)
	}
	return []page.Row{{Term: "Eingangsnummer", Body: page.ReceiptNumber(rc.Label())}, at, end, {Term: "Verfahren", Text: rc.View.Title}}
}

func endOf(p procedure.PeriodVersion) string { return page.LongDate(p.LastDay) + ", 24\u00a0Uhr" }

// toldWords says of whom there is a result.
func toldWords(r weighing.Result) string {
	d := r.Latest()
	words := d.Body + ", Sitzung am " + page.PlainDate(period.DateOfUTC(d.MeetingOn)) + "."
	if n := r.Open(); n > 0 {
		words += " " + page.Plural(n, "Punkt ist", "Punkte sind") + " noch offen."
	}
	return words
}

// extendedWords says why a statement after the first end is in time.
func extendedWords(e procedure.PeriodVersion) string {
	return "Die Frist wurde am " + page.PlainDate(period.DateAt(e.DecidedAt)) + " bis " + page.PlainDate(e.LastDay) + " verlängert. Damit ist Ihre Stellungnahme rechtzeitig."
}
