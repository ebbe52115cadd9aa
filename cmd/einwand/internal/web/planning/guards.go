package planning

import (
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
)

var severities = map[procedure.Severity]page.Severity{
	procedure.Block: page.GuardBlock, procedure.Warning: page.GuardWarn, procedure.Note: page.GuardNote, procedure.Satisfied: page.GuardOK,
}

// remedies are the pages on which a guard can be satisfied. To wait, there is no page.
var remedies = map[procedure.Remedy]struct {
	label string
	to    place
}{
	procedure.RemedyDocuments:    {"Unterlagen hochladen", placeDocuments},
	procedure.RemedyAnnouncement: {"Zur Bekanntmachung", placeAnnouncement},
	procedure.RemedyInitiation:   {"Aufstellungsbeschluss bekannt machen", noticePlace(procedure.NoticeInitiation)},
	procedure.RemedyPeriod:       {"Zur Frist", placePeriod},
	procedure.RemedyOutages:      {"Zur Verfügbarkeit", placeAvailability},
	procedure.RemedyBodies:       {"Zu den Behörden", placeBodies},
	procedure.RemedyDraft:        {"Entwurf billigen", actPath("T4")},
	procedure.RemedyLinks:        {"Verfahren verknüpfen", placeLinks},
	procedure.RemedyChange:       {"Änderung festhalten", actPath("T10")},
	procedure.RemedyPortal:       {"Link eintragen", placePortal},
	procedure.RemedyWeighing:     {"Zu den Lücken", placeGaps},
	procedure.RemedyLate:         {"Drei Fragen beantworten", placeLate},
	procedure.RemedyExtension:    {"Frist verlängern", placeExtend},
	procedure.RemedySteps:        {"Zum Überblick", placeOverview},
	procedure.RemedyFinalVersion: {"Fassung festlegen", actPath("T11f")},
}

// guards shows the conditions of a step. The remedy is linked only from another page than its own.
func guards(slug string, here place, list []procedure.Guard) []page.Guard {
	out := make([]page.Guard, len(list))
	for i, g := range list {
		out[i] = page.Guard{Severity: severities[g.Severity], Fact: g.Fact, Reason: page.Paragraph(g.Norm)}
		if r, ok := remedies[g.Remedy]; ok && r.to != here {
			out[i].Remedies = []page.Link{{Label: r.label, Hidden: g.Fact, URL: at(slug, r.to)}}
		}
	}
	return out
}

// worst is the severity that decides about a step.
func worst(list []procedure.Guard) procedure.Severity {
	for _, s := range []procedure.Severity{procedure.Block, procedure.Warning} {
		for _, g := range list {
			if g.Severity == s {
				return s
			}
		}
	}
	return procedure.Satisfied
}

// refused turns the guards that stand against a step into the lines of the error summary. A warning is answered with a
// reason, so it leads to that field; a block leads to the conditions.
func refused(r *procedure.Refusal, blocks, reason string) page.FieldErrors {
	var list page.FieldErrors
	for _, g := range r.Guards {
		if g.Severity == procedure.Block {
			list = append(list, page.FieldError{ID: blocks, Text: g.Fact + " (" + page.Paragraph(g.Norm) + ")"})
		}
	}
	if len(list) == 0 {
		list = page.FieldErrors{{ID: reason, Label: "Grund", Text: "Bitte geben Sie in einem Satz an, warum das trotz der Warnung richtig ist."}}
	}
	return list
}
