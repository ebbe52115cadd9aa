package probe

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/einwand/einwand/procedure/availability"
)

// Metrics counts checks by what they came to, for /metrics.
type Metrics struct{ checks *prometheus.CounterVec }

// NewMetrics makes the counter.
func NewMetrics() *Metrics {
	return &Metrics{prometheus.NewCounterVec(prometheus.CounterOpts{Name: "einwand_probe_checks_total",
		Help: "Fetches of published documents through the public address, by outcome."}, []string{"outcome"})}
}

// Describe implements prometheus.Collector.
func (m *Metrics) Describe(ch chan<- *prometheus.Desc) { m.checks.Describe(ch) }

// Collect implements prometheus.Collector.
func (m *Metrics) Collect(ch chan<- prometheus.Metric) { m.checks.Collect(ch) }

func (m *Metrics) count(r availability.Result) { m.checks.WithLabelValues(string(r.Outcome)).Inc() }
