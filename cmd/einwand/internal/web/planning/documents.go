package planning

import (
	"errors"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// documentList is the list of a round's documents with the form for the next one.
type documentList struct {
	desk
	view    procedure.View
	open    bool // the list can still change
	changes bool // a change of the draft can be put on record
	in      procedure.NewDocument
	errors  page.FieldErrors
}

var documentFields = []labelled{{"datei", "Datei"}, {"role", "Was ist es?"}, {"anonymised", "Namen geschwärzt"}, {"title", "Name"}}

// Documents lists the documents of the latest round.
func (p *Pages) Documents(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.documentList(r, v)
	if err != nil {
		return err
	}
	l.in = wantedDocument(r.URL.Query(), l.in)
	return page.Render(w, r, http.StatusOK, page.NoStore, documentsPage(l))
}

func (p *Pages) documentList(r *http.Request, v *visit.Visit) (documentList, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return documentList{}, err
	}
	l := documentList{desk: newDesk(r, v, view, placeDocuments, "Unterlagen", page.Crumb{Label: "Unterlagen"}), view: view,
		open: view.Round != nil && view.Round.State == procedure.RoundPlanned, in: procedure.NewDocument{Role: procedure.RolePlan}}
	if view.Round == nil || l.open {
		return l, nil
	}
	_, err = p.Procedures.Option(r.Context(), v.Actor, v.Ref, "T10")
	if errors.Is(err, procedure.ErrNoTransition) {
		return l, nil
	}
	l.changes = err == nil
	return l, err
}

// changeLater says when a change of the draft can be put on record.
func (l documentList) changeLater() string {
	const way = "Den Entwurf ändern und erneut veröffentlichen. "
	if first := l.view.Round.Period; l.visit.Now.Before(first.Opens()) {
		return way + "Das geht ab dem ersten Tag der Veröffentlichung, dem " + page.PlainDate(first.FirstDay) + "."
	}
	return way + "Das geht nicht mehr, weil das Verfahren über die Abwägung hinaus ist oder ruht."
}

// leastDocuments says what a round needs at least.
func leastDocuments(kind procedure.RoundKind) string {
	switch {
	case kind == procedure.HearingRound:
		return "Es braucht mindestens die Unterlagen zum Vorhaben."
	case kind.Formal():
		return "Es braucht mindestens den Entwurf mit der Begründung."
	}
	return "Hilfreich ist, was die Ziele der Planung, die Varianten und ihre Auswirkungen zeigt (§ 3 Abs. 1 BauGB)."
}

// AddDocument takes a PDF to the end of the list.
func (p *Pages) AddDocument(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.documentList(r, v)
	if err != nil {
		return err
	}
	if l.view.Round == nil {
		return procedure.ErrWrongState
	}
	l.in = procedure.NewDocument{Role: procedure.DocumentRole(r.PostFormValue("role")), Anonymised: r.PostFormValue("anonymised") == answerYes,
		Title: typed(r, "title"), Description: typed(r, "description")}
	file, head, err := r.FormFile("datei")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return p.documentRefused(w, r, l, map[string]string{"datei": "Bitte wählen Sie eine PDF-Datei aus."})
	}
	if err != nil {
		return err
	}
	defer file.Close()
	l.in.FileName = head.Filename
	if sentTwice(l.view.Documents, l.in.Title, head) {
		return seeOther(w, r, l.at(placeDocuments))
	}
	if _, err := p.Procedures.AddDocument(r.Context(), v.Actor, v.Ref, l.view.Round.ID, l.in, file); err != nil {
		fields := documentProblems(err, head)
		if fields == nil {
			return err
		}
		return p.documentRefused(w, r, l, fields)
	}
	return seeOther(w, r, l.at(placeDocuments))
}

// sentTwice recognises a form that was sent again: the same name and the same file.
func sentTwice(docs []procedure.Document, title string, head *multipart.FileHeader) bool {
	for _, d := range docs {
		if d.Title == title && d.Size == head.Size {
			return true
		}
	}
	return false
}

// documentProblems says in words what the planner can mend; nil for everything else.
func documentProblems(err error, head *multipart.FileHeader) map[string]string {
	var invalid *procedure.Invalid
	name := strings.ToValidUTF8(head.Filename, "\uFFFD")
	switch {
	case errors.As(err, &invalid):
		return invalid.Fields
	case errors.Is(err, procedure.ErrNotPublishable):
		return map[string]string{"datei": name + " ist keine PDF-Datei. Veröffentlicht werden PDF-Dateien. Speichern Sie die Unterlage als PDF und wählen Sie sie noch einmal aus."}
	case errors.Is(err, procedure.ErrTooLarge):
		return map[string]string{"datei": name + " ist " + page.Size(head.Size) + " groß. Höchstens " + maxDocument + " sind möglich. Teilen Sie die Unterlage."}
	}
	return nil
}

func (p *Pages) documentRefused(w http.ResponseWriter, r *http.Request, l documentList, fields map[string]string) error {
	l.errors, l.shell.Error = fieldErrors(documentFields, fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, documentsPage(l))
}

// RemoveDocument takes a document off the list of a round that is not published. Removing it twice is removing it.
func (p *Pages) RemoveDocument(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.documentList(r, v)
	if err != nil {
		return err
	}
	id, err := uuid.Parse(r.PostFormValue("unterlage"))
	if err != nil || l.view.Round == nil {
		return procedure.ErrNotFound
	}
	for _, d := range l.view.Documents {
		if d.ID != id {
			continue
		}
		if err := p.Procedures.RemoveDocument(r.Context(), v.Actor, v.Ref, l.view.Round.ID, id); err != nil {
			return err
		}
	}
	return seeOther(w, r, l.at(placeDocuments))
}

// maxDocument is procedure.MaxDocumentSize as people write it.
const maxDocument = "200\u00a0MB"

var documentRoles = map[procedure.DocumentRole]string{
	procedure.RoleSummary: "Kurz erklärt", procedure.RolePlan: "Entwurf des Plans (Zeichnung und Text)", procedure.RoleReasons: "Begründung",
	procedure.RoleReasonsBoth: "Begründung mit Umweltbericht", procedure.RoleEnvironment: "Umweltbericht",
	procedure.RoleStatement: "Wesentliche umweltbezogene Stellungnahme", procedure.RoleReport: "Gutachten", procedure.RoleOther: "Sonstiges",
}

func roleOptions() []page.Option {
	list := make([]page.Option, len(procedure.DocumentRoles))
	for i, role := range procedure.DocumentRoles {
		list[i] = option(role, documentRoles)
	}
	return list
}

func yesIf(yes bool) string {
	if yes {
		return answerYes
	}
	return ""
}
