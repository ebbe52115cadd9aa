package saml

import (
	"slices"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
)

// BenchmarkPolicy says what an answer costs here, as a multiple of what the library alone takes for one that both can read:
// assertion signed by rsa-sha256 and encrypted with AES-128-GCM. The sides take turns, and the median of the ratios counts.
func BenchmarkPolicy(b *testing.B) {
	p := mustProvider(b, residentsConfig(), nil)
	l := pending(p)
	both := forge(b, p, l, keyring.idp, func(d *draft) { d.seal = gcmSeal(16) })
	alone := func() {
		if libraryAlone(p, l, both) != "accepts" {
			b.Fatal("the library refuses an answer that it can read")
		}
	}
	for _, tt := range []struct {
		name string
		edit func(*draft)
	}{
		{"rsa-sha256, AES-128-GCM", func(d *draft) { d.seal = gcmSeal(16) }},
		{"RSASSA-PSS, AES-256-GCM", func(d *draft) { pss(d); d.seal = modern() }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			raw := forge(b, p, l, keyring.idp, tt.edit)
			ours := func() {
				if err := accepted(p, l, raw); err != nil {
					b.Fatal(err)
				}
			}
			ratio, took := compared(ours, alone)
			b.ReportMetric(ratio, "x-library")
			b.ReportMetric(float64(took.Microseconds()), "us/answer")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func accepted(p *Provider, l identity.Login, raw []byte) error {
	a, err := p.accept(raw, l, now)
	if err == nil {
		_, err = p.identityOf(&a)
	}
	return err
}

// compared is the median of ours/theirs over rounds in which they take turns, and the median time of ours.
func compared(ours, theirs func()) (ratio float64, took time.Duration) {
	const rounds, times = 15, 20
	measure := func(f func()) time.Duration {
		began := time.Now()
		for range times {
			f()
		}
		return time.Since(began) / times
	}
	measure(ours)
	measure(theirs)
	var ratios []float64
	var all []time.Duration
	for range rounds {
		one, other := measure(ours), measure(theirs)
		ratios, all = append(ratios, float64(one)/float64(other)), append(all, one)
	}
	slices.Sort(ratios)
	slices.Sort(all)
	return ratios[rounds/2], all[rounds/2]
}

func BenchmarkJunk(b *testing.B) {
	p := mustProvider(b, residentsConfig(), nil)
	l := pending(p)
	raw := forge(b, p, l, keyring.idp, func(d *draft) { fill(d, 6000) })
	for b.Loop() {
		if _, err := p.accept(raw, l, now); err == nil {
			b.Fatal("junk was accepted")
		}
	}
}
