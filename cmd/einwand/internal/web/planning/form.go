package planning

import (
	"net/http"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/period"
)

// labelled is a field of a form with the short name that the error summary gives it.
type labelled struct{ id, label string }

// fieldErrors puts what a service says about inputs into the order of the form. What belongs to no field stands at the
// end and leads to the summary itself: nothing that was said is lost.
func fieldErrors(order []labelled, fields map[string]string) page.FieldErrors {
	var list page.FieldErrors
	known := map[string]bool{}
	for _, f := range order {
		if text, ok := fields[f.id]; ok {
			list, known[f.id] = append(list, page.FieldError{ID: f.id, Label: f.label, Text: text}), true
		}
	}
	for id, text := range fields {
		if !known[id] {
			list = append(list, page.FieldError{ID: "fehler", Text: text})
		}
	}
	return list
}

// typed reads what a member of the staff typed: without the space around it, with line ends as LF, and without bytes that
// are no text. What somebody else wrote is never read this way, it is kept as it came.
func typed(r *http.Request, name string) string { return clean(r.PostFormValue(name)) }

func clean(value string) string {
	value = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(value)
	return strings.TrimSpace(strings.ToValidUTF8(value, ""))
}

// day reads a day as a browser sends it. An empty field and one that is no day are the zero value: the field then says
// what it asks for.
func day(value string) period.Date {
	d, err := period.ParseDate(strings.TrimSpace(value))
	if err != nil {
		return period.Date{}
	}
	return d
}

// dayValue is a day as a field takes it.
func dayValue(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// lines are the lines of a text area that are not empty.
func lines(text string) []string {
	var list []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			list = append(list, l)
		}
	}
	return list
}

// visible makes what somebody else wrote fit to be seen in a form again: what is no character becomes one that says so.
func visible(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "␀")
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// dayRef is dayValue of a day that may be unknown.
func dayRef(d *period.Date) string {
	if d == nil {
		return ""
	}
	return dayValue(*d)
}
