// Package pdf lays out weighing tables as PDF in A4 or A3 landscape, on the pages of export/tagged.
//
// Vocabulary: a line is one printed line of a cell with its style; a cell is the lines of one column; a flow places
// rows of cells on pages and divides them where a page ends; a page holds what stands where; a target is a place that
// bookmarks, links, names and page references point to; the owner of a line is the element of the structure tree that it
// belongs to. Layout makes the elements, in the order in which a person reads who does not see the page; drawing knows
// nothing of tables.
//
// # Invariants
//
//  1. Nothing is truncated: every line of every cell is printed on some page, except that the running header shortens
//     a plan's name, which stands in full on the cover. Enforced in flow.row; broken in
//     TestEveryWordOfEverySourceIsPrinted.
//  2. The printed number of pages is the number of pages. Enforced by drawing it after the layout; broken in
//     TestPageTotalIsTrue.
//  3. Equal tables give equal bytes. Enforced by fixed dates; broken in TestSameTableSameBytes.
//  4. What is heard is what is seen: every text of a row is in a cell of the row, in the order of the columns, once, also
//     where it goes over several pages, and headers that are repeated are heard once. Enforced in item and drawHeader;
//     broken in TestEverySourceIsReadAloudInOrder.
//  5. The public file contains nothing of the council's wording, not even its characters in a font subset. Enforced by
//     building every document from its own table with its own fonts; broken in
//     TestCouncilWordingLeavesNoTraceInThePublicFile.
//  6. Where the table is that one can go on working with is said: inside of the file, or not. Enforced in layout.carried;
//     broken in TestFileCarriesItsWorkbookAndSaysSo, TestFileWithoutWorkbookSaysWhy.
//  7. Every row has a name, by which other files and pages point to it. Enforced in item; broken in
//     TestAddressLeadsToARow.
//  8. The head of a page names the rows that are on it, and its words do not touch. Enforced in flow.row and onPage; broken
//     in TestHeadOfAPageSaysWhichRowsAreOnIt, TestWordsOfTheHeadDoNotTouch.
package pdf
