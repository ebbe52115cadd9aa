package saml

import (
	"slices"
	"testing"
	"time"
)

// BenchmarkAcceptance compares the whole acceptance (scan, decryption, signature, policy, person) with crewjam/saml alone, on the
// same signed and encrypted answer that both can read: AES-128-GCM, rsa-sha256 on response and assertion. The two take turns, and
// the median of the ratios counts.
func BenchmarkAcceptance(b *testing.B) {
	p := mustProvider(b, residentsConfig(), nil)
	l := pending(p)
	raw := forge(b, p, l, keyring.idp, func(d *draft) { d.seal, d.signResponse = gcmSeal(16), true })
	if got := libraryAlone(p, l, raw); got != "accepts" {
		b.Fatalf("the library alone %s it: there is nothing to compare", got)
	}
	var ratios, took []float64
	for b.Loop() {
		begun := time.Now()
		a, err := p.accept(raw, l, now)
		if err == nil {
			_, err = p.identityOf(&a)
		}
		ours := time.Since(begun)
		if err != nil {
			b.Fatal(err)
		}
		begun = time.Now()
		libraryAlone(p, l, raw)
		ratios, took = append(ratios, float64(ours)/float64(time.Since(begun))), append(took, float64(ours.Microseconds()))
	}
	slices.Sort(ratios)
	slices.Sort(took)
	b.ReportMetric(ratios[len(ratios)/2], "x-library")
	b.ReportMetric(took[len(took)/2], "µs/acceptance")
	b.ReportMetric(0, "ns/op")
}
