package postgres

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const (
	port       = "5432" // part of the socket's file name; nothing listens on TCP
	socketFile = ".s.PGSQL." + port

	// sun_path of sockaddr_un holds 108 bytes with the closing zero.
	socketPathLimit = 107
)

// DefaultDir is the data folder when the operator names none. Root gets a folder below /var/lib, since the system user
// that runs PostgreSQL cannot enter /root.
func DefaultDir(getenv func(string) string) string {
	return defaultDir(os.Geteuid(), getenv)
}

func defaultDir(uid int, getenv func(string) string) string {
	if uid == 0 {
		return "/var/lib/einwand"
	}
	// The XDG Base Directory Specification has relative paths ignored.
	if state := getenv("XDG_STATE_HOME"); filepath.IsAbs(state) {
		return filepath.Join(state, "einwand")
	}
	home := getenv("HOME")
	if u, err := user.LookupId(strconv.Itoa(uid)); home == "" && err == nil {
		home = u.HomeDir
	}
	return filepath.Join(home, ".local", "state", "einwand")
}

// place holds the paths of one installation, resolved: two spellings of a data folder give the same place.
type place struct {
	dir      string // the data folder
	home     string
	data     string
	socket   string
	lockFile string
	logFile  string
}

// locate resolves an existing data folder.
func locate(dir string) (place, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return place{}, err
	}
	abs, err = filepath.EvalSymlinks(abs)
	if err != nil {
		return place{}, err
	}
	home := filepath.Join(abs, "postgres")
	p := place{
		dir:      abs,
		home:     home,
		data:     filepath.Join(home, "data"),
		socket:   filepath.Join(home, "socket"),
		lockFile: filepath.Join(home, "lock"),
		logFile:  filepath.Join(home, "server.log"),
	}
	// pgx and libpq split a host at commas.
	if len(filepath.Join(p.socket, socketFile)) > socketPathLimit || strings.Contains(p.socket, ",") {
		p.socket = fmt.Sprintf("/tmp/einwand-%x", sha256.Sum256([]byte(home)))[:len("/tmp/einwand-")+16]
	}
	return p, nil
}

// runner is the system user that PostgreSQL runs as: the owner of the home.
type runner struct {
	uid, gid int
}

// credential is nil when the child simply runs as we do.
func (r runner) credential() *syscall.Credential {
	if os.Geteuid() == r.uid {
		return nil
	}
	return &syscall.Credential{Uid: uint32(r.uid), Gid: uint32(r.gid)}
}

// take makes the runner the owner of what root has made for it.
func (r runner) take(path string) error {
	if r.credential() == nil {
		return nil
	}
	return os.Lchown(path, r.uid, r.gid)
}

// settle makes the home and finds out who runs PostgreSQL in it.
func settle(dir string) (place, runner, error) {
	mode := fs.FileMode(0o700)
	if os.Geteuid() == 0 {
		mode = 0o711 // the system user passes through to the home, and lists nothing
	}
	if err := os.MkdirAll(dir, mode); err != nil {
		return place{}, runner{}, reach(dir, err)
	}
	p, err := locate(dir)
	if err != nil {
		return place{}, runner{}, reach(dir, err)
	}
	if err := os.MkdirAll(p.home, 0o700); err != nil {
		return place{}, runner{}, reach(dir, err)
	}
	r, err := ownerOf(p.home)
	if err != nil {
		return place{}, runner{}, err
	}
	if r.uid == 0 {
		r, err = give(p.home)
	}
	return p, r, err
}

func ownerOf(path string) (runner, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return runner{}, err
	}
	st := info.Sys().(*syscall.Stat_t)
	r := runner{uid: int(st.Uid), gid: int(st.Gid)}
	if me := os.Geteuid(); me != 0 && me != r.uid {
		return runner{}, reach(path, fs.ErrPermission)
	}
	return r, nil
}

// give hands a home that root has made to the system user of the PostgreSQL packages; PostgreSQL refuses root.
func give(home string) (runner, error) {
	u, err := user.Lookup("postgres")
	if _, unknown := errors.AsType[user.UnknownUserError](err); unknown {
		return runner{}, noBinaries()
	}
	if err != nil {
		return runner{}, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return runner{}, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return runner{}, err
	}
	r := runner{uid: uid, gid: gid}
	return r, r.take(home)
}

// makeOwn makes a folder that belongs to the runner alone. An existing one that does not is refused: below /tmp
// anybody could have put it there and wait for our connections.
func (r runner) makeOwn(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := r.owns(path); err != nil {
		return err
	}
	return r.take(path)
}

// owns refuses a folder that others can write to. One of our own is as good as the runner's: root makes it before
// giving it away.
func (r runner) owns(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	uid := int(info.Sys().(*syscall.Stat_t).Uid)
	if !info.IsDir() || info.Mode().Perm() != 0o700 || uid != r.uid && uid != os.Geteuid() {
		return &Problem{ErrSocketTaken, fmt.Sprintf("Der Ordner %s gehört nicht zu diesem Datenordner. Bitte löschen Sie ihn und starten Sie neu.", path)}
	}
	return nil
}

// reach translates a lack of permission; other errors pass.
func reach(dir string, err error) error {
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return &Problem{ErrOutOfReach, fmt.Sprintf("Die Datenbank kann den Ordner %s nicht benutzen: Der Zugriff fehlt. "+
		"Bitte nennen Sie mit --data einen anderen Ordner oder starten Sie als der Benutzer, dem er gehört.", dir)}
}
