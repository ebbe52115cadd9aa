package receipt

import (
	"fmt"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a host without zoneinfo must not print another time on a receipt

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

var berlin = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/Berlin") })

var (
	weekdays = [...]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
	months   = [...]string{"", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
)

func day(d period.Date) string {
	return weekdays[d.Weekday()] + ", " + plain(d)
}

func plain(d period.Date) string {
	return fmt.Sprintf("%d.\u00a0%s %d", d.Day, months[d.Month], d.Year)
}

// instant prints a time of receipt to the second, in legal time. The offset makes it one instant even in the hour that
// the end of summer time repeats.
func instant(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	return fmt.Sprintf("%s, %s Uhr (UTC%s)", day(period.DateAt(t)), local.Format("15:04:05"), local.Format("-07:00"))
}

var means = map[identity.Means]string{
	identity.MeansEID:      "angemeldet mit Online-Ausweis",
	identity.MeansElster:   "angemeldet mit ELSTER-Zertifikat",
	identity.MeansPassword: "angemeldet mit Benutzername und Passwort",
	identity.MeansAuthega:  "angemeldet mit Authega-Zertifikat",
	identity.MeansEIDAS:    "angemeldet mit dem Ausweis eines anderen EU-Staats",
	identity.MeansDiia:     "angemeldet mit Diia",
	identity.MeansFINK:     "angemeldet mit dem Nutzerkonto eines Landes",
	identity.MeansOther:    "über den Anmeldedienst angemeldet, ohne bekanntes Mittel",
	identity.MeansStaff:    "angemeldet mit Konto der Verwaltung",
	identity.MeansMailbox:  "über einen Link an das bekannte Postfach, Person nicht geprüft",
	identity.MeansGuest:    "Angabe nicht geprüft (Gast)",
}

var levels = map[identity.Level]string{
	identity.LevelNone: "keines", identity.LevelLow: "niedrig", identity.LevelSubstantial: "substanziell", identity.LevelHigh: "hoch",
}

var channels = map[statement.Channel]string{
	statement.Email: "per E-Mail", statement.Letter: "per Brief", statement.Fax: "per Fax",
	statement.Niederschrift: "zur Niederschrift", statement.AtEvent: "in einer Veranstaltung",
}

// author is who filed and how sure the house is of it.
func author(r statement.Receipt) string {
	name := identity.DecentName(r.Contact.Name)
	if name == "" {
		name = "ohne Namen"
	}
	if words := ActingWords(r.Contact); words != "" {
		name += " " + words
	}
	if way, ok := channels[r.Channel]; ok {
		return name + "\n" + "eingegangen " + way + ", Angabe nicht geprüft"
	}
	way, ok := means[r.Evidence.Means]
	if !ok {
		way = "angemeldet"
	}
	return fmt.Sprintf("%s\n%s (Vertrauensniveau %s)", name, way, levels[r.Evidence.Level])
}

// others names everybody else behind a statement, one on a line: the receipt goes to the one who typed the names.
func others(c statement.Contact) string {
	var lines []string
	for _, a := range c.Authors {
		lines = append(lines, strings.TrimSuffix(a.Name+", "+a.Address(), ", "))
	}
	if c.Signatures > 0 {
		lines = append(lines, persons(c.Signatures)+" auf einer Liste")
	}
	return strings.Join(lines, "\n")
}

// label is what the others are to the one who sent it.
func label(c statement.Contact) string {
	if c.ActingFor == statement.ForGroup {
		return "Gemeinsam mit"
	}
	return "Im Namen von"
}

// ActingWords says for whom somebody files, after her name: "als Bevollmächtigte/r für 3 Personen". Empty for who
// speaks only for herself.
func ActingWords(c statement.Contact) string {
	switch {
	case c.ActingFor == statement.ForCompany && c.Role != "":
		return "für " + c.ActingForName + " (" + c.Role + ")"
	case c.ActingFor == statement.ForCompany:
		return "für " + c.ActingForName
	case c.ActingFor == statement.ForOther, c.SpeaksForOthers() && c.ActingForName != "":
		return "für " + c.ActingForName
	case c.ActingFor == statement.ForClients:
		return "als Bevollmächtigte/r für " + persons(c.Persons())
	case c.ActingFor == statement.ForChild && len(c.Authors) > 1:
		return fmt.Sprintf("als gesetzliche Vertretung für %d Kinder", len(c.Authors))
	case c.ActingFor == statement.ForChild:
		return "als gesetzliche Vertretung für ein Kind"
	case c.ActingFor == statement.ForGroup:
		return "gemeinsam, zusammen " + persons(c.Persons())
	}
	return ""
}

func persons(n int) string {
	if n == 1 {
		return "1 Person"
	}
	return grouped(int64(n)) + " Personen"
}

// purposes say what a file is for, before its name.
var purposes = map[statement.Purpose]string{statement.Mandate: "Vollmacht: ", statement.Signatures: "Unterschriftenliste: "}

func answerable(c statement.Contact) bool { return c.ReplyBy == "mail" || c.ReplyBy == "post" }

func reply(c statement.Contact) string {
	switch c.ReplyBy {
	case "mail":
		return "per E-Mail an " + c.Mail
	case "post":
		return "per Post an " + strings.Join([]string{c.Street, c.PostalCode + " " + c.City}, ", ")
	}
	return "keine Antwort möglich"
}

func subject(r statement.Receipt) string {
	var parts []string
	if r.Reference.Document != nil {
		title := "eine Unterlage"
		for _, d := range r.View.Documents {
			if d.ID == *r.Reference.Document {
				title = d.Title
			}
		}
		parts = append(parts, title)
	}
	if r.Reference.Text != "" {
		parts = append(parts, r.Reference.Text)
	}
	if len(parts) == 0 {
		return "der ganze Plan"
	}
	return strings.Join(parts, ", ")
}

// size prints a number of bytes as people know it from their computer, with the exact number for comparing.
func size(n int64) string {
	exact := grouped(n) + " Byte"
	switch {
	case n < 1000:
		return exact
	case n < 1000*1000:
		return fmt.Sprintf("%d kB (%s)", (n+500)/1000, exact)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB (%s)", float64(n)/1e6, exact), ".", ",", 1)
}

// grouped puts a point after every third digit from the right.
func grouped(n int64) string {
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// hash prints a SHA-256 in groups of four digits, as the page of the receipt does.
func hash(sum []byte) string {
	var groups []string
	for i := 0; i < len(sum); i += 2 {
		groups = append(groups, fmt.Sprintf("%x", sum[i:min(i+2, len(sum))]))
	}
	return strings.Join(groups, " ")
}

// theBody names the deciding body with its article.
func theBody(a identity.Authority) string {
	if strings.HasSuffix(a.DecidingBody, "ung") {
		return "Die " + a.DecidingBody
	}
	return "Der " + a.DecidingBody
}

// verdict is the first thing that a person wants to know.
func verdict(r statement.Receipt) (head, text string) {
	const stored = "Sie ist sicher gespeichert. Sie müssen nichts weiter tun."
	switch {
	case r.State == statement.Withdrawn:
		return "Zurückgezogen", "Sie haben diese Stellungnahme zurückgezogen. Der Hinweis selbst bleibt der Verwaltung bekannt; " +
			"sie muss ihn weiter bedenken, wenn er wichtig ist. Der Eintrag im Register bleibt."
	case r.Period == nil:
		return "Ihre Stellungnahme ist bei uns", stored + " Zur Zeit des Eingangs lief keine Frist."
	case r.Timely() && r.Extended != nil:
		return "Rechtzeitig eingegangen: Ihre Stellungnahme ist bei uns", fmt.Sprintf("Die Frist wurde am %s bis %s verlängert. "+
			"Damit ist Ihre Stellungnahme rechtzeitig. ", plain(period.DateAt(r.Extended.DecidedAt)), plain(r.Extended.LastDay)) + stored
	case r.Timely():
		return "Rechtzeitig eingegangen: Ihre Stellungnahme ist bei uns", stored
	}
	return "Nach Ende der Frist eingegangen: Ihre Stellungnahme ist bei uns",
		"Die Frist war schon vorbei. Wir prüfen trotzdem, ob wir sie berücksichtigen müssen. Ihre Stellungnahme ist nicht ungültig. " +
			theBody(r.Authority) + " kann sie aber unberücksichtigt lassen, wenn der Inhalt nicht bekannt war und nicht bekannt sein musste und er " +
			"für die Rechtmäßigkeit des Plans keine Rolle spielt (" + r.LateParagraph() + "). Das prüfen wir einzeln und halten das Ergebnis fest."
}

// next is what happens now; nothing more for the author of a withdrawn statement.
func next(r statement.Receipt) []string {
	if r.State == statement.Withdrawn {
		return nil
	}
	when := "in öffentlicher Sitzung"
	for _, s := range r.View.Steps {
		if s.Kind == procedure.StepAdoption && s.Expected != "" {
			when = s.Expected + ", " + when
		}
	}
	steps := []string{
		"Wir prüfen Ihre Hinweise, nach Ende der Frist zusammen mit allen anderen.",
		theBody(r.Authority) + " entscheidet, " + when + ". Ihr Name wird dabei nicht genannt.",
	}
	if answerable(r.Contact) {
		steps = append(steps, "Sie bekommen das Ergebnis mit Begründung, "+reply(r.Contact)+".")
	}
	return steps
}
