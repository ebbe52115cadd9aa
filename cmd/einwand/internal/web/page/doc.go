// Package page is what all pages share: the frame around them, the parts they are made of, and the German forms of dates
// and figures. It knows no procedure and no route beyond the links of the frame; the pages themselves stand beside it.
//
// A page is one templ component that begins with Layout, and a handler that hands it to Render:
//
//	templ receiptPage(s page.Shell, v receiptView) {
//		@page.Layout(s) { … }
//	}
//	err := page.Render(w, r, http.StatusOK, s.Caching(), receiptPage(s, v))
//
// # Vocabulary
//
//	Shell   what the frame of one page says: town, room, person, place in the site
//	Room    public, staff, council or administration: the same house, visibly another room
//	Field   what every form field has; Field.ID is also where the error summary leads
//	Guard   one condition of a step with its severity, as the planner reads it
//	Row     one line of a summary list
//	civil   a period.Date: a day without time; instants are time.Time in UTC and are shown in German legal time
//
// # Invariants
//
//  1. A page is answered whole or not at all: it is rendered before the first byte leaves. Enforced by Render;
//     TestFailingTemplateAnswersNothing.
//  2. A page that shows a person is never stored. Enforced by Shell.Caching; TestPagesOfPersonsAreNotStored.
//  3. Nothing is inline: no style, no script, no handler; lengths of bars are SVG attributes (the
//     Content-Security-Policy blocks everything else without a word). TestComponentsAreWellFormed, over all of them.
//  4. Text of strangers stays text in every place of every component, and addresses that are no web addresses do not
//     become links. Enforced by templ's escaping; TestHostileTextStaysText puts it in every field.
//  5. Only the error summary interrupts a screen reader (role=alert); it has the focus without a script.
//     TestErrorSummaryLeadsToTheFields.
//  6. What a person must not miss stands before what is beside: the key box (deadline, downloads) follows the title in
//     the document, not the content. Enforced by Frame; TestKeyBoxFollowsTheTitle.
//  7. The frame links only to pages that exist. The list stands in shell.go; TestShellLinks.
//  8. A state is a shape and a word, a guard is a shape and a spoken word; colour only repeats them. TestGuardsSpeakTheirSeverity.
//  9. An instant in the hour that occurs twice in October names its zone. Enforced by ClockTime and its kin;
//     TestHourThatOccursTwiceNamesItsZone.
package page

//go:generate go tool templ generate -path .
