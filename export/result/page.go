package result

import (
	"fmt"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/weighing"
)

// page is a notice as it is set, alone or in a letter.
type page struct{ *paper.Paper }

// head names the town and what this is, for the PDF without an address.
func (p *page) head(n Notice) {
	a := n.Authority
	p.Say(paper.Strong, a.Name)
	if lines := n.office(); lines != "" {
		p.Say(paper.Small, lines)
	}
	p.Gap(18)
	p.Say(paper.Title, n.title())
	p.Gap(8)
}

func (p *page) notice(n Notice) error {
	for i, s := range n.Statements {
		if i > 0 {
			p.Gap(16)
			p.Rule()
		}
		if err := p.statement(s); err != nil {
			return err
		}
	}
	p.on(n)
	return nil
}

func (p *page) statement(s Statement) error {
	p.Say(paper.Body, intro(s))
	p.Gap(8)
	p.Fact("Verfahren", paper.Body, s.Result.Head.Plan)
	p.Fact("Fassung", paper.Body, s.Result.Head.PlanVersion)
	p.Fact("Ihre Stellungnahme", paper.Strong, s.Label)
	p.Fact("Eingegangen am", paper.Body, received(s))
	for _, d := range s.Result.Decisions() {
		p.Fact("Entschieden", paper.Body, decided(d))
	}
	p.Fact("Grundlage", paper.Body, basis(s.Result))
	var moot []weighing.ResultPoint
	for _, pt := range s.Result.Points {
		if pt.Moot() {
			moot = append(moot, pt)
			continue
		}
		if err := p.point(pt); err != nil {
			return err
		}
	}
	p.moot(moot)
	return nil
}

// point says of one argument what was decided and why.
func (p *page) point(pt weighing.ResultPoint) error {
	p.Section(pointTitle(pt))
	p.Fact("Ihr Punkt", paper.Body, orElse(pt.Wording, edition.NoWording))
	if pt.Reference != "" {
		p.Fact("Bezug", paper.Body, pt.Reference)
	}
	if pt.Examined != nil {
		p.Fact("Verspätung", paper.Body, examined(*pt.Examined))
	}
	words, err := outcome(pt)
	if err != nil {
		return fmt.Errorf("point %s: %w", pt.Number, err)
	}
	p.Fact("Beschluss", paper.Strong, words)
	switch pt.Outcome.Kind {
	case weighing.AsProposed:
		if pt.Reasoning != "" {
			p.Fact("Begründung", paper.Body, pt.Reasoning)
		}
		p.Fact("Änderung am Plan", paper.Body, orElse(pt.PlanChange, edition.NoChange))
	case weighing.Deviating:
		p.More(paper.Body, pt.Outcome.Text)
	}
	return nil
}

// moot lists what is no argument or could not be weighed, with the reason on record.
func (p *page) moot(list []weighing.ResultPoint) {
	if len(list) == 0 {
		return
	}
	p.Section("Dazu war nichts zu beschließen")
	for _, pt := range list {
		p.Fact(pt.Number, paper.Body, orElse(pt.Wording, edition.NoWording))
		p.More(paper.Small, "Grund: "+pt.Excused)
	}
}

// on says what comes next, and where everything can be read.
func (p *page) on(n Notice) {
	p.Section("Wie es weitergeht")
	for i, words := range n.next() {
		p.Numbered(i+1, words)
	}
	p.Gap(6)
	p.Say(paper.Small, legal)
}
