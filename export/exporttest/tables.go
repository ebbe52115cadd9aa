package exporttest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

var frozen = time.Date(2026, 11, 30, 15, 4, 5, 0, time.UTC)

// Head is the head of table 2 of an invented town.
func Head() weighing.TableHead {
	return weighing.TableHead{
		Authority:   "Stadt Auenbrück",
		Plan:        "Bebauungsplan Nr. 39 „Bahnhofsquartier“",
		PlanVersion: "Entwurf, Fassung vom 12.10.2026",
		Step:        "Veröffentlichung des Entwurfs und Beteiligung der Behörden (§ 3 Abs. 2, § 4 Abs. 2 BauGB)",
		Period:      "26.10.2026 bis 27.11.2026",
		Number:      2,
		FrozenAt:    frozen,
		DataAsOf:    frozen.Add(-2 * time.Second),
		Hash:        "7c04e1b9a2f35d6680c1d94be7723a105fd08e6c4b91a7f2360ec58d17ab49f3",
		Checkpoint: "auenbrueck.example/bp-39\n412\nq0Xw4oT2mZcY1vB8s7d5fN3kLhG6jR9uPaEiVxQzWtA=\n\n" +
			"— auenbrueck.example/bp-39 Az3XQ1k0b5m9JcR7tYw2uVh8sLpE4nDfGxKoBiMqTzHaSv6WlNrCyPjUeOd1FgIhJk2LmQ==\n",
		Statements: 6, Persons: 31, Segments: 7, Withdrawn: 1,
		SilentBodies:    []string{"Landesbetrieb Straßenbau, Niederlassung Mitte", "Wasserverband Untere Aue"},
		ContentedBodies: []string{"Handwerkskammer", "Kreis Auenland, Untere Denkmalbehörde", "Nachbargemeinde Feldrath"},
		Session:         &weighing.Session{Body: "Rat der Stadt Auenbrück", MeetingOn: period.NewDate(2026, 12, 10), Paper: "2026/118", AgendaItem: "7"},
	}
}

// RowID is the id of the n-th row of every table here.
func RowID(n int) uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceOID, fmt.Append(nil, n)) }

func common(n int, g weighing.Group, number, label string, code weighing.Code) weighing.RowCommon {
	return weighing.RowCommon{
		ID: RowID(n), Group: g, Number: number, Label: label, Received: frozen.Add(time.Duration(n-400) * time.Hour),
		Channel: "Online-Formular", Timely: true, Code: code,
	}
}

// Council is a table with bodies, the public and an event; late, withdrawn and excused rows; every length of text.
func Council() weighing.CouncilTable {
	rows := []weighing.CouncilRow{
		{RowCommon: common(1, weighing.GroupBodies, "A-11.1", "Deutsche Bahn AG, Immobilien", weighing.CodePartial),
			Wording: "Gegen den Plan bestehen keine grundsätzlichen Bedenken.\n\nDer Abstand der Gebäude zur Gleisachse " +
				"ist nach § 3 Abs. 2 der Anlage nachzuweisen. Immissionen aus dem Bahnbetrieb sind zu dulden."},
		{RowCommon: common(2, weighing.GroupPublic, "B-027.1", "Einwender 27", weighing.CodeFollow),
			Wording: "Das Eckgebäude ist mit fünf Geschossen zu hoch für die Gleisstraße."},
		{RowCommon: common(3, weighing.GroupPublic, "B-028.1", "Einwender 28", weighing.CodeReject),
			Wording: "Die Züge fahren nachts keine vierzig Meter an den geplanten Häusern vorbei. Wir bezweifeln, dass die " +
				"Lärmschutzwand im vierten Obergeschoss noch etwas bewirkt. Im Gutachten fehlt eine Aussage zu den " +
				"Güterzügen nach Mitternacht."},
		{RowCommon: common(4, weighing.GroupPublic, "B-028.2", "Einwender 28", weighing.CodePartial),
			Wording: "Die sieben Linden am Vorplatz sind über achtzig Jahre alt. In der Planzeichnung sind nur drei davon " +
				"als zu erhalten eingetragen. Wir bitten darum, alle sieben festzusetzen und die Zufahrt zur Tiefgarage " +
				"um einige Meter nach Westen zu verschieben."},
		{RowCommon: common(5, weighing.GroupPublic, "B-029.1", "Sammelschreiben, 26 Personen", weighing.CodeNoted),
			Wording: "Der Durchgang zum Stadtpark muss offen bleiben."},
		{RowCommon: common(6, weighing.GroupPublic, "B-060.1", "Einwender 60", weighing.CodeLate),
			Wording: "Ich bin gegen jede Bebauung am Bahnhof."},
		{RowCommon: common(7, weighing.GroupPublic, "B-061.1", "Einwender 61", ""),
			Wording: "Bitte streichen Sie die Stellplätze an der Nordseite."},
		{RowCommon: common(8, weighing.GroupEvents, "D-003.1", "Bürgerversammlung am 02.11.2026", weighing.CodeHint),
			Wording: "Wo stehen die Fahrräder der Pendler während der Bauzeit?"},
	}
	rows[0].Channel, rows[0].Reference, rows[0].Topic = "Brief", "Festsetzung 9.1", "Lärm"
	rows[0].Reasoning = "Der Nachweis liegt mit dem Schallgutachten vom 02.09.2026 vor. Eine Duldungspflicht lässt sich im " +
		"Bebauungsplan nicht festsetzen; ein Hinweis wird aufgenommen."
	rows[0].PlanChange = "Hinweis 4: Immissionen aus dem Bahnbetrieb"
	rows[1].Topic, rows[1].Reasoning, rows[1].PlanChange = "Höhe und Gestalt",
		"Die Verschattung der Wohnhäuser gegenüber wiegt schwerer als vier weitere Wohnungen.",
		"Planzeichnung: 4 statt 5 Geschosse"
	rows[2].Topic, rows[2].Reasoning = "Lärm", "Das Gutachten rechnet in Abschnitt 5.3 mit 46 Güterzügen je Nacht."
	rows[3].Topic, rows[3].Reasoning, rows[3].PlanChange = "Natur und Bäume",
		"Fünf der sieben Linden werden als zu erhalten festgesetzt. Zwei Bäume stehen in der Zufahrt zur Tiefgarage. Eine "+
			"Verschiebung nach Westen wurde geprüft; dort verläuft die Hauptleitung der Fernwärme.",
		"Planzeichnung: 2 weitere Bäume. Festsetzung 7.3: Ersatzpflanzung von 4 Linden"
	rows[4].Channel, rows[4].Reasoning = "Niederschrift", "Der Durchgang ist als Gehrecht in Festsetzung 5.2 enthalten."
	rows[5].Channel, rows[5].Timely = "E-Mail", false
	rows[5].Examined = &weighing.Examined{At: frozen.AddDate(0, 0, -1), Norm: "§ 4a Abs. 5 BauGB"}
	rows[5].Answers = &weighing.LateAnswers{Announced: true, Reasoning: "Der Hinweis steht schon im Schallgutachten.", AnsweredBy: "Jana Wirth"}
	rows[5].Reasoning = "Der Inhalt ist für die Rechtmäßigkeit des Plans ohne Bedeutung."
	rows[6].Withdrawn, rows[6].Excused = true, "Zurückgezogen am 20.11.2026; der Inhalt ist mit B-028.1 abgewogen."
	rows[7].Channel, rows[7].Reasoning = "Veranstaltung", "Die Bauleitung stellt 120 Plätze an der Westseite bereit."
	return weighing.CouncilTable{Head: Head(), Rows: rows}
}

// Public is the public edition of a council table, as weighing would release it with the given wording per row.
func Public(t weighing.CouncilTable, released func(weighing.CouncilRow) string) weighing.PublicTable {
	p := weighing.PublicTable{Head: t.Head, Decision: t.Decision}
	for _, row := range t.Rows {
		p.Rows = append(p.Rows, weighing.PublicRow{RowCommon: row.RowCommon, ReleasedWording: released(row)})
	}
	return p
}

// AsReceived releases the wording unchanged.
func AsReceived(row weighing.CouncilRow) string { return row.Wording }

// Decided adds a record with every kind of outcome and two votes.
func Decided(t weighing.CouncilTable) weighing.CouncilTable {
	d := &weighing.DecisionRecord{
		Number: 1, Body: "Rat der Stadt Auenbrück", MeetingOn: time.Date(2026, 12, 10, 0, 0, 0, 0, time.UTC),
		AgendaItem: "7", RecordedAt: frozen.AddDate(0, 0, 11), Items: map[uuid.UUID]weighing.Outcome{},
		Votes: []weighing.Vote{
			{Scope: "en bloc", Yes: 31, No: 5, Abstain: 2},
			{Scope: "B-028.2", Yes: 20, No: 16, Abstain: 1, Excluded: []string{"Ratsmitglied Baumeister"}},
		},
	}
	for i, row := range t.Rows {
		out := weighing.Outcome{Kind: weighing.AsProposed, Code: row.Code}
		switch i % 8 {
		case 3:
			out = weighing.Outcome{Kind: weighing.Deviating, Code: weighing.CodeFollow, Vote: 1,
				Text: "Alle sieben Linden werden als zu erhalten festgesetzt."}
		case 4:
			out = weighing.Outcome{Kind: weighing.Postponed}
		}
		d.Items[row.ID] = out
	}
	t.Decision = d
	return t
}

// Nasty are texts that break documents: each has broken gofpdf, excelize or a spreadsheet program.
var Nasty = []string{
	"Das ist schlimm 😀 und 𝔄 und 👨\u200d👩\u200d👧.",
	"Ba\u0308ume und Stra\u00dfen, gro\u1e9ee Ho\u0308fe",
	"nach §\u00a03 und 5\u202fm Abstand",
	"Seite {nb} von {nb}",
	"<script>alert('x')</script> & <b>fett</b> ]]> <!-- -->",
	"=1+1", "+49 151 0000", "-5 Grad", "@name", "\t=cmd|' /C calc'!A0", "00123", "1e5", "TRUE", "1.10.2026",
	"_x000A_ und _x000A_x000A_ und _x005F_ und _xD83D_ und _x005F_x000A_",
	"Nul\x00 und \x1b[31m rot und \ufffe und \u009f",
	"Te\xffxt mit abgeschnittenem \xe2",
	"שלום עולם, רחוב 12", "Das Haus בית am Markt", "السلام عليكم",
	"a\r\nb\rc\u2028d", "  eingerückt und  doppelt  ", "\n\nLeerzeilen am Anfang und Ende\n\n",
	"Nahversorgungs\u00adzentrum und Straßen\u200bbahn\u2060hof und Wohn-/Mischgebiet",
	"Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurfsfassungsänderungsvorschlag",
	"https://www.auenbrueck.example/planung/bebauungsplan-39/unterlagen/gutachten_laerm_2026-09-02.pdf?x=1&y=(2)\\3",
	"x\ufdd0y\u0301\u0302z", "Logo \uf8ff und \ue0a0 und \ufeffMarke", "中文 日本語 ไทย हिन्दी", "a" + strings.Repeat("\u0335", 80), strings.Repeat("\u200b", 5000) + "Ende",
}

// NastyCouncil puts a nasty text into every text of a table, one row per text.
func NastyCouncil() weighing.CouncilTable {
	t := weighing.CouncilTable{Head: Head()}
	for i, s := range Nasty {
		row := weighing.CouncilRow{RowCommon: common(i, weighing.GroupPublic, fmt.Sprintf("B-%03d.1", i+1), s, weighing.CodeNoted), Wording: s}
		row.Channel, row.Topic, row.Reference, row.Reasoning, row.PlanChange = s, s, s, s, s
		t.Rows = append(t.Rows, row)
	}
	t.Head.Authority, t.Head.Plan, t.Head.PlanVersion = Nasty[0], Nasty[4]+"\n\n"+Nasty[5], Nasty[14]
	t.Head.Session = &weighing.Session{Body: Nasty[1], Paper: Nasty[3], AgendaItem: Nasty[5]}
	t.Head.SilentBodies, t.Head.ContentedBodies = Nasty[:10], Nasty[10:]
	return t
}

var words = strings.Fields("der die das und mit für Lärm Bahnhof Wohngebiet Stellplätze Bäume Linden Verkehr Zufahrt " +
	"Höhe Geschosse Schatten Grundstück Nachbarschaft Entwässerung Regenwasser Gehweg Radweg Schule Kindergarten " +
	"Grünfläche Spielplatz Gutachten fehlt zeigt belegt widerspricht fordern bitten lehnen ab befürchten " +
	"Planzeichnung Festsetzung § Abs. 2026 nicht auch sowie während bereits dringend Umgehungsstraße Schallschutz")

// Prose makes text of about n bytes.
func Prose(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		for range 6 + r.IntN(14) {
			b.WriteString(words[r.IntN(len(words))])
			b.WriteByte(' ')
		}
		b.WriteString("Auenbrück.")
		if r.IntN(5) == 0 {
			b.WriteString("\n\n")
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// Large makes n rows with statements of 1,266 bytes on average, most of them short, and reasonings of half the length.
func Large(n int) weighing.CouncilTable {
	r := rand.New(rand.NewPCG(39, uint64(n)))
	t := weighing.CouncilTable{Head: Head()}
	for i := range n {
		length := min(250+int(r.ExpFloat64()*1030), 9881)
		g, number, label := weighing.GroupPublic, fmt.Sprintf("B-%04d.1", i+1), fmt.Sprintf("Einwender %d", i+1)
		if i < n/5 {
			g, number, label = weighing.GroupBodies, fmt.Sprintf("A-%03d.1", i+1), fmt.Sprintf("Amt Nr. %d", i+1)
		}
		row := weighing.CouncilRow{RowCommon: common(i, g, number, label, weighing.CodePartial), Wording: Prose(r, length)}
		row.Topic, row.Reasoning, row.PlanChange = "Verkehr und Stellplätze", Prose(r, 100+r.IntN(1100)), Prose(r, 20)
		t.Rows = append(t.Rows, row)
	}
	t.Head.Statements, t.Head.Segments, t.Head.Persons = n, n, n
	return t
}
