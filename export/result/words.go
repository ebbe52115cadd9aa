package result

import (
	"fmt"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// legal says what this paper is. The examination is part of the decision about the plan, so there is nothing to appeal against here.
const legal = "Dieses Schreiben teilt Ihnen das Ergebnis der Prüfung mit. Es ist kein Bescheid."

var months = [...]string{"", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}

func day(d period.Date) string { return fmt.Sprintf("%d.\u00a0%s %d", d.Day, months[d.Month], d.Year) }

func (n Notice) title() string {
	if len(n.Statements) == 1 {
		return "Ergebnis der Prüfung Ihrer Stellungnahme"
	}
	return "Ergebnis der Prüfung Ihrer Stellungnahmen"
}

func (n Notice) numbers() string {
	list := make([]string, len(n.Statements))
	for i, s := range n.Statements {
		list[i] = s.Label
	}
	return strings.Join(list, ", ")
}

func (n Notice) foot() string { return "Ergebnis zu " + n.numbers() }

// office is where the town is, on one line.
func (n Notice) office() string {
	return joined(", ", n.Authority.Office, n.Authority.Street, n.town())
}

func (n Notice) town() string { return joined(" ", n.Authority.PostalCode, n.Authority.City) }

// joined leaves out what is missing.
func joined(between string, parts ...string) string {
	var list []string
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return strings.Join(list, between)
}

// head is what stands before the subject of a letter.
func (l Letter) head() paper.Letterhead {
	a := l.Authority
	h := paper.Letterhead{Name: a.Name, Office: l.office(), To: l.To, Foot: l.foot(), Sender: joined(" · ", a.Name, a.Street, l.town())}
	for _, line := range []string{joined(" ", prefixed("Auskunft:", l.Answers)), prefixed("Telefon:", orElse(l.Phone, a.Phone)), prefixed("E-Mail:", a.Mail),
		"Ihre Nummer: " + l.numbers(), "Datum: " + day(period.DateAt(l.At))} {
		if line != "" {
			h.Info = append(h.Info, line)
		}
	}
	return h
}

func prefixed(label, value string) string {
	if value == "" {
		return ""
	}
	return label + " " + value
}

// intro says what this is about. The duty to tell is that of § 3 Abs. 2; for what the law only asks early, or of public
// bodies, no paragraph is named.
func intro(s Statement) string {
	words := "Ihre Stellungnahme ist geprüft, und es ist darüber entschieden. Zu jedem Punkt steht hier, was beschlossen wurde und warum"
	if s.Result.Points[0].Group == weighing.GroupPublic && strings.Contains(s.Result.Head.Step, "§ 3 Abs. 2") {
		words += " (§\u00a03 Absatz 2 Satz 6 Baugesetzbuch)"
	}
	return words + "."
}

func received(s Statement) string {
	words := day(period.DateAt(s.ReceivedAt))
	if !s.Timely {
		words += ", nach Ende der Frist"
	}
	return words
}

// decided is a decision on one line: "Rat, Sitzung am 10. Dezember 2026, TOP 7".
func decided(d weighing.Resolution) string {
	return joined(", ", d.Body, "Sitzung am "+day(period.DateOfUTC(d.MeetingOn)), d.AgendaItem)
}

// basis names table and decisions, so that everybody can find the rows again.
func basis(r weighing.Result) string {
	words := fmt.Sprintf("Abwägungstabelle Nr. %d", r.Head.Number)
	for _, d := range r.Decisions() {
		words += fmt.Sprintf(", Beschluss Nr. %d", d.Number)
	}
	if len(r.Head.Hash) >= 8 {
		words += "\nPrüfsumme der Tabelle: " + r.Head.Hash[:4] + " " + r.Head.Hash[4:8] + " …"
	}
	return words
}

func pointTitle(pt weighing.ResultPoint) string {
	if pt.Topic == "" {
		return "Punkt " + pt.Number
	}
	return "Punkt " + pt.Number + ": " + pt.Topic
}

// Verdict is what was decided on a point, in short.
type Verdict struct{ Point, Outcome string }

// Verdicts are those of a statement, without points on which there was nothing to decide. Errors: those of edition.CodeText.
func Verdicts(r weighing.Result) ([]Verdict, error) {
	var list []Verdict
	for _, pt := range r.Points {
		if pt.Moot() {
			continue
		}
		words, err := outcome(pt)
		if err != nil {
			return nil, fmt.Errorf("point %s: %w", pt.Number, err)
		}
		list = append(list, Verdict{pointTitle(pt), words})
	}
	return list, nil
}

// outcome is the decision on a point, in the words of the files.
func outcome(pt weighing.ResultPoint) (string, error) {
	switch pt.Outcome.Kind {
	case weighing.AsProposed, weighing.Deviating:
		return edition.CodeTextUnder(pt.Outcome.Code, pt.LateNorm())
	case weighing.Postponed, "":
		return "Vertagt: Darüber ist noch nicht entschieden.", nil
	}
	return "", fmt.Errorf("outcome %q: %w", pt.Outcome.Kind, edition.ErrUnknown)
}

func examined(e weighing.Examined) string {
	return "Geprüft nach " + strings.NewReplacer("§ ", "§\u00a0", "Abs. ", "Abs.\u00a0").Replace(e.Norm) + ": " + edition.Finding(e) + "."
}

// next is what comes now.
func (n Notice) next() []string {
	open := 0
	for _, s := range n.Statements {
		open += s.Result.Open()
	}
	var list []string
	switch {
	case open == 1:
		list = append(list, "Ein Punkt ist vertagt. Ist darüber entschieden, teilen wir Ihnen auch dieses Ergebnis mit.")
	case open > 1:
		list = append(list, fmt.Sprintf("%d Punkte sind vertagt. Ist darüber entschieden, teilen wir Ihnen auch dieses Ergebnis mit.", open))
	}
	if n.Page != "" {
		list = append(list, "Die ganze Tabelle, ohne Namen, und den Stand des Verfahrens finden Sie unter "+n.Page+".")
	}
	ask := joined(", ", n.Answers, prefixed("Telefon", orElse(n.Phone, n.Authority.Phone)), n.Authority.Mail)
	if ask != "" {
		list = append(list, "Fragen beantwortet: "+ask+". Bitte nennen Sie die Nummer "+n.numbers()+".")
	}
	return list
}

func orElse(s, otherwise string) string {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return s
}
