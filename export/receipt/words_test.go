package receipt

import "testing"

func TestSizesAreReadAsPeopleReadThem(t *testing.T) {
	for n, want := range map[int64]string{0: "0 Byte", 999: "999 Byte", 1000: "1 kB (1.000 Byte)", 84_499: "84 kB (84.499 Byte)",
		2_400_009: "2,4 MB (2.400.009 Byte)", 1_234_567_890: "1234,6 MB (1.234.567.890 Byte)"} {
		if got := size(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}
