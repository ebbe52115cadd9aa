package procedure_test

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// The acts of a script.

// today sets the clock; without a time it is noon.
func (s *scene) today(a arguments) (string, error) {
	at := "12:00:00"
	if len(a.plain) > 1 {
		at = a.plain[1]
	}
	s.town.Clock.Set(proceduretest.Instant(s.tb, a.plain[0]+" "+at))
	return "", nil
}

var (
	planKinds = map[string]procedure.PlanKind{"": procedure.BPlan, "bebauungsplan": procedure.BPlan, "flächennutzungsplan": procedure.FNP,
		"klarstellungssatzung": procedure.Klarstellung, "entwicklungssatzung": procedure.Entwicklung, "ergänzungssatzung": procedure.Ergaenzungssatzung,
		"außenbereichssatzung": procedure.Aussenbereich, "veränderungssperre": procedure.Veraenderungssperre, "anhörung": procedure.Anhoerung}
	regimes = map[string]procedure.Regime{"regelverfahren": procedure.Regular, "vereinfacht": procedure.Simplified,
		"beschleunigt": procedure.Accelerated, "13b": procedure.Outskirts}
	purposes = map[string]procedure.Purpose{"": procedure.Aufstellung, "aufstellung": procedure.Aufstellung, "änderung": procedure.Aenderung,
		"ergänzung": procedure.Ergaenzung, "aufhebung": procedure.Aufhebung}
)

// describe reads what kind of procedure it is. Every further one in a script has an address of its own.
func (s *scene) describe(a arguments) error {
	kind, ok := planKinds[a.named["plan"]]
	if !ok {
		return fmt.Errorf("plan %q", a.named["plan"])
	}
	s.new.Kind, s.new.Purpose = kind, purposes[a.named["zweck"]]
	s.new.Regime = regimes[a.named["verfahren"]]
	if known := procedure.RegimesOf(kind); s.new.Regime == "" {
		s.new.Regime = known[0]
	}
	s.new.ProjectBased, s.new.ImportedFrom, s.new.Links = a.named["vorhaben"] == "ja", a.named["übernommen"], nil
	if name := a.named["sichert"]; name != "" {
		s.new.Links = []procedure.NewLink{{Kind: procedure.Secures, Other: s.plans[name].ID}}
	}
	if name := a.named["parallel"]; name != "" {
		s.new.Links = []procedure.NewLink{{Kind: procedure.Parallel, Other: s.plans[name].ID}}
	}
	if n := len(s.plans); n > 0 {
		s.new.Slug, s.new.Prefix = fmt.Sprintf("verfahren-%d", n+1), fmt.Sprintf("V%d", n+10)
	}
	return nil
}

func (s *scene) create(a arguments, begin *procedure.Move) (string, error) {
	if err := s.describe(a); err != nil {
		return "", err
	}
	s.new.Begin = begin
	ref, err := s.town.Procedures.Create(s.tb.Context(), s.town.Planner, s.town.Authority.ID, s.new)
	var id procedure.TransitionID
	if begin != nil {
		id = begin.Transition
	}
	s.seen.note(id, err)
	if err != nil {
		return "", err
	}
	s.ref = ref
	name := a.named["name"]
	if name == "" {
		name = ref.Slug
	}
	s.plans[name] = ref
	return "", nil
}

var aboutProcedure = []string{"plan", "verfahren", "zweck", "vorhaben", "übernommen", "sichert", "parallel", "name", "grund"}

// enter enters a procedure as a draft; with a name of one that is there, it turns to that one.
func (s *scene) enter(a arguments) (string, error) {
	if ref, ok := s.plans[a.named["name"]]; ok && a.named["name"] != "" {
		s.ref = ref
		return "", nil
	}
	return s.create(a, nil)
}

// initiate enters a procedure and begins it by the decision of the council on the day (T1).
func (s *scene) initiate(a arguments) (string, error) {
	answers := a.answers(aboutProcedure...)
	answers["am"] = a.plain[0]
	if answers["organ"] == "" {
		answers["organ"] = "Rat"
	}
	return s.create(a, &procedure.Move{Transition: "T1", Answers: answers, Reason: a.named["grund"]})
}

// guests switches the form for people who do not log in.
func (s *scene) guests(a arguments) (string, error) {
	return "", s.town.Procedures.SetGuests(s.tb.Context(), s.town.Planner, s.ref, a.plain[0] == "an")
}

func (s *scene) link(a arguments) (string, error) {
	kind := map[string]procedure.LinkKind{"parallel": procedure.Parallel, "sichert": procedure.Secures}[a.plain[0]]
	return "", s.town.Procedures.Link(s.tb.Context(), s.town.Planner, s.ref, procedure.NewLink{Kind: kind, Other: s.plans[a.plain[1]].ID})
}

// perform does what a row of the table says.
func (s *scene) perform(a arguments) (string, error) {
	id := procedure.TransitionID(a.plain[0])
	m := procedure.Move{Transition: id, Answers: a.answers("grund", "recht"), Reason: a.named["grund"], RuleSet: a.named["recht"]}
	if id == "T4" || id == "T5w" {
		m.Round = &s.round
	}
	_, err := s.town.Procedures.Perform(s.tb.Context(), s.town.Planner, s.ref, m)
	s.seen.note(id, err)
	return "", err
}

var rounds = map[string]procedure.RoundKind{"frühzeitig": procedure.EarlyRound, "veröffentlichung": procedure.PublicationRound,
	"erneut": procedure.RepeatedRound, "betroffene": procedure.AffectedPublicRound, "anhörung": procedure.HearingRound,
	"behörden-frühzeitig": procedure.EarlyBodiesRound, "behörden": procedure.BodiesRound, "behörden-erneut": procedure.RepeatedBodiesRound,
	"behörden-vereinfacht": procedure.BodiesSimplified}

func (s *scene) planRound(a arguments) (string, error) {
	n := procedure.NewRound{Kind: rounds[a.plain[0]], VersionLabel: "Entwurf", VersionDated: s.day(a.named["von"]).AddDays(-30),
		FirstDay: s.day(a.named["von"]), LastDay: s.day(a.named["bis"]), Cause: a.named["grund"], Scope: a.named["änderung"],
		Circle: a.named["kreis"], Discussion: a.named["erörterung"], CrossBorder: a.named["grenze"] == "ja", RuleSet: a.named["recht"]}
	if topics := a.named["umwelt"]; topics != "" {
		n.Topics = strings.Split(topics, ",")
	}
	round, err := s.town.Procedures.PlanRound(s.tb.Context(), s.town.Planner, s.ref, n)
	s.seen.note("", err)
	if err == nil {
		s.round = round
	}
	return "", err
}

// turnTo makes the latest round of a kind the one that the following lines are about.
func (s *scene) turnTo(a arguments) (string, error) {
	for _, r := range s.town.View(s.tb, s.ref).Rounds {
		if r.Kind == rounds[a.plain[0]] {
			s.round = r.ID
		}
	}
	return "", nil
}

var documentRoles = map[string]procedure.DocumentRole{"": procedure.RoleOther, "plan": procedure.RolePlan, "begründung": procedure.RoleReasons,
	"begründung+umweltbericht": procedure.RoleReasonsBoth, "umweltbericht": procedure.RoleEnvironment, "stellungnahme": procedure.RoleStatement,
	"gutachten": procedure.RoleReport}

func (s *scene) addDocument(a arguments) (string, error) {
	_, err := s.town.Procedures.AddDocument(s.tb.Context(), s.town.Planner, s.ref, s.round, procedure.NewDocument{
		Role: documentRoles[a.named["rolle"]], Anonymised: a.named["geschwärzt"] != "nein", Title: a.plain[0], FileName: a.plain[0]},
		strings.NewReader("%PDF-1.7"))
	return "", err
}

// draft lays out plan and reasons for the round that is being prepared, and lets the committee approve them on the day.
func (s *scene) draft(a arguments) (string, error) {
	for _, title := range []string{"Planzeichnung rolle=plan", "Begründung rolle=begründung+umweltbericht"} {
		name, role, _ := strings.Cut(title, " rolle=")
		if _, err := s.addDocument(arguments{plain: []string{name}, named: map[string]string{"rolle": role}}); err != nil {
			return "", err
		}
	}
	return s.perform(arguments{plain: []string{"T4"}, named: map[string]string{"am": period.DateAt(s.town.Clock.Now()).String(), "organ": "Bauausschuss", "umwelt_keine": "ja",
		"grund": "Die frühen Schritte sind in der Akte begründet."}})
}

// wholeRound leads a round of the public from its planning to its end: approved 15 days before, announced 9 days before.
func (s *scene) wholeRound(a arguments) (string, error) {
	first := s.day(a.named["von"])
	at := func(days int) { s.notBefore(first.AddDays(days)) }
	at(-20)
	kind := "veröffentlichung"
	if len(a.plain) > 0 {
		kind = a.plain[0]
	}
	a.plain = []string{kind}
	if a.named["umwelt"] == "" {
		a.named["umwelt"] = "Lärm,Boden"
	}
	if _, err := s.planRound(a); err != nil {
		return "", err
	}
	at(-15)
	if _, err := s.draft(arguments{plain: []string{first.AddDays(-15).String()}}); err != nil {
		return "", err
	}
	at(-9)
	if _, err := s.announce(arguments{named: map[string]string{"wirksam": first.AddDays(-9).String()}}); err != nil {
		return "", err
	}
	at(-1)
	if _, err := s.publish(arguments{named: map[string]string{}}); err != nil {
		return "", err
	}
	return s.endRound()
}

// notBefore moves the clock forward to noon of the day; it never goes back.
func (s *scene) notBefore(d period.Date) {
	if noon := d.StartOfDay().Add(12 * time.Hour); s.town.Clock.Now().Before(noon) {
		s.town.Clock.Set(noon)
	}
}

// endRound waits until the period of the round is over and closes it.
func (s *scene) endRound() (string, error) {
	for _, r := range s.town.View(s.tb, s.ref).Rounds {
		if r.ID == s.round {
			s.town.Clock.Set(r.Period.ClosesAt)
		}
	}
	return s.closeRound(arguments{named: map[string]string{}})
}

// wholeBodies asks 14 public bodies and waits for the end of their period.
func (s *scene) wholeBodies(a arguments) (string, error) {
	if _, err := s.bodies(arguments{named: map[string]string{"anzahl": "14", "umfang": "ja"}}); err != nil {
		return "", err
	}
	kind := "behörden"
	if len(a.plain) > 0 {
		kind = a.plain[0]
	}
	first := s.day(a.named["von"])
	s.notBefore(first.AddDays(-1))
	if _, err := s.planRound(arguments{plain: []string{kind}, named: map[string]string{"von": a.named["von"], "bis": a.named["bis"], "grund": "Übliche Zeit"}}); err != nil {
		return "", err
	}
	if _, err := s.addDocument(arguments{plain: []string{"Übersicht"}, named: map[string]string{}}); err != nil {
		return "", err
	}
	if _, err := s.publish(arguments{named: map[string]string{}}); err != nil {
		return "", err
	}
	return s.endRound()
}

func (s *scene) announce(a arguments) (string, error) {
	v, err := s.town.Procedures.Staff(s.tb.Context(), s.town.Planner, s.ref)
	if err != nil {
		return "", err
	}
	medium := "Auenbrücker Anzeiger"
	if m := a.named["medium"]; m != "" {
		medium = m
	}
	authority := s.town.Authority
	if a.named["anschrift"] == "fehlt" {
		authority.Street = ""
	}
	err = s.town.Procedures.RecordAnnouncement(s.tb.Context(), s.town.Planner, s.ref, procedure.AnnouncementFacts{Authority: authority,
		Procedure: v.Procedure, Round: *v.Round, Address: "https://" + proceduretest.Host + "/verfahren/" + s.ref.Slug, RegisterID: s.town.Signer.VerifierKey()},
		procedure.NewAnnouncement{Medium: medium, Issue: "Nr. 21", EffectiveOn: s.day(a.named["wirksam"]), Reason: a.named["grund"]})
	s.seen.note("T5", err)
	return "", err
}

func (s *scene) publish(a arguments) (string, error) {
	row := map[procedure.RoundKind]procedure.TransitionID{procedure.EarlyRound: "T2", procedure.PublicationRound: "T6", procedure.RepeatedRound: "T6",
		procedure.AffectedPublicRound: "T6a", procedure.HearingRound: "T6h", procedure.EarlyBodiesRound: "T3", procedure.BodiesRound: "T7",
		procedure.RepeatedBodiesRound: "T7", procedure.BodiesSimplified: "T7"}
	v := s.town.View(s.tb, s.ref)
	err := s.town.Procedures.Publish(s.tb.Context(), s.town.Planner, s.ref, s.round, procedure.Move{Reason: a.named["grund"], Answers: a.answers("grund")})
	for _, r := range v.Rounds {
		if r.ID == s.round {
			s.seen.note(row[r.Kind], err)
		}
	}
	return "", err
}

func (s *scene) extend(a arguments) (string, error) {
	err := s.town.Procedures.Extend(s.tb.Context(), s.town.Planner, s.ref, s.round, procedure.Extension{LastDay: s.day(a.named["bis"]), Cause: a.named["grund"],
		Text: "Die Frist wird verlängert.", Notice: procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 24", EffectiveOn: s.day(a.named["wirksam"])}})
	s.seen.note("T8e", err)
	return "", err
}

func (s *scene) closeRound(a arguments) (string, error) {
	err := s.town.Procedures.CloseRound(s.tb.Context(), s.town.Planner, s.ref, s.round, procedure.Move{Reason: a.named["grund"]})
	s.seen.note("T8", err)
	return "", err
}

// table freezes a table as the weighing room does: its facts are those of the script.
func (s *scene) table(arguments) (string, error) {
	err := s.town.Tenancy.Write(s.tb.Context(), s.town.Authority.ID, func(tx identity.Tx) error {
		w := procedure.WeighingFacts{}
		if s.weight != nil {
			w = *s.weight
		}
		_, err := procedure.RecordTable(s.tb.Context(), tx, s.town.Planner, s.ref.ID, w, procedure.Event{Kind: procedure.EventTable, Detail: "Tabelle Nr. 1"})
		return err
	})
	s.seen.note("T9", err)
	return "", err
}

func (s *scene) adopt(a arguments) (string, error) {
	d := procedure.Adoption{On: s.day(a.plain[0]), Body: "Rat", Deciding: "Rat", Yes: 31, No: 5}
	if body := a.named["gremium"]; body != "" {
		d.Body = body
	}
	if a.named["ja"] != "" {
		d.Yes, d.No = s.number(a.named["ja"]), s.number(a.named["nein"])
	}
	err := s.town.Tenancy.Write(s.tb.Context(), s.town.Authority.ID, func(tx identity.Tx) error {
		return procedure.Adopt(s.tb.Context(), tx, s.town.Planner, s.ref.ID, d)
	})
	s.seen.note("T11", err)
	return "", err
}

// bodies says what the room of the public bodies knows of the rounds of a kind.
func (s *scene) bodies(a arguments) (string, error) {
	n := s.number(a.named["anzahl"])
	for _, kind := range []procedure.RoundKind{procedure.EarlyBodiesRound, procedure.BodiesRound, procedure.RepeatedBodiesRound, procedure.BodiesSimplified} {
		s.facts[kind] = &procedure.Invited{Bodies: n, Electronic: n, Scope: a.named["umfang"] == "ja"}
		if last := a.named["bis"]; last != "" {
			on := s.day(last)
			s.facts[kind].LastDue = &on
		}
	}
	return "", nil
}

// outage says what the availability record found: nothing, a short, or a long time without documents.
func (s *scene) outage(a arguments) (string, error) {
	severity, ok := map[string]procedure.Severity{"kurz": procedure.Note, "merklich": procedure.Warning, "lang": procedure.Block}[a.plain[0]]
	if s.down = nil; ok {
		s.down = &procedure.OutageFacts{Severity: severity, Open: severity == procedure.Block,
			Fact: "Die Unterlagen waren zeitweise nicht erreichbar.", Norm: "OVG NI, 16.11.2023, 1 KN 91/21"}
	}
	return "", nil
}

func (s *scene) weigh(a arguments) (string, error) {
	s.weight = &procedure.WeighingFacts{Statements: s.number(a.named["eingegangen"]), Unanswered: s.number(a.named["offen"]),
		LateOpen: s.number(a.named["verspätet"])}
	s.filers = s.number(a.named["personen"])
	return "", nil
}

func (s *scene) number(text string) int {
	s.tb.Helper()
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		s.tb.Fatal(err)
	}
	return n
}
