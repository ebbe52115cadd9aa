package course

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// WritePDF writes the course of a procedure as the staff see it, in A4; asOf is the instant that it shows. Equal arguments
// give equal bytes. Nothing is written unless the whole file could be made. Errors: those of tagged.Document.Write, or
// that of w.
func WritePDF(w io.Writer, a identity.Authority, v procedure.View, asOf time.Time) error {
	set, err := fonts.Load()
	if err != nil {
		return err
	}
	p := paper.New(set)
	p.Say(paper.Strong, a.Name)
	p.Gap(18)
	p.Say(paper.Title, "Verlauf des Verfahrens")
	p.Gap(6)
	p.Say(paper.Lead, v.Title)
	p.Gap(8)
	p.Rule()
	matter(p, v, asOf)
	for _, r := range v.Rounds {
		round(p, r)
	}
	for _, act := range v.Acts {
		one(p, v, act)
	}
	title := "Verlauf: " + v.ShortTitle
	file, err := p.Draw(paper.Meta{Title: title, Foot: title, At: asOf})
	if err != nil {
		return fmt.Errorf("PDF of course of %s: %w", v.Slug, err)
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("deliver course of %s: %w", v.Slug, err)
	}
	return nil
}

func matter(p *paper.Paper, v procedure.View, asOf time.Time) {
	fact(p, "Stand", period.DateAt(asOf).German())
	fact(p, "Gemeinde", v.Municipality.Name)
	fact(p, "Angelegt", period.DateAt(v.CreatedAt).German())
	fact(p, "Worum es geht", v.Summary)
	fact(p, "Gebiet", v.AreaText)
	fact(p, "Ansprechperson", v.ContactName)
	fact(p, "Bisher geführt in", v.ImportedFrom)
	fact(p, "Im Landesportal", v.PortalURL)
}

func round(p *paper.Paper, r procedure.Round) {
	p.Section(r.Title())
	fact(p, "Fassung", r.Version.Label+", Fassung vom "+r.Version.Dated.German())
	fact(p, "Zeitraum", r.Period.FirstDay.German()+" bis "+r.Period.LastDay.German())
	fact(p, "Grund der Dauer", r.Period.Cause)
	fact(p, "Was geändert ist", r.Scope)
	fact(p, "Wer gefragt ist", r.Circle)
	fact(p, "Erörterung", r.Discussion)
	fact(p, "Umweltthemen", strings.Join(r.Topics, ", "))
	if r.PublishedAt != nil {
		fact(p, "Freigegeben", period.DateAt(*r.PublishedAt).German())
	}
	if r.ClosedAt != nil {
		fact(p, "Beendet", period.DateAt(*r.ClosedAt).German())
	}
}

func one(p *paper.Paper, v procedure.View, a procedure.PastAct) {
	p.Section(a.On.German() + ": " + a.Title())
	by := a.RecordedBy
	if by == "" {
		by = "Betrieb"
	}
	fact(p, "Erfasst", period.DateAt(a.RecordedAt).German()+", "+by)
	for _, f := range v.FieldsOf(a) {
		if answer := a.Answers.Text(f.Key); answer != "" {
			fact(p, f.Label, f.Words(answer))
		}
	}
	for _, g := range a.Warnings {
		fact(p, "Warnung", strings.TrimSpace(g.Fact+" "+g.Norm))
	}
	fact(p, "Begründung dazu", a.Reason)
	fact(p, "Eintrag", fmt.Sprintf("Nr. %d im Register", a.LogIndex))
}

// fact prints what there is.
func fact(p *paper.Paper, name, value string) {
	if strings.TrimSpace(value) != "" {
		p.Fact(name, paper.Body, value)
	}
}
