package weighing

import (
	"crypto/rand"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// frozenRow is a row of a frozen table as it is stored.
type frozenRow struct {
	RowCommon
	Position  int // from 1
	Statement uuid.UUID
	Segment   *uuid.UUID   // nil: a statement that was withdrawn or erased before anybody divided it
	Place     string       // in the author's words, for the council only
	Wording   string       // as received
	Answers   *LateAnswers // beside Examined
	Released  *string      // nil: nobody has released it
	Salt      []byte
	Hash      []byte
}

// rowsOf lays out the rows of a table: every received statement has at least one, and the rows of a divided statement
// give its text back byte for byte. Keys, salts and hashes come later. An error means that stored rows contradict each
// other.
func rowsOf(list []holding, texts map[uuid.UUID]received) ([]frozenRow, error) {
	var rows []frozenRow
	for _, h := range list {
		r, ok := texts[h.ID]
		if ok == h.Erased {
			return nil, fmt.Errorf("statement %s: erased %t, text there %t", h.Receipt, h.Erased, ok)
		}
		if len(h.Segments) == 0 {
			rows = append(rows, h.row(len(rows)+1, nil, r.whole()))
			continue
		}
		if err := h.tiled(r); err != nil {
			return nil, fmt.Errorf("statement %s: %w", h.Receipt, err)
		}
		for _, g := range h.Segments {
			rows = append(rows, h.row(len(rows)+1, &g, r.textOf(g.Segment)))
		}
	}
	return rows, nil
}

func (h holding) tiled(r received) error {
	if h.Erased {
		return nil
	}
	segments := make([]Segment, len(h.Segments))
	for i, g := range h.Segments {
		segments[i] = g.Segment
	}
	return tiles(segments, r.text, r.fileIDs())
}

// row is one row; g is nil for a statement that nobody has divided.
func (h holding) row(position int, g *held, wording string) frozenRow {
	row := frozenRow{Position: position, Statement: h.ID, Place: h.Place, Wording: wording, RowCommon: RowCommon{
		Group: h.Group, Number: itemNumber(h.Number, 0), Label: h.Label, Received: h.ReceivedAt, Channel: channels[h.Channel],
		Timely: h.Timely, Withdrawn: h.WithdrawnAt != nil, Reference: h.Document, Excused: h.excuse()}}
	row.Examined, row.Answers = h.examined()
	if g == nil {
		return row
	}
	row.Segment, row.Number, row.Topic = &g.ID, g.Number, g.Topic
	switch {
	case h.answered(*g):
		p := g.Proposal
		row.Code, row.Reasoning, row.PlanChange, row.Excused = p.Code, p.Reasoning, p.planChange(), ""
		if g.Released != nil {
			row.Released = &g.Released.Text
		}
	case g.Kind == Irrelevant && !h.Erased:
		row.Excused = g.Reason
	}
	return row
}

// examined is the answer to the three questions as it goes into the table. What an extension made timely, or what is
// excused as a whole, needs none.
func (h holding) examined() (*Examined, *LateAnswers) {
	e := h.Late
	if h.Timely || e == nil {
		return nil, nil
	}
	return &Examined{At: e.AnsweredAt, Norm: h.Norm, MustBeWeighed: e.MustBeWeighed()},
		&LateAnswers{Known: e.Known, Relevant: e.Relevant, Announced: e.Announced, Reasoning: e.Reasoning, AnsweredBy: e.AnsweredBy}
}

// seal gives every row its key, its salt and its hash, and returns the hashes in order.
func seal(rows []frozenRow) ([][]byte, error) {
	ids, err := newIDs(len(rows))
	if err != nil {
		return nil, err
	}
	hashes := make([][]byte, len(rows))
	for i := range rows {
		rows[i].ID = ids[i]
		if rows[i].Salt, err = newSalt(); err != nil {
			return nil, err
		}
		rows[i].Hash = hashRow(rows[i])
		hashes[i] = rows[i].Hash
	}
	return hashes, nil
}

func newSalt() ([]byte, error) {
	salt := make([]byte, 32)
	if _, err := rand.Read(salt); err != nil {
		return nil, fmt.Errorf("make salt: %w", err)
	}
	return salt, nil
}

// steps are the German names of what a table weighs.
var steps = map[procedure.RoundKind]string{
	procedure.EarlyRound:       "Frühzeitige Beteiligung der Öffentlichkeit (§ 3 Abs. 1 BauGB)",
	procedure.PublicationRound: "Veröffentlichung des Entwurfs (§ 3 Abs. 2 BauGB)",
	procedure.RepeatedRound:    "Erneute Veröffentlichung des geänderten Entwurfs (§ 4a Abs. 3 BauGB)",

	procedure.AffectedPublicRound: "Beteiligung der betroffenen Öffentlichkeit (§ 13 Abs. 2 S. 1 Nr. 2 BauGB)",
	procedure.HearingRound:        "Anhörung der betroffenen Öffentlichkeit (§ 36a Abs. 2 BauGB)",
}

// bodiesRounds are the rounds of the public bodies beside the public's round that a table weighs.
func bodiesRounds(v procedure.View) []uuid.UUID {
	list := []uuid.UUID{}
	for _, r := range v.Rounds {
		early := r.Kind == procedure.EarlyBodiesRound
		if r.Kind.ForBodies() && early == (v.Round.Kind == procedure.EarlyRound) {
			list = append(list, r.ID)
		}
	}
	return list
}

// headOf describes the table.
func headOf(authority string, v procedure.View, rows []frozenRow, heard bodies.Heard) TableHead {
	h := TableHead{Authority: authority, Plan: v.Title, Step: steps[v.Round.Kind], SilentBodies: heard.Silent, ContentedBodies: heard.Contented,
		PlanVersion: v.Round.Version.Label + ", Fassung vom " + day(v.Round.Version.Dated),
		Period:      day(v.Round.Period.FirstDay) + " bis " + day(v.Round.Period.LastDay)}
	statements := map[uuid.UUID]bool{}
	for _, r := range rows {
		if !statements[r.Statement] {
			statements[r.Statement] = true
			h.Statements++
			if r.Withdrawn {
				h.Withdrawn++
			}
		}
		if r.Code != "" {
			h.Segments++
		}
	}
	return h
}
