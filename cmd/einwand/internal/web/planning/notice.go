package planning

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// noticeForm is the text of a Bekanntmachung with what it still lacks, and the record that it appeared.
type noticeForm struct {
	desk
	view     procedure.View
	kind     procedure.AnnouncementKind
	facts    procedure.AnnouncementFacts
	notice   procedure.Notice
	draft    procedure.NoticeDraft
	asks     []procedure.Asked
	versions []numbered // on record, newest first
	body     string     // as it will be, or as it is on record
	lastDay  period.Date
	in       procedure.NewAnnouncement
	started  bool // something of the evidence was typed
	rescan   bool // a scan was chosen that has to be chosen again
	warned   bool // a reason is asked for
	refused  []page.Guard
	frist    []page.Guard // what stands against a new end
	done     bool         // the extension of the draft has been made
	errors   page.FieldErrors
}

// numbered is an announcement with its place among all of the procedure, which never changes.
type numbered struct {
	procedure.Announcement
	n int
}

// noticeNames are the kinds of notices in addresses, and noticeTitles on pages.
var (
	noticeNames = map[procedure.AnnouncementKind]string{procedure.NoticeInitiation: "aufstellung", procedure.Notice13a: "paragraf-13a",
		procedure.NoticeInForce: "in-kraft", procedure.NoticeResult: "ergebnis"}
	noticeTitles = map[procedure.AnnouncementKind]string{procedure.NoticeInitiation: "Bekanntmachung des Aufstellungsbeschlusses",
		procedure.Notice13a: "Bekanntmachung nach § 13a Abs. 3 BauGB", procedure.NoticePublication: "Bekanntmachung",
		procedure.NoticeExtension: "Frist verlängern", procedure.NoticeInForce: "Schlussbekanntmachung", procedure.NoticeResult: "Bekanntmachung, wo das Ergebnis liegt"}
	noticeActs = map[procedure.TransitionID]procedure.AnnouncementKind{"T2a": procedure.Notice13a, "T16": procedure.NoticeInForce}
)

// noticeOrder is the order of the links to the notices that belong to no round.
var noticeOrder = []procedure.AnnouncementKind{procedure.NoticeInitiation, procedure.Notice13a, procedure.NoticeInForce, procedure.NoticeResult}

func noticePlace(kind procedure.AnnouncementKind) place {
	switch kind {
	case procedure.NoticePublication:
		return placeAnnouncement
	case procedure.NoticeExtension:
		return placeExtend
	}
	return placeAnnouncement + "/entwurf/" + place(noticeNames[kind])
}

// AnnouncementForm shows the notice of the latest round with its checklist, and asks for the evidence of the local act.
func (p *Pages) AnnouncementForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.showNotice(w, r, v, procedure.NoticePublication)
}

// NoticeDraft shows a notice that belongs to no round, or sends its text as a file.
func (p *Pages) NoticeDraft(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	kind, ending, err := noticeKind(r)
	if err != nil {
		return err
	}
	if ending == "" {
		return p.showNotice(w, r, v, kind)
	}
	return p.sendNotice(w, r, v, kind, ending)
}

// noticeKind reads the kind from the address: "in-kraft", "in-kraft.pdf".
func noticeKind(r *http.Request) (kind procedure.AnnouncementKind, ending string, err error) {
	name, ending, _ := strings.Cut(chi.URLParam(r, "datei"), ".")
	for kind, known := range noticeNames {
		if known == name {
			return kind, ending, nil
		}
	}
	return "", "", procedure.ErrNotFound
}

func (p *Pages) showNotice(w http.ResponseWriter, r *http.Request, v *visit.Visit, kind procedure.AnnouncementKind) error {
	f, err := p.noticeForm(r, v, kind)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, noticePage(f))
}

func (p *Pages) noticeForm(r *http.Request, v *visit.Visit, kind procedure.AnnouncementKind) (noticeForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return noticeForm{}, err
	}
	f := noticeForm{desk: newDesk(r, v, view, noticeSide(kind), noticeTitles[kind], noticeCrumbs(view, kind)...), view: view, kind: kind,
		in: procedure.NewAnnouncement{Medium: view.Municipality.AnnouncementMedium}}
	if kind == procedure.NoticeExtension {
		if err := f.extended(r); err != nil {
			return f, err
		}
	}
	f.facts = f.view.Notice(kind, v.Now)
	f.facts.Authority, f.facts.Address, f.facts.RegisterID = v.Authority, p.PublicURL+"/verfahren/"+view.Slug, p.Signer.VerifierKey()
	if f.waits() {
		return f, nil
	}
	if f.draft, err = p.Procedures.NoticeDraft(r.Context(), v.Actor, v.Ref, kind, f.round()); err != nil {
		return f, err
	}
	f.compose()
	return f, nil
}

// noticeSide is the place that the side navigation marks.
func noticeSide(kind procedure.AnnouncementKind) place {
	if kind == procedure.NoticeExtension {
		return placePeriod
	}
	return placeAnnouncement
}

func noticeCrumbs(view procedure.View, kind procedure.AnnouncementKind) []page.Crumb {
	title := page.Crumb{Label: noticeTitles[kind]}
	if noticeNames[kind] == "" {
		return []page.Crumb{title}
	}
	return []page.Crumb{{Label: "Bekanntmachung", URL: at(view.Slug, placeAnnouncement)}, title}
}

// waits reports whether there is nothing to announce: the notice tells the days of a round, and none is planned.
func (f noticeForm) waits() bool { return f.kind == procedure.NoticePublication && f.view.Round == nil }

// round is what the notice belongs to; nil for none.
func (f noticeForm) round() *uuid.UUID {
	if f.kind == procedure.NoticePublication || f.kind == procedure.NoticeExtension {
		return &f.facts.Round.ID
	}
	return nil
}

// compose makes the text from the draft, or takes what is on record.
func (f *noticeForm) compose() {
	f.facts.Details, f.facts.Extra = f.draft.Details, f.draft.Extra
	if f.kind == procedure.NoticeExtension {
		f.lengthen()
	}
	f.asks, f.notice = procedure.NoticeAsks(f.facts), procedure.NoticeOf(f.facts)
	f.body, f.lastDay = f.notice.String(), f.facts.Round.Period.FirstDay.AddDays(-f.facts.Law().LeadDays)
	for i, a := range f.view.Notices {
		if a.Kind == f.kind && (f.round() == nil || a.Round != nil && *a.Round == *f.round()) {
			f.versions = append(f.versions, numbered{a, i + 1})
		}
	}
	slices.Reverse(f.versions)
	if f.recorded() {
		f.body = f.versions[0].Body
	}
	for _, part := range f.notice.Parts {
		f.warned = f.warned || part.Missing != "" && part.Severity == procedure.Warning && noticeNames[f.kind] != ""
	}
}

// tooLate reports whether the round is public without a notice on record: nothing can be recorded for it any more.
func (f noticeForm) tooLate() bool {
	return f.kind == procedure.NoticePublication && f.view.Round.State != procedure.RoundPlanned && !f.recorded()
}

// bare reports whether there is no text to read yet: a longer period without its new end.
func (f noticeForm) bare() bool {
	return f.kind == procedure.NoticeExtension && !f.facts.Round.Period.LastDay.After(f.facts.OldLastDay)
}

// recorded reports whether the notice stands. An extension can be followed by another.
func (f noticeForm) recorded() bool {
	return len(f.versions) > 0 && f.kind != procedure.NoticeExtension
}

// noticeLinks lead to the notices that belong to no round.
func (f noticeForm) noticeLinks() []page.Link {
	var list []page.Link
	for _, kind := range noticeOrder {
		if kind == procedure.Notice13a && f.view.Regime != procedure.Accelerated {
			continue
		}
		list = append(list, page.Link{Label: noticeTitles[kind], URL: f.at(noticePlace(kind))})
	}
	return list
}

// checklist shows every part: what is there, and where to supply what is missing.
func (f noticeForm) checklist() []page.Guard {
	var list []page.Guard
	for _, part := range f.notice.Parts {
		if part.Label == "" {
			continue
		}
		g := page.Guard{Severity: page.GuardOK, Fact: part.Label}
		if part.Locked() {
			g.Reason = "Vom Gesetz verlangt (" + page.Paragraph(part.Norm) + "), deshalb nicht zu ändern. " + page.Paragraph(part.Why)
		} else {
			g.Reason = page.Paragraph(part.Why)
		}
		if part.Missing != "" {
			g.Severity, g.Fact = severities[part.Severity], part.Label+". Es fehlt: "+part.Missing
			g.Remedies = f.remedy(part)
			if part.Remedy == procedure.RemedyAuthority {
				g.Reason += " Die Angaben der Verwaltung trägt die Administration ein."
			}
		}
		list = append(list, g)
	}
	return list
}

func (f noticeForm) remedy(part procedure.NoticePart) []page.Link {
	if part.Remedy == procedure.RemedyAnswer || part.Key == "extra" {
		return []page.Link{{Label: "Hier ergänzen", Hidden: part.Label, URL: "#angaben"}}
	}
	if r, ok := remedies[part.Remedy]; ok {
		return []page.Link{{Label: r.label, Hidden: part.Label, URL: f.at(r.to)}}
	}
	return nil
}

// field is one of what only the notice states.
func (f noticeForm) field(a procedure.Asked) page.Field {
	return page.Field{Name: a.Key, Label: a.Label, Value: f.draft.Details.Text(a.Key), Error: f.errors.Of(a.Key), Hint: a.Hint, Optional: a.Optional}
}

// file is the address of the text as a file.
func (f noticeForm) file(ending string) string {
	url := f.at(noticePlace(f.kind)) + "." + ending
	if f.kind == procedure.NoticeExtension {
		url += "?durchgang=" + f.view.Round.ID.String()
	}
	return url
}
