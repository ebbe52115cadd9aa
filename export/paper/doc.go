// Package paper sets letters and notices: running text on A4 portrait with facts, numbered lines and drawn outlines. It knows
// neither what a receipt nor what a notice is; tables are for export/pdf.
//
// Invariants
//
//  1. The same calls give the same bytes: every date in the file is the caller's. Draw; export/receipt
//     TestSameReceiptSameBytes, export/notice TestSameNoticeSameBytes
//  2. Every line belongs to an element of the structure: headings, paragraphs, lists, and facts as a table. say, Fact,
//     Numbered; export/receipt and export/notice TestPaperCanBeReadAloud
//  3. The window of an envelope shows the whole address and nothing else, and every letter of a file counts its own pages
//     (DIN 5008, form B). Letters; TestWindowShowsTheWholeAddress, TestPagesOfEachLetterAreCountedByThemselves
package paper
