package planning_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// letterForm is the form of a letter as a member of the staff fills it in.
func letterForm(o *office) url.Values {
	o.t.Helper()
	form := o.get(o.at("/eingang/neu")).Form(o.at("/eingang/neu")).Values
	for name, v := range map[string]string{"channel": "letter", "received_at": "2026-10-30", "received_at-zeit": "11:20", "evidence": "Eingangsstempel",
		"kind-1": "person", "name-1": "Rosa Lind", "street-1": "Gartenweg 3", "postal_code-1": "59999", "city-1": "Auenbrück", "reply_by-1": "post",
		"text-1": "Der Weg am Bach\r\nsoll bleiben."} {
		form.Set(name, v)
	}
	return form
}

func (o *office) statement(number int64) statement.Full {
	o.t.Helper()
	f, err := o.statements.ForStaff(o.t.Context(), o.Planner, o.ref, number)
	o.must(err)
	return f
}

func TestLetterComesIntoTheSameRegister(t *testing.T) {
	o := publish(t)
	o.file("Mara", "Hoffmann", "Zuerst das Formular")
	to := o.goes(o.upload(o.at("/eingang/neu"), letterForm(o), "scan", "brief.pdf", []byte("%PDF-1.7\nBrief")))
	o.get(to).Has(".kern-alert--success", "Gespeichert als BP47-0002").Has("input[name=channel][value=letter][checked]", "")
	got := o.statement(2)
	if got.Channel != statement.Letter || !got.ReceivedAt.Equal(proceduretest.Instant(t, "2026-10-30 11:20:00")) || got.IntakeNote != "Eingangsstempel" {
		t.Errorf("statement: got %+v, want the letter with its time of receipt in Germany", got.Statement)
	}
	if string(got.Original) != "Der Weg am Bach\r\nsoll bleiben." || len(got.Attachments) != 1 {
		t.Errorf("content: got %q with %d files, want the bytes as typed and the scan", got.Original, len(got.Attachments))
	}
	p := o.get(o.at("/eingang"))
	p.Has("caption", "2 Stellungnahmen").Has("tbody tr", "BP47-0002").Has("td", "Brief").Lacks("Rosa Lind")
	o.get(o.at("/abschnitte/2")).Has(".ew-ref", "Beleg: Eingangsstempel").Has(".ew-get", "brief.pdf").Lacks("Rosa Lind")
}

func TestLetterSentTwiceIsOneStatement(t *testing.T) {
	o := publish(t)
	form := letterForm(o)
	first := o.goes(o.post(o.at("/eingang/neu"), form))
	if second := o.goes(o.post(o.at("/eingang/neu"), form)); second != first {
		t.Errorf("second answer: got %s, want %s", second, first)
	}
	o.get(o.at("/eingang")).Has("caption", "1 Stellungnahme")
}

func TestRefusedScanLeavesTheText(t *testing.T) {
	o := publish(t)
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"brief.docm": {[]byte("PK"), "Dateien mit Makros (.docm) nehmen wir nicht an"},
		"brief.html": {[]byte("<html><script>alert(1)</script>"), "Diese Art von Datei nehmen wir nicht an: brief.html"},
		"leer.pdf":   {nil, "leer.pdf ist leer"},
		"gross.pdf":  {append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), statement.MaxFile)...), "Höchstens 25 MB sind möglich"},
	} {
		p := o.page(o.upload(o.at("/eingang/neu"), letterForm(o), "scan", name, c.content), 422)
		p.Has("#scan-e", c.want).Has("#scan-e", "Text").Has("textarea[name=text-1]", "Der Weg am Bach").Has("input[name=name-1][value='Rosa Lind']", "")
	}
	o.get(o.at("/eingang")).Has("main", "Noch ist nichts eingegangen")
}

func TestWhatALetterLacksIsSaidAtItsField(t *testing.T) {
	o := publish(t)
	for name, c := range map[string]struct{ field, value, wants, want string }{
		"no text":        {"text-1", " ", "text-1", "Bitte geben Sie den Text ein"},
		"no channel":     {"channel", "", "channel", "auf welchem Weg"},
		"online":         {"channel", "online", "channel", "auf welchem Weg"},
		"no day":         {"received_at", "", "received_at", "Tag und Uhrzeit"},
		"no such day":    {"received_at", "2026-02-30", "received_at", "Tag und Uhrzeit"},
		"no time":        {"received_at-zeit", "", "received_at", "Tag und Uhrzeit"},
		"in the future":  {"received_at", "2026-12-24", "received_at", "in der Zukunft"},
		"no evidence":    {"evidence", "", "evidence", "woraus sich der Eingang ergibt"},
		"NUL in text":    {"text-1", "a\x00b", "text-1", "Zeichen, die sich nicht speichern lassen"},
		"body, no name":  {"name-1", "", "name-1", "Behörde"},
		"form cut short": {"schluessel", "", "fehler", "nicht vollständig"},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			form := letterForm(o)
			form.Set(c.field, c.value)
			if name == "body, no name" {
				form.Set("kind-1", "body")
			}
			p := o.page(o.post(o.at("/eingang/neu"), form), 422)
			p.Has("[role=alert] a[href=#"+c.wants+"]", c.want)
			if got := p.Form(o.at("/eingang/neu")).Values; got.Get("city-1") != "Auenbrück" || got.Get("reply_by-1") != "post" {
				t.Errorf("form: got %v, want what was typed", got)
			}
		})
	}
}

func TestUnknownWriterLeavesNoContact(t *testing.T) {
	o := publish(t)
	form := letterForm(o)
	form.Set("kind-1", "unknown")
	o.goes(o.post(o.at("/eingang/neu"), form))
	o.get(o.at("/abschnitte/1")).Has(".ew-ref", "Ohne Namen 1")
	o.get(o.at("/abschnitte/1/person")).Has("dd", "nicht bekannt").Lacks("Rosa Lind")
}

func TestEventRecordsEveryRow(t *testing.T) {
	o := publish(t)
	form := o.get(o.at("/eingang/veranstaltung")).Form(o.at("/eingang/veranstaltung"))
	for name, v := range map[string]string{"veranstaltung": "Bürgerversammlung am 29. Oktober 2026", "received_at": "2026-10-29", "received_at-zeit": "19:30",
		"evidence": "Protokoll", "text-1": "Mehr Bäume", "text-3": "Weniger Autos", "name-3": "Rosa Lind"} {
		form.Values.Set(name, v)
	}
	more := o.page(o.post(form.Action, form.Press("Weitere Zeile")), 200)
	if got := more.Form(form.Action); got.Values.Get("zeilen") != "6" || got.Values.Get("text-3") != "Weniger Autos" || got.Values.Get("schluessel") != form.Values.Get("schluessel") {
		t.Errorf("another row: got %v, want six rows with what was typed and the same key", got.Values)
	}
	o.get(o.at("/eingang")).Has("main", "Noch ist nichts eingegangen")
	again := more.Form(form.Action).Press("Beiträge speichern")
	for range 2 {
		o.get(o.goes(o.post(form.Action, again))).Has(".kern-alert--success", "2 Beiträge sind gespeichert")
	}
	p := o.get(o.at("/eingang"))
	p.Has("caption", "2 Stellungnahmen").Has("tbody td", "Bürgerversammlung am 29. Oktober 2026").Lacks("Rosa Lind")
	o.get(o.at("/abschnitte/2")).Has("main h1", "Stellungnahme D-002").Has(".ew-seg", "Weniger Autos")
}

func TestWhatAnEventLacksIsSaidAtItsRow(t *testing.T) {
	o := publish(t)
	path := o.at("/eingang/veranstaltung")
	form := o.get(path).Form(path).Values
	o.page(o.post(path, form), 422).Has("[role=alert] a[href=#veranstaltung]", "nennen Sie die Veranstaltung")
	form.Set("veranstaltung", "Bürgerversammlung")
	p := o.page(o.post(path, form), 422)
	p.Has("[role=alert] a[href=#text-1]", "").Has("[role=alert] a[href=#received_at]", "").Has("[role=alert] a[href=#evidence]", "")
	form.Set("received_at", "2026-10-29")
	form.Set("received_at-zeit", "19:30")
	form.Set("evidence", "Protokoll")
	form.Set("name-4", "Rosa Lind")
	p = o.page(o.post(path, form), 422)
	p.Has("[role=alert] a[href=#text-4]", "Beitrag 4: ").Has("#text-4-e", "").Has("input[name=name-4][value='Rosa Lind']", "")
}

func TestHourThatOctoberHasTwiceCountsForTheWriter(t *testing.T) {
	o := publish(t)
	form := letterForm(o)
	form.Set("received_at", "2026-10-25")
	form.Set("received_at-zeit", "02:30")
	o.goes(o.post(o.at("/eingang/neu"), form))
	if got := o.statement(1).ReceivedAt.Format("15:04"); got != "00:30" {
		t.Errorf("received at: got %s UTC, want 00:30, the earlier of the two", got)
	}
}

func TestOnlyThePersonPageNamesThePerson(t *testing.T) {
	o := weigh(t, "Bitte mehr Bäume.")
	before := accesses(o)
	for _, path := range []string{"", "/eingang", "/abschnitte/1", "/vollstaendigkeit", "/tabellen"} {
		o.get(o.at(path)).Lacks("Hoffmann").Lacks("Mühlenweg 4").Lacks("mara@post.example")
	}
	if got := accesses(o); got != before {
		t.Errorf("access log: got %d entries from pages that name nobody, want %d", got, before)
	}
	p := o.get(o.at("/abschnitte/1/person"))
	p.Has("dd", "Mara Hoffmann").Has("dd", "Mühlenweg 4, 59999 Auenbrück").Has("dd", "mara@post.example").Has("main", "mit Ihrem Namen und der Zeit vermerkt")
	if got := accesses(o); got != before+1 {
		t.Errorf("access log: got %d entries, want one more than %d", got, before)
	}
}

func accesses(o *office) int {
	o.t.Helper()
	var n int
	o.must(o.DB.Super.QueryRow(o.t.Context(), `SELECT count(*) FROM access_log`).Scan(&n))
	return n
}

func TestAttachmentIsNeverRun(t *testing.T) {
	o := publish(t)
	o.goes(o.upload(o.at("/eingang/neu"), letterForm(o), "scan", `a"; b.txt`, []byte("kein Text mit <script>")))
	w := o.send(request(o.at("/abschnitte/1/anhang/1")))
	o.must(o.failed)
	for header, want := range map[string]string{"Content-Disposition": `attachment; filename="BP47-0001-anhang-1.txt"`,
		"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"} {
		if got := w.Header().Get(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	if got := w.Body.String(); !strings.Contains(got, "<script>") {
		t.Errorf("body: got %q, want the bytes", got)
	}
	for _, n := range []string{"0", "2", "x"} {
		o.send(request(o.at("/abschnitte/1/anhang/" + n)))
		if o.failed == nil {
			t.Errorf("file %s: got one, want an error", n)
		}
	}
}

func TestInboxTurnsItsPages(t *testing.T) {
	o := publish(t)
	n := statement.NewIntake{Channel: statement.AtEvent, ReceivedAt: o.Clock.Now(), Evidence: "Protokoll", Key: newKey(t)}
	for range 51 {
		n.Contributions = append(n.Contributions, statement.Contribution{Kind: statement.Event, OfficialName: "Bürgerversammlung", Text: []byte("Ein Wort.")})
	}
	_, err := o.statements.RecordIntake(t.Context(), o.Planner, o.ref, n)
	o.must(err)
	p := o.get(o.at("/eingang"))
	p.Has(".ew-pager", "1 bis 50 von 51")
	last := o.get(p.Follow("Spätere: Stellungnahmen"))
	if got := last.Has(".ew-pager", "51 bis 51 von 51").Count("tbody tr"); got != 1 {
		t.Errorf("rows of the last page: got %d, want 1", got)
	}
	o.get(o.at("/eingang?seite=99")).Has("main", "Auf dieser Seite steht nichts")
	o.get(o.at("/eingang?seite=-1")).Has(".ew-pager", "1 bis 50")
}
