// Package twin compares the two editions of one weighing table out of the files as they were handed out, without the
// database and without trust in who made them: a council member with her file and a resident with the public one find
// out together whether they read the same table.
//
// Vocabulary: twins are the council's and the public edition of one table; shared is what both say alike, everything
// except the wording, the place that an author named and how a late statement was examined.
//
// Invariants
//
//  1. A row that is missing, added, moved or says something else in one of the files is found and named. Compare;
//     TestEveryDifferenceOfTwinsIsFound.
//  2. What a file states of itself is held against what it holds. Compare; TestStatedDigestIsRecomputed.
//  3. What is compared is what a reader is shown: a file with a formula is refused. xlsx.Reopen; TestFormulaIsNoTwin.
package twin
