package tagged

import (
	"encoding/binary"
	"math"
)

// outputIntent writes the profile of sRGB, by which an archive knows what the greys of the file mean.
func outputIntent(f *File) (int, error) {
	n := f.next()
	return n, f.stream(n, "/N 3", profile())
}

// The primaries and the white of sRGB, adapted to the D50 of profiles (IEC 61966-2-1, ICC.1:2004-10).
var (
	white = [3]float64{0.9642, 1, 0.8249}
	red   = [3]float64{0.4360, 0.2225, 0.0139}
	green = [3]float64{0.3851, 0.7169, 0.0971}
	blue  = [3]float64{0.1431, 0.0606, 0.7141}
)

// adaptation leads from the white of sRGB, D65, to that of profiles (Bradford, ICC.1:2004-10 annex E).
var adaptation = []float64{1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168}

// profile is a display profile of version 4 for sRGB, made here from published figures, so that it has no licence but
// ours. Its curve is a formula: viewers invert that at once, and a table of values on every page anew.
func profile() []byte {
	curve := tone()
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", localized("sRGB IEC61966-2.1")}, {"cprt", localized("No copyright, use freely")}, {"chad", numbers("sf32", adaptation...)},
		{"wtpt", numbers("XYZ ", white[:]...)}, {"rXYZ", numbers("XYZ ", red[:]...)}, {"gXYZ", numbers("XYZ ", green[:]...)}, {"bXYZ", numbers("XYZ ", blue[:]...)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	const header, perTag = 128, 12
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	places := map[*byte]int{}
	for _, t := range tags {
		at, known := places[&t.data[0]]
		if !known {
			at = header + 4 + perTag*len(tags) + len(data)
			places[&t.data[0]] = at
			data = append(data, t.data...)
			data = append(data, make([]byte, -len(data)&3)...)
		}
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
	}
	return append(append(profileHeader(header+len(table)+len(data)), table...), data...)
}

func profileHeader(size int) []byte {
	b := make([]byte, 128)
	binary.BigEndian.PutUint32(b, uint32(size))
	copy(b[8:], "\x04\x20\x00\x00mntrRGB XYZ ")
	copy(b[24:], "\x07\xea\x00\x01\x00\x01") // a date is required: 2026-01-01
	copy(b[36:], "acsp")
	for i, v := range white {
		binary.BigEndian.PutUint32(b[68+4*i:], fixed(v))
	}
	return b
}

// numbers is a tag of signed numbers with 16 bits behind the point.
func numbers(kind string, list ...float64) []byte {
	b := append([]byte(kind), 0, 0, 0, 0)
	for _, v := range list {
		b = binary.BigEndian.AppendUint32(b, fixed(v))
	}
	return b
}

func fixed(v float64) uint32 { return uint32(int32(math.Round(v * 65536))) }

// localized is a tag of words in English.
func localized(words string) []byte {
	b := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
	b = binary.BigEndian.AppendUint32(b, uint32(2*len(words)))
	b = binary.BigEndian.AppendUint32(b, 28)
	for _, r := range words {
		b = binary.BigEndian.AppendUint16(b, uint16(r))
	}
	return b
}

// tone is the curve from a value to the light: a power, and a straight line near to black.
func tone() []byte {
	curve := numbers("para", 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)
	return append(append(curve[:8:8], 0, 3, 0, 0), curve[8:]...)
}
