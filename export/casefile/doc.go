// Package casefile packs the Verfahrensakte: a ZIP with everything that the authority holds of one procedure, as a court or
// an authority above asks for it (§ 99 VwGO), and checks such a file years later without the database.
//
// Vocabulary: an item is one file in the archive; the contents (Inhalt.html) name all items for people; the manifest
// (Pruefsummen.sha256, as sha256sum writes and reads it) names them for machines; the seal (Siegel.txt) signs the manifest
// with the key of the register; the copy of the register holds every entry, and the checkpoint signs the register.
//
// The archive is written while it is made: no item is held in memory, and who loads it gets the first bytes at once.
//
// What only the seal holds are the PDFs, who wrote, and what else the register has no hash of: there the file is worth what
// the authority's word is worth, and the report counts it. Everything else is proven to whoever has the key alone.
//
// Invariants; the tests that forge whole files are those of cmd/einwand/internal/binder, which makes them.
//
//  1. Every item is in the manifest with the hash of its bytes, and nothing else is in the archive. Enforced by Writer, the
//     only way into it; Check finds every change; TestEveryForgeryOfTheFileIsFound.
//  2. Every receipt in the register has its statement here, or the register says that it was erased. Enforced by Check;
//     TestStatementLeftOutIsFound.
//  3. The texts and sheets for reading say what was received and frozen. Enforced by Check; TestTextForReadingIsTheOneReceived.
//  4. What the register commits to by hash (published documents, notices, scans) is here byte for byte. Enforced by Check;
//     TestDocumentLeftOutIsFound.
//  5. The tables and decisions in the register are here with everything that their hashes are made of. Enforced by Check;
//     TestTableLeftOutIsFound.
//  6. No name in the archive leads out of the folder into which it is unpacked, and none is there twice. Enforced by Writer.Add
//     and CleanName; TestNamesStayInTheFolder.
//  7. A file that is not complete has no manifest and no seal, so Check refuses it; TestInterruptedFileIsRefused.
package casefile
