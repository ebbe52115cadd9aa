package saml

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	crewjam "github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/einwand/einwand/identity"
)

// The profiles of identity providers.
const (
	ProfileBundID  = "bundid"  // BundID and BayernID: STORK levels, bPK2
	ProfileGeneric = "generic" // any other SAML 2.0 provider, such as a town's directory
)

// Config is what one provider needs: this installation's side and the provider's.
type Config struct {
	PublicURL   string        // scheme and host of this installation as browsers see it
	Key         crypto.Signer // an *rsa.PrivateKey of 2048 bits or more; signs the requests
	Certificate *x509.Certificate

	EncryptionKey         *rsa.PrivateKey // for which providers encrypt; nil for Key
	EncryptionCertificate *x509.Certificate
	OldKeys               []*rsa.PrivateKey // of certificates that a provider may still encrypt for

	Provider ProviderConfig
}

// ProviderConfig describes an identity provider in the settings.
type ProviderConfig struct {
	ID       string // part of our addresses and of every account's key: never changes
	Name     string // shown to people
	Profile  string
	Audience identity.Audience
	Metadata []byte // one EntityDescriptor; a file of the operator, so neither its signature nor validUntil is read

	// Algorithms are the signature algorithms that the provider may use, such as "rsa-sha256". None means all of SHA-2 with RSA or ECDSA.
	Algorithms []string

	// Encryption lists how the provider may encrypt assertions, such as "aes256-gcm". None means AES in GCM mode; CBC mode holds
	// only where it is named.
	Encryption []string

	// RequestSignature is the algorithm of our requests: "rsa-pss-sha256" (BundID's, the default there) or "rsa-sha256".
	RequestSignature string

	// RequestBinding is how requests go: "post" (the default at BundID) or "redirect" (the default elsewhere), among what the
	// metadata offers.
	RequestBinding string

	BundID BundIDConfig // for ProfileBundID

	// SubjectAttribute names the attribute that is the person's lasting key at a generic provider. Empty means NameID.
	SubjectAttribute string

	// GroupsAttribute names the attribute with the groups of a person of the staff. Empty: none.
	GroupsAttribute string
}

// Provider is this installation as the service provider of one identity provider, with entity ID and assertion consumer service of
// its own. It is safe for concurrent use.
type Provider struct {
	id, name, profile string
	audience          identity.Audience
	subjectAttribute  string
	groupsAttribute   string

	entityID       string // the identity provider's
	spEntityID     string // ours
	acsURL         string
	certificates   []*x509.Certificate
	allowed        map[string]bool // signature algorithms by URI
	encryption     map[string]bool // of assertions, by name
	key            *rsa.PrivateKey // signs the requests
	encryptFor     *x509.Certificate
	decryptionKeys []*rsa.PrivateKey
	byForm         bool   // requests go by HTTP-POST
	requestMethod  string // algorithm of their signature
	bundid         BundIDConfig
	sp             crewjam.ServiceProvider // copied for each request, never changed
	store          *Store
}

// New checks the settings of a provider. Its errors are for the operator and name the provider.
func New(c Config, store *Store) (*Provider, error) {
	p, err := newProvider(c, store)
	if err != nil {
		return nil, fmt.Errorf("identity provider %q: %w", c.Provider.ID, err)
	}
	return p, nil
}

func newProvider(c Config, store *Store) (*Provider, error) {
	if err := checkSettings(c.Provider); err != nil {
		return nil, err
	}
	if err := c.checkKeys(); err != nil {
		return nil, err
	}
	base, err := url.Parse(c.PublicURL)
	if err != nil || base.Host == "" || (base.Scheme != "https" && base.Scheme != "http") {
		return nil, fmt.Errorf("public URL %q is not an absolute web address", c.PublicURL)
	}
	idp, certificates, err := readMetadata(c.Provider.Metadata)
	if err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	allowed, err := allowedAlgorithms(c.Provider.Algorithms)
	if err != nil {
		return nil, err
	}
	p := &Provider{
		id: c.Provider.ID, name: c.Provider.Name, profile: c.Provider.Profile, audience: c.Provider.Audience,
		subjectAttribute: c.Provider.SubjectAttribute, groupsAttribute: c.Provider.GroupsAttribute,
		entityID: idp.EntityID, certificates: certificates, allowed: allowed, store: store,
	}
	if err := p.arrange(c.Provider, base, idp); err != nil {
		return nil, err
	}
	if p.encryption, err = allowedEncryption(c.Provider.Encryption); err != nil {
		return nil, err
	}
	p.key, p.encryptFor, p.decryptionKeys = c.Key.(*rsa.PrivateKey), c.encryptFor(), c.decryptionKeys()
	p.sp = serviceProvider(c, base, idp)
	p.spEntityID, p.acsURL = p.sp.EntityID, p.sp.AcsURL.String()
	return p, nil
}

// arrange decides how requests go to the provider.
func (p *Provider) arrange(c ProviderConfig, base *url.URL, idp *crewjam.EntityDescriptor) error {
	if c.Profile == ProfileBundID {
		if err := errors.Join(checkEntity(base), c.BundID.check()); err != nil {
			return err
		}
	}
	signature := c.RequestSignature
	switch {
	case signature == "" && c.Profile == ProfileBundID:
		signature = "rsa-pss-sha256"
	case signature == "":
		signature = "rsa-sha256"
	case signature != "rsa-sha256" && signature != "rsa-pss-sha256":
		return fmt.Errorf("requests are signed with rsa-pss-sha256 or rsa-sha256, not with %q", signature)
	}
	p.requestMethod, p.bundid = algorithms[signature], c.BundID
	var err error
	p.byForm, err = byForm(c, idp)
	return err
}

// byForm chooses the binding of requests among those that the metadata offers: BundID recommends the form (interface description
// 10.2, § 8.1), every product reads the redirect.
func byForm(c ProviderConfig, idp *crewjam.EntityDescriptor) (bool, error) {
	form, redirect := bindings(idp)
	switch {
	case c.RequestBinding == "":
		return form && (c.Profile == ProfileBundID || !redirect), nil
	case c.RequestBinding == "post" && form:
		return true, nil
	case c.RequestBinding == "redirect" && redirect:
		return false, nil
	}
	return false, fmt.Errorf("the request binding %q is neither post nor redirect, or the metadata does not offer it", c.RequestBinding)
}

func serviceProvider(c Config, base *url.URL, idp *crewjam.EntityDescriptor) crewjam.ServiceProvider {
	force := true
	sp := crewjam.ServiceProvider{
		Key: c.Key, Certificate: c.Certificate, SignatureMethod: dsig.RSASHA256SignatureMethod,
		MetadataURL: *base.JoinPath("saml", c.Provider.ID, "metadata"),
		AcsURL:      *base.JoinPath("saml", c.Provider.ID, "acs"),
		IDPMetadata: idp,
		ForceAuthn:  &force,
		// The library knows one audience per restriction, the last; checkConditions reads them all.
		ValidateAudienceRestriction: func(*crewjam.Assertion) error { return nil },
		AuthnNameIDFormat:           crewjam.PersistentNameIDFormat,
	}
	sp.EntityID = sp.MetadataURL.String()
	if c.Provider.Profile == ProfileBundID || c.Provider.SubjectAttribute != "" {
		sp.AuthnNameIDFormat = crewjam.TransientNameIDFormat
	}
	return sp
}

func checkSettings(c ProviderConfig) error {
	switch {
	case !identity.ProviderID(c.ID):
		return errors.New("the id is not 1 to 40 lower-case letters, digits or hyphens")
	case c.Name == "":
		return errors.New("the name is missing")
	case c.Profile != ProfileBundID && c.Profile != ProfileGeneric:
		return fmt.Errorf("profile %q is neither %q nor %q", c.Profile, ProfileBundID, ProfileGeneric)
	case !c.Audience.Known():
		return fmt.Errorf("audience %q is unknown", c.Audience)
	case c.Profile == ProfileBundID && c.SubjectAttribute != "":
		return errors.New("a subject attribute is set, but BundID's is always bPK2")
	}
	return nil
}

func allowedAlgorithms(names []string) (map[string]bool, error) {
	allowed := map[string]bool{}
	for _, name := range names {
		uri, ok := algorithms[name]
		if !ok {
			return nil, fmt.Errorf("signature algorithm %q is unknown or too weak", name)
		}
		allowed[uri] = true
	}
	if len(names) == 0 {
		for _, uri := range algorithms {
			allowed[uri] = true
		}
	}
	return allowed, nil
}

func allowedEncryption(names []string) (map[string]bool, error) {
	if len(names) == 0 {
		names = []string{"aes128-gcm", "aes192-gcm", "aes256-gcm"}
	}
	allowed := map[string]bool{}
	for _, name := range names {
		if _, ok := contents[name]; !ok {
			return nil, fmt.Errorf("encryption %q is unknown or too weak", name)
		}
		allowed[name] = true
	}
	return allowed, nil
}

// ID is the provider's id in the settings and in our addresses.
func (p *Provider) ID() string { return p.id }

// Name is what people know the provider by.
func (p *Provider) Name() string { return p.name }

// LoginPath is where a login at this provider begins.
func (p *Provider) LoginPath() string { return "/saml/" + p.id + "/login" }

// Issuer is the entity ID of the identity provider.
func (p *Provider) Issuer() string { return p.entityID }

// Audience is whom the provider vouches for.
func (p *Provider) Audience() identity.Audience { return p.audience }

// Profile says how the provider is talked to: ProfileBundID or ProfileGeneric.
func (p *Provider) Profile() string { return p.profile }

// CertificatesEnd tells when each of the provider's signing certificates ends; afterwards its signatures hold no more.
func (p *Provider) CertificatesEnd() []time.Time {
	var ends []time.Time
	for _, c := range p.certificates {
		ends = append(ends, c.NotAfter)
	}
	return ends
}

// Origins are scheme and host of the addresses to which a browser is sent for the login, for the form-action of the content
// security policy: Chromium applies it to the redirect after a POST too.
func (p *Provider) Origins() []string {
	var origins []string
	for _, d := range p.sp.IDPMetadata.IDPSSODescriptors {
		for _, endpoint := range d.SingleSignOnServices {
			if u, err := url.Parse(endpoint.Location); err == nil && u.Host != "" {
				origins = append(origins, strings.ToLower(u.Scheme+"://"+u.Host))
			}
		}
	}
	slices.Sort(origins)
	return slices.Compact(origins)
}
