package migrations_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/einwand/einwand/migrations/testdb"
)

var update = flag.Bool("update", false, "write schema.sql anew")

// TestSchemaDumpIsCurrent keeps schema.sql, in which a reader sees the schema whole, equal to what the migrations make.
func TestSchemaDumpIsCurrent(t *testing.T) {
	const file = "schema.sql"
	db := testdb.New(t)
	got := dump(t, db)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the migrations make; first difference:\n%s\nWrite it anew: go test ./migrations -run %s -update",
			file, firstDifference(got, string(want)), t.Name())
	}
}

// unsteady are the lines that tell of the dumping program and not of the schema.
var unsteady = regexp.MustCompile(`(?m)^(-- Dumped (from|by) .*|\\(un)?restrict .*|SET transaction_timeout = .*)\n`)

func dump(t *testing.T, db *testdb.DB) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), pgDump(t, db), "--schema-only", "--no-owner", "--dbname", db.URL("postgres"))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, stderr.String())
	}
	text := unsteady.ReplaceAllString(string(out), "")
	return strings.TrimSpace(regexp.MustCompile(`\n{3,}`).ReplaceAllString(text, "\n\n")) + "\n"
}

// pgDump prefers the program of the server's version: it refuses servers that are newer than itself.
func pgDump(t *testing.T, db *testdb.DB) string {
	t.Helper()
	var major string
	err := db.Super.QueryRow(t.Context(), `SELECT (current_setting('server_version_num')::int / 10000)::text`).Scan(&major)
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"/usr/lib/postgresql/" + major + "/bin", "/usr/pgsql-" + major + "/bin", "/usr/local/pgsql/bin"} {
		if path, err := exec.LookPath(filepath.Join(pattern, "pg_dump")); err == nil {
			return path
		}
	}
	path, err := exec.LookPath("pg_dump")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "got  " + a[i] + "\nwant " + b[i]
		}
	}
	if len(a) > len(b) {
		return "got  " + a[len(b)] + "\nwant the end"
	}
	return "got  the end\nwant " + b[len(a)]
}
