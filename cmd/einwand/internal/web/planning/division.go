package planning

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/weighing"
)

// cutInput says where a planner wants to divide: before a sentence, or before words of the text.
type cutInput struct{ at, words string }

// sortingInput says what a part is.
type sortingInput struct {
	kind   weighing.SegmentKind
	reason string
	topic  string
}

func sortingOf(part weighing.Part) sortingInput {
	return sortingInput{part.Kind, part.Reason, part.Topic}
}

// Split begins a new segment. The place is the beginning of a sentence from the list, or words that the planner copied
// from the text: both are known without a script.
func (p *Pages) Split(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	s, part, err := p.posted(r, v)
	if err != nil {
		return err
	}
	s.cut = cutInput{r.PostFormValue("ab"), strings.TrimSpace(r.PostFormValue("worte"))}
	offset, problem := s.cut.offset(s.division.Statement.Text(), part)
	if problem.Text != "" {
		return p.notDivided(w, r, s, problem)
	}
	if offset != part.Start && begins(s.division, offset) {
		return seeOther(w, r, s.segmentPath(part.ID.String())) // sent twice
	}
	d, err := p.Weighing.Split(r.Context(), v.Actor, v.Ref, s.number(), postedVersion(r), offset)
	if err != nil {
		return p.divisionFailed(w, r, s, err)
	}
	for _, q := range d.Parts {
		if q.Attachment == nil && q.Start == offset {
			part = q
		}
	}
	return seeOther(w, r, s.segmentPath(part.ID.String()))
}

// offset is the byte at which the text is to be cut, or what is wrong with the input. Words are looked for from the
// beginning of the part on: when the form is sent twice, they stand in the part after it.
func (in cutInput) offset(text string, part weighing.Part) (int, page.FieldError) {
	if in.words != "" && part.Attachment == nil {
		i := strings.Index(text[part.Start:], in.words)
		if i < 0 {
			return 0, page.FieldError{ID: "worte", Label: "Wörter", Text: "Diese Wörter stehen nicht im Abschnitt. Kopieren Sie sie aus dem Text, so wie sie dort stehen."}
		}
		return part.Start + i, page.FieldError{}
	}
	offset, err := strconv.Atoi(in.at)
	if err != nil {
		return 0, page.FieldError{ID: "ab", Label: "Neuer Abschnitt", Text: "Bitte wählen Sie, wo der neue Abschnitt beginnt."}
	}
	return offset, page.FieldError{}
}

// begins reports whether a segment of the text begins at the byte.
func begins(d weighing.Division, offset int) bool {
	for _, part := range d.Parts {
		if part.Attachment == nil && part.Start == offset {
			return true
		}
	}
	return false
}

// Merge joins a segment with the one after it. grenze is the byte between them, so that a form sent twice joins once.
func (p *Pages) Merge(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	s, part, err := p.posted(r, v)
	if err != nil {
		return err
	}
	border, err := strconv.Atoi(r.PostFormValue("grenze"))
	if err != nil {
		return weighing.ErrOffset
	}
	_, err = p.Weighing.Merge(r.Context(), v.Actor, v.Ref, s.number(), postedVersion(r), part.ID)
	if err == nil || errors.Is(err, weighing.ErrMoved) && !begins(s.division, border) {
		return seeOther(w, r, s.segmentPath(part.ID.String()))
	}
	return p.divisionFailed(w, r, s, err)
}

// Mark says whether a part needs an answer, why not, and what it is about.
func (p *Pages) Mark(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	s, part, err := p.posted(r, v)
	if err != nil {
		return err
	}
	s.sorting = sortingInput{weighing.SegmentKind(r.PostFormValue("kind")), typed(r, "reason"), typed(r, "topic")}
	if s.sorting.kind != weighing.Irrelevant {
		s.sorting.kind, s.sorting.reason = weighing.Argument, ""
	}
	if s.sorting == sortingOf(part) {
		return seeOther(w, r, s.segmentPath(part.ID.String())) // nothing to change, or sent twice
	}
	version, want := postedVersion(r), s.sorting
	if want.kind != part.Kind || want.reason != part.Reason {
		d, err := p.markKind(r, v, s.number(), version, part.ID, want)
		if err != nil {
			return p.divisionFailed(w, r, s, err)
		}
		version = d.Version
	}
	if want.topic != part.Topic {
		if _, err := p.Weighing.SetTopic(r.Context(), v.Actor, v.Ref, s.number(), version, part.ID, want.topic); err != nil {
			return p.divisionFailed(w, r, s, err)
		}
	}
	return seeOther(w, r, s.segmentPath(part.ID.String()))
}

func (p *Pages) markKind(r *http.Request, v *visit.Visit, number int64, version int, part uuid.UUID, want sortingInput) (weighing.Division, error) {
	if want.kind == weighing.Irrelevant {
		return p.Weighing.MarkIrrelevant(r.Context(), v.Actor, v.Ref, number, version, part, want.reason)
	}
	return p.Weighing.MarkArgument(r.Context(), v.Actor, v.Ref, number, version, part)
}

// posted reads the sheet with the part that a form is about.
func (p *Pages) posted(r *http.Request, v *visit.Visit) (sheet, weighing.Part, error) {
	s, err := p.sheet(r, v)
	if err != nil {
		return sheet{}, weighing.Part{}, err
	}
	for _, part := range s.division.Parts {
		if part.ID != uuid.Nil && part.ID.String() == r.PostFormValue("abschnitt") {
			s.choose(part.ID.String())
			return s, part, nil
		}
	}
	return sheet{}, weighing.Part{}, weighing.ErrNotFound
}

func postedVersion(r *http.Request) int {
	version, err := strconv.Atoi(r.PostFormValue("teilung"))
	if err != nil {
		return -1 // no version that exists: answered as changed meanwhile
	}
	return version
}

// divisionFailed shows the sheet again with what stands against the change, as far as a planner can mend it.
func (p *Pages) divisionFailed(w http.ResponseWriter, r *http.Request, s sheet, err error) error {
	var invalid *weighing.Invalid
	switch {
	case errors.Is(err, weighing.ErrMoved):
		s.notice = "Jemand hat diese Stellungnahme inzwischen anders geteilt oder eingeordnet. Sie sehen den neuen Stand. Ihre Änderung ist nicht gespeichert."
		return p.showSheet(w, r, s, http.StatusConflict)
	case errors.As(err, &invalid):
		list := fieldErrors([]labelled{{"reason", "Grund"}, {"topic", "Thema"}}, invalid.Fields)
		return p.notDivided(w, r, s, list...)
	}
	for _, known := range divisionProblems {
		if errors.Is(err, known.err) {
			return p.notDivided(w, r, s, page.FieldError{ID: known.id, Text: known.text})
		}
	}
	return err
}

var divisionProblems = []struct {
	err      error
	id, text string
}{
	{weighing.ErrOffset, "ab", "Dort lässt sich der Text nicht teilen. Vor und nach der Stelle muss Text stehen."},
	{weighing.ErrNoNeighbour, "wortlaut", "Nach diesem Abschnitt folgt kein Text, mit dem er sich verbinden lässt."},
	{weighing.ErrKindsDiffer, "wortlaut", "Ein Abschnitt mit Belang und einer ohne lassen sich nicht verbinden. Ordnen Sie zuerst beide gleich ein."},
	{weighing.ErrProposalLost, "wortlaut", "Der folgende Abschnitt hat schon einen Vorschlag. Er ginge beim Verbinden verloren, deshalb bleibt die Teilung."},
	{weighing.ErrFrozen, "wortlaut", "Diese Stellungnahme steht in einer festgeschriebenen Tabelle. Ihre Teilung ändert sich nicht mehr."},
}

func (p *Pages) notDivided(w http.ResponseWriter, r *http.Request, s sheet, problems ...page.FieldError) error {
	s.errors = problems
	return p.showSheet(w, r, s, http.StatusUnprocessableEntity)
}

// cuts are the sentences of the chosen part at which it can be divided, with their first words.
func (s sheet) cuts() []page.Option {
	if s.chosen == nil || s.chosen.Attachment != nil {
		return nil
	}
	text := s.division.Statement.Text()
	var list []page.Option
	for _, offset := range weighing.Sentences(text) {
		if s.chosen.Start < offset && offset < s.chosen.End {
			list = append(list, page.Option{Value: strconv.Itoa(offset), Label: strconv.Itoa(len(list)+2) + ": „" + firstWords(text[offset:s.chosen.End]) + " …“"})
		}
	}
	return list
}

// firstWords is the beginning of a sentence, long enough to be found in the text.
func firstWords(text string) string {
	const many = 7
	words := strings.Fields(text[:min(len(text), 400)])
	return strings.ToValidUTF8(strings.Join(words[:min(many, len(words))], " "), "")
}

// follower is the part of the text that comes after the chosen one; nil if none does.
func (s sheet) follower() *weighing.Part {
	for i, part := range s.division.Parts {
		if s.chosen != nil && s.chosen.Attachment == nil && part.Attachment == nil && part.Start == s.chosen.End && part.Start < part.End {
			return &s.division.Parts[i]
		}
	}
	return nil
}
