package saml

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/beevik/etree"
)

const (
	nsAKDB    = "https://www.akdb.de/request/2018/09"
	nsClassic = "https://www.akdb.de/request/2018/09/classic-ui/v1"

	// maxDisplayName is the longest name of an organisation that BundID shows, in characters (interface description 10.2, § 9).
	maxDisplayName = 50
)

// authnMethods are the means that BundID can be asked for (interface description 10.2, § 9).
var authnMethods = []string{"Authega", "Benutzername", "Diia", "eID", "eIDAS", "Elster", "FINK"}

// BundIDConfig is what BundID wants to know of a service beside SAML.
type BundIDConfig struct {
	DisplayName     string   // of the organisation, shown to people at the login
	OnlineServiceID string   // number of the service at the ministry, mandatory since 30 June 2025
	Methods         []string // means that are offered; none: all but user name and password
}

func (c BundIDConfig) check() error {
	if n := utf8.RuneCountInString(c.DisplayName); n == 0 || n > maxDisplayName {
		return fmt.Errorf("the display name has %d characters, BundID takes 1 to %d", n, maxDisplayName)
	}
	for _, m := range c.Methods {
		if !slices.Contains(authnMethods, m) {
			return fmt.Errorf("the means of login %q is unknown to BundID", m)
		}
	}
	return nil
}

// checkEntity holds BundID's rules for the address that names a service: it never changes, is https, and has no port. An
// installation that only its own machine reaches is let through, for trying out.
func checkEntity(base *url.URL) error {
	if ip := net.ParseIP(base.Hostname()); base.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	if base.Scheme != "https" || base.Port() != "" {
		return errors.New("BundID takes only services at an https address without a port")
	}
	return nil
}

// wanted are the attributes that BundID is asked for; only those come back (interface description 10.2, § 9). Only the lasting key
// is required: a person whose account lacks a required one gets an error of BundID instead of our page, and asking for the key
// keeps temporary logins out.
var wanted = []struct {
	name     string
	required bool
}{
	{attrBPK2, true}, {attrProvedBy, false}, {attrQAALevel, false}, {attrGivenName, false}, {attrSurname, false}, {attrMail, false},
	{attrPostAddress, false}, {attrPostalCode, false}, {attrLocality, false}, {attrCommunity, false},
}

// extension is BundID's addition to a request, version 2. Without it BundID refuses the request.
func (c BundIDConfig) extension() *etree.Element {
	ext := etree.NewElement("samlp:Extensions")
	request := ext.CreateElement("akdb:AuthenticationRequest")
	request.CreateAttr("xmlns:akdb", nsAKDB)
	request.CreateAttr("xmlns:classic-ui", nsClassic)
	request.CreateAttr("EnableStatusDetail", "true")
	request.CreateAttr("Version", "2")
	methods := request.CreateElement("akdb:AuthnMethods")
	for _, m := range authnMethods {
		on := m != "Benutzername"
		if len(c.Methods) > 0 {
			on = slices.Contains(c.Methods, m)
		}
		methods.CreateElement("akdb:" + m).CreateElement("akdb:Enabled").SetText(strconv.FormatBool(on))
	}
	attributes := request.CreateElement("akdb:RequestedAttributes")
	for _, w := range wanted {
		a := attributes.CreateElement("akdb:RequestedAttribute")
		a.CreateAttr("Name", w.name)
		a.CreateAttr("RequiredAttribute", strconv.FormatBool(w.required))
	}
	shown := request.CreateElement("akdb:DisplayInformation").CreateElement("classic-ui:Version")
	shown.CreateElement("classic-ui:OrganizationDisplayName").SetText(c.DisplayName)
	shown.CreateElement("classic-ui:Lang").SetText("de")
	if c.OnlineServiceID != "" {
		shown.CreateElement("classic-ui:OnlineServiceId").SetText(c.OnlineServiceID)
	}
	return ext
}
