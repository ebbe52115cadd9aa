package planning

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// sheet is one statement on the desk: its wording in segments at the left, the answer to one of them at the right.
type sheet struct {
	desk
	view     procedure.View
	division weighing.Division
	chosen   *weighing.Part // nil when the statement has no parts: nothing was written, nothing attached
	total    int            // statements in the procedure, for the way to the neighbours
	weighs   bool           // the person may change something, and the plan is not decided yet
	history  []weighing.Proposal
	cut      cutInput
	sorting  sortingInput
	in       proposalInput
	theirs   *weighing.Proposal // saved by somebody else while the person wrote
	notice   string             // what happened meanwhile; shown above everything
	restored bool               // the text of a form whose session had ended is back
	errors   page.FieldErrors
}

// sheetPath is the address of a statement on the desk.
func sheetPath(slug string, number int64) string {
	return at(slug, place("/abschnitte/"+strconv.FormatInt(number, 10)))
}

func (s sheet) number() int64 { return s.division.Statement.Number }

func (s sheet) path() string { return sheetPath(s.slug, s.number()) }

// Statement shows a statement with its segments, and the proposal for one of them. A proposal that came after the
// session had ended is back in its form.
func (p *Pages) Statement(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	s, err := p.sheet(r, v)
	if err != nil {
		return err
	}
	kept, ok, err := p.Pending.Take(r.Context(), r, s.path()+"/vorschlag", v.Now)
	if err != nil {
		return err
	}
	if ok && s.weighs {
		s.in, s.restored = readProposal(kept), true
		s.choose(s.in.segment)
	}
	return p.showSheet(w, r, s, http.StatusOK)
}

// sheet reads a statement and chooses the segment that the address names, else the first that waits for an answer.
func (p *Pages) sheet(r *http.Request, v *visit.Visit) (sheet, error) {
	number, err := numberIn(r, "nr")
	if err != nil {
		return sheet{}, err
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return sheet{}, err
	}
	s := sheet{view: view}
	if s.division, err = p.Weighing.Open(r.Context(), v.Actor, v.Ref, number); err != nil {
		return sheet{}, err
	}
	if _, s.total, err = p.Statements.List(r.Context(), v.Actor, v.Ref, 0, 1); err != nil {
		return sheet{}, err
	}
	s.desk = sheetDesk(r, v, view, s.division, "Stellungnahme "+s.division.Number)
	s.weighs = s.may(identity.Weigh) && weighable(view.State)
	s.choose(r.URL.Query().Get("abschnitt"))
	return s, nil
}

func sheetDesk(r *http.Request, v *visit.Visit, view procedure.View, d weighing.Division, title string, further ...page.Crumb) desk {
	crumbs := []page.Crumb{{Label: "Stellungnahmen", URL: at(view.Slug, placeInbox)}, {Label: d.Number, URL: sheetPath(view.Slug, d.Statement.Number)}}
	return newDesk(r, v, view, placeInbox, title, append(crumbs, further...)...)
}

// weighable reports whether forms make sense at all; the engine refuses them otherwise.
func weighable(s procedure.State) bool {
	return s != procedure.Adopted && s != procedure.InForce && s != procedure.Abandoned
}

// key names a part in an address: by its key, or by its number as long as nobody has opened the statement.
func key(part weighing.Part) string {
	if part.ID == uuid.Nil {
		return part.Number
	}
	return part.ID.String()
}

// choose puts a part at the right, and its proposal into the form.
func (s *sheet) choose(wanted string) {
	parts := s.division.Parts
	found := -1
	for i := range parts {
		if wanted != "" && (key(parts[i]) == wanted || parts[i].Number == wanted) {
			found = i
		}
	}
	for i := 0; found < 0 && i < len(parts); i++ {
		if waits(parts[i]) {
			found = i
		}
	}
	for i := 0; found < 0 && i < len(parts); i++ {
		if parts[i].Kind == weighing.Argument {
			found = i
		}
	}
	if found < 0 && len(parts) > 0 {
		found = 0
	}
	if found < 0 {
		return
	}
	s.chosen = &parts[found]
	s.sorting = sortingOf(parts[found])
	if !s.restored {
		s.in = proposalOf(parts[found])
	}
}

// waits reports whether a part needs an answer that nobody has written.
func waits(part weighing.Part) bool { return part.Kind == weighing.Argument && part.Proposal == nil }

func (p *Pages) showSheet(w http.ResponseWriter, r *http.Request, s sheet, status int) error {
	if s.chosen != nil && s.chosen.Proposal != nil && s.chosen.Proposal.Version > 1 {
		list, err := p.Weighing.Proposals(r.Context(), s.visit.Actor, s.visit.Ref, s.chosen.ID)
		if err != nil {
			return err
		}
		s.history = list[1:]
	}
	s.shell.Error = len(s.errors) > 0
	return page.Render(w, r, status, page.NoStore, sheetPage(s))
}

// pager leads to the neighbours. Numbers on receipts have no gaps.
func (s sheet) pager() page.Pager {
	n := s.number()
	p := page.Pager{Label: "Stellungnahmen", Position: page.Count(int(n)) + " von " + page.Count(s.total)}
	if n > 1 {
		p.Previous = page.Link{Label: statement.Label(s.view.Prefix, n-1), Hidden: "vorige Stellungnahme", URL: sheetPath(s.slug, n-1)}
	}
	if n < int64(s.total) {
		p.Next = page.Link{Label: statement.Label(s.view.Prefix, n+1), Hidden: "nächste Stellungnahme", URL: sheetPath(s.slug, n+1)}
	}
	return p
}

// facts is the line below the title: everything about the statement that names nobody.
func (s sheet) facts() string {
	st := s.division.Statement
	timely := "rechtzeitig"
	switch {
	case s.division.Period == nil:
		timely = "außerhalb eines Durchgangs"
	case !s.division.Timely:
		timely = "nach Ende der Frist"
	case s.division.Extended != nil:
		timely = "rechtzeitig durch die Verlängerung bis " + page.ShortDate(s.division.Extended.LastDay)
	}
	facts := []string{st.Label(), "Eingegangen " + page.ShortDateTime(st.ReceivedAt) + ", " + timely, channels[st.Channel], who(st.Statement)}
	if st.Persons > 1 {
		facts = append(facts, page.Plural(st.Persons, "Person", "Personen"))
	}
	if st.Channel.OfPortal() {
		facts = append(facts, proofRow(st.Evidence).Text)
	} else {
		facts = append(facts, "Beleg: "+st.IntakeNote)
	}
	return strings.Join(facts, " · ")
}

// who stands for the author: bodies and events by their name, which is public, persons by their pseudonym.
func who(st statement.Statement) string {
	switch {
	case st.OfficialName != "":
		return st.OfficialName
	case st.PartyKind == statement.Unknown:
		return fmt.Sprintf("Ohne Namen %d", st.Pseudonym)
	case st.PartyKind == statement.Event:
		return fmt.Sprintf("Veranstaltung %d", st.Pseudonym)
	}
	return fmt.Sprintf("Einwender %d", st.Pseudonym)
}

// reference is what the author says the statement is about; empty for the plan as a whole.
func (s sheet) reference() string {
	ref := s.division.Statement.Reference
	var parts []string
	if ref.Document != nil {
		title := "eine Unterlage eines anderen Durchgangs"
		for _, d := range s.view.Documents {
			if d.ID == *ref.Document {
				title = d.Title
			}
		}
		parts = append(parts, title)
	}
	if ref.Text != "" {
		parts = append(parts, ref.Text)
	}
	return strings.Join(parts, "; ")
}

// meter measures the text: answered, waiting, without relevance. The words say what matters of it.
func (s sheet) meter() (parts []page.MeterPart, words string) {
	all, waiting := 0, 0
	for _, part := range s.division.Parts {
		if part.Attachment != nil {
			continue
		}
		n := utf8.RuneCountInString(part.Text)
		all += n
		kind := page.MeterDone
		switch {
		case waits(part):
			kind, waiting = page.MeterOpen, waiting+n
		case part.Kind == weighing.Irrelevant:
			kind = page.MeterNothing
		}
		parts = append(parts, page.MeterPart{Kind: kind, Length: n})
	}
	return parts, page.Count(all) + " Zeichen, " + page.Count(waiting) + " ohne Vorschlag"
}

// open counts the parts of the statement that wait for an answer.
func (s sheet) open() int {
	n := 0
	for _, part := range s.division.Parts {
		if waits(part) {
			n++
		}
	}
	return n
}

// attachmentPath is the address of the n-th file of a statement, from 1.
func (s sheet) attachmentPath(n int) string { return fmt.Sprintf("%s/anhang/%d", s.path(), n) }

func (s sheet) attachments() []page.DocumentItem {
	items := make([]page.DocumentItem, len(s.division.Statement.Attachments))
	for i, a := range s.division.Statement.Attachments {
		items[i] = page.DocumentItem{Title: a.FileName, URL: s.attachmentPath(i + 1), Facts: a.MediaType + ", " + page.Size(a.Size)}
		if !a.Purpose.TellsNames() {
			continue
		}
		items[i].Title = filePurposes[a.Purpose]
		if !s.may(identity.ReadContacts) {
			items[i].URL, items[i].Description = "", "Nennt Namen. Öffnen kann sie die Planung der Verwaltung."
		}
	}
	return items
}
