package procedure

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// Holiday is a holiday that a town added for itself, as it was entered, and whether it was ended.
type Holiday struct {
	ID uuid.UUID
	period.Local
	Ended   bool
	LastDay period.Date // of an ended one: the last day on which it holds; zero if it never held
}

// Once reports whether it is a holiday of a single day.
func (h Holiday) Once() bool { return !h.From.IsZero() && h.From == h.To }

// maxWords bounds a name or an act, in characters.
const maxWords = 200

// words checks a short text that must be there.
func (e *Invalid) words(field, text, missing string) {
	switch {
	case strings.TrimSpace(text) == "":
		e.add(field, missing)
	case !storable(text):
		e.add(field, notStorable)
	case utf8.RuneCountInString(text) > maxWords:
		e.add(field, fmt.Sprintf("Das ist zu lang. Höchstens %d Zeichen sind möglich.", maxWords))
	}
}

// checkHoliday says at which field a holiday lacks something. The day is the field "day", the validity "from" and "to".
func checkHoliday(l period.Local) error {
	const leapYear = 2024
	var inv Invalid
	inv.words("name", l.Name, "Bitte geben Sie den Namen des Feiertags ein.")
	inv.words("norm", l.Norm, "Bitte nennen Sie die Rechtsgrundlage. Ohne eine staatliche Anerkennung am Ort verschiebt der Tag keine Frist (§ 193 BGB).")
	d := period.NewDate(leapYear, l.Month, l.Day)
	switch {
	case l.Month < time.January || l.Month > time.December || l.Day < 1 || d.Month != l.Month:
		inv.add("day", "Diesen Tag gibt es nicht. Bitte geben Sie Tag und Monat an, zum Beispiel 8 und August.")
	case !l.From.IsZero() && !l.To.IsZero() && l.To.Before(l.From):
		inv.add("to", "Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide.")
	case !l.From.IsZero() && !l.To.IsZero() && !falls(l):
		inv.add("day", "In der Zeit, für die der Feiertag gilt, kommt dieser Tag nicht vor. Bitte prüfen Sie Tag und Gültigkeit.")
	}
	return inv.orNil()
}

// falls reports whether a holiday with both ends comes at least once.
func falls(l period.Local) bool {
	for year := l.From.Year; year <= l.To.Year; year++ {
		d := period.NewDate(year, l.Month, l.Day)
		if d.Month == l.Month && !d.Before(l.From) && !d.After(l.To) {
			return true
		}
	}
	return false
}

// AddHoliday enters a holiday of the town's own. From now on it moves the periods that are computed; those on record stay
// as they are. One that stands there already in the same words is not entered twice. Errors: *Invalid (name, norm, day,
// to), ErrForbidden, ErrNotFound.
func (s *Service) AddHoliday(ctx context.Context, actor identity.Actor, authority, municipality uuid.UUID, l period.Local) error {
	l.Name, l.Norm = strings.TrimSpace(l.Name), strings.TrimSpace(l.Norm)
	return s.change(ctx, actor, authority, municipality, "add holiday", func(tx identity.Tx, m Municipality) error {
		if slices.Contains(m.Locals, l) {
			return nil
		}
		ids, err := newIDs(1)
		if err != nil {
			return err
		}
		if err := checkHoliday(l); err != nil {
			return err
		}
		m.Locals = append(m.Locals, l)
		if _, err := m.calendar(); errors.Is(err, period.ErrLocal) {
			return &Invalid{Fields: map[string]string{"name": "Mehr eigene Feiertage kann die Gemeinde nicht haben. Bitte wenden Sie sich an den Betrieb."}}
		} else if err != nil {
			return err
		}
		return enterHoliday(ctx, tx, actor, m.ID, ids[0], l)
	})
}

// enterHoliday enters a holiday that was checked, with its place in the history.
func enterHoliday(ctx context.Context, tx identity.Tx, actor identity.Actor, municipality, id uuid.UUID, l period.Local) error {
	if err := insertHoliday(ctx, tx, actor, municipality, id, l); err != nil {
		return err
	}
	return insertChange(ctx, tx, actor, municipality, MunicipalityChange{Kind: HolidayAdded, holiday: &id})
}

// EndHoliday ends a holiday of the town's own after its last day; a zero day says that it was a mistake and never held.
// It stays on record. Ended once more in the same way nothing happens, in another way is ErrWrongState: then another is
// added. Errors: *Invalid (last), ErrWrongState, ErrForbidden, ErrNotFound.
func (s *Service) EndHoliday(ctx context.Context, actor identity.Actor, authority, municipality, holiday uuid.UUID, last period.Date) error {
	return s.change(ctx, actor, authority, municipality, "end holiday", func(tx identity.Tx, m Municipality) error {
		all, err := selectHolidays(ctx, tx, m.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(h Holiday) bool { return h.ID == holiday })
		if i < 0 {
			return ErrNotFound
		}
		h := all[i]
		if h.Ended && h.LastDay == last {
			return nil // sent twice
		}
		if err := h.checkEnd(last); err != nil {
			return err
		}
		if err := endHoliday(ctx, tx, actor, h.ID, last); err != nil {
			return err
		}
		after := ""
		if !last.IsZero() {
			after = last.String()
		}
		return insertChange(ctx, tx, actor, m.ID, MunicipalityChange{Kind: HolidayEnded, holiday: &h.ID, After: after})
	})
}

func (h Holiday) checkEnd(last period.Date) error {
	var inv Invalid
	switch {
	case last.IsZero():
	case last.Before(h.From):
		inv.add("last", "Der Feiertag gilt erst ab "+h.From.German()+". Wenn er nie gelten soll, wählen Sie „Der Eintrag war ein Versehen“.")
	case !h.To.IsZero() && !last.Before(h.To):
		inv.add("last", "Der Feiertag endet ohnehin am "+h.To.German()+". Bitte geben Sie einen früheren Tag an.")
	}
	return inv.orNil()
}
