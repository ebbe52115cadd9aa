// Package period computes the deadlines of German land-use planning: which day is the last, why, and whether what
// arrived at an instant is in time. It is pure arithmetic on days: no database, no clock, no other room of this house.
//
// # Vocabulary
//
//   - Date: a civil day. Calendar: the Werktage at one place (Land, municipal Extra, Local of the town).
//   - Rule: the law of one period ("3(2)", "4(2)"). RuleSet: all rules as they stood from a day on, by ID ("BauGB-2023").
//   - Compute: rule + start + calendar = Result, with a Reason and its paragraph for every step.
//   - Period: a first and a last day as announced; it knows when it closes and what the law has to say against it.
//   - Werktag: here every day but Saturday, Sunday and a holiday recognised at the place (§ 193 BGB).
//
// # How a last day is found
//
//	month end = the day before the one with the number of the first (§ 188 Abs. 2), at the latest the month's last (Abs. 3)
//	day 30    = first day + 29
//	last day  = next Werktag from the later of both (§ 193)
//
// Where an event begins the period (receipt at a public body) the day of the event is not counted (§ 187 Abs. 1), and
// both ends are one day later. Public and bodies that start on the same day therefore end on different days.
//
// # Invariants
//
//  1. The first day of a publication counts, the day of a receipt does not: Rule.monthEnd and Rule.dayEnd, broken by
//     TestPublicationCountsItsFirstDay and TestReceiptIsNotCounted.
//  2. A minimum is never below 30 days or a month, and never falls when the start moves on: Compute, broken by
//     TestMinimumKeepsItsPromises.
//  3. A day moved by § 193 BGB is a Werktag, and no Werktag is passed over; 24 and 31 December are Werktage:
//     Calendar.NextWorkday, broken by TestMinimumKeepsItsPromises and TestChristmasEveAndNewYearsEveAreWorkdays.
//  4. A period closes at midnight in Germany, whatever the zone of the process or the change of clocks: StartOfDay,
//     broken by TestClosesAtLocalMidnight.
//  5. Timely has no lower bound and excludes the closing instant: Period.Timely, broken by TestTimelyIsHalfOpen.
//  6. A rule that a law does not know cannot be asked for under it: RuleSetAt, broken by TestConsentIsYoungerThanItsSet.
//  7. Looking for the next Werktag ends: maxLocals, broken by TestManyLocalsAreRefused.
//  8. What is listed as a holiday is one, and nothing else: Calendar.DaysOff, broken by TestListOfHolidaysIsTheCalendar.
//  9. A local holiday moves days within its validity and on no other: Local.is, broken by
//     TestLocalHolidayMovesNothingOutsideItsValidity.
//  10. The package imports neither our rooms nor a database, and never reads the clock: TestPackageStaysPure.
//
// # What it does not know
//
//   - Which Bavarian municipalities have Mariä Himmelfahrt and which parts of Saxony and Thuringia Fronleichnam, but for
//     the few in municipal.go. Where it matters, Compute says so among the reasons.
//   - Holidays before 1995, and those that a Land introduces after this release (a Local until then).
//   - When an announcement is effective; that is Land law and belongs to the procedure.
//   - Rules before 13 May 2017. Older periods can be computed under a set chosen by ID, with a floor of 30 days that
//     the law did not have then.
package period
