package planning

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/weighing"
)

// wordingForm shows what everybody would read of a segment, and releases exactly that.
type wordingForm struct {
	desk
	division    weighing.Division
	part        weighing.Part
	suggestions []weighing.Suggestion
	terms       string // one per line, as typed
	preview     weighing.Redaction
	notice      string // why the release did not happen
}

// WordingForm suggests what points to a person, and shows the public wording with all of it blacked out. Looking for the
// author's name in the text is a read of contact data and is logged.
func (p *Pages) WordingForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.wordingForm(r, v, r.URL.Query().Get("abschnitt"))
	if err != nil {
		return err
	}
	var terms []string
	for _, s := range f.suggestions {
		terms = append(terms, s.Term)
	}
	f.terms = strings.Join(terms, "\n")
	return p.showWording(w, r, f, http.StatusOK)
}

func (p *Pages) wordingForm(r *http.Request, v *visit.Visit, segment string) (wordingForm, error) {
	number, err := numberIn(r, "nr")
	if err != nil {
		return wordingForm{}, err
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return wordingForm{}, err
	}
	d, err := p.Weighing.Open(r.Context(), v.Actor, v.Ref, number)
	if err != nil {
		return wordingForm{}, err
	}
	f := wordingForm{division: d}
	if f.part, err = publicPart(d, segment); err != nil {
		return wordingForm{}, err
	}
	f.desk = sheetDesk(r, v, view, d, "Wortlaut für die Öffentlichkeit, "+f.part.Number, page.Crumb{Label: "Wortlaut " + f.part.Number})
	f.suggestions, err = p.Weighing.Suggestions(r.Context(), v.Actor, v.Ref, f.part.ID)
	return f, err
}

// publicPart is the part with this key, or the first whose wording nobody has released. Parts without relevance have no
// public wording.
func publicPart(d weighing.Division, wanted string) (weighing.Part, error) {
	var found *weighing.Part
	for i, part := range d.Parts {
		if part.Kind != weighing.Argument || part.ID == uuid.Nil {
			continue
		}
		if part.ID.String() == wanted {
			return part, nil
		}
		if wanted == "" && (found == nil || found.Released != nil && part.Released == nil) {
			found = &d.Parts[i]
		}
	}
	if found == nil {
		return weighing.Part{}, weighing.ErrNotFound
	}
	return *found, nil
}

// ReleaseWording makes public what the person has read: the terms must be those of the preview, and the text that of the
// segment. A changed list of terms is shown first.
func (p *Pages) ReleaseWording(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.wordingForm(r, v, r.PostFormValue("abschnitt"))
	if err != nil {
		return err
	}
	f.terms = typed(r, "begriffe")
	if r.PostFormValue("vorschau") != "" {
		return p.showWording(w, r, f, http.StatusOK)
	}
	if !slices.Equal(lines(f.terms), lines(typed(r, "gelesen"))) {
		f.notice = "Sie haben die Begriffe geändert. So liest es die Öffentlichkeit jetzt. Freigegeben ist noch nichts."
		return p.showWording(w, r, f, http.StatusUnprocessableEntity)
	}
	if err := p.render(r, &f); err != nil {
		return err
	}
	if released := f.part.Released; released != nil && released.Text == f.preview.Text {
		return seeOther(w, r, f.onwards()) // sent twice
	}
	start, err1 := strconv.Atoi(r.PostFormValue("von"))
	end, err2 := strconv.Atoi(r.PostFormValue("bis"))
	if err := errors.Join(err1, err2); err != nil {
		start, end = -1, -1 // no range that anybody read
	}
	_, err = p.Weighing.Release(r.Context(), v.Actor, v.Ref, f.part.ID, weighing.NewRelease{Start: start, End: end, Terms: lines(f.terms)})
	if errors.Is(err, weighing.ErrMoved) {
		f.notice = "Der Abschnitt wurde inzwischen anders geteilt. So liest es die Öffentlichkeit jetzt. Freigegeben ist noch nichts."
		return p.showWording(w, r, f, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, f.onwards())
}

// render makes the public wording with the terms as they are typed.
func (p *Pages) render(r *http.Request, f *wordingForm) (err error) {
	f.preview, err = p.Weighing.Preview(r.Context(), f.visit.Actor, f.visit.Ref, f.part.ID, lines(f.terms))
	return err
}

func (p *Pages) showWording(w http.ResponseWriter, r *http.Request, f wordingForm, status int) error {
	if err := p.render(r, &f); err != nil {
		return err
	}
	return page.Render(w, r, status, page.NoStore, wordingPage(f))
}

func (f wordingForm) path() string { return sheetPath(f.slug, f.division.Statement.Number) }

// onwards leads to the next part of the statement whose wording waits, else to the part just released.
func (f wordingForm) onwards() string {
	for _, part := range f.division.Parts {
		if part.Kind == weighing.Argument && part.Released == nil && part.ID != f.part.ID {
			return f.path() + "/wortlaut?abschnitt=" + part.ID.String()
		}
	}
	return f.path() + "?abschnitt=" + f.part.ID.String()
}

var traits = map[weighing.Trait]string{
	weighing.TraitName: "Name", weighing.TraitAddress: "Anschrift", weighing.TraitMail: "E-Mail-Adresse", weighing.TraitPhone: "Telefonnummer",
	weighing.TraitAccount: "Kontonummer", weighing.TraitParcel: "Flurstück", weighing.TraitHouse: "Haus mit Nummer",
}
