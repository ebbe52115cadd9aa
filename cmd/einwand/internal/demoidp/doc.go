// Package demoidp is the identity provider of `einwand demo`: two SAML 2.0 providers in one handler, one that stands for
// BundID and one for a town's directory, in which one chooses an invented person instead of logging in. It is not part of
// `einwand serve`.
//
// It has to run on another site than the application (http://localhost:PORT against http://127.0.0.1:PORT), so that cookies behave
// as with a real provider. It keeps no state and sets no cookie: the signed request travels through its form and is verified again
// at each step. It shares no code with identity/saml, whose requests it reads and whose checks it has to pass.
//
// # Vocabulary
//
//   - An entity is one of the two providers, EntityResidents or EntityStaff; its entity ID is BaseURL/buerger or BaseURL/rathaus.
//   - A service provider is an application that may send people here; Register names it.
//   - A persona is an invented person. Its Subject is the same in every run.
//
// # Invariants
//
//  1. Only signed requests of a registered service provider are answered, and only to its registered address.
//     read; TestOnlyRegisteredServiceProvidersAreAnswered
//  2. What comes out logs in through identity/saml, each persona with its own level and means. TestEachPersonaLogsIn
//  3. The pages work without scripts, under a Content-Security-Policy without inline code. TestPagesKeepTheRules
package demoidp

//go:generate go tool templ generate -path .
