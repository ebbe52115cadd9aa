// Package static holds what a page loads beside its HTML: the KERN style sheet, our own, the letters and the crest.
//
// The files are part of the binary. Every address carries one digest over all of them, /static/<digest>/<name>, so a browser
// may keep a file for a year and still sees a new release at once; because the digest stands before the name, a style
// sheet reaches its fonts by a relative address.
//
// # Vocabulary
//
//	asset   one embedded file, named by its path below this folder
//	digest  SHA-256 over the names and bytes of all assets, shortened to 64 bits
//
// # Invariants
//
//  1. What is kept for a year is what its address names: another digest is answered too (a page of the previous
//     release asks for it during a rolling update) but never stored. Enforced by ServeHTTP;
//     TestAnotherDigestIsAnsweredButNotKept.
//  2. Type and encoding do not depend on the machine: the type comes from a table here, and an asset without an entry
//     does not get in. Enforced by load; TestEveryAssetHasAType.
//  3. No style sheet refers to a file that is not embedded, and none loads from elsewhere. TestStyleSheetsReferOnlyToAssets.
//  4. Licences travel with what they license: KERN's (EUPL-1.2) beside its style sheet, the SIL Open Font License beside
//     the fonts. TestLicencesAreServedBesideTheWorks.
//
// KERN (@kern-ux/native 2.7.2, kern/kern.min.css) and Fira Sans 4.106 (fonts/*.woff2) are unmodified copies of what the
// package ships. einwand.css is ours and is loaded after KERN, which uses no cascade layers.
package static
