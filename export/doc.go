// Package export hands out frozen weighing tables as files. It lays out what weighing gives it: it asks no database and
// does not decide what is public, because a council table and a public table are two types with two functions.
//
// The rooms below: text cleans and breaks what people wrote, edition finds the German words, pdf, docx, xlsx and csv lay out,
// tagged writes what can be read aloud and archived, paper sets sheets in A4 (receipt, notice, course, keylist), twin compares
// the editions of a table, oparl packs one for an information system, casefile packs everything and checks it.
//
// Invariants
//
//  1. There is no path from a council table to a public file: Public takes a type without the wording as received.
//     Enforced by the compiler; the formats break it on purpose in TestCouncilWordingLeavesNoTraceInThePublicFile.
//  2. A file is complete or there is none: every format builds the whole file in memory and writes it last. Broken in
//     TestRefusedTableWritesNothing of the formats.
//  3. The two editions of a table have the same rows, and whoever holds both files can prove it. edition states the digest
//     of what they share, package twin recomputes it; TestEditionsOfOneTableAreTwins, TestEveryDifferenceOfTwinsIsFound.
//  4. What is packed for an information system is what everybody else gets, described. pack;
//     TestPackedFilesAreThoseHandedOutAlone, TestFullTextOfThePublicPaperHasNoCouncilWording.
//  5. A PDF carries the XLSX of the same table, decision and audience, byte for byte the one that is handed out alone, or says
//     that it does not. pair; TestPaperCarriesTheWorkbookOfItsAudience, TestPublicPaperHasNoCouncilWordingInside,
//     TestLargeWorkbookIsNotCarried
//  6. File names are ASCII without separators and never carry what a person typed. Enforced in Name.String; broken in
//     TestFileNamesAreSafe.
package export
