package filing

import (
	"errors"
	"path"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// meansWords are the ways of logging in: as a name, after "Mit", and after "bestätigt durch".
type meansWords struct{ name, with, by string }

var means = map[identity.Means]meansWords{
	identity.MeansEID:      {"Online-Ausweis", "dem Online-Ausweis", "bestätigt durch Ihren Online-Ausweis"},
	identity.MeansElster:   {"ELSTER-Zertifikat", "dem ELSTER-Zertifikat", "bestätigt durch Ihr ELSTER-Zertifikat"},
	identity.MeansPassword: {"Benutzername und Passwort", "Benutzername und Passwort", "aus Ihrem Konto, nicht bestätigt"},
	identity.MeansAuthega:  {"Authega-Zertifikat", "dem Authega-Zertifikat", "bestätigt durch Ihr Authega-Zertifikat"},
	identity.MeansEIDAS:    {"Ausweis eines anderen EU-Staats", "dem Ausweis eines anderen EU-Staats", "bestätigt durch Ihren Ausweis"},
	identity.MeansDiia:     {"Diia", "Diia", "bestätigt durch Diia"},
	identity.MeansFINK:     {"Nutzerkonto Ihres Landes", "dem Nutzerkonto Ihres Landes", "aus dem Nutzerkonto Ihres Landes"},
	identity.MeansStaff:    {"Konto der Verwaltung", "dem Konto der Verwaltung", "aus dem Konto der Verwaltung"},
}

func meansOf(m identity.Means) meansWords {
	if w, ok := means[m]; ok {
		return w
	}
	return meansWords{"dieser Anmeldung", "dieser Anmeldung", "aus Ihrer Anmeldung"}
}

var levels = map[identity.Level]string{
	identity.LevelNone: "keines", identity.LevelLow: "niedrig", identity.LevelSubstantial: "substanziell", identity.LevelHigh: "hoch",
}

// needed is what a level asks for, after "brauchen wir".
var needed = map[identity.Level]string{
	identity.LevelLow:         "ein Konto mit Benutzername und Passwort (Vertrauensniveau niedrig)",
	identity.LevelSubstantial: "den Online-Ausweis oder Ihr ELSTER-Zertifikat (Vertrauensniveau substanziell)",
	identity.LevelHigh:        "den Online-Ausweis (Vertrauensniveau hoch)",
}

// evidenceWords says on a receipt how sure we are of the author.
func evidenceWords(e statement.Evidence) string {
	return "angemeldet mit " + meansOf(e.Means).name + " (Vertrauensniveau " + levels[e.Level] + ")"
}

// address is an address on one line, without the parts that are missing.
func address(c statement.Contact) string {
	city := strings.TrimSpace(c.PostalCode + " " + c.City)
	if c.Street == "" || city == "" {
		return c.Street + city
	}
	return c.Street + ", " + city
}

// replyWords is how the result reaches the person, after "Antwort".
func replyWords(c statement.Contact) string {
	switch {
	case c.ReplyBy == "mail" && c.Mail != "":
		return "per E-Mail an " + c.Mail
	case c.ReplyBy == "post" && address(c) != "":
		return "per Post an " + address(c)
	case c.ReplyBy == "post":
		return "per Post; dafür fehlt noch Ihre Anschrift"
	}
	return "unter „Meine Stellungnahmen“"
}

// referenceWords is what a statement speaks about.
func referenceWords(ref statement.Reference, docs []procedure.Document) string {
	about := "Der ganze Plan"
	if ref.Document != nil {
		about = "Eine Unterlage des Verfahrens"
		for _, d := range docs {
			if d.ID == *ref.Document {
				about = d.Title
			}
		}
	}
	switch {
	case ref.Text == "":
		return about
	case ref.Document == nil:
		return "Stelle im Plangebiet: " + ref.Text
	}
	return about + ", Stelle im Plangebiet: " + ref.Text
}

// textProblems says to the author why bytes are no text. The text itself stands in the field again.
var textProblems = map[statement.TextProblem]string{
	statement.HasNUL:  "Ihr Text enthält ein Zeichen, das sich nicht speichern lässt (NUL, hier als ␀ gezeigt). Bitte löschen Sie es. So ist Ihr Text noch nicht gespeichert und nicht eingereicht.",
	statement.NotUTF8: "Einige Zeichen kamen beschädigt bei uns an (hier als � gezeigt). Bitte schreiben Sie diese Stellen neu. So ist Ihr Text noch nicht gespeichert und nicht eingereicht.",
	statement.TooLong: "Ihr Text ist zu lang. Möglich sind 2 MB, das sind etwa 700 Seiten. Bitte kürzen Sie ihn oder hängen Sie ihn als Datei an. So ist er noch nicht gespeichert und nicht eingereicht.",
}

// textProblem is empty for bytes that can be taken.
func textProblem(s string) string {
	var bad *statement.Unstorable
	if errors.As(statement.CheckText([]byte(s)), &bad) {
		return textProblems[bad.Why]
	}
	return ""
}

// shown makes any bytes fit to be seen in a page: what is no character becomes one that says so.
func shown(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "␀")
}

// refusedWords says why a file was not accepted and what to do. size is the whole size, not what was read of it.
func refusedWords(why statement.FileProblem, name string, size int64) string {
	switch why {
	case statement.FileTooLarge:
		return name + " ist " + page.Size(size) + " groß. Höchstens 25\u00a0MB sind möglich. Teilen Sie die Datei oder senden Sie sie per E-Mail."
	case statement.FileMacros:
		return "Dateien mit Makros (" + strings.ToLower(path.Ext(name)) + ") nehmen wir nicht an. Speichern Sie den Brief als PDF und wählen Sie ihn noch einmal aus."
	case statement.FileEmpty:
		return name + " ist leer (0\u00a0Byte)."
	}
	return "Diese Art von Datei nehmen wir nicht an. Möglich sind PDF, Bilder, Textdateien, Word, Excel und OpenDocument. Speichern Sie den Inhalt als PDF und wählen Sie ihn noch einmal aus."
}

// theBody names the deciding body with its article: "Der Rat", "Die Gemeindevertretung".
func theBody(body string) string {
	if strings.HasSuffix(body, "ung") {
		return "Die " + body
	}
	return "Der " + body
}

// theTown is how the authority is named where the law says "die Gemeinde", in the dative.
func theTown(a identity.Authority) string {
	if strings.HasPrefix(a.Name, "Stadt ") {
		return "der Stadt"
	}
	return "der Gemeinde"
}

// purposes say what a file is for, before its name.
var purposes = map[statement.Purpose]string{statement.Content: "Anhang: ", statement.Mandate: "Vollmacht: ", statement.Signatures: "Unterschriftenliste: "}

func files(list []statement.Attachment) []string {
	lines := make([]string, len(list))
	for i, a := range list {
		lines[i] = a.FileName + " (" + page.Size(a.Size) + ")"
	}
	return lines
}
