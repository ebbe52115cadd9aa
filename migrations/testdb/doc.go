// Package testdb gives every test a PostgreSQL database of its own with the whole schema. Only tests import it.
//
// The server is named by EINWAND_TEST_DATABASE, the superuser's connection string; `make test` starts one for the run.
// By hand: `go run ./cmd/einwand/internal/postgres/withpg -- bash`, then `go test` in that shell.
//
// The schema is laid out once per version of the migrations, in a template whose name carries their fingerprint; each
// test's database is a copy of it. A database of a failed test stays and its address is printed.
//
// # Invariants
//
//  1. Without a server a test fails; it is never skipped. TestMissingServerFailsAndSaysHow
//  2. Packages that are tested at once share one template and never see a half-made one: it is made under an advisory
//     lock, under another name. TestOneTemplateForAll
//  3. No test sees another's rows. TestEveryTestHasItsOwnDatabase
//  4. The copy grants what the template grants; PostgreSQL copies the privileges inside a database, but not those on
//     it. TestPrivilegesAreThoseOfTheRealDatabase
package testdb
