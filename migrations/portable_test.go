package migrations_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unportable are the features of PostgreSQL that YugabyteDB lacks or treats otherwise, as patterns over SQL.
var unportable = map[string]*regexp.Regexp{
	"exclusion constraint":  regexp.MustCompile(`(?i)\bEXCLUDE\b`),
	"GiST, SP-GiST or BRIN": regexp.MustCompile(`(?i)\b(GIST|SPGIST|BRIN)\b`),
	"deferrable constraint": regexp.MustCompile(`(?i)\bDEFERRABLE\b|\bINITIALLY\s+DEFERRED\b|\bSET\s+CONSTRAINTS\b`),
	"range type":            regexp.MustCompile(`(?i)\b(int4|int8|num|ts|tstz|date)(multi)?range\b|\bAS\s+RANGE\b`),
	"domain":                regexp.MustCompile(`(?i)\bCREATE\s+DOMAIN\b`),
	"notification":          regexp.MustCompile(`(?im)^\s*(LISTEN|NOTIFY|UNLISTEN)\b|\bpg_notify\b`),
	"inheritance":           regexp.MustCompile(`(?i)\bINHERITS\s*\(`),
	"large object":          regexp.MustCompile(`(?i)\blo_(create|import|open)\b`),
	"unlogged table":        regexp.MustCompile(`(?i)\bUNLOGGED\b`),
	"tablesample":           regexp.MustCompile(`(?i)\bTABLESAMPLE\b`),
}

var (
	sqlComment  = regexp.MustCompile(`(?m)--.*$`)
	sqlLiteral  = regexp.MustCompile(`'(?:[^']|'')*'`)
	goLiteral   = regexp.MustCompile("(?s)`[^`]*`")
	sqlInGoFile = regexp.MustCompile(`(?i)\b(SELECT|INSERT|UPDATE|DELETE|LISTEN|NOTIFY)\b`)
)

func lint(sql string) []string {
	sql = sqlLiteral.ReplaceAllString(sqlComment.ReplaceAllString(sql, ""), "''")
	var found []string
	for feature, pattern := range unportable {
		if m := pattern.FindString(sql); m != "" {
			found = append(found, feature+" ("+strings.TrimSpace(m)+")")
		}
	}
	return found
}

// TestPortableSQL holds the migrations and the statements of every room's store to what YugabyteDB has as well.
func TestPortableSQL(t *testing.T) {
	files, statements := 0, 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (strings.HasPrefix(name, ".") && name != ".." || name == "testdata" || name == "node_modules") {
			return filepath.SkipDir
		}
		migration := filepath.Ext(name) == ".sql" && filepath.Base(filepath.Dir(path)) == "sql"
		store := strings.HasPrefix(name, "store") && filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go")
		if d.IsDir() || !migration && !store {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		texts := []string{string(source)}
		if store {
			texts = goLiteral.FindAllString(string(source), -1)
		}
		for _, text := range texts {
			if store && !sqlInGoFile.MatchString(text) {
				continue
			}
			statements++
			for _, feature := range lint(strings.Trim(text, "`")) {
				t.Errorf("%s: got %s, want SQL that YugabyteDB runs too", path, feature)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 || statements < 50 {
		t.Errorf("looked at %d files with %d statements: the lint has lost its way", files, statements)
	}
}

func TestLintFindsWhatYugabyteLacks(t *testing.T) {
	for _, sql := range []string{
		`ALTER TABLE a ADD EXCLUDE USING gist (b WITH &&)`,
		`CREATE INDEX ON a USING gist (b)`,
		`a uuid UNIQUE DEFERRABLE INITIALLY DEFERRED`,
		`CREATE TABLE a (b tstzrange)`,
		`CREATE DOMAIN a AS text`,
		`LISTEN jobs`,
		`SELECT pg_notify('jobs', '')`,
		`CREATE UNLOGGED TABLE a ()`,
	} {
		if len(lint(sql)) == 0 {
			t.Errorf("%s: got no finding, want one", sql)
		}
	}
	for _, sql := range []string{
		`-- no EXCLUDE here`,
		`COMMENT ON TABLE a IS 'not DEFERRABLE'`,
		`INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET b = excluded.b`,
	} {
		if found := lint(sql); len(found) != 0 {
			t.Errorf("%s: got %v, want nothing", sql, found)
		}
	}
}
