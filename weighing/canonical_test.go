package weighing

import (
	"encoding/hex"
	"testing"
	"time"

	"github.com/google/uuid"
)

// TestHashesDependOnEveryField: no field of a row, a table or a decision can be changed without changing the hash.
func TestHashesDependOnEveryField(t *testing.T) {
	segment, released := uuid.New(), "Zu hoch."
	row := func() frozenRow {
		return frozenRow{Salt: []byte("salt"), Position: 1, Statement: segment, Segment: &segment, Released: &released,
			RowCommon: RowCommon{ID: segment, Received: after}}
	}
	seen := map[string]string{string(hashRow(row())): "nothing"}
	check := func(name string, hash []byte) {
		t.Helper()
		if other, twice := seen[string(hash)]; twice {
			t.Errorf("%s: got the hash of %s", name, other)
		}
		seen[string(hash)] = name
	}
	other := "x"
	for name, change := range map[string]func(*frozenRow){
		"salt":               func(r *frozenRow) { r.Salt = []byte("pepper") },
		"id":                 func(r *frozenRow) { r.ID = uuid.New() },
		"position":           func(r *frozenRow) { r.Position = 2 },
		"statement":          func(r *frozenRow) { r.Statement = uuid.New() },
		"segment":            func(r *frozenRow) { r.Segment = nil },
		"group":              func(r *frozenRow) { r.Group = "x" },
		"number":             func(r *frozenRow) { r.Number = "x" },
		"label":              func(r *frozenRow) { r.Label = "x" },
		"received":           func(r *frozenRow) { r.Received = after.Add(time.Microsecond) },
		"channel":            func(r *frozenRow) { r.Channel = "x" },
		"timely":             func(r *frozenRow) { r.Timely = true },
		"withdrawn":          func(r *frozenRow) { r.Withdrawn = true },
		"reference":          func(r *frozenRow) { r.Reference = "x" },
		"place":              func(r *frozenRow) { r.Place = "x" },
		"topic":              func(r *frozenRow) { r.Topic = "x" },
		"wording":            func(r *frozenRow) { r.Wording = "x" },
		"released":           func(r *frozenRow) { r.Released = &other },
		"unreleased":         func(r *frozenRow) { r.Released = nil },
		"code":               func(r *frozenRow) { r.Code = "x" },
		"reasoning":          func(r *frozenRow) { r.Reasoning = "x" },
		"change":             func(r *frozenRow) { r.PlanChange = "x" },
		"excused":            func(r *frozenRow) { r.Excused = "x" },
		"examined":           func(r *frozenRow) { r.Examined, r.Answers = &Examined{}, &LateAnswers{} },
		"examined at":        func(r *frozenRow) { r.Examined, r.Answers = &Examined{At: after}, &LateAnswers{} },
		"norm":               func(r *frozenRow) { r.Examined, r.Answers = &Examined{Norm: "x"}, &LateAnswers{} },
		"known":              func(r *frozenRow) { r.Examined, r.Answers = &Examined{}, &LateAnswers{Known: true} },
		"relevant":           func(r *frozenRow) { r.Examined, r.Answers = &Examined{}, &LateAnswers{Relevant: true} },
		"announced":          func(r *frozenRow) { r.Examined, r.Answers = &Examined{}, &LateAnswers{Announced: true} },
		"answer's reasoning": func(r *frozenRow) { r.Examined, r.Answers = &Examined{}, &LateAnswers{Reasoning: "x"} },
		"answered by":        func(r *frozenRow) { r.Examined, r.Answers = &Examined{}, &LateAnswers{AnsweredBy: "x"} },
		"shifted":            func(r *frozenRow) { r.Reasoning, r.PlanChange = "xy", "z" },
		"shifted on":         func(r *frozenRow) { r.Reasoning, r.PlanChange = "x", "yz" },
	} {
		r := row()
		change(&r)
		check(name, hashRow(r))
	}
	for name, change := range map[string]func(*TableHead){
		"nothing of the head": func(*TableHead) {},
		"table":               func(h *TableHead) { h.Number = 1 },
		"frozen":              func(h *TableHead) { h.FrozenAt = after },
		"data":                func(h *TableHead) { h.DataAsOf = after },
		"checkpoint":          func(h *TableHead) { h.Checkpoint = "x" },
		"authority":           func(h *TableHead) { h.Authority = "x" },
		"plan":                func(h *TableHead) { h.Plan = "x" },
		"version":             func(h *TableHead) { h.PlanVersion = "x" },
		"step":                func(h *TableHead) { h.Step = "x" },
		"period":              func(h *TableHead) { h.Period = "x" },
		"statements":          func(h *TableHead) { h.Statements = 1 },
		"persons":             func(h *TableHead) { h.Persons = 1 },
		"segments":            func(h *TableHead) { h.Segments = 1 },
		"withdrawn head":      func(h *TableHead) { h.Withdrawn = 1 },
		"silent":              func(h *TableHead) { h.SilentBodies = []string{"x"} },
		"contented":           func(h *TableHead) { h.ContentedBodies = []string{"x"} },
		"session's body":      func(h *TableHead) { h.Session = &Session{Body: "x"} },
		"session's day":       func(h *TableHead) { h.Session = &Session{MeetingOn: meeting} },
		"session's next day":  func(h *TableHead) { h.Session = &Session{MeetingOn: meeting.AddDays(1)} },
		"session's paper":     func(h *TableHead) { h.Session = &Session{Paper: "x"} },
		"session's item":      func(h *TableHead) { h.Session = &Session{AgendaItem: "x"} },
	} {
		var h TableHead
		change(&h)
		check(name, hashTable(h, nil))
	}
	check("a row", hashTable(TableHead{}, [][]byte{{1}}))
	for name, change := range map[string]func(*DecisionRecord){
		"nothing of the record": func(*DecisionRecord) {},
		"decision":              func(d *DecisionRecord) { d.Number = 1 },
		"body":                  func(d *DecisionRecord) { d.Body = "x" },
		"meeting":               func(d *DecisionRecord) { d.MeetingOn = after },
		"agenda":                func(d *DecisionRecord) { d.AgendaItem = "x" },
		"yes":                   func(d *DecisionRecord) { d.Votes = []Vote{{Yes: 1}} },
		"no":                    func(d *DecisionRecord) { d.Votes = []Vote{{No: 1}} },
		"abstain":               func(d *DecisionRecord) { d.Votes = []Vote{{Abstain: 1}} },
		"present":               func(d *DecisionRecord) { d.Votes = []Vote{{Present: 1}} },
		"scope":                 func(d *DecisionRecord) { d.Votes = []Vote{{Scope: "x"}} },
		"excluded":              func(d *DecisionRecord) { d.Votes = []Vote{{Excluded: []string{"x"}}} },
		"outcome":               func(d *DecisionRecord) { d.Items = map[uuid.UUID]Outcome{segment: {Kind: Postponed}} },
		"outcome's code":        func(d *DecisionRecord) { d.Items = map[uuid.UUID]Outcome{segment: {Code: CodeNoted}} },
		"outcome's text":        func(d *DecisionRecord) { d.Items = map[uuid.UUID]Outcome{segment: {Text: "x"}} },
		"outcome's vote":        func(d *DecisionRecord) { d.Items = map[uuid.UUID]Outcome{segment: {Vote: 1}} },
	} {
		var d DecisionRecord
		change(&d)
		check(name, hashDecision(nil, nil, d, []uuid.UUID{segment}))
	}
	check("another table", hashDecision(nil, []byte{1}, DecisionRecord{}, []uuid.UUID{segment}))
}

// TestCanonicalFormDoesNotChange: hashes are printed in papers and stand in registers; the form is for ever.
func TestCanonicalFormDoesNotChange(t *testing.T) {
	id := uuid.MustParse("0192f0c4-0000-7000-8000-000000000001")
	released := "Zu █████."
	r := frozenRow{Salt: []byte("0123456789abcdef0123456789abcdef"), Position: 3, Statement: id, Segment: &id, Place: "Ufer",
		Wording: "Zu hoch.", Released: &released, RowCommon: RowCommon{ID: id, Group: GroupPublic, Number: "B-001.1", Label: "Einwender 1",
			Received: during, Channel: "Brief", Timely: true, Reference: "Plan", Topic: "Höhe", Code: CodeReject, Reasoning: "Nein.",
			PlanChange: "Text", Excused: ""}}
	head := TableHead{Authority: "Stadt", Plan: "BP 47", Number: 2, FrozenAt: after, DataAsOf: after, Persons: 1, Statements: 1, Segments: 1}
	decision := DecisionRecord{Number: 1, Body: "Rat", MeetingOn: meeting.UTC(), Votes: []Vote{{Scope: "en bloc", Yes: 2, No: 1}},
		Items: map[uuid.UUID]Outcome{id: {Kind: AsProposed, Code: CodeReject}}}
	late := r
	late.Timely, late.Examined = false, &Examined{At: after, Norm: "§ 4a Abs. 5 BauGB"}
	late.Answers = &LateAnswers{Relevant: true, Announced: true, Reasoning: "Neu.", AnsweredBy: "Petra Plan"}
	called := head
	called.Session = &Session{Body: "Rat", MeetingOn: meeting, Paper: "2026/118", AgendaItem: "TOP 7"}
	for name, tt := range map[string]struct {
		got  []byte
		want string
	}{
		"late row": {hashRow(late), "b95e36bbc56b116bdbfd782f9bf3ebb17def535100af1b082484fbcf9fe4e279"},
		"row":      {hashRow(r), "6a5ce3b4b4ac0be70ef6423effe23a8b462cc5ea2dc42f825cbffb879b11888a"},
		"table":    {hashTable(head, [][]byte{hashRow(r)}), "a0063956843fe2b749ee0260ade7143840cb1a9d5ccf136791794edf0abc8532"},
		"called":   {hashTable(called, [][]byte{hashRow(r)}), "c8d54799b780643927d25f5fcd7060c8ed30267070c26da4e7b18bc91a4d71fb"},
		"decision": {hashDecision(r.Salt, hashTable(head, nil), decision, []uuid.UUID{id}), "c8184e36a0f66bb10adbc887e60b22061310f3f717f07aadd2019d613f3e2ac9"},
	} {
		if got := hex.EncodeToString(tt.got); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}
