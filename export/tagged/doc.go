// Package tagged writes PDF files that a screen reader can read aloud and an archive can keep: PDF/UA-1 and PDF/A-2a in
// one file, or PDF/A-3a where it carries another file. gofpdf gives fonts and pages; what it writes is taken apart and put together anew with structure, metadata,
// outline and links, of which it knows nothing.
//
// gofpdf v1.16.2 is frozen, hence the form of its file is. It panics on runes above U+FFFF, replaces its page alias inside
// of foreign text, breaks lines in quadratic time and writes into shared font bytes. Therefore it receives no text at all
// but the list of characters to embed.
//
// Vocabulary (ISO 32000-1, 14.6 to 14.8): an element is a node of the structure tree, in the order of reading; marked
// content is a stretch of a page that belongs to an element; an artifact is what belongs to none, because it is rules,
// running heads or a header that is repeated; a place is a page and a height that bookmarks, names and links lead to.
// The shell is gofpdf's file: the fonts, and one empty page as the form of all. A page is sealed when it is drawn but for
// what only the end can tell, such as the number of pages; an element is done when nothing will be added to it. Both go
// into the file then, deflated beside other work, so that a table of 10,000 rows needs little more room than its file.
//
// # Invariants
//
//  1. Nothing is painted outside of marked content, and marked content is closed on its page. Page.mark is the only way
//     to the operators; exporttest.CheckPDF on every kind of file, TestBrokenFilesAreFound
//  2. Every stretch of marked content has one owner, and the parent tree knows it. Page.mark; as 1
//  3. Equal calls give equal bytes, on one processor or many; the identifier of the file is derived from its content.
//     Numbers are given in the order of calls, never by who is finished first: squeezer; TestSameCallsSameBytes,
//     TestSameBytesOnOneProcessorAndOnMany of export/pdf
//  4. A shell of another form than that of gofpdf v1.16.2 is an error, never a broken file. readShell; FuzzShell,
//     TestShellOfAnotherFormIsRefused
//  5. A panic inside of gofpdf is an error, and nothing is written then. guarded; TestPanicOfTheLibraryIsAnError
//  6. Two documents share no bytes that are written to. fonts.Face.Bytes; TestDocumentsAtTheSameTime
//  7. What is drawn on a sealed page is not lost. stream.piece; TestWhatIsDrawnOnASealedPageIsThere
//  8. An element that is done stands where it stood, and is not held. Page.Seal; TestElementsThatAreDoneStandWhereTheyStood,
//     TestElementThatIsDoneTakesNoRoom
//  9. A file that the file carries comes out of it as it went in, every program that lists files finds it, and PDF/A-3 is
//     said of that file alone. File.attach, xmp; TestFileCarriesAFile, TestBrokenAttachmentsAreFound, TestOtherProgramsUnpackTheFile
package tagged
