// Package templates is where an authority keeps what its procedures start from.
//
// # Vocabulary
//
//	standard  a template that comes with the program; it is copied, not changed
//	own       a template of the authority, in versions
//	offered   an own template that new procedures can start from; one that is not is kept for those that did
//
// Planners look, a lead changes. Lists stand in text areas, one entry a line (package listing).
//
// # Invariants
//
//  1. A form sent twice acts once. TestTemplateIsMadeOnceAndSaved
//  2. Nothing that was typed is lost with an error, and every error stands at its field with its line.
//     TestRefusedTemplateKeepsWhatWasTyped
//  3. What somebody else saved meanwhile is not overwritten unseen. TestTemplateThatChangedMeanwhileIsNotOverwritten
//  4. A template of another authority does not exist. TestTemplateOfAnotherTownDoesNotExist
package templates

//go:generate go tool templ generate -path .
