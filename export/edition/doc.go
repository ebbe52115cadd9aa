// Package edition turns a frozen weighing table into the German words that every format prints, so that the PDF and the
// XLSX of one table say the same. It decides on words and order, never on what is public: the public edition is built
// from weighing.PublicTable, which has no field for a name or for unreleased wording.
//
// Vocabulary: an edition is one table for one audience; a section is the rows of one group; a fact is a label with its
// value; a ballot is the blank place in which a body notes its vote by hand.
//
// Invariants
//
//  1. Every text of a table that an edition carries went through the cleaner of its format, under the number of its row.
//     Enforced in the builder; broken in TestEveryTextOfATableIsCleaned.
//  2. A row without a proposal and without a reason on record, or without an outcome under a decision, refuses the
//     edition and is named. Enforced in Council and Public; broken in TestIncompleteTableIsRefusedWithTheList.
//  3. A code, group or outcome that has no German words refuses the edition instead of being printed raw. Enforced by
//     the closed switches in words.go; broken in TestUnknownValuesAreRefused.
//  4. The public edition names no member of a body. Enforced in excluded; broken in
//     TestPublicEditionCountsExcludedMembers.
package edition
