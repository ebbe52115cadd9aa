// Package bodies leads the participation of the public bodies (§ 4 BauGB): whom an authority knows, whom it asked in a round,
// what went to them and when, and what they answered.
//
// A Body stands in the directory of an authority under a number that it keeps. A List (Verteiler) names the bodies that are
// usually asked. An Invitation (Beteiligungsschreiben) is a body in a round; it is prepared until it is sent. A Reply is a
// statement, or the note that there are no objections; silence is no row but the lack of one. A Line of the Table shows all of
// it for one body. The package mails nothing: it owes mails in the outbox, and the program composes them.
//
// # The link and what it proves
//
// A mail to a body ends with a link. Its secret of 256 bits stands in that mail alone, the database keeps the hash. Who holds
// the link can answer for the body without an account. This proves that the letter reached the known mailbox and that whoever
// answers has seen it; it does not prove who that is, for a link can be passed on. The address named with an answer must have
// the domain of the known mailbox (at a provider that everybody can use: be that mailbox). The receipt goes there with a second
// link; using it shows that who answered reads mail at that domain, no more: not which person it is, nor that this person may
// speak for the body. The known mailbox is told when an answer names another address, so a stranger's answer is noticed. An
// answer counts from its arrival, whether or not the second link is ever used (a condition would turn a slow mail into a
// late statement); the table shows which addresses are confirmed. The level of assurance is "none", the means "mailbox".
//
// # The institution and its account
//
// A Member answers for one body with an account of their own: invited to a mailbox by the planner, or as a worker by the coordinator
// of the body. A worker writes a Draft and hands it in; the coordinator files it (Release) or hands it back with a note. What is filed
// then is the same as by the link, but the evidence is the login of the coordinator. The role in the table of grants opens the
// pages; for which body it holds stands in the membership alone, and every method asks it. The link keeps working beside it.
// A draft is the institution's own affair: nobody of the authority reads it.
//
// # Lock order
//
// Invitations come after the round: procedure, round, invitation, statement, ledger head. Sending holds procedure and round as
// opening and closing do; putting a body on the list and entering a day of receipt share them. So a round neither closes while a
// letter goes out or a body is added, nor is judged by days that are just being changed. Who needs an invitation alone (a
// reminder, a reply that staff record) takes no lock before it. A reply by the link reads the state and enters its row under the
// lock of the ledger head, and takes only a key share of procedure, round and invitation. A draft comes last of all: whoever holds one
// takes no other lock.
//
// # Invariants
//
//  1. A list number is given once and never changes. public_body_number_unique, no right to update or delete;
//     TestListNumbersAreGivenOnce
//  2. The round opens, its letters go out, their hash is in the register and the mails are owed in one transaction, once.
//     Send; TestRoundOpensWithItsLetters, TestLettersGoOutOnce
//  3. No letter goes out against a guard of T3 or T7. procedure.Service.Open, Inform; TestLettersWaitForTheLaw
//  4. A letter stays as it was sent. The grants of 00008_bodies.sql, Verify; TestForgedLettersAreFound
//  5. The last day of a body is never before the common one, and by the rule a day after that of the public. DueOn;
//     TestBodiesHaveOneDayMore, TestOwnLastDayOnlyExtends
//  6. An answer by the link is a statement with number, entry and receipt, filed once. Answer;
//     TestAnswerByLinkIsAStatementWithNumberAndEntry, TestAnswerSentTwiceIsFiledOnce
//  7. A late answer is kept and marked. Line.At; TestLateAnswerIsKeptAndMarked
//  8. A link opens its own letter and nothing else, and no secret is stored. ByLink; TestForeignLinksOpenNothing
//  9. The address of an answer is of the house of the known mailbox. SameHouse; TestAnswerComesFromTheHouseOfTheMailbox
//  10. What a body was asked about does not change: the round whose documents its link shows is determined when the letters go
//     out, and stands in the register. Send, Verify; TestLinkShowsWhatTheLetterWasAbout, TestSubjectIsTheSameDraft, TestForgedLettersAreFound
//  11. No letter goes out, nobody is added, and no answer is filed against a state that ends at the same moment.
//     TestNothingGoesOutInARoundThatCloses, TestAnswerAndEndDoNotCross
//  12. Who was asked and who answered is read in as many queries for thousands as for one. Table;
//     TestTableAsksAsOftenForThousands
//  13. A worker files nothing, and a coordinator only for the own body. releasing; TestWorkerCannotRelease,
//     TestCoordinatorReleasesForTheOwnBodyOnly
//  14. What is filed is the version that the coordinator read, once; a step that somebody else was faster with changes nothing.
//     updateReleased, updateWording, updateHandedBack; TestOnlyWhatWasReadIsReleased, TestReleaseSentTwiceIsFiledOnce,
//     TestOfTwoWhoWriteOneIsTold, TestDraftGoesItsWay
//  15. After the release the wording stands in the statement alone; who did what stays. emptySteps, reply_draft_released_is_empty;
//     TestReleasedWordingStandsInTheStatementAlone
//  16. An invitation makes one account a member, once, within 14 days, and never somebody who works on the authority's procedures.
//     acceptMember, Join; TestInvitationMakesOneMember, TestWhoWeighsDoesNotAnswer
//  17. A membership that has ended opens nothing with the next request, and stays on record. memberOf, endMember;
//     TestEndedMemberSeesNothing
package bodies
