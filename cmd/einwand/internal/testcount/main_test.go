package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// module writes a module of packages, each with one test file, and makes it the working folder.
func module(t *testing.T, packages map[string]string) {
	t.Helper()
	dir := t.TempDir()
	write := func(path, text string) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "go.mod"), "module counted\n\ngo 1.26\n")
	for name, body := range packages {
		write(filepath.Join(dir, name, "x.go"), "package x\n")
		if body != "" {
			write(filepath.Join(dir, name, "x_test.go"), "package x\n\nimport \"testing\"\n\n"+body)
		}
	}
	t.Chdir(dir)
}

func TestLastLineCounts(t *testing.T) {
	const passes = "func TestA(tt *testing.T) { tt.Run(\"sub\", func(*testing.T) {}) }\n"
	for name, test := range map[string]struct {
		packages map[string]string
		last     string
		code     int
		shown    []string
		hidden   []string
	}{
		"all pass": {
			packages: map[string]string{"a": passes, "b": "func TestB(tt *testing.T) { tt.Log(\"leise\") }\n", "none": ""},
			last:     "3 passed, 0 failed, 0 skipped",
			hidden:   []string{"leise"},
		},
		"one fails": {
			packages: map[string]string{"a": passes, "b": "func TestB(tt *testing.T) { tt.Log(\"Grund\"); tt.Fail() }\n"},
			last:     "2 passed, 1 failed, 0 skipped",
			code:     1,
			shown:    []string{"Grund", "--- FAIL: TestB", "FAIL  counted/b"},
		},
		"one is skipped": {
			packages: map[string]string{"a": passes + "func TestB(tt *testing.T) { tt.Skip(\"keine Lust\") }\n"},
			last:     "2 passed, 0 failed, 1 skipped",
			shown:    []string{"keine Lust"},
		},
		"a package does not build": {
			packages: map[string]string{"a": passes, "b": "func TestB(tt *testing.T) { nirgends() }\n"},
			last:     "2 passed, 1 failed, 0 skipped",
			code:     1,
			shown:    []string{"undefined: nirgends"},
		},
		"a panic takes tests along": {
			packages: map[string]string{"a": "func TestA(tt *testing.T) { tt.Run(\"sub\", func(*testing.T) { panic(\"Absturz\") }) }\n"},
			last:     "0 passed, 2 failed, 0 skipped",
			code:     1,
			shown:    []string{"panic: Absturz"},
		},
		"ends without a failed test": {
			packages: map[string]string{"a": "func TestMain(m *testing.M) { m.Run(); panic(\"danach\") }\n" + passes},
			last:     "2 passed, 1 failed, 0 skipped",
			code:     1,
			shown:    []string{"danach"},
		},
		"nothing runs": {
			packages: map[string]string{"none": ""},
			last:     "0 passed, 0 failed, 0 skipped",
			code:     1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			module(t, test.packages)
			var out strings.Builder
			code := run([]string{"./..."}, &out, io.Discard)
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			if last := lines[len(lines)-1]; last != test.last || code != test.code {
				t.Errorf("got %q and exit code %d, want %q and %d", last, code, test.last, test.code)
			}
			for _, want := range test.shown {
				if !strings.Contains(out.String(), want) {
					t.Errorf("output: want %q in it, got\n%s", want, out.String())
				}
			}
			for _, not := range test.hidden {
				if strings.Contains(out.String(), not) {
					t.Errorf("output: want no %q in it, got\n%s", not, out.String())
				}
			}
		})
	}
}
