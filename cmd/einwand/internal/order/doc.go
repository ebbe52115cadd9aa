// Package order makes files that take longer than somebody waits for a page: a person orders one, a worker makes it beside
// the requests, and for a day it waits for the person who ordered it.
//
// # Vocabulary
//
// Order (Auftrag): what a person wants made of a procedure. What: which file, in closed types and without typed text. Kind:
// what sort of file; for each a Making says who may have it and how it is made. Slot: a place among the orders that the
// installation makes at once. Lease: the right of one worker to an order, for a few seconds, renewed once a second.
//
// waiting → running → done → expired. A running order may also fail; one that waits or runs may be cancelled; one that
// nobody takes up within a day expires. A worker that ends in good order puts its order back; when it is killed, the lease
// lapses and another worker begins anew, maxAttempts times at most.
//
// # Why a table of its own
//
// The row is what the person sees: how far it is, where the file lies, why there is none. A queue beside it would keep the
// same facts a second time, and its uniqueness and limits are those of a process or a queue, not those of a person and an
// installation, which here are unique indexes. Orders are few, so a look once a second costs next to nothing.
//
// # Invariants
//
//  1. Only the person who ordered a file reads, cancels or loads the order, and only while they have the right that the file
//     asks for: it is checked when the order is placed, when work on it begins, and at every page and download.
//     Service.Own; TestOrdersOfOthersDoNotExist, TestRightWithdrawnHidesTheFile, TestRightIsCheckedAgainBeforeWorkBegins
//  2. An order is made by one worker at a time, and only the holder of the lease ends it. store_work.go;
//     TestTwoWorkersMakeAnOrderOnce, TestLostLeaseEndsNothing
//  3. An order whose worker was killed is taken up by another, at most maxAttempts times. choose;
//     TestLapsedLeaseIsTakenUp, TestOrderThatKillsItsWorkersIsGivenUp
//  4. The installation makes at most Slots orders at once, and one of each person. Indexes file_order_slot_once and
//     file_order_person_once; TestChoiceKeepsTheLimits, TestLimitsHoldAcrossWorkers
//  5. The same order again joins the first. Index file_order_open_once; TestSameOrderJoinsTheFirst
//  6. A cancelled order is noticed within two beats, and leaves no file. Worker.beat; TestCancelledOrderStops
//  7. An attempt ends after maxWork. Worker.work; TestWorkThatHangsIsEnded
//  8. A state is left only by the edges above. store.go; TestOrderFollowsItsStates
//  9. No file stays longer than keepFile, whatever became of the order. Service.Sweep; TestFilesGoAfterADay
//  10. Of the finished files of a person the latest maxKept with at most maxBytes are kept, and always the latest. displaceOrders;
//     TestOldestFilesMakeRoom
//
// # Personal data
//
// A file for the council holds wordings as received, and a record names and addresses. It lies in the file store under a random
// key that no address holds, is served by this program alone, and is gone after a day. The erasure of a statement therefore does
// not look for it: what it must reach are the sources, and a copy outlives them by a day at most. The row names an account, a
// procedure and a file; it is deleted keepRow after the end. File names are built of numbers and the slug.
package order
