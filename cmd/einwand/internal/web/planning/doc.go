// Package planning is the desk of the staff: a procedure with its next lawful steps, what came in, the answer to every
// argument, and the table for the council.
//
// # Vocabulary
//
//	desk    the frame of a page inside one procedure, with the places that the person may open
//	place   a page of a procedure, as the part of its address after the procedure
//	sheet   one statement: its wording in parts at the left, the answer to one of them at the right
//	part    a segment of a statement with its text and its proposal, as the weighing room hands it over
//
// A page decides nothing: it shows what the rooms say, and what a room refuses is shown with the form as it was typed.
//
// # Invariants
//
//  1. An action that the person may not do is not shown. desk.may; TestAuditorReadsAndChangesNothing,
//     TestAdminSeesNoStatement, TestOnlyTheLeadIsLedToTheDecision
//  2. A form sent twice acts once. TestProposalIsSavedAndLeadsOn, TestSplitAtWordsAndMergeBack, TestLetterSentTwiceIsOneStatement,
//     TestTableIsFrozenOnce, TestProcedureIsCreatedOnce, TestPublishingTwiceIsPublishingOnce
//  3. Nothing that was typed is lost: with an error at another field, with a refused file, with a conflict, with an ended
//     session. TestWhatAProposalLacksIsSaidAtTheFieldAndTheTextIsKept, TestRefusedScanLeavesTheText,
//     TestConflictShowsBothTextsAndOverwritesNothing, TestTextOfAnEndedSessionIsBack
//  4. What is released for the public is what the page showed. Pages.ReleaseWording; TestOnlyWhatWasReadIsReleased
//  5. No page but the one that is logged shows who wrote. who; TestOnlyThePersonPageNamesThePerson
//  6. What a stranger wrote stays text, and a file of theirs is never run. TestHostileTextStaysText,
//     TestAttachmentIsNeverRun
//  7. The text of a notice on record is the one that was handed out as a file. noticeForm.compose;
//     TestTextOnRecordIsTheOneThatWentToTheGazette
package planning

//go:generate go tool templ generate -path .
