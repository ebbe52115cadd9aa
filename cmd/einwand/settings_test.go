package main

import (
	"strings"
	"testing"
	"time"
)

func TestProbeIntervalIsADurationOrOff(t *testing.T) {
	for value, want := range map[string]time.Duration{"": 15 * time.Minute, "0": 0, "1m": time.Minute, "1h30m": 90 * time.Minute, "30s": -1, "-5m": -1, "15": -1, "oft": -1} {
		s, err := loadSettings("", func(key string) string {
			return map[string]string{"EINWAND_DATA": t.TempDir(), "EINWAND_EMBEDDED": "true", "EINWAND_PROBE_INTERVAL": value}[key]
		})
		if want < 0 {
			if err == nil || !strings.Contains(err.Error(), "probe_interval") {
				t.Errorf("%q: got %v, want it refused by name", value, err)
			}
			continue
		}
		if got, _ := s.probeEvery(); err != nil || got != want {
			t.Errorf("%q: got %s and %v, want %s", value, got, err, want)
		}
	}
}
