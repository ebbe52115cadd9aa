package availability

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/einwand/einwand/procedure"
)

// WayOut is what the authority can still do.
type WayOut string

// The ways out. While the period runs it can be extended: the new one counts from the end of the old (§ 190 BGB), and is
// announced before it. Afterwards only a new round heals, § 3 Abs. 2 BauGB.
const (
	ExtendPeriod WayOut = "extend"
	RepeatRound  WayOut = "repeat"
)

// Sentence is one German sentence with the norm or the court behind it.
type Sentence struct{ Text, Norm string }

// Judgement is what follows from a record.
type Judgement struct {
	Severity procedure.Severity // Block: until somebody has decided
	Result   Sentence
	Reasons  []Sentence
	Ways     []WayOut // empty where nothing has to be done
}

const (
	normAccess  = "§ 3 Abs. 2 S. 1 BauGB; OVG Niedersachsen, 16.11.2023, 1 KN 91/21"
	normMinimum = "§ 3 Abs. 2 S. 1 BauGB; wie bei der Auslegung auf Papier: zusammen ein Monat Zugang"
	normExtend  = "§ 3 Abs. 2 BauGB, § 190 BGB"
	normRepeat  = "§ 3 Abs. 2, §§ 214, 215 BauGB"
	normEarly   = "§ 3 Abs. 1 BauGB; ein Fehler bleibt unbeachtlich (§ 214 Abs. 1 S. 1 Nr. 2 BauGB)"
	normProof   = "kein Nachweis für diese Zeit"
)

// Judge says what the outages of a round mean for the plan, and what can be done. What is not observed is never worse than a
// note: nobody knows that anything was down.
func Judge(r Record) Judgement {
	j := Judgement{Severity: procedure.Satisfied}
	switch {
	case len(r.Outages) > 0:
		j = judgeOutages(r)
	case r.Checks == 0:
		j.Severity = procedure.Note
		j.Result = Sentence{"Für diesen Durchgang gibt es noch keine Prüfung der Unterlagen.", normProof}
	default:
		j.Result = Sentence{"Bei allen " + count(r.Checks, "Prüfung", "Prüfungen") + " waren die Unterlagen abrufbar.", normAccess}
	}
	if r.Unseen > 0 && r.Checks > 0 {
		if j.Severity == procedure.Satisfied {
			j.Severity = procedure.Note
		}
		j.Reasons = append(j.Reasons, Sentence{"Nicht beobachtet: " + Duration(r.Unseen) + ". Ob die Unterlagen in dieser Zeit abrufbar waren, ist nicht bekannt.", normProof})
	}
	return j
}

func judgeOutages(r Record) Judgement {
	rest := r.Length() - r.Total
	small, covered, passing := r.Share() <= harmlessShare, rest >= r.minimum(), r.Total <= brief
	j := Judgement{Severity: procedure.Warning}
	switch {
	case r.Round.Kind == procedure.EarlyRound, passing, small && covered:
		j.Severity = procedure.Note
	case r.Share() > gravest, !small && !covered:
		j.Severity = procedure.Block
	}
	j.Result = Sentence{fmt.Sprintf("%s, zusammen höchstens %s: %s der Frist.", count(len(r.Outages), "Ausfall", "Ausfälle"), Duration(r.Total), percent(r.Share())), normAccess}
	j.Reasons = reasons(r, small, covered, passing)
	if j.Severity == procedure.Note {
		return j
	}
	if r.Running() {
		j.Ways = []WayOut{ExtendPeriod}
		j.Reasons = append(j.Reasons, Sentence{fmt.Sprintf("Die Frist läuft noch. Verlängern Sie sie vor ihrem Ende um mindestens %s und machen Sie das bekannt.", count(lostDays(r), "Tag", "Tage")), normExtend})
	} else {
		j.Ways = []WayOut{RepeatRound}
		j.Reasons = append(j.Reasons, Sentence{"Die Frist ist vorbei und lässt sich nicht mehr verlängern. Sicher ist nur, den Durchgang mit einer neuen Frist zu wiederholen.", normRepeat})
	}
	return j
}

func reasons(r Record, small, covered, passing bool) (list []Sentence) {
	if r.Round.Kind == procedure.EarlyRound {
		return []Sentence{{"Die frühzeitige Beteiligung kennt keine Mindestdauer.", normEarly}}
	}
	switch {
	case passing:
		list = append(list, Sentence{"Das ist eine vorübergehende Störung.", normAccess})
	case small:
		list = append(list, Sentence{"Der Anteil ist nicht größer als in dem Fall, den ein Gericht für unschädlich hielt: drei Tage bei sechs Wochen.", normAccess})
	case r.Share() > gravest:
		list = append(list, Sentence{"Der Zugang war auf das Ganze gesehen nicht mehr gegeben.", normAccess})
	default:
		list = append(list, Sentence{"Der Anteil ist größer als in dem Fall, den ein Gericht für unschädlich hielt: drei Tage bei sechs Wochen.", normAccess})
	}
	if covered {
		return append(list, Sentence{"Ohne die Ausfälle bleibt noch die ganze Mindestdauer.", normMinimum})
	}
	return append(list, Sentence{"Ohne die Ausfälle bleibt weniger als die Mindestdauer.", normMinimum})
}

// lostDays is what an extension must give back: every day that was broken counts whole.
func lostDays(r Record) int {
	return max(r.BrokenDays, int(math.Ceil(r.Total.Hours()/24)))
}

// Guard is the judgement as a condition of ending the round. Once somebody has decided, it is a note with the reason.
func (j Judgement) Guard(review *Entry) procedure.Guard {
	g := procedure.Guard{Severity: j.Severity, Fact: j.Result.Text, Norm: j.Result.Norm, Remedy: procedure.RemedyOutages}
	if review != nil && (j.Severity == procedure.Block || j.Severity == procedure.Warning) {
		g.Severity, g.Fact = procedure.Note, g.Fact+" Geprüft: "+review.Text
	}
	if g.Severity == procedure.Satisfied {
		g.Remedy = procedure.RemedyNone
	}
	return g
}

// Duration says how long something took, in the two largest units: "3 Tage 4 Stunden", "25 Minuten".
func Duration(d time.Duration) string {
	d = d.Round(time.Minute)
	if d < time.Minute {
		return "weniger als 1 Minute"
	}
	days, hours, minutes := int(d/(24*time.Hour)), int(d/time.Hour)%24, int(d/time.Minute)%60
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{{days, "Tag", "Tage"}, {hours, "Stunde", "Stunden"}, {minutes, "Minute", "Minuten"}} {
		if p.n > 0 && len(parts) < 2 {
			parts = append(parts, count(p.n, p.one, p.many))
		}
	}
	return strings.Join(parts, " ")
}

// percent rounds up, so that an outage is never nothing.
func percent(share float64) string {
	return strings.Replace(strconv.FormatFloat(math.Ceil(share*1000)/10, 'f', 1, 64), ".", ",", 1) + " %"
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
