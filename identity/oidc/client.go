package oidc

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// The limits of what a provider may make us wait and read.
const (
	timeout  = 10 * time.Second
	maxBytes = 1 << 20
)

var errEndless = errors.New("the provider's answer is too long")

// newClient talks to a provider: it follows no redirect, for a directory's addresses do not move in the middle of a login, and
// reads no answer without end.
func newClient() *http.Client {
	return &http.Client{Timeout: timeout, Transport: bounded{http.DefaultTransport.(*http.Transport).Clone()},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

type bounded struct{ inner http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.inner.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	res.Body = &boundedBody{res.Body, maxBytes}
	return res, nil
}

type boundedBody struct {
	io.ReadCloser
	left int
}

func (b *boundedBody) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errEndless
	}
	n, err := b.ReadCloser.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}
