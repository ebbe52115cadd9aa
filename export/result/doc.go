// Package result tells the author of a statement what became of it (§ 3 Abs. 2 S. 6 BauGB): as a PDF to keep, and as letters
// for window envelopes.
//
// A Notice is one or more statements of one author with their results; a Letter is a notice with an address. A point is a row of the frozen
// table. The paper says nothing that table and decision do not say; it is no Verwaltungsakt, and names no legal remedy.
//
// # Invariants
//
//  1. Every point of the statement is printed with what was decided and the reason that was decided: the proposal's where
//     the body followed it, the body's own where it did not, none while it is open. What needed no decision is listed with its reason, and is not
//     open; where the body decided on it all the same, that is printed. point, weighing.ResultPoint.Moot;
//     TestEveryPointSaysWhatWasDecided, TestGreetingIsNeitherOpenNorMute
//  2. A notice holds no word of anybody else: it is made from weighing.Result, which has own rows alone. Notice;
//     TestNoticeHoldsNoWordOfAnybodyElse
//  3. Equal notices give equal bytes. WritePDF, WriteLetters; TestSameNoticeSameBytes
//  4. The file can be read aloud. paper; TestPaperCanBeReadAloud
package result
