// Package oparl packs the files of a paper for a council's information system (Ratsinformationssystem): a ZIP with the files
// and a side file that describes them in the fields of OParl 1.1, so that the system need not guess titles, checksums and
// full text.
//
// OParl names files by addresses. A file that is not online yet has none: here masterFile and derivativeFile are relative
// references to the names in the archive, which the system replaces by its own addresses.
//
// Invariants
//
//  1. Size and checksum are those of the bytes in the archive. Write computes both from what it packs;
//     TestSideFileDescribesTheFiles.
//  2. Equal papers give equal bytes. No clock and no random value goes in; TestSamePaperSameBytes.
package oparl
