package web

import (
	"net/url"
	"testing"

	"github.com/google/uuid"
)

// TestFormsReachNothingOfOthers sends every form that residents may send with the keys of somebody else's draft, file and login in it:
// as the author, as everybody else, and last as the person whose they are, for whom the same forms must do something.
func TestFormsReachNothingOfOthers(t *testing.T) {
	h := moveIn(t)
	things := h.things()
	victim := h.person("resident")
	h.session(victim)
	form := h.papersOf(victim.account).Encode()
	send := func(p person) {
		for _, rt := range h.routes(post) {
			if !rt.open() || rt.foreign {
				continue
			}
			o := things.about(t, rt)[0]
			h.listen(rt, o.String(), p, h.ask(p, post, things.path(t, rt, o), form))
		}
	}
	before := h.rowsWith("account_id", victim.account)
	for _, p := range h.people {
		if p.name != victim.name {
			send(p)
		}
	}
	for _, table := range changed(before, h.rowsWith("account_id", victim.account)) {
		t.Errorf("%s: got other rows of the resident's after forms of others, want theirs untouched", table)
	}
	send(victim)
	after := changed(before, h.rowsWith("account_id", victim.account))
	if len(after) < 3 {
		t.Errorf("the same forms of the resident: got %q changed, want draft, statement and sessions", after)
	}
}

// papersOf is a form with the keys of what a resident has at Auenbrück.
func (h *house) papersOf(account uuid.UUID) url.Values {
	h.t.Helper()
	form := url.Values{"sicher": {"1"}, "version": {"1"}, "text": {"Von mir."}}
	for field, query := range map[string]string{
		"entwurf":   `SELECT id::text FROM draft WHERE account_id = $1 AND consumed_at IS NULL`,
		"entfernen": `SELECT a.id::text FROM draft_attachment a JOIN draft d ON d.id = a.draft_id WHERE d.account_id = $1 AND d.consumed_at IS NULL`,
		"anmeldung": `SELECT id::text FROM sessions WHERE account_id = $1`,
	} {
		var id string
		h.must(h.db.Super.QueryRow(h.t.Context(), query+" LIMIT 1", account).Scan(&id))
		form.Set(field, id)
	}
	return form
}
