// Package feed writes dates for calendar programs (RFC 5545) and news for feed readers (RFC 4287). It knows no database and
// no person: what it is given is what everybody, or the staff, may know.
//
// # Invariants
//
//  1. The same dates give the same bytes: nothing of it depends on when somebody asks. TestSameDatesGiveTheSameBytes
//  2. A date keeps its UID when its day moves, so that no calendar shows it twice. TestMovedDateKeepsItsIdentity
//  3. No line is longer than 75 octets or cuts a letter in two, and no text can add a line. FuzzCalendarHoldsAnyName
package feed
