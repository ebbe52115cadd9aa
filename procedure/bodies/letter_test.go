package bodies_test

import (
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// letterTo is the letter of the Heimatverein, which the post brings, as it would go out now.
func (o *office) letterTo() string {
	o.t.Helper()
	i, err := o.bodies.Preview(o.t.Context(), o.Planner, o.ref, o.round, 3, "")
	o.must(err)
	if i.Channel != bodies.ByLetter {
		o.t.Fatalf("got a letter by %s", i.Channel)
	}
	return i.Text
}

func has(t *testing.T, text string, want, lacks []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("lacks %q:\n%s", w, text)
		}
	}
	for _, l := range lacks {
		if strings.Contains(text, l) {
			t.Errorf("says %q:\n%s", l, text)
		}
	}
}

// TestLetterPromisesWhatTheRuleGives: a month only where the rule has one, and only from the day on which it reaches beyond
// the common day.
func TestLetterPromisesWhatTheRuleGives(t *testing.T) {
	o := open(t)
	o.plan(3)
	has(t, o.letterTo(), []string{"nach dem Sa 07.11.2026, haben Sie vom Zugang an einen Monat, mindestens 30 Tage (§ 4 Abs. 2 S. 3 BauGB)"}, []string{"entsprechend"})

	early := open(t)
	early.ref = early.Create(t)
	early.round = early.PlanRound(t, early.ref, procedure.NewRound{Kind: procedure.EarlyBodiesRound, VersionLabel: "Vorentwurf", VersionDated: day(6, 1),
		FirstDay: day(6, 1), LastDay: day(6, 15)})
	_, err := early.bodies.Prepare(t.Context(), early.Planner, early.ref, early.round, []int{3})
	early.must(err)
	has(t, early.letterTo(), []string{"nach dem Mo 01.06.2026, verlängert sich die Frist entsprechend."}, []string{"einen Monat", "30 Tage"})
	rule, cal := rules(t, "4(1)")
	common := procedure.PeriodVersion{FirstDay: day(6, 1), LastDay: day(6, 15), MinLastDay: day(6, 15)}
	if got := bodies.DueOn(common, rule, cal, day(6, 2)); got != day(6, 16) {
		t.Errorf("received a day later: got due on %s, want 2026-06-16, as the letter says", got)
	}
}

// TestLetterCitesTheLawOfItsRound: before 7 July 2023 other sentences of § 4 and § 4a BauGB say the same, and none asks for mails.
func TestLetterCitesTheLawOfItsRound(t *testing.T) {
	for set, tt := range map[string]struct{ want, lacks []string }{
		"BauGB-2017": {[]string{"(§ 4 Abs. 2 S. 2 BauGB)", "nach § 4a Abs. 6 BauGB", "möglichst per E-Mail"}, []string{"§ 4 Abs. 2 S. 3", "§ 4 Abs. 2 S. 4", "§ 4a Abs. 5"}},
		"BauGB-2021": {[]string{"(§ 4 Abs. 2 S. 2 BauGB)", "nach § 4a Abs. 6 BauGB", "möglichst per E-Mail"}, []string{"§ 4 Abs. 2 S. 3", "§ 4 Abs. 2 S. 4", "§ 4a Abs. 5"}},
		"BauGB-2023": {[]string{"(§ 4 Abs. 2 S. 3 BauGB)", "nach § 4a Abs. 5 BauGB", "elektronisch übermittelt werden (§ 4 Abs. 2 S. 4 BauGB)"}, []string{"§ 4a Abs. 6"}},
		"BauGB-2025": {[]string{"(§ 4 Abs. 2 S. 3 BauGB)", "nach § 4a Abs. 5 BauGB", "elektronisch übermittelt werden (§ 4 Abs. 2 S. 4 BauGB)"}, []string{"§ 4a Abs. 6"}},
	} {
		o := open(t)
		o.plan(1, 3)
		o.under(set)
		has(t, o.letterTo(), tt.want, tt.lacks)
	}
}

// TestLinkCitesTheLawOfItsRound: what the pages and the mails of a link say of late statements.
func TestLinkCitesTheLawOfItsRound(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	for set, want := range map[string]string{"BauGB-2021": "§ 4a Absatz 6 Baugesetzbuch", "BauGB-2025": "§ 4a Absatz 5 Baugesetzbuch"} {
		o.under(set)
		owed, err := o.bodies.InvitationOwed(t.Context(), o.Authority.ID, o.line(1).ID)
		o.must(err)
		a, err := o.bodies.ByLink(t.Context(), owed.Token)
		if err != nil || a.LateParagraph() != want || owed.LateParagraph() != want {
			t.Errorf("%s: got %q on the page and %q in the mail, %v, want %q", set, a.LateParagraph(), owed.LateParagraph(), err, want)
		}
	}
}

// under moves the round to the law of another time.
func (o *office) under(ruleSet string) {
	o.t.Helper()
	_, err := o.DB.Super.Exec(o.t.Context(), `UPDATE round SET rule_set = $2 WHERE id = $1`, o.round, ruleSet)
	o.must(err)
}
