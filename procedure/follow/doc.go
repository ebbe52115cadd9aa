// Package follow tells people of dates and changes without their asking again: everybody who wants it by mail about one
// procedure, the staff before their dates, and calendar programs under an address of their own.
//
// What is told is derived from the dates of package procedure alone. A mail is owed in the table outbox; the row carries
// ids only, and the mail is made when it is sent.
//
// # Invariants
//
//  1. The address of a subscriber stands in one row, which goes when they end it, when nobody confirms within 48 hours, and
//     30 days after the end of the procedure. End, Sweep; TestAddressIsGone
//  2. Whether an address is known, no answer tells. Subscribe; TestAnswerDoesNotTellWhoSubscribed
//  3. Nobody is written to who has not confirmed, but for the one mail that asks. TestNoNewsBeforeTheConfirmation
//  4. Nobody is told or reminded twice, however often the work runs and whoever runs it. Constraints news_sent_once and
//     reminder_sent_pkey; TestNobodyIsToldTwice, TestNobodyIsRemindedTwice
//  5. No secret of an address is stored, only its hash. TestNoSecretIsStored
//  6. A calendar address opens what its owner may read now, and nothing once they may not. Owner;
//     TestAddressEndsWithTheRole
package follow
