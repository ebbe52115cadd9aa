package main

import (
	"context"
	"fmt"
	"io"
)

const fewDocuments, manyDocuments = 5, 100

// measureDocuments compares the public page of a procedure with few documents and the same page with many.
func measureDocuments(ctx context.Context, t *town, l load, out io.Writer) error {
	page := t.asking(visitor{}, "/verfahren/"+hotSlug)
	with := func(documents int) side {
		return side{fmt.Sprintf("%d documents", documents), func(ctx context.Context, _ int) error { return t.setDocuments(ctx, hotSlug, documents) }, page}
	}
	return compare(ctx, "The page of a procedure, for everybody", l.lists, l, out, with(fewDocuments), with(manyDocuments))
}
