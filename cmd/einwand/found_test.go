package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
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
		{"a key that is none", `ags = "05999999"`, `ags = "5999999"`, "Der Amtliche Gemeindeschlüssel hat acht Ziffern"},
		{"another Land", `land = "NW"`, `land = "HE"`, "das nicht zu ihrem Schlüssel 05999999 gehört"},
		{"a holiday of another Land", `land = "NW"`, "land = \"NW\"\nholidays = [\"augsburg\"]", "den ihr Land nicht kennt. Dort gibt es keine."},
		{"a holiday without its act", "[[staff]]", "[[municipality.holiday]]\nname = \"Markttag\"\nmonth = 7\nday = 7\n[[staff]]", "Auenbrück einen Feiertag, den es so nicht gibt: Bitte nennen Sie die Rechtsgrundlage"},
		{"30 February", "[[staff]]", "[[municipality.holiday]]\nname = \"a\"\nmonth = 2\nday = 30\nnorm = \"b\"\n[[staff]]", "Diesen Tag gibt es nicht"},
		{"a time for a day", "[[staff]]", "[[municipality.holiday]]\nfrom = \"morgen\"\n[[staff]]", "nicht lesbar"},
		{"a number for a day", "[[staff]]", "[[municipality.holiday]]\nfrom = 2027\n[[staff]]", "nicht lesbar"},
		{"no municipality", "[[municipality]]", "[[staff]]", "unbekannte Angabe"},
	} {
		_, err := readTown(writeTown(t, strings.Replace(townFile, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

// TestTownKnowsItsHolidays reads what a file says of them, and what it leaves to the municipality key.
func TestTownKnowsItsHolidays(t *testing.T) {
	augsburg := strings.NewReplacer(`ags = "05999999"`, `ags = "09761000"`, `land = "NW"`, `land = "BY"`).Replace(townFile)
	const own = `
[[municipality.holiday]]
name = "Katharinentag"
month = 11
day = 25
from = 2027-01-01
norm = "§ 1 Feiertagssatzung"

[[municipality.holiday]]
name = "Stadtjubiläum"
month = 7
day = 2
from = 2027-07-02
to = "2027-07-02"
norm = "Verordnung vom 01.03.2027"

[[staff]]`
	for _, c := range []struct {
		name, text string
		extras     []string
		locals     []period.Local
	}{
		{"nothing said, nothing known", townFile, nil, nil},
		{"nothing said of Augsburg", augsburg, []string{"augsburg", "himmelfahrt"}, nil},
		{"said that it has none", strings.Replace(augsburg, `land = "BY"`, "land = \"BY\"\nholidays = []", 1), nil, nil},
		{"said that it has one", strings.Replace(augsburg, `land = "BY"`, "land = \"BY\"\nholidays = [\"himmelfahrt\"]", 1), []string{"himmelfahrt"}, nil},
		{"two of its own", strings.Replace(townFile, "[[staff]]", own, 1), nil, []period.Local{
			{Name: "Katharinentag", Norm: "§ 1 Feiertagssatzung", Month: time.November, Day: 25, From: period.NewDate(2027, time.January, 1)},
			{Name: "Stadtjubiläum", Norm: "Verordnung vom 01.03.2027", Month: time.July, Day: 2,
				From: period.NewDate(2027, time.July, 2), To: period.NewDate(2027, time.July, 2)}}},
	} {
		town, err := readTown(writeTown(t, c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if m := town.municipalities()[0]; !slices.Equal(m.ExtraHolidays, c.extras) || !slices.Equal(m.Locals, c.locals) {
			t.Errorf("%s: got %q and %+v, want %q and %+v", c.name, m.ExtraHolidays, m.Locals, c.extras, c.locals)
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
	first := strings.Replace(townFile, "[[staff]]", "[[municipality.holiday]]\nname = \"Markttag\"\nmonth = 7\nday = 7\nnorm = \"§ 1\"\n[[staff]]", 1)
	for _, text := range []string{first, townFile + "\n[[staff]]\nprovider = \"rathaus\"\nsubject = \"h.stein\"\ngiven_name = \"Holger\"\nsurname = \"Stein\"\nrole = \"lead\"\n"} {
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
	places, err := h.procedures.Municipalities(ctx, all[0].ID)
	if err != nil || len(places) != 1 || len(places[0].Locals) != 1 {
		t.Errorf("got %+v and %v, want one municipality with its holiday", places, err)
	}
	account, err := h.accounts.SignIn(ctx, identity.Identity{Provider: "rathaus", Subject: "h.stein",
		Attributes: identity.Profile{Surname: "Stein"}.At(identity.LevelLow)}, "staff")
	if err != nil {
		t.Fatal(err)
	}
	actor, err := h.accounts.Actor(ctx, account)
	if err != nil || !actor.Can(identity.RecordDecisions, identity.Of(all[0].ID)) {
		t.Errorf("the lead who logs in has %+v, %v", actor.Grants, err)
	}
}
