package planning

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// tableList is the frozen tables of a procedure, and what stands for and against the next one.
type tableList struct {
	desk
	view     procedure.View
	tables   []weighing.TableInfo
	readable bool                      // the person may read frozen tables
	told     map[int]weighing.Standing // of the tables with a decision, for those who may read statements
	complete *weighing.Completeness
	guards   []page.Guard
	next     int           // number that the next table gets
	frozen   int           // number of the table that was just frozen; 0 for none
	own      []order.Order // files of the procedure that the person ordered
	session  sessionInput  // for which the next table is
	waived   bool          // the planner does without its public edition
	errors   page.FieldErrors
}

// Tables lists the frozen tables and offers to freeze the next.
func (p *Pages) Tables(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.tableList(r, v)
	if err != nil {
		return err
	}
	l.frozen = l.known(r.URL.Query().Get("neu"))
	return p.showTables(w, r, l, http.StatusOK)
}

func (p *Pages) tableList(r *http.Request, v *visit.Visit) (tableList, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return tableList{}, err
	}
	l := tableList{desk: newDesk(r, v, view, placeTables, "Tabellen", page.Crumb{Label: "Tabellen"}), view: view, next: 1,
		session: sessionInput{body: v.Authority.DecidingBody}}
	if l.readable = l.may(identity.ReadCouncilTables); l.readable {
		if l.tables, err = p.Weighing.Tables(r.Context(), v.Actor, v.Ref); err != nil {
			return tableList{}, err
		}
	}
	if l.own, err = p.Orders.List(r.Context(), v.Actor, v.Ref.Authority, &v.Ref.ID); err != nil {
		return tableList{}, err
	}
	if len(l.tables) > 0 {
		l.next = l.tables[0].Number + 1
	}
	if !l.may(identity.ReadStatements) {
		return l, nil
	}
	if l.readable {
		if l.told, err = p.Weighing.Standings(r.Context(), v.Actor, v.Ref); err != nil {
			return tableList{}, err
		}
	}
	if !weighable(view.State) {
		return l, nil
	}
	c, err := p.Weighing.Gaps(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return tableList{}, err
	}
	l.complete, l.guards = &c, freezeGuards(l.desk, c)
	return l, nil
}

// known is the number of a table that exists, else 0.
func (l tableList) known(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n >= l.next {
		return 0
	}
	return n
}

// freezeGuards adds the gaps to the conditions of the procedure.
func freezeGuards(d desk, c weighing.Completeness) []page.Guard {
	list := guards(d.slug, placeTables, c.Guards)
	gaps := page.Guard{Severity: page.GuardOK, Fact: "Jede Stellungnahme ist beantwortet oder begründet ausgenommen.", Reason: page.Paragraph("§ 3 Abs. 2 S. 6 BauGB")}
	if n := len(c.Gaps); n > 0 {
		gaps = page.Guard{Severity: page.GuardBlock, Fact: page.Plural(n, "Lücke ist", "Lücken sind") + " noch offen.", Reason: page.Paragraph("§ 3 Abs. 2 S. 6 BauGB"),
			Remedies: []page.Link{{Label: "Lücken ansehen und schließen", URL: d.at(placeGaps)}}}
	}
	list = append(list, gaps)
	if n := len(c.Unreleased); n > 0 {
		list = append(list, page.Guard{Severity: page.GuardNote, Fact: "Bei " + page.Plural(n, "Abschnitt", "Abschnitten") + " ist der Wortlaut nicht freigegeben.",
			Reason:   "Ohne Freigabe gibt es von dieser Tabelle keine öffentliche Fassung, auch nach dem Beschluss nicht. Später freigegebener Wortlaut kommt erst in die nächste Tabelle.",
			Remedies: []page.Link{{Label: "Wortlaut freigeben", URL: d.at(placeGaps)}}})
	}
	return list
}

// possible reports whether nothing stands against freezing, as far as the page knows; the engine judges it again.
func (l tableList) possible() bool {
	return l.complete != nil && len(l.complete.Gaps) == 0 && worst(l.complete.Guards) != procedure.Block && l.may(identity.FreezeTables)
}

// withoutPublic is the field with which the planner does without the public edition of the table.
const withoutPublic = "ohne-oeffentliche-fassung"

// Freeze fixes the next table. nummer is the number that the page showed, so that a form sent twice freezes once.
func (p *Pages) Freeze(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	before, err := p.tableList(r, v)
	if err != nil {
		return err
	}
	if n := before.known(r.PostFormValue("nummer")); n > 0 {
		return seeOther(w, r, fmt.Sprintf("%s?neu=%d", before.at(placeTables), n))
	}
	in := readSession(r)
	f, err := p.freeze(r, v, in, before.next)
	if errors.Is(err, weighing.ErrMoved) { // the same form, sent a moment before
		return seeOther(w, r, fmt.Sprintf("%s?neu=%d", before.at(placeTables), before.next))
	}
	if err == nil {
		return seeOther(w, r, fmt.Sprintf("%s?neu=%d", before.at(placeTables), f.Number))
	}
	status, problems := freezeProblems(err)
	if problems == nil {
		return err
	}
	l, err := p.tableList(r, v) // as it is now: what stands against the table may have come meanwhile
	if err != nil {
		return err
	}
	l.errors, l.session, l.waived = problems, in, r.PostFormValue(withoutPublic) != ""
	return p.showTables(w, r, l, status)
}

func (p *Pages) freeze(r *http.Request, v *visit.Visit, in sessionInput, number int) (weighing.Frozen, error) {
	session, err := in.session(v.Authority.DecidingBody)
	if err != nil {
		return weighing.Frozen{}, err
	}
	return p.Weighing.Freeze(r.Context(), v.Actor, v.Ref,
		weighing.Freezing{Number: number, WithoutPublic: r.PostFormValue(withoutPublic) != "", Session: session})
}

// freezeProblems says in words what stands against a table; nil for everything else.
func freezeProblems(err error) (int, page.FieldErrors) {
	const place = "festschreiben"
	if problems := sessionProblems(err); problems != nil {
		return http.StatusUnprocessableEntity, problems
	}
	var incomplete *weighing.Incomplete
	var refusal *procedure.Refusal
	var unreleased *weighing.Unreleased
	switch {
	case errors.As(err, &incomplete):
		return http.StatusUnprocessableEntity, page.FieldErrors{{ID: place, Text: "Die Tabelle ist nicht festgeschrieben: " +
			page.Plural(len(incomplete.Completeness.Gaps), "Lücke ist", "Lücken sind") + " noch offen."}}
	case errors.As(err, &unreleased):
		return http.StatusUnprocessableEntity, page.FieldErrors{{ID: withoutPublic, Text: "Die Tabelle ist nicht festgeschrieben: Bei " +
			page.Plural(len(unreleased.Numbers), "Abschnitt", "Abschnitten") + " ist der Wortlaut nicht freigegeben. Geben Sie ihn frei, oder verzichten Sie auf die öffentliche Fassung."}}
	case errors.As(err, &refusal):
		return http.StatusUnprocessableEntity, refused(refusal, place, place)
	case errors.Is(err, weighing.ErrBusy):
		return http.StatusServiceUnavailable, page.FieldErrors{{ID: place, Text: "Während des Festschreibens ging laufend etwas ein. Die Tabelle ist nicht festgeschrieben. Versuchen Sie es in einer Minute noch einmal."}}
	}
	return 0, nil
}

// unreleased is the kind of gap that the planner may leave open; all of its places are listed.
func (l tableList) unreleased() gapKind {
	k := gapTexts[weighing.GapUnreleased]
	k.gaps = l.complete.Unreleased
	return k
}

// freezeTitle heads the panel of the next table, which stands below those that exist.
func (l tableList) freezeTitle() string {
	if len(l.tables) > 0 {
		return "Nächste Tabelle"
	}
	return "Tabelle Nr. " + strconv.Itoa(l.next) + " festschreiben"
}

func (p *Pages) showTables(w http.ResponseWriter, r *http.Request, l tableList, status int) error {
	l.shell.Error = len(l.errors) > 0
	return page.Render(w, r, status, page.NoStore, tablesPage(l))
}

func (l tableList) tablePath(n int) string { return fmt.Sprintf("/rat/%s/%d", l.slug, n) }

// downloads are the files of a table with decision m, or for 0 before the vote. The public edition exists only where every
// wording was released when it was frozen.
func (l tableList) downloads(t weighing.TableInfo, m int) []page.DocumentItem {
	base, query, with := l.tablePath(t.Number)+"/datei/", "", ""
	working := "dieselben Zeilen, zum Ausfüllen in der Sitzung"
	if m > 0 {
		query, with, working = "?beschluss="+strconv.Itoa(m), " mit Beschluss Nr.\u00a0"+strconv.Itoa(m), "dieselben Zeilen"
	}
	item := func(title, file, facts string) page.DocumentItem {
		whom, kind, _ := strings.Cut(title, ", ")
		return page.DocumentItem{Title: whom + with + ", " + kind, URL: base + file + query, Facts: facts}
	}
	items := []page.DocumentItem{
		item("Für den Rat, PDF", "rat.pdf", "mit dem Wortlaut, wie er einging"),
		item("Für den Rat, PDF auf A3", "rat-a3.pdf", "dasselbe auf großem Papier, mit weniger Seiten"),
		item("Für den Rat, DOCX", "rat.docx", "dasselbe zum Bearbeiten in Word"),
		item("Für den Rat, XLSX", "rat.xlsx", working),
		item("Für den Rat, CSV", "rat.csv", "dieselben Zeilen für andere Programme"),
		item("Für das Ratsinformationssystem, nicht öffentlich, ZIP", "rat-ris.zip", "PDF und XLSX für den Rat mit Titel, Prüfsumme und Volltext (OParl)"),
	}
	if t.Unreleased > 0 {
		return items
	}
	const public = "nur freigegebener Wortlaut, ohne Namen"
	return append(items,
		item("Öffentliche Fassung, PDF", "oeffentlich.pdf", public), item("Öffentliche Fassung, DOCX", "oeffentlich.docx", public),
		item("Öffentliche Fassung, XLSX", "oeffentlich.xlsx", public), item("Öffentliche Fassung, CSV", "oeffentlich.csv", public),
		item("Für das Ratsinformationssystem, öffentlich, ZIP", "oeffentlich-ris.zip", "PDF und XLSX der öffentlichen Fassung mit Titel, Prüfsumme und Volltext (OParl)"))
}

// latestDecision is the number of the last decision on a table, 0 for none.
func latestDecision(t weighing.TableInfo) int {
	n := 0
	for _, d := range t.Decisions {
		n = max(n, d.Number)
	}
	return n
}

func (l tableList) tableRows(t weighing.TableInfo) []page.Row {
	by := t.FrozenBy
	if by == "" {
		by = "Betriebsleitung"
	}
	rows := []page.Row{{Term: "Festgeschrieben", Text: page.ShortDateTime(t.FrozenAt), Note: by}, {Term: "Zeilen", Text: page.Count(t.Rows)},
		{Term: "Prüfsumme", Body: hash(t.Hash)}}
	rows = append(sessionRow(t.Session), rows...)
	for _, d := range t.Decisions {
		text := d.Body + ", " + shortDay(d.MeetingOn)
		if d.Postponed > 0 {
			text += ", " + page.Plural(d.Postponed, "Punkt", "Punkte") + " vertagt"
		}
		rows = append(rows, page.Row{Term: "Beschluss Nr. " + strconv.Itoa(d.Number), Text: text, Note: "erfasst " + page.ShortDateTime(d.RecordedAt)})
	}
	if s, ok := l.told[t.Number]; ok && s.Owed > 0 {
		rows = append(rows, page.Row{Term: "Ergebnis mitgeteilt", Text: toldOfOwed(s)})
	}
	return rows
}
