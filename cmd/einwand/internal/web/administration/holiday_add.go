package administration

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

const addPlace = "/feiertage/neu"

// The two kinds of holiday that the form asks for.
const (
	yearly = "jaehrlich"
	once   = "einmalig"
)

// holidayInput is a holiday as it was typed.
type holidayInput struct {
	name, norm  string
	kind        string
	day, month  string // of a yearly one
	from, to    string
	date        string // of one that comes once
	holiday     period.Local
	unreadables map[string]string // fields that are no values of their kind
}

type addForm struct {
	place
	in     holidayInput
	errors page.FieldErrors
}

var addFields = []labelled{{"name", "Name"}, {"art", "Wie oft"}, {"tag", "Tag"}, {"monat", "Monat"}, {"ab", "Gilt ab"}, {"bis", "Gilt bis"},
	{"datum", "Datum"}, {"grundlage", "Rechtsgrundlage"}}

// AddForm asks for a holiday.
func (p *Pages) AddForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pl, err := p.open(r, v, "Feiertag hinzufügen")
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, addPage(addForm{place: pl, in: holidayInput{kind: yearly}}))
}

// AddHoliday enters the holiday and leads back to the place, which says what it does to periods on record.
func (p *Pages) AddHoliday(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pl, err := p.open(r, v, "Feiertag hinzufügen")
	if err != nil {
		return err
	}
	f := addForm{place: pl, in: readHoliday(r)}
	fields := f.in.unreadables
	if len(fields) == 0 {
		err = p.Procedures.AddHoliday(r.Context(), v.Actor, v.Authority.ID, pl.view.ID, f.in.holiday)
		if err == nil {
			return seeOther(w, r, pl.at(""))
		}
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) {
			return err
		}
		fields = f.in.atFields(invalid.Fields)
	}
	f.errors, f.shell.Error = fieldErrors(addFields, fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, addPage(f))
}

func readHoliday(r *http.Request) holidayInput {
	in := holidayInput{name: typed(r, "name"), norm: typed(r, "grundlage"), kind: typed(r, "art"), day: typed(r, "tag"), month: typed(r, "monat"),
		from: typed(r, "ab"), to: typed(r, "bis"), date: typed(r, "datum"), unreadables: map[string]string{}}
	in.holiday = period.Local{Name: in.name, Norm: in.norm}
	switch in.kind {
	case yearly:
		in.readYearly()
	case once:
		d := in.dayOf("datum", in.date)
		if in.date == "" {
			in.unreadables["datum"] = "Bitte geben Sie das Datum an."
		}
		in.holiday.Month, in.holiday.Day, in.holiday.From, in.holiday.To = d.Month, d.Day, d, d
	default:
		in.unreadables["art"] = "Bitte wählen Sie aus, wie oft der Feiertag kommt."
	}
	return in
}

// readYearly leaves a day that is no number at zero, which is no day of any month.
func (in *holidayInput) readYearly() {
	if d, err := strconv.Atoi(in.day); err == nil {
		in.holiday.Day = d
	}
	if m, err := strconv.Atoi(in.month); err == nil {
		in.holiday.Month = time.Month(m)
	}
	in.holiday.From, in.holiday.To = in.dayOf("ab", in.from), in.dayOf("bis", in.to)
}

func (in *holidayInput) dayOf(field, value string) period.Date {
	d, ok := day(value)
	if !ok {
		in.unreadables[field] = notADay
	}
	return d
}

// atFields puts what the room says of a holiday at the fields of the form.
func (in holidayInput) atFields(said map[string]string) map[string]string {
	names := map[string]string{"name": "name", "norm": "grundlage", "day": "tag", "from": "ab", "to": "bis"}
	if in.kind == once {
		names["day"] = "datum"
	}
	fields := map[string]string{}
	for field, text := range said {
		fields[names[field]] = text
	}
	return fields
}

func kindOptions() []page.Option {
	return []page.Option{{Value: yearly, Label: "Jedes Jahr am selben Tag"}, {Value: once, Label: "Nur an einem einzigen Tag"}}
}

func monthOptions() []page.Option {
	list := []page.Option{{Value: "", Label: "Bitte wählen"}}
	for m := time.January; m <= time.December; m++ {
		list = append(list, page.Option{Value: strconv.Itoa(int(m)), Label: months[m]})
	}
	return list
}
