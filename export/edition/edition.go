package edition

import (
	"time"

	"github.com/einwand/einwand/export/text"
)

// Edition is a frozen table in words. All texts are clean.
type Edition struct {
	Title      string // "Abwägungstabelle Nr. 2"
	Audience   string // "Für den Rat"
	Notice     string // what this audience must know before it reads or passes on the file
	Authority  string
	Plan       string
	Version    string // of the plan: "Entwurf, Fassung vom 12.10.2026"
	Number     int
	Paper      string // of the session for which the table was frozen: "Vorlage Nr. 2026/118"; may be empty
	PaperNo    string // "2026/118"; may be empty
	AsOf       string // nothing received later is in the table
	Frozen     time.Time
	Changed    time.Time // when the decision was recorded, else Frozen
	Date       string    // the German day of Changed: "2026-11-30"
	Hash       string    // lower-case hex
	Shared     string    // digest of what the editions of this table say alike, lower-case hex
	Checkpoint string
	Facts      []Fact // plan, step, period, dates
	Figures    []Fact // persons, statements and arguments, each counted by itself
	Proposals  []Fact // rows by kind of proposal
	Silent     []string
	Contented  []string
	Sections   []Section
	Decision   *Decision // nil before the vote
	Ballot     bool      // print blank vote fields
	Keyed      bool      // rows have keys: a file of this edition may come back with edits
	Checks     []string  // how a reader checks hash and checkpoint
}

// Fact is a label and its value.
type Fact struct{ Label, Value string }

// Section is the rows of one group.
type Section struct {
	Letter string
	Title  string // with the paragraph
	Rows   []Row
}

// Row is one row of the table.
type Row struct {
	Key        string // of the council's edition: row and what it said, so that edits in a stale file can be told
	Number     string
	Label      string
	Received   string
	Channel    string
	Timeliness string
	Late       bool
	Withdrawn  bool
	Examined   string // of a late statement: what its examination found, and for the council how; may be empty
	Topic      string // may be empty
	Reference  string // may be empty
	Wording    string
	Reasoning  string
	Proposal   string
	PlanChange string
	Outcome    Outcome // zero before the vote
	Void       bool    // has no proposal, so that there is nothing to decide
}

// Outcome is what the body decided on a row.
type Outcome struct {
	Kind string // "Wie vorgeschlagen"
	Text string // the deviating text, may be empty
	Vote string // figures of the vote, empty while postponed
}

// Decision is the record of a meeting on the table.
type Decision struct {
	Facts []Fact
	Votes []Vote
}

// Vote is one vote of the body.
type Vote struct {
	Scope, Yes, No, Abstain string
	Excluded                string // members who took no part because of a conflict of interest
}

// Report tells what an export produced.
type Report struct {
	Pages    int                // of a PDF, 0 otherwise
	Rows     int                // rows of the table
	Parts    int                // rows of a sheet, more than Rows where long texts were divided; 0 for a PDF
	Bytes    int64              // size of the file
	Guarded  int                // cells of a CSV with an apostrophe before them, because they begin like a formula
	Replaced []text.Replacement // characters that the file does not show as received
}

// ShortHash is the beginning of the hash as it stands at the foot of every page: "7c04 e1b9 …".
func (e *Edition) ShortHash() string {
	if len(e.Hash) < 8 {
		return e.Hash
	}
	return e.Hash[:4] + " " + e.Hash[4:8] + " …"
}

// Asks reports whether the edition leaves room for a vote on a row.
func (e *Edition) Asks(r Row) bool { return e.Ballot && !r.Void }

// Rows counts the rows of all sections.
func (e *Edition) Rows() int {
	n := 0
	for _, s := range e.Sections {
		n += len(s.Rows)
	}
	return n
}
