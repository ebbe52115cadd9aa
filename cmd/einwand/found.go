package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// town is the file from which an authority is founded: who it is, where it plans, and who works for it.
type town struct {
	Authority struct {
		Slug           string `toml:"slug"`
		Name           string `toml:"name"`
		Kind           string `toml:"kind"`
		Office         string `toml:"office"`
		Street         string `toml:"street"`
		PostalCode     string `toml:"postal_code"`
		City           string `toml:"city"`
		Room           string `toml:"room"`
		Phone          string `toml:"phone"`
		Mail           string `toml:"mail"`
		Hours          string `toml:"hours"`
		PrivacyContact string `toml:"privacy_contact"`
		DecidingBody   string `toml:"deciding_body"`
	} `toml:"authority"`
	Municipalities []struct {
		AGS      string         `toml:"ags"`
		Land     string         `toml:"land"`
		Name     string         `toml:"name"`
		Holidays []string       `toml:"holidays"` // nil: what is certain for the key
		Own      []townsHoliday `toml:"holiday"`
		Medium   string         `toml:"announcement_medium"`
	} `toml:"municipality"`
	Staff []struct {
		Provider string `toml:"provider"`
		Subject  string `toml:"subject"`
		Given    string `toml:"given_name"`
		Surname  string `toml:"surname"`
		Role     string `toml:"role"`
	} `toml:"staff"`
}

// townsHoliday is a holiday of the municipality's own.
type townsHoliday struct {
	Name  string   `toml:"name"`
	Month int      `toml:"month"`
	Day   int      `toml:"day"`
	From  townsDay `toml:"from"`
	To    townsDay `toml:"to"`
	Norm  string   `toml:"norm"`
}

// townsDay is a day as TOML writes it, or the same in quotation marks.
type townsDay struct{ period.Date }

// UnmarshalTOML takes a local date or a text.
func (d *townsDay) UnmarshalTOML(value any) (err error) {
	switch v := value.(type) {
	case time.Time:
		d.Date = period.NewDate(v.Date())
	case string:
		d.Date, err = period.ParseDate(v)
	default:
		err = fmt.Errorf("%v: %w", v, period.ErrDate)
	}
	return err
}

// runFound enters an authority with its municipalities and the roles of its staff.
func runFound(ctx context.Context, p program, args []string) error {
	var file *string
	s, err := p.databaseSettings("found", args, func(fs *flag.FlagSet) {
		file = fs.String("town", "", "Datei mit den Angaben der Verwaltung (TOML)")
	})
	if err != nil {
		return err
	}
	if *file == "" {
		return misused("Aufruf: einwand found --town verwaltung.toml --config einwand.toml")
	}
	t, err := readTown(*file)
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, s, p.logger(), p.clock, false)
	if err != nil {
		return err
	}
	defer p.closing(h)
	if err := h.found(ctx, t); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s ist eingetragen, mit %s und %s.\n", t.Authority.Name, page.Plural(len(t.Municipalities), "Gemeinde", "Gemeinden"), page.Plural(len(t.Staff), "Person", "Personen"))
	return nil
}

func readTown(file string) (town, error) {
	var t town
	meta, err := toml.DecodeFile(file, &t)
	if err != nil {
		return t, fmt.Errorf("Die Angaben in %s sind nicht lesbar: %w", file, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return t, misused("In %s steht die unbekannte Angabe „%s“.", file, unknown[0])
	}
	a := t.Authority
	for field, value := range map[string]string{"slug": a.Slug, "name": a.Name, "kind": a.Kind, "office": a.Office, "street": a.Street,
		"postal_code": a.PostalCode, "city": a.City, "room": a.Room, "phone": a.Phone, "mail": a.Mail, "hours": a.Hours,
		"privacy_contact": a.PrivacyContact, "deciding_body": a.DecidingBody} {
		if value == "" {
			return t, misused("In %s fehlt die Angabe „%s“ der Verwaltung.", file, field)
		}
	}
	if len(t.Municipalities) == 0 {
		return t, misused("In %s fehlt eine Gemeinde: [[municipality]] mit ags, land, name und announcement_medium.", file)
	}
	if err := t.checkPlaces(file); err != nil {
		return t, err
	}
	for _, who := range t.Staff {
		if !knownRole(identity.Role(who.Role)) {
			return t, misused("In %s hat %s %s die unbekannte Rolle „%s“. Erlaubt sind planner, lead, council, body, auditor, admin und operator.", file, who.Given, who.Surname, who.Role)
		}
	}
	return t, nil
}

func knownRole(r identity.Role) bool {
	for _, known := range identity.Roles {
		if r == known {
			return true
		}
	}
	return false
}

// found enters the authority, or adds staff to one that is there already.
func (h *house) found(ctx context.Context, t town) error {
	a, err := h.authorityNamed(ctx, t.Authority.Slug)
	if errors.Is(err, identity.ErrNoAuthority) {
		a, err = h.enterAuthority(ctx, t)
	}
	if err != nil {
		return err
	}
	for _, who := range t.Staff {
		account, err := h.accounts.SignIn(ctx, identity.Identity{Provider: who.Provider, Subject: who.Subject,
			Attributes: identity.Profile{GivenName: who.Given, Surname: who.Surname}.At(identity.LevelLow)}, "staff")
		if err != nil {
			return err
		}
		if err := h.accounts.Grant(ctx, account, a.ID, identity.Role(who.Role)); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) authorityNamed(ctx context.Context, slug string) (identity.Authority, error) {
	all, err := h.authorities.All(ctx)
	if err != nil {
		return identity.Authority{}, err
	}
	for _, a := range all {
		if a.Slug == slug {
			return a, nil
		}
	}
	return identity.Authority{}, identity.ErrNoAuthority
}

func (h *house) enterAuthority(ctx context.Context, t town) (identity.Authority, error) {
	in := t.Authority
	a, err := h.authorities.Found(ctx, identity.Authority{Slug: in.Slug, Name: in.Name, Kind: in.Kind, Office: in.Office, Street: in.Street,
		PostalCode: in.PostalCode, City: in.City, Room: in.Room, Phone: in.Phone, Mail: in.Mail, Hours: in.Hours,
		PrivacyContact: in.PrivacyContact, DecidingBody: in.DecidingBody})
	if err != nil {
		return a, err
	}
	for _, m := range t.municipalities() {
		if _, err := h.procedures.AddMunicipality(ctx, identity.Operator, a.ID, m); err != nil {
			return a, err
		}
	}
	return a, nil
}

// municipalities are those of the file. Where it says nothing of partial holidays, those that are certain for the
// municipality key hold.
func (t town) municipalities() []procedure.Municipality {
	var list []procedure.Municipality
	for _, in := range t.Municipalities {
		m := procedure.Municipality{AGS: in.AGS, Land: in.Land, Name: in.Name, ExtraHolidays: in.Holidays, AnnouncementMedium: in.Medium}
		if in.Holidays == nil {
			for _, e := range period.ExtrasOf(in.AGS) {
				m.ExtraHolidays = append(m.ExtraHolidays, string(e))
			}
		}
		for _, h := range in.Own {
			m.Locals = append(m.Locals, period.Local{Name: h.Name, Norm: h.Norm, Month: time.Month(h.Month), Day: h.Day, From: h.From.Date, To: h.To.Date})
		}
		list = append(list, m)
	}
	return list
}

// checkPlaces says in words what would make no calendar, before anything is entered.
func (t town) checkPlaces(file string) error {
	for _, m := range t.municipalities() {
		err := m.Check()
		var invalid *procedure.Invalid
		switch {
		case errors.As(err, &invalid):
			return misused("In %s hat die Gemeinde %s einen Feiertag, den es so nicht gibt: %s", file, m.Name, invalid.Words())
		case errors.Is(err, period.ErrAGS):
			return misused("In %s hat die Gemeinde %s den Schlüssel „%s“. Der Amtliche Gemeindeschlüssel hat acht Ziffern, zum Beispiel 06631012.", file, m.Name, m.AGS)
		case errors.Is(err, period.ErrLand):
			return misused("In %s hat die Gemeinde %s das Land „%s“, das nicht zu ihrem Schlüssel %s gehört. Möglich sind: %s.", file, m.Name, m.Land, m.AGS, commaList(period.Lands()))
		case errors.Is(err, period.ErrExtra):
			return misused("In %s hat die Gemeinde %s unter „holidays“ einen Feiertag, den ihr Land nicht kennt. %s", file, m.Name, extrasIn(period.Land(m.Land)))
		case errors.Is(err, period.ErrLocal):
			return misused("In %s hat die Gemeinde %s mehr eigene Feiertage, als ein Kalender fasst.", file, m.Name)
		case err != nil:
			return err
		}
	}
	return nil
}
