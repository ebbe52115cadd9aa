// Package reply is the pages behind the link that a public body gets in its mail: the request with its deadline, the documents,
// the answer without an account, and the receipt. Whoever holds the link sees and does what the link allows; procedure/bodies
// says what that proves.
//
// # Invariants
//
//  1. No page of this package is indexed, and none hands its address on: neither to a login nor as a referrer.
//     Pages.open; TestLinkStaysSecret
//  2. A text that was typed comes back with every error. TestRefusedAnswerKeepsItsText
//  3. What is filed is what the page before showed. Form, check page and filing carry the same text;
//     TestAnswerGoesThroughTheCheckPage
package reply

//go:generate go tool templ generate -path .
