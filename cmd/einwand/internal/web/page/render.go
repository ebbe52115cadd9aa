package page

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"github.com/a-h/templ"
)

// ErrGone is wrapped by Render when the answer was begun and could not be sent to its end. The reader is gone: there is
// nothing left to answer, and a second answer must not be tried.
var ErrGone = errors.New("the reader is gone")

// Caching is how an answer may be kept by browsers and proxies.
type Caching string

// The ways of keeping an answer. Shell.Caching chooses between them.
const (
	// NoStore is for pages that show a person: nothing of them stays on a shared computer.
	NoStore Caching = "no-store"
	// Revalidate is for pages that everybody may read: the browser may keep one, and asks before it shows it again.
	Revalidate Caching = "private, no-cache"
)

// Render writes a whole page. It renders first and answers then: if the template fails, nothing was written and the
// error is returned, so that the caller can still answer with another page. An error that wraps ErrGone comes after
// the answer was begun. The errors are logged, so they do not name the address, which can be a secret.
func Render(w http.ResponseWriter, r *http.Request, status int, caching Caching, c templ.Component) error {
	var buf bytes.Buffer
	if err := c.Render(r.Context(), &buf); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", string(caching))
	w.WriteHeader(status)
	if _, err := w.Write(buf.Bytes()); err != nil {
		return fmt.Errorf("send page: %w: %w", ErrGone, err)
	}
	return nil
}
