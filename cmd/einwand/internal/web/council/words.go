package council

import (
	"fmt"
	"strings"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// noTopic is how rows without a topic are listed.
const noTopic = "Ohne Thema"

// verdict is the proposal of a row, in the words that the files print; lateNorm is the paragraph by which the row was
// examined, empty where it was not.
func verdict(c weighing.Code, lateNorm string) (string, error) {
	if c == "" {
		return edition.NoProposal, nil
	}
	return edition.CodeTextUnder(c, lateNorm)
}

// examination is what was answered about a late row, for the deciding body; nil where nothing is on record.
func examination(r weighing.CouncilRow) []page.Row {
	e, a := r.Examined, r.Answers
	if e == nil || a == nil {
		return nil
	}
	hint := yesNo(a.Announced)
	if r.Group == weighing.GroupBodies {
		hint = "nicht nötig" // § 4a Abs. 5 S. 2 BauGB: for the public alone
	}
	answered := page.PlainDate(period.DateAt(e.At))
	if a.AnsweredBy != "" {
		answered += " von " + a.AnsweredBy
	}
	return []page.Row{
		{Term: "Ergebnis", Text: edition.Finding(*e), Note: page.Paragraph(e.Norm)}, {Term: "Inhalt bekannt", Text: yesNo(a.Known)},
		{Term: "Von Bedeutung für die Rechtmäßigkeit", Text: yesNo(a.Relevant)}, {Term: "Hinweis in der Bekanntmachung", Text: hint},
		{Term: "Begründung", Text: a.Reasoning}, {Term: "Geprüft am", Text: answered}}
}

func yesNo(b bool) string {
	if b {
		return "ja"
	}
	return "nein"
}

// codes are the choices for a deviating outcome, in the order of the files. What stays unconsidered for being late
// (§ 4a Abs. 5 BauGB) is found by an examination, not by a vote.
var codes = []weighing.Code{weighing.CodeFollow, weighing.CodePartial, weighing.CodeReject, weighing.CodeNoted, weighing.CodeAlready,
	weighing.CodeHint, weighing.CodeEditorial, weighing.CodeOutOfScope}

// groups are the parts of a table, in their order.
var groups = []struct {
	group weighing.Group
	name  string
}{
	{weighing.GroupBodies, "Behörden und Träger öffentlicher Belange"},
	{weighing.GroupPublic, "Öffentlichkeit"},
	{weighing.GroupEvents, "Beiträge aus Veranstaltungen"},
}

func groupName(g weighing.Group) string {
	for _, known := range groups {
		if known.group == g {
			return known.name
		}
	}
	return string(g)
}

// outcomeWords says what a body decided on a row.
func outcomeWords(o weighing.Outcome) (string, error) {
	switch o.Kind {
	case weighing.AsProposed:
		return "Wie vorgeschlagen", nil
	case weighing.Postponed:
		return "Vertagt", nil
	}
	code, err := edition.CodeText(o.Code)
	return "Abweichend vom Vorschlag: " + code, err
}

// voteWords is the figures of a vote: "31 Ja, 5 Nein, 2 Enthaltungen". Excluded members are counted: with the point, a
// name would tell whose interests it touches.
func voteWords(v weighing.Vote) string {
	words := fmt.Sprintf("%d Ja, %d Nein, %s", v.Yes, v.No, page.Plural(v.Abstain, "Enthaltung", "Enthaltungen"))
	if n := len(v.Excluded); n > 0 {
		words += ". Wegen Befangenheit nicht beteiligt: " + page.Plural(n, "Mitglied", "Mitglieder")
	}
	return words
}

// exclusionLaws are the rules on members with an interest of their own (Mitwirkungsverbot), by Land. The city states
// have no municipal code.
var exclusionLaws = map[string]string{
	"BW": "§ 18 GemO BW", "BY": "Artikel 49 GO Bayern", "BB": "§ 22 BbgKVerf", "HE": "§ 25 HGO", "MV": "§ 24 KV M-V", "NI": "§ 41 NKomVG",
	"NW": "§ 31 GO NRW", "RP": "§ 22 GemO RP", "SL": "§ 27 KSVG", "SN": "§ 20 SächsGemO", "ST": "§ 33 KVG LSA", "SH": "§ 22 GO SH",
	"TH": "§ 38 ThürKO",
}

func exclusionLaw(land string) string {
	if law, ok := exclusionLaws[land]; ok {
		return page.Paragraph(law)
	}
	return "Mitwirkungsverbot"
}

// moment is an instant to the minute: "20. November 2026, 16:04 Uhr".
func moment(t time.Time) string {
	return page.PlainDate(period.DateAt(t)) + ", " + page.ClockTime(t)
}

// article is the German article of a body: "Der Rat", "Die Gemeindevertretung".
func article(body string) string {
	noun := body
	for _, rest := range []string{" für ", " der ", " des ", " von ", " zu ", " zur ", " im ", " am ", ",", " ("} {
		noun, _, _ = strings.Cut(noun, rest)
	}
	words := strings.FieldsFunc(noun, func(r rune) bool { return r == ' ' || r >= '0' && r <= '9' || r == '.' })
	if len(words) == 0 {
		return ""
	}
	switch last := strings.ToLower(words[len(words)-1]); {
	case strings.HasSuffix(last, "ung"), strings.HasSuffix(last, "schaft"), strings.HasSuffix(last, "ion"):
		return "die"
	case strings.HasSuffix(last, "ium"), strings.HasSuffix(last, "plenum"), strings.HasSuffix(last, "parlament"):
		return "das"
	}
	return "der"
}

// theBody names a body inside a sentence: "der Rat".
func theBody(body string) string { return strings.TrimSpace(article(body) + " " + body) }

// capital begins a sentence.
func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
