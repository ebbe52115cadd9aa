package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/einwand/einwand/procedure/period"
)

const periodUsage = `einwand period --rule REGEL --start TAG --land LAND [weitere Angaben]

Nennt in der ersten Zeile den letzten Tag der Frist (JJJJ-MM-TT), danach jeden Schritt mit seiner Vorschrift.

  --rule REGEL      %s
  --start TAG       erster Tag, JJJJ-MM-TT; der Tag des Zugangs, Eingangs oder der Bekanntmachung bei
                    %s
  --land LAND       %s
  --ags SCHLÜSSEL   Amtlicher Gemeindeschlüssel, acht Ziffern; bekannt sind damit nur die Feiertage weniger Gemeinden
  --holidays LISTE  örtliche Feiertage, mit Komma getrennt: %s
                    (himmelfahrt ist Mariä Himmelfahrt am 15. August)
  --rules STAND     Stand des Gesetzes, ohne Angabe der von heute: %s
  --json            die ganze Antwort als JSON
`

// runPeriod is "einwand period": it computes one deadline and explains it. It needs no database.
func runPeriod(_ context.Context, p program, args []string) error {
	given, err := parsePeriodFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		return p.periodHelp()
	}
	if err != nil {
		return err
	}
	q, err := p.readPeriod(given)
	if err != nil {
		return err
	}
	if given.json {
		return q.writeJSON(p.stdout)
	}
	return q.writeText(p.stdout)
}

// periodFlags are the arguments as they were typed.
type periodFlags struct {
	rule, start, land, ags, holidays, rules string
	json                                    bool
}

func parsePeriodFlags(args []string) (periodFlags, error) {
	var f periodFlags
	set := flag.NewFlagSet("period", flag.ContinueOnError)
	set.SetOutput(io.Discard) // its messages are English
	set.StringVar(&f.rule, "rule", "", "")
	set.StringVar(&f.start, "start", "", "")
	set.StringVar(&f.land, "land", "", "")
	set.StringVar(&f.ags, "ags", "", "")
	set.StringVar(&f.holidays, "holidays", "", "")
	set.StringVar(&f.rules, "rules", "", "")
	set.BoolVar(&f.json, "json", false, "")
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return f, err
	case err != nil:
		return f, misused("Die Angaben sind nicht zu lesen: eine ist unbekannt, oder ihr Wert fehlt.\n" +
			"Möglich sind: --rule, --start, --land, --ags, --holidays, --rules mit je einem Wert, und --json.")
	case set.NArg() > 0:
		return f, misused("„%s“ gehört zu keiner Angabe. Werte mit Klammern oder Leerzeichen brauchen Anführungszeichen: --rule '3(2)'.", set.Arg(0))
	}
	return f, f.check()
}

func (f periodFlags) check() error {
	missing := ""
	switch {
	case f.rule == "":
		missing = "--rule"
	case f.start == "":
		missing = "--start"
	case f.land == "" && f.ags == "":
		missing = "--land"
	default:
		return nil
	}
	return misused("Es fehlt %s. Nötig sind --rule, --start und --land, zum Beispiel:\n"+
		"einwand period --rule '3(2)' --start 2026-01-31 --land HE\n„einwand period --help“ zeigt alle Werte.", missing)
}

// periodQuestion is what the arguments mean.
type periodQuestion struct {
	set      period.RuleSet
	rule     period.Rule
	start    period.Date
	ags      string
	calendar period.Calendar
	chosen   bool // the rule set was named, not taken from the day
}

func (p program) readPeriod(f periodFlags) (periodQuestion, error) {
	q := periodQuestion{ags: f.ags, chosen: f.rules != ""}
	var err error
	if q.set, err = p.readRuleSet(f.rules); err != nil {
		return q, err
	}
	if q.rule, err = q.set.Rule(f.rule); err != nil {
		return q, misused("Die Regel „%s“ gibt es in %s nicht. Möglich sind: %s.", f.rule, q.set.ID, strings.Join(q.set.Keys(), ", "))
	}
	if q.start, err = period.ParseDate(f.start); err != nil {
		return q, misused("Den Tag „%s“ gibt es nicht. --start erwartet JJJJ-MM-TT von 1900 bis 2199, zum Beispiel 2026-01-31.", f.start)
	}
	q.calendar, err = readCalendar(f)
	return q, err
}

// readRuleSet takes the law of today when none is named, whatever the start: that is what a planner who asks about a
// period to come needs.
func (p program) readRuleSet(id string) (period.RuleSet, error) {
	if id != "" {
		set, err := period.RuleSetByID(id)
		if err != nil {
			return set, misused("Den Stand „%s“ gibt es nicht. Möglich sind: %s.", id, commaList(ruleSetIDs()))
		}
		return set, nil
	}
	set, err := period.RuleSetAt(period.DateAt(p.clock()))
	if err != nil {
		return set, misused("Nach der Uhr dieses Rechners gilt kein bekannter Stand. --rules nennt einen: %s.", commaList(ruleSetIDs()))
	}
	return set, nil
}

func readCalendar(f periodFlags) (period.Calendar, error) {
	land, err := readLand(f)
	if err != nil {
		return period.Calendar{}, err
	}
	extras := period.ExtrasOf(f.ags)
	for name := range strings.FieldsFuncSeq(f.holidays, func(r rune) bool { return r == ',' || r == ' ' }) {
		extra, err := period.ParseExtra(name)
		if err != nil {
			return period.Calendar{}, misused("Den örtlichen Feiertag „%s“ gibt es nicht. Möglich sind: %s.", name, commaList(period.Extras()))
		}
		if _, err := period.NewCalendar(land, []period.Extra{extra}, nil); err != nil {
			return period.Calendar{}, misused("Den örtlichen Feiertag „%s“ kennt %s nicht. %s", name, land.Name(), extrasIn(land))
		}
		if !slices.Contains(extras, extra) {
			extras = append(extras, extra)
		}
	}
	return period.NewCalendar(land, extras, nil)
}

// readLand takes the Land from the municipality key where only that is given, and refuses two that disagree.
func readLand(f periodFlags) (period.Land, error) {
	var ofKey period.Land
	var err error
	if f.ags != "" {
		if ofKey, err = period.LandOf(f.ags); err != nil {
			return "", misused("Der Gemeindeschlüssel „%s“ ist keiner. --ags erwartet acht Ziffern, zum Beispiel 06631012.", f.ags)
		}
	}
	if f.land == "" && ofKey != "" {
		return ofKey, nil
	}
	land, err := period.ParseLand(f.land)
	if err != nil {
		return "", misused("Das Land „%s“ gibt es nicht. Möglich sind: %s.", f.land, commaList(period.Lands()))
	}
	if ofKey != "" && ofKey != land {
		return "", misused("Der Gemeindeschlüssel %s gehört zu %s (%s), --land nennt %s.", f.ags, ofKey.Name(), ofKey, land)
	}
	return land, nil
}

func (p program) periodHelp() error {
	now, err := p.readRuleSet("")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, periodUsage, commaList(now.Keys()), commaList(eventKeys(now)), commaList(period.Lands()), commaList(period.Extras()), commaList(ruleSetIDs()))
	return err
}

// eventKeys are the rules whose period runs from an event, so that the day that is named does not count.
func eventKeys(set period.RuleSet) []string {
	var keys []string
	for _, r := range set.Rules {
		if r.Counting == period.EventDay {
			keys = append(keys, r.Key)
		}
	}
	return keys
}

func ruleSetIDs() []string {
	var ids []string
	for _, s := range period.RuleSets() {
		ids = append(ids, s.ID)
	}
	return ids
}

func extrasIn(land period.Land) string {
	known := period.ExtrasIn(land)
	if len(known) == 0 {
		return "Dort gibt es keine."
	}
	return "Dort möglich sind: " + commaList(known) + "."
}

func commaList[S ~string](words []S) string {
	texts := make([]string, 0, len(words))
	for _, w := range words {
		texts = append(texts, string(w))
	}
	return strings.Join(texts, ", ")
}
