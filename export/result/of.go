package result

import (
	"time"

	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Of is the notice about the statement of a receipt. page is the address of the decided table for everybody.
func Of(rc statement.Receipt, r weighing.Result, page string, at time.Time) Notice {
	return Notice{Authority: rc.Authority, Answers: rc.View.ContactName, Phone: rc.View.ContactPhone, Page: page, At: at,
		Statements: []Statement{StatementOf(rc.Statement, r)}}
}

// StatementOf is one statement with its result. Whether it came in time is what the table says: by the period that held when it was frozen.
func StatementOf(st statement.Statement, r weighing.Result) Statement {
	return Statement{Label: st.Label(), ReceivedAt: st.ReceivedAt, Timely: r.Points[0].Timely, Result: r}
}
