package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// Reasons for which a table is refused.
var (
	ErrOpen      = errors.New("rows have neither a proposal nor a reason on record")
	ErrNoOutcome = errors.New("the decision has no outcome for rows")
	ErrNoDate    = errors.New("the table has no date of freezing")
)

// RowsError names the rows for which a table is refused.
type RowsError struct {
	Reason  error // ErrOpen or ErrNoOutcome
	Numbers []string
}

func (e *RowsError) Error() string { return e.Reason.Error() + ": " + strings.Join(e.Numbers, ", ") }

// Unwrap returns the reason.
func (e *RowsError) Unwrap() error { return e.Reason }

// Council is the edition for the deciding body, with the wording as received. It returns a *RowsError for an
// incomplete table and ErrUnknown for values without words.
func Council(t weighing.CouncilTable, c *text.Cleaner) (*Edition, error) {
	return sharing(c, func(c *text.Cleaner, wordings bool) (*Edition, error) { return buildCouncil(t, c, wordings) })
}

// buildCouncil leaves the wordings out where only what the editions share is asked for.
func buildCouncil(t weighing.CouncilTable, c *text.Cleaner, wordings bool) (*Edition, error) {
	b, err := newBuilder(c, t.Decision)
	if err != nil {
		return nil, err
	}
	b.named, b.e.Keyed = true, true
	b.head(t.Head)
	b.e.Audience, b.e.Notice, b.e.Ballot = CouncilAudience, councilNotice, t.Decision == nil
	for _, row := range t.Rows {
		if !wordings {
			row.Wording, row.Answers = "", nil
		}
		b.row(row.RowCommon, row.Wording, row.Answers)
	}
	return b.finish()
}

// Public is the edition for everybody, with the wording that was released. Its errors are those of Council.
func Public(t weighing.PublicTable, c *text.Cleaner) (*Edition, error) {
	return sharing(c, func(c *text.Cleaner, wordings bool) (*Edition, error) { return buildPublic(t, c, wordings) })
}

func buildPublic(t weighing.PublicTable, c *text.Cleaner, wordings bool) (*Edition, error) {
	b, err := newBuilder(c, t.Decision)
	if err != nil {
		return nil, err
	}
	b.head(t.Head)
	b.e.Audience, b.e.Notice = PublicAudience, publicNotice
	for _, row := range t.Rows {
		if !wordings {
			row.ReleasedWording = ""
		}
		b.row(row.RowCommon, row.ReleasedWording, nil)
	}
	return b.finish()
}

// builder collects one edition.
type builder struct {
	e            *Edition
	clean        *text.Cleaner
	cal          calendar
	decision     *weighing.DecisionRecord
	named        bool // print the names of excluded members
	rows         map[weighing.Group][]Row
	kinds        map[weighing.Code]int
	late         int
	unconsidered weighing.RowCommon // the last one, for the paragraph of the statistics
	open         []string
	without      []string // rows without an outcome
	said         []byte   // by a row, for its key
	err          error
}

func newBuilder(c *text.Cleaner, d *weighing.DecisionRecord) (*builder, error) {
	zone, err := berlin()
	if err != nil {
		return nil, fmt.Errorf("load German legal time: %w", err)
	}
	return &builder{
		e: &Edition{Checks: checks}, clean: c, cal: calendar{zone}, decision: d,
		rows: map[weighing.Group][]Row{}, kinds: map[weighing.Code]int{},
	}, nil
}

func (b *builder) head(h weighing.TableHead) {
	if h.FrozenAt.IsZero() {
		b.err = ErrNoDate
	}
	b.clean.At("Kopf der Tabelle")
	e, clean := b.e, b.clean.Clean
	e.Title = "Abwägungstabelle Nr. " + strconv.Itoa(h.Number)
	e.Authority, e.Plan, e.Number = clean(h.Authority), clean(h.Plan), h.Number
	e.Version, e.AsOf = clean(h.PlanVersion), b.cal.second(h.DataAsOf)
	e.Frozen, e.Changed = h.FrozenAt, h.FrozenAt
	e.Hash, e.Checkpoint = clean(h.Hash), clean(h.Checkpoint)
	e.Facts = []Fact{
		{"Verwaltung", e.Authority},
		{"Plan", e.Plan},
		{"Planfassung", e.Version},
		{"Verfahrensschritt", clean(h.Step)},
		{"Zeitraum", clean(h.Period)},
		{"Tabelle Nr.", strconv.Itoa(h.Number)},
		{"Stand der Daten", e.AsOf},
		{"Festgeschrieben am", b.cal.second(h.FrozenAt)},
	}
	e.Figures = []Fact{
		{"Personen und Stellen", strconv.Itoa(h.Persons)},
		{"Stellungnahmen", strconv.Itoa(h.Statements)},
		{"davon zurückgezogen", strconv.Itoa(h.Withdrawn)},
		{"Abschnitte mit einem Argument", strconv.Itoa(h.Segments)},
	}
	b.clean.At("Listen der Behörden")
	for _, name := range h.SilentBodies {
		e.Silent = append(e.Silent, clean(name))
	}
	for _, name := range h.ContentedBodies {
		e.Contented = append(e.Contented, clean(name))
	}
	b.record()
}

// row sets one row in words; answers are those of the council's edition alone.
func (b *builder) row(r weighing.RowCommon, wording string, answers *weighing.LateAnswers) {
	b.clean.At(r.Number)
	clean := b.clean.Clean
	number := clean(r.Number)
	row := Row{
		Number: number, Label: clean(r.Label), Received: b.cal.minute(r.Received), Channel: clean(r.Channel),
		Timeliness: Timely, Late: !r.Timely, Withdrawn: r.Withdrawn, Topic: clean(r.Topic),
		Void: r.Code == "", Reference: clean(r.Reference), Wording: orElse(clean(wording), NoWording), Reasoning: clean(r.Reasoning),
		PlanChange: orElse(clean(r.PlanChange), NoChange),
	}
	if row.Late {
		row.Timeliness = Late
		row.Examined = b.examined(r, answers)
		b.late++
	}
	b.kinds[r.Code]++
	if r.Code == weighing.CodeLate {
		b.unconsidered = r
	}
	switch {
	case r.Code != "":
		row.Proposal = b.code(number, r.Code, r)
	case r.Excused != "":
		row.Proposal = NoProposal
		row.Reasoning = strings.TrimPrefix(row.Reasoning+"\n"+"Grund: "+clean(r.Excused), "\n")
	default:
		b.open = append(b.open, number)
	}
	if b.decision != nil {
		row.Outcome = b.outcome(r, number)
	}
	if b.named {
		row.Key = b.key(r.ID, row)
	}
	if groupTitle(r.Group) == "" {
		b.fail(fmt.Errorf("row %s: group %q: %w", number, r.Group, ErrUnknown))
	}
	group := r.Group
	if r.Code == "" && !r.Withdrawn {
		group = asideGroup
	}
	b.rows[group] = append(b.rows[group], row)
}

// key names the row, and by 64 bits of a hash what it said.
func (b *builder) key(id uuid.UUID, r Row) string {
	said := b.said[:0]
	for i, words := range []string{r.Number, r.Wording, r.Reasoning, r.Proposal, r.PlanChange} {
		if i > 0 {
			said = append(said, 0)
		}
		said = append(said, words...)
	}
	b.said = said
	sum := sha256.Sum256(said)
	return id.String() + "." + hex.EncodeToString(sum[:8])
}

// examined is what the three questions on a late statement came to: the result for everybody, the answers with their
// reasons and author for the council.
func (b *builder) examined(r weighing.RowCommon, a *weighing.LateAnswers) string {
	e := r.Examined
	if e == nil {
		return ""
	}
	words := "Verspätet eingegangen am " + b.cal.minute(r.Received) + ", geprüft nach " + keepTogether.Replace(b.clean.Clean(e.Norm)) +
		" am " + b.cal.day(e.At) + ": " + Finding(*e) + "."
	if a == nil {
		return words
	}
	words += " Inhalt bekannt: " + yesNo(a.Known) + ". Für die Rechtmäßigkeit von Bedeutung: " + yesNo(a.Relevant) +
		". Hinweis in der Bekanntmachung: " + hint(r.Group, a.Announced) + ". " + b.clean.Clean(a.Reasoning)
	if a.AnsweredBy != "" {
		words += " (" + b.clean.Clean(a.AnsweredBy) + ")"
	}
	return words
}

// hint answers the third question. Public bodies are not warned: for them the law asks for no hint.
func hint(g weighing.Group, announced bool) string {
	if g == weighing.GroupBodies {
		return "nicht nötig"
	}
	return yesNo(announced)
}

func yesNo(b bool) string {
	if b {
		return "ja"
	}
	return "nein"
}

func (b *builder) code(number string, c weighing.Code, r weighing.RowCommon) string {
	words, err := CodeTextUnder(c, b.clean.Clean(r.LateNorm()))
	if err != nil {
		b.fail(fmt.Errorf("row %s: %w", number, err))
	}
	return words
}

func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// finish orders the sections, completes the figures and refuses what is incomplete.
func (b *builder) finish() (*Edition, error) {
	if b.err != nil {
		return nil, b.err
	}
	if len(b.open) > 0 {
		return nil, &RowsError{ErrOpen, b.open}
	}
	if len(b.without) > 0 {
		return nil, &RowsError{ErrNoOutcome, b.without}
	}
	e := b.e
	e.Date = b.cal.iso(e.Changed)
	for _, g := range append(slices.Clone(groups), asideGroup) {
		if rows := b.rows[g]; len(rows) > 0 {
			e.Sections = append(e.Sections, Section{Letter: string(g), Title: groupTitle(g), Rows: rows})
		}
	}
	for _, c := range codes {
		if n := b.kinds[c]; n > 0 {
			e.Proposals = append(e.Proposals, Fact{b.code("", c, b.unconsidered), strconv.Itoa(n)})
		}
	}
	if n := len(b.rows[asideGroup]); n > 0 {
		e.Figures = append(e.Figures, Fact{"Abschnitte ohne Argument, in Teil " + string(asideGroup), strconv.Itoa(n)})
	}
	if n := b.kinds[""]; n > 0 {
		e.Proposals = append(e.Proposals, Fact{NoProposal, strconv.Itoa(n)})
	}
	e.Figures = append(e.Figures, Fact{"Abschnitte nach Ende der Frist", strconv.Itoa(b.late)})
	return e, nil
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
