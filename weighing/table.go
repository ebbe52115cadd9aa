package weighing

import (
	"time"

	"github.com/google/uuid"
)

// Group is the part of the table that a statement belongs to; its letter begins every number in the part.
type Group string

// The parts in the order in which they are printed.
const (
	GroupBodies Group = "A" // public bodies, § 4 BauGB
	GroupPublic Group = "B" // the public, § 3 BauGB
	GroupEvents Group = "D" // contributions at events, § 3 Abs. 1 BauGB
)

// Code is what a proposal or a decision does with an argument.
type Code string

// The codes in use (display texts live with the pages and the export).
const (
	CodeFollow     Code = "follow"
	CodePartial    Code = "partial"
	CodeReject     Code = "reject"
	CodeNoted      Code = "noted"
	CodeAlready    Code = "already"
	CodeHint       Code = "hint"
	CodeEditorial  Code = "editorial"
	CodeOutOfScope Code = "out_of_scope"
	CodeLate       Code = "late_unconsidered" // § 4a Abs. 5 BauGB
)

// TableHead is what both editions of a frozen table print before the rows. Its tags are the stored form; what has none
// there stands in columns of its own.
type TableHead struct {
	Authority       string    `json:"authority"`
	Plan            string    `json:"plan"`         // full name of the plan
	PlanVersion     string    `json:"plan_version"` // "Entwurf, Fassung vom 12.10.2026"
	Step            string    `json:"step"`         // German name of the step with its paragraph
	Period          string    `json:"period"`       // "26.10.2026 bis 27.11.2026"
	Number          int       `json:"-"`            // N, counted per procedure
	FrozenAt        time.Time `json:"-"`
	DataAsOf        time.Time `json:"-"`          // nothing received after this instant is in the table
	Hash            string    `json:"-"`          // lower-case hex SHA-256 over the canonical salted rows
	Checkpoint      string    `json:"-"`          // the signed checkpoint at freezing, as text
	Statements      int       `json:"statements"` // statements in the table, withdrawn ones included
	Persons         int       `json:"persons"`    // authors of the distinct parties behind them
	Segments        int       `json:"segments"`   // rows with an argument
	Withdrawn       int       `json:"withdrawn"`
	SilentBodies    []string  `json:"silent_bodies"`     // asked, did not answer
	ContentedBodies []string  `json:"contented_bodies"`  // answered without concerns
	Session         *Session  `json:"session,omitempty"` // for which it was frozen; nil when that was not known
}

// RowCommon is what every reader of a table may see of a row.
type RowCommon struct {
	ID         uuid.UUID
	Group      Group
	Number     string    // "B-017.3", never reused
	Label      string    // "Einwender 17", or the official name of a public body; never a person's name
	Received   time.Time // legal time of receipt
	Channel    string    // German name of the way in which it came
	Timely     bool
	Withdrawn  bool
	Reference  string // published document that the author named; the council also reads the named place; may be empty
	Topic      string // may be empty
	Code       Code
	Reasoning  string
	PlanChange string    // empty when the plan stays as it is
	Excused    string    // reason on record why the row carries no proposal (withdrawn, without relevance)
	Examined   *Examined // of a late statement; nil when timely, excused, or frozen before rows kept it
}

// LateNorm is the paragraph by which the row was examined; empty when it was not.
func (r RowCommon) LateNorm() string {
	if r.Examined == nil {
		return ""
	}
	return r.Examined.Norm
}

// Examined is the outcome of the three questions on a late statement, as it stood at freezing.
type Examined struct {
	At            time.Time
	Norm          string // by the law of the round: "§ 4a Abs. 5 BauGB", before 7 July 2023 Abs. 6
	MustBeWeighed bool
}

// LateAnswers are the answers behind it, for the deciding body.
type LateAnswers struct {
	Known      bool
	Relevant   bool
	Announced  bool
	Reasoning  string
	AnsweredBy string // empty: the operator
}

// CouncilRow is a row as the deciding body reads it: with the wording as received.
type CouncilRow struct {
	RowCommon
	Wording string
	Answers *LateAnswers // beside Examined
}

// PublicRow is a row as anybody may read it: with the wording that a person released after redaction.
// It has no field for a name, an address or the unredacted wording, so that no layout can print one.
type PublicRow struct {
	RowCommon
	ReleasedWording string
}

// CouncilTable is frozen table N for the deciding body.
type CouncilTable struct {
	Head     TableHead
	Rows     []CouncilRow
	Decision *DecisionRecord // nil: the vote columns are printed blank
}

// PublicTable is frozen table N for everybody.
type PublicTable struct {
	Head     TableHead
	Rows     []PublicRow
	Decision *DecisionRecord
}

// DecisionRecord is record M on table N.
type DecisionRecord struct {
	Number     int // M, counted per table
	Body       string
	MeetingOn  time.Time
	AgendaItem string
	RecordedAt time.Time
	Items      map[uuid.UUID]Outcome // every row of the table, by row id
	Votes      []Vote
}

// Outcome is what the body decided on one row.
type Outcome struct {
	Kind Outcomes
	Code Code   // the code that holds after the decision; empty while postponed
	Text string // the deviating text, empty when as proposed
	Vote int    // index into DecisionRecord.Votes
}

// Outcomes are the ways in which a body can treat a row.
type Outcomes string

// The ways in which a body can treat a row.
const (
	AsProposed Outcomes = "as_proposed"
	Deviating  Outcomes = "deviating"
	Postponed  Outcomes = "postponed"
)

// Vote is one vote of the body; an en-bloc decision has one for all rows, exceptions have their own. The tags are the
// stored form.
type Vote struct {
	Scope    string   `json:"scope"` // "en bloc", "B-012.1 bis B-014.3"
	Yes      int      `json:"yes"`
	No       int      `json:"no"`
	Abstain  int      `json:"abstain"`
	Present  int      `json:"present"`  // members present and entitled to vote; 0: not on record
	Excluded []string `json:"excluded"` // members excluded for this vote, § 31 GO NRW
}
