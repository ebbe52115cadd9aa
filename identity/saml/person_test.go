package saml

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
)

func class(d *draft, value string) {
	at(d.assertion, "AuthnStatement/AuthnContext/AuthnContextClassRef").SetText(value)
}

func value(d *draft, name, v string) {
	for _, a := range d.assertion.FindElements("./AttributeStatement/Attribute") {
		if strings.ReplaceAll(a.SelectAttrValue("Name", ""), " ", "") == name {
			a.SelectElement("AttributeValue").SetText(v)
			return
		}
	}
	panic("no attribute " + name)
}

func without(d *draft, name string) {
	for _, a := range d.assertion.FindElements("./AttributeStatement/Attribute") {
		if strings.ReplaceAll(a.SelectAttrValue("Name", ""), " ", "") == name {
			a.Parent().RemoveChild(a)
		}
	}
}

func addClass(d *draft, value string) {
	second := at(d.assertion, "AuthnStatement").Copy()
	at(second, "AuthnContext/AuthnContextClassRef").SetText(value)
	d.assertion.AddChild(second)
}

// whoIs runs an answer through everything but the database.
func whoIs(t *testing.T, p *Provider, signer keyPair, edit func(*draft)) (identity.Identity, error) {
	t.Helper()
	l := pending(p)
	a, err := p.accept(forge(t, p, l, signer, edit), l, now)
	if err != nil {
		t.Fatal(err)
	}
	return p.identityOf(&a)
}

func TestLevelIsTheLowestThatTheAnswerNames(t *testing.T) {
	resident := mustProvider(t, residentsConfig(), nil)
	staff := mustProvider(t, townConfig(), nil)
	qaa := func(d *draft, v string) { value(d, attrQAALevel, v) }
	tests := []struct {
		name string
		p    *Provider
		edit func(*draft)
		want identity.Level
	}{
		{"eID", resident, nil, identity.LevelHigh},
		{"ELSTER", resident, func(d *draft) { class(d, "STORK-QAA-Level-3"); qaa(d, "STORK-QAA-Level-3") }, identity.LevelSubstantial},
		{"password", resident, func(d *draft) { class(d, "STORK-QAA-Level-1"); qaa(d, "STORK-QAA-Level-1") }, identity.LevelLow},
		{"eIDAS means of level 2", resident, func(d *draft) { class(d, "STORK-QAA-Level-2") }, identity.LevelLow},
		{"the attribute is lower than the class", resident, func(d *draft) { qaa(d, "STORK-QAA-Level-3") }, identity.LevelSubstantial},
		{"the class is lower than the attribute", resident, func(d *draft) { class(d, "STORK-QAA-Level-1") }, identity.LevelLow},
		{"no attribute", resident, func(d *draft) { without(d, attrQAALevel) }, identity.LevelHigh},
		{"the second of two statements is lower", resident, func(d *draft) { addClass(d, "STORK-QAA-Level-1") }, identity.LevelLow},
		{"the second of two statements is junk", resident, func(d *draft) {
			addClass(d, "urn:oasis:names:tc:SAML:2.0:ac:classes:Password")
		}, identity.LevelNone},
		{"junk class", resident, func(d *draft) { class(d, "STORK-QAA-Level-5") }, identity.LevelNone},
		{"STORK as URI", resident, func(d *draft) { class(d, "http://eidas.europa.eu/LoA/high") }, identity.LevelNone},
		{"no class", resident, func(d *draft) { drop(d.assertion, "AuthnStatement/AuthnContext/AuthnContextClassRef") }, identity.LevelNone},
		{"class with white space", resident, func(d *draft) { class(d, "\n  STORK-QAA-Level-4\n") }, identity.LevelHigh},
		{"directory with a class of its own", staff, func(d *draft) {
			class(d, "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport")
			without(d, attrQAALevel)
		}, identity.LevelLow},
		{"directory that says eIDAS", staff, func(d *draft) {
			class(d, "http://eidas.europa.eu/LoA/substantial")
			without(d, attrQAALevel)
		}, identity.LevelSubstantial},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			signer := keyring.idp
			if tt.p == staff {
				signer = keyring.next
			}
			who, err := whoIs(t, tt.p, signer, tt.edit)
			if err != nil {
				t.Fatal(err)
			}
			if who.Level != tt.want {
				t.Errorf("got level %s, want %s", who.Level, tt.want)
			}
		})
	}
}

func TestMeansIsWhatTheProviderReports(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	for reported, want := range map[string]identity.Means{
		"eID": identity.MeansEID, "Smart-eID": identity.MeansEID, "Elster": identity.MeansElster, "Benutzername": identity.MeansPassword,
		"Authega": identity.MeansAuthega, "eIDAS": identity.MeansEIDAS, "Diia": identity.MeansDiia, "FINK": identity.MeansFINK,
		"EUDI-Wallet": identity.MeansOther, "eid": identity.MeansOther, "": identity.MeansOther,
	} {
		who, err := whoIs(t, p, keyring.idp, func(d *draft) { value(d, attrProvedBy, reported) })
		if err != nil || who.Means != want || who.Level != identity.LevelHigh {
			t.Errorf("%s: got means %q at %s, error %v, want %q at the level of the login", reported, who.Means, who.Level, err, want)
		}
	}
	if who, err := whoIs(t, p, keyring.idp, func(d *draft) { without(d, attrProvedBy) }); err != nil || who.Means != identity.MeansOther {
		t.Errorf("not reported: got means %q, error %v, want other", who.Means, err)
	}
}

func TestResidentIsReadFromTheAttributes(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	got, err := whoIs(t, p, keyring.idp, func(d *draft) { value(d, attrSurname, " HOFF\u0085MANN-\n\tWEISS\u009b ") })
	if err != nil {
		t.Fatal(err)
	}
	want := identity.Identity{Provider: "bundid", Subject: "bpk2-mara", Level: identity.LevelHigh, Means: identity.MeansEID,
		Attributes: identity.Profile{GivenName: "MARA", Surname: "HOFF MANN- WEISS", Mail: "m.hoffmann@post.example", Street: "MÜHLENWEG 18", PostalCode: "59999", City: "AUENBRÜCK"}.At(identity.LevelHigh)}
	want.Attributes[identity.Mail] = identity.Attribute{Value: "m.hoffmann@post.example", Level: identity.LevelLow} // typed in
	want.AuthnAt, want.Evidence = got.AuthnAt, got.Evidence
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// The key of an employee is the NameID, or the attribute that the operator names.
func TestEmployeeIsKnownByALastingName(t *testing.T) {
	c := townConfig()
	p := mustProvider(t, c, nil)
	who, err := whoIs(t, p, keyring.next, nil)
	if err != nil || who.Subject != "name-4711" || who.Means != identity.MeansStaff {
		t.Errorf("got %q by %q, error %v, want name-4711 by staff", who.Subject, who.Means, err)
	}
	c.Provider.SubjectAttribute = attrMail
	p = mustProvider(t, c, nil)
	if who, err = whoIs(t, p, keyring.next, nil); err != nil || who.Subject != "m.hoffmann@post.example" {
		t.Errorf("got %q, error %v, want the configured attribute", who.Subject, err)
	}
	c.Provider.SubjectAttribute, c.Provider.Audience = "", identity.Residents
	p = mustProvider(t, c, nil)
	if who, err = whoIs(t, p, keyring.next, nil); err != nil || who.Means != identity.MeansPassword {
		t.Errorf("residents of a generic provider: got means %q, error %v, want password", who.Means, err)
	}
}

// TestNamesComeByTheNamesOfTheDirectory: products call the same attribute differently. At BundID one name counts alone.
func TestNamesComeByTheNamesOfTheDirectory(t *testing.T) {
	renamed := func(d *draft, names map[string]string) {
		for _, e := range d.assertion.FindElements("AttributeStatement/Attribute") {
			if to := names[e.SelectAttrValue("Name", "")]; to != "" {
				e.CreateAttr("Name", to)
			}
		}
	}
	staff := mustProvider(t, townConfig(), nil)
	for _, names := range []map[string]string{
		{attrGivenName: "givenName", attrSurname: "sn", attrMail: "mail"},
		{attrGivenName: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", attrSurname: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", attrMail: "email"},
	} {
		who, err := whoIs(t, staff, keyring.next, func(d *draft) { renamed(d, names) })
		if err != nil || who.Attributes[identity.Surname].Value == "" || who.Attributes[identity.GivenName].Value == "" || who.Attributes[identity.Mail].Value != "m.hoffmann@post.example" {
			t.Errorf("%v: got %+v, %v, want name and mail", names, who.Attributes, err)
		}
	}
	resident := mustProvider(t, residentsConfig(), nil)
	who, err := whoIs(t, resident, keyring.idp, func(d *draft) { renamed(d, map[string]string{attrSurname: "sn"}) })
	if _, named := who.Attributes[identity.Surname]; err != nil || named || who.Level != identity.LevelLow {
		t.Errorf("BundID: got %+v at %s, %v, want no name by another attribute", who.Attributes, who.Level, err)
	}
}

func TestPersonsWithoutALastingKeyAreRefused(t *testing.T) {
	resident := mustProvider(t, residentsConfig(), nil)
	staff := mustProvider(t, townConfig(), nil)
	tests := []struct {
		name  string
		p     *Provider
		edit  func(*draft)
		want  string
		fault identity.Fault
	}{
		{"temporary login, no bPK2", resident, func(d *draft) { without(d, attrBPK2) }, "0 values", identity.FaultMissing},
		{"two bPK2", resident, func(d *draft) {
			put(at(d.assertion, "AttributeStatement/Attribute[1]"), `<saml:AttributeValue>bpk2-evil</saml:AttributeValue>`)
		}, "2 values", identity.FaultUnproven},
		{"two means", resident, func(d *draft) {
			put(at(d.assertion, "AttributeStatement/Attribute[3]"), `<saml:AttributeValue>Benutzername</saml:AttributeValue>`)
		}, "2 values", identity.FaultUnproven},
		{"endless means", resident, func(d *draft) { value(d, attrProvedBy, strings.Repeat("a", maxValue+1)) }, "longer", identity.FaultUnproven},
		{"endless surname", resident, func(d *draft) { value(d, attrSurname, strings.Repeat("a", maxValue+1)) }, "longer", identity.FaultUnproven},
		{"NameID of one session", staff, func(d *draft) {
			at(d.assertion, "Subject/NameID").CreateAttr("Format", nameIDTransient)
		}, "no lasting NameID", identity.FaultSetup},
		{"no NameID", staff, func(d *draft) { drop(d.assertion, "Subject/NameID") }, "no lasting NameID", identity.FaultSetup},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			signer := keyring.idp
			if tt.p == staff {
				signer = keyring.next
			}
			_, err := whoIs(t, tt.p, signer, tt.edit)
			var refusal *identity.Refusal
			if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, tt.want) || refusal.Fault != tt.fault {
				t.Errorf("got %v, want a refusal with %q and fault %q", err, tt.want, tt.fault)
			}
		})
	}
}

func TestEarliestLoginCounts(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	a, err := p.accept(forge(t, p, l, keyring.idp, func(d *draft) {
		second := at(d.assertion, "AuthnStatement").Copy()
		second.CreateAttr("AuthnInstant", "2026-11-23T09:00:30Z")
		d.assertion.AddChild(second)
	}), l, now)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.authnAt(); !got.Equal(began.Add(30e9)) {
		t.Errorf("got %s, want 30 seconds after the beginning", got)
	}
}

// Who logged in with a card but typed in another name is known only as well as the name.
func TestPersonIsKnownOnlyAsWellAsTheName(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	for trust, want := range map[string]identity.Level{
		"HOCH": identity.LevelHigh, "hoch": identity.LevelHigh, "SUBSTANTIELL": identity.LevelSubstantial, "Substantiell": identity.LevelSubstantial,
		"NORMAL": identity.LevelLow, "UNTERGEORDNET": identity.LevelLow, "Basisregistrierung": identity.LevelLow, "Niedrig": identity.LevelLow,
		"": identity.LevelLow, "SEHR HOCH": identity.LevelLow,
	} {
		who, err := whoIs(t, p, keyring.idp, func(d *draft) {
			for _, a := range d.assertion.FindElements("./AttributeStatement/Attribute") {
				if a.SelectAttrValue("Name", "") == attrSurname {
					a.RemoveAttr("akdb:TrustLevel")
					if trust != "" {
						a.CreateAttr("akdb:TrustLevel", trust)
					}
				}
			}
		})
		if err != nil || who.Level != want {
			t.Errorf("%q: got level %s, error %v, want %s", trust, who.Level, err, want)
		}
		if got := who.Attributes[identity.GivenName].Level; got != identity.LevelHigh {
			t.Errorf("%q: the given name is at %s, want high as before", trust, got)
		}
	}
	if who, err := whoIs(t, p, keyring.idp, func(d *draft) { without(d, attrSurname) }); err != nil || who.Level != identity.LevelLow {
		t.Errorf("no surname: got level %s, error %v, want low: whatever name is typed in later is not proven", who.Level, err)
	}
	staff := mustProvider(t, townConfig(), nil)
	who, err := whoIs(t, staff, keyring.next, func(d *draft) { class(d, "http://eidas.europa.eu/LoA/high"); without(d, attrSurname) })
	if err != nil || who.Level != identity.LevelHigh {
		t.Errorf("directory without surnames: got level %s, error %v, want high as it says", who.Level, err)
	}
}

// An attribute that stands twice is known only as well as the worse of the two, whichever value is taken over.
func TestAttributeThatStandsTwiceIsKnownAsTheWorse(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	twice := func(d *draft, first, second string) {
		without(d, attrSurname)
		for _, trust := range []string{first, second} {
			at(d.assertion, "AttributeStatement").AddChild(put(d.assertion, `<saml:Attribute Name="`+attrSurname+`" xmlns:akdb="https://www.akdb.de/request/2018/09" akdb:TrustLevel="`+
				trust+`"><saml:AttributeValue>HOFFMANN</saml:AttributeValue></saml:Attribute>`))
		}
	}
	for _, tt := range []struct {
		first, second string
		want          identity.Level
	}{
		{"HOCH", "HOCH", identity.LevelHigh}, {"HOCH", "NORMAL", identity.LevelLow}, {"NORMAL", "HOCH", identity.LevelLow},
		{"HOCH", "SUBSTANTIELL", identity.LevelSubstantial}, {"SEHR HOCH", "HOCH", identity.LevelLow},
	} {
		who, err := whoIs(t, p, keyring.idp, func(d *draft) { twice(d, tt.first, tt.second) })
		if err != nil || who.Level != tt.want || who.Attributes[identity.Surname].Level != tt.want {
			t.Errorf("%s, %s: got level %s, surname at %s, error %v, want %s", tt.first, tt.second, who.Level, who.Attributes[identity.Surname].Level, err, tt.want)
		}
	}
}

func TestNoAttributeIsSurerThanTheLogin(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	who, err := whoIs(t, p, keyring.idp, func(d *draft) { class(d, "STORK-QAA-Level-3") })
	if err != nil || who.Level != identity.LevelSubstantial {
		t.Fatalf("got level %s, error %v, want substantial", who.Level, err)
	}
	for key, a := range who.Attributes {
		if !who.Level.AtLeast(a.Level) {
			t.Errorf("%s is at %s, above the login's %s", key, a.Level, who.Level)
		}
	}
	if got := (&assertion{}).trust(attrSurname); got != identity.LevelLow {
		t.Errorf("an attribute that is not there is at %s, want low", got)
	}
}

func TestGroupsAreReadWhereTheOperatorNamesThem(t *testing.T) {
	c := townConfig()
	add := func(d *draft) {
		at(d.assertion, "AttributeStatement").AddChild(put(d.assertion, `<saml:Attribute Name="memberOf"><saml:AttributeValue>Bauleitplanung</saml:AttributeValue><saml:AttributeValue> Alle </saml:AttributeValue></saml:Attribute>`))
	}
	who, err := whoIs(t, mustProvider(t, c, nil), keyring.next, add)
	if err != nil || who.Groups != nil {
		t.Errorf("without a name: got %q, error %v, want none", who.Groups, err)
	}
	c.Provider.GroupsAttribute = "memberOf"
	if who, err = whoIs(t, mustProvider(t, c, nil), keyring.next, add); err != nil || !reflect.DeepEqual(who.Groups, []string{"Bauleitplanung", "Alle"}) {
		t.Errorf("got %q, error %v, want both groups", who.Groups, err)
	}
}
