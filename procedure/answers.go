package procedure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/einwand/einwand/procedure/period"
)

// Answers is what somebody says about an act, by the key of the field. Days are YYYY-MM-DD, "ja" and "nein" answer
// questions.
type Answers map[string]string

// The two answers to a question.
const (
	Yes = "ja"
	No  = "nein"
)

// Text is an answer without the blanks around it.
func (a Answers) Text(key string) string { return strings.TrimSpace(a[key]) }

// Yes reports whether a question was answered with yes; no answer is none.
func (a Answers) Yes(key string) bool { return a.Text(key) == Yes }

// Day is an answer as a day; ok is false for none and for what is no day.
func (a Answers) Day(key string) (d period.Date, ok bool) {
	d, err := period.ParseDate(a.Text(key))
	return d, err == nil
}

// Number is an answer as a whole number, with or without dots between thousands.
func (a Answers) Number(key string) (n int, ok bool) {
	n, err := strconv.Atoi(strings.NewReplacer(".", "", " ", "", "\u00a0", "").Replace(a.Text(key)))
	return n, err == nil && n >= 0
}

// FieldKind is how a field is asked and read.
type FieldKind string

// The kinds of fields.
const (
	FieldText     FieldKind = "text"
	FieldLines    FieldKind = "lines" // a longer text
	FieldDay      FieldKind = "day"
	FieldNumber   FieldKind = "number"
	FieldQuestion FieldKind = "question" // ja or nein
	FieldChoice   FieldKind = "choice"
)

// Choice is one answer of a field of the kind FieldChoice.
type Choice struct{ Value, Label string }

// Asked is a field of an act: what to say, in German, and what is taken for an answer.
type Asked struct {
	Key      string
	Label    string
	Hint     string
	Kind     FieldKind
	Choices  []Choice
	Optional bool // by the form
	Wanted   bool // although optional: a condition asks for it, and says why
	Personal bool // may name a person: never into a leaf, shown to staff only
}

// Words is an answer as a person reads it: days in German, choices by their labels.
func (f Asked) Words(answer string) string {
	switch f.Kind {
	case FieldDay:
		if d, err := period.ParseDate(answer); err == nil {
			return d.German()
		}
	case FieldQuestion:
		return map[string]string{Yes: "Ja", No: "Nein"}[answer]
	case FieldChoice:
		for _, c := range f.Choices {
			if c.Value == answer {
				return c.Label
			}
		}
	}
	return strings.TrimSpace(answer)
}

// maxAnswer is the longest answer in bytes.
const maxAnswer = 10_000

// check reads the answers of the fields. Unknown keys are refused: a misspelt one would be silently lost.
func (a Answers) check(fields []Asked) error {
	var inv Invalid
	for key := range a {
		if !slices.ContainsFunc(fields, func(f Asked) bool { return f.Key == key }) {
			return fmt.Errorf("answer %q: %w", key, ErrUnknownField)
		}
	}
	for _, f := range fields {
		if message := f.objection(a); message != "" {
			inv.add(f.Key, message)
		}
	}
	return inv.orNil()
}

func (f Asked) objection(a Answers) string {
	value := a.Text(f.Key)
	switch {
	case value == "" && f.Optional:
		return ""
	case value == "":
		return f.missing()
	case !storable(value):
		return notStorable
	case len(value) > maxAnswer:
		return "Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens 10.000 Zeichen."
	}
	return f.misread(a)
}

// missing says what to do, by the kind of the field. Pages put the label before it.
func (f Asked) missing() string {
	switch f.Kind {
	case FieldDay:
		return "Bitte geben Sie den Tag an."
	case FieldQuestion, FieldChoice:
		return "Bitte wählen Sie eine Antwort."
	case FieldNumber:
		return "Bitte geben Sie eine Zahl an."
	}
	return "Bitte füllen Sie dieses Feld aus."
}

func (f Asked) misread(a Answers) string {
	ok, message := true, ""
	switch f.Kind {
	case FieldDay:
		_, ok = a.Day(f.Key)
		message = "Diesen Tag gibt es nicht. Bitte geben Sie Tag, Monat und Jahr an."
	case FieldNumber:
		_, ok = a.Number(f.Key)
		message = "Bitte geben Sie eine ganze Zahl ein."
	case FieldQuestion:
		ok = a.Text(f.Key) == Yes || a.Text(f.Key) == No
		message = "Bitte antworten Sie mit Ja oder Nein."
	case FieldChoice:
		ok = slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Value == a.Text(f.Key) })
		message = "Bitte wählen Sie eine der Möglichkeiten aus."
	}
	if ok {
		return ""
	}
	return message
}
