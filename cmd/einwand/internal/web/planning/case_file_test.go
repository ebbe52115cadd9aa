package planning_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/identity"
)

// TestCaseFileIsOrderedOnce: who sends the form twice waits for one file.
func TestCaseFileIsOrderedOnce(t *testing.T) {
	o := weigh(t, letter)
	path := o.at("/akte")
	form := o.get(path).Has("main", "Verfahrensakte").Form(path)
	first := o.goes(o.post(path, form.Values))
	if !strings.HasPrefix(first, "/auftraege/"+o.ref.Slug+"/") {
		t.Fatalf("onwards: %s", first)
	}
	if again := o.goes(o.post(path, form.Values)); again != first {
		t.Errorf("a second order: %s, %s", first, again)
	}
	o.as(identity.RoleAuditor).get(path).HasNone("form[action='" + path + "']")
	o.as(identity.RolePlanner)
	if o.post(path, form.Values); o.failed != nil {
		t.Errorf("another planner: %v", o.failed)
	}
	o.as(identity.RoleAuditor)
	if o.post(path, form.Values); !errors.Is(o.failed, order.ErrForbidden) {
		t.Errorf("an auditor: %v", o.failed)
	}
}
