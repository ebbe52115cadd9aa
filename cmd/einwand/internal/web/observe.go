package web

import (
	"context"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what /metrics shows: how many answers of which kind, how long they took, and how the process does. They
// name routes, never addresses: a number of a statement is nobody else's business.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics(further ...prometheus.Collector) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "einwand_requests_total", Help: "Answers by route, method and status."},
			[]string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "einwand_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.005, .02, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"method", "route"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.registry.MustRegister(further...)
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

func (m *metrics) count(method, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(method, route).Observe(took.Seconds())
}

// observe logs and counts one line per request, with the route instead of the address, without query, person or content,
// and turns a panic into an answer.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		rec := &recorder{ResponseWriter: w}
		found := chi.NewRouteContext() // the routers below note in it which route it was
		r = r.WithContext(context.WithValue(r.Context(), chi.RouteCtxKey, found))
		defer func() {
			if p := recover(); p != nil {
				s.Log.Error("panic", "value", p, "stack", string(debug.Stack()))
				if rec.status == 0 {
					plain(rec, http.StatusInternalServerError, "Es ist ein Fehler aufgetreten.\n")
				}
			}
			route, method, took := found.RoutePattern(), knownMethod(r.Method), time.Since(began)
			if route == "" {
				route = "none"
			}
			s.metrics.count(method, route, rec.status, took)
			s.Log.Info("request", "method", method, "route", route, "status", rec.status, "ms", took.Milliseconds())
		}()
		next.ServeHTTP(rec, r)
	})
}

// knownMethod keeps invented methods from making new lines without end.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return method
	}
	return "other"
}
