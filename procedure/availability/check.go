package availability

import (
	"time"

	"github.com/google/uuid"
)

// Outcome is what a fetch came to.
type Outcome string

// The outcomes.
const (
	Good         Outcome = "good"
	Unreachable  Outcome = "unreachable" // no answer
	BadStatus    Outcome = "status"      // an answer other than 200
	OtherContent Outcome = "content"     // bytes whose hash is not the published one
	TooSlow      Outcome = "slow"        // not there within Policy.Patience
	NotListed    Outcome = "unlisted"    // to be fetched, and not to be found: the procedure's page does not name it
)

// Result is an outcome with what is needed to understand it. Results compare with ==.
type Result struct {
	Outcome Outcome
	Status  int  // of HTTP, with BadStatus
	OnPage  bool // the page of the procedure failed, not the document's own address
}

// Good reports whether the document could be found and fetched.
func (r Result) Good() bool { return r.Outcome == Good }

// Target is a document that the public must be able to fetch now.
type Target struct {
	Authority uuid.UUID
	Slug      string
	Round     uuid.UUID
	Document  uuid.UUID
	Position  int
	SHA256    []byte
	Size      int64
}

// Check is one fetch of one document.
type Check struct {
	Target
	At     time.Time // when the fetch began
	Every  time.Duration
	Result Result
}

// Run is a row of checks that came to the same, at most two intervals apart.
type Run struct {
	ID       uuid.UUID
	Document uuid.UUID
	Position int // among the runs of the document
	Result   Result
	Every    time.Duration // interval at which the document was being checked
	First    time.Time
	Last     time.Time
	Checks   int
}

// takes reports whether a check goes on with the run.
func (r Run) takes(c Check) bool {
	return r.Result == c.Result && r.Every == c.Every && c.At.Sub(r.Last) <= silence(r.Every)
}

// silence is how long nobody may look before the time counts as not observed.
func silence(every time.Duration) time.Duration { return 2 * every }

// due reports whether a document is to be fetched again: at the interval, and sooner while it is down, so that the end of an
// outage is known closely.
func due(now time.Time, last *time.Time, good bool, every time.Duration) bool {
	return last == nil || now.Sub(*last) >= pace(good, every)
}

func pace(good bool, every time.Duration) time.Duration {
	if good {
		return every
	}
	return max(every/recheckShare, time.Minute)
}

// tooSoon reports whether somebody else has just made the same check.
func (r Run) tooSoon(c Check) bool {
	return c.At.Sub(r.Last) < pace(c.Result.Good(), c.Every)/2
}
