package htmlcheck

import (
	"strings"
	"testing"
)

const sample = `<div id="a" class="x y"><p class="x">one</p><ul><li data-k="v w">two</li><li>three</li></ul></div>
<p>four</p><a href="/rat/1">five</a><a href="https://x.example/">six</a>`

func TestSelectorFindsElements(t *testing.T) {
	for sel, want := range map[string]string{
		"p":                  "one|four",
		"P":                  "one|four",
		"#a":                 "one two three",
		".x":                 "one two three|one",
		".x.y":               "one two three",
		"div p":              "one",
		"div li":             "two|three",
		"div > li":           "",
		"div>ul>li":          "two|three",
		"ul > li, p.x":       "one|two|three",
		"[data-k]":           "two",
		"li[data-k='v w']":   "two",
		`li[data-k="v w"]`:   "two",
		"li[data-k=v]":       "",
		"a[href^='/rat/']":   "five",
		"a[href$='/1']":      "five",
		"body p":             "one|four",
		"div .x":             "one",
		"section":            "",
		"div#a.x [data-k]":   "two",
		"[href^='https://']": "six",
	} {
		d := Page(t, sample)
		if got := strings.Join(d.Texts(sel), "|"); got != want {
			t.Errorf("%s: got %q, want %q", sel, got, want)
		}
	}
}

func TestSelectorThatCannotBeReadIsAnError(t *testing.T) {
	for _, sel := range []string{"", " ", "p,", "> p", "p >", "p:first-child", "a + b", "a ~ b", "*", "p.", "p#", "[", "[]", "p[x", "p[x*=y]", "p[x~=y]"} {
		if s, err := compile(sel); err == nil {
			t.Errorf("%q: got %v, want an error", sel, s)
		}
	}
}
