// Package council is the reading room of the deciding body, the record of what it decided, and the files of frozen
// weighing tables.
//
// # Vocabulary
//
//	table     a frozen weighing table, by its number in the procedure
//	point     a row of a table, addressed by its number ("B-028.2"), which means the same row in every table
//	sequence  the order in which points are read: those with a proposal, those of one topic, or those without a proposal
//
// # Invariants
//
//  1. No page and no file shows who an author is; an author who signs the text itself is read by the council alone.
//     Pages count excluded members; only the council's file and the form of the person who records name them.
//     TestNoPageOrFileNamesAnAuthor
//  2. A file is made before the first byte is sent: a failed export is an error page. File; TestFailedExportSendsNoFile
//  3. The public edition is refused while a wording is unreleased, with the list. File;
//     TestPublicEditionIsRefusedWithTheList
//  4. A decision is recorded once: a form made before another decision was recorded is shown again. RecordDecision;
//     TestDecisionIsNotRecordedTwice
//  5. A refused form keeps everything that was typed. TestRefusedDecisionKeepsEverythingTyped
package council
