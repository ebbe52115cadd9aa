package planning

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/weighing"
)

// proposalInput is the answer to a segment as it stands in the form.
type proposalInput struct {
	segment string
	weighing.NewProposal
}

var proposalFields = []labelled{{"code", "Vorschlag"}, {"reasoning", "Begründung"}, {"plan_change", "Änderung am Plan"}}

// proposalOf fills the form with what holds for a part.
func proposalOf(part weighing.Part) proposalInput {
	in := proposalInput{segment: key(part)}
	if p := part.Proposal; p != nil {
		in.NewProposal = weighing.NewProposal{Version: p.Version, Code: p.Code, Reasoning: p.Reasoning, PlanChange: p.PlanChange}
	}
	return in
}

func readProposal(form url.Values) proposalInput {
	version, err := strconv.Atoi(form.Get("version"))
	if err != nil {
		version = -1 // no version that was ever saved: answered as a conflict, never as an overwriting
	}
	return proposalInput{form.Get("abschnitt"), weighing.NewProposal{Version: version, Code: weighing.Code(form.Get("code")),
		Reasoning: clean(form.Get("reasoning")), PlanChange: clean(form.Get("plan_change"))}}
}

// Propose saves the answer to a segment and goes on to the next one that has none. When somebody else saved meanwhile,
// both texts stand side by side and nothing is overwritten.
func (p *Pages) Propose(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	in := readProposal(r.PostForm)
	segment, err := uuid.Parse(in.segment)
	if err != nil {
		return weighing.ErrNotFound
	}
	_, err = p.Weighing.Propose(r.Context(), v.Actor, v.Ref, segment, in.NewProposal)
	s, readErr := p.sheet(r, v)
	if readErr != nil {
		return readErr
	}
	var conflict *weighing.Conflict
	var invalid *weighing.Invalid
	switch {
	case err == nil, errors.As(err, &conflict) && in.saysTheSame(conflict.Theirs):
		return seeOther(w, r, s.onwards(segment))
	case errors.As(err, &conflict):
		s.choose(in.segment)
		s.in, s.theirs = in, &conflict.Theirs
		s.in.Version = conflict.Theirs.Version // saving again is now a decision, not an accident
		return p.showSheet(w, r, s, http.StatusConflict)
	case errors.As(err, &invalid):
		s.choose(in.segment)
		s.in, s.errors = in, fieldErrors(proposalFields, invalid.Fields)
		return p.showSheet(w, r, s, http.StatusUnprocessableEntity)
	case errors.Is(err, weighing.ErrMoved):
		s.choose(in.segment)
		s.in, s.notice = in, "Dieser Abschnitt hat keinen Vorschlag mehr, auf den sich Ihr Text bezog. Er ist noch nicht gespeichert; prüfen Sie ihn und speichern Sie noch einmal."
		s.in.Version = proposalOf(*s.chosen).Version
		return p.showSheet(w, r, s, http.StatusConflict)
	}
	return err
}

// saysTheSame reports whether what was sent is what is stored: the form was sent twice.
func (in proposalInput) saysTheSame(p weighing.Proposal) bool {
	return in.Code == p.Code && in.Reasoning == p.Reasoning && in.PlanChange == p.PlanChange
}

// onwards leads to the next part that waits for an answer, after the one just answered, else from the beginning; when
// none does, back to the one just answered.
func (s sheet) onwards(after uuid.UUID) string {
	parts := s.division.Parts
	start := 0
	for i := range parts {
		if parts[i].ID == after {
			start = i
		}
	}
	next := after.String()
	for i := range parts {
		if part := parts[(start+i)%len(parts)]; waits(part) {
			next = key(part)
			break
		}
	}
	return s.segmentPath(next)
}

func (s sheet) segmentPath(key string) string { return s.path() + "?abschnitt=" + url.QueryEscape(key) }

// codesInOrder are the answers that a planner can choose from.
var codesInOrder = []weighing.Code{weighing.CodeFollow, weighing.CodePartial, weighing.CodeReject, weighing.CodeNoted,
	weighing.CodeAlready, weighing.CodeHint, weighing.CodeEditorial, weighing.CodeOutOfScope, weighing.CodeLate}

// codeOptions leaves out the answer for late statements where the statement is not late.
func (s sheet) codeOptions() []page.Option {
	var list []page.Option
	for _, c := range codesInOrder {
		if c != weighing.CodeLate || !s.division.Timely || s.in.Code == c {
			list = append(list, page.Option{Value: string(c), Label: codeTextUnder(c, s.division.Norm)})
		}
	}
	return list
}

// codeText is what a proposal says; an unknown code is shown as it is stored.
func codeText(c weighing.Code) string { return codeTextUnder(c, "") }

// codeTextUnder names the paragraph on late statements by the law of a round.
func codeTextUnder(c weighing.Code, norm string) string {
	text, err := edition.CodeTextUnder(c, norm)
	if err != nil {
		return string(c)
	}
	return text
}

// byline says who saved a version, and when.
func byline(p weighing.Proposal) string {
	author := p.Author
	if author == "" {
		author = "die Betriebsleitung"
	}
	return "Fassung " + strconv.Itoa(p.Version) + " von " + author + ", " + page.ShortDateTime(p.At)
}

func conflictText(p weighing.Proposal) string {
	author := p.Author
	if author == "" {
		author = "die Betriebsleitung"
	}
	return strings.Join([]string{"Während Sie schrieben, hat", author, "um", page.ClockTime(p.At), "gespeichert. Ihr Text ist nicht verloren. Beide Fassungen stehen hier nebeneinander."}, " ")
}
