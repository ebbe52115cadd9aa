// Package docx lays out weighing tables as DOCX in A4 landscape, for those who work in Word: the same parts in the same
// words as the PDF, one table per group of rows.
//
// Vocabulary: a block is a paragraph over the whole width or a table; a paragraph is a text with a style, of as many
// paragraphs of the file as empty lines divide it into; an anchor is a name by which links find a place (Word calls it a
// bookmark); a stretch is a part of a paragraph with one direction of reading; the fixed parts below parts/ say nothing
// of a table.
//
// The markup (ECMA-376-1, WordprocessingML) is written here: no free Go library that a search showed (November 2026) names
// repeated header rows, links to places in the file and equal bytes for equal documents among what it does, and of the
// thousands of elements a table needs forty. There are no macros, no fields but the page numbers, and nothing outside of
// the file is referred to. Word calls a file damaged whose elements are not in the order of the schema.
//
// Invariants
//
//  1. Every paragraph and cell reads back as its source, and every link leads somewhere, or nothing is delivered.
//     Enforced in verify; broken in TestDifferenceIsFoundOnReopening.
//  2. Every text is in the file with all characters that XML can hold; the others are listed at its end. Enforced by
//     the cleaner; broken in TestEveryCellIsItsSource and TestImpossibilitiesAreListed.
//  3. Equal tables give equal bytes. Enforced in pack; broken in TestSameTableSameBytes.
//  4. The public file contains nothing of the council's wording. Enforced by weighing.PublicTable, which has no field for
//     it; broken in TestCouncilWordingLeavesNoTraceInThePublicFile.
//  5. Elements stand in the order of the schema. Broken in TestElementsStandInTheOrderOfTheSchema.
//  6. Every row has an anchor of its own that Word keeps. Enforced in layout.anchor; broken in TestAnchorsAreWhatWordKeeps.
package docx
