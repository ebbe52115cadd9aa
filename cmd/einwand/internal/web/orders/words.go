package orders

import (
	"fmt"
	"strconv"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/procedure/period"
)

// chips name the states.
var chips = map[order.State]struct {
	kind page.StateKind
	word string
}{
	order.Waiting:   {page.StateNeutral, "Wartet"},
	order.Running:   {page.StateNote, "Wird erstellt"},
	order.Done:      {page.StateDone, "Fertig"},
	order.Failed:    {page.StateStop, "Nicht erstellt"},
	order.Cancelled: {page.StateNeutral, "Abgebrochen"},
	order.Expired:   {page.StateNeutral, "Gelöscht"},
}

var (
	audiences = map[export.Audience]string{export.ForCouncil: "für den Rat", export.ForPublic: "öffentliche Fassung"}
	formats   = map[export.Format]string{export.PDF: "PDF", export.DOCX: "Word", export.XLSX: "Excel", export.CSV: "CSV", export.RIS: "für das Ratsinformationssystem"}
)

// Title names what was ordered: "Abwägungstabelle Nr. 2 mit Beschluss Nr. 1, für den Rat, PDF".
func Title(w order.What) string {
	if w.Kind == order.Record {
		return "Verfahrensakte"
	}
	t := "Abwägungstabelle Nr.\u00a0" + strconv.Itoa(w.Table)
	if w.Decision > 0 {
		t += " mit Beschluss Nr.\u00a0" + strconv.Itoa(w.Decision)
	}
	t += ", " + audiences[w.Audience] + ", " + formats[w.Format]
	if w.Paper == export.A3 {
		t += " auf A3"
	}
	return t
}

// sentence says where an order stands. It has no figures: it is read aloud whenever it changes.
func sentence(o order.Order) string {
	switch o.State {
	case order.Waiting:
		return "Die Datei ist bestellt. Sie wird erstellt, sobald sie an der Reihe ist."
	case order.Running:
		return "Die Datei wird erstellt. " + steps(o)
	case order.Done:
		return "Die Datei ist fertig: " + page.Size(o.File.Size) + "."
	case order.Cancelled:
		return "Sie haben den Auftrag abgebrochen. Eine Datei gibt es nicht."
	case order.Expired:
		return "Die Datei ist gelöscht. Wir heben Dateien einen Tag lang auf, für jede Person die letzten 20 mit zusammen höchstens 1 GB. Sie können sie neu erstellen lassen."
	}
	return failures[o.Failure] + reference(o)
}

func steps(o order.Order) string {
	switch o.Progress.Step {
	case order.Laying:
		switch {
		case o.What.Kind == order.Record:
			return "Die Akte wird gepackt."
		case o.What.Format == export.PDF:
			return "Die Seiten werden gesetzt."
		}
		return "Die Zeilen werden geschrieben."
	case order.Storing:
		return "Sie wird gespeichert."
	}
	return "Die Angaben werden gelesen."
}

// counted says how far a step is: "Zeile 640 von 2.000". Empty where nobody knows.
func counted(o order.Order) string {
	p := o.Progress
	switch {
	case o.State != order.Running || p.Total == 0:
		return ""
	case o.What.Kind == order.Table:
		return fmt.Sprintf("Zeile %s von %s", page.Count(p.Done), page.Count(p.Total))
	}
	return fmt.Sprintf("%s von %s", page.Count(p.Done), page.Count(p.Total))
}

// failures say why there is no file, that nothing is lost, and what to do.
var failures = map[order.Failure]string{
	order.Forbidden:  "Als die Arbeit begann, hatten Sie keine Berechtigung mehr für diese Datei. Verloren ist nichts. Bestellen Sie sie noch einmal, wenn Sie die Berechtigung wieder haben.",
	order.Gone:       "Diese Tabelle oder diesen Beschluss gibt es nicht. Verloren ist nichts. Bestellen Sie die Datei von der Seite der Tabelle aus noch einmal.",
	order.Unreleased: "Diese Tabelle wird nicht öffentlich ausgegeben: Wortlaut darin ist nicht freigegeben. Verloren ist nichts. Welche Punkte fehlen, sehen Sie, wenn Sie die Datei noch einmal bestellen.",
	order.TooLarge:   "Die Datei wurde zu groß. Verloren ist nichts: Bestellen Sie eine Tabelle in einem anderen Format; sie steht auch vollständig im Lesesaal. Bei einer Akte fragen Sie den Betrieb, er erstellt sie an der Befehlszeile.",
	order.Abandoned:  "Die Arbeit an der Datei ist mehrmals abgebrochen. Verloren ist nichts. Bestellen Sie die Datei noch einmal, am besten in einer ruhigen Stunde.",
	order.Fault:      "Beim Erstellen ist bei uns ein Fehler aufgetreten. Verloren ist nichts. Bestellen Sie die Datei noch einmal.",
}

// reference lets the operator find the cause in the log.
func reference(o order.Order) string {
	if o.Failure != order.Fault && o.Failure != order.Abandoned {
		return ""
	}
	return " Geschieht es wieder, nennen Sie dem Betrieb die Nummer " + o.ID.String()[24:] + "."
}

// until is the end of the day for which the file is kept.
func until(o order.Order, now time.Time) string {
	at := o.KeepUntil
	switch today := period.DateAt(now); period.DateAt(at) {
	case today:
		return "heute, " + page.ClockTime(at)
	case today.AddDays(1):
		return "morgen, " + page.ClockTime(at)
	}
	return day(at)
}

func day(t time.Time) string { return page.PlainDate(period.DateAt(t)) + ", " + page.ClockTime(t) }

// source is the page that a file is of, with its room and the way to it.
func source(o order.Order) (page.Room, []page.Crumb) {
	if o.What.Kind == order.Record {
		return page.RoomStaff, []page.Crumb{{Label: "Verfahren", URL: page.NavDesk}, {Label: "Akte", URL: "/planung/verfahren/" + o.Ref.Slug + "/akte"}}
	}
	return page.RoomCouncil, []page.Crumb{{Label: "Lesesaal", URL: page.NavReading}, {Label: "Tabelle Nr.\u00a0" + strconv.Itoa(o.What.Table), URL: tablePath(o)}}
}

func tablePath(o order.Order) string {
	return fmt.Sprintf("%s/%s/%d", page.NavReading, o.Ref.Slug, o.What.Table)
}

// audienceParts are how the addresses of files name for whom they are.
var audienceParts = map[export.Audience]string{export.ForCouncil: "rat", export.ForPublic: "oeffentlich"}

// orderPath is the form that orders the same file; empty where there is none.
func orderPath(o order.Order) string {
	if o.What.Kind == order.Record {
		return "/planung/verfahren/" + o.Ref.Slug + "/akte"
	}
	ending := "." + string(o.What.Format)
	switch {
	case o.What.Format == export.RIS:
		ending = "-ris.zip"
	case o.What.Paper == export.A3:
		ending = "-a3.pdf"
	}
	path := tablePath(o) + "/datei/" + audienceParts[o.What.Audience] + ending
	if o.What.Decision > 0 {
		path += "?beschluss=" + strconv.Itoa(o.What.Decision)
	}
	return path
}
