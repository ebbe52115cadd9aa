package main

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

// browser is a person at a browser without scripts: it keeps cookies, follows links by their words, fills fields by their
// labels and presses buttons by theirs. What cannot be done fails the test. Every page of the site that is shown is held
// to the rules of htmlcheck, and no answer may be a 500.
type browser struct {
	t      testing.TB
	home   *url.URL
	client *http.Client // follows no redirects and knows no cookies
	jar    http.CookieJar

	at     *url.URL // of the page that is shown
	status int
	header http.Header
	body   []byte
	filled []entry
}

// entry is something that was done to a form before its button is pressed.
type entry struct {
	label string
	words string
	group string  // the question, where several groups offer the same answer
	name  string  // the field itself, where only the panel around it tells it from another
	pick  bool    // a radio button or a box
	file  *upload // nil for everything but files
}

// upload is a file as it is sent. kind is what the browser says of it; nobody should believe it.
type upload struct {
	name string
	kind string
	data []byte
}

func openBrowser(t testing.TB, home string) *browser {
	t.Helper()
	u, err := url.Parse(home)
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, home: u, at: u, jar: jar, client: &http.Client{Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Get types an address of the site.
func (b *browser) Get(path string) *browser {
	b.t.Helper()
	b.at = b.home
	b.open(b.request(http.MethodGet, path, nil, ""))
	return b
}

// Follow clicks on the link with these words.
func (b *browser) Follow(label string) *browser {
	b.t.Helper()
	b.open(b.request(http.MethodGet, b.Page().Follow(label), nil, ""))
	return b
}

// Fill, Choose and Attach are what a person does before pressing the button; see htmlcheck.Form.
func (b *browser) Fill(label, words string) *browser {
	b.filled = append(b.filled, entry{label: label, words: words})
	return b
}

// Choose clicks a radio button or a box.
func (b *browser) Choose(label string) *browser {
	b.filled = append(b.filled, entry{label: label, pick: true})
	return b
}

// Answer clicks a radio button in the group that asks the question.
func (b *browser) Answer(question, label string) *browser {
	b.filled = append(b.filled, entry{label: label, group: question, pick: true})
	return b
}

// Set types into a field that a person tells from another with the same label by the panel around it.
func (b *browser) Set(name, words string) *browser {
	b.filled = append(b.filled, entry{name: name, words: words})
	return b
}

// Attach chooses a file.
func (b *browser) Attach(label string, u upload) *browser {
	b.filled = append(b.filled, entry{label: label, file: &u})
	return b
}

// Press presses the button with this text and sends its form.
func (b *browser) Press(button string) *browser {
	b.t.Helper()
	b.open(b.pressed(button))
	return b
}

// pressed is the request of a button, for tests that send it themselves, or twice.
func (b *browser) pressed(button string) *http.Request {
	b.t.Helper()
	f := b.Page().FormWith(button)
	files := map[string][]upload{}
	for _, e := range b.filled {
		switch {
		case e.file != nil:
			name := f.FileField(e.label)
			files[name] = append(files[name], *e.file)
		case e.name != "":
			if !f.Values.Has(e.name) {
				b.t.Fatalf("form %s: got no field %s", f.Action, e.name)
			}
			f.Values.Set(e.name, e.words)
		case e.group != "":
			f.Answer(e.group, e.label)
		case e.pick:
			f.Choose(e.label)
		default:
			f.Fill(e.label, e.words)
		}
	}
	b.filled = nil
	values, action := f.Press(button), f.Action
	if i := slices.IndexFunc(f.Buttons, func(x htmlcheck.Button) bool { return x.Label == button }); f.Buttons[i].Action != "" {
		action = f.Buttons[i].Action
	}
	return b.send(f, action, values, files)
}

func (b *browser) send(f htmlcheck.Form, action string, values url.Values, files map[string][]upload) *http.Request {
	b.t.Helper()
	switch {
	case f.Method == http.MethodGet:
		return b.request(http.MethodGet, action+"?"+values.Encode(), nil, "")
	case f.Enctype == "multipart/form-data":
		body, kind := b.multipart(values, files)
		return b.request(http.MethodPost, action, body, kind)
	case len(files) > 0:
		b.t.Fatalf("form %s: got no enctype for files", f.Action)
	}
	return b.request(http.MethodPost, action, []byte(values.Encode()), "application/x-www-form-urlencoded")
}

func (b *browser) multipart(values url.Values, files map[string][]upload) (body []byte, kind string) {
	b.t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for name, list := range values {
		for _, v := range list {
			must(b.t, w.WriteField(name, v))
		}
	}
	for name, list := range files {
		for _, u := range list {
			part, err := w.CreatePart(textproto.MIMEHeader{
				"Content-Disposition": {fmt.Sprintf("form-data; name=%q; filename=%q", name, u.name)}, "Content-Type": {u.kind}})
			must(b.t, err)
			_, err = part.Write(u.data)
			must(b.t, err)
		}
	}
	must(b.t, w.Close())
	return buf.Bytes(), w.FormDataContentType()
}

// request is one from the page that is shown, with what browsers say about where it comes from (Fetch Metadata).
func (b *browser) request(method, address string, body []byte, kind string) *http.Request {
	b.t.Helper()
	to, err := b.at.Parse(address)
	must(b.t, err)
	r, err := http.NewRequestWithContext(b.t.Context(), method, to.String(), bytes.NewReader(body))
	must(b.t, err)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if b.at.Hostname() != to.Hostname() {
		r.Header.Set("Sec-Fetch-Site", "cross-site")
	}
	return r
}

// do sends a request once. As in life, a POST from another site carries no cookies (SameSite=Lax).
func (b *browser) do(r *http.Request) (*http.Response, []byte, error) {
	if r.Method == http.MethodGet || r.Header.Get("Sec-Fetch-Site") != "cross-site" {
		for _, c := range b.jar.Cookies(r.URL) {
			r.AddCookie(c)
		}
	}
	resp, err := b.client.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	b.jar.SetCookies(r.URL, resp.Cookies())
	b.discreet(resp)
	body, err := io.ReadAll(resp.Body)
	return resp, body, err
}

// open sends a request, follows where it leads and shows the page.
func (b *browser) open(r *http.Request) {
	b.t.Helper()
	for range 10 {
		resp, body, err := b.do(r)
		must(b.t, err)
		b.at, b.status, b.header, b.body, b.filled = r.URL, resp.StatusCode, resp.Header, body, nil
		to := resp.Header.Get("Location")
		if to == "" {
			b.look()
			return
		}
		site := r.Header.Get("Sec-Fetch-Site")
		r = b.request(http.MethodGet, to, nil, "")
		if site == "cross-site" {
			r.Header.Set("Sec-Fetch-Site", site) // a redirect does not make the request our own
		}
	}
	b.t.Fatalf("%s: redirects without end", b.at)
}

// look holds what is shown to what must always be true.
func (b *browser) look() {
	b.t.Helper()
	if b.status >= http.StatusInternalServerError {
		b.t.Fatalf("%s: got status %d:\n%s", b.at, b.status, b.body)
	}
	if b.at.Host == b.home.Host && strings.HasPrefix(b.header.Get("Content-Type"), "text/html") {
		before := b.t.Failed()
		b.Page().WellFormed()
		if !before && b.t.Failed() {
			b.t.Logf("that was %s", b.at)
		}
	}
}

// Page is what is shown.
func (b *browser) Page() *htmlcheck.Document {
	b.t.Helper()
	if kind := b.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
		b.t.Fatalf("%s: got %s, want a page", b.at, kind)
	}
	return htmlcheck.Page(b.t, string(b.body))
}

// Sees reports an error unless the words stand in an element that the selector finds.
func (b *browser) Sees(selector, words string) *browser {
	b.t.Helper()
	b.Page().Has(selector, words)
	return b
}

// Answered reports an error unless the answer had this status.
func (b *browser) Answered(status int) *browser {
	b.t.Helper()
	if b.status != status {
		b.t.Errorf("%s: got status %d, want %d; headings %q", b.at, b.status, status, b.Page().Texts("h1"))
	}
	return b
}

// Arrived reports an error unless the page has this path.
func (b *browser) Arrived(path string) *browser {
	b.t.Helper()
	if b.at.Path != path {
		b.t.Errorf("got to %s, want %s; headings %q", b.at, path, b.Page().Texts("h1"))
	}
	return b
}

// Download loads the file behind the link with these words; the page stays.
func (b *browser) Download(label string) []byte {
	b.t.Helper()
	return b.Load(b.Page().Follow(label))
}

// Load loads a file of the site by its address; the page stays.
func (b *browser) Load(path string) []byte {
	b.t.Helper()
	resp, body, err := b.do(b.request(http.MethodGet, path, nil, ""))
	must(b.t, err)
	if resp.StatusCode != http.StatusOK {
		b.t.Fatalf("load %s: got status %d, want a file", path, resp.StatusCode)
	}
	return body
}

// LoginAs logs in as a person of the demo, from the page that asks for a login or from anywhere, and comes back to where
// that page leads.
func (b *browser) LoginAs(name string) *browser {
	b.t.Helper()
	people := demoidp.Personas()
	i := slices.IndexFunc(people, func(p demoidp.Persona) bool { return p.Name == name })
	if i < 0 {
		b.t.Fatalf("login as %q: there is no such person", name)
	}
	if b.at.Path != "/anmelden" {
		b.Get("/anmelden?return=%2F")
	}
	if people[i].Entity == demoidp.EntityStaff {
		b.Follow("Mit dem Dienstkonto (Demo) anmelden")
	} else {
		b.Follow("Mit BundID (Demo) anmelden").Press("Weiter zu BundID (Demo)")
	}
	b.Press(name).Press("Weiter zu einwand")
	b.Sees(".ew-person", name)
	return b
}
