package council

import (
	"fmt"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// minutes says a decision as it can stand in the minutes, a sentence per vote, and one per group of excluded members.
func minutes(m matter, in decisionInput, d weighing.NewDecision) ([]string, error) {
	var said []string
	body := capital(theBody(d.Body))
	if first, ok := mainSentence(m, in, d, body); ok {
		said = append(said, first)
	}
	exceptions := d.Exceptions
	if in.scope.narrow() && in.main.kind == weighing.AsProposed {
		exceptions = exceptions[1:] // the first is the main one, which was said
	}
	for _, e := range exceptions {
		sentence, err := exceptionSentence(in, d, e)
		if err != nil {
			return nil, err
		}
		said = append(said, sentence)
	}
	if in.scope.narrow() {
		said = append(said, "Die übrigen Punkte bleiben offen.")
	}
	for _, v := range d.Votes {
		said = append(said, exclusion(m, v)...)
	}
	if d.Adopted {
		said = append(said, adoption(m, body))
	}
	return said, nil
}

// mainSentence says what was decided on the rows that no exception names.
func mainSentence(m matter, in decisionInput, d weighing.NewDecision, body string) (string, bool) {
	source := fmt.Sprintf("gemäß Tabelle Nr.\u00a0%d (Prüfsumme %s)", m.number(), page.HashGroups(m.table.Head.Hash))
	scope := "zu allen Punkten"
	if except := in.exceptedRows(); len(except) > 0 {
		scope += " außer " + listed(except)
	}
	switch {
	case in.scope.narrow() && in.main.kind == weighing.AsProposed:
		return fmt.Sprintf("%s beschließt die Abwägung %s %s %s.", body, toRows(in.rows), source, votes(d.Votes[0])), true
	case in.scope.narrow(), in.main.kind == weighing.Deviating:
		return "", false
	case in.main.kind == weighing.Postponed:
		return fmt.Sprintf("Die Entscheidung über die Abwägung %s %s wird vertagt.", scope, source), true
	}
	return fmt.Sprintf("%s beschließt die Abwägung %s %s %s.", body, scope, source, votes(d.Votes[0])), true
}

// exceptionSentence says what was decided otherwise.
func exceptionSentence(in decisionInput, d weighing.NewDecision, e weighing.Exception) (string, error) {
	rows := toRows(e.Rows)
	if !in.scope.narrow() && len(in.exceptedRows()) == 0 {
		rows = "zu allen Punkten"
	}
	own := ""
	switch {
	case e.Vote == 0 && in.main.kind == weighing.AsProposed: // the vote on the main motion, which the sentence before tells: there was no second one
		own = " in derselben Abstimmung"
	case e.Vote >= 0 && e.Vote < len(d.Votes):
		own = " " + votes(d.Votes[e.Vote])
	}
	switch e.Outcome {
	case weighing.Postponed:
		return "Die Entscheidung " + rows + " wird vertagt.", nil
	case weighing.AsProposed:
		return fmt.Sprintf("%s beschließt %s die Abwägung %s wie vorgeschlagen.", capital(rows), theBody(d.Body), strings.TrimSpace(own)), nil
	}
	code, err := edition.CodeText(e.Code)
	return fmt.Sprintf("%s beschließt %s%s abweichend vom Vorschlag (%s): %s", capital(rows), theBody(d.Body), own, code, e.Text), err
}

// votes is the result of a vote as minutes write it.
func votes(v weighing.Vote) string {
	return fmt.Sprintf("mit %s, %s und %s", page.Plural(v.Yes, "Ja-Stimme", "Ja-Stimmen"), page.Plural(v.No, "Nein-Stimme", "Nein-Stimmen"),
		page.Plural(v.Abstain, "Enthaltung", "Enthaltungen"))
}

// exclusion says who took no part. The minutes name them; the law asks for it, and the public edition only counts them.
func exclusion(m matter, v weighing.Vote) []string {
	var names []string
	for _, name := range v.Excluded {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	have, scope := "hat", toRows(v.Scope)
	if len(names) > 1 {
		have = "haben"
	}
	if v.Scope == enBloc {
		scope = "zu allen Punkten dieser Abstimmung"
	}
	return []string{fmt.Sprintf("%s %s wegen Befangenheit (%s) an Beratung und Abstimmung %s nicht mitgewirkt.", listed(names), have, m.law, scope)}
}

func adoption(m matter, body string) string {
	if m.view.Plan.Kind == procedure.FNP {
		return body + " hat in derselben Sitzung den Feststellungsbeschluss gefasst."
	}
	return body + " hat in derselben Sitzung den Satzungsbeschluss gefasst (§\u00a010 Absatz\u00a01 BauGB)."
}

// toRows is a selection inside a sentence: "zu Punkt B-012.1", "zu den Punkten B-012.1 bis B-014.3".
func toRows(rows string) string {
	if rows = strings.Join(strings.Fields(rows), " "); strings.ContainsAny(rows, " ,;–") {
		return "zu den Punkten " + rows
	}
	return "zu Punkt " + rows
}

// listed puts names or selections in a row: "A, B und C".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " und " + words[last]
}
