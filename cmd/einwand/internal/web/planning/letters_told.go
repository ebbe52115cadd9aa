package planning

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/weighing"
)

// standField carries what the page showed of who can be told, so that nobody is noted or mailed whom the planner did not see.
const standField = "stand"

// noticedIn reads who was told of this table, and puts it to the statements.
func (p *Pages) noticedIn(r *http.Request, v *visit.Visit, l *letterList) error {
	all, err := p.Weighing.Notices(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	l.notices = map[uuid.UUID]weighing.ResultNotice{}
	for _, n := range all {
		if n.Table == l.table {
			l.notices[n.Statement] = n // the last of a statement
			l.acts = inAct(l.acts, n)
		}
	}
	l.later = map[uuid.UUID]bool{}
	if l.newer == 0 {
		return nil
	}
	latest, err := p.Weighing.LatestResults(r.Context(), v.Actor, v.Ref)
	for _, res := range latest {
		l.later[res.Statement] = res.Head.Number > l.table
	}
	return err
}

// act is what was noted in one go.
type act struct {
	weighing.ResultNotice // the first of it
	statements            []uuid.UUID
	unsent, lapsed        int
}

func inAct(acts []act, n weighing.ResultNotice) []act {
	if len(acts) == 0 || acts[len(acts)-1].LogIndex != n.LogIndex {
		acts = append(acts, act{ResultNotice: n})
	}
	a := &acts[len(acts)-1]
	a.statements = append(a.statements, n.Statement)
	if n.Unsent {
		a.unsent++
	}
	if n.Lapsed {
		a.lapsed++
	}
	return acts
}

// isTold reports whether the author knows what holds now.
func (l letterList) isTold(t told) bool {
	n, ok := l.notices[t.result.Statement]
	return ok && n.Decision == t.result.Latest().Number
}

func (l letterList) untold(list []told) []told {
	return slices.DeleteFunc(slices.Clone(list), l.isTold)
}

// mailable are those who are to be told by mail, and whose result no later table has.
func (l letterList) mailable() []told {
	return slices.DeleteFunc(l.untold(l.told[weighing.ByMail]), func(t told) bool { return l.later[t.result.Statement] })
}

// standing is how many of those who asked for an answer were told.
func (l letterList) standing() weighing.Standing {
	var s weighing.Standing
	for _, way := range []weighing.Way{weighing.ByPost, weighing.ByMail, weighing.NoAddress, weighing.NoPage} {
		s.Owed += len(l.told[way])
		s.Told += len(l.told[way]) - len(l.untold(l.told[way]))
	}
	return s
}

// stand is a digest of who can be told, by which way, and up to which decision. What was noted is not part of it: a form
// sent twice is no change.
func (l letterList) stand() string {
	var lines []string
	for way, list := range l.told {
		for _, t := range list {
			lines = append(lines, fmt.Sprint(t.result.Statement, way, t.reach.Post, t.result.Latest().Number, l.later[t.result.Statement]))
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:8])
}

const changedSince = "Inzwischen hat sich geändert, wem das Ergebnis mitgeteilt werden kann: Jemand hat zurückgezogen, oder es gibt einen neuen Beschluss. Festgehalten wurde nichts. Bitte prüfen Sie die Seite, wie sie jetzt ist."

// refuse shows the page again with what stands against it.
func (l letterList) refuse(w http.ResponseWriter, r *http.Request, errors ...page.FieldError) error {
	l.errors, l.shell.Error = errors, true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, lettersPage(l))
}

// changed is refuse with the page read anew: something changed between reading and noting.
func (p *Pages) changed(w http.ResponseWriter, r *http.Request, v *visit.Visit, place string) error {
	l, err := p.letterList(r, v)
	if err != nil {
		return err
	}
	return l.refuse(w, r, page.FieldError{ID: place, Text: changedSince})
}

func idsOf(list []told) []uuid.UUID {
	ids := make([]uuid.UUID, len(list))
	for i, t := range list {
		ids[i] = t.result.Statement
	}
	return ids
}
