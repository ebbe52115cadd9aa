package planning

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
)

// Places below the bodies of a procedure.
const (
	placeBodiesPeriod  place = "/behoerden/frist"
	placeBodiesPrepare place = "/behoerden/vorbereiten"
	placeBodiesRemove  place = "/behoerden/entfernen"
	placeBodiesSend    place = "/behoerden/versenden"
	placeBodiesRemind  place = "/behoerden/erinnern"
)

// bodiesView is a round of the public bodies: who was asked how and when, and who answered what.
type bodiesView struct {
	desk
	view   procedure.View
	rounds []procedure.Round // of the bodies
	round  *procedure.Round  // that is shown; nil: none yet
	lines  []bodies.Line
	filter string
	guards []page.Guard // that stand for and against sending
	warned bool         // a reason has to be given
	extra  string       // paragraph of the letters
	reason string
	tiles  []page.Tile
	done   string
	errors page.FieldErrors
}

// lineFilters narrow the table, by what the address says.
var lineFilters = []struct{ key, label string }{{"", "Alle"}, {"ohne-antwort", "Ohne Antwort"}, {"ohne-bedenken", "Ohne Bedenken"}, {"mit-text", "Mit Stellungnahme"}}

// BodiesTable shows a round of the bodies; ?durchgang= names another than the latest, ?zeigen= narrows it.
func (p *Pages) BodiesTable(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	b, err := p.bodiesView(r, v, r.URL.Query().Get("durchgang"))
	if err != nil {
		return err
	}
	b.filter, b.done = r.URL.Query().Get("zeigen"), sendDone(r)
	return page.Render(w, r, http.StatusOK, page.NoStore, bodiesPage(b))
}

func (p *Pages) bodiesView(r *http.Request, v *visit.Visit, wanted string) (bodiesView, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return bodiesView{}, err
	}
	b := bodiesView{desk: newDesk(r, v, view, placeBodies, "Behörden", page.Crumb{Label: "Behörden"}), view: view}
	b.rounds, b.round = bodiesRounds(view, wanted)
	if b.round == nil {
		return b, nil
	}
	table, err := p.Bodies.Table(r.Context(), v.Actor, v.Ref, b.round.ID)
	if err != nil {
		return b, err
	}
	b.lines, b.tiles = table.Lines, bodyTiles(table, v.Now)
	if b.round.State == procedure.RoundPlanned {
		list, err := p.Procedures.PublicationGuards(r.Context(), v.Ref, b.round.ID)
		if err != nil {
			return b, err
		}
		b.guards, b.warned = guards(b.slug, placeBodies, list), worst(list) == procedure.Warning
	}
	b.extra, err = p.letterExtra(r, v, b.round.Kind)
	return b, err
}

// letterExtra is the paragraph for letters of a kind of round in the template that the procedure started from.
func (p *Pages) letterExtra(r *http.Request, v *visit.Visit, kind procedure.RoundKind) (string, error) {
	t, err := p.Templates.Of(r.Context(), v.Actor, v.Ref)
	switch {
	case err != nil || t == nil:
		return "", err
	case kind == procedure.EarlyBodiesRound:
		return t.Content.LetterEarly, nil
	}
	return t.Content.LetterFormal, nil
}

// bodiesRounds are the rounds of the bodies, and the one that the address names, else the latest.
func bodiesRounds(view procedure.View, wanted string) (list []procedure.Round, chosen *procedure.Round) {
	for _, r := range view.Rounds {
		if r.Kind.ForBodies() {
			list = append(list, r)
		}
	}
	for i := range list {
		if chosen == nil || list[i].ID.String() == wanted || chosen.ID.String() != wanted {
			chosen = &list[i]
		}
	}
	return list, chosen
}

// shown are the lines that the filter leaves.
func (b bodiesView) shown() []bodies.Line {
	var list []bodies.Line
	for _, l := range b.lines {
		standing := b.standing(l)
		fits := map[string]bool{"ohne-antwort": standing == bodies.Asked || standing == bodies.Silent, "ohne-bedenken": standing == bodies.Unopposed,
			"mit-text": len(l.Replies) > 0 && standing != bodies.Unopposed}
		if keep, known := fits[b.filter]; keep || !known {
			list = append(list, l)
		}
	}
	return list
}

func (b bodiesView) standing(l bodies.Line) bodies.Standing { return l.At(b.round.Period, b.visit.Now) }

// standingWords are the states of a line.
var standingWords = map[bodies.Standing]chip{
	bodies.Prepared: {page.StateNeutral, "Noch nicht versandt"}, bodies.Asked: {page.StateOpen, "Frist läuft"},
	bodies.Silent: {page.StateAttention, "Keine Antwort"}, bodies.Answered: {page.StateDone, "Stellungnahme"},
	bodies.Unopposed: {page.StateDone, "Keine Bedenken"}, bodies.LateAnswer: {page.StateAttention, "Verspätet"},
}

func bodyTiles(t bodies.Table, now time.Time) []page.Tile {
	counts := map[bodies.Standing]int{}
	for _, l := range t.Lines {
		counts[l.At(t.Round.Period, now)]++
	}
	return []page.Tile{
		{Figure: page.Count(len(t.Lines)), Label: "Behörden auf der Liste", Note: page.Count(counts[bodies.Prepared]) + " noch nicht angeschrieben"},
		{Figure: page.Count(counts[bodies.Answered] + counts[bodies.LateAnswer]), Label: "Stellungnahmen", Note: page.Count(counts[bodies.LateAnswer]) + " davon verspätet"},
		{Figure: page.Count(counts[bodies.Unopposed]), Label: "ohne Bedenken"},
		{Figure: page.Count(counts[bodies.Asked] + counts[bodies.Silent]), Label: "ohne Antwort"},
	}
}

// asked says how and when a body was asked.
func asked(l bodies.Line) string {
	if l.SentAt == nil {
		return channelWords[l.Channel] + ", vorbereitet"
	}
	words := channelWords[l.Channel] + ", " + page.ShortDateTime(*l.SentAt)
	if l.Channel == bodies.ByLetter {
		if l.ReceivedOn == nil {
			return words + "; Zugang nicht erfasst"
		}
		return words + "; Zugang " + page.ShortDate(*l.ReceivedOn)
	}
	return words
}

func dueWords(l bodies.Line) string {
	if l.DueOn == nil {
		return ""
	}
	return page.ShortDate(*l.DueOn)
}

func remindedWords(l bodies.Line) string {
	var days []string
	for _, m := range l.Reminders {
		days = append(days, page.ShortDate(period.DateAt(m.SentAt)))
	}
	return strings.Join(days, ", ")
}

// replyWords is what a reply says beside its number.
func replyWords(r bodies.Reply) string {
	words := page.ShortDateTime(r.ReceivedAt)
	switch {
	case r.Statement == nil:
		return "Keine Bedenken, " + words + " (" + r.Note + ")"
	case r.ByLink && r.ConfirmedAt == nil:
		return words + ", Adresse nicht bestätigt"
	case r.ByAccount:
		return words + ", von der Behörde mit Konto freigegeben"
	}
	return words
}

func (b bodiesView) atRound(to place) string { return b.at(to) + "?durchgang=" + b.round.ID.String() }

func (b bodiesView) lineURL(l bodies.Line) string {
	return b.atRound(place("/behoerden/" + listNumber(l.Number)))
}

// filterURL is the same round with another filter.
func (b bodiesView) filterURL(key string) string { return b.atRound(placeBodies) + "&zeigen=" + key }

// sheetOf is the page of the statement that a reply is.
func (b bodiesView) sheetOf(r bodies.Reply) string { return sheetPath(b.slug, r.Number) }

// prepared counts the letters that would go out.
func (b bodiesView) prepared() int {
	n := 0
	for _, l := range b.lines {
		if l.SentAt == nil {
			n++
		}
	}
	return n
}

// sends reports whether letters can go out: the round is being prepared, or somebody was put on the list later.
func (b bodiesView) sends() bool {
	return b.round.State == procedure.RoundPlanned || b.round.State == procedure.RoundPublished && b.prepared() > 0
}

// silent counts those who could be reminded.
func (b bodiesView) silent() int {
	n := 0
	for _, l := range b.lines {
		if l.SentAt != nil && len(l.Replies) == 0 {
			n++
		}
	}
	return n
}

// reminds reports whether a reminder can go out: somebody is silent, and the period for the answer has begun.
func (b bodiesView) reminds() bool {
	return b.silent() > 0 && !b.visit.Now.Before(b.round.Period.Opens())
}

// plans reports whether another round can be planned: none is being prepared or under way.
func (b bodiesView) plans() bool {
	return b.may(identity.ManageProcedures) && (b.round == nil || b.round.State == procedure.RoundClosed)
}

// SendLetters sends what is prepared.
func (p *Pages) SendLetters(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.inRound(w, r, v, func(round uuid.UUID) (string, error) {
		n, err := p.Bodies.Send(r.Context(), v.Actor, v.Ref, round, typed(r, "zusatz"), procedure.Move{Reason: typed(r, "grund")})
		return "&versandt=" + strconv.Itoa(n), err
	})
}

// RemindBodies reminds all who are silent.
func (p *Pages) RemindBodies(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.inRound(w, r, v, func(round uuid.UUID) (string, error) {
		mails, letters, err := p.Bodies.Remind(r.Context(), v.Actor, v.Ref, round)
		return "&erinnert=" + strconv.Itoa(mails) + "&briefe=" + strconv.Itoa(letters), err
	})
}

// RemoveBody takes a body off the list.
func (p *Pages) RemoveBody(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.inRound(w, r, v, func(round uuid.UUID) (string, error) {
		number, err := strconv.Atoi(r.PostFormValue("behoerde"))
		if err != nil {
			return "", procedure.ErrNotFound
		}
		err = p.Bodies.Remove(r.Context(), v.Actor, v.Ref, round, number)
		return "", err
	})
}

// inRound does something in the round that the form names and leads back to the table. A refusal is shown above it.
func (p *Pages) inRound(w http.ResponseWriter, r *http.Request, v *visit.Visit, do func(uuid.UUID) (string, error)) error {
	round, err := uuid.Parse(r.PostFormValue("durchgang"))
	if err != nil {
		return procedure.ErrNotFound
	}
	what, err := do(round)
	var refusal *procedure.Refusal
	switch {
	case err == nil:
		return seeOther(w, r, at(v.Ref.Slug, placeBodies)+"?durchgang="+round.String()+what)
	case !errors.As(err, &refusal):
		return err
	}
	b, err := p.bodiesView(r, v, round.String())
	if err != nil {
		return err
	}
	where := "grund"
	if b.prepared() == 0 {
		where = "versand" // there is no form yet that could take a reason
	}
	if r.PostForm.Has("zusatz") {
		b.extra = typed(r, "zusatz")
	}
	b.reason, b.errors, b.shell.Error = typed(r, "grund"), refused(refusal, "versand", where), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, bodiesPage(b))
}

// sendDone says what was done just now, from the figures in the address.
func sendDone(r *http.Request) string {
	q := r.URL.Query()
	figure := func(key string) int {
		n, err := strconv.Atoi(q.Get(key))
		if err != nil || n < 0 || n > 100_000 {
			return 0
		}
		return n
	}
	switch {
	case q.Has("versandt"):
		return page.Plural(figure("versandt"), "Schreiben ist", "Schreiben sind") + " versandt. E-Mails gehen jetzt hinaus; Briefe drucken Sie bitte aus."
	case figure("erinnert")+figure("briefe") > 0:
		return page.Plural(figure("erinnert"), "Erinnerung geht", "Erinnerungen gehen") + " als E-Mail hinaus, " + page.Plural(figure("briefe"), "Brief", "Briefe") + " schreiben Sie bitte selbst."
	case q.Has("erinnert"):
		return "Heute ist schon an alle erinnert, oder alle haben geantwortet."
	}
	return ""
}
