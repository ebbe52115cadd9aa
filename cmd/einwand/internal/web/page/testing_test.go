package page

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

// rendered returns the HTML of a component, with these children.
func rendered(t *testing.T, c templ.Component, children ...templ.Component) string {
	t.Helper()
	var b strings.Builder
	ctx := templ.WithChildren(context.Background(), templ.Join(children...))
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func fragment(t *testing.T, c templ.Component, children ...templ.Component) *htmlcheck.Document {
	t.Helper()
	return htmlcheck.Fragment(t, rendered(t, c, children...))
}

// raw is a piece of HTML that a test puts into a component.
func raw(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	})
}

func townShell() Shell {
	return Shell{
		Title: "Bebauungsplan Nr. 47", Authority: "Stadt Auenbrück", Room: RoomPublic, Current: NavProcedures,
		CurrentPath: "/verfahren/bp-47?seite=2",
		Contact: Contact{
			Office: "Fachbereich Stadtplanung", Street: "Rathausplatz 1", City: "59999 Auenbrück", Phone: "02999 123-456",
			Hours: "Montag bis Freitag 8:30 bis 12:30 Uhr", Mail: "bauleitplanung@auenbrueck.example",
		},
		Crumbs: []Crumb{{"Start", "/"}, {"Verfahren", "/verfahren"}, {"Bebauungsplan Nr. 47", ""}},
	}
}

// withChildren is the component with its children already in it.
func withChildren(c templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}
