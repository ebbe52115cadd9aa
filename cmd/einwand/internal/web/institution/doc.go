// Package institution is the pages of a public body whose people log in: the letters that it got, the draft of an answer, its release
// by the coordinator, and the receipt. procedure/bodies says who may do what; the link of the mail (web/reply) stays beside it.
//
// # Invariants
//
//  1. A text that was typed comes back with every error, also when somebody else was faster. TestWordingThatMetAnotherComesBack
//  2. The page of a worker offers no release, and the route refuses one. TestWorkerHandsInAndCoordinatorFiles
//  3. The address of an invitation is handed on to no login. Pages.Invitation; TestInvitationIsTakenByWhoHasLoggedIn
package institution

//go:generate go tool templ generate -path .
