package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// demo is the demo of einwand, run inside of the test exactly as "einwand demo" runs it.
type demo struct {
	t       testing.TB
	address string // http://127.0.0.1:PORT
	data    string // its data folder
	log     *logbook
}

// startDemo runs the demo until the test ends. What the program logs as an error fails the test.
func startDemo(t testing.TB) *demo {
	t.Helper()
	d := &demo{t: t, data: dataFolder(t), log: &logbook{}}
	listen := freeAddress(t)
	d.address = "http://" + listen
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"demo", "--listen", listen, "--data", d.data}, noEnvironment, strings.NewReader(""), in, d.log)
		in.Close()
	}()
	if !ready(out) {
		stop()
		t.Fatalf("demo: got exit %d before it was ready:\n%s", <-ended, d.log)
	}
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("demo: got exit %d, want 0:\n%s", code, d.log)
		}
		for _, line := range d.log.errors() {
			t.Errorf("demo logged an error: %s", line)
		}
	})
	return d
}

// ready waits for the line that says so; false when the output ends before.
func ready(out io.Reader) bool {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "ready" {
			go io.Copy(io.Discard, out)
			return true
		}
	}
	return false
}

func noEnvironment(string) string { return "" }

// einwand runs another command on the demo's data, beside the running demo.
func (d *demo) einwand(args ...string) outcome {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(d.t.Context(), args, noEnvironment, strings.NewReader(""), &stdout, &stderr)
	return outcome{code, stdout.String(), stderr.String()}
}

// mail waits for the mail that has these words, and returns it as it lies in the folder. Mails are sent within seconds.
func (d *demo) mail(words string) string {
	d.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		names, err := filepath.Glob(filepath.Join(d.data, "mail", "*.eml"))
		if err != nil {
			d.t.Fatal(err)
		}
		for _, name := range names {
			if text, err := os.ReadFile(name); err == nil && strings.Contains(string(text), words) {
				return string(text)
			}
		}
	}
	d.t.Fatalf("mail with %q: got none within 10 seconds", words)
	return ""
}

// logbook is what the program writes to its error output.
type logbook struct{ output }

// errors are the lines of level ERROR, and those that are no line of a log at all.
func (l *logbook) errors() (lines []string) {
	for line := range strings.Lines(l.String()) {
		var entry struct{ Level string }
		if json.Unmarshal([]byte(line), &entry) != nil || entry.Level == "ERROR" {
			lines = append(lines, line)
		}
	}
	return lines
}
