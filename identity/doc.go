// Package identity says who acts and how sure we are: authorities as tenants, accounts, roles with their capabilities,
// levels of assurance, and the transactions that act for one authority. It knows no procedure, no route and no page.
//
// An Actor is a person for the length of one request. A Capability is something that an actor may do for one authority;
// which role has which capability stands in one table (capabilities), which route asks for which capability in another
// (the program's route table). The Level of a login is evidence that is stored with what the person files; it opens the
// portal's own form and nothing else.
//
// # Invariants
//
//  1. A level that is not one of the four satisfies no minimum. Level.AtLeast; TestUnknownLevelSatisfiesNothing
//  2. A capability of staff holds only for the authority that granted the role. Actor.Can; TestRoleEndsAtTheAuthority
//  3. A role that was taken away is gone with the next request. Accounts.Actor reads grants each time; TestRevokedRoleIsGoneAtOnce
//  4. Two logins with the same provider and subject are one account, and the same subject at another provider is another.
//     Constraint account_subject_unique; TestSubjectIsKnownPerProvider
//  5. A transaction of a tenant sees and writes only that tenant. Tenancy; TestTransactionIsBoundToItsAuthority
//  6. A login is answered at most once, at the provider where it was begun, within 20 minutes: it is deleted before the answer is
//     looked at. Logins.Answer; TestLoginIsAnsweredOnce, TestLoginOfAnotherProviderIsRefusedAndGone, TestLoginEndsAfterItsTime
//  7. No two providers in use are one issuer. Providers.Replace; TestTwoProvidersMayNotBeOneIssuer
//  8. A login leads back to this site only. returnPath; TestReturnPathStaysOnThisSite
//  9. A role for one procedure reaches no other, and nothing of the whole authority. Grant.covers; TestOfficeIsBoundToItsProcedure
//  10. Nobody gives a role that is not theirs to give, an authority keeps an administrator, and an ended role stays on record.
//     Appoint, Dismiss; TestNobodyGivesWhatIsNotTheirsToGive, TestLastAdministratorStays, TestEndedRoleStaysOnRecord
//  11. A term of office begins with its first day and ends with its last, in Berlin. holds; TestTermOfOfficeEndsWithItsLastDay, TestTermBeginsWithItsFirstDay,
//     TestNextTermFollowsTheOneThatIsOver; an administrator has none: Appoint, TestAdministratorHasNoTerm
//  12. A role that came from a group ends with it at the next login, one given by hand stays; a directory gives none elsewhere.
//     FollowGroups; TestRolesFollowTheGroups, TestDirectoryGivesOnlyWhatIsItsTown
//  13. A link opens one thing once: an invitation its seat within 14 days, a login the browser that asked within 15 minutes and while the
//     term runs; the table knows no secret. Seats.Accept, Seats.OpenLink; TestMemberTakesTheSeatOnce,
//     TestInvitationEndsAfterFourteenDaysAndIsSentAgain, TestLoginLinkOpensInTheBrowserThatAskedAndOnce,
//     TestLoginLinkEndsWithItsMinutesAndWithTheSeat, TestTableOfLinksGivesNoneAway. Who asks for the links of others keeps nobody out:
//     deleteOldestLinks; TestStrangerKeepsNoMemberOut
//  14. An account that a mailbox alone vouches for is of the council and nothing else. refuseMailbox, selectActor, Providers.Replace;
//     TestMailboxCarriesNoRoleOfTheStaff
//  15. A list of members is invited once and whole, and a person has one account. Seats.alone; TestListSentTwiceAtOnceInvitesOnce,
//     TestSeatIsEnteredWholeOrNotAtAll, TestTwoInvitationsOfOnePersonAreOneAccount
//  16. A provider that is entered on a page works, keeps its issuer, and locks nobody out. Enrolment; TestProviderIsInUseWithoutARestart,
//     TestMetadataThatWouldNotWorkIsNotEntered, TestLastDoorOfTheStaffStays, TestEntryThatNoLongerFitsKeepsNobodyOut
package identity
