package public

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
)

// TestDocumentsOfAManifestAreLaidOutOnce reads again what is not published in the same words, and nothing else.
func TestDocumentsOfAManifestAreLaidOutOnce(t *testing.T) {
	var kept listedDocuments
	reads := 0
	ask := func(slug string, round uuid.UUID, manifest, title string) documentLists {
		t.Helper()
		view := procedure.View{Procedure: procedure.Procedure{Slug: slug}, Round: &procedure.Round{ID: round, Manifest: []byte(manifest)}}
		got, err := kept.of(t.Context(), view, func(context.Context) ([]procedure.Document, error) {
			reads++
			return []procedure.Document{{Position: 1, Part: procedure.CorePart, Title: title}}, nil
		})
		must(t, err)
		return got
	}
	one, other := uuid.New(), uuid.New()
	for n, a := range []struct {
		slug     string
		round    uuid.UUID
		manifest string
		reads    int
	}{{"bp-47", one, "a", 1}, {"bp-47", one, "a", 1}, {"bp-47", one, "b", 2}, {"bp-47", other, "a", 3}, {"bp-48", one, "a", 4}} {
		title := fmt.Sprint("Plan <", n, ">")
		if got := ask(a.slug, a.round, a.manifest, title); reads != a.reads || n != 1 && !strings.Contains(string(got), fmt.Sprint("Plan &lt;", n, "&gt;")) {
			t.Errorf("%+v: got %d reads and %s", a, reads, got)
		}
	}
	for n := range 3 * listedLength {
		ask("bp-47", one, fmt.Sprint(n), "Plan")
	}
	if len(kept.lists) > listedLength {
		t.Errorf("got %d lists kept, want at most %d", len(kept.lists), listedLength)
	}
}

// TestNothingIsKeptOfAFault: the next reader asks the database again.
func TestNothingIsKeptOfAFault(t *testing.T) {
	var kept listedDocuments
	view := procedure.View{Round: &procedure.Round{}}
	broken := errors.New("no connection")
	if _, err := kept.of(t.Context(), view, func(context.Context) ([]procedure.Document, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want the fault", err)
	}
	if got, err := kept.of(t.Context(), view, func(context.Context) ([]procedure.Document, error) { return nil, nil }); err != nil || got != "" || len(kept.lists) != 0 {
		t.Errorf("a round without documents: got %q, %v, %d kept", got, err, len(kept.lists))
	}
}
