package availability

import "strconv"

var outcomes = map[Outcome]string{
	Good: "abrufbar", Unreachable: "keine Antwort", BadStatus: "Fehlermeldung des Servers", OtherContent: "andere Datei als veröffentlicht",
	TooSlow: "zu langsam", NotListed: "auf der Seite des Verfahrens nicht zu finden",
}

// Words say in German what a check found.
func (r Result) Words() string {
	words := outcomes[r.Outcome]
	if r.Status > 0 {
		words += " (" + strconv.Itoa(r.Status) + ")"
	}
	if r.OnPage {
		words = "Seite des Verfahrens: " + words
	}
	return words
}

// Words say in German what a review comes to.
func (c Choice) Words() string {
	switch c {
	case Harmless:
		return "Unschädlich: Der Zugang war insgesamt nicht unzumutbar erschwert."
	case Extended:
		return "Die Frist ist verlängert und das bekannt gemacht."
	case Repeat:
		return "Der Durchgang wird wiederholt."
	}
	return ""
}
