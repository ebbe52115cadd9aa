package binder

import (
	"context"
	"fmt"
	"io"

	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/export/result"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// noticesFolder holds the results, as they are to be told and to whom they were.
const noticesFolder = "7_Mitteilungen/"

// results are what the authors can be told of the result (§ 3 Abs. 2 S. 6 BauGB), and once something was decided the list of
// who was told.
func (b *binding) results(ctx context.Context) error {
	list, err := b.Weighing.LatestResults(ctx, b.actor, b.ref)
	if err != nil {
		return err
	}
	if len(list) > 0 {
		if err := b.told(ctx); err != nil {
			return err
		}
	}
	for _, r := range list {
		st, covered := b.filed[r.Statement]
		if !covered || st.State == statement.Withdrawn {
			continue
		}
		if err := b.result(st, r); err != nil {
			return err
		}
	}
	b.step(1)
	return nil
}

func (b *binding) result(st statement.Statement, r weighing.Result) error {
	decisions := r.Decisions()
	n := result.Notice{Authority: b.town, Answers: b.view.ContactName, Phone: b.view.ContactPhone, Page: b.PublicURL + "/verfahren/" + b.ref.Slug + "/ergebnis",
		At: decisions[len(decisions)-1].RecordedAt, Statements: []result.Statement{result.StatementOf(st, r)}}
	name := noticesFolder + casefile.CleanName(st.Label()) + ".pdf"
	return b.addMade(name, fmt.Sprintf("%s: Ergebnis, wie es mitzuteilen ist", st.Label()), func(w io.Writer) error { return result.WritePDF(w, n) })
}
