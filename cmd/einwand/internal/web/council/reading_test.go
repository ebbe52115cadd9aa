package council

import "testing"

// TestReading asks one table everything that changes nothing: a town of its own for each question would take most of the time.
func TestReading(t *testing.T) {
	h := frozen(t)
	for name, test := range map[string]func(*testing.T){
		"TableCountsPersonsStatementsAndArgumentsApart": h.tableCountsPersonsStatementsAndArgumentsApart,
		"TableListsPointsInItsOrder":                    h.tableListsPointsInItsOrder,
		"TableNarrowsToTopicWordsAndRest":               h.tableNarrowsToTopicWordsAndRest,
		"TableOffersWhatThePersonMay":                   h.tableOffersWhatThePersonMay,
		"UnknownTablesArePagesThatDoNotExist":           h.unknownTablesArePagesThatDoNotExist,
		"PointShowsWordingProposalAndChangeTogether":    h.pointShowsWordingProposalAndChangeTogether,
		"PointsAreReadInOneOrder":                       h.pointsAreReadInOneOrder,
		"PointsOfATopicAreReadInTheirOrder":             h.pointsOfATopicAreReadInTheirOrder,
		"RowWithoutProposalSaysWhy":                     h.rowWithoutProposalSaysWhy,
		"UnknownPointsArePagesThatDoNotExist":           h.unknownPointsArePagesThatDoNotExist,
		"UnknownFilesArePagesThatDoNotExist":            h.unknownFilesArePagesThatDoNotExist,
		"SameTableAndDecisionGiveTheSameBytes":          h.sameTableAndDecisionGiveTheSameBytes,
	} {
		t.Run(name, func(t *testing.T) {
			h.TB, h.actor = t, h.member
			test(t)
		})
	}
	h.TB = t
}
