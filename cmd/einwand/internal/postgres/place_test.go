package postgres

import (
	"errors"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func TestDefaultDir(t *testing.T) {
	for name, test := range map[string]struct {
		uid         int
		state, home string
		want        string
	}{
		"root":           {0, "/var/state", "/root", "/var/lib/einwand"},
		"state folder":   {1000, "/var/state", "/home/erika", "/var/state/einwand"},
		"relative state": {1000, "state", "/home/erika", "/home/erika/.local/state/einwand"},
		"home":           {1000, "", "/home/erika", "/home/erika/.local/state/einwand"},
	} {
		env := map[string]string{"XDG_STATE_HOME": test.state, "HOME": test.home}
		if got := defaultDir(test.uid, func(k string) string { return env[k] }); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestOddFolders(t *testing.T) {
	for name, test := range map[string]struct {
		sub   string
		short bool
	}{
		"long": {strings.Repeat("lang/", 30), true},
		"list": {"Altstadt, Neustadt", true},
		"odd":  {`a "b" 5% & 'c'`, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(folder(t), test.sub)
			s := begin(t, Config{Dir: dir, Unsafe: true})
			if got := filepath.Dir(s.place.socket) == "/tmp"; got != test.short {
				t.Errorf("socket folder %s: got short=%v, want %v", s.place.socket, got, test.short)
			}
			joined, err := Join(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			if got := ask[int](t, joined, `SELECT 1`); got != 1 {
				t.Errorf("query: got %d, want 1", got)
			}
			end(t, s)
			if _, err := os.Stat(s.place.socket); os.IsNotExist(err) != test.short {
				t.Errorf("socket folder after stop: got %v, want it gone if it stands in /tmp", err)
			}
		})
	}
}

func TestTwoSpellingsOfAFolderAreOne(t *testing.T) {
	dir := folder(t)
	link := filepath.Join(folder(t), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	if a, b := mustLocate(t, dir), mustLocate(t, link+"/."); a != b {
		t.Errorf("places: got %v and %v, want one", a, b)
	}
}

func TestForeignSocketFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	me := runner{os.Getuid(), os.Getgid()}
	for name, squat := range map[string]func(path string) error{
		"open to others": func(path string) error { return errors.Join(os.Mkdir(path, 0o755), os.Chmod(path, 0o755)) },
		"a link":         func(path string) error { return os.Symlink(dir, path) },
		"a file":         func(path string) error { return os.WriteFile(path, nil, 0o700) },
	} {
		path := filepath.Join(dir, name)
		if err := squat(path); err != nil {
			t.Fatal(err)
		}
		if err := me.makeOwn(path); !errors.Is(err, ErrSocketTaken) {
			t.Errorf("%s: got %v, want ErrSocketTaken", name, err)
		}
	}
	path := filepath.Join(dir, "ours")
	if err := errors.Join(me.makeOwn(path), me.makeOwn(path)); err != nil {
		t.Errorf("our own, twice: got %v, want nil", err)
	}
	if me.uid != 0 {
		return // only root can make somebody else's
	}
	if err := os.Chown(path, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	if err := me.makeOwn(path); !errors.Is(err, ErrSocketTaken) {
		t.Errorf("somebody else's: got %v, want ErrSocketTaken", err)
	}
}

func TestStartRefusesAForeignSocketFolder(t *testing.T) {
	dir := filepath.Join(folder(t), strings.Repeat("lang/", 30))
	if err := os.MkdirAll(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	socket := mustLocate(t, dir).socket
	t.Cleanup(func() { _ = os.Remove(socket) }) // a refused start leaves it
	if err := os.Symlink(dir, socket); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Config{Dir: dir, Unsafe: true}); !errors.Is(err, ErrSocketTaken) {
		t.Errorf("got %v, want ErrSocketTaken", err)
	}
}

// TestFolderOutOfReachIsRefused stands for /root, where the server's user cannot go, and for any other folder that
// belongs to somebody else.
func TestFolderOutOfReachIsRefused(t *testing.T) {
	closed := folder(t)
	if err := os.Chmod(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Config{Dir: filepath.Join(closed, "daten")})
	if !errors.Is(err, ErrOutOfReach) || !strings.HasPrefix(err.Error(), "Die Datenbank") || !strings.Contains(err.Error(), "--data") {
		t.Errorf("start: got %v, want ErrOutOfReach and what to do", err)
	}
}

// TestRunsAsAnOrdinaryUser starts the owner as "nobody" when the tests run as root, who then joins and takes over as
// that user.
func TestRunsAsAnOrdinaryUser(t *testing.T) {
	dir, binary := folder(t), os.Args[0]
	as := runner{os.Getuid(), os.Getgid()}
	if as.uid == 0 {
		as = mustUser(t, "nobody")
		binary = copyTo(t, folder(t))
		if err := os.Chown(dir, as.uid, as.gid); err != nil {
			t.Fatal(err)
		}
	}
	w := startWriter(t, binary, dir, as.credential())
	w.read(t, 10)
	s, err := Join(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	ask[int64](t, s, `SELECT count(*) FROM written`)
	w.kill()
	if err := os.Remove(s.place.lockFile); err != nil { // the next is made by us
		t.Fatal(err)
	}
	s = begin(t, Config{Dir: dir})
	if got := s.owner.runner.uid; got != as.uid {
		t.Errorf("user of the server: got %d, want %d, who owns the folder", got, as.uid)
	}
	info, err := os.Stat(s.place.lockFile)
	if err != nil {
		t.Fatal(err)
	}
	if got := int(info.Sys().(*syscall.Stat_t).Uid); got != as.uid {
		t.Errorf("owner of the lock: got %d, want %d, else that user can never start again", got, as.uid)
	}
}

func mustUser(t *testing.T, name string) runner {
	t.Helper()
	u, err := user.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		t.Fatal(err)
	}
	return runner{uid, gid}
}

// copyTo puts the test binary where every user can run it.
func copyTo(t *testing.T, dir string) string {
	t.Helper()
	from, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(filepath.Join(dir, "owner"), os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Name()
}
