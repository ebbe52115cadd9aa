// Package csv lays out weighing tables as CSV, for those who work on with a program of their own: one line per row, UTF-8 with a byte order
// mark, semicolons, CRLF, as a German spreadsheet program expects it (RFC 4180 otherwise).
//
// Invariants
//
//  1. No cell is a formula to a spreadsheet program: one that begins like a formula begins with an apostrophe here, and is counted in the
//     report. Enforced in guarded; broken in TestNoCellIsAFormula.
//  2. Apart from that apostrophe every cell reads back as its source. Broken in TestEveryCellReadsBack.
package csv
