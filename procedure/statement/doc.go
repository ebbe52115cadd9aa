// Package statement takes statements in, by every channel, and keeps them as received.
//
// An Intake is one letter, mail, form or event as it came; it holds one or more statements. A Statement belongs to a
// procedure and a round, or to none with a reason. A Party is who sends statements in a procedure; behind a statement stand
// its authors, by whom persons are counted: the one who sends (the transmitter), a company, the clients of a representative, a
// child, or several together (Acting, Author). A Draft is text that is no statement yet. The Commitment is a salted hash over the content; it stands in the register.
//
// # Invariants
//
//  1. A receipt means stored: intake, statement, content, leaf, number and the mail that is owed are one transaction.
//     Service.enter; TestFilingIsAllOrNothing
//  2. The number has no gap, and the leaf at the statement's index says the same as its row. ledger.Write; Verify;
//     TestNumbersHaveNoGap
//  3. What was received never changes: app has no right to update content, contact data or attachments, and Verify
//     re-derives the commitment from the stored bytes. TestContentCannotBeChanged, TestTamperingIsFound
//  4. Filing a draft again returns the first statement, also after an answer that was lost. lockDraft, constraint
//     intake_idempotency_unique; TestFilingTwiceCountsOnce, TestLostAnswerOfACommitCountsOnce
//  5. A statement after the period is taken like any other; timeliness is computed, never stored.
//     procedure.PeriodVersion.Timely; TestLateStatementIsKeptAndMarked
//  6. The portal's form asks for its level and a fresh login, and nothing else does. mayFile; TestLevelTooLowFilesNothing
//  7. What staff record with an earlier time of receipt carries channel, recorder and evidence. Constraint
//     intake_recorded_has_evidence; TestRecordedLetterIsAClassOfItsOwn
//  8. Bytes are kept as they came; only bytes that are no text are refused. CheckText; TestTextIsKeptByteForByte
//  9. After erasure the commitment cannot be linked to a text. Commit with a salt of 256 bits; TestErasedTextCannotBeGuessed
//  10. The bytes of a file that was filed outlive whatever happens to the draft. lockOpenDraft, Attach;
//     TestFiledFileOutlivesADiscard, TestFileOfALostAnswerIsKept
//  11. No file that runs is taken, whatever its name says. judge; TestFilesAreJudgedByTheirContent
//  12. Nobody of the staff reads a name without a trace. ContactFor, Contacts; TestReadingANameIsLogged,
//     TestReadingManyNamesIsLoggedForEach
//  13. What the login of the author has proven (level, provider, means, time, salted hash of the provider's answer) stands in the
//     register with the receipt. Evidence.commitment; TestTamperingIsFound
//  14. Persons are counted by authors: five on one statement are one statement and five persons, and the same five on the next one
//     are five still. Contact.Persons, PersonsOf; TestPersonsAreCountedByAuthors, TestAuthorsOfTwoStatementsCountOnce
//  15. Who acts for whom stands in the register, salted, with the receipt. partiesCommitment; TestChangedPartiesAreFound
//  16. No line of a list of authors is lost unseen: it is read, or named with what is wrong. ReadAuthors;
//     TestEveryLineIsReadOrNamed
//  17. A mandate is never asked for and is no argument: it is kept like every file and stays out of what is weighed and printed.
//     CheckActing, Purpose; TestMandateIsNotAskedFor, and in the weighing TestMandateIsNoArgument
//  18. A statement without a login is taken where the procedure allows it, of the level none, and is otherwise like any other:
//     number, entry, time, lateness. FileAsGuest; TestGuestIsReceivedLikeEverybody, TestGuestNeedsTheFormToBeOn,
//     TestGuestFilingTwiceCountsOnce
//  19. Whether a guest's address is confirmed decides nothing, and stands in the register. ConfirmAddress, Verify;
//     TestUnconfirmedGuestCounts, TestForgedConfirmationIsFound
//  20. The link that is mailed opens nothing but the confirmation, the link of the receipt goes into no mail, and no secret is
//     stored. byLink; TestLinksOpenTheirOwnAlone, TestNoSecretOfAGuestIsStored
//  21. A stranger's mailbox gets at most three of these mails an hour, however often the form is sent. markAsked;
//     TestMailboxIsAskedThreeTimesAnHour. One that was never asked is told no result by mail. selectReaches; in the weighing
//     TestGuestIsToldOnlyWhereTheMailboxWasAsked
package statement
