// Package weighing leads statements to the council: it divides them, proposes answers, redacts what becomes public, freezes
// the table on which the council decides, and records what it decided.
//
// A Segment (Abschnitt) is a part of a statement: bytes of its canonical text, or a file. A Division is a statement with its
// segments. A Proposal (Abwägungsvorschlag) answers a segment that is an argument; a segment without relevance has a reason
// instead. A Wording is what a person released for the public. An Examination answers § 4a Abs. 5 BauGB for what came late.
// A frozen table (Abwägungstabelle N) is a snapshot of rows, numbered and hashed; CouncilTable and PublicTable are its two
// editions. A DecisionRecord (M on N) gives every row its outcome. A ResultNotice (Mitteilung des Ergebnisses) says that an
// author was told, by post or mail, of a table up to a decision on it.
//
// The room writes no files and never publishes by itself. A table that was frozen does not change: later work makes the next
// one. Statements in a frozen table are not divided any more; carrying rows over into a table with other segments does not
// exist yet.
//
// # Invariants
//
//  1. The segments of a statement tile its text byte for byte, and every file is there once. tiles, before each commit of a
//     division and each freezing; TestDivisionTilesTheText, TestTilesRefusesHolesAndOverlaps
//  2. Nobody overwrites unseen: divisions move by version, proposals, examinations and releases by what they were made from.
//     moveDivision, saveProposal, Release; TestDivisionFromAnOldVersionChangesNothing, TestSavingOverSomebodyElseShowsBoth
//  3. No saved proposal is lost by dividing. merge, lockSegments; TestMergeLosesNothing, TestMergeAndProposalAtOnceLoseNothing
//  4. Released wording is the original with blackouts, of the range that a person read, and ends with that range. Redact,
//     Release, selectWordings; TestRedactionOnlyBlacksOut, TestReleasedWordingEndsWithItsRange
//  5. A late statement stays unconsidered only after the three questions allow it, and only while it is late.
//     mayStayUnconsidered, held.lacks; TestLateStatementStaysUnconsideredOnlyAfterExamination, TestGaps. Who is asked follows
//     from the versions of the period alone. procedure.Deadline, selectQueue; TestLateStatementLeavesTheQueueWithItsPeriod
//  6. Complete or refused: every received statement has a row with a proposal or a reason on record. completeness, rowsOf;
//     constraint weighing_row_decided_or_excused; TestIncompleteTableIsRefusedWithTheList, TestFrozenTableHoldsEveryStatement
//  7. A table is the entry of the register right behind its checkpoint: nothing is filed or withdrawn between. holdRegister;
//     TestCheckpointCoversExactlyWhatCameBefore, TestFilingWhileFreezing, TestRegisterThatMovedIsSignedAgain
//  8. Frozen tables and decisions do not change: app has no right to, and Verify re-derives them down to the text as
//     received and to the answers on late statements. Rows from before they kept those verify by their first form. hashRow;
//     TestFrozenTablesCannotBeChanged, TestForgeriesAreFound, TestTableFromBeforeRowsKeptTheExamination
//  9. A number means the same statement in every table and is never given again. statementNumber; TestNumbersAreNeverReused
//  10. Names reach the public by no path: labels are pseudonyms, the public row has no field for the wording as received, the
//     named place or a member of the body. labelOf, forPublic, withoutNames; TestNamesReachThePublicByNoPath,
//     TestPublicRowHasNoFieldForAName
//  11. Wording that nobody released refuses the public table, with the list, and freezing too unless the planner does
//     without that edition. PublicTable, Freezing; TestUnreleasedWordingRefusesThePublicTable
//  12. A decision gives every row an outcome, and a plan with postponed points is not adopted. NewDecision.record, adopt;
//     TestEveryRowGetsItsOutcome, TestPlanIsAdoptedWithTheWeighing
//  13. A plan is adopted on a table of every statement received by the day of the meeting, and on no older table. checkWhole,
//     under the locks of procedure and register; TestPlanIsNotAdoptedOverAnUnweighedStatement, TestAdoptionOverAnUnweighedStatementIsFound
//  14. What somebody is told of the result are the rows of the own statement as frozen, with what holds after all decisions
//     on the table, and nothing of anybody else. results, hold; TestResultIsOfTheOwnStatementAlone, TestLaterDecisionHoldsInTheResult.
//     The table is the latest on which something was decided for the statement: what was told does not vanish. latestResults;
//     TestToldResultStaysWhenTheNextTablePutsItOff
//  15. Who stands behind a pseudonym is told to those who may read contacts, and each name that is told is on record.
//     KeyList; TestKeyListNamesWhoStandsBehindEveryPseudonym
//  16. Whoever holds the opening of a table can compute what the register has of it and of its decisions. OpenTable;
//     TestOpeningProvesTableAndDecision, TestEveryChangeOfAnOpeningIsFound, TestKeptOpeningStillOpens
//  17. Every statement of a table has one way in which its author is told, or one reason why not. Result.WayTo; TestEveryAuthorIsToldOneWay
//  18. Telling is one act: notices, entry of the register, event and the mails that it owes are one transaction, and it tells
//     all or nobody. Service.Tell; TestTellingIsOneActInTheRegister, TestOneWhoCannotBeToldStopsTheAct. Verify holds each entry to its
//     notices, and to whom they tell. whom; TestForgedNoticesAreFound
//  19. Nobody is told twice of one decision, and everybody again of a later one. Telling.choose, constraint result_notice_once;
//     TestNobodyIsToldTwiceOfOneDecision, TestToldAgainAfterALaterDecision
//  20. The session that a table was frozen for is part of what is hashed, and tables without one keep their hash. hashTable,
//     Session.onRecord; TestSessionIsFrozenWithTheTable, TestCanonicalFormDoesNotChange
package weighing
