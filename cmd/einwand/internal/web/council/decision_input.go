package council

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/einwand/einwand/weighing"
)

// scope is what was voted on.
type scope string

const (
	allRows     scope = "alle"
	allExcept   scope = "ausser"
	certainRows scope = "bestimmte"
	oneRow      scope = "einer"
)

// narrow reports whether the vote was on some rows only; the others stay open.
func (s scope) narrow() bool { return s == certainRows || s == oneRow }

// decisionInput is the form as it was typed.
type decisionInput struct {
	body, meeting, agenda string
	scope                 scope
	rows                  string // of a narrow scope
	main                  outcomeInput
	exceptions            []exceptionInput
	adopted               bool
	known                 int // decisions on record when the form was made
}

// outcomeInput is how the body decided, with its vote.
type outcomeInput struct {
	prefix       string // of the names of its fields
	kind         weighing.Outcomes
	code         weighing.Code
	text, reason string
	vote         voteInput
}

// exceptionInput is an outcome of rows of its own.
type exceptionInput struct {
	rows string
	outcomeInput
}

type voteInput struct{ yes, no, abstain, present, excluded string }

func (v voteInput) empty() bool { return v == voteInput{} }

func (e exceptionInput) empty() bool {
	e.prefix = ""
	return e == exceptionInput{}
}

// maxExceptions bounds what one form can carry; a table with more of them is decided in several records.
const maxExceptions = 60

func exceptionPrefix(i int) string { return "ausnahme-" + strconv.Itoa(i+1) + "-" }

// readDecision reads the form.
func readDecision(r *http.Request) decisionInput {
	in := decisionInput{body: typed(r, "gremium"), meeting: typed(r, "sitzung"), agenda: typed(r, "top"), scope: scope(typed(r, "worueber")),
		rows: typed(r, "punkte"), main: readOutcome(r, ""), adopted: typed(r, "satzung") != ""}
	in.known = count0(typed(r, "bekannt"))
	for i := range min(count0(typed(r, "ausnahmen")), maxExceptions) {
		prefix := exceptionPrefix(i)
		in.exceptions = append(in.exceptions, exceptionInput{rows: typed(r, prefix+"punkte"), outcomeInput: readOutcome(r, prefix)})
	}
	return in
}

func readOutcome(r *http.Request, prefix string) outcomeInput {
	return outcomeInput{prefix: prefix, kind: weighing.Outcomes(typed(r, prefix+"wie")), code: weighing.Code(typed(r, prefix+"code")),
		text: typed(r, prefix+"text"), reason: typed(r, prefix+"grund"),
		vote: voteInput{yes: typed(r, prefix+"ja"), no: typed(r, prefix+"nein"), abstain: typed(r, prefix+"enthaltung"),
			present: typed(r, prefix+"anwesend"), excluded: typed(r, prefix+"befangen")}}
}

// typed reads a field without the space around it, with line ends as LF, and without bytes that are no text.
func typed(r *http.Request, name string) string {
	value := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(r.PostFormValue(name))
	return strings.TrimSpace(strings.ToValidUTF8(value, ""))
}

// count0 is a number that the form itself wrote; what is none counts as nothing.
func count0(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// excepting makes an exception of the points that stand beside "Alle außer …": they are the ones that are left out, and the
// form then asks what holds for them.
func (in decisionInput) excepting(numbers []string) (decisionInput, bool) {
	if in.scope != allExcept || in.rows == "" || len(in.exceptions) == maxExceptions {
		return in, false
	}
	if _, err := weighing.ParseRows(in.rows, numbers); err != nil {
		return in, false // to be mended where it was typed
	}
	in.exceptions = append(in.exceptions[:len(in.exceptions):len(in.exceptions)], exceptionInput{rows: in.rows})
	in.rows = ""
	return in.numbered(), true
}

// more adds an empty exception.
func (in decisionInput) more() decisionInput {
	if len(in.exceptions) < maxExceptions {
		in.exceptions = append(in.exceptions[:len(in.exceptions):len(in.exceptions)], exceptionInput{})
	}
	return in.numbered()
}

// without takes exception i away.
func (in decisionInput) without(i int) decisionInput {
	if i >= 0 && i < len(in.exceptions) {
		in.exceptions = append(in.exceptions[:i:i], in.exceptions[i+1:]...)
	}
	return in.numbered()
}

// numbered gives the exceptions the names of their places.
func (in decisionInput) numbered() decisionInput {
	in.exceptions = append([]exceptionInput(nil), in.exceptions...)
	for i := range in.exceptions {
		in.exceptions[i].prefix = exceptionPrefix(i)
	}
	return in
}

// fields is everything that was typed, as the check page carries it on.
func (in decisionInput) fields() []field {
	list := []field{{"gremium", in.body}, {"sitzung", in.meeting}, {"top", in.agenda}, {"worueber", string(in.scope)}, {"punkte", in.rows},
		{"bekannt", strconv.Itoa(in.known)}, {"ausnahmen", strconv.Itoa(len(in.exceptions))}}
	if in.adopted {
		list = append(list, field{"satzung", "1"})
	}
	list = append(list, in.main.fields()...)
	for _, e := range in.exceptions {
		list = append(append(list, field{e.prefix + "punkte", e.rows}), e.fields()...)
	}
	return list
}

type field struct{ name, value string }

func (o outcomeInput) fields() []field {
	return []field{{o.prefix + "wie", string(o.kind)}, {o.prefix + "code", string(o.code)}, {o.prefix + "text", o.text}, {o.prefix + "grund", o.reason},
		{o.prefix + "ja", o.vote.yes}, {o.prefix + "nein", o.vote.no}, {o.prefix + "enthaltung", o.vote.abstain},
		{o.prefix + "anwesend", o.vote.present}, {o.prefix + "befangen", o.vote.excluded}}
}
