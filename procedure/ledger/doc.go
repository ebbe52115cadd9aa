// Package ledger is the evidence log of a procedure: an append-only Merkle tree in PostgreSQL, whose signed checkpoints
// and proofs of inclusion hold without trust in whoever runs the database. It knows nothing of what a leaf means.
//
// The tree is that of RFC 6962 as golang.org/x/mod/sumdb/tlog computes it; checkpoints and proof files follow
// c2sp.org/tlog-checkpoint, c2sp.org/signed-note and c2sp.org/tlog-proof, so that tools which are not ours read them.
//
// # Vocabulary
//
//   - leaf: one entry; its index counts from 0. A leaf carries no personal data, for it never goes away.
//   - number: a second, gap-free count from 1 that the head gives out; it stands on the receipt.
//   - head: the row with the size of the log, the count of numbers and the time of the last write; its lock orders writers.
//   - stored hash: a complete node of the tree, in the order of tlog.StoredHashIndex.
//   - checkpoint: origin, size and root of a tree, signed. Origin is the name of the log.
//   - proof file: a leaf's index, its path to the root, and the checkpoint of that root.
//
// # Before every call
//
// A function that takes a transaction expects the tenant in it: SELECT set_config('einwand.authority', $1, true). The
// functions that take the pool set it themselves.
//
// # Invariants
//
//  1. Leaves, hashes and checkpoints are only inserted. Enforced by the privileges of the role app; store.go has no
//     other statement. TestAppCannotRewriteTheLog
//  2. Indexes and numbers have no gap, whoever writes at once and whatever is rolled back. Enforced by the lock of the
//     head row and the guard of its update. TestConcurrentWritersLeaveNoGap, TestRolledBackWriteGivesItsNumberBack
//  3. Leaves, hashes and head are stored together or not at all. Enforced by Write, the only way to a Head, which is
//     dead afterwards. TestFailedFunctionStoresNothing, TestHeadIsDeadAfterWrite, TestWriteWithinWriteIsRefused
//  4. The time of a write is at most Tolerance before that of the last one, and the head's time never goes back.
//     Enforced by Write. TestClockMayNotFallBehindTheLog
//  5. The tree is that of RFC 6962, however the leaves came. TestTreeDoesNotDependOnHowItGrew
//  6. Only a committed tree is signed, and never one that contradicts the newest stored checkpoint. Enforced by
//     signCommitted. TestUncommittedLeafIsNotSigned, TestSignerRefusesToContradictItself
//  7. A key speaks for the log of its name and those below. Enforced by speaksFor. TestKeySpeaksForItsLogsOnly
//  8. A key file is complete or absent, is never replaced, and only its owner reads it.
//     TestManyProcessesEndWithOneKey, TestKeyFileIsRefused
//  9. A proof file has one spelling, and no bit of it or of its leaf can be changed. Enforced by ParseProof and
//     OpenCheckpoint. TestEveryFlippedBitIsRefused, TestProofFileHasOneSpelling
//  10. Verify finds what a database administrator forges, and raises no alarm while others write. TestForgeryIsFound,
//     TestRewrittenTreeIsFoundByItsCheckpoint, TestAuditDuringWritingRaisesNoAlarm
//  11. One authority does not reach another's log. Enforced by row-level security. TestAnotherAuthorityDoesNotReachTheLog
//  12. A seal is no checkpoint and a checkpoint no seal: the key signs both, and their first lines tell them apart. parseSeal,
//     parseCheckpoint; TestSealIsNoCheckpoint
//  13. A copy of the log that lacks, adds, changes or moves a leaf is not the one that was signed. CheckCopy; TestForgedCopyIsFound
//
// # What it does not promise
//
// The time and the reason of a stored checkpoint are notes beside it and not signed; a time that must hold stands in
// a leaf. A log that is cut back together with its stored checkpoints is sound in itself: only a checkpoint from
// outside shows it (see Verify). The line "extra" of a proof file is signed by nobody, and our files have none. That
// every number has a leaf is for the caller to hold.
package ledger
