package postgres

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// install makes a folder that answers like an installation of one version.
func install(t *testing.T, major int) string {
	t.Helper()
	dir := t.TempDir()
	for program, script := range map[string]string{
		"initdb":   "#!/bin/sh\n",
		"postgres": fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %d.3 (Debian)'\n", major),
	} {
		if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestVersionFitsTheCluster(t *testing.T) {
	dirs := map[int]string{14: install(t, 14), 15: install(t, 15), 17: install(t, 17)}
	empty := t.TempDir()
	for name, test := range map[string]struct {
		installed []int
		have      int
		want      int
		fails     error
		says      string
	}{
		"newest for a new cluster":     {installed: []int{15, 17, 14}, want: 17},
		"the cluster's own":            {installed: []int{15, 17}, have: 15, want: 15},
		"cluster of a missing version": {installed: []int{15}, have: 17, fails: ErrVersion, says: "sudo apt-get install postgresql-17"},
		"too old":                      {installed: []int{14}, fails: ErrVersion, says: "PostgreSQL 15 oder neuer"},
		"none":                         {fails: ErrNoBinaries, says: "sudo apt-get install postgresql"},
	} {
		t.Run(name, func(t *testing.T) {
			where := []string{empty}
			for _, major := range test.installed {
				where = append(where, dirs[major])
			}
			got, err := findBinaries(t.Context(), where, test.have)
			if !errors.Is(err, test.fails) {
				t.Fatalf("got %v, want %v", err, test.fails)
			}
			if err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("refusal: got %q, want it to say %q", err, test.says)
			}
			if err == nil && got != (binaries{dirs[test.want], test.want}) {
				t.Errorf("got %v, want %d", got, test.want)
			}
		})
	}
}

func TestNamedFolderWithoutBinariesIsRefused(t *testing.T) {
	_, err := Start(t.Context(), Config{Dir: folder(t), Binaries: t.TempDir()})
	if !errors.Is(err, ErrNoBinaries) {
		t.Errorf("got %v, want ErrNoBinaries", err)
	}
}

func TestClusterOfAnotherVersionIsLeftAlone(t *testing.T) {
	dir := folder(t)
	data := filepath.Join(dir, "postgres", "data")
	if err := os.MkdirAll(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "PG_VERSION"), []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Config{Dir: dir}); !errors.Is(err, ErrVersion) {
		t.Errorf("got %v, want ErrVersion", err)
	}
	if entries, err := os.ReadDir(data); err != nil || len(entries) != 1 {
		t.Errorf("cluster's folder: got %v, %v, want it untouched", entries, err)
	}
}
