// Package oidc logs people in through providers that speak OpenID Connect, such as a town's Keycloak or Entra. It is the relying
// party of the authorization code flow (OpenID Connect Core 1.0 § 3.1) with PKCE (RFC 7636), on coreos/go-oidc.
//
// A provider is discovered at the first login and not at the start: a directory that is down must not keep the whole
// installation from answering. The ID token alone says who the person is; userinfo is not asked.
//
// # Invariants
//
//  1. A login is answered at most once, at the provider where it was begun. identity.Logins; TestAnswersOfStrangersAreRefused
//  2. The ID token was made for this login, by this issuer, for us alone, and is fresh. Finish, checkToken;
//     TestForgedTokensAreRefused
//  3. Only signatures with a public key hold, by an algorithm of the list; "none" and HMAC are in no list. algorithms;
//     TestForgedTokensAreRefused
//  4. A code is of no use to somebody who did not begin the login. PKCE; TestCodeIsExchangedWithItsProof
//  5. A provider that is slow, endless or broken ends the login and nothing else. client; TestBrokenProvidersEndTheLogin
package oidc
