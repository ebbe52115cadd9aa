package bodies_test

import (
	"errors"
	"testing"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

func TestListNumbersAreGivenOnce(t *testing.T) {
	o := open(t)
	add := func(b bodies.Body) (bodies.Body, error) {
		b.Mail = "post@x.example"
		return o.bodies.Add(t.Context(), o.Planner, o.Authority.ID, b)
	}
	b, err := add(bodies.Body{Name: "Forstamt", Number: 20})
	o.must(err)
	if _, err := add(bodies.Body{Name: "Bahn", Number: 20}); !errors.Is(err, bodies.ErrNumberTaken) {
		t.Errorf("a number in use: got %v, want ErrNumberTaken", err)
	}
	b.Active = false
	o.must(o.bodies.Change(t.Context(), o.Planner, o.Authority.ID, b))
	next, err := add(bodies.Body{Name: "Bahn"})
	if err != nil || next.Number != 21 {
		t.Errorf("after a body is no longer asked: got number %d, %v, want 21", next.Number, err)
	}
	if _, err := add(bodies.Body{Name: "Forstamt", Number: 20}); !errors.Is(err, bodies.ErrNumberTaken) {
		t.Errorf("the number of a body that is no longer asked: got %v, want ErrNumberTaken", err)
	}
	b.Number = 99
	if err := o.bodies.Change(t.Context(), o.Planner, o.Authority.ID, b); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("a number that nobody has: got %v, want ErrNotFound", err)
	}
}

func TestBodyCanBeReached(t *testing.T) {
	o := open(t)
	for field, b := range map[string]bodies.Body{
		"name":   {Mail: "x@x.example"},
		"mail":   {Name: "Forstamt", Mail: "x@x.example, y@y.example"},
		"nummer": {Name: "Forstamt", Mail: "x@x.example", Number: -1},
		"ort":    {Name: "Forstamt", Street: "Weg 1", City: "Au\nBcc: x"},
	} {
		_, err := o.bodies.Add(t.Context(), o.Planner, o.Authority.ID, b)
		if fields(err)[field] == "" {
			t.Errorf("%+v: got %v, want an objection to %s", b, err, field)
		}
	}
	_, err := o.bodies.Add(t.Context(), o.Planner, o.Authority.ID, bodies.Body{Name: "Forstamt"})
	if fields(err)["mail"] == "" {
		t.Errorf("neither mailbox nor address: got %v", err)
	}
}

func TestDistributionListsAreProposedByKind(t *testing.T) {
	o := open(t)
	save := func(l bodies.List) error {
		_, err := o.bodies.SaveList(t.Context(), o.Planner, o.Authority.ID, l)
		return err
	}
	o.must(save(bodies.List{Name: "Bebauungspläne", Kind: procedure.BPlan, Numbers: []int{3, 1, 99}}))
	if err := save(bodies.List{Name: "Bebauungspläne"}); !errors.Is(err, bodies.ErrNameTaken) {
		t.Errorf("got %v, want ErrNameTaken", err)
	}
	lists, err := o.bodies.Lists(t.Context(), o.Planner, o.Authority.ID)
	if err != nil || len(lists) != 1 || len(lists[0].Numbers) != 2 || !lists[0].Fits(procedure.BPlan) || lists[0].Fits(procedure.FNP) {
		t.Fatalf("got %+v, %v, want one list of 1 and 3 for Bebauungspläne", lists, err)
	}
	lists[0].Numbers = []int{2}
	o.must(save(lists[0]))
	o.must(o.bodies.DeleteList(t.Context(), o.Planner, o.Authority.ID, lists[0].ID))
	if err := o.bodies.DeleteList(t.Context(), o.Planner, o.Authority.ID, lists[0].ID); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("deleted twice: got %v", err)
	}
}

// TestPreparedLetterFollowsTheDirectory: what has not gone out goes to where the directory says.
func TestPreparedLetterFollowsTheDirectory(t *testing.T) {
	o := open(t)
	o.plan(1, 3)
	directory, err := o.bodies.Directory(t.Context(), o.Planner, o.Authority.ID)
	o.must(err)
	b := directory[2]
	b.Mail = "vorstand@heimatverein.example"
	o.must(o.bodies.Change(t.Context(), o.Planner, o.Authority.ID, b))
	if l := o.line(3); l.Channel != bodies.ByMail || l.Address != b.Mail {
		t.Errorf("got %s to %q, want a mail to the new mailbox", l.Channel, l.Address)
	}
	o.send()
	b.Mail = "anders@heimatverein.example"
	o.must(o.bodies.Change(t.Context(), o.Planner, o.Authority.ID, b))
	if l := o.line(3); l.Address != "vorstand@heimatverein.example" {
		t.Errorf("what was sent went to %q, and now says otherwise", l.Address)
	}
}
