package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
)

const townFile = `
[authority]
slug = "auenbrueck"
name = "Stadt Auenbrück"
kind = "gemeinde"
office = "Stadtplanung"
street = "Rathausplatz 1"
postal_code = "59999"
city = "Auenbrück"
room = "Zimmer 214"
phone = "02999 123-456"
mail = "rathaus@auenbrueck.example"
hours = "vormittags"
privacy_contact = "datenschutz@auenbrueck.example"
deciding_body = "Rat"

[[municipality]]
ags = "05999999"
land = "NW"
name = "Auenbrück"
announcement_medium = "Anzeiger"

[[staff]]
provider = "rathaus"
subject = "j.wirth"
given_name = "Jana"
surname = "Wirth"
role = "planner"
`

func writeTown(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "verwaltung.toml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestTownThatIsNotWholeIsRefusedInWords(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"missing office", `office = "Stadtplanung"`, "", "fehlt die Angabe „office“"},
		{"unknown key", `kind = "gemeinde"`, "kind = \"gemeinde\"\nfarbe = \"grün\"", "unbekannte Angabe „authority.farbe“"},
		{"unknown role", `role = "planner"`, `role = "chef"`, "unbekannte Rolle „chef“"},
		{"no municipality", "[[municipality]]", "[[staff]]", "unbekannte Angabe"},
	} {
		_, err := readTown(writeTown(t, strings.Replace(townFile, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestAuthorityIsFoundedOnceAndStaffIsAdded(t *testing.T) {
	ctx := context.Background()
	signer, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "key"), "einwand.test")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{pool: testdb.New(t).App, signer: signer}
	h.furnish(time.Now)
	for _, text := range []string{townFile, townFile + "\n[[staff]]\nprovider = \"rathaus\"\nsubject = \"h.stein\"\ngiven_name = \"Holger\"\nsurname = \"Stein\"\nrole = \"lead\"\n"} {
		town, err := readTown(writeTown(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if err := h.found(ctx, town); err != nil {
			t.Fatal(err)
		}
	}
	all, err := h.authorities.All(ctx)
	if err != nil || len(all) != 1 {
		t.Fatalf("got %d authorities, %v, want 1", len(all), err)
	}
	account, err := h.accounts.SignIn(ctx, identity.Identity{Provider: "rathaus", Subject: "h.stein", Surname: "Stein"}, "staff")
	if err != nil {
		t.Fatal(err)
	}
	actor, err := h.accounts.Actor(ctx, account)
	if err != nil || !actor.Can(identity.RecordDecisions, all[0].ID) {
		t.Errorf("the lead who logs in has %+v, %v", actor.Grants, err)
	}
}
