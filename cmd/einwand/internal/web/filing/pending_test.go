package filing_test

import (
	"net/http/httptest"
	"net/url"
)

// keep does what the guard does with a form whose session has ended, and gives the browser its cookie.
func (d *desk) keep(path string, form url.Values) {
	d.t.Helper()
	rec := httptest.NewRecorder()
	d.must(d.pending.Keep(rec, httptest.NewRequest("POST", path, nil), path, form, d.Clock.Now()))
	d.cookies = append(d.cookies, rec.Result().Cookies()...)
}
