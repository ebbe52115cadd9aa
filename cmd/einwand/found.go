package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"github.com/BurntSushi/toml"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
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
		AGS      string   `toml:"ags"`
		Land     string   `toml:"land"`
		Name     string   `toml:"name"`
		Holidays []string `toml:"holidays"`
		Medium   string   `toml:"announcement_medium"`
	} `toml:"municipality"`
	Staff []struct {
		Provider string `toml:"provider"`
		Subject  string `toml:"subject"`
		Given    string `toml:"given_name"`
		Surname  string `toml:"surname"`
		Role     string `toml:"role"`
	} `toml:"staff"`
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
	fmt.Fprintf(p.stdout, "%s ist eingetragen, mit %d Gemeinden und %d Personen.\n", t.Authority.Name, len(t.Municipalities), len(t.Staff))
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
	for _, who := range t.Staff {
		if !knownRole(identity.Role(who.Role)) {
			return t, misused("In %s hat %s %s die unbekannte Rolle „%s“. Erlaubt sind planner, lead, council, body, auditor und admin.", file, who.Given, who.Surname, who.Role)
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
		account, err := h.accounts.SignIn(ctx, identity.Identity{Provider: who.Provider, Subject: who.Subject, GivenName: who.Given, Surname: who.Surname}, "staff")
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
	for _, m := range t.Municipalities {
		_, err := h.procedures.AddMunicipality(ctx, identity.Operator, a.ID, procedure.Municipality{AGS: m.AGS, Land: m.Land, Name: m.Name,
			ExtraHolidays: m.Holidays, AnnouncementMedium: m.Medium})
		if err != nil {
			return a, err
		}
	}
	return a, nil
}
