package page

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

// everyComponent returns all components of the package with words in every place that takes some, and url in every
// place that leads somewhere. Children are the words too.
func everyComponent(words, url string) map[string]templ.Component {
	field := Field{Name: "f", Label: words, Hint: words, Error: words, Value: words, Optional: true}
	link := Link{Label: words, Hidden: words, URL: url}
	button := Button{Label: words, Hidden: words, Name: "b", Value: words, Action: url}
	options := []Option{{words, words}, {"zwei", words}}
	guards := []Guard{{GuardBlock, words, words, []Link{link, link}}, {GuardWarn, words, "", nil}, {GuardNote, words, words, nil}, {GuardOK, words, words, nil}}
	documents := []DocumentItem{{words, url, words, words}, {words, url, "", words}}
	deadline := Deadline{Left: words, Until: words, Last: words, Elapsed: 40, Running: true}
	inside := func(c templ.Component) templ.Component {
		return withChildren(c, templ.Raw("<p>"+templ.EscapeString(words)+"</p>"))
	}
	text := templ.Raw(templ.EscapeString(words))
	return map[string]templ.Component{
		"Actions":             inside(Actions()),
		"Alert":               inside(Alert(AlertWarning, words)),
		"Aside":               inside(Aside()),
		"BarChart":            BarChart(words, []Bar{{words, 3}, {words, 0}}),
		"Box":                 inside(Box()),
		"Checkbox":            Checkbox(field, true),
		"CompactForm":         withChildren(CompactForm(url), TextInput(field, Typing{})),
		"DateTimeInput":       DateTimeInput(field, words, words),
		"DeadlineBox":         inside(DeadlineBox(deadline)),
		"DeadlineReminder":    withChildren(DeadlineReminder(deadline), text),
		"Desk":                inside(Desk([]SideGroup{{words, []SideLink{{words, url, words, true}, {words, url, "", false}}}})),
		"Disclosure":          inside(Disclosure(words)),
		"DocumentList":        DocumentList(documents),
		"DocumentListCompact": DocumentListCompact(documents),
		"DownloadList":        DownloadList(documents),
		"ErrorSummary":        ErrorSummary(FieldErrors{{"f", words, words}}),
		"Fieldset":            inside(Fieldset(field)),
		"FileInput":           FileInput(field, words, true),
		"Form":                withChildren(Form(url), TextInput(field, Typing{})),
		"Frame":               inside(Frame(text, text, text)),
		"GuardList":           GuardList(guards),
		"Icon":                Icon("draft"),
		"Mail":                templ.Join(Mail(words), Mail(words+"@"+words)),
		"Meter":               Meter([]MeterPart{{MeterDone, 1}, {MeterOpen, 2}}),
		"PagerNav":            PagerNav(Pager{words, link, words, link}),
		"Panel":               inside(Panel("p", words)),
		"PrimaryButton":       PrimaryButton(button),
		"PrimaryLink":         PrimaryLink(link),
		"QuietButton":         QuietButton(button),
		"Quote":               Quote(words),
		"RadioColumns":        RadioColumns(field, options),
		"RadioGroup":          RadioGroup(field, options),
		"Reading":             inside(Reading()),
		"ReceiptNumber":       ReceiptNumber(words),
		"SearchForm":          SearchForm(url, words, words),
		"SecondaryButton":     SecondaryButton(button),
		"SecondaryLink":       SecondaryLink(link),
		"Select":              Select(field, options),
		"StateChip":           StateChip(StateDone, words),
		"StepCard":            inside(StepCard(words, StateOpen, words, guards)),
		"StepCardClosed":      StepCardClosed(words, StateStop, words, guards),
		"StepProgress":        StepProgress(2, 3),
		"SummaryList":         SummaryList([]Row{{words, words, words, nil, link}, {Term: words, Body: Quote(words)}}),
		"Table":               withChildren(Table("t", words, []string{words}), templ.Raw(`<tr><td>1</td></tr>`)),
		"TextArea":            TextArea(field, 3),
		"TextInput":           TextInput(field, Typing{Type: "text", Autocomplete: words, InputMode: words}),
		"TextLink":            TextLink(link),
		"Tiles":               Tiles([]Tile{{words, words, words}, {words, words, ""}}),
		"Timeline":            Timeline([]TimelineStep{{StepDone, words, words, words}, {StepNow, words, words, words}, {StepNext, words, words, words}}),
		"UploadForm":          withChildren(UploadForm(url), FileInput(field, "", true)),
		"UploadList":          UploadList([]Upload{{"u", words, words, words, Button{}}, {"", words, words, "", button}}),
	}
}

// everyPage returns the whole pages of the package in the same way.
func everyPage(words, url string) map[string]templ.Component {
	s := Shell{
		Title: words, Authority: words, Contact: Contact{words, words, words, words, words, words}, Room: RoomPublic, Person: words, PersonRole: words,
		CurrentPath: words, Crumbs: []Crumb{{words, url}, {words, ""}},
	}
	anonymous := s
	anonymous.Person = ""
	failure := Failure{words, words, words, []Row{{Term: words, Text: words}}, templ.Raw("<p>" + templ.EscapeString(words) + "</p>"), words, time.Unix(1.8e9, 0)}
	return map[string]templ.Component{
		"Layout":           withChildren(Layout(s), templ.Raw("<h1>"+templ.EscapeString(words)+"</h1>")),
		"Layout anonymous": withChildren(Layout(anonymous), templ.Raw("<h1>"+templ.EscapeString(words)+"</h1>")),
		"ErrorPage":        withChildren(ErrorPage(s, failure), PrimaryLink(Link{Label: words, URL: url})),
	}
}

// The children of a few components are flow content at a level that the page around them gives: their headings are
// checked in the pages of the tests, here under a heading that fits.
func TestComponentsAreWellFormed(t *testing.T) {
	for name, c := range everyComponent("Wörter", "/ziel") {
		t.Run(name, func(t *testing.T) {
			fragment(t, templ.Join(raw(`<h2>Oben</h2>`), c)).WellFormed()
		})
	}
	for name, c := range everyPage("Wörter", "/ziel") {
		t.Run(name, func(t *testing.T) {
			htmlcheck.Page(t, rendered(t, c)).WellFormed()
		})
	}
}

// The map above is complete: every exported function of the package that gives a component stands in it.
func TestEveryComponentIsChecked(t *testing.T) {
	sources, err := filepath.Glob("*_templ.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("got %d generated files: %v", len(sources), err)
	}
	checked := everyComponent("Wörter", "/ziel")
	maps.Copy(checked, everyPage("Wörter", "/ziel"))
	for _, name := range sources {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range exportedComponent.FindAllSubmatch(source, -1) {
			if checked[string(m[1])] == nil {
				t.Errorf("%s is not among the components of this test", m[1])
			}
		}
	}
}

var exportedComponent = regexp.MustCompile(`(?m)^func ([A-Z]\w*)\(.*\) templ\.Component \{`)

const hostile = `"'><img src=x onerror=alert(1)><script>alert(1)</script></textarea></title><!-- &amp; \`

func TestHostileTextStaysText(t *testing.T) {
	silent := []string{"Icon", "Meter", "StepProgress"} // take no text
	check := func(t *testing.T, name, html string, p *htmlcheck.Document) {
		p.HasNone("script").HasNone("[onerror]").HasNone("[src=x]")
		if strings.Contains(html, "<script>") || strings.Contains(html, "<!--") {
			t.Error("the text became markup")
		}
		for _, s := range silent {
			if s == name {
				return
			}
		}
		if !strings.Contains(html, "&lt;script&gt;alert(1)&lt;/script&gt;") {
			t.Error("the text is not shown")
		}
	}
	for name, c := range everyComponent(hostile, "/ziel") {
		t.Run(name, func(t *testing.T) {
			html := rendered(t, c)
			check(t, name, html, htmlcheck.Fragment(t, html))
		})
	}
	for name, c := range everyPage(hostile, "/ziel") {
		t.Run(name, func(t *testing.T) {
			html := rendered(t, c)
			check(t, name, html, htmlcheck.Page(t, html))
		})
	}
}

func TestHostileAddressesLeadNowhere(t *testing.T) {
	for _, url := range []string{"javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,<script>", "vbscript:x"} {
		for name, c := range everyComponent("Wörter", url) {
			p := fragment(t, c)
			for _, key := range []string{"href", "action", "formaction"} {
				for _, scheme := range []string{"javascript", "JavaScript", " JavaScript", "data", "vbscript"} {
					if n := p.Count("[" + key + "^='" + scheme + ":']"); n > 0 {
						t.Errorf("%s: got %d %s with %q", name, n, key, url)
					}
				}
			}
		}
	}
}
