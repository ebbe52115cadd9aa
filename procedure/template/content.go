package template

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Content is what a template holds. It is stored as JSON, whose fields stay readable: a new one is added, none is renamed.
type Content struct {
	Purpose      procedure.Purpose          `json:"purpose"`
	Items        []Item                     `json:"items"`
	Summary      string                     `json:"summary"`   // skeleton: what stands in [brackets] has to be replaced
	AreaHint     string                     `json:"area_hint"` // how to describe the area here
	Topics       []string                   `json:"topics"`    // kinds of environmental information, to choose from
	LetterEarly  string                     `json:"letter_early"`
	LetterFormal string                     `json:"letter_formal"`
	Discussion   string                     `json:"discussion"` // how the plan is discussed in the early participation
	Persons      []procedure.Person         `json:"persons"`
	Weeks        map[procedure.StepKind]int `json:"weeks"` // how long the steps usually take
	MinAssurance identity.Level             `json:"min_assurance"`
	Portal       string                     `json:"portal"`     // address at the portal of the Land; {slug} stands for the procedure's
	Initiating   string                     `json:"initiating"` // the body that decides T1
	Approving    string                     `json:"approving"`  // the body that decides T4
}

// Item is a document of the checklist.
type Item struct {
	Title       string                 `json:"title"`
	Role        procedure.DocumentRole `json:"role"`
	Need        procedure.Need         `json:"need"`
	Norm        string                 `json:"norm"`
	Responsible string                 `json:"responsible"`
}

// Bounds of what a template can hold: far beyond use, near enough to read.
const (
	maxItems = 100
	maxText  = 10_000 // bytes of a text
	maxWeeks = 520
)

// slugMark stands for the address of a procedure in the pattern of the portal.
const slugMark = "{slug}"

func (c Content) clone() Content {
	c.Items, c.Topics, c.Persons, c.Weeks = slices.Clone(c.Items), slices.Clone(c.Topics), slices.Clone(c.Persons), maps.Clone(c.Weeks)
	return c
}

// encode is the one spelling in which a content is stored.
func (c Content) encode() ([]byte, error) { return json.Marshal(c.normal()) }

// decode reads what encode wrote. An unknown field is an error: it would be lost with the next version.
func decode(data []byte) (Content, error) {
	var c Content
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return Content{}, fmt.Errorf("read content of template: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Content{}, fmt.Errorf("read content of template: something stands behind it")
	}
	return c, nil
}

// stored is the content as it comes back from the database.
func (c Content) stored() (Content, error) {
	data, err := c.encode()
	if err != nil {
		return Content{}, err
	}
	return decode(data)
}

// normal leaves out what says nothing: durations of no week, and the difference between no list and an empty one.
func (c Content) normal() Content {
	c = c.clone()
	maps.DeleteFunc(c.Weeks, func(_ procedure.StepKind, n int) bool { return n == 0 })
	if len(c.Weeks) == 0 {
		c.Weeks = map[procedure.StepKind]int{}
	}
	c.Items, c.Topics, c.Persons = append([]Item{}, c.Items...), append([]string{}, c.Topics...), append([]procedure.Person{}, c.Persons...)
	return c
}

// check says at which field a content lacks something for a course. Errors: *procedure.Invalid.
func (c Content) check(course procedure.Course) error {
	fields := map[string]string{}
	c.checkItems(course, fields)
	c.checkTexts(fields)
	c.checkTerms(course, fields)
	var persons *procedure.Invalid
	if errors.As(procedure.CheckPersons(c.Persons), &persons) {
		fields["persons"] = persons.Words()
	}
	if len(fields) == 0 {
		return nil
	}
	return &procedure.Invalid{Fields: fields}
}

// ItemField is the name under which an error at an item is told: the lists of the form are one per need.
func ItemField(n procedure.Need) string { return "items_" + string(n) }

func (c Content) checkItems(course procedure.Course, fields map[string]string) {
	if len(c.Items) > maxItems {
		fields[ItemField(procedure.ForDraft)] = fmt.Sprintf("Höchstens %d Unterlagen sind möglich.", maxItems)
	}
	line := map[procedure.Need]int{}
	for n, i := range c.Items {
		line[i.Need]++
		if message := i.objection(c.Items[:n]); message != "" && fields[ItemField(i.Need)] == "" {
			fields[ItemField(i.Need)] = fmt.Sprintf("Zeile %d: %s", line[i.Need], message)
		}
	}
	for _, d := range procedure.DemandsOf(course) {
		met := slices.ContainsFunc(c.Items, func(i Item) bool { return i.Need == procedure.ForDraft && d.MetBy(i.Role) })
		if !met && fields[ItemField(procedure.ForDraft)] == "" {
			fields[ItemField(procedure.ForDraft)] = fmt.Sprintf("Es fehlt: %s. Ohne sie lässt sich kein Entwurf veröffentlichen (%s).", demanded[d.Roles[0]], d.Norm)
		}
	}
}

// demanded names the documents of procedure.DemandsOf.
var demanded = map[procedure.DocumentRole]string{
	procedure.RolePlan: "der Plan", procedure.RoleReasons: "die Begründung", procedure.RoleEnvironment: "der Umweltbericht",
}

func (i Item) objection(earlier []Item) string {
	switch {
	case strings.TrimSpace(i.Title) == "":
		return "Es fehlt der Name der Unterlage."
	case !slices.Contains(procedure.DocumentRoles, i.Role):
		return "Diese Art von Unterlage gibt es nicht."
	case !slices.Contains(procedure.Needs, i.Need):
		return "Wofür die Unterlage gebraucht wird, ist nicht angegeben."
	case !storable(i.Title) || !storable(i.Norm) || !storable(i.Responsible):
		return "Der Text enthält Zeichen, die sich nicht speichern lassen."
	case tooLong(i.Title) || tooLong(i.Norm) || tooLong(i.Responsible):
		return "Das ist zu lang. Höchstens 200 Zeichen sind möglich."
	case slices.ContainsFunc(earlier, func(o Item) bool { return o.Title == i.Title && o.Role == i.Role && o.Need == i.Need }):
		return fmt.Sprintf("„%s“ steht schon weiter oben.", i.Title)
	}
	return ""
}

func (c Content) checkTexts(fields map[string]string) {
	for field, text := range map[string]string{"summary": c.Summary, "area_hint": c.AreaHint, "letter_early": c.LetterEarly, "letter_formal": c.LetterFormal,
		"discussion": c.Discussion, "initiating": c.Initiating, "approving": c.Approving, "portal": c.Portal, "topics": strings.Join(c.Topics, "\n")} {
		switch {
		case len(text) > maxText:
			fields[field] = "Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens 10.000 Zeichen."
		case !storable(text):
			fields[field] = "Der Text enthält Zeichen, die sich nicht speichern lassen."
		}
	}
	if c.Portal != "" && !strings.HasPrefix(c.Portal, "https://") && !strings.HasPrefix(c.Portal, "http://") {
		fields["portal"] = "Bitte geben Sie eine Adresse ein, die mit https:// beginnt. {slug} steht darin für die Adresse des Verfahrens."
	}
}

func (c Content) checkTerms(course procedure.Course, fields map[string]string) {
	if !slices.Contains([]procedure.Purpose{procedure.Aufstellung, procedure.Aenderung, procedure.Ergaenzung, procedure.Aufhebung}, c.Purpose) {
		fields["purpose"] = "Bitte wählen Sie eine der Möglichkeiten aus."
	}
	if _, err := identity.ParseLevel(string(c.MinAssurance)); err != nil {
		fields["min_assurance"] = "Bitte wählen Sie, welche Anmeldung das Formular verlangt."
	}
	for step, weeks := range c.Weeks {
		known := slices.ContainsFunc(course.Steps, func(s procedure.CourseStep) bool { return s.Kind == step })
		if !known || weeks < 0 || weeks > maxWeeks {
			fields[WeeksField(step)] = fmt.Sprintf("Bitte geben Sie eine ganze Zahl von 0 bis %d an.", maxWeeks)
		}
	}
}

// WeeksField is the name under which an error at a duration is told.
func WeeksField(s procedure.StepKind) string { return "weeks_" + string(s) }

func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

func tooLong(text string) bool { return utf8.RuneCountInString(text) > 200 }
