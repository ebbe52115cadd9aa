package statement_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// cut is where a connection breaks.
type cut int32

const (
	nowhere      cut = iota
	beforeCommit     // the server never hears of it: nothing is stored
	afterCommit      // the server has stored it, its answer is lost
)

// TestLostAnswerOfACommitCountsOnce breaks the connection at the commit of every filing, before it or after it. Whoever
// files cannot tell the two apart, tries again, and has one statement.
func TestLostAnswerOfACommitCountsOnce(t *testing.T) {
	o := open(t)
	var where atomic.Int32
	statements := statement.New(identity.NewTenancy(o.breaking(t, &where), o.Clock.Now), o.Blobs, o.Signer)
	var numbers []int64
	for i := range 40 {
		who := o.resident(t, i)
		d := o.draft(t, who, fmt.Sprintf("Einwand %d", i))
		want := beforeCommit
		if i%2 == 1 {
			want = afterCommit
		}
		before := o.count(t, "statement")
		where.Store(int32(want))
		if st, err := statements.File(t.Context(), who, o.Ref, d.ID, o.Clock.Now()); err == nil {
			t.Fatalf("connection broken at the commit: got number %d, want an error", st.Number)
		}
		if cut(where.Load()) != nowhere {
			t.Fatal("the connection did not break: the test would prove nothing")
		}
		if stored := o.count(t, "statement") - before; stored != int(want)-1 {
			t.Fatalf("broken %d: got %d statements stored, want %d", want, stored, want-1)
		}
		st, err := statements.File(t.Context(), who, o.Ref, d.ID, o.Clock.Now())
		must(t, err)
		numbers = append(numbers, st.Number)
	}
	want := make([]int64, len(numbers))
	for i := range want {
		want[i] = int64(i + 1)
	}
	if !slices.Equal(numbers, want) || o.count(t, "statement") != len(want) {
		t.Errorf("got numbers %v for %d statements, want each person once", numbers, o.count(t, "statement"))
	}
	o.wantSound(t)
}

// TestFileOfALostAnswerIsKept: the row may have been committed, so the bytes must stay.
func TestFileOfALostAnswerIsKept(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	o.draft(t, mara, "mit Foto")
	var where atomic.Int32
	statements := statement.New(identity.NewTenancy(o.breaking(t, &where), o.Clock.Now), o.Blobs, o.Signer)
	where.Store(int32(afterCommit))
	if _, err := statements.Attach(t.Context(), mara, o.Ref, "Foto.png", strings.NewReader(png)); err == nil {
		t.Fatal("connection broken at the commit: got nil, want an error")
	}
	d, err := o.Statements.Open(t.Context(), mara, o.Ref)
	must(t, err)
	if len(d.Attachments) != 1 {
		t.Fatalf("draft: got %d files, want the one that was committed", len(d.Attachments))
	}
	_, err = o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now())
	must(t, err)
	o.wantSound(t)
}

// breaking is a pool of app whose connections break once at the next commit.
func (o *office) breaking(t *testing.T, where *atomic.Int32) *pgxpool.Pool {
	t.Helper()
	cfg, err := pgxpool.ParseConfig(o.DB.URL("app"))
	must(t, err)
	dial := cfg.ConnConfig.DialFunc
	cfg.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return &brittle{Conn: conn, where: where}, err
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), cfg)
	must(t, err)
	t.Cleanup(pool.Close)
	return pool
}

// brittle is a connection to the server that breaks at a commit.
type brittle struct {
	net.Conn
	where *atomic.Int32
}

var errBroken = errors.New("connection broken on purpose")

func (b *brittle) Write(p []byte) (int, error) {
	if !bytes.Contains(p, []byte("commit\x00")) {
		return b.Conn.Write(p)
	}
	where := cut(b.where.Swap(int32(nowhere)))
	if where == nowhere {
		return b.Conn.Write(p)
	}
	if where == afterCommit {
		if _, err := b.Conn.Write(p); err != nil {
			return 0, err
		}
		answer := make([]byte, 256) // what the server says of the commit goes no further
		if n, err := b.Conn.Read(answer); err != nil || !bytes.Contains(answer[:n], []byte("COMMIT")) {
			return 0, fmt.Errorf("the server did not commit: %q, %w", answer[:n], err)
		}
	}
	return 0, errors.Join(errBroken, b.Conn.Close())
}
