package order

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

func TestFileIsMadeAndLoaded(t *testing.T) {
	h := open(t)
	o := h.place(h.member, table(2))
	if o.State != Waiting || o.Ref != h.ref || o.What != table(2) {
		t.Errorf("placed: got %+v", o)
	}
	if _, err := h.load(h.member, o.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("load before it is made: got %v, want ErrNotFound", err)
	}
	h.run(1)
	o = h.await(o.ID, Done)
	if want := (File{"Tabelle-2.pdf", "application/pdf", 7}); o.File != want {
		t.Errorf("file: got %+v, want %+v", o.File, want)
	}
	if got, err := h.load(h.member, o.ID); err != nil || got != "table 2" {
		t.Errorf("load: got %q and %v", got, err)
	}
	if keys := h.files(); len(keys) != 1 || strings.Contains(keys[0], o.ID.String()) {
		t.Errorf("stored under %q, want one key that the address does not tell", keys)
	}
}

// TestOrdersOfOthersDoNotExist asks as a colleague of the same role, as somebody of another town, and with the address of another
// procedure.
func TestOrdersOfOthersDoNotExist(t *testing.T) {
	h := open(t)
	o := h.place(h.member, table(1))
	h.run(1)
	h.await(o.ID, Done)
	other := proceduretest.In(t, h.DB, "bergheim")
	other.Clock = h.Clock
	elsewhere := other.Create(t)
	for name, ask := range map[string]struct {
		actor identity.Actor
		ref   procedure.Ref
	}{
		"nobody":                             {identity.Actor{}, h.ref},
		"a colleague":                        {h.Staff(t, "Bodo", "Kranz", identity.RoleCouncil), h.ref},
		"the planner":                        {h.Planner, h.ref},
		"the operator":                       {identity.Operator, h.ref},
		"somebody of another town":           {other.Staff(t, "Berta", "Bergheim", identity.RoleCouncil), elsewhere},
		"the person, under another town":     {h.member, elsewhere},
		"the person, under no procedure":     {h.member, procedure.Ref{Authority: h.Authority.ID}},
		"somebody of another town, this one": {other.Staff(t, "Karl", "Kahl", identity.RoleLead), h.ref},
	} {
		_, readErr := h.orders.Own(t.Context(), ask.actor, ask.ref, o.ID)
		_, _, loadErr := h.orders.Load(t.Context(), ask.actor, ask.ref, o.ID)
		cancelErr := h.orders.Cancel(t.Context(), ask.actor, ask.ref, o.ID)
		for what, err := range map[string]error{"read": readErr, "load": loadErr, "cancel": cancelErr} {
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("%s, %s: got %v, want ErrNotFound", name, what, err)
			}
		}
		if list, err := h.orders.List(t.Context(), ask.actor, ask.ref.Authority, nil); err != nil || !strings.HasPrefix(name, "the person, under no") && len(list) > 0 {
			t.Errorf("%s: list got %v and %v, want nothing", name, list, err)
		}
	}
	if h.own(o.ID).State != Done {
		t.Errorf("the order changed by asking")
	}
}

func (h *house) dismiss(who *identity.Actor) {
	h.Helper()
	h.Forge(h, `DELETE FROM role_grant WHERE account_id = '`+who.Account.String()+`'`)
	a, err := h.Accounts.Actor(h.Context(), who.Account)
	h.must(err)
	*who = a
}

func TestRightWithdrawnHidesTheFile(t *testing.T) {
	h := open(t)
	o := h.place(h.member, table(1))
	h.run(1)
	h.await(o.ID, Done)
	h.dismiss(&h.member)
	if _, err := h.load(h.member, o.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("load: got %v, want ErrNotFound", err)
	}
	if _, err := h.orders.Own(t.Context(), h.member, h.ref, o.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("read: got %v, want ErrNotFound", err)
	}
	if list, err := h.orders.List(t.Context(), h.member, h.Authority.ID, nil); err != nil || len(list) > 0 {
		t.Errorf("list: got %v and %v, want nothing", list, err)
	}
	if _, err := h.orders.Place(t.Context(), h.member, h.ref, table(1)); !errors.Is(err, ErrForbidden) {
		t.Errorf("order again: got %v, want ErrForbidden", err)
	}
}

func TestSameOrderJoinsTheFirst(t *testing.T) {
	h := open(t)
	first := h.place(h.member, table(1))
	var all sync.WaitGroup
	ids := make([]uuid.UUID, 6)
	for i := range ids {
		all.Go(func() {
			o, err := h.orders.Place(t.Context(), h.Planner, h.ref, table(1))
			if err != nil {
				t.Error(err)
			}
			ids[i] = o.ID
		})
	}
	all.Wait()
	if slices.Contains(ids, first.ID) || len(slices.Compact(ids)) != 1 {
		t.Errorf("six orders at once of another person: got %v, want one that is not %s", ids, first.ID)
	}
	for name, w := range map[string]What{"another table": table(2), "another format": {Table, 1, 0, export.ForCouncil, export.XLSX, ""},
		"another audience": {Table, 1, 0, export.ForPublic, export.PDF, ""}, "after a decision": {Table, 1, 1, export.ForCouncil, export.PDF, ""},
		"on another paper": {Table, 1, 0, export.ForCouncil, export.PDF, export.A3}} {
		if h.place(h.member, w).ID == first.ID {
			t.Errorf("%s joins the first, want an order of its own", name)
		}
	}
	h.run(1)
	h.await(first.ID, Done)
	if again := h.place(h.member, table(1)); again.ID != first.ID {
		t.Errorf("order of a file that is there: got another order, want the file")
	}
	h.pass(keepFile + time.Second)
	if again := h.place(h.member, table(1)); again.ID == first.ID {
		t.Errorf("order a day later: got the old one, want a new file")
	}
}

func TestOrdersOfAPersonAreBounded(t *testing.T) {
	h := open(t)
	for n := range maxOpen {
		h.place(h.member, table(n+1))
	}
	if _, err := h.orders.Place(t.Context(), h.member, h.ref, table(maxOpen+1)); !errors.Is(err, ErrCrowded) {
		t.Errorf("one more: got %v, want ErrCrowded", err)
	}
	h.place(h.Planner, table(1))
}

func TestOnlyKnownFilesAreOrdered(t *testing.T) {
	h := open(t)
	if _, err := h.orders.Place(t.Context(), h.member, h.ref, What{Kind: Record}); !errors.Is(err, ErrKind) {
		t.Errorf("a kind that nobody makes: got %v, want ErrKind", err)
	}
	for name, w := range map[string]What{"no table": {Kind: Table, Audience: export.ForCouncil, Format: export.PDF}, "A3 of another format": {Table, 1, 0, export.ForCouncil, export.XLSX, export.A3}, "a format of its own": {Table, 1, 0, export.ForCouncil, "exe", ""},
		"for whom nobody knows": {Table, 1, 0, "", export.PDF, ""}} {
		if _, err := h.orders.Place(t.Context(), h.member, h.ref, w); err == nil {
			t.Errorf("%s: got an order", name)
		}
	}
}

func TestFilesGoAfterADay(t *testing.T) {
	h := open(t)
	done, waiting := h.place(h.member, table(1)), Order{}
	stop := h.run(1)
	h.await(done.ID, Done)
	stop()
	waiting = h.place(h.member, table(2))
	h.pass(keepFile - time.Second)
	h.must(h.orders.Sweep(t.Context(), h.Authority.ID))
	if _, err := h.load(h.member, done.ID); err != nil {
		t.Errorf("a second before: got %v, want the file", err)
	}
	h.pass(2 * time.Second)
	if _, err := h.load(h.member, done.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("a day later, before anybody swept: got %v, want ErrNotFound", err)
	}
	h.must(h.orders.Sweep(t.Context(), h.Authority.ID))
	for _, o := range []Order{done, waiting} {
		if got := h.own(o.ID).State; got != Expired {
			t.Errorf("table %d: got %s, want expired", o.What.Table, got)
		}
	}
	if keys := h.files(); len(keys) > 0 {
		t.Errorf("files: got %q, want none", keys)
	}
	h.pass(keepRow)
	h.must(h.orders.Sweep(t.Context(), h.Authority.ID))
	if _, err := h.orders.Own(t.Context(), h.member, h.ref, done.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("a week later: got %v, want no row", err)
	}
}

// TestOldestFilesMakeRoom gives files of a person with their sizes, the oldest first, and says which are left.
func TestOldestFilesMakeRoom(t *testing.T) {
	const half = maxBytes / 2
	many := make([]int64, maxKept+2)
	for name, c := range map[string]struct {
		sizes []int64
		gone  int
	}{
		"few":                     {[]int64{half, half}, 0},
		"too much":                {[]int64{1, half, half}, 1},
		"too much by the latest":  {[]int64{1, 1, maxBytes + 1}, 2},
		"the latest is too large": {[]int64{maxBytes + 1}, 0},
		"too many":                {many, 2},
	} {
		h := open(t)
		mates := h.Staff(t, "Bodo", "Kranz", identity.RoleCouncil)
		other := h.place(mates, table(1))
		h.finished(other, half)
		var placed []Order
		for i, size := range c.sizes {
			h.pass(time.Minute)
			placed = append(placed, h.place(h.member, table(i+1)))
			h.finished(placed[i], size)
		}
		h.must(h.orders.Sweep(t.Context(), h.Authority.ID))
		for i, o := range placed {
			want := Done
			if i < c.gone {
				want = Expired
			}
			if got := h.own(o.ID).State; got != want {
				t.Errorf("%s: file %d of %d: got %s, want %s", name, i+1, len(placed), got, want)
			}
		}
		if o, err := h.orders.Own(t.Context(), mates, h.ref, other.ID); err != nil || o.State != Done {
			t.Errorf("%s: file of a colleague: got %s and %v, want it left alone", name, o.State, err)
		}
	}
}

// finished makes an order that is the next into a file of a size.
func (h *house) finished(o Order, size int64) {
	h.Helper()
	h.must(h.orders.finish(h.Context(), h.take(o.ID), File{Name: "x.pdf", MediaType: "application/pdf", Size: size}))
}
