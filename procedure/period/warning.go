package period

import "fmt"

// Kind tells one warning from another, so that a page can link the remedy.
type Kind string

// The kinds of warnings.
const (
	Reversed     Kind = "reversed"          // the end is before the beginning
	TooShort     Kind = "too_short"         // the end is before the computed day
	TooLong      Kind = "too_long"          // the end is after the computed day
	Brief        Kind = "brief"             // shorter than what we hold appropriate
	StartNotWork Kind = "start_not_workday" // the first day is no Werktag
	EndNotWork   Kind = "end_not_workday"   // the last day is no Werktag
)

// Warning is what the law has to say against a chosen first or last day. A Warn needs a reason on record.
type Warning struct {
	Kind     Kind
	Severity Severity
	Text     string // a sentence of fact in German
	Norm     string // its paragraph
	Proposal Date   // the day that would remedy it; zero where there is none
}

// Warnings judges the period that a planner chose by the rule. An empty answer means that nothing stands against it.
func (p Period) Warnings(r Rule) []Warning {
	if p.Last.Before(p.First) {
		return []Warning{{Reversed, Block, fmt.Sprintf("Das Ende am %s liegt vor dem Beginn am %s.",
			p.Last.German(), p.First.German()), r.Norm, Date{}}}
	}
	var found []Warning
	for _, judge := range []func(Rule) (Warning, bool){p.short, p.long, p.brief, p.start, p.end} {
		if w, ok := judge(r); ok {
			found = append(found, w)
		}
	}
	return found
}

func (p Period) short(r Rule) (Warning, bool) {
	due := Compute(r, p.First, p.Calendar).LastDay
	if r.Shorter == Allowed || !p.Last.Before(due) {
		return Warning{}, false
	}
	text := fmt.Sprintf("Das Ende am %s liegt vor dem Ende der Frist, %s.", p.Last.German(), due.German())
	switch r.Bound {
	case Minimum:
		text = fmt.Sprintf("Das Ende am %s liegt vor dem frühesten zulässigen Tag, %s.", p.Last.German(), due.German())
	case Guide:
		text = fmt.Sprintf("Die Frist dauert %s und endet vor dem Richtwert, %s.", days(p.Days()), due.German())
	}
	return Warning{TooShort, r.Shorter, text, r.Norm, due}, true
}

func (p Period) long(r Rule) (Warning, bool) {
	due := Compute(r, p.First, p.Calendar).LastDay
	if r.Longer == Allowed || !p.Last.After(due) {
		return Warning{}, false
	}
	text, norm := fmt.Sprintf("Das Ende am %s liegt nach dem Ende der Frist, %s.", p.Last.German(), due.German()), r.Norm
	if r.Bound == Maximum {
		text = fmt.Sprintf("Das Ende am %s liegt nach dem spätesten zulässigen Tag, %s.", p.Last.German(), due.German())
	}
	if r.Ground.Text != "" {
		text = fmt.Sprintf("Das Ende am %s liegt %s nach dem %s. %s.", p.Last.German(),
			days(due.DaysUntil(p.Last)), due.German(), r.Ground.Text)
		norm = r.Ground.Norm
	}
	return Warning{TooLong, r.Longer, text, norm, due}, true
}

func (p Period) brief(r Rule) (Warning, bool) {
	if r.BriefDays == 0 || p.Days() >= r.BriefDays {
		return Warning{}, false
	}
	text := fmt.Sprintf("Die Frist dauert nur %s. Weniger als %d sind selten angemessen.", days(p.Days()), r.BriefDays)
	return Warning{Brief, Warn, text, r.Norm, p.First.AddDays(r.BriefDays - 1)}, true
}

// start speaks for paper: an office that is closed cannot display anything. For a publication on the internet no
// obstacle is known, so it is a warning and not a block.
func (p Period) start(r Rule) (Warning, bool) {
	first, skipped := p.Calendar.NextWorkday(p.First)
	if r.Counting != DayCounts || len(skipped) == 0 {
		return Warning{}, false
	}
	text := fmt.Sprintf("Der Beginn am %s ist kein Werktag (%s). Unterlagen auf Papier sind erst am %s zugänglich.",
		p.First.German(), skipped[0].Text(), first.German())
	return Warning{StartNotWork, Warn, text, r.Norm, first}, true
}

func (p Period) end(r Rule) (Warning, bool) {
	last, skipped := p.Calendar.NextWorkday(p.Last)
	declares := r.Shifts || r.Bound == Maximum
	if !declares || len(skipped) == 0 {
		return Warning{}, false
	}
	text := fmt.Sprintf("Das Ende am %s ist kein Werktag (%s). Was bis zum Ablauf des %s eingeht, ist rechtzeitig.",
		p.Last.German(), skipped[0].Text(), last.German())
	return Warning{EndNotWork, Note, text, "§ 193 BGB", last}, true
}

func days(n int) string {
	if n == 1 {
		return "einen Tag"
	}
	return fmt.Sprintf("%d Tage", n)
}
