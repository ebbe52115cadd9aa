package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

// siege is a number of writers who file at a program that is killed again and again.
type siege struct {
	t       *testing.T
	at      *installation
	crew    []*writer
	mu      sync.Mutex
	changed *sync.Cond
	up      bool
	over    bool
	writing int // writers who have not left: one who met what no crash excuses has
	presses int // of the button that files
	filed   []filed
}

// filed is a statement with its receipt.
type filed struct {
	slug    string
	label   string
	text    string
	pressed []time.Time // every press of the button; the last one got the receipt
}

func besiege(t *testing.T, at *installation) *siege {
	s := &siege{t: t, at: at, up: true}
	s.changed = sync.NewCond(&s.mu)
	return s
}

// set says whether the program is there, and whether to come to an end.
func (s *siege) set(up, over bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.up, s.over = up, over
	s.changed.Broadcast()
}

// press counts and wakes who waits for the count.
func (s *siege) press() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.presses++
	s.changed.Broadcast()
	return time.Now()
}

// await returns when something has come to pass, or when nobody is left to bring it about.
func (s *siege) await(passed func() bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !passed() && s.writing > 0 {
		s.changed.Wait()
	}
}

// awaitPresses returns at a press of the button, n presses from now, and tells how many there were.
func (s *siege) awaitPresses(n int) (presses int) {
	until := 0
	s.await(func() bool {
		if until == 0 {
			until = s.presses + n
		}
		presses = s.presses
		return presses >= until
	})
	return presses
}

// awaitReceipt returns as soon as the next writer holds a receipt.
func (s *siege) awaitReceipt() {
	until := 0
	s.await(func() bool {
		if until == 0 {
			until = len(s.filed) + 1
		}
		return len(s.filed) >= until
	})
}

// count enters writers, or crosses them off.
func (s *siege) count(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writing += n
	s.changed.Broadcast()
}

// retry is what a writer does after something went wrong: wait until the program is there, and then a moment.
func (s *siege) retry() {
	s.mu.Lock()
	for !s.up {
		s.changed.Wait()
	}
	s.mu.Unlock()
	time.Sleep(20 * time.Millisecond) // while the database is gone, the program is still there to say so
}

func (s *siege) ended() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.over
}

func (s *siege) acknowledged(f filed) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.filed = append(s.filed, f)
	s.changed.Broadcast()
}

// writer is a resident who files one statement after the other and does not give up before each has its receipt.
type writer struct {
	*siege
	number  int
	browser *browser
	last    string // number of the last receipt
}

// join opens the session of a new writer. It outlives every crash: it stands in the database.
func (s *siege) join(number int) *writer {
	s.t.Helper()
	b := openBrowser(s.t, s.at.settings.PublicURL)
	who := s.at.people[number].Name
	b.Get("/anmelden?return=%2F").Follow("Mit BundID (Demo) anmelden").Press("Weiter zu BundID (Demo)").Press(who).Press("Weiter zu einwand").Sees(".ew-person", who)
	s.count(1)
	w := &writer{siege: s, number: number, browser: b}
	s.crew = append(s.crew, w)
	return w
}

// write files until the siege is over. Slugs are the procedures, in turn.
func (w *writer) write(slugs ...string) {
	defer w.count(-1)
	for n := 0; !w.ended(); n++ {
		slug := slugs[(w.number+n)%len(slugs)]
		text := fmt.Sprintf("Einwendung %d von Nachbar %d.\n\nDer Mühlenweg ist zu schmal für zwei Busse. %s", n+1, w.number+1,
			strings.Repeat("Bitte prüfen Sie eine zweite Zufahrt. ", 20))
		w.prepare(slug, text)
		w.submit(filed{slug: slug, text: text})
	}
}

// prepare brings the text as far as the page with the button that files. Any of its steps may be done again.
func (w *writer) prepare(slug, text string) {
	form := "/verfahren/" + slug + "/stellungnahme"
	for !(w.visit(form) && w.fill("Was möchten Sie uns sagen?", text, "Weiter zu Ihren Angaben") &&
		w.click("Weiter") && w.browser.at.Path == form+"/pruefen") {
		w.retry()
	}
}

// submit presses the button of one page until there is a receipt: the same form, so the same draft.
func (w *writer) submit(f filed) {
	for check := *w.browser; f.label == ""; *w.browser = check {
		if len(f.pressed) > 0 {
			w.retry()
		}
		press := w.browser.pressed("Stellungnahme jetzt einreichen")
		f.pressed = append(f.pressed, w.press())
		if resp, body, err := w.browser.do(press); err == nil {
			w.excuse(press.URL, resp.StatusCode, body)
			f.label, _ = strings.CutPrefix(resp.Header.Get("Location"), "/meine/")
		}
	}
	w.last = f.label
	w.acknowledged(f)
	for !w.visit("/meine/" + f.label) {
		w.retry()
	}
	w.browser.Answered(http.StatusOK).Sees("h1", "Ihre Stellungnahme ist bei uns")
}

func (w *writer) visit(path string) bool {
	w.browser.at = w.browser.home
	return w.send(w.browser.request(http.MethodGet, path, nil, ""))
}

func (w *writer) fill(label, words, button string) bool {
	w.browser.Fill(label, words)
	return w.click(button)
}

func (w *writer) click(button string) bool { return w.send(w.browser.pressed(button)) }

// send is browser.open for a program that may die at any moment: it reports whether there was an answer other than that
// the house is not well. The address of a page that did not come stays, as in a browser.
func (w *writer) send(r *http.Request) bool {
	b := w.browser
	for range 10 {
		b.at, b.status, b.header, b.body, b.filled = r.URL, 0, nil, nil, nil
		resp, body, err := b.do(r)
		if err != nil {
			return false
		}
		b.status, b.header, b.body = resp.StatusCode, resp.Header, body
		to := resp.Header.Get("Location")
		if to == "" {
			break
		}
		r = b.request(http.MethodGet, to, nil, "")
	}
	w.excuse(b.at, b.status, b.body)
	return b.status < 400
}

// excuse fails the test for an answer that no crash excuses: that something was wrong with the request.
func (w *writer) excuse(at *url.URL, status int, body []byte) {
	if status >= 400 && status < 500 {
		w.t.Fatalf("%s: got status %d, %q", at, status, htmlcheck.Page(w.t, string(body)).Texts("h1"))
	}
}
