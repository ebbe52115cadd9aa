// Package administration is what an authority sets for itself: the holidays of its municipalities and where they
// announce.
//
// # Vocabulary
//
//	place    a municipality, addressed by its key below /verwaltung/gemeinden
//	own      a holiday that the town added, beside those of the Land and of a part of it
//	affected a round whose period would be computed otherwise today
//
// A page decides nothing: what the procedure room refuses is shown with the form as it was typed.
//
// # Invariants
//
//  1. What a change does to periods on record is said on the page after it, and nothing is changed by itself.
//     placePage; TestPlaceNamesTheRoundsThatWouldEndOtherwise
//  2. A form sent twice acts once. TestHolidayIsAddedOnceAndEnded, TestExtrasAndMediumAreSet
//  3. Nothing that was typed is lost with an error. TestRefusedHolidayKeepsWhatWasTyped
//  4. Every holiday stands there with its act. TestPlaceListsEveryHolidayWithItsAct
//  5. A place of another authority does not exist. TestPlaceOfAnotherAuthorityDoesNotExist
package administration

//go:generate go tool templ generate -path .
