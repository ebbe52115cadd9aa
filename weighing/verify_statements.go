package weighing

import (
	"context"
	"strings"

	"github.com/google/uuid"
)

// statements holds a table to what was received before it: every statement is there, and its rows give its text back.
// What was erased since is passed over, properly: the register knows of it.
func (a *audit) statements(ctx context.Context, t storedTable, rows []frozenRow) error {
	files, err := selectFileSegments(ctx, a.tx, t.ID)
	if err != nil {
		return err
	}
	wordings := map[uuid.UUID]*strings.Builder{}
	for _, r := range rows {
		b := wordings[r.Statement]
		if b == nil {
			b = &strings.Builder{}
			wordings[r.Statement] = b
		}
		if r.Segment == nil || !files[*r.Segment] {
			b.WriteString(r.Wording)
		}
	}
	due, err := selectStatementsBefore(ctx, a.tx, a.procedure, t.LogIndex)
	if err != nil {
		return err
	}
	for _, s := range due {
		got, ok := wordings[s.ID]
		if !ok {
			a.found(StatementMissing, t.Head.Number, s.Receipt, "received before the table and not in it")
			continue
		}
		r, kept := a.texts[s.ID]
		if kept && got.String() != r.text && got.String() != r.whole() {
			a.found(WordingDiffers, t.Head.Number, s.Receipt, "the rows do not give back the text as received")
		}
	}
	return nil
}
