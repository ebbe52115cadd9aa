package planning

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// sessionInput is the sitting for which a table is frozen, as it was typed.
type sessionInput struct{ body, meeting, paper, agenda string }

// The fields of the session in the order of the form, as the weighing room calls them and as the form does.
var sessionFields = []struct {
	room string
	labelled
}{
	{"body", labelled{"gremium", "Gremium"}}, {"meeting_on", labelled{"sitzung", "Tag der Sitzung"}},
	{"paper", labelled{"vorlage", "Nummer der Vorlage"}}, {"agenda_item", labelled{"top", "Tagesordnungspunkt"}},
}

func readSession(r *http.Request) sessionInput {
	return sessionInput{body: typed(r, "gremium"), meeting: typed(r, "sitzung"), paper: typed(r, "vorlage"), agenda: typed(r, "top")}
}

// session is what the input says of a sitting. usual is the body that the form names by itself: alone it says nothing.
func (in sessionInput) session(usual string) (weighing.Session, error) {
	if in.meeting == "" && in.paper == "" && in.agenda == "" && in.body == usual {
		return weighing.Session{}, nil
	}
	s := weighing.Session{Body: in.body, MeetingOn: day(in.meeting), Paper: in.paper, AgendaItem: in.agenda}
	if in.meeting != "" && s.MeetingOn.IsZero() {
		return weighing.Session{}, &weighing.Invalid{Fields: map[string]string{
			"meeting_on": "„" + in.meeting + "“ ist kein Tag, den es gibt. Schreiben Sie zum Beispiel „2026-12-15“."}}
	}
	return s, nil
}

// sessionProblems puts what is wrong with a session to the fields of the form; nil for everything else.
func sessionProblems(err error) page.FieldErrors {
	var invalid *weighing.Invalid
	if !errors.As(err, &invalid) {
		return nil
	}
	order, words := make([]labelled, len(sessionFields)), map[string]string{}
	for i, f := range sessionFields {
		order[i] = f.labelled
		if text, wrong := invalid.Fields[f.room]; wrong {
			words[f.id] = text
		}
	}
	return fieldErrors(order, words)
}

func (l tableList) sessionField(id, label, value, hint string) page.Field {
	return page.Field{Name: id, Label: label, Value: value, Hint: hint, Error: l.errors.Of(id), Optional: true}
}

// sessionRow names the session for which a table was frozen; none for a table without one.
func sessionRow(s *weighing.Session) []page.Row {
	if s == nil {
		return nil
	}
	return []page.Row{{Term: "Für die Sitzung", Text: s.Line()}}
}

// example is a number of a paper of this year.
func example(today period.Date) string {
	return "Zum Beispiel „" + strconv.Itoa(today.Year) + "/118“. Auch „Drucksache“ genannt."
}
