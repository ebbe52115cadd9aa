// Package receipt hands out the Eingangsbestätigung: as PDF for people, and as one ZIP file with which anybody can check
// without the authority that exactly this text was recorded at that place of the register.
//
// Vocabulary: the leaf is the entry in the register; the proof shows that a signed checkpoint covers it; the opening is
// what the salted commitment in the leaf was made from, apart from the text itself. The attachments are not in the file:
// the person has them, and their hashes are part of the opening.
//
// # Invariants
//
//  1. Equal receipts give equal files. Fixed order and times; TestSameReceiptSameBytes
//  2. What Check accepts was recorded: proof, leaf, opening and text hold together under a key that comes from elsewhere,
//     and no bit of the four can be changed. Check; TestEveryFlippedBitIsRefused, FuzzCheck
//  3. No file makes Check read more than its limits, whatever it claims of itself. open; TestBombIsRefused
//  4. The PDF says everything, and nothing is cut: the full text however long, every character or the number of it.
//     TestEveryWordIsPrinted, TestOneMegabyteIsPrinted
package receipt
