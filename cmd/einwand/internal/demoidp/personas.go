package demoidp

import "github.com/einwand/einwand/identity"

// The two providers, as their part of the addresses.
const (
	EntityResidents = "buerger" // stands for BundID
	EntityStaff     = "rathaus" // stands for a town's directory
)

// Persona is an invented person who can log in.
type Persona struct {
	ID      string // part of the subject, never changes
	Name    string // as shown on the button; Given and Surname put together
	Given   string
	Surname string
	Mail    string

	Street, PostalCode, City string // residents only

	Level  identity.Level
	Means  identity.Means
	Note   string // what one can try out as this person, for the page
	Entity string
}

// Subject is the persona's lasting key at its provider.
func (p Persona) Subject() string { return "demo-" + p.ID }

// Personas are the people of the demo. The town and all names are invented.
func Personas() []Persona {
	return append(neighbours(), townHall()...)
}

func neighbours() []Persona {
	return []Persona{
		{
			ID: "mara", Name: "Mara Hoffmann", Given: "Mara", Surname: "Hoffmann", Mail: "m.hoffmann@post.example",
			Street: "Mühlenweg 18", PostalCode: "59999", City: "Auenbrück",
			Level: identity.LevelHigh, Means: identity.MeansEID, Entity: EntityResidents,
			Note: "Kann in jedem Verfahren über das Formular schreiben, auch wenn es den stärksten Nachweis verlangt.",
		},
		{
			ID: "tarek", Name: "Tarek Yıldız", Given: "Tarek", Surname: "Yıldız", Mail: "t.yildiz@post.example",
			Street: "Am Wehr 4", PostalCode: "59999", City: "Auenbrück",
			Level: identity.LevelSubstantial, Means: identity.MeansElster, Entity: EntityResidents,
			Note: "Kann über das Formular schreiben, solange ein Verfahren nicht den Online-Ausweis verlangt.",
		},
		{
			ID: "greta", Name: "Greta Albers", Given: "Greta", Surname: "Albers", Mail: "g.albers@post.example",
			Street: "Lindenstraße 27", PostalCode: "59999", City: "Auenbrück",
			Level: identity.LevelLow, Means: identity.MeansPassword, Entity: EntityResidents,
			Note: "Kann alles lesen. Für das Formular reicht das meist nicht; einwand sagt es vor dem ersten Wort und zeigt die anderen Wege.",
		},
	}
}

func townHall() []Persona {
	staff := []Persona{
		{
			ID: "jana", Name: "Jana Wirth", Given: "Jana", Surname: "Wirth", Mail: "j.wirth@auenbrueck.example",
			Note: "Planerin: führt Verfahren, erfasst Eingänge, teilt Stellungnahmen ein und schreibt Abwägungsvorschläge.",
		},
		{
			ID: "holger", Name: "Dr. Holger Stein", Given: "Dr. Holger", Surname: "Stein", Mail: "h.stein@auenbrueck.example",
			Note: "Leitung der Stadtplanung: prüft Vorschläge, schreibt Tabellen fest und hält Beschlüsse fest.",
		},
		{
			ID: "ingrid", Name: "Ingrid Baumeister", Given: "Ingrid", Surname: "Baumeister", Mail: "i.baumeister@rat.auenbrueck.example",
			Note: "Ratsmitglied: liest im Lesesaal, worüber der Rat entscheidet.",
		},
		{
			ID: "wasserverband", Name: "Wasserverband Auenbach, Frau Peters", Given: "Wasserverband Auenbach,", Surname: "Frau Peters",
			Mail: "peters@wasserverband-auenbach.example",
			Note: "Träger öffentlicher Belange: liest unter „Anfragen“, was die Stadt fragt, und gibt Stellungnahmen frei. Der Link aus der E-Mail geht auch ohne Anmeldung.",
		},
		{
			ID: "soenke", Name: "Sönke Brandt", Given: "Sönke", Surname: "Brandt", Mail: "s.brandt@auenbrueck.example",
			Note: "Rechnungsprüfung: liest Verfahren, Stellungnahmen und Tabellen und ändert nichts.",
		},
		{
			ID: "aylin", Name: "Aylin Demir", Given: "Aylin", Surname: "Demir", Mail: "a.demir@auenbrueck.example",
			Note: "Administration: sieht den Stand der Verfahren, aber keine Stellungnahmen.",
		},
	}
	for i := range staff {
		staff[i].Level, staff[i].Means, staff[i].Entity = identity.LevelLow, identity.MeansStaff, EntityStaff
	}
	return staff
}
