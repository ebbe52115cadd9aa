// Package procedure is the procedure engine: it leads a plan through the steps that the Baugesetzbuch prescribes.
//
// A Plan (Bauleitplan) has procedures; a Procedure has steps and rounds; a Round (Durchgang) publishes a plan version with
// its documents for a period; an Announcement (Bekanntmachung) comes strictly before it. A Guard answers one condition of a
// transition with its paragraph. An Event is an act of the authority on record. The package renders nothing, mails nothing
// and weighs nothing.
//
// # Invariants
//
//  1. A change of state, its event and its leaf are one transaction. Record; TestChangeWithoutEntryIsNoChange
//  2. No round is published against a blocking guard, and against a warning only with a reason on record. Publish;
//     TestPublicationNeedsAnnouncementBeforeTheFirstDay
//  3. The announcement is effective strictly before the first day (VGH BW, 17.01.2025, 14 S 376/24). guardAnnouncement;
//     TestAnnouncementOnTheFirstDayBlocks
//  4. Published documents do not change, and the manifest holds all of them. lockPlannedRound;
//     TestPublishedDocumentsAreFrozen, TestManifestHoldsWhatIsAddedMeanwhile
//  5. A period below the minimum of its rule is refused. FristOf; TestPeriodBelowTheMinimumIsRefused
//  6. Documents are public from the first day on, not before. LoadView; TestDocumentsAppearOnTheFirstDay
//  7. Openness is a function of the period and an instant; no job flips it. PeriodVersion.PhaseAt;
//     TestPhaseFollowsTheClockAlone
//  8. A transition whose state has changed meanwhile does nothing. Guarded updates in store_*.go; TestRoundIsPublishedOnce
//  9. A leaf has one spelling, and no value can forge a line. FormatLeaf, ParseLeaf; TestLeafHasOneSpelling, FuzzParseLeaf
//  10. Acts, periods and published bytes re-derive from the register. VerifyDocuments; TestForgedActsAreFound
//  11. A round is led under its own procedure only. lockPlannedRound, selectRound; TestRoundIsLedUnderItsOwnProcedureOnly
//  12. A planned round is planned anew until it is announced. plannedRound; TestPlannedRoundIsPlannedAnewUntilItIsAnnounced
//  13. A period is computed with the holidays of its municipality as they hold, its own among them. municipalityColumns,
//     Municipality.calendar; TestHolidayOfTheTownMovesItsPeriods
//  14. A holiday of the town is ended, never edited, and no change of it touches a period on record. endHoliday;
//     TestHolidayIsEndedNotEdited, TestFixedPeriodsStayWhenHolidaysChange
//  15. Who changed what decides the deadlines of a municipality is on record. change, insertChange;
//     TestChangesOfAMunicipalityAreOnRecord
//
// The scripts in testdata/script lead procedures act by act, with days and expected refusals, for a reader of the law
// (TestScript).
package procedure
