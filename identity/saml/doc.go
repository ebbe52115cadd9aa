// Package saml logs people in through identity providers that speak SAML 2.0: BundID for residents, a town's directory for
// staff. It is the service provider's side of the Web Browser SSO profile, on crewjam/saml, with a policy around it.
//
// # Vocabulary
//
//   - A provider is an identity provider as the settings name it. Each has an entity ID and an assertion consumer service (ACS)
//     of ours of its own, /saml/{id}/metadata and /saml/{id}/acs.
//   - A login is what Start begins and Finish ends. It waits in identity.Logins, found by its RelayState,
//     a random handle.
//   - An answer is the SAML response that the browser posts to the ACS; the assertion in it is what the provider signs.
//   - A request asks for a login, by form (HTTP-POST) or by redirect. BundID's carries an extension: what it wants to know of us.
//   - The level is how sure the provider was. Finish reports what was reached; whether it suffices is the rule of what the person
//     wants to do.
//
// # What the web layer has to do
//
// The POST to the ACS comes from another site: cookies with SameSite=Lax are not sent with it, net/http's CrossOriginProtection
// has to let it through, and an attacker can post an answer of their own to log a victim in as the attacker. So the login is bound
// to the browser that began it. Before Start the web layer sets a Lax cookie with a random secret and puts the secret's SHA-256 into
// identity.Intent.BrowserHash. After Finish it answers with a redirect to a page of its own, on which the cookie is sent, compares the
// cookie's hash with identity.Arrival.BrowserHash in constant time, and only then opens a session with a new id. The page's
// Content-Security-Policy lists Origins as form-action. The Reason of a Refusal is for the log only.
//
// # Why the library is not enough
//
// crewjam/saml v0.5.1 accepts SHA-1, assertions without audience or confirmation, any validity, several assertions, comments,
// document types and second roots; it replays within the validity, ignores the level, and steps into nil pointers on answers
// without Subject or Conditions or with more than 1,000 elements. Every attack in the tests states what the library does with it
// alone. samlsp.Middleware is not used: its cookie lives 90 seconds, and a login with the Online-Ausweis takes minutes.
//
// The order of Finish: consume the login; scan the bytes (scan.go, outline.go); decrypt (decrypt.go, transport.go) and scan again;
// the library, with our signature check
// (signature.go, pss.go); the policy over the bytes that the signature covers (assertion.go, policy.go); the person (person.go); remember
// the assertion.
//
// The library checks times by its global crewjam.TimeNow, everything here by the argument now. They agree in the program; a test
// with a fixed time has to set both. An answer must arrive within 90 seconds of its issue (the library's MaxIssueDelay).
//
// # Invariants
//
//  1. A login is answered at most once, whatever the answer is. identity.Logins; TestLoginIsAnsweredOnce
//  2. An assertion logs in at most once. rememberAssertion; TestAssertionIsUsedOnce
//  3. Only a document with one reading goes on to be believed. scan; TestDocumentsWithASecondReadingAreRefused, FuzzScan
//  4. The person is read from the bytes that the assertion's own signature covers, by a key of this provider's metadata and
//     an allowed algorithm. verifier; TestWrappedSignaturesAreRefused, TestUnprovenSignaturesAreRefused
//  5. An assertion is believed only by whom, when and for which login it was made.
//     checkEnvelope, checkAssertion; TestAnswersMeantForOthersAreRefused, TestAnswersOutOfTimeAreRefused
//  6. An answer of one provider never ends a login at another. Finish; TestProvidersAreNotMixedUp
//  7. The level is the lowest that the answer names. levelOf; TestLevelIsTheLowestThatTheAnswerNames
//     A person is known only as well as the surname. sureOfName; TestPersonIsKnownOnlyAsWellAsTheName
//  8. No answer brings the process down. verify; TestPanicsOfTheLibraryBecomeRefusals, FuzzFinish
//  9. An encrypted assertion is believed by the rules of a plain one: the answer is scanned again with the assertion in its place, and
//     of one that does not open nobody learns why. open; TestHostileEncryptedAnswersAreRefused, TestCBCDoesNotTellItsPadding,
//     FuzzPlaintext; runAttacks repeats every attack on an encrypted answer
//  10. BundID is asked only as its interface allows, and what breaks that is refused at the start. arrange;
//     TestBundIDIsAskedAsItsInterfaceSays, TestBundIDsRulesAreHeldBeforeItRefuses
//
// # What is not promised
//
// An answer in CBC mode takes longer to refuse when its plaintext is well-formed than when it is not. Each try costs a login of its own
// (invariant 1), and CBC holds only where the operator names it.
//
// # Not offered
//
// Single logout: BundID has none. Answers begun by the provider. Encryption with 3DES and RSA PKCS #1 v1.5, signatures with SHA-1.
package saml
