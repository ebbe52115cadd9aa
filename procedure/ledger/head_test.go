package ledger_test

import (
	"bytes"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
)

func TestIndexAndNumberCountApart(t *testing.T) {
	b := openBook(t)
	must(t, b.write(func(tx pgx.Tx) error {
		return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
			for i := range 5 {
				index, err := h.Append(leaf(i))
				if err != nil || index != int64(i) {
					t.Errorf("got index %d, %v, want %d", index, err, i)
				}
			}
			number, err := h.NextStatement()
			if err != nil || number != 1 {
				t.Errorf("got number %d, %v, want 1", number, err)
			}
			return nil
		})
	}))
	want := ledger.State{Origin: b.origin, Size: 5, Statements: 1, LastAt: start}
	if got := b.state(t); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	b.read(t, func(tx pgx.Tx) error {
		leaves, err := ledger.Leaves(t.Context(), tx, b.procedure, 3, 10)
		if len(leaves) != 2 || leaves[0].Index != 3 || !bytes.Equal(leaves[1].Data, leaf(4)) {
			t.Errorf("got leaves %v, want 3 and 4", leaves)
		}
		return err
	})
}

func TestConcurrentWritersLeaveNoGap(t *testing.T) {
	const writers, each = 16, 25
	b := openBook(t)
	var mu sync.Mutex
	var numbers, indexes []int64
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				err := b.write(func(tx pgx.Tx) error {
					return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
						number, err1 := h.NextStatement()
						index, err2 := h.Append(leaf(int(number)))
						mu.Lock()
						defer mu.Unlock()
						numbers, indexes = append(numbers, number), append(indexes, index)
						return errors.Join(err1, err2)
					})
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(numbers)
	slices.Sort(indexes)
	for i := range writers * each {
		if numbers[i] != int64(i+1) || indexes[i] != int64(i) {
			t.Fatalf("place %d: got number %d at index %d", i, numbers[i], indexes[i])
		}
	}
	if r := b.verify(t); !r.OK() || r.Size != writers*each {
		t.Errorf("got %d leaves, findings %v", r.Size, r.Findings)
	}
}

func TestRolledBackWriteGivesItsNumberBack(t *testing.T) {
	b := openBook(t)
	b.grow(t, 2)
	broken := errors.New("outbox refused")
	try := func(fail error) (number, index int64) {
		err := b.write(func(tx pgx.Tx) error {
			err := ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) (err error) {
				number, _ = h.NextStatement()
				index, err = h.Append(leaf(2))
				return err
			})
			return errors.Join(err, fail)
		})
		if !errors.Is(err, fail) {
			t.Fatalf("got %v, want %v", err, fail)
		}
		return number, index
	}
	n1, i1 := try(broken)
	n2, i2 := try(nil)
	if n1 != 1 || n2 != 1 || i1 != 2 || i2 != 2 {
		t.Errorf("got number %d at %d, then %d at %d, want 1 at 2 twice", n1, i1, n2, i2)
	}
	if r := b.verify(t); !r.OK() || r.Size != 3 {
		t.Errorf("got %d leaves, findings %v", r.Size, r.Findings)
	}
}

func TestFailedFunctionStoresNothing(t *testing.T) {
	b := openBook(t)
	refused := errors.New("refused")
	must(t, b.write(func(tx pgx.Tx) error {
		err := ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
			_, err := h.Append(leaf(0))
			must(t, err)
			return refused
		})
		if err != refused {
			t.Errorf("got %v, want the function's own error", err)
		}
		return nil // the caller commits all the same
	}))
	if got := b.state(t); got.Size != 0 {
		t.Errorf("got size %d, want 0", got.Size)
	}
}

func TestHeadIsDeadAfterWrite(t *testing.T) {
	b := openBook(t)
	must(t, b.write(func(tx pgx.Tx) error {
		var kept *ledger.Head
		err := ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error { kept = h; return nil })
		if _, err := kept.Append(leaf(0)); !errors.Is(err, ledger.ErrHeadClosed) {
			t.Errorf("Append: got %v, want ErrHeadClosed", err)
		}
		if _, err := kept.NextStatement(); !errors.Is(err, ledger.ErrHeadClosed) {
			t.Errorf("NextStatement: got %v, want ErrHeadClosed", err)
		}
		if err := kept.Together(&pgx.Batch{}); !errors.Is(err, ledger.ErrHeadClosed) {
			t.Errorf("Together: got %v, want ErrHeadClosed", err)
		}
		return err
	}))
}

func TestStatementsOfTheCallerTravelWithTheLog(t *testing.T) {
	b := openBook(t)
	var size int64
	together := func(tx pgx.Tx, divisor int) error {
		return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
			_, err := h.Append(leaf(0))
			must(t, err)
			var batch pgx.Batch
			batch.Queue(`SELECT size / $2 FROM ledger_head WHERE procedure_id = $1`, b.procedure, divisor).QueryRow(func(row pgx.Row) error {
				return row.Scan(&size)
			})
			return h.Together(&batch)
		})
	}
	must(t, b.write(func(tx pgx.Tx) error { return together(tx, 1) }))
	if size != 1 {
		t.Errorf("size that the caller's statement sees: got %d, want 1", size)
	}
	var refused *pgconn.PgError
	if err := b.write(func(tx pgx.Tx) error { return together(tx, 0) }); !errors.As(err, &refused) || refused.Code != "22012" {
		t.Errorf("failing statement of the caller: got %v, want the division by zero", err)
	}
	if got := b.state(t); got.Size != 1 {
		t.Errorf("after a failed statement: got size %d, want 1", got.Size)
	}
}

func TestStatementsOfTheCallerTravelAlone(t *testing.T) {
	b := openBook(t)
	var one int
	must(t, b.write(func(tx pgx.Tx) error {
		return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
			var batch pgx.Batch
			batch.Queue(`SELECT 1`).QueryRow(func(row pgx.Row) error { return row.Scan(&one) })
			return h.Together(&batch)
		})
	}))
	if one != 1 || b.state(t).Size != 0 {
		t.Errorf("got %d with %d leaves, want 1 with none", one, b.state(t).Size)
	}
}

func TestWriteWithinWriteIsRefused(t *testing.T) {
	uses := map[string]func(*ledger.Head) error{
		"leaf":   func(h *ledger.Head) error { _, err := h.Append(leaf(0)); return err },
		"number": func(h *ledger.Head) error { _, err := h.NextStatement(); return err },
	}
	db := testdb.New(t)
	for name, use := range uses {
		t.Run(name, func(t *testing.T) {
			b := openBookIn(t, db)
			err := b.write(func(tx pgx.Tx) error {
				return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
					return errors.Join(use(h), ledger.Write(t.Context(), tx, b.procedure, start, use))
				})
			})
			if !errors.Is(err, ledger.ErrHeadMoved) {
				t.Errorf("got %v, want ErrHeadMoved", err)
			}
		})
	}
}

func TestSecondWriteOfATransactionContinues(t *testing.T) {
	b := openBook(t)
	must(t, b.write(func(tx pgx.Tx) error {
		for i := range 3 {
			err := ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
				index, err := h.Append(leaf(i))
				if index != int64(i) {
					t.Errorf("got index %d, want %d", index, i)
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	if r := b.verify(t); !r.OK() || r.Size != 3 {
		t.Errorf("got %d leaves, findings %v", r.Size, r.Findings)
	}
}

func TestAppendedBytesAreTheCallersNoLonger(t *testing.T) {
	b := openBook(t)
	buffer := leaf(0)
	must(t, b.write(func(tx pgx.Tx) error {
		return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
			_, err := h.Append(buffer)
			clear(buffer)
			return err
		})
	}))
	if r := b.verify(t); !r.OK() {
		t.Errorf("findings %v", r.Findings)
	}
}

func TestEmptyLeafIsRefused(t *testing.T) {
	b := openBook(t)
	err := b.write(func(tx pgx.Tx) error {
		return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error { _, err := h.Append(nil); return err })
	})
	if !errors.Is(err, ledger.ErrEmptyLeaf) {
		t.Errorf("got %v, want ErrEmptyLeaf", err)
	}
}

func TestClockMayNotFallBehindTheLog(t *testing.T) {
	db := testdb.New(t)
	cases := []struct {
		name string
		now  time.Time
		want error
		last time.Time
	}{
		{"later", start.Add(time.Hour), nil, start.Add(time.Hour)},
		{"same", start, nil, start},
		{"behind within tolerance", start.Add(-ledger.Tolerance), nil, start},
		{"behind by a microsecond more", start.Add(-ledger.Tolerance - time.Microsecond), ledger.ErrClock, start},
		{"nanoseconds are cut", start.Add(1999 * time.Nanosecond), nil, start.Add(time.Microsecond)},
		{"another zone", start.In(time.FixedZone("MEZ", 3600)), nil, start},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := openBookIn(t, db)
			err := b.write(func(tx pgx.Tx) error {
				return ledger.Write(t.Context(), tx, b.procedure, c.now, func(h *ledger.Head) error {
					if got := h.State().LastAt; got != c.last {
						t.Errorf("while writing: got %s, want %s", got, c.last)
					}
					_, err := h.Append(leaf(0))
					return err
				})
			})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if got := b.state(t).LastAt; got != c.last {
				t.Errorf("stored: got %s, want %s", got, c.last)
			}
		})
	}
}

func TestOriginIsANameForAKey(t *testing.T) {
	b := openBook(t)
	for _, origin := range []string{"", " ", "a b", "a+b", "a\nb", "a\u00a0b", "a\x01b", "a\xffb"} {
		err := b.write(func(tx pgx.Tx) error {
			return ledger.Create(t.Context(), tx, b.authority, uuid.New(), origin, start)
		})
		if !errors.Is(err, ledger.ErrOrigin) {
			t.Errorf("%q: got %v, want ErrOrigin", origin, err)
		}
	}
}

func TestOneLogPerProcedureAndOrigin(t *testing.T) {
	db := testdb.New(t)
	cases := []struct {
		name  string
		again func(*book) (uuid.UUID, string)
		want  error
	}{
		{"procedure", func(b *book) (uuid.UUID, string) { return b.procedure, b.origin + "-2" }, ledger.ErrLogExists},
		{"origin", func(b *book) (uuid.UUID, string) { return uuid.New(), b.origin }, ledger.ErrOriginTaken},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := openBookIn(t, db)
			procedure, origin := c.again(b)
			err := b.write(func(tx pgx.Tx) error {
				return ledger.Create(t.Context(), tx, b.authority, procedure, origin, start)
			})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestLostHashStopsWriting(t *testing.T) {
	db := testdb.New(t)
	for _, forgery := range []string{
		`DELETE FROM ledger_hash WHERE procedure_id = $1`,
		`UPDATE ledger_hash SET hash = '\x00' WHERE procedure_id = $1`,
	} {
		b := openBookIn(t, db)
		b.grow(t, 3)
		b.forge(t, forgery)
		err := b.write(func(tx pgx.Tx) error {
			return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error { _, err := h.Append(leaf(3)); return err })
		})
		if !errors.Is(err, ledger.ErrIncomplete) {
			t.Errorf("%s: got %v, want ErrIncomplete", forgery, err)
		}
	}
}
