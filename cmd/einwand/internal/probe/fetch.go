package probe

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"golang.org/x/net/html"

	"github.com/einwand/einwand/procedure/availability"
)

// agent is the name that a proxy's log shows.
const agent = "einwand-probe"

// maxPage is more than the page of a procedure with a hundred documents has.
const maxPage = 4 << 20

// fetcher makes the requests of one look. The page of a procedure is read once for all its documents.
type fetcher struct {
	base   string
	client *http.Client
	mu     sync.Mutex
	pages  map[string]*listing
}

// listing is what the page of a procedure names.
type listing struct {
	once   sync.Once
	links  map[string]bool
	result availability.Result
}

func newFetcher(base string, transport http.RoundTripper) *fetcher {
	if transport == nil {
		transport = &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true}
	}
	return &fetcher{base: base, client: &http.Client{Transport: transport}, pages: map[string]*listing{}}
}

func (f *fetcher) close() { f.client.CloseIdleConnections() }

// check looks for a document on the page of its procedure, then fetches it. What cannot be found is not fetched: a site that
// is down would else take a timeout for every document.
func (f *fetcher) check(ctx context.Context, t availability.Target) availability.Result {
	path := fmt.Sprintf("/verfahren/%s/unterlagen/%d", t.Slug, t.Position)
	page := f.page(ctx, t.Slug)
	if !page.result.Good() {
		return page.result
	}
	if r := f.file(ctx, path+"/datei.pdf", t); !r.Good() {
		return r
	}
	if !page.links[path] {
		return availability.Result{Outcome: availability.NotListed}
	}
	return page.result
}

// file streams the bytes of a document through the hash. More bytes than were published are other content.
func (f *fetcher) file(ctx context.Context, path string, t availability.Target) availability.Result {
	ctx, cancel := context.WithTimeout(ctx, availability.Patience(t.Size))
	defer cancel()
	sum := sha256.New()
	var size int64
	r := f.get(ctx, path, func(body io.Reader) (err error) {
		size, err = io.Copy(sum, io.LimitReader(body, t.Size+1))
		return err
	})
	if r.Good() && (size != t.Size || !bytes.Equal(sum.Sum(nil), t.SHA256)) {
		return availability.Result{Outcome: availability.OtherContent}
	}
	return r
}

func (f *fetcher) page(ctx context.Context, slug string) *listing {
	f.mu.Lock()
	l := f.pages[slug]
	if l == nil {
		l = &listing{}
		f.pages[slug] = l
	}
	f.mu.Unlock()
	l.once.Do(func() {
		ctx, cancel := context.WithTimeout(ctx, availability.Patience(maxPage))
		defer cancel()
		l.result = f.get(ctx, "/verfahren/"+slug, func(body io.Reader) (err error) {
			l.links, err = linksOf(io.LimitReader(body, maxPage))
			return err
		})
		l.result.OnPage = !l.result.Good()
	})
	return l
}

// linksOf are the addresses that a page leads to. A page that is no HTML leads nowhere.
func linksOf(body io.Reader) (map[string]bool, error) {
	links := map[string]bool{}
	z := html.NewTokenizer(body)
	for {
		switch z.Next() {
		case html.ErrorToken:
			if errors.Is(z.Err(), io.EOF) {
				return links, nil
			}
			return nil, z.Err()
		case html.StartTagToken:
			for _, a := range z.Token().Attr {
				if a.Key == "href" {
					links[a.Val] = true
				}
			}
		}
	}
}

// get asks for a path past every cache and hands an answer with 200 to read.
func (f *fetcher) get(ctx context.Context, path string, read func(io.Reader) error) availability.Result {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.base+path, nil)
	if err != nil {
		return availability.Result{Outcome: availability.Unreachable}
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Cache-Control", "no-cache")
	resp, err := f.client.Do(req)
	if err != nil {
		return failure(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return availability.Result{Outcome: availability.BadStatus, Status: resp.StatusCode}
	}
	if err := read(resp.Body); err != nil {
		return failure(err)
	}
	return availability.Result{Outcome: availability.Good}
}

func failure(err error) availability.Result {
	if errors.Is(err, context.DeadlineExceeded) || os.IsTimeout(err) {
		return availability.Result{Outcome: availability.TooSlow}
	}
	return availability.Result{Outcome: availability.Unreachable}
}

// MinInterval is the shortest interval that a setting may ask for: the worker looks no sooner.
const MinInterval = time.Minute
