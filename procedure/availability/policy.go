package availability

import "time"

// The numbers of this file are policy, not law: courts have decided single cases, and between them the house must draw a
// line somewhere. They stand here, and nowhere else, with where they come from.
const (
	// harmlessShare is the part of a period that an outage may take without a word, if the rest still covers the minimum:
	// three days of six weeks, the case of OVG Niedersachsen, Beschl. v. 16.11.2023, 1 KN 91/21. Policy of 25.11.2026.
	harmlessShare = 3.0 / 42

	// gravest is the part from which the access as a whole is no longer given, however long the period is. No court has
	// drawn this line; a quarter is our caution. Policy of 25.11.2026.
	gravest = 0.25

	// brief is what counts as a passing disturbance even in a period of the minimum length: half a working day in all.
	// The court asks for an unreasonable obstacle to the access as a whole; a maintenance window is none. Policy of 25.11.2026.
	brief = 4 * time.Hour

	// recheckShare: a document that is down is looked at so many times as often. Policy of 25.11.2026.
	recheckShare = 5

	// sealAfter is how long after the end of a period its checks go into the register: fetches under way end before.
	// Policy of 25.11.2026.
	sealAfter = 15 * time.Minute
)

// DefaultInterval is how often a document is fetched where the operator says nothing else. Policy of 25.11.2026.
const DefaultInterval = 15 * time.Minute

// Patience is how long a document of so many bytes may take: half a minute for the answer, and the time of a slow line of
// 8 Mbit/s for its bytes. Policy of 25.11.2026.
func Patience(size int64) time.Duration {
	return 30*time.Second + time.Duration(size)*time.Microsecond
}

// Ruling is what a court or a commentator said about outages.
type Ruling struct {
	Source string
	Says   string
	URL    string
}

// Rulings lists what is known, the decision first.
var Rulings = []Ruling{
	{"OVG Niedersachsen, Beschluss vom 16.11.2023, 1 KN 91/21",
		"Die Unterlagen müssen auffindbar und tatsächlich abrufbar sein. Zeitweise Störungen schaden nicht, solange sie den Zugang insgesamt nicht unzumutbar erschweren. Drei Tage Ausfall bei sechs Wochen waren unschädlich.",
		"https://voris.wolterskluwer-online.de/browse/document/fbcc7a08-43fa-4ab7-8f3d-dbc8f360f4e6"},
	{"Frühere Praxis, Bericht der Kanzlei Quaas & Partner",
		"Jeder Ausfall machte die Veröffentlichung fehlerhaft, und sie war ohne Störung zu wiederholen. Der Fehler ist mindestens ein Jahr lang beachtlich, bei rechtzeitiger Rüge auf Dauer (§§ 214, 215 BauGB).",
		"https://quaas-partner.de/?p=2839"},
	{"Auslegung auf Papier, übertragen",
		"Eine Unterbrechung galt als unschädlich, wenn die Unterlagen insgesamt noch einen Monat lang einzusehen waren.",
		"http://www.juramagazin.de/frist.html"},
	{"Fehlende Unterlage",
		"Fehlt eine Datei, ist das wie ein Ausfall. In Hamburg wurde 2025 ein Durchgang wiederholt, weil Anlagen fehlten.", ""},
}
