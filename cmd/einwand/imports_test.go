package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "github.com/einwand/einwand"
	root   = "../.."
)

// topLevel is all that may stand beside the rooms; .git and bin are not in the repository.
var topLevel = []string{
	"cmd", "procedure", "identity", "weighing", "export", "migrations", "testdata", "go.mod", "README.md",
	"go.sum", "Makefile", ".ci", ".gitignore", "LICENSE", "staticcheck.conf", ".git", "bin",
}

// order is the one way that imports point: a room imports itself and what stands before it.
var order = []string{"identity", "procedure", "weighing", "export", "cmd"}

// maxLines is what a file may have at most; most have a quarter.
const maxLines = 600

// source is one Go file of the house. Its path is slash-separated, from the root.
type source struct {
	path string
	file *ast.File
}

func (s source) folder() string    { return path.Dir(s.path) }
func (s source) room() string      { room, _, _ := strings.Cut(s.path, "/"); return room }
func (s source) isDomain() bool    { return slices.Contains(order[:4], s.room()) }
func (s source) imports() []string { return importsOf(s.file) }

func (s source) in(dir string) bool {
	return s.folder() == dir || strings.HasPrefix(s.folder(), dir+"/")
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") || forTests(s.folder()) }

// forTests reports whether a folder holds what the tests of several rooms share: procedure/proceduretest, as in
// net/http/httptest, and the test database.
func forTests(folder string) bool {
	return path.Base(folder) == path.Base(path.Dir(folder))+"test" || folder == "migrations/testdb"
}

// rules are the architecture. Each returns what is wrong with a file, one sentence a fault.
var rules = map[string]func(source) []string{
	"imports point one way":                            oneWay,
	"domain rooms know no web and no pages":            noWeb,
	"deadlines, outlines and layout touch no database": noDatabase,
	"what is for tests stays in tests":                 testsStayApart,
	"SQL stands in the store":                          sqlInStore,
	"domain rooms are told the time":                   noClock,
	"what a generator writes is marked by name":        generatedByName,
	"packages are named after things, not piles":       noPiles,
}

func TestHouse(t *testing.T) {
	sources := parseHouse(t)
	if len(sources) == 0 {
		t.Fatal("got no Go file, want the house")
	}
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			for _, s := range sources {
				for _, fault := range rule(s) {
					t.Errorf("%s: %s", s.path, fault)
				}
			}
		})
	}
}

func oneWay(s source) (faults []string) {
	for _, imported := range s.imports() {
		target, ours := strings.CutPrefix(imported, module+"/")
		if !ours || target == s.folder() {
			continue
		}
		to, _, _ := strings.Cut(target, "/")
		switch {
		case s.isTest() && to == "migrations":
		case s.in("procedure/period"), s.in("procedure/area"), s.in("procedure/ledger"):
			faults = append(faults, fmt.Sprintf("imports %s, and may import none of ours", target))
		case to == "migrations" && (s.room() == "cmd" || s.room() == "migrations"):
		case s.room() == "migrations" || slices.Index(order, to) > slices.Index(order, s.room()) || to == "migrations":
			faults = append(faults, fmt.Sprintf("imports %s, against the order %s", target, strings.Join(order, " <- ")))
		}
	}
	return faults
}

func noWeb(s source) (faults []string) {
	if !s.isDomain() || s.isTest() {
		return nil
	}
	for _, imported := range s.imports() {
		web := imported == "net/http" || strings.HasPrefix(imported, "net/http/")
		page := strings.HasSuffix(imported, "/template") || strings.HasPrefix(imported, "github.com/a-h/templ")
		if web && !s.in("identity/saml") && !s.in("identity/oidc") || page {
			faults = append(faults, "imports "+imported)
		}
	}
	return faults
}

func noDatabase(s source) (faults []string) {
	if s.isTest() || !s.in("procedure/period") && !s.in("procedure/area") && !s.in("export") {
		return nil
	}
	for _, imported := range s.imports() {
		if imported == "database/sql" || strings.HasPrefix(imported, "github.com/jackc/pgx") {
			faults = append(faults, "imports "+imported)
		}
	}
	return faults
}

func testsStayApart(s source) (faults []string) {
	if s.isTest() {
		return nil
	}
	for _, imported := range s.imports() {
		if target, ours := strings.CutPrefix(imported, module+"/"); ours && forTests(target) {
			faults = append(faults, "imports "+target+" outside of a test")
		}
	}
	return faults
}

var statement = regexp.MustCompile(`(?s)^\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|WITH\s.*\sAS\s*\()`)

func sqlInStore(s source) (faults []string) {
	if !s.isDomain() || s.isTest() || strings.HasPrefix(path.Base(s.path), "store") || s.in("procedure/ledger") {
		return nil
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		if text, err := strconv.Unquote(literal.Value); err == nil && statement.MatchString(text) {
			faults = append(faults, "SQL outside of store*.go: "+strings.TrimSpace(text[:min(40, len(text))]))
		}
		return true
	})
	return faults
}

func noClock(s source) (faults []string) {
	if !s.isDomain() || s.isTest() {
		return nil
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := sel.X.(*ast.Ident)
		if ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Local"}, sel.Sel.Name) {
			faults = append(faults, "time."+sel.Sel.Name+": the time is an argument")
		}
		return true
	})
	return faults
}

func generatedByName(s source) []string {
	if ast.IsGenerated(s.file) != strings.HasSuffix(s.path, "_templ.go") {
		return []string{"generated files are called *_templ.go, and nothing else is"}
	}
	return nil
}

func noPiles(s source) []string {
	for _, part := range strings.Split(s.folder(), "/") {
		if slices.Contains([]string{"pkg", "util", "utils", "common", "helper", "helpers", "models", "types"}, part) {
			return []string{"folder " + part + " says nothing"}
		}
	}
	return nil
}

func TestTopLevelIsFixed(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s stands at the top: got a new entry, want one of %v", e.Name(), topLevel)
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	walk(t, func(name string) {
		written := !strings.HasSuffix(name, "_templ.go") && slices.Contains([]string{".go", ".templ", ".js", ".mjs"}, path.Ext(name))
		if !written || strings.Contains(name, "/vendor/") || strings.HasSuffix(name, ".min.js") {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(string(text), "\n"); lines > maxLines {
			t.Errorf("%s: got %d lines, want at most %d", name, lines, maxLines)
		}
	})
}

// TestEveryPageIsGenerated finds what templ leaves behind when a .templ file is renamed, and folders that make generate
// does not know: templ writes the path as seen from where it runs, so each folder has it run in itself.
func TestEveryPageIsGenerated(t *testing.T) {
	walk(t, func(name string) {
		if stem, generated := strings.CutSuffix(name, "_templ.go"); generated {
			if _, err := os.Stat(filepath.Join(root, stem+".templ")); err != nil {
				t.Errorf("%s: got no source, want %s.templ", name, stem)
			}
		}
		if path.Ext(name) == ".templ" && !hasDirective(t, path.Dir(name)) {
			t.Errorf("%s: got no directive in its folder, want //go:generate go tool templ generate -path .", name)
		}
	})
}

func hasDirective(t *testing.T, folder string) bool {
	t.Helper()
	files, err := fs.Glob(os.DirFS(root), folder+"/*.go")
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(name string) bool {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(text), "\n//go:generate go tool templ generate -path .")
	})
}

// parseHouse reads the files itself instead of asking go list, so that the test cache knows what the test depends on.
func parseHouse(t *testing.T) (sources []source) {
	t.Helper()
	walk(t, func(name string) {
		if path.Ext(name) != ".go" {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, parse(t, name, string(text)))
	})
	return sources
}

func parse(t *testing.T, name, text string) source {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return source{name, file}
}

func importsOf(file *ast.File) (paths []string) {
	for _, spec := range file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// walk visits the files of the repository, by slash-separated name from the root.
func walk(t *testing.T, visit func(name string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{".git", "bin", "node_modules", "testdata"}, d.Name()) {
			return fs.SkipDir
		}
		if d.Type().IsRegular() {
			visit(name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRulesSeeFaults breaks every rule once, and goes to its edge once.
func TestRulesSeeFaults(t *testing.T) {
	imports := func(paths ...string) string {
		text := "package p\n"
		for _, p := range paths {
			text += fmt.Sprintf("import _ %q\n", p)
		}
		return text
	}
	for _, test := range []struct {
		rule, path, text string
		faulty           bool
	}{
		{"imports point one way", "identity/a.go", imports(module + "/procedure"), true},
		{"imports point one way", "weighing/a.go", imports(module + "/export/pdf"), true},
		{"imports point one way", "export/pdf/a.go", imports(module+"/weighing", module+"/export"), false},
		{"imports point one way", "procedure/statement/a.go", imports(module+"/procedure/ledger", module+"/identity"), false},
		{"imports point one way", "procedure/period/a.go", imports(module + "/identity"), true},
		{"imports point one way", "procedure/area/a.go", imports(module + "/procedure"), true},
		{"imports point one way", "procedure/ledger/a_test.go", imports(module+"/migrations/testdb", module+"/procedure/ledger"), false},
		{"imports point one way", "procedure/ledger/a_test.go", imports(module + "/identity"), true},
		{"imports point one way", "procedure/a.go", imports(module + "/cmd/einwand/internal/web"), true},
		{"imports point one way", "procedure/a.go", imports(module + "/migrations"), true},
		{"imports point one way", "migrations/a.go", imports(module + "/identity"), true},
		{"imports point one way", "migrations/testdb/a.go", imports(module + "/migrations"), false},
		{"imports point one way", "cmd/einwand/a.go", imports(module+"/migrations", module+"/export"), false},
		{"domain rooms know no web and no pages", "weighing/a.go", imports("net/http"), true},
		{"domain rooms know no web and no pages", "export/a.go", imports("text/template"), true},
		{"domain rooms know no web and no pages", "procedure/a.go", imports("github.com/a-h/templ"), true},
		{"domain rooms know no web and no pages", "identity/saml/a.go", imports("net/http"), false},
		{"domain rooms know no web and no pages", "identity/oidc/a.go", imports("net/http"), false},
		{"domain rooms know no web and no pages", "weighing/a.go", imports("net/url"), false},
		{"deadlines, outlines and layout touch no database", "procedure/period/a.go", imports("database/sql"), true},
		{"deadlines, outlines and layout touch no database", "procedure/area/a.go", imports("database/sql"), true},
		{"deadlines, outlines and layout touch no database", "export/xlsx/a.go", imports("github.com/jackc/pgx/v5/pgxpool"), true},
		{"deadlines, outlines and layout touch no database", "weighing/store.go", imports("github.com/jackc/pgx/v5"), false},
		{"what is for tests stays in tests", "cmd/einwand/a.go", imports(module + "/migrations/testdb"), true},
		{"what is for tests stays in tests", "cmd/einwand/a_test.go", imports(module + "/migrations/testdb"), false},
		{"what is for tests stays in tests", "weighing/a.go", imports(module + "/procedure/proceduretest"), true},
		{"what is for tests stays in tests", "procedure/proceduretest/a.go", imports(module + "/migrations/testdb"), false},
		{"imports point one way", "procedure/proceduretest/a.go", imports(module + "/migrations/testdb"), false},
		{"SQL stands in the store", "weighing/a.go", "package p\nconst q = `\n SELECT id\n FROM x`", true},
		{"SQL stands in the store", "weighing/a.go", "package p\nconst q = \"UPDATE x SET a = 1\"", true},
		{"SQL stands in the store", "weighing/a.go", "package p\nconst q = `WITH a AS (TABLE b) DELETE FROM c`", true},
		{"SQL stands in the store", "weighing/a.go", "package p\nconst q = `DELETE FROM x`", true},
		{"SQL stands in the store", "weighing/a.go", "package p\nconst q = `INSERT INTO x (a) VALUES (1)`", true},
		{"SQL stands in the store", "weighing/a.go", "package p\nconst q = `UPDATE of the plan`", false},
		{"SQL stands in the store", "weighing/store_a.go", "package p\nconst q = `SELECT 1`", false},
		{"SQL stands in the store", "procedure/ledger/a.go", "package p\nconst q = `SELECT 1`", false},
		{"domain rooms are told the time", "procedure/a.go", "package p\nimport \"time\"\nvar x = time.Now()", true},
		{"domain rooms are told the time", "procedure/a.go", "package p\nimport \"time\"\nvar x = time.Since", true},
		{"domain rooms are told the time", "procedure/a_test.go", "package p\nimport \"time\"\nvar x = time.Now()", false},
		{"domain rooms are told the time", "cmd/einwand/a.go", "package p\nimport \"time\"\nvar x = time.Now()", false},
		{"what a generator writes is marked by name", "cmd/a.go", "// Code generated by x. DO NOT EDIT.\npackage p", true},
		{"what a generator writes is marked by name", "cmd/a_templ.go", "package p", true},
		{"packages are named after things, not piles", "cmd/einwand/internal/util/a.go", "package p", true},
	} {
		if got := len(rules[test.rule](parse(t, test.path, test.text))) > 0; got != test.faulty {
			t.Errorf("%s, %s with %q: got fault=%v, want %v", test.rule, test.path, test.text, got, test.faulty)
		}
	}
}
