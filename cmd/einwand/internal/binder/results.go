package binder

import (
	"bytes"
	"context"
	"slices"

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
	owed := slices.DeleteFunc(list, func(r weighing.Result) bool {
		st, covered := b.filed[r.Statement]
		return !covered || st.State == statement.Withdrawn
	})
	err = inOrder(owed, func(r weighing.Result) (paper bytes.Buffer, err error) {
		err = result.WritePDF(&paper, b.notice(r))
		return paper, err
	}, func(r weighing.Result, paper bytes.Buffer) error {
		label := b.filed[r.Statement].Label()
		return b.file.Add(noticesFolder+casefile.CleanName(label)+".pdf", label+": Ergebnis, wie es mitzuteilen ist", &paper)
	})
	if err != nil {
		return err
	}
	b.step(1)
	return nil
}

// notice is what the author of a statement is told.
func (b *binding) notice(r weighing.Result) result.Notice {
	decisions := r.Decisions()
	return result.Notice{Authority: b.town, Answers: b.view.ContactName, Phone: b.view.ContactPhone, Page: b.PublicURL + "/verfahren/" + b.ref.Slug + "/ergebnis",
		At: decisions[len(decisions)-1].RecordedAt, Statements: []result.Statement{result.StatementOf(b.filed[r.Statement], r)}}
}
