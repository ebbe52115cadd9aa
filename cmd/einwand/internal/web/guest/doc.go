// Package guest is the way to write without a login, where a procedure allows it: a form, a page to check it, the receipt behind a
// link of its own, and the page behind the link of the mail that asks whether an address is right. procedure/statement says what
// such a statement is worth; here nothing is decided.
//
// No draft is stored: text and data travel from page to page in the forms, and files come with the last one, because a browser
// gives a file back to no form.
//
// # Invariants
//
//  1. What is filed is what the page before showed. Form, check page and filing carry the same fields. input.fields;
//     TestWhatIsFiledIsWhatWasShown
//  2. What was typed comes back with every error, at the field; files have to be chosen again, and the page says so. input.judge,
//     objections; TestFormThatIsMendedKeepsTheRest, TestRefusedFileSaysToChooseAllAgain, TestWhatIsMissingIsSaidAtItsField
//  3. The text comes back too when the form is switched off under the person, and who had filed before is not denied. showClosed;
//     TestTextComesBackWhenTheFormWasSwitchedOff, TestClickBeforeTheSwitchIsNotDenied
//  4. No page behind a secret is indexed or stored, and none hands its address on: neither to a login nor as a referrer. secret;
//     TestGuestGoesFromFormToReceipt, TestSecretsAreNoWayAround
//  5. Looking changes nothing: the address is confirmed, and a statement withdrawn, by a form of its own. ConfirmAddress, Withdraw;
//     TestAddressIsConfirmedByAClickOnly, TestGuestWithdrawsByAFormOfItsOwn
//  6. The page behind the link of the mail shows neither name nor text: whoever reads the mailbox need not be who wrote.
//     TestMailboxReadsNeitherNameNorText, web.TestEveryRouteAnswersEveryRoleAsTheTableSays
//  7. The level that the procedure asks for at its login is no matter here. TestLevelOfTheProcedureIsNoMatterForGuests
package guest

//go:generate go tool templ generate -path .
