package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// minMajor is the oldest version that the schema is tested with.
const minMajor = 15

// installed are the folders in which distributions put the server programs; Debian and Red Hat keep them out of PATH.
var installed = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/usr/local/pgsql/bin",
}

// binaries is a folder that holds initdb and postgres of one version.
type binaries struct {
	dir   string
	major int
}

// findBinaries chooses among the folders the version of an existing cluster (have), or the newest when there is none
// yet (have is 0).
func findBinaries(ctx context.Context, folders []string, have int) (binaries, error) {
	var best binaries
	var seen []string
	for _, dir := range folders {
		major, err := majorOf(ctx, dir)
		if err != nil {
			continue // no complete installation in this folder
		}
		seen = append(seen, strconv.Itoa(major))
		if major == have || have == 0 && major >= minMajor && major > best.major {
			best = binaries{dir, major}
		}
	}
	switch {
	case ctx.Err() != nil:
		return binaries{}, context.Cause(ctx)
	case best.dir != "":
		return best, nil
	case len(seen) == 0:
		return binaries{}, noBinaries()
	case have == 0:
		return binaries{}, &Problem{ErrVersion, fmt.Sprintf("einwand braucht PostgreSQL %d oder neuer; installiert ist %s.", minMajor, strings.Join(seen, ", "))}
	}
	return binaries{}, &Problem{ErrVersion, fmt.Sprintf("Der Datenordner ist mit PostgreSQL %d angelegt; installiert ist %s. "+
		"Bitte einmal ausführen: sudo apt-get install postgresql-%[1]d", have, strings.Join(seen, ", "))}
}

func noBinaries() *Problem {
	return &Problem{ErrNoBinaries, "PostgreSQL ist nicht installiert. Bitte einmal ausführen: sudo apt-get install postgresql"}
}

// folders lists where to look; a folder that the operator names is the only one.
func folders(named string) ([]string, error) {
	if named != "" {
		return []string{named}, nil
	}
	var dirs []string
	if path, err := exec.LookPath("postgres"); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	for _, pattern := range installed {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		dirs = append(dirs, found...)
	}
	return dirs, nil
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// majorOf asks the server program itself; folder names are only a convention.
func majorOf(ctx context.Context, dir string) (int, error) {
	if _, err := exec.LookPath(filepath.Join(dir, "initdb")); err != nil {
		return 0, err
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return 0, err
	}
	m := versionLine.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("version of %s: got %q", dir, out)
	}
	return strconv.Atoi(string(m[1]))
}

// clusterMajor is the version that made the cluster, 0 when there is no cluster yet.
func clusterMajor(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(text)))
}
