package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/oidc"
	"github.com/einwand/einwand/identity/saml"
)

// configured are the identity providers of the settings, read once.
type configured struct {
	ours  saml.Config // our side of every SAML provider
	saml  []saml.ProviderConfig
	oidc  []identity.Provider
	store *saml.Store
}

// readProviders reads the identity providers of the settings. extra are those beside them: the demo's own.
func readProviders(s settings, store *saml.Store, logins *identity.Logins, extra []saml.ProviderConfig) (configured, error) {
	c := configured{saml: extra, store: store}
	var err error
	if c.ours, err = serviceProvider(s); err != nil {
		return configured{}, err
	}
	for _, p := range s.Providers {
		switch p.Protocol {
		case "", "saml":
			one, err := p.saml()
			if err != nil {
				return configured{}, err
			}
			c.saml = append(c.saml, one)
		case "oidc":
			one, err := p.oidc(s.PublicURL, logins)
			if err != nil {
				return configured{}, err
			}
			c.oidc = append(c.oidc, one)
		default:
			return configured{}, fmt.Errorf("Der Anmeldedienst „%s“ hat das Protokoll „%s“, erlaubt sind saml und oidc.", p.ID, p.Protocol)
		}
	}
	_, err = c.with(nil)
	return c, err
}

// with builds the providers: of the settings, renewed by entries of the same id, and then the further entries.
func (c configured) with(entries []identity.ProviderEntry) (list []identity.Provider, err error) {
	all := slices.Clone(c.saml)
	for _, e := range entries {
		at := slices.IndexFunc(all, func(p saml.ProviderConfig) bool { return p.ID == e.Provider })
		if at < 0 {
			all = append(all, saml.ProviderConfig{ID: e.Provider, Profile: e.Profile, Audience: e.Audience})
			at = len(all) - 1
		}
		all[at].Name, all[at].Metadata = e.Name, e.Metadata
	}
	for _, p := range all {
		ours := c.ours
		ours.Provider = p
		one, err := saml.New(ours, c.store)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	list = append(list, c.oidc...)
	return list, new(identity.Providers).Replace(list)
}

// enrol puts the providers into use.
func enrol(ctx context.Context, h *house, c configured) (*identity.Enrolment, *identity.Providers, error) {
	providers := new(identity.Providers)
	enrolment := identity.NewEnrolment(h.log, h.pool, h.clock, providers, c.with)
	return enrolment, providers, enrolment.Load(ctx)
}

// directories are the roles that follow from groups, by provider.
func directories(s settings) (map[string]identity.Directory, error) {
	all := map[string]identity.Directory{}
	for _, p := range s.Providers {
		if len(p.Roles) == 0 {
			continue
		}
		d := identity.Directory{Authority: p.Authority, Roles: map[string]identity.Role{}}
		for group, role := range p.Roles {
			d.Roles[group] = identity.Role(role)
		}
		if err := d.Check(); err != nil {
			return nil, fmt.Errorf("Der Anmeldedienst „%s“ gibt eine Rolle, die kein Verzeichnis geben kann: %w", p.ID, err)
		}
		if p.Authority == "" || identity.Audience(p.Audience) != identity.Staff {
			return nil, fmt.Errorf("Der Anmeldedienst „%s“ gibt Rollen: Dafür muss er authority nennen, und audience muss staff sein.", p.ID)
		}
		all[p.ID] = d
	}
	return all, nil
}

// serviceProvider is our side of every SAML provider.
func serviceProvider(s settings) (saml.Config, error) {
	c := saml.Config{PublicURL: s.PublicURL}
	var err error
	if c.Key, c.Certificate, err = openSAMLKey(s.SAMLKey, s.SAMLCert); err != nil {
		return saml.Config{}, err
	}
	if s.SAMLEncryptionKey != "" {
		if c.EncryptionKey, c.EncryptionCertificate, err = openSAMLKey(s.SAMLEncryptionKey, s.SAMLEncryptionCert); err != nil {
			return saml.Config{}, err
		}
	}
	for _, file := range s.SAMLOldKeys {
		key, err := readOldKey(file)
		if err != nil {
			return saml.Config{}, fmt.Errorf("Der frühere Schlüssel %s (saml_old_keys) ist nicht lesbar: %w", file, err)
		}
		c.OldKeys = append(c.OldKeys, key)
	}
	return c, nil
}

func (p provider) saml() (saml.ProviderConfig, error) {
	metadata, err := readProviderMetadata(p)
	if err != nil {
		return saml.ProviderConfig{}, err
	}
	return saml.ProviderConfig{ID: p.ID, Name: p.Name, Profile: p.Profile, Audience: identity.Audience(p.Audience), Metadata: metadata,
		Algorithms: p.Algorithms, Encryption: p.Encryption, SubjectAttribute: p.SubjectAttribute, GroupsAttribute: p.GroupsAttribute,
		RequestBinding: p.RequestBinding, RequestSignature: p.RequestSignature,
		BundID: saml.BundIDConfig{DisplayName: p.DisplayName, OnlineServiceID: p.OnlineServiceID, Methods: p.Methods}}, nil
}

func (p provider) oidc(publicURL string, logins *identity.Logins) (*oidc.Provider, error) {
	secret, err := os.ReadFile(p.ClientSecretFile)
	if err != nil {
		return nil, fmt.Errorf("Das Geheimnis des Anmeldedienstes „%s“ (client_secret_file) ist nicht lesbar: %w", p.ID, err)
	}
	levels := map[string]identity.Level{}
	for acr, level := range p.Levels {
		levels[acr] = identity.Level(level)
	}
	return oidc.New(oidc.Config{PublicURL: publicURL, ID: p.ID, Name: p.Name, Audience: identity.Audience(p.Audience), Issuer: p.Issuer,
		ClientID: p.ClientID, Secret: strings.TrimSpace(string(secret)), Scopes: p.Scopes, SubjectClaim: p.SubjectClaim,
		GroupsClaim: p.GroupsClaim, Levels: levels}, logins)
}
