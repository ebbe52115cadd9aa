package public

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/notice"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// announcements is the page of the official notices.
type announcements struct {
	shell page.Shell
	view  procedure.View
	list  []announcement // newest first
}

// announcement is a notice as it holds, with its earlier versions, newest first.
type announcement struct {
	procedure.Announcement
	n       int // its place among all of the procedure
	earlier []procedure.Announcement
}

// Announcement shows the official notices, each with where and when it appeared and what was corrected.
func (p *Pages) Announcement(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, list, err := p.announcements(r, v)
	if err != nil {
		return err
	}
	n := announcements{view: view, list: list, shell: v.Shell(r, page.RoomPublic, "Bekanntmachung: "+view.ShortTitle, start(),
		page.Crumb{Label: view.ShortTitle, URL: "/verfahren/" + view.Slug}, page.Crumb{Label: "Bekanntmachung"})}
	n.shell.Current = page.NavProcedures
	return page.Render(w, r, http.StatusOK, n.shell.Caching(), announcementPage(n))
}

// AnnouncementFile sends a notice as a PDF: the one of the number in the query, or the newest.
func (p *Pages) AnnouncementFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, list, err := p.announcements(r, v)
	if err != nil {
		return err
	}
	found := list[0]
	if asked := r.URL.Query().Get("nr"); asked != "" {
		i := slices.IndexFunc(list, func(a announcement) bool { return strconv.Itoa(a.n) == asked })
		if i < 0 {
			return fmt.Errorf("notice %.20q of %s: %w", asked, view.Slug, procedure.ErrNotFound)
		}
		found = list[i]
	}
	var b bytes.Buffer
	err = notice.WritePDF(&b, notice.Notice{Authority: v.Authority, Text: found.Body, Area: view.AreaGeoJSON, At: found.RecordedAt,
		Evidence: "Erschienen: " + found.Medium + ", " + found.Issue + ", wirksam am " + page.PlainDate(found.EffectiveOn) + "."})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", "bekanntmachung-"+view.Slug+".pdf"))
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	h.Set("Cache-Control", string(page.Revalidate))
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("send notice of %s: %w: %w", view.Slug, page.ErrGone, err)
	}
	return nil
}

// announcements are those that have taken effect.
func (p *Pages) announcements(r *http.Request, v *visit.Visit) (procedure.View, []announcement, error) {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return view, nil, err
	}
	list := effective(view.Notices, v.Now)
	if len(list) == 0 {
		return view, nil, fmt.Errorf("announcement of %s: %w", view.Slug, procedure.ErrNotFound)
	}
	return view, list, nil
}

// effective gathers the versions of each notice. A further notice with another text is one of its own.
func effective(notices []procedure.Announcement, now time.Time) []announcement {
	type subject struct {
		kind  procedure.AnnouncementKind
		round uuid.UUID
		text  string
	}
	var list []announcement
	at := map[subject]int{}
	for i, a := range notices {
		if a.EffectiveOn.After(period.DateAt(now)) {
			continue
		}
		s := subject{kind: a.Kind, text: string(a.SHA256)}
		if a.Round != nil {
			s.round = *a.Round
		}
		if known, ok := at[s]; ok {
			list[known].earlier = append([]procedure.Announcement{list[known].Announcement}, list[known].earlier...)
			list[known].Announcement, list[known].n = a, i+1
			continue
		}
		at[s] = len(list)
		list = append(list, announcement{Announcement: a, n: i + 1})
	}
	slices.Reverse(list)
	return list
}

var announcementTitles = map[procedure.AnnouncementKind]string{procedure.NoticeInitiation: "Aufstellungsbeschluss", procedure.Notice13a: "Beschleunigtes Verfahren",
	procedure.NoticePublication: "Beteiligung", procedure.NoticeExtension: "Verlängerung der Frist", procedure.NoticeInForce: "Der Plan gilt",
	procedure.NoticeResult: "Wo das Ergebnis liegt"}

var roundTitles = map[procedure.RoundKind]string{procedure.EarlyRound: "Frühzeitige Beteiligung", procedure.PublicationRound: "Veröffentlichung des Entwurfs",
	procedure.RepeatedRound: "Erneute Veröffentlichung", procedure.AffectedPublicRound: "Beteiligung der Betroffenen", procedure.HearingRound: "Anhörung"}

// title names a notice by what it announces.
func (n announcements) title(a announcement) string {
	for _, r := range n.view.Rounds {
		if a.Kind == procedure.NoticePublication && a.Round != nil && r.ID == *a.Round && roundTitles[r.Kind] != "" {
			return roundTitles[r.Kind]
		}
	}
	return announcementTitles[a.Kind]
}
