package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/oidc"
	"github.com/einwand/einwand/identity/saml"
)

// newProviders builds the identity providers of the settings. extra are those beside them: the demo's own.
func newProviders(s settings, store *saml.Store, logins *identity.Logins, extra []saml.ProviderConfig) (*identity.Providers, error) {
	ours, err := serviceProvider(s)
	if err != nil {
		return nil, err
	}
	var list []identity.Provider
	add := func(c saml.ProviderConfig) error {
		ours.Provider = c
		p, err := saml.New(ours, store)
		if err == nil {
			list = append(list, p)
		}
		return err
	}
	for _, c := range extra {
		if err := add(c); err != nil {
			return nil, err
		}
	}
	for _, p := range s.Providers {
		switch p.Protocol {
		case "", "saml":
			c, err := p.saml()
			if err != nil {
				return nil, err
			}
			if err := add(c); err != nil {
				return nil, err
			}
		case "oidc":
			found, err := p.oidc(s.PublicURL, logins)
			if err != nil {
				return nil, err
			}
			list = append(list, found)
		default:
			return nil, fmt.Errorf("Der Anmeldedienst „%s“ hat das Protokoll „%s“, erlaubt sind saml und oidc.", p.ID, p.Protocol)
		}
	}
	providers := new(identity.Providers)
	return providers, providers.Replace(list)
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
