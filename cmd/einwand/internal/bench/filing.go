package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// measureFiling compares the POST that files with bare transactions of the same rows.
func measureFiling(ctx context.Context, t *town, l load, out io.Writer) error {
	b, err := newBare(ctx, t)
	if err != nil {
		return err
	}
	f := &filer{town: t, clients: l.clients}
	return compare(ctx, "Filing into one procedure: the whole POST over HTTP, with session, rules, register and owed mail", l.filings, l, out,
		side{"bare transactions of the same rows, one by one", b.prepare, b.oneByOne},
		side{"bare transactions of the same rows, pipelined", b.prepare, b.pipelined},
		side{"bare transactions, without the shared head row", b.prepare, b.withoutHead},
		side{"einwand", f.prepare, f.file})
}

// filer presses the button of the check page for persons who have not done so yet.
type filer struct {
	*town
	clients int
	waiting []visitor
}

func (f *filer) prepare(ctx context.Context, n int) error {
	f.waiting = make([]visitor, n)
	first := f.persons
	f.persons += n
	return each(n, f.clients, func(i int) (err error) {
		f.waiting[i], err = f.resident(ctx, first+i)
		return err
	})
}

func (f *filer) file(_ context.Context, i int) error {
	v := f.waiting[i]
	resp, err := f.post(v, "/verfahren/"+hotSlug+"/stellungnahme/einreichen", url.Values{"entwurf": {v.draft.String()}})
	if err != nil {
		return err
	}
	if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/meine/") {
		return fmt.Errorf("got status %d to %q, want a receipt", resp.StatusCode, to)
	}
	return nil
}
