package seed

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

var greetings = []string{"Sehr geehrte Damen und Herren,", "Guten Tag,", "An die Stadtplanung:", ""}

var closings = []string{"Mit freundlichen Grüßen", "Ich bitte um Berücksichtigung.", "Für Rückfragen stehe ich gern zur Verfügung.", ""}

// letter composes a text from one to four voices on different topics.
func (c *crowd) letter(topics []topic) string {
	parts := []string{pick(c.rng, greetings)}
	for _, i := range c.rng.Perm(len(topics))[:1+c.rng.IntN(min(4, len(topics)))] {
		parts = append(parts, pick(c.rng, topics[i].voices))
	}
	parts = append(parts, pick(c.rng, closings))
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n")
}

// fileOnline lets a resident file through the portal, exactly as the pages do.
func (t *Town) fileOnline(ctx context.Context, ref procedure.Ref, subject string, r resident, means identity.Means, text string) error {
	actor, err := t.signIn(ctx, subject, r, means)
	if err != nil {
		return err
	}
	draft, err := t.statements.Open(ctx, actor, ref)
	if err != nil {
		return err
	}
	browser := strings.ReplaceAll(text, "\n", "\r\n") // as a form sends it
	if draft, err = t.statements.SaveText(ctx, actor, ref, draft.Version, []byte(browser), statement.Reference{Kind: statement.ToPlan}); err != nil {
		return err
	}
	_, err = t.statements.File(ctx, actor, ref, draft.ID, t.now)
	return err
}

// record lets the staff enter what came by another way, some hours after it was received.
func (t *Town) record(ctx context.Context, ref procedure.Ref, channel statement.Channel, evidence string, received time.Time, list ...statement.Contribution) ([]statement.Statement, error) {
	key, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	return t.statements.RecordIntake(ctx, t.planner, ref, statement.NewIntake{Channel: channel, ReceivedAt: received, Evidence: evidence, Key: key, Contributions: list})
}

func byResident(r resident, text string) statement.Contribution {
	return statement.Contribution{Kind: statement.Person, Text: []byte(text),
		Contact: statement.Contact{Name: r.name(), Street: r.street, PostalCode: "59999", City: "Auenbrück", ReplyBy: "post", ActingFor: "self"}}
}

// byHousehold is a letter that two have signed, as many on paper are.
func byHousehold(r resident, text string) statement.Contribution {
	c := byResident(r, text)
	c.Contact.ActingFor = statement.ForGroup
	c.Contact.Authors = []statement.Author{{Name: "Frieda " + r.surname, Street: r.street, PostalCode: c.Contact.PostalCode, City: c.Contact.City}}
	return c
}

func byBody(tp topic) statement.Contribution {
	return statement.Contribution{Kind: statement.Body, OfficialName: tp.name, Text: []byte(tp.voices[0]),
		Contact: statement.Contact{Name: tp.name, ReplyBy: "post", ActingFor: "self"}}
}

// ways spreads statements over the channels as town halls report it: most come online or by mail, some on paper.
var ways = []struct {
	channel  statement.Channel
	evidence string
}{
	{statement.Online, ""}, {statement.Online, ""}, {statement.Online, ""}, {statement.Online, ""},
	{statement.Email, "Kopfzeile der E-Mail"}, {statement.Email, "Kopfzeile der E-Mail"},
	{statement.Letter, "Eingangsstempel der Poststelle"}, {statement.Niederschrift, "Niederschrift im Rathaus, Zimmer 214"}, {statement.Fax, "Sendeprotokoll des Faxgeräts"},
}

// speak files one statement by the way that is its turn. The story's clock stands at the time of receipt; what is not
// online is recorded two hours later. Nothing is received after until: where the town hall does not open before it, a
// letter comes as a mail, and is recorded at once.
func (t *Town) speak(ctx context.Context, ref procedure.Ref, c *crowd, i int, until time.Time, text string) error {
	way := ways[i%len(ways)]
	r := c.next()
	if way.channel == statement.Online {
		means := identity.MeansEID
		if i%3 == 0 {
			means = identity.MeansElster
		}
		return t.fileOnline(ctx, ref, fmt.Sprintf("demo-%s-%d", ref.Slug, i), r, means, text)
	}
	if opens := inOfficeHours(t.now); opens.After(until) {
		way.channel, way.evidence = statement.Email, "Kopfzeile der E-Mail"
	} else if way.channel != statement.Email {
		t.now = opens
	}
	received := t.now
	if t.now = received.Add(2 * time.Hour); t.now.After(until) {
		t.now = received.Add(time.Minute)
	}
	voice := byResident(r, text)
	if way.channel == statement.Letter {
		voice = byHousehold(r, text)
	}
	_, err := t.record(ctx, ref, way.channel, way.evidence, received, voice)
	return err
}

// inOfficeHours moves a time forward to when the town hall is open: from 8:30 on, Monday to Friday.
func inOfficeHours(t time.Time) time.Time {
	d := period.DateAt(t)
	opens := d.StartOfDay().Add(8*time.Hour + 30*time.Minute)
	if t.Before(opens) {
		t = opens.Add(time.Duration(t.Minute()) * time.Minute)
	} else if t.After(opens.Add(4 * time.Hour)) {
		d = d.AddDays(1)
		t = d.StartOfDay().Add(8*time.Hour + 30*time.Minute + time.Duration(t.Minute())*time.Minute)
	}
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d, t = d.AddDays(1), t.AddDate(0, 0, 1)
	}
	return t
}
