package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// story is one plan's way through the house, told over HTTP with the persons of the demo.
type story struct {
	*demo
	t    *testing.T
	mara *browser
	// What later chapters come back to.
	number string // on Mara's receipt, such as BP47-0047
	points []point
	pdf    []byte // table 1 before the vote, as Ingrid loads it
	xlsx   []byte
}

// What Mara writes: two concerns in two paragraphs, with more about her than the public may know.
const (
	maraOnTraffic = "Ich heiße Mara Hoffmann und wohne am Mühlenweg 18. Der Mühlenweg ist für 410 Fahrten am Tag zu schmal. Bitte planen Sie eine zweite Zufahrt."
	maraOnKita    = "Die Kita braucht eine Haltefläche, auf der Kinder sicher aussteigen."
	maraMail      = "m.hoffmann@post.example"
)

// TestStory walks from the first look at a plan to the council's decision and its result. It runs in the order of life:
// a chapter that fails ends it.
func TestStory(t *testing.T) {
	s := &story{demo: startDemo(t)}
	for _, chapter := range []struct {
		title string
		tell  func(*story)
	}{
		{"a reader finds the plan, its deadline and a document without logging in", (*story).readerFindsThePlan},
		{"Greta learns before the first word which login is needed, and reads everything", (*story).gretaLearnsTheLevel},
		{"Mara writes, attaches a file, checks and files", (*story).maraFiles},
		{"Mara's receipt holds without the town, and not with one byte changed", (*story).receiptHolds},
		{"the mail has the number and not the content", (*story).mailHasNoContent},
		{"Mara finds her statement again", (*story).maraFindsItAgain},
		{"Jana finds it and divides it, and nothing is lost", (*story).janaDivides},
		{"Jana releases the wording with the name blacked out, and proposes", (*story).janaReleasesAndProposes},
		{"Jana sees what is missing, and that the period still runs", (*story).janaSeesWhatIsMissing},
		{"Tarek writes late to the plan that is being weighed, what no table should choke on", (*story).tarekWritesLate},
		{"Jana closes the gaps of the plan that is being weighed", (*story).janaClosesTheGaps},
		{"Holger freezes table 1", (*story).holgerFreezes},
		{"Ingrid reads page by page", (*story).ingridReads},
		{"Ingrid's files hold every wording", (*story).ingridDownloads},
		{"Holger records the decision with an exception", (*story).holgerRecords},
		{"everybody reads the result, without names", (*story).everybodyReadsTheResult},
		{"the command line writes the same bytes as the download", (*story).exportWritesTheSame},
		{"everything re-derives", (*story).everythingVerifies},
		{"the log tells of nobody", (*story).logTellsNobody},
	} {
		ok := t.Run(chapter.title, func(t *testing.T) {
			s.t, s.demo.t = t, t
			if s.mara != nil {
				s.mara.t = t
			}
			chapter.tell(s)
		})
		if !ok {
			break
		}
	}
}

// visitor opens a browser at the front page.
func (s *story) visitor() *browser {
	s.t.Helper()
	return openBrowser(s.t, s.address).Get("/")
}

// as opens a browser of a person who has logged in.
func (s *story) as(name string) *browser {
	s.t.Helper()
	return openBrowser(s.t, s.address).LoginAs(name)
}

func (s *story) readerFindsThePlan() {
	b := s.visitor().Sees("h1", "Mitreden, wenn Auenbrück plant").Fill("Straße, Ortsteil oder Name des Plans", "mühlenwiese").Press("Suchen")
	b.Follow("Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“").Sees("h1", "Südlich der Mühlenwiese")
	b.Sees("[aria-labelledby=frist]", "Noch ").Sees("[aria-labelledby=frist]", "bis einschließlich")
	b.Follow("Umweltbericht").Sees("h1", "Umweltbericht")
	if text := pdfText(s.t, b.Download("Herunterladen: Umweltbericht")); !strings.Contains(text, "Kaltluft") {
		s.t.Errorf("document: got %.200q, want the text of the report", text)
	}
	if len(b.jar.Cookies(b.home)) > 0 {
		s.t.Errorf("reading left cookies: got %v, want none", b.jar.Cookies(b.home))
	}
}

func (s *story) gretaLearnsTheLevel() {
	b := s.visitor().Get("/verfahren/bp-47").Follow("Stellungnahme abgeben").Sees("h1", "Wie möchten Sie schreiben?")
	b.Sees("main", "Nur Benutzername und Passwort reichen hier nicht aus").Sees("main", "Per E-Mail, per Brief oder im Rathaus")
	b.LoginAs("Greta Albers").Sees("h1", "Mit Benutzername und Passwort reicht es hier nicht ganz").Page().HasNone("textarea")
	for _, path := range []string{"/verfahren/bp-47", "/verfahren/bp-47/bekanntmachung", "/verfahren/bp-47/pruefpunkt", "/verfahren/bp-12-3/ergebnis"} {
		b.Get(path).Answered(http.StatusOK)
	}
	b.Get("/verfahren/bp-47/unterlagen/1")
	if got := b.Download("Herunterladen: Kurz erklärt: Was ist geplant?"); len(got) == 0 {
		s.t.Error("Greta's document is empty")
	}
}

func (s *story) maraFiles() {
	b := s.visitor().Get("/verfahren/bp-47").Follow("Stellungnahme abgeben").LoginAs("Mara Hoffmann").Sees("h1", "Ihre Stellungnahme")
	b.Fill(textField, maraOnTraffic+"\n\n"+maraOnKita).Fill("Worauf beziehen Sie sich?", "Verkehrsuntersuchung Mühlenweg")
	b.Attach(fileField, upload{"Zählung am Donnerstag.txt", "text/plain", []byte("7 bis 8 Uhr: 143 Fahrzeuge\n")}).Press(toDetails)
	b.Sees("h1", "Ihre Angaben").Sees("dd", "Mara Hoffmann").Choose("Per E-Mail").Fill("E-Mail-Adresse", maraMail).Press(toCheck)
	b.Sees("h1", "Prüfen und einreichen").Sees("dd", maraOnKita).Sees("dd", "Zählung am Donnerstag.txt").Sees("dd", "Verkehrsuntersuchung Mühlenweg")
	b.Sees("main", "Rechtzeitig:").Press(toReceipt)
	b.Sees("h1", "Ihre Stellungnahme ist bei uns").Sees(".ew-state", "Rechtzeitig eingegangen").Sees("dd", "angemeldet mit Online-Ausweis (Vertrauensniveau hoch)")
	s.mara, s.number = b, strings.TrimPrefix(b.at.Path, "/meine/")
	b.Sees("dd", s.number)
	text := pdfText(s.t, b.Download("Eingangsbestätigung (PDF)"))
	for _, want := range []string{s.number, "Mara Hoffmann", "eine zweite Zufahrt"} {
		if !strings.Contains(squash(text), squash(want)) {
			s.t.Errorf("Eingangsbestätigung: got no %q", want)
		}
	}
}

func (s *story) receiptHolds() {
	zip := s.mara.Download("Digitaler Nachweis (ZIP)")
	files := unzip(s.t, zip)
	if got := string(files["text.txt"]); got != maraOnTraffic+"\r\n\r\n"+maraOnKita {
		s.t.Errorf("text.txt: got %q, want what Mara's browser sent", got)
	}
	proof := s.file("nachweis.zip", zip)
	key := s.key()
	if got := s.einwand("verify", "--receipt", proof, "--key", key); got.code != 0 || !strings.Contains(got.stdout, "1 Eingang geprüft, 0 Abweichungen") {
		s.t.Errorf("verify: got exit %d, %s%s, want 0 and no deviation", got.code, got.stdout, got.stderr)
	}
	forged := s.file("gefaelscht.zip", rezip(s.t, files, "text.txt", func(text []byte) []byte {
		text[len(text)-2] ^= 1
		return text
	}))
	if got := s.einwand("verify", "--receipt", forged, "--key", key); got.code != 1 {
		s.t.Errorf("verify with one bit of the text changed: got exit %d, %s, want 1", got.code, got.stdout)
	}
	other := s.file("anderer.key", []byte(strings.Replace(key, key[len(key)-6:], "AAAAAA", 1)))
	if got := s.einwand("verify", "--receipt", proof, "--key", other); got.code == 0 {
		s.t.Error("verify with another key: got exit 0, want it refused")
	}
}

// key is the public key as the site prints it for everybody.
func (s *story) key() string {
	s.t.Helper()
	words := strings.Fields(s.visitor().Get("/pruefschluessel").Page().Text("main"))
	i := slices.IndexFunc(words, func(w string) bool { return strings.Count(w, "+") >= 2 && strings.HasPrefix(w, "einwand.demo") })
	if i < 0 {
		s.t.Fatalf("/pruefschluessel: got %q, want a key", words)
	}
	return words[i]
}

// file writes a file that lives as long as the story.
func (s *story) file(name string, data []byte) string {
	s.t.Helper()
	path := filepath.Join(s.data, "..", name)
	must(s.t, os.WriteFile(path, data, 0o600))
	return path
}

func (s *story) mailHasNoContent() {
	mail := s.mail(s.number)
	if !strings.Contains(mail, "To: <"+maraMail+">") {
		s.t.Errorf("mail: got %q, want it to Mara", mail)
	}
	for _, word := range []string{"Zufahrt", "Kita", "Mühlenweg 18"} {
		if strings.Contains(mail, word) || strings.Contains(mail, strings.ReplaceAll(word, "ü", "=C3=BC")) {
			s.t.Errorf("mail holds %q, want none of the content", word)
		}
	}
}

func (s *story) maraFindsItAgain() {
	s.mara.Get("/").Follow("Meine Stellungnahmen").Sees("h3", s.number).Sees("main", "Ist bei uns").Follow(s.number).Sees(".ew-quote", maraOnKita)
	if got := string(s.mara.Download("Zählung am Donnerstag.txt")); got != "7 bis 8 Uhr: 143 Fahrzeuge\n" {
		s.t.Errorf("attachment: got %q, want it as Mara sent it", got)
	}
}

// pdfText is what poppler reads in a PDF, or in a part of its pages.
func pdfText(t testing.TB, data []byte, part ...string) string {
	t.Helper()
	cmd := exec.Command("pdftotext", append(part, "-q", "-", "-")...)
	cmd.Stdin = strings.NewReader(string(data))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}
