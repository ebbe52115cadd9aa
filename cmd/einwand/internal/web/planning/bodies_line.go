package planning

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/statement"
)

// lineView is one body in a round: its letter, and what can be recorded about it.
type lineView struct {
	bodiesView
	line     bodies.Line
	letter   bodies.Invitation
	received string // day of receipt, as typed
	in       lineReply
	failed   page.FieldErrors
}

// lineReply is the form of an answer that came by another way than the link.
type lineReply struct{ kind, statement, day, clock, note string }

var lineFields = []labelled{{"zugang", "Zugang"}, {"art", "Antwort"}, {"eingang", "Eingangsnummer"}, {"eingegangen", "Eingegangen"}, {"nachweis", "Nachweis"}}

// BodyLine shows one body of a round.
func (p *Pages) BodyLine(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.lineView(r, v, r.URL.Query().Get("durchgang"))
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, bodyLinePage(l))
}

// BodyLetter is the letter alone, to be printed: as it went out, or as it would go out now.
func (p *Pages) BodyLetter(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.lineView(r, v, r.URL.Query().Get("durchgang"))
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, bodyLetterPage(l))
}

func (p *Pages) lineView(r *http.Request, v *visit.Visit, round string) (lineView, error) {
	b, err := p.bodiesView(r, v, round)
	if err != nil {
		return lineView{}, err
	}
	for _, line := range b.lines {
		if listNumber(line.Number) != chi.URLParam(r, "behoerde") {
			continue
		}
		l := lineView{bodiesView: b, line: line, received: dayRef(line.ReceivedOn)}
		l.desk = newDesk(r, v, b.view, placeBodies, line.Name, page.Crumb{Label: "Behörden", URL: b.atRound(placeBodies)}, page.Crumb{Label: line.Name})
		l.letter, err = p.Bodies.Preview(r.Context(), v.Actor, v.Ref, b.round.ID, line.Number, b.extra)
		return l, err
	}
	return lineView{}, procedure.ErrNotFound
}

// DeliverLetter records the day on which a letter was received.
func (p *Pages) DeliverLetter(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.onLine(w, r, v, func(round uuid.UUID, number int) error {
		on := day(r.PostFormValue("zugang"))
		if on.IsZero() {
			return &procedure.Invalid{Fields: map[string]string{"zugang": "Bitte geben Sie den Tag an, an dem der Brief ankam."}}
		}
		return p.Bodies.Deliver(r.Context(), v.Actor, v.Ref, round, number, on)
	})
}

// RecordBodyReply records what came by another way than the link.
func (p *Pages) RecordBodyReply(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.onLine(w, r, v, func(round uuid.UUID, number int) error {
		in := readLineReply(r)
		n := bodies.NewReply{Kind: bodies.ReplyKind(in.kind), Note: in.note}
		var err error
		if n.ReceivedAt, err = wallClock(in.day, in.clock); err != nil {
			return err
		}
		if in.statement != "" {
			if n.Statement = statementNumber(in.statement); n.Statement == 0 {
				return &procedure.Invalid{Fields: map[string]string{"eingang": "Bitte geben Sie die Nummer so an, wie sie im Eingang steht."}}
			}
		}
		return p.Bodies.RecordReply(r.Context(), v.Actor, v.Ref, round, number, n)
	})
}

func readLineReply(r *http.Request) lineReply {
	return lineReply{kind: r.PostFormValue("art"), statement: typed(r, "eingang"), day: r.PostFormValue("eingegangen"), clock: r.PostFormValue("eingegangen-zeit"), note: typed(r, "nachweis")}
}

// statementNumber reads "BP47-0068" and "68"; 0 if it is neither.
func statementNumber(label string) int64 {
	n, err := strconv.ParseInt(label[strings.LastIndexByte(label, '-')+1:], 10, 64)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// onLine does something about one body and leads back to its page; what the person can mend is shown there.
func (p *Pages) onLine(w http.ResponseWriter, r *http.Request, v *visit.Visit, do func(uuid.UUID, int) error) error {
	round, err := uuid.Parse(r.PostFormValue("durchgang"))
	if err != nil {
		return procedure.ErrNotFound
	}
	number, err := strconv.Atoi(chi.URLParam(r, "behoerde"))
	if err != nil {
		return procedure.ErrNotFound
	}
	err = do(round, number)
	var invalid *procedure.Invalid
	if err != nil && !errors.As(err, &invalid) {
		return err
	}
	l, err := p.lineView(r, v, round.String())
	if err != nil {
		return err
	}
	if invalid == nil {
		return seeOther(w, r, l.lineURL(l.line))
	}
	l.in, l.received = readLineReply(r), r.PostFormValue("zugang")
	l.failed, l.shell.Error = fieldErrors(lineFields, invalid.Fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, bodyLinePage(l))
}

// below is an address below the body's own page.
func (l lineView) below(to string) string {
	return l.at(place("/behoerden/" + listNumber(l.line.Number) + to))
}

// intakeURL is the form of the intake, filled in for this body.
func (l lineView) intakeURL() string {
	return l.at(placeIntake) + "?behoerde=" + listNumber(l.line.Number) + "&durchgang=" + l.round.ID.String()
}

func (l lineView) rows() []page.Row {
	rows := []page.Row{{Term: "Listennummer", Text: listNumber(l.line.Number)}, {Term: "Gefragt", Text: asked(l.line), Note: l.line.Address}}
	if l.line.DueOn != nil {
		rows = append(rows, page.Row{Term: "Antwort bis", Text: page.ShortDate(*l.line.DueOn), Note: l.ownDay()})
	}
	if words := remindedWords(l.line); words != "" {
		rows = append(rows, page.Row{Term: "Erinnert am", Text: words})
	}
	return rows
}

// ownDay says why the last day is not the common one.
func (l lineView) ownDay() string {
	if !l.line.DueOn.After(l.round.Period.LastDay) {
		return ""
	}
	words := "Später als der gemeinsame Tag, " + page.ShortDate(l.round.Period.LastDay) + ", weil das Schreiben später ankam"
	if law, err := procedure.LawOf(l.round.RuleSet); err == nil && l.round.Kind.Formal() {
		words += " (" + law.BodiesNorm + ")"
	}
	return words + "."
}

// answersOf are the kinds of answers that staff can record.
var answersOf = []page.Option{{Value: string(bodies.NoObjections), Label: "Keine Bedenken"}, {Value: string(bodies.WithText), Label: "Stellungnahme, die im Eingang schon erfasst ist"}}

// answering fills the form of the intake in for the body whose answer it is.
func (p *Pages) answering(r *http.Request, v *visit.Visit, f *intakeForm, body, round string) error {
	if body == "" {
		return nil
	}
	b, err := p.bodiesView(r, v, round)
	if err != nil {
		return err
	}
	for _, line := range b.lines {
		if listNumber(line.Number) == body && b.round.ID.String() == round {
			f.in.body, f.in.round = body, round
			f.in.contributions[0] = contributionInput{kind: statement.Body, name: line.Name, replyBy: "post"}
			if line.Channel == bodies.ByMail {
				f.in.contributions[0].mail, f.in.contributions[0].replyBy = line.Address, "mail"
			}
			return nil
		}
	}
	return procedure.ErrNotFound
}

// attach ties a letter that was just recorded to the body that sent it.
func (p *Pages) attach(r *http.Request, v *visit.Visit, body, round string, st statement.Statement) error {
	number, err := strconv.Atoi(body)
	if err != nil {
		return procedure.ErrNotFound
	}
	id, err := uuid.Parse(round)
	if err != nil {
		return procedure.ErrNotFound
	}
	return p.Bodies.RecordReply(r.Context(), v.Actor, v.Ref, id, number, bodies.NewReply{Kind: bodies.WithText, Statement: st.Number})
}
