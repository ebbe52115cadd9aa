// Package binder gathers the case file of a procedure (Verfahrensakte) from the rooms, as the person who asks for it: the
// course, the published documents, the notices with their evidence, the letters to the public bodies and what they
// answered, the statements as received with their receipts, the tables with their decisions, and the register.
//
// It decides nothing: who may have the file must have every right that its parts ask for, each name that it opens is logged,
// and the archive checks itself (export/casefile).
//
// Invariants
//
//  1. A file that Bind makes without an error passes casefile.Check, whatever is filed meanwhile. Bind signs the register first and takes
//     the statements up to there;
//     TestCaseFileHoldsUpWhileStatementsComeIn.
//     What is erased after the register was signed is missing in the file, and Check says so: make it again.
//  2. Nobody without the right to names, statements, tables and acts gets a file, or a part of one. Bind;
//     TestCaseFileIsForThoseWhoMayReadAllOfIt.
//  3. Every name in the file is one line of the access log. Bind; TestNamesInTheCaseFileAreLogged.
package binder

//go:generate go tool templ generate -path .
