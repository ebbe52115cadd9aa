package period

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrRuleSet is returned for a rule set that does not exist, and for a day before the first one.
var ErrRuleSet = errors.New("unknown rule set")

// RuleSet is the law of all periods as it stood from one day on. Steps that have begun end under the rule set that
// they began with (§ 233 Abs. 1 BauGB), so a step stores the ID.
type RuleSet struct {
	ID     string
	From   Date   // first day in force
	Source string // the act that made it
	Rules  []Rule
}

// rules2017, rules2023 and rules2025 are the three states in which periods differ; the other acts left them alone.
var (
	rules2017 = []Rule{
		early, earlyBodies, display, bodies2017, repeatedMay, repeatedBodiesMay, approval2017,
		simplifiedDisplay, affectedSimplified, simplifiedBodies, acceleratedDisplay, hearing,
		affected, affectedAgain, freeze, complaint,
	}
	rules2023 = []Rule{
		early, earlyBodies, publication, bodies2023, repeatedShall, repeatedBodiesShall, approval2023,
		simplifiedPublication, affectedSimplified, simplifiedBodies, acceleratedPublication, hearing,
		affected, affectedAgain, freeze, complaint,
	}
	rules2025 = append(slices.Clone(rules2023), consent, decision36a)
)

var ruleSets = []RuleSet{
	{"BauGB-2017", Date{2017, time.May, 13}, "Städtebaurechtsnovelle 2017", rules2017},
	{"BauGB-2021", Date{2021, time.June, 23}, "Baulandmobilisierungsgesetz", rules2017},
	{"BauGB-2023", Date{2023, time.July, 7}, "Gesetz vom 03.07.2023, BGBl. 2023 I Nr. 176", rules2023},
	{"BauGB-2024", Date{2024, time.January, 1}, "Streichung von § 13b, neuer § 215a", rules2023},
	{"BauGB-2025", Date{2025, time.August, 15}, "§ 249c; seit 30.10.2025 mit § 36a, BGBl. 2025 I Nr. 257", rules2025},
}

// RuleSets returns all rule sets, oldest first, each with all rules that it came to have.
func RuleSets() []RuleSet {
	all := make([]RuleSet, 0, len(ruleSets))
	for _, s := range ruleSets {
		all = append(all, s.clone())
	}
	return all
}

// RuleSetByID returns the rule set with all rules that it came to have. It returns ErrRuleSet for an unknown ID.
func RuleSetByID(id string) (RuleSet, error) {
	for _, s := range ruleSets {
		if s.ID == id {
			return s.clone(), nil
		}
	}
	return RuleSet{}, fmt.Errorf("%q: %w", id, ErrRuleSet)
}

// RuleSetAt returns the rule set in force on the day, with the rules that it had by then. It returns ErrRuleSet for a
// day before the first rule set, 13 May 2017.
func RuleSetAt(d Date) (RuleSet, error) {
	for _, s := range slices.Backward(ruleSets) {
		if d.Before(s.From) {
			continue
		}
		s = s.clone()
		s.Rules = slices.DeleteFunc(s.Rules, func(r Rule) bool { return d.Before(r.Since) })
		return s, nil
	}
	return RuleSet{}, fmt.Errorf("on %s: %w", d, ErrRuleSet)
}

// Rule returns the rule with the key. It returns ErrRule when the rule set has none.
func (s RuleSet) Rule(key string) (Rule, error) {
	for _, r := range s.Rules {
		if r.Key == key {
			return r, nil
		}
	}
	return Rule{}, fmt.Errorf("%q in %s: %w", key, s.ID, ErrRule)
}

// Keys returns the keys of all rules in the order of the set.
func (s RuleSet) Keys() []string {
	keys := make([]string, 0, len(s.Rules))
	for _, r := range s.Rules {
		keys = append(keys, r.Key)
	}
	return keys
}

func (s RuleSet) clone() RuleSet {
	s.Rules = slices.Clone(s.Rules)
	return s
}
