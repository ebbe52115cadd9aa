package period

import "time"

// easter returns Easter Sunday of the Gregorian calendar by the method of Meeus, Jones and Butcher, which needs no
// table of exceptions. Jean Meeus, Astronomical Algorithms, chapter 8; the letters are his.
func easter(year int) Date {
	a := year % 19
	b, c := year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}
