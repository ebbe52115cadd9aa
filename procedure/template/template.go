package template

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
)

// Template is a version of a template with what it holds.
type Template struct {
	Origin    procedure.Origin
	Name      string
	Kind      procedure.PlanKind
	Regime    procedure.Regime
	Archived  bool
	ChangedAt time.Time // zero for a standard
	ChangedBy string    // empty: the operator, or a standard
	Content   Content
}

// Own reports whether an authority made the template.
func (t Template) Own() bool { return t.Origin.Standard == "" }

// Course is the way through the law that the template is for.
func (t Template) Course() (procedure.Course, error) { return procedure.CourseOf(t.Kind, t.Regime) }

// ErrChanged says that somebody else has changed the template since it was read.
var ErrChanged = errors.New("template: changed since it was read")

// standardPrefix begins the key of a standard in an address.
const standardPrefix = "standard-"

// Key is an origin as an address or a form carries it: "standard-bplan-13a", or an id, with its version behind a dot.
func Key(o procedure.Origin) string {
	switch {
	case o.Standard != "":
		return standardPrefix + o.Standard
	case o.Version == 0:
		return o.Template.String()
	}
	return o.Template.String() + "." + strconv.Itoa(o.Version)
}

// ParseKey reads what Key wrote; version 0 stands for the latest. procedure.ErrNotFound for anything else.
func ParseKey(text string) (procedure.Origin, error) {
	if standard, ok := strings.CutPrefix(text, standardPrefix); ok {
		return procedure.Origin{Standard: standard}, nil
	}
	key, number, versioned := strings.Cut(text, ".")
	o := procedure.Origin{}
	id, err := uuid.Parse(key)
	if err == nil && versioned {
		o.Version, err = strconv.Atoi(number)
	}
	if err != nil || o.Version < 0 || len(key) != 36 {
		return procedure.Origin{}, fmt.Errorf("template %q: %w", text, procedure.ErrNotFound)
	}
	o.Template = id
	return o, nil
}

// Standards are the templates that come with the program, in the order of the question "Was soll der Plan?".
func Standards() []Template {
	list := slices.Clone(standards)
	for i := range list {
		list[i].Content = list[i].Content.clone()
	}
	return list
}

// standard finds a template of the program by its key.
func standard(key string) (Template, error) {
	for _, t := range Standards() {
		if t.Origin.Standard == key {
			return t, nil
		}
	}
	return Template{}, fmt.Errorf("standard %q: %w", key, procedure.ErrNotFound)
}
