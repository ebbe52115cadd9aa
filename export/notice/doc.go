// Package notice sets a Bekanntmachung as a PDF file for the gazette, the notice board and the portal.
//
// Invariants
//
//  1. The file says what the text says, in its order, and nothing is cut. WritePDF; TestEveryPartIsPrintedInOrder
//  2. Equal notices give equal bytes, at any time. WritePDF; TestSameNoticeSameBytes
//  3. An outline that cannot be drawn is left out: the text describes the area in words. outline;
//     TestNoticeWithoutOutlineIsPrinted
package notice
