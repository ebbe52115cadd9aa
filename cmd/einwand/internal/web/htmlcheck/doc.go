// Package htmlcheck asserts pages by meaning: which words stand in which place, where links lead, what a form would
// send, and whether the markup keeps the rules that every page of einwand keeps. Tests use it; the program does not.
//
//	p := htmlcheck.Page(t, body)
//	p.Has("main h1", "Ihre Stellungnahme ist bei uns").HasNone("[role=alert]")
//	p.WellFormed()
//	again := p.Form("/verfahren/bp-47/stellungnahme").Press("Weiter zu Ihren Angaben")
//
// # Vocabulary
//
//	selector  a small part of CSS: tag, #id, .class, [attr], [attr=value], [attr^=value], descendant, child (>), list (,)
//	text      what a person reads or hears in an element: white space is one space, a non-breaking space is a space,
//	          a new block or line separates words; visually hidden words count, aria-hidden ones do not
//	problem   one sentence on a rule that a page breaks
//
// # Invariants
//
//  1. An assertion that cannot hold fails the test: an unknown selector, no match where one is asked for, two where
//     one is meant. Enforced in assert.go and form.go; TestAssertionsFail.
//  2. A form sends what a browser would send without scripts (HTML § 4.10.22): checked boxes, the chosen or else the
//     first option, line ends as CRLF, nothing that is disabled. Enforced by form.go; TestFormSendsWhatABrowserSends.
//  3. A form is filled as a person would: by the labels, with the options that are offered. Enforced by fill.go;
//     TestFillFailsWhereAPersonCouldNot.
//  4. Every rule of WellFormed is broken once on purpose in TestWellFormedFindsEachProblem.
package htmlcheck
