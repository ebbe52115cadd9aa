package procedure

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Deadline is the period of a round in every version since it was published, and what the law makes of a statement that
// comes after it. Nothing about timeliness is stored: it follows from the versions and the time of receipt alone.
type Deadline struct {
	Kind     RoundKind
	LateNorm string          // paragraph on late statements, by the law of the round: § 4a Abs. 6 BauGB before 7 July 2023
	Versions []PeriodVersion // as it was published, then each extension; the last one holds
	Warned   bool            // the announcement that holds says that late statements can stay unconsidered (§ 3 Abs. 2 S. 4 BauGB)
}

// Period is the version that holds now.
func (d Deadline) Period() PeriodVersion { return d.Versions[len(d.Versions)-1] }

// Timely judges a time of receipt by the version that holds now.
func (d Deadline) Timely(received time.Time) bool { return d.Period().Timely(received) }

// Extended is the extension that made a statement timely: the first version with which it is, where one before was over
// already. nil for a statement that needed none, and for one that is late all the same.
func (d Deadline) Extended(received time.Time) *PeriodVersion {
	if !d.Timely(received) {
		return nil
	}
	late := false
	for i, v := range d.Versions {
		if !v.Timely(received) {
			late = true
		} else if late && i > 0 {
			return &d.Versions[i]
		}
	}
	return nil
}

// Version finds a version by its key, such as the one that held when a statement was entered; nil when it is none of the
// published ones.
func (d Deadline) Version(id *uuid.UUID) *PeriodVersion {
	for i := range d.Versions {
		if id != nil && d.Versions[i].ID == *id {
			return &d.Versions[i]
		}
	}
	return nil
}

// published leaves out the versions that were planned before anybody could rely on one: an extension comes after the
// publication.
func published(versions []PeriodVersion, at *time.Time) []PeriodVersion {
	first := 0
	for i, v := range versions {
		if at == nil || !v.DecidedAt.After(*at) {
			first = i
		}
	}
	return versions[first:]
}

// warns reports whether a notice carries the hint of § 3 Abs. 2 S. 4 Hs. 2 Nr. 3 BauGB (before 7 July 2023: S. 2 Hs. 2),
// in the order of its words that the authority chose.
func (a Announcement) warns() bool {
	words := strings.ToLower(strings.Join(strings.Fields(a.Body), " "))
	return strings.Contains(words, "nicht fristgerecht") && strings.Contains(words, "unberücksichtigt bleiben")
}

// DeadlinesOf reads the deadlines of all rounds of a procedure, with two queries.
func DeadlinesOf(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (map[uuid.UUID]Deadline, error) {
	all, err := selectDeadlines(ctx, tx, procedure)
	if err != nil {
		return nil, fmt.Errorf("deadlines of procedure %s: %w", procedure, err)
	}
	notices, err := selectAnnouncements(ctx, tx, procedure)
	if err != nil {
		return nil, fmt.Errorf("announcements of procedure %s: %w", procedure, err)
	}
	list := make(map[uuid.UUID]Deadline, len(all))
	for _, r := range all {
		law, err := LawOf(r.ruleSet)
		if err != nil {
			return nil, fmt.Errorf("law of round %s: %w", r.round, err)
		}
		d := Deadline{Kind: r.kind, LateNorm: law.LateNorm, Versions: published(r.versions, r.publishedAt)}
		if a := latestNotice(notices, r.round); a != nil {
			d.Warned = a.warns()
		}
		list[r.round] = d
	}
	return list, nil
}

// DeadlineOf is the deadline of one round; nil for a statement that belongs to none.
func DeadlineOf(ctx context.Context, tx identity.Tx, procedure uuid.UUID, round *uuid.UUID) (*Deadline, error) {
	if round == nil {
		return nil, nil
	}
	all, err := DeadlinesOf(ctx, tx, procedure)
	if err != nil {
		return nil, err
	}
	d, ok := all[*round]
	if !ok {
		return nil, fmt.Errorf("deadline of round %s: %w", *round, ErrNotFound)
	}
	return &d, nil
}

// LateNorm is the paragraph on late statements by the law of the round that the procedure is in; of today where there is
// none yet.
func (v View) LateNorm() string {
	if v.Round != nil {
		if law, err := LawOf(v.Round.RuleSet); err == nil {
			return law.LateNorm
		}
	}
	return law2023.LateNorm
}
