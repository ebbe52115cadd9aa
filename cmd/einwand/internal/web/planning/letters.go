package planning

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/result"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// letterList is who is told by letter what became of a statement, and who is not.
type letterList struct {
	desk
	view   procedure.View
	table  int
	head   weighing.TableHead
	newer  int // number of a later table with a decision; 0 for none
	told   map[weighing.Way][]told
	mailed []told // asked for a mail, and gave an address of the post too
	also   bool   // letters to those as well
	again  bool   // and to those who were told already
	atOnce int    // statements in one file
	errors page.FieldErrors

	persons  int                                 // of the public, behind the table
	notices  map[uuid.UUID]weighing.ResultNotice // of this table, the last of each statement
	acts     []act
	later    map[uuid.UUID]bool // statements whose result a later table has
	fresh    string             // what was just noted
	sentOn   string             // as typed
	sentPart string
	sentAlso bool
}

// told is a statement with its result and the ways to its author, without a name.
type told struct {
	reach  statement.Reach
	result weighing.Result
}

// alsoMailed is the field that asks for letters to those who had asked for a mail.
const alsoMailed = "auch-mail"

// alsoTold is the field that asks for letters to those who were told before.
const alsoTold = "auch-benachrichtigte"

func lettersPlace(table int) place { return placeTables + place(fmt.Sprintf("/%d/briefe", table)) }

// ResultLetters shows who gets a letter about the result, before any address is opened.
func (p *Pages) ResultLetters(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.letterList(r, v)
	if err != nil {
		return err
	}
	l.fresh = r.URL.Query().Get("neu")
	return page.Render(w, r, http.StatusOK, page.NoStore, lettersPage(l))
}

func (p *Pages) letterList(r *http.Request, v *visit.Visit) (letterList, error) {
	n, err := numberIn(r, "n")
	if err != nil {
		return letterList{}, err
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return letterList{}, err
	}
	title := "Ergebnis zu Tabelle Nr. " + strconv.FormatInt(n, 10) + " mitteilen"
	l := letterList{view: view, table: int(n), atOnce: p.LettersAtOnce, told: map[weighing.Way][]told{}, also: r.PostFormValue(alsoMailed) != "", again: r.PostFormValue(alsoTold) != "",
		desk: newDesk(r, v, view, placeTables, title, page.Crumb{Label: "Tabellen", URL: at(view.Slug, placeTables)}, page.Crumb{Label: title})}
	if l.atOnce == 0 {
		l.atOnce = lettersAtOnce
	}
	if err := p.sortOut(r, v, &l); err != nil {
		return letterList{}, err
	}
	if l.persons, err = p.Weighing.PersonsOfPublic(r.Context(), v.Actor, v.Ref, l.table); err != nil {
		return letterList{}, err
	}
	latest, err := p.Weighing.LatestDecision(r.Context(), v.Ref)
	if err != nil {
		return letterList{}, err
	}
	if latest.Table > l.table {
		l.newer = latest.Table
	}
	return l, p.noticedIn(r, v, &l)
}

// sortOut puts every statement of the table to the way in which its author is told.
func (p *Pages) sortOut(r *http.Request, v *visit.Visit, l *letterList) error {
	results, err := p.Weighing.Results(r.Context(), v.Actor, v.Ref, l.table)
	if err != nil {
		return err
	}
	reaches, err := p.Statements.Reaches(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	for _, res := range results {
		t := told{reaches[res.Statement], res}
		way := res.WayTo(t.reach)
		l.head, l.told[way] = res.Head, append(l.told[way], t)
		if way == weighing.ByMail && t.reach.Post {
			l.mailed = append(l.mailed, t)
		}
	}
	return nil
}

// WriteResultLetters opens the addresses that were asked for and writes the letters into one file, in the order of the numbers.
func (p *Pages) WriteResultLetters(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.letterList(r, v)
	if err != nil {
		return err
	}
	part := r.PostFormValue(numbersField)
	chosen, refusal := l.choose(part)
	if refusal != "" {
		return l.refuse(w, r, page.FieldError{ID: "briefe", Text: refusal})
	}
	results, ids := map[uuid.UUID]weighing.Result{}, make([]uuid.UUID, len(chosen))
	for i, t := range chosen {
		ids[i], results[t.result.Statement] = t.result.Statement, t.result
	}
	people, err := p.Statements.ContactsOf(r.Context(), v.Actor, v.Ref, statement.UseLetters, ids)
	if err != nil {
		return err
	}
	list := make([]result.Addressed, len(people))
	for i, w := range people {
		list[i] = result.Addressed{Correspondent: w, Result: results[w.ID]}
	}
	return p.sendLetters(w, l, part, list)
}

func (p *Pages) sendLetters(w http.ResponseWriter, l letterList, part string, list []result.Addressed) error {
	base := result.Notice{Authority: l.visit.Authority, Answers: l.view.ContactName, Phone: l.view.ContactPhone, At: l.visit.Now,
		Page: p.PublicURL + "/verfahren/" + l.slug + "/ergebnis"}
	var pdf bytes.Buffer
	if err := result.WriteLetters(&pdf, fmt.Sprintf("Briefe zu Tabelle Nr. %d: %s", l.table, l.view.Title), result.Letters(base, list), l.visit.Now); err != nil {
		return err
	}
	name := fmt.Sprintf("Briefe-Tabelle-%d", l.table)
	if n, ok := askedNumbers(part); ok {
		name += "-Nr-" + n.value()
	}
	return sendAttachment(w, name+"-"+l.slug+".pdf", "application/pdf", pdf.Bytes())
}

// unlettered are those who get no letter, with the reason, in the order of the page.
func (l letterList) unlettered() []unletteredKind {
	var list []unletteredKind
	for _, k := range unletteredKinds {
		if k.told = l.told[k.way]; len(k.told) > 0 {
			list = append(list, k)
		}
	}
	return list
}

type unletteredKind struct {
	way         weighing.Way
	title, text string
	told        []told
}

var unletteredKinds = []unletteredKind{
	{way: weighing.NoAddress, title: "Anschrift fehlt", text: "Diese Personen und Stellen möchten einen Brief; eine vollständige Anschrift liegt nicht vor."},
	{way: weighing.NoPage, title: "Bitte selbst schreiben", text: "Gewünscht ist eine E-Mail. Sie könnte zu nichts führen: Eine eigene Seite haben diese Personen und Stellen nicht, eine öffentliche Fassung der Tabelle gibt es nicht, und eine Anschrift fehlt."},
	{way: weighing.NoReply, title: "Keine Antwort möglich oder gewünscht", text: "Sie finden den Beschluss auf der öffentlichen Seite des Plans."},
	{way: weighing.NothingYet, title: "Noch nicht entschieden", text: "Über alle Punkte dieser Stellungnahmen wurde vertagt."},
	{way: weighing.TakenBack, title: "Zurückgezogen", text: "Wer zurückzieht, bekommt keine Mitteilung."},
	{way: weighing.DataErased, title: "Kontaktdaten gelöscht", text: "Ohne Namen und Anschrift gibt es keine Mitteilung."},
}

func (l letterList) purpose() string {
	return "Dafür werden Namen und Anschriften geöffnet. Das Zugriffsprotokoll hält für jede Stellungnahme fest, wer das wann getan hat und wozu: Mitteilung des Ergebnisses."
}
