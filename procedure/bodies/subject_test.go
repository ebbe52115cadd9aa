package bodies_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// repeat plans another round of the public, after a change of the draft that is not approved.
func (o *office) repeat(dated period.Date) uuid.UUID {
	o.t.Helper()
	o.Perform(o.t, o.ref, procedure.Move{Transition: "T10", Answers: procedure.Answers{"am": period.DateAt(o.Clock.Now()).String(),
		"aenderung": "Die Baugrenze.", "belange": "ja", "grundzuege": procedure.Yes}})
	round := o.PlanRound(o.t, o.ref, procedure.NewRound{Kind: procedure.RepeatedRound, VersionLabel: "Geänderter Entwurf", VersionDated: dated,
		FirstDay: day(12, 14), LastDay: period.NewDate(2027, 1, 29), Cause: "Über die Feiertage.", Scope: "Die Baugrenze."})
	o.AddDocument(o.t, o.ref, round, "Neue Planzeichnung")
	o.AddDocument(o.t, o.ref, round, "Begründung")
	return round
}

// shown are the titles of the documents behind a link.
func (o *office) shown(link string) string {
	o.t.Helper()
	a, err := o.bodies.ByLink(o.t.Context(), link)
	o.must(err)
	var titles []string
	for _, d := range a.Documents {
		titles = append(titles, d.Title)
	}
	return strings.Join(titles, ", ")
}

// TestLinkShowsWhatTheLetterWasAbout: neither a round that is planned later nor its publication changes what a body was asked
// about.
func TestLinkShowsWhatTheLetterWasAbout(t *testing.T) {
	const asked = "Planzeichnung, Begründung"
	for _, kept := range []bool{true, false} {
		o := open(t)
		o.plan(1)
		o.send()
		link := o.link(1)
		if !kept { // a round that was opened before the subject was kept
			_, err := o.DB.Super.Exec(t.Context(), `DELETE FROM bodies_documents`)
			o.must(err)
		}
		if got := o.shown(link); got != asked {
			t.Errorf("kept %v: got %q, want %q", kept, got, asked)
		}
		later := o.repeat(day(12, 1))
		if got := o.shown(link); got != asked {
			t.Errorf("kept %v, another round is planned: got %q, want %q", kept, got, asked)
		}
		_, err := o.DB.Super.Exec(t.Context(), `UPDATE round SET state = 'published', manifest = sha256('x'), published_at = $2 WHERE id = $1`,
			later, proceduretest.Instant(t, "2026-12-10 09:00:00"))
		o.must(err)
		if got := o.shown(link); got != asked {
			t.Errorf("kept %v, another round is published: got %q, want %q", kept, got, asked)
		}
	}
}

// TestSubjectIsTheSameDraft: of two rounds of the public that are there when the letters go out, the one on the draft that the
// letter names.
func TestSubjectIsTheSameDraft(t *testing.T) {
	for _, tt := range []struct {
		name  string
		dated period.Date
		want  string
	}{
		{"the published draft", day(10, 1), "Planzeichnung, Begründung"},
		{"the planned draft", day(11, 2), "Neue Planzeichnung, Begründung"},
		{"a date that no round of the public has: what is published", day(11, 1), "Planzeichnung, Begründung"},
	} {
		o := open(t)
		o.plan(1)
		o.repeat(day(11, 2))
		o.Approve(t, o.ref)
		n := bodiesRound()
		n.VersionDated = tt.dated
		o.PlanRound(t, o.ref, n)
		o.send()
		if got := o.shown(o.link(1)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestOwnDocumentsComeFirst: a round of the bodies with documents of its own is about these.
func TestOwnDocumentsComeFirst(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.AddDocument(t, o.ref, o.round, "Fachbeitrag Wasser")
	o.send()
	if got := o.shown(o.link(1)); got != "Fachbeitrag Wasser" {
		t.Errorf("got %q, want its own document", got)
	}
}

// TestEngineKnowsTheLatestLastDay: a body that got its letter later has longer, and the engine can wait for it.
func TestEngineKnowsTheLatestLastDay(t *testing.T) {
	o := open(t)
	o.plan(1, 3)
	last := func() *period.Date {
		f := procedure.Facts{Procedure: procedure.Procedure{ID: o.ref.ID}, Rounds: []procedure.RoundFacts{{Round: procedure.Round{ID: o.round, Kind: procedure.BodiesRound}}}}
		o.Read(t, func(tx identity.Tx) error { return bodies.Inform(t.Context(), tx, &f) })
		return f.Rounds[0].Invited.LastDue
	}
	if got := last(); got != nil {
		t.Errorf("before any letter is sent: got %s, want none", got)
	}
	o.send()
	if got := last(); got == nil || *got != day(12, 7) {
		t.Errorf("got %v, want the common day 2026-12-07", got)
	}
	o.Clock.Set(proceduretest.Instant(t, "2026-11-12 09:00:00"))
	o.must(o.bodies.Deliver(t.Context(), o.Planner, o.ref, o.round, 3, day(11, 11)))
	if got := last(); got == nil || *got != day(12, 11) {
		t.Errorf("one letter was received on 11 November: got %v, want 2026-12-11", got)
	}
}
