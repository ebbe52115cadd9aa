package page

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func TestRenderAnswersAWholePage(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/verfahren", nil)
	if err := Render(w, r, http.StatusNotFound, Revalidate, raw("<p>Ü</p>")); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusNotFound || w.Body.String() != "<p>Ü</p>" {
		t.Errorf("got %d %q", w.Code, w.Body)
	}
	if got := w.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("got Content-Type %q", got)
	}
	if got := w.Header().Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("got Cache-Control %q", got)
	}
}

func TestFailingTemplateAnswersNothing(t *testing.T) {
	broken := errors.New("broken")
	half := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, "<p>half a page"); err != nil {
			return err
		}
		return broken
	})
	w := httptest.NewRecorder()
	err := Render(w, httptest.NewRequest(http.MethodGet, "/verfahren", nil), http.StatusOK, NoStore, half)
	if !errors.Is(err, broken) || errors.Is(err, ErrGone) {
		t.Errorf("got %v, want the error of the template", err)
	}
	if w.Body.Len() != 0 || len(w.Header()) != 0 {
		t.Errorf("got %q and %v, want nothing written", w.Body, w.Header())
	}
}

// goneWriter is a connection whose other end has closed.
type goneWriter struct{ http.ResponseWriter }

var errClosed = errors.New("connection closed")

func (goneWriter) Write([]byte) (int, error) { return 0, errClosed }

func TestReaderWhoIsGoneIsToldApart(t *testing.T) {
	w := goneWriter{httptest.NewRecorder()}
	err := Render(w, httptest.NewRequest(http.MethodGet, "/verfahren", nil), http.StatusOK, NoStore, raw("<p>"))
	if !errors.Is(err, ErrGone) || !errors.Is(err, errClosed) {
		t.Errorf("got %v, want ErrGone with its cause", err)
	}
}

// TestErrorsDoNotNameTheAddress: errors are logged, and the link of a public body or of a calendar is a secret.
func TestErrorsDoNotNameTheAddress(t *testing.T) {
	const secret = "k3JmXw0cRJq"
	broken := templ.ComponentFunc(func(context.Context, io.Writer) error { return errors.New("broken") })
	for _, path := range []string{"/behoerde/" + secret, "/verfahren/bp-47/benachrichtigen/" + secret, "/kalender/" + secret + ".ics"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		for name, err := range map[string]error{
			"template": Render(httptest.NewRecorder(), r, http.StatusOK, NoStore, broken),
			"reader":   Render(goneWriter{httptest.NewRecorder()}, r, http.StatusOK, NoStore, raw("<p>")),
		} {
			if err == nil || strings.Contains(err.Error(), secret) {
				t.Errorf("%s of %s: got %v, want an error without the secret", name, path, err)
			}
		}
	}
}

func TestPagesOfPersonsAreNotStored(t *testing.T) {
	for name, c := range map[string]struct {
		shell Shell
		want  Caching
	}{
		"resident":       {Shell{Room: RoomPublic, Person: "Mara Hoffmann"}, NoStore},
		"anybody":        {Shell{Room: RoomPublic}, Revalidate},
		"planner":        {Shell{Room: RoomStaff, Person: "Jana Wirth"}, NoStore},
		"desk, nobody":   {Shell{Room: RoomStaff}, NoStore},
		"council member": {Shell{Room: RoomCouncil, Person: "Ingrid Baumeister"}, NoStore},
		"no room named":  {Shell{}, NoStore},
	} {
		if got := c.shell.Caching(); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if NoStore != "no-store" {
		t.Errorf("got %q, want no-store", NoStore)
	}
}
