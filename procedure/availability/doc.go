// Package availability keeps the evidence that published documents could be found and fetched (§ 3 Abs. 2 BauGB), and says
// what follows when they could not.
//
// A Check is one fetch of one document through the public address; what fetches is no part of this package. Equal checks of
// a document are one Run. An Outage is an interval in which a document could not be fetched, a Gap one in which nobody
// looked. Both are derived from the runs every time and stored nowhere. An Entry is what a planner says: a note to an outage,
// an outage that no check saw, the review of all of them. A Seal is the hash over runs and entries in the register.
//
// The checks come from the house itself, through the address that people use. They do not see what fails between a person and
// that address, which is why a planner can enter an outage by hand. Before its first seal a run is a row like any other:
// who owns the database can change it unseen until then.
//
// # Invariants
//
//  1. Two workers that look at the same time count once. tooSoon, availability_run_position_unique;
//     TestTwoWorkersCountOnce
//  2. Silence is neither up nor down: more than two intervals without a check are a gap, and a run does not reach across one.
//     Run.takes, timeline; TestSilenceIsNotObserved
//  3. An outage reaches from the last good check to the next one, and both inner bounds are shown. timeline;
//     TestOutageHasTwoBounds
//  4. The severity of an outage is a function of record and policy. Judge; TestJudge
//  5. After the first seal no check is entered, and every entry makes the next seal. Service.Enter, add;
//     TestNothingIsEnteredAfterTheSeal
//  6. What was sealed re-derives from the rows. Verify; TestForgedRunIsFound
package availability
