// Package pdf lays out weighing tables as PDF in A4 landscape with gofpdf.
//
// Vocabulary: a line is one printed line of a cell with its style; a cell is the lines of one column; a flow places
// rows of cells on pages and divides them where a page ends; a page holds what stands where; a target is a place that
// bookmarks, links and page references point to. Layout (flow) knows nothing of PDF operators; drawing (canvas) knows
// nothing of tables.
//
// gofpdf v1.16.2 is frozen, and it panics on runes above U+FFFF, replaces its page alias inside of user text, breaks
// lines in quadratic time and writes into shared font bytes. Therefore it receives only clean text, its own line
// breaking, cells and aliases are never used, and it serves for fonts, pages, outline and file structure.
//
// Invariants
//
//  1. Nothing is truncated: every line of every cell is printed on some page, except that the running header shortens
//     a plan's name, which stands in full on the cover. Enforced in flow.row; broken in
//     TestEveryWordOfEverySourceIsPrinted.
//  2. The printed number of pages is the number of pages. Enforced by drawing after the layout; broken in
//     TestPageTotalIsTrue.
//  3. Equal tables give equal bytes. Enforced by fixed dates and sorted catalogues; broken in TestSameTableSameBytes.
//  4. A panic inside gofpdf is an error, and nothing is written then. Enforced in guarded; broken in
//     TestPanicOfTheLibraryIsAnError.
//  5. The public file contains nothing of the council's wording, not even its characters in a font subset. Enforced by
//     building every document from its own table with its own fonts; broken in
//     TestCouncilWordingLeavesNoTraceInThePublicFile.
package pdf
