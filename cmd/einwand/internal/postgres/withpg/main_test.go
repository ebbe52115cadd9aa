package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCommandFindsTheServerAndItsCodeComesBack(t *testing.T) {
	t.Setenv("TMPDIR", passable(t))
	for name, test := range map[string]struct {
		unsafe  bool
		command []string
		code    int
		fails   bool
	}{
		"unsafe":         {true, psql("SHOW fsync", "off"), 0, false},
		"durable":        {false, psql("SHOW fsync", "on"), 0, false},
		"code":           {true, []string{"sh", "-c", "exit 7"}, 7, false},
		"killed":         {true, []string{"sh", "-c", "kill -9 $$"}, 1, true},
		"no such thing":  {true, []string{"/nirgends"}, 1, true},
		"server is lost": {true, []string{"sh", "-c", `kill -9 $(head -1 "$TMPDIR"/*/postgres/data/postmaster.pid); exec sleep 60`}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			code, err := run(t.Context(), test.unsafe, test.command)
			if code != test.code || (err != nil) != test.fails {
				t.Errorf("got code %d and %v, want code %d and an error: %v", code, err, test.code, test.fails)
			}
			if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
				t.Errorf("folders after the run: got %v, %v, want none", left, err)
			}
		})
	}
}

// TestDurableServerIsNeverInMemory: what must survive a crash of the machine is on a disk, and who names a folder gets it.
func TestDurableServerIsNeverInMemory(t *testing.T) {
	t.Setenv("TMPDIR", "")
	if got := place(false); got != "" {
		t.Errorf("durable: got %s, want the usual folder", got)
	}
	t.Setenv("TMPDIR", t.TempDir())
	if got := place(true); got != "" {
		t.Errorf("with TMPDIR: got %s, want the usual folder", got)
	}
}

// psql succeeds if a query answers what is wanted.
func psql(query, want string) []string {
	return []string{"sh", "-c", `test "$(psql -XAt "$EINWAND_TEST_DATABASE" -c "$0")" = "$1"`, query, want}
}

// passable is a folder that root's server user can pass through.
func passable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}
