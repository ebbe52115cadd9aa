// Package text makes foreign words fit for paper: it cleans what people sent until a font can draw it, breaks it into
// lines, and puts lines with Hebrew or Arabic into the order in which they are read. It knows no table and no format.
//
// Vocabulary: a text is clean when every rune in it can be drawn or is one of the invisible marks that guide line
// breaking (soft hyphen, zero-width space, word joiner); a replacement is a character that a clean text does not
// contain although the source did; a line is a stretch of a clean text that fits a width. A word that no line can hold is
// divided where German divides it; the hyphen is drawn, and is no part of the text.
//
// Invariants
//
//  1. Clean text is valid UTF-8 in NFC with LF as its only control character, and cleaning it again changes nothing.
//     Enforced in Cleaner.Clean; broken on purpose in TestCleanTextStaysAsItIs and FuzzClean.
//  2. No character disappears without a record, except the carriage return of a CRLF. Legal wording must not vanish
//     silently. Enforced in Cleaner.note; broken in TestEveryLostCharacterIsOnRecord.
//  3. Lines lose nothing but the white space at which they break. Enforced in breaker; broken in
//     TestLinesKeepEveryCharacter and FuzzLines.
//  4. Breaking takes time in proportion to the text. Enforced by maxLine and by never scanning a line more than twice;
//     broken in TestOneMegabyteWithoutSpacesIsBrokenQuickly.
package text
