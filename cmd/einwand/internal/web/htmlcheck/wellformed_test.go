package htmlcheck

import (
	"strings"
	"testing"
)

const soundPage = `<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Plan – Stadt</title></head><body>
<a href="#inhalt">Zum Inhalt</a><nav aria-label="Weg"><ol><li><a href="/">Start</a></li></ol></nav>
<main id="inhalt" tabindex="-1"><h1>Plan</h1>
<img src="a.svg" alt=""><svg aria-hidden="true"><rect width="1"></rect></svg><svg role="img" aria-label="Lage"></svg>
<form method="post" action="/x" novalidate><label for="n">Name</label><input id="n" name="n" aria-describedby="h"><p id="h">Wie im Ausweis</p>
<label>Ort <input name="o"></label><input type="hidden" name="k" value="1"><select aria-label="Art" name="s"><option>A</option></select>
<fieldset><legend>Wer?</legend><input type="radio" id="r" name="r"><label for="r">Ich</label></fieldset><textarea name="t" aria-labelledby="h"></textarea>
<button>Weiter</button></form><h2>Teil</h2><h3>Unterteil</h3><h2>Teil 2</h2>
<table><caption>Zahlen</caption><tr><th scope="row">Eins</th><td>1</td></tr></table>
<table><caption>Mehr</caption><tr><th scope="row">Zwei</th><td>2</td></tr></table>
<details><summary>Mehr</summary><p>Text</p></details></main></body></html>`

func TestSoundPageHasNoProblems(t *testing.T) {
	if got := Page(t, soundPage).problems(); len(got) > 0 {
		t.Errorf("got %q, want none", got)
	}
}

// Each case breaks the sound page in one place.
func TestWellFormedFindsEachProblem(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"no language":             {`lang="de"`, ``, "no lang"},
		"empty title":             {`Plan – Stadt`, ``, "title: empty"},
		"no title":                {`<title>Plan – Stadt</title>`, ``, "title: got 0"},
		"two h1":                  {`<h2>Teil</h2>`, `<h1>Teil</h1><h2>Teil</h2>`, "h1: got 2"},
		"no h1":                   {`<h1>Plan</h1>`, ``, "h1: got 0"},
		"two main":                {`<h1>`, `<main></main><h1>`, "main: got 2"},
		"heading before the h1":   {`<main`, `<h2>Vorher</h2><main`, "stands before the h1"},
		"level left out":          {`<h2>Teil</h2>`, ``, "follows an h1"},
		"empty heading":           {`<h2>Teil</h2>`, `<h2></h2>`, "h2: empty"},
		"id twice":                {`<p id="h">`, `<p id="n">`, `id "n": 2 times`},
		"id with a space":         {`<p id="h">`, `<p id="h h">`, `id "h h"`},
		"empty id":                {`<h1>`, `<h1 id="">`, `id ""`},
		"described by nothing":    {`<p id="h">`, `<p>`, "refers to #h"},
		"link into nowhere":       {`id="inhalt"`, ``, "refers to #inhalt"},
		"field without label":     {`<label for="n">Name</label>`, ``, "no label"},
		"area without label":      {` aria-labelledby="h"`, ``, "no label"},
		"select without label":    {` aria-label="Art"`, ``, "no label"},
		"empty label":             {`>Name<`, `><`, "no label"},
		"radio outside":           {`<h2>Teil</h2>`, `<label><input type="radio" name="q">Ja</label><h2>Teil</h2>`, "not in a fieldset"},
		"fieldset without legend": {`<legend>Wer?</legend>`, ``, "no legend"},
		"link without words":      {`>Start<`, `><`, "a: no words"},
		"link without address":    {`href="/"`, ``, "leads nowhere"},
		"link to the top":         {`href="/"`, `href="#"`, "leads nowhere"},
		"button without words":    {`>Weiter<`, `><`, "button: no words"},
		"button in a link":        {`>Start<`, `><button>Start</button><`, "inside a a"},
		"picture without alt":     {` alt=""`, ``, "no alt"},
		"drawing without name":    {` aria-label="Lage"`, ``, "neither hidden nor named"},
		"table without caption":   {`<caption>Zahlen</caption>`, ``, "no caption"},
		"heading cell":            {`<th scope="row">Eins`, `<th>Eins`, "no scope"},
		"required":                {`name="n"`, `name="n" required`, "checked by the browser"},
		"pattern":                 {`name="n"`, `name="n" pattern="x"`, "checked by the browser"},
		"validating form":         {` novalidate`, ``, "no novalidate"},
		"inline style":            {`<h1>`, `<h1 style="color:red">`, "inline style"},
		"style element":           {`</head>`, `<style>p{}</style></head>`, "style: inline"},
		"inline script":           {`</head>`, `<script>1</script></head>`, "script: inline"},
		"handler":                 {`<h1>`, `<h1 onclick="x()">`, "inline onclick"},
		"script address":          {`href="/"`, `href=" JavaScript:x()"`, "inline href"},
		"two alerts":              {`<h1>`, `<p role="alert">1</p><p role="alert">2</p><h1>`, "role=alert"},
		"list in a paragraph":     {`<h2>Teil</h2>`, `<p>Das: <ul><li>x</li></ul></p><h2>Teil</h2>`, "p: +1"},
	} {
		broken := strings.Replace(soundPage, c.old, c.new, 1)
		if broken == soundPage {
			t.Errorf("%s: the sound page has no %q", name, c.old)
		}
		got := Page(t, broken).problems()
		if !strings.Contains(strings.Join(got, "\n"), c.want) {
			t.Errorf("%s: got %q, want one with %q", name, got, c.want)
		}
	}
}

func TestFragmentNeedsNoTitle(t *testing.T) {
	got := Fragment(t, `<p>Ein <a href="#dort">Verweis</a></p><h2>Teil</h2>`).problems()
	if len(got) > 0 {
		t.Errorf("got %q, want none", got)
	}
}
