package binder

import (
	"context"
	"io"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
)

// maxFile bounds a case file: the documents of a large plan are some two hundred megabytes each round.
const maxFile = 8 << 30

// Making makes case files that were ordered. What is in a file changes from day to day, so each order makes its own.
func (r Rooms) Making() order.Making {
	return order.Making{Needs: needed, MaxBytes: maxFile,
		Make: func(ctx context.Context, j order.Job, w io.Writer, progress func(done, of int)) (order.File, error) {
			j.Begin(order.Laying)
			return order.File{Name: Name(j.Ref), MediaType: "application/zip"}, r.Bind(ctx, w, j.Actor, j.Ref, progress)
		}}
}
