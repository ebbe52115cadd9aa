// Package xlsx lays out weighing tables as XLSX with excelize.
//
// Vocabulary: the sheet "Tabelle" holds the rows, "Behörden" those who are in no row, "Statistik" the figures, "Angaben" what else the
// cover of the PDF says; a working column may be filled in before the vote; a part is a stretch of a
// text that one cell can hold and show; the parts of a row stand in rows of their own, numbered "(Teil 1/3)".
//
// excelize v2.11.1 truncates a text of more than 32,767 UTF-16 units without an error, forgets without an error what is
// set after the stream was flushed, and escapes "_x000A_" in a way that loses characters; a spreadsheet program hides
// what is taller than 409 points. Therefore texts are divided here, everything is set before the rows are written,
// escapes are our own (TestMarkMayBeDivided), and the finished file is read back before anybody gets it.
//
// Sheets of more than 16 MB pass through a temporary file of excelize, which is removed when the book is closed.
//
// Invariants
//
//  1. Every cell reads back as its source, or nothing is delivered. Enforced in verify; broken in
//     TestDifferenceIsFoundOnReopening. The reader of verify is quick and knows one grammar alone; TestEveryTextReadsBack,
//     TestOtherMarkupIsAMismatch, TestReadingBackDependsOnNoPortion, and TestEveryCellIsItsSource reads with another.
//  2. The parts of a text, put together, are the text. Enforced in parts; broken in TestPartsAreTheWhole.
//  3. There is no formula in the file and no cell of another type than text. Enforced in readRow, which knows no other; broken in
//     TestFormulaIsRefused.
//  4. Equal tables give equal bytes. excelize writes its streams in the order of a map, so the archive is packed here,
//     sorted and without times. Enforced in archive; broken in TestSameTableSameBytes.
//  5. Nothing but the working columns can be changed by mistake. Enforced in sheet.protect; broken in
//     TestOnlyTheWorkingColumnsAreOpen.
//  6. A row of the council's sheet has a key that changes with what the row says. Enforced in edition; broken in
//     TestKeyTellsAStaleRow.
//  7. What comes back is foreign: reading it costs no more than the limits, whatever the file claims of itself, and what is
//     wrong is named by sheet and cell. A text that cells share counts for each of them, no cell holds more than in Excel, and no row
//     has more parts than were handed out. Enforced in metered, walk, sheet, borrow, take and dividedRow; broken in TestBombIsRefused,
//     TestWrongCellIsNamed, TestRepeatedRowIsRefused, TestRemarksOfARowAreNoLongerThanACell, TestManyPartsAreJoinedOnce, FuzzRead,
//     FuzzSheet.
//  8. What was filled in is found by the keys, of this table alone, and taken only beside the number that its key has: that is what
//     people read when they fill it in. What else was changed is named and not taken. Enforced in Match; broken in
//     TestFilledFileReadsBack, TestAnotherTableIsRefused, TestKeyLeftBehindDecidesNothing, TestChangedRowsAreNamed.
package xlsx
