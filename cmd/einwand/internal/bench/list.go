package main

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/einwand/einwand/identity"
)

const pageLength = 50

// measureList compares the planner's page of 50 statements with an address that only runs its query.
func measureList(ctx context.Context, t *town, l load, out io.Writer) error {
	v, err := t.planner(ctx)
	if err != nil {
		return err
	}
	ask := func(path string) func(context.Context, int) error {
		return func(context.Context, int) error {
			resp, err := t.get(v, path)
			if err == nil && resp.StatusCode != http.StatusOK {
				err = fmt.Errorf("%s: got status %d", path, resp.StatusCode)
			}
			return err
		}
	}
	return compare(ctx, "The list of 50 statements, over HTTP", l.lists, l, out,
		side{"only its query", nil, ask("/nur-die-abfrage")},
		side{"the page, with session and capability", nil, ask("/planung/verfahren/" + hotSlug + "/eingang")})
}

func (t *town) onlyTheQuery(w http.ResponseWriter, r *http.Request) {
	items, total, err := t.statements.List(r.Context(), identity.Operator, t.hot, 0, pageLength)
	if err != nil || len(items) != pageLength {
		http.Error(w, fmt.Sprintf("%d items, %v", len(items), err), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, total)
}
