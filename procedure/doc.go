// Package procedure is the procedure engine: it leads a plan through the steps that the Baugesetzbuch prescribes.
//
// # Vocabulary
//
//   - A Plan (Bauleitplan, bylaw, Veränderungssperre) has procedures; a Procedure has a Course, one file per kind
//     (course_*.go): its steps, what comes before each, and the grounds on which one may be left out.
//   - A Transition is a row of the table in transitions.go: an act of the authority with the states in which it is possible,
//     what it asks, its conditions, and what it does to steps. The conditions stand in guards_*.go.
//   - Facts are everything that a condition looks at. They are read in the transaction of the act; judging them is pure. What
//     a later room knows comes from a Source.
//   - A Guard is the answer of a condition: a sentence, its paragraph, and a severity after § 214 BauGB: Block, Warning (a
//     reason goes on record), Note. A Refusal lists those that stand against an act.
//   - An Act is a transition that was performed, with answers, day, law and reason.
//   - A Law is the wording of the BauGB at a time (law.go). A step keeps the one with which it began (§ 233 Abs. 1 BauGB).
//   - A Round (Durchgang) asks the public or the public bodies (Track) about a plan version for a period. An Announcement
//     (Bekanntmachung) comes strictly before it; a Notice is its text.
//
// The package renders nothing, mails nothing and weighs nothing.
//
// # Invariants
//
//  1. A change of state, its event and its leaf are one transaction, in the register of every procedure that it touches.
//     Record; TestChangeWithoutEntryIsNoChange, TestLinkIsOnRecordWhereverItIsEntered
//  2. No transition happens against a blocking condition, and against a warning only with a reason on record. prepare,
//     constraint procedure_act_warned_has_reason; TestPublicationNeedsAnnouncementBeforeTheFirstDay
//  3. Every row of the table can be passed, and every blocking condition refuses: the scripts in testdata/script do both.
//     TestScript
//  4. The announcement is effective strictly before the first day (VGH BW, 17.01.2025, 14 S 376/24), a week under the law
//     before 7 July 2023. announcedBefore; TestAnnouncementOnTheFirstDayBlocks, script altes_recht
//  5. Published documents do not change, and the manifest holds all of them. lockPlannedRound;
//     TestPublishedDocumentsAreFrozen, TestManifestHoldsWhatIsAddedMeanwhile
//  6. A period below the minimum of its rule is refused. FristOf; TestPeriodBelowTheMinimumIsRefused
//  7. Documents are public from the first day on, not before. LoadView; TestDocumentsAppearOnTheFirstDay
//  8. Openness is a function of the period and an instant; no job flips it. An extension changes it at once.
//     PeriodVersion.PhaseAt, Deadline; TestPhaseFollowsTheClockAlone, TestTimelinessIsAPureFunctionOfPeriodAndReceipt,
//     script verlaengerung
//  9. A transition whose state has changed meanwhile does nothing. Guarded updates in store_*.go; TestRoundIsPublishedOnce
//  10. A leaf has one spelling, and no value can forge a line. FormatLeaf, ParseLeaf; TestLeafHasOneSpelling, FuzzParseLeaf
//  11. Acts, periods, announcements and published bytes re-derive from the register. VerifyDocuments; TestForgedActsAreFound
//  12. A round is led under its own procedure only. lockPlannedRound, selectRound; TestRoundIsLedUnderItsOwnProcedureOnly
//  13. A planned round is planned anew until it is announced. plannedRound; TestPlannedRoundIsPlannedAnewUntilItIsAnnounced
//  14. A draft is for the staff alone, abandoned or not. procedure_is_public; TestDraftIsForTheStaffAlone,
//     TestAbandonedDraftStaysUnknown
//  15. A step keeps the law with which it began; a step to come may follow the law of the beginning or the one in force,
//     nothing between. bindingLaw; script altes_recht
//  16. No environmental statement is published before somebody has looked for names of private persons. NewDocument.check,
//     constraint document_statement_anonymised; TestDocumentsAreAddedRemovedAndFrozen, script regelverfahren
//  17. Every step, regime and kind of plan has its code in XBeteiligung and XPlanung, as far as the lists have one. codes.go;
//     TestEveryStepHasItsCodeInTheStandards
//  18. A period is computed with the holidays of its municipality as they hold, its own among them. municipalityColumns,
//     Municipality.calendar; TestHolidayOfTheTownMovesItsPeriods
//  19. A holiday of the town is ended, never edited, and no change of it touches a period on record. endHoliday;
//     TestHolidayIsEndedNotEdited, TestFixedPeriodsStayWhenHolidaysChange
//  20. Who changed what decides the deadlines of a municipality is on record. change, insertChange;
//     TestChangesOfAMunicipalityAreOnRecord
//  21. The checklist of a procedure asks for what the conditions of T4 ask for, and ticks by documents, not by flags.
//     DemandsOf, tick; TestItemsTickThemselves, TestItemIsSettledWithAReason
//  22. The table of dates says what follows from the facts, after every act and every change of a holiday. project,
//     projectPlace; VerifyDates finds a forged row; TestScript, TestForgedDateIsFound, TestHolidayMovesTheDaysThatAreCounted
//  23. What the law wants in a notice is made from its rule set, whatever is added. NoticeOf;
//     TestNoticeContainsWhatItsLawAsksFor, TestHintsStandWhateverIsAdded
//  24. Words that keep people away stand in no notice. ForbiddenFormulas; TestForbiddenFormulasAreFound,
//     TestForbiddenWordsAreNotRecorded
//  25. The evidence of a notice is corrected beside what was on record, never over it, and its scan re-derives.
//     CorrectAnnouncement, VerifyDocuments; TestEvidenceIsCorrectedWithItsReason, TestScanIsKeptAndHashedAgain
//  26. No change of the draft is lost: weighing and decision wait until both tracks were asked about it, whenever it came, and
//     rest on a table and a version that are later. openChange, sinceChange; script aenderung
//  27. A shorter or narrower round is offered only where the law has it. offers; scripts frist, aenderung
//
// The scripts lead procedures act by act, with days and expected refusals, for a reader of the law.
package procedure
