package web

import (
	"net/http"
	"net/url"
)

// ownForms refuses forms that stood on a page of somebody else. Browsers say so by Sec-Fetch-Site or Origin; one too old for both
// still names the page in the Referer. What names nothing at all is let through: it comes from no page, or from one that hides itself
// in a browser of before 2020, and there SameSite=Lax keeps our cookies back.
func (s *Server) ownForms(table []route, pages http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	for _, rt := range table {
		if rt.foreign {
			protection.AddInsecureBypassPattern(rt.method + " " + rt.path)
		}
	}
	protection.SetDenyHandler(http.HandlerFunc(s.crossOrigin))
	return protection.Handler(pages)
}

// ownPage is ownForms for browsers that send neither Sec-Fetch-Site nor Origin.
func (s *Server) ownPage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		silent := r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == ""
		if from := r.Referer(); silent && from != "" && r.Method == http.MethodPost {
			if u, err := url.Parse(from); err != nil || u.Host != r.Host {
				s.crossOrigin(w, r)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) crossOrigin(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusForbidden, "Diese Anfrage kam von einer fremden Seite und wurde nicht angenommen. Gespeichert wurde nichts.\n")
}
