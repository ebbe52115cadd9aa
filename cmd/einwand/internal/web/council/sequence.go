package council

import (
	"slices"
	"strings"

	"github.com/einwand/einwand/weighing"
)

// sequence is an order in which points are read. Rows without a proposal (greetings, withdrawn statements) are no points
// to decide on, so they have an order of their own.
type sequence struct {
	rows  []weighing.CouncilRow
	topic string // empty: of all topics
	open  bool   // rows with a proposal
}

func withProposal(rows []weighing.CouncilRow, proposal bool) sequence {
	s := sequence{open: proposal}
	for _, r := range rows {
		if (r.Code != "") == proposal {
			s.rows = append(s.rows, r)
		}
	}
	return s
}

// of narrows a sequence to a topic.
func (s sequence) of(topic string) sequence {
	narrow := sequence{topic: topic, open: s.open}
	for _, r := range s.rows {
		if topicOf(r) == topic {
			narrow.rows = append(narrow.rows, r)
		}
	}
	return narrow
}

func topicOf(r weighing.CouncilRow) string {
	if r.Topic == "" {
		return noTopic
	}
	return r.Topic
}

// place is where a point stands in the sequence, from 0; -1 if it does not.
func (s sequence) place(number string) int {
	return slices.IndexFunc(s.rows, func(r weighing.CouncilRow) bool { return r.Number == number })
}

// count is a topic with its number of points.
type count struct {
	topic  string
	points int
	first  string // number of its first point
}

// topics counts the points of each topic, the largest first; what has no topic stands last.
func (s sequence) topics() []count {
	var list []count
	for _, r := range s.rows {
		i := slices.IndexFunc(list, func(c count) bool { return c.topic == topicOf(r) })
		if i < 0 {
			i = len(list)
			list = append(list, count{topic: topicOf(r), first: r.Number})
		}
		list[i].points++
	}
	slices.SortStableFunc(list, func(a, b count) int {
		switch noTopic {
		case a.topic:
			return 1
		case b.topic:
			return -1
		}
		return b.points - a.points
	})
	return list
}

// matching keeps the rows that contain every word of the query, wherever in the row.
func matching(rows []weighing.CouncilRow, query string) []weighing.CouncilRow {
	words := strings.Fields(strings.ToLower(query))
	var found []weighing.CouncilRow
	for _, r := range rows {
		text := strings.ToLower(strings.Join([]string{r.Number, r.Label, r.Topic, r.Reference, r.Wording, r.Reasoning, r.PlanChange, r.Excused}, "\n"))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			found = append(found, r)
		}
	}
	return found
}

// excerpt is the beginning of a text, cut after a word.
func excerpt(text string, limit int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	cut := string(runes[:limit])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, ",;:–- ") + " …"
}

// statementOf is the statement of a row's number: "B-028" of "B-028.2".
func statementOf(number string) string {
	statement, _, _ := strings.Cut(number, ".")
	return statement
}
