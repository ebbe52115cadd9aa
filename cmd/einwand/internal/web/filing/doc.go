// Package filing is the way of a resident: say it, say who, check, file, keep the receipt; and what became of it later.
//
// # Vocabulary
//
//	way      what the pages of one procedure stand on: the procedure, the person's open draft, what the person has filed
//	step     one of the three pages before filing; each POST saves the draft, each GET only looks
//	conflict the same draft was saved in another window since this form was made
//	sure     the database itself said that nothing was stored, and the draft is seen open afterwards
//
// # Invariants
//
//  1. Who is logged in below the level learns it before writing a word, and is offered paper and mail for a text that
//     exists. way.admits; TestLevelTooLowIsSaidBeforeTheFirstWord, TestTextBelowTheLevelGoesOnPaper
//  2. What was typed comes back: with a refused file, with bytes that are no text, after the end of the session, from a
//     second window, and when the database is gone. Pages.storeText, Pages.restoreText; TestRefusedFileLeavesTheRest,
//     TestBytesThatAreNoTextComeBack, TestTextOfAnEndedSessionComesBack, TestTwoWindowsKeepBothTexts, TestTextComesBackWhenNothingCanBeSaved
//  3. "Not stored" is said only when it is sure; everything else is "we do not know yet", with the same POST again.
//     Pages.unsettled; TestRolledBackIsSaidToBeNotStored, TestLostCommitIsSaidToBeUnknown, TestStoredIsNeverSaidToBeNotStored
//  4. Filing the same draft twice leads to the same receipt. Pages.File; TestDoubleClickLeadsToOneReceipt
//  5. A receipt, its files and its withdrawal exist for the person who filed and for nobody else.
//     Pages.ownReceipt; TestForeignReceiptDoesNotExist
//  6. What a person uploaded is handed back as a file and never run as a page. Pages.Attachment; TestAttachmentIsNeverRun
//  7. Looking begins no draft. Pages.way; TestLookingBeginsNoDraft
package filing

//go:generate go tool templ generate -path .
