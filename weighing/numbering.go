package weighing

import (
	"context"
	"fmt"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// A statement's number in the table is the letter of its group and its place in the group by the order of receipt
// numbers: "B-017" is the 17th statement of the public. Nothing is ever taken out of that order, withdrawn and erased
// statements keep their place, and kinds of parties do not change: a number means the same statement in every table and
// is never given again. The pseudonym is not the number, because a person may write twice; it stands in the label.
//
// An item's number adds its place in the statement: "B-017.3". Parts without relevance have their place too.

// groupOf is the part of the table for a kind of party. Anonymous statements stand with the public.
func groupOf(kind statement.PartyKind) Group {
	switch kind {
	case statement.Body:
		return GroupBodies
	case statement.Event:
		return GroupEvents
	}
	return GroupPublic
}

// kindsOf is the inverse of groupOf.
func kindsOf(g Group) []string {
	switch g {
	case GroupBodies:
		return []string{string(statement.Body)}
	case GroupEvents:
		return []string{string(statement.Event)}
	}
	return []string{string(statement.Person), string(statement.Unknown)}
}

// statementNumber prints a place from 1 with the width that the group usually needs.
func statementNumber(g Group, place int) string {
	if g == GroupBodies {
		return fmt.Sprintf("%s-%02d", g, place)
	}
	return fmt.Sprintf("%s-%03d", g, place)
}

// itemNumber numbers the i-th segment of a statement, from 0.
func itemNumber(statement string, i int) string { return fmt.Sprintf("%s.%d", statement, i+1) }

func numberOf(ctx context.Context, tx identity.Tx, st statement.Statement) (string, error) {
	g := groupOf(st.PartyKind)
	place, err := selectPlace(ctx, tx, st.Procedure, st.Number, kindsOf(g))
	return statementNumber(g, place), err
}

// labelOf is what stands for the author in every edition: the official name of a body or an event, a pseudonym for
// anybody else. Contact data is not even at hand here.
func labelOf(kind statement.PartyKind, official string, pseudonym int) string {
	switch kind {
	case statement.Body:
		return official
	case statement.Event:
		if official != "" {
			return official
		}
		return fmt.Sprintf("Veranstaltung %d", pseudonym)
	case statement.Unknown:
		return fmt.Sprintf("Ohne Namen %d", pseudonym)
	}
	return fmt.Sprintf("Einwender %d", pseudonym)
}
