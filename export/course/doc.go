// Package course prints the Verlauf of a procedure: what it is about, its rounds with their periods, and every act on record
// with its day, the law that bound it, what was answered, and the warnings that a reason answered. It is the sheet on top of
// a case file.
//
// Invariants
//
//  1. Every act, every answer, every warning and every reason of the record is printed. WritePDF; TestEveryActIsPrinted.
package course
