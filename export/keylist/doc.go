// Package keylist sets the list that tells a deciding body who stands behind the pseudonyms of its weighing table, as a PDF
// of its own. The names never stand in a file of the table: a member who passes the table on passes no name on.
//
// Invariants
//
//  1. The table's files are made without this package and know nothing of names. Enforced by the types: the editions have no
//     field for a contact; broken in TestNamesAreInNoEdition.
//  2. Every key of the table is in the list, one whose data were erased with that fact. WritePDF; TestEveryKeyIsInTheList.
//  3. Every page says that the list is confidential. WritePDF; TestEveryPageSaysThatItIsConfidential.
package keylist
