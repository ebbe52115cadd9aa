package bodies_test

import (
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestForgedLettersAreFound changes what decides whether a body was asked lawfully, and what it said.
func TestForgedLettersAreFound(t *testing.T) {
	o := open(t)
	o.plan(1, 2, 3)
	o.send()
	st, err := o.bodies.Answer(t.Context(), o.link(1), answer(), o.Clock.Now())
	o.must(err)
	o.Clock.Set(proceduretest.Instant(t, "2026-11-12 09:00:00"))
	o.must(o.bodies.Deliver(t.Context(), o.Planner, o.ref, o.round, 3, day(11, 11)))
	_, _, err = o.bodies.Remind(t.Context(), o.Planner, o.ref, o.round)
	o.must(err)
	owed, _, _, err := o.bodies.ReceiptOwed(t.Context(), o.Authority.ID, st.ID)
	o.must(err)
	o.must(o.bodies.Confirm(t.Context(), owed.Token))
	if r := o.audit(); !r.OK() || r.Letters != 3 || r.Replies != 1 {
		t.Fatalf("before anybody forges: got %+v", r)
	}
	for _, tt := range []struct {
		name string
		want bodies.Problem
		sql  string
	}{
		{"another text", bodies.LetterDiffers, `UPDATE invitation SET body = replace(body, '07.12.2026', '07.11.2026') WHERE list_number = 2`},
		{"another address", bodies.LetterDiffers, `UPDATE invitation SET address = 'x@x.example' WHERE list_number = 2`},
		{"another body", bodies.LetterDiffers, `UPDATE invitation SET list_number = 9, body_name = 'Forstamt' WHERE list_number = 2`},
		{"other documents behind the link", bodies.SubjectDiffers, `UPDATE bodies_documents SET documents_round_id = NULL`},
		{"the documents behind the link left open", bodies.SubjectDiffers, `DELETE FROM bodies_documents`},
		{"the scope asked for afterwards", bodies.LetterDiffers, `UPDATE invitation SET asks_scope = true WHERE list_number = 2`},
		{"text and hash", bodies.DispatchDiffers, `UPDATE invitation SET hash = sha256('x') WHERE list_number = 2`},
		{"a letter taken out", bodies.DispatchDiffers, `DELETE FROM invitation WHERE list_number = 2`},
		{"all letters taken out", bodies.DispatchDiffers, `DELETE FROM invitation`},
		{"a letter put in", bodies.DispatchDiffers, `INSERT INTO invitation SELECT gen_random_uuid(), authority_id, procedure_id, round_id, gen_random_uuid(), 4, body_name, channel, address,
			asks_scope, prepared_at, sent_at, subject, body, received_on, due_on, salt, hash, log_index FROM invitation WHERE list_number = 2`},
		{"a mail received later", bodies.DeliveryDiffers, `UPDATE invitation SET received_on = received_on + 5 WHERE list_number = 2`},
		{"a mail due earlier", bodies.DeliveryDiffers, `UPDATE invitation SET due_on = due_on - 5 WHERE list_number = 2`},
		{"a letter received earlier", bodies.DeliveryDiffers, `UPDATE invitation SET received_on = received_on - 5 WHERE list_number = 3`},
		{"a letter due earlier", bodies.DeliveryDiffers, `UPDATE invitation SET due_on = due_on - 1 WHERE list_number = 3`},
		{"a letter never received", bodies.DeliveryDiffers, `UPDATE invitation SET received_on = NULL WHERE list_number = 3`},
		{"a reminder invented", bodies.ReminderDiffers, `INSERT INTO invitation_reminder SELECT authority_id, id, 3, sent_at, channel FROM invitation WHERE list_number = 1`},
		{"a reminder taken out", bodies.ReminderDiffers, `DELETE FROM invitation_reminder WHERE channel = 'mail'`},
		{"text made no objections", bodies.ReplyDiffers, `UPDATE invitation_reply SET kind = 'no_objections'`},
		{"a reply in time", bodies.ReplyDiffers, `UPDATE invitation_reply SET received_at = received_at - interval '5 days'`},
		{"a reply of another body", bodies.ReplyDiffers, `UPDATE invitation_reply SET invitation_id = (SELECT id FROM invitation WHERE list_number = 2)`},
		{"a reply by staff", bodies.ReplyDiffers, `UPDATE invitation_reply SET by_link = false`},
		{"a confirmation undone", bodies.ReplyDiffers, `UPDATE invitation_reply SET confirmed_at = NULL`},
		{"a reply taken out", bodies.ReplyDiffers, `DELETE FROM invitation_reply`},
		{"a reply invented", bodies.ReplyDiffers, `INSERT INTO invitation_reply (id, authority_id, invitation_id, kind, received_at, note, by_link, recorded_at, log_index)
			SELECT gen_random_uuid(), authority_id, id, 'no_objections', sent_at, 'Telefonat', false, sent_at, 99 FROM invitation WHERE list_number = 2`},
	} {
		o.Tamper(t, func(f *proceduretest.Forgery) { f.Do(tt.sql) }, func(tx identity.Tx) {
			r, err := bodies.Verify(t.Context(), tx, o.ref.ID)
			o.must(err)
			var problems []string
			for _, f := range r.Findings {
				problems = append(problems, string(f.Problem))
			}
			if !strings.Contains(strings.Join(problems, ", "), string(tt.want)) {
				t.Errorf("%s: got %v, want %s", tt.name, r.Findings, tt.want)
			}
		})
	}
}
