package postgres

import "errors"

// The kinds of refusal. Each arrives wrapped in a [Problem], which says in German what to do.
var (
	ErrRunning     = errors.New("another einwand owns the data folder")
	ErrNotRunning  = errors.New("no einwand runs on the data folder")
	ErrNoBinaries  = errors.New("no postgres and initdb found")
	ErrVersion     = errors.New("installed PostgreSQL does not fit")
	ErrOutOfReach  = errors.New("data folder out of reach")
	ErrSocketTaken = errors.New("socket folder belongs to somebody else")
	ErrNoStart     = errors.New("PostgreSQL does not start")
)

// Problem is a refusal that the operator can mend. Its text is complete German prose, to be shown as it is;
// errors.Is tells the kind.
type Problem struct {
	Kind error
	Text string
}

func (p *Problem) Error() string { return p.Text }
func (p *Problem) Unwrap() error { return p.Kind }
