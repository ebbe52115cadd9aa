package identity

import (
	"fmt"
	"time"
)

// Level is how sure the identity provider was of the person who logged in, in the terms of
// eIDAS (Regulation (EU) No 910/2014 art. 8) with one step below it for unproven logins.
type Level string

// The levels in rising order. BundID's STORK-QAA-Level-1, -3 and -4 are LevelLow, LevelSubstantial and LevelHigh
// here: a BundID account with user name and password reaches no level of eIDAS, but it is more than an unproven name.
const (
	LevelNone        Level = "none"
	LevelLow         Level = "low"
	LevelSubstantial Level = "substantial"
	LevelHigh        Level = "high"
)

var rank = map[Level]int{LevelNone: 0, LevelLow: 1, LevelSubstantial: 2, LevelHigh: 3}

// ParseLevel reads the stored form of a level.
func ParseLevel(s string) (Level, error) {
	if _, ok := rank[Level(s)]; !ok {
		return LevelNone, fmt.Errorf("level of assurance %q is unknown", s)
	}
	return Level(s), nil
}

// AtLeast reports whether l satisfies the minimum. A value that is not one of the four never does.
func (l Level) AtLeast(minimum Level) bool {
	have, ok := rank[l]
	need, known := rank[minimum]
	return ok && known && have >= need
}

// Means is what the person used to prove who they are, as the provider reports it.
type Means string

// The means that a provider of this installation can report.
const (
	MeansPassword Means = "password"
	MeansElster   Means = "elster"
	MeansEID      Means = "eid"
	MeansAuthega  Means = "authega" // certificate of the Bavarian tax authority
	MeansEIDAS    Means = "eidas"   // electronic identity of another state of the Union
	MeansDiia     Means = "diia"    // Ukraine
	MeansFINK     Means = "fink"    // account of a Land, by way of BundID
	MeansOther    Means = "other"   // one that the provider does not name, or by a name that is not known here
	MeansStaff    Means = "staff"   // the town's own directory
	MeansMailbox  Means = "mailbox" // a link that was sent to the known mailbox of a public body or of a member of the council; level none
)

// Identity is what a provider vouches for after one login. It is handed from the protocol to the account rules and
// never leaves the server; the provider's raw answer is not kept.
type Identity struct {
	Provider   string // id of the provider in the settings
	Subject    string // stable pseudonym at this provider, never shown
	Level      Level  // the lowest that is proven: of the login and of the name
	Means      Means
	AuthnAt    time.Time // when the person proved who they are, in UTC
	Attributes Attributes
	Groups     []string // of a town's directory, from which roles follow
	Evidence   Evidence
}

// Profile is what the identity says about the person.
func (id Identity) Profile() Profile { return id.Attributes.Profile() }
