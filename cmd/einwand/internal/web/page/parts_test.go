package page

import (
	"slices"
	"testing"

	"github.com/a-h/templ"
)

func TestStateIsAShapeAndAWord(t *testing.T) {
	for kind, class := range map[StateKind]string{
		StateNeutral: "ew-state", StateOpen: "ew-state ew-state--open", StateAttention: "ew-state ew-state--soon",
		StateStop: "ew-state ew-state--stop", StateNote: "ew-state ew-state--note", StateDone: "ew-state ew-state--done",
	} {
		p := fragment(t, StateChip(kind, "In Arbeit")).Has("span.ew-state", "In Arbeit")
		if got := p.Attr("span", "class"); got != class {
			t.Errorf("%q: got class %q, want %q", kind, got, class)
		}
	}
}

func TestGuardsSpeakTheirSeverity(t *testing.T) {
	p := fragment(t, GuardList([]Guard{
		{GuardBlock, "Die Frist läuft noch", "§ 3 Abs. 2 BauGB", nil},
		{GuardWarn, "Der Link fehlt", "Der Plan bleibt wirksam.", []Link{{Label: "Link eintragen", URL: "/a"}, {Label: "Trotzdem fortfahren", URL: "/b"}}},
		{GuardNote, "Das Ende fällt auf einen Samstag", "", nil},
		{GuardOK, "Bekanntmachung war wirksam", "17.10.2026", nil},
	}))
	want := []string{
		"Sperre: Die Frist läuft noch § 3 Abs. 2 BauGB",
		"Warnung: Der Link fehlt Der Plan bleibt wirksam. Link eintragen · Trotzdem fortfahren",
		"Hinweis: Das Ende fällt auf einen Samstag",
		"Erfüllt: Bekanntmachung war wirksam 17.10.2026",
	}
	if got := p.Texts("li"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, shape := range []string{"block", "warn", "note", "ok"} {
		p.Has("li > span.ew-g--"+shape+"[aria-hidden=true]", "")
	}
}

func TestStepCardHasAFootOnlyIfItCanBegin(t *testing.T) {
	p := fragment(t, StepCard("Frist verlängern", StateOpen, "Möglich", nil), SecondaryLink(Link{Label: "Vorbereiten", URL: "/v"}))
	p.Has("article h3", "Frist verlängern").Has(".ew-step__head .ew-state--open", "Möglich").Has(".ew-step__foot a", "Vorbereiten")
	fragment(t, StepCardClosed("Austauschen", StateStop, "Gesperrt", nil)).Has("h3", "Austauschen").HasNone(".ew-step__foot")
}

func TestSummaryListNamesWhatIsChanged(t *testing.T) {
	p := fragment(t, SummaryList([]Row{
		{Term: "Name", Text: "Mara Hoffmann", Note: "bestätigt durch Ihren Online-Ausweis"},
		{Term: "Anschrift", Text: "Mühlenweg 18", Change: Link{Label: "Ändern", Hidden: "Anschrift", URL: "/angaben"}},
		{Term: "Text", Body: Quote("Zeile 1\nZeile 2")},
	}))
	if got := p.Texts("dt"); !slices.Equal(got, []string{"Name", "Anschrift", "Text"}) {
		t.Errorf("got terms %q", got)
	}
	p.Has("dl.ew-sum--act dd", "Mara Hoffmann bestätigt durch Ihren Online-Ausweis").Has("dd .ew-quote", "Zeile 1 Zeile 2")
	if got := p.Follow("Ändern: Anschrift"); got != "/angaben" {
		t.Errorf("got %q", got)
	}
	fragment(t, SummaryList([]Row{{Term: "Name", Text: "Mara"}})).HasNone(".ew-sum--act").HasNone("a")
}

func TestTimelineSaysWhereTheProcedureStands(t *testing.T) {
	p := fragment(t, Timeline([]TimelineStep{
		{StepDone, "Angestoßen", "12. Februar 2026", "§ 2 Absatz 1 BauGB"},
		{StepNow, "Veröffentlicht", "26. Oktober bis 27. November 2026", "§ 3 Absatz 2 BauGB"},
		{StepNext, "Der Rat entscheidet", "im März 2027", "§ 10 Absatz 1 BauGB"},
	}))
	want := []string{
		"Angestoßen (abgeschlossen) 12. Februar 2026", "Veröffentlicht (läuft gerade) 26. Oktober bis 27. November 2026", "Der Rat entscheidet im März 2027",
	}
	if got := p.Texts("ol > li summary"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Has("li[aria-current=step]", "Veröffentlicht").Has("li.is-done details > p", "§ 2 Absatz 1 BauGB")
	if n := p.Count("[aria-current]"); n != 1 {
		t.Errorf("got %d current steps, want 1", n)
	}
}

func TestStepProgressCounts(t *testing.T) {
	p := fragment(t, StepProgress(2, 3)).Has("p", "Schritt 2 von 3")
	if all, on := p.Count("ol[aria-hidden=true] > li"), p.Count("li.is-on"); all != 3 || on != 2 {
		t.Errorf("got %d of %d bars, want 2 of 3", on, all)
	}
}

func TestDocumentsSayWhatTheyAre(t *testing.T) {
	items := []DocumentItem{{"Begründung", "/b", "Warum der Plan so aussieht", FileFacts("PDF", 62, 2_100_000)}, {"Anlage", "/a", "", "PDF"}}
	for _, c := range []templ.Component{DocumentList(items), DocumentListCompact(items), DownloadList(items)} {
		p := fragment(t, c)
		if got := p.Texts("ul > li"); !slices.Equal(got, []string{"Begründung Warum der Plan so aussieht PDF, 62 Seiten, 2,1 MB", "Anlage PDF"}) {
			t.Errorf("got %q", got)
		}
		p.Has("a[href='/b']", "Begründung").HasNone("details")
	}
}

func TestDisclosureAndBoxes(t *testing.T) {
	fragment(t, Disclosure("Rechtsgrundlage"), raw("<p>§ 4a</p>")).Has("details.ew-more > summary", "Rechtsgrundlage").Has("details p", "§ 4a")
	fragment(t, Alert(AlertInfo, "Neu"), raw("<p>Text</p>")).
		Has(".kern-alert--info h2", "Neu").Has(".kern-alert__body p", "Text").HasNone("[role]")
	fragment(t, Panel("x", "Das fehlt"), raw("<p>Text</p>")).Has("section[aria-labelledby=x] > h2#x", "Das fehlt").Has("section > p", "Text")
	fragment(t, Box(), raw("<p>Text</p>")).Has(".ew-box p", "Text")
	fragment(t, Aside(), raw("<p>Text</p>")).Has(".ew-aside p", "Text")
}
