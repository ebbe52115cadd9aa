package main

import (
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/einwand/einwand/cmd/einwand/internal/probe"
	"github.com/einwand/einwand/procedure/availability"
)

// settings are what an operator decides. Every key of the file is also an environment variable, which wins:
// EINWAND_ and the key in capitals, EINWAND_PUBLIC_URL for public_url. Lists are separated by commas. Identity
// providers stand in the file only.
type settings struct {
	PublicURL      string     `toml:"public_url"`    // https://beteiligung.example, what people type
	Listen         string     `toml:"listen"`        // address of the HTTP server, 127.0.0.1:8080
	Embedded       bool       `toml:"embedded"`      // run a private PostgreSQL in the data folder
	Data           string     `toml:"data"`          // folder of the private PostgreSQL, files and keys
	DatabaseURL    string     `toml:"database_url"`  // of the role app; not with embedded
	MigratorURL    string     `toml:"migrator_url"`  // of the role migrator, for "einwand migrate"; not with embedded
	Blobs          string     `toml:"blobs"`         // folder of documents and attachments, default DATA/blobs
	LedgerKey      string     `toml:"ledger_key"`    // file of the key that signs checkpoints, default DATA/ledger.key
	RegisterName   string     `toml:"register_name"` // first part of every register's name, default the host of public_url; never change it
	SAMLKey        string     `toml:"saml_key"`      // PEM file, RSA, default DATA/saml.key (made at the first start)
	SAMLCert       string     `toml:"saml_cert"`     // PEM file, default DATA/saml.crt
	SMTPHost       string     `toml:"smtp_host"`     // empty: mails are written to MailFolder
	SMTPPort       int        `toml:"smtp_port"`     // default 587
	SMTPUser       string     `toml:"smtp_user"`
	SMTPPassword   string     `toml:"smtp_password"`
	SMTPStartTLS   bool       `toml:"smtp_starttls"`
	MailFrom       string     `toml:"mail_from"`
	MailFolder     string     `toml:"mail_folder"`     // default DATA/mail
	ProbeInterval  string     `toml:"probe_interval"`  // how often a published document is fetched through public_url, default 15m; 0: never
	TrustedProxies []string   `toml:"trusted_proxies"` // addresses or networks that may set X-Forwarded-For
	Providers      []provider `toml:"identity_provider"`

	SAMLEncryptionKey  string   `toml:"saml_encryption_key"`  // PEM file, RSA: opens assertions beside saml_key; made if it is named and missing
	SAMLEncryptionCert string   `toml:"saml_encryption_cert"` // PEM file, for which providers are asked to encrypt
	SAMLOldKeys        []string `toml:"saml_old_keys"`        // PEM files of keys for which providers may still encrypt
}

// provider is an identity provider of the settings file.
type provider struct {
	ID         string   `toml:"id"`         // part of our addresses: /saml/{id}/acs
	Name       string   `toml:"name"`       // "BundID"
	Profile    string   `toml:"profile"`    // bundid or generic
	Audience   string   `toml:"audience"`   // residents or staff
	Protocol   string   `toml:"protocol"`   // saml (default) or oidc
	Metadata   string   `toml:"metadata"`   // saml: file with the provider's metadata
	Algorithms []string `toml:"algorithms"` // signature algorithms that are accepted, empty for the safe default
	Encryption []string `toml:"encryption"` // ways to encrypt that are accepted, empty for AES in GCM mode

	SubjectAttribute string `toml:"subject_attribute"` // lasting key of a person at a generic provider, empty for its NameID
	GroupsAttribute  string `toml:"groups_attribute"`  // SAML: attribute with the groups of the staff
	RequestBinding   string `toml:"request_binding"`   // post (BundID's default) or redirect
	RequestSignature string `toml:"request_signature"` // rsa-pss-sha256 (BundID's default) or rsa-sha256
	DisplayName      string `toml:"display_name"`      // BundID: the organisation as its login page names it, at most 50 characters
	OnlineServiceID  string `toml:"online_service_id"` // BundID: the number of the service at the ministry
	// OpenID Connect
	Issuer           string            `toml:"issuer"` // address by which the provider calls itself
	ClientID         string            `toml:"client_id"`
	ClientSecretFile string            `toml:"client_secret_file"`
	Scopes           []string          `toml:"scopes"`        // beside openid, empty for profile and email
	SubjectClaim     string            `toml:"subject_claim"` // lasting key of a person, empty for sub; Entra: oid
	GroupsClaim      string            `toml:"groups_claim"`  // path of the groups, empty for groups; Keycloak: realm_access.roles
	Authority        string            `toml:"authority"`     // slug of the authority whose directory this is
	Roles            map[string]string `toml:"roles"`         // role by group of the directory
	Levels           map[string]string `toml:"levels"`        // level by the value of acr, low where none is named

	Methods []string `toml:"methods"` // BundID: means that are offered, empty for all but user name and password
}

// loadSettings reads the file (none if path is empty), then the environment, then fills in the defaults.
func loadSettings(path string, getenv func(string) string) (settings, error) {
	var s settings
	if path != "" {
		meta, err := toml.DecodeFile(path, &s)
		if err != nil {
			return s, fmt.Errorf("Die Einstellungen in %s sind nicht lesbar: %w", path, err)
		}
		if unknown := meta.Undecoded(); len(unknown) > 0 {
			return s, fmt.Errorf("In %s steht die unbekannte Einstellung „%s“.", path, unknown[0])
		}
		s.relativeTo(filepath.Dir(path))
	}
	if err := s.fromEnvironment(getenv); err != nil {
		return s, err
	}
	return s, s.complete()
}

// relativeTo lets files be named relative to the settings file.
func (s *settings) relativeTo(dir string) {
	for i := range s.Providers {
		for _, f := range []*string{&s.Providers[i].Metadata, &s.Providers[i].ClientSecretFile} {
			if *f != "" && !filepath.IsAbs(*f) {
				*f = filepath.Join(dir, *f)
			}
		}
	}
}

func (s *settings) fromEnvironment(getenv func(string) string) error {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		key := v.Type().Field(i).Tag.Get("toml")
		value := getenv("EINWAND_" + strings.ToUpper(key))
		if value == "" {
			continue
		}
		switch f := v.Field(i).Addr().Interface().(type) {
		case *string:
			*f = value
		case *bool:
			b, err := strconv.ParseBool(value)
			if err != nil {
				return fmt.Errorf("EINWAND_%s ist „%s“, erlaubt sind true und false.", strings.ToUpper(key), value)
			}
			*f = b
		case *int:
			n, err := strconv.Atoi(value)
			if err != nil {
				return fmt.Errorf("EINWAND_%s ist „%s“, erlaubt ist eine ganze Zahl.", strings.ToUpper(key), value)
			}
			*f = n
		case *[]string:
			*f = strings.Split(value, ",")
		}
	}
	return nil
}

// complete fills in defaults and refuses what cannot work, with words that name the setting.
func (s *settings) complete() error {
	def := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	def(&s.Listen, "127.0.0.1:8080")
	def(&s.PublicURL, "http://"+s.Listen)
	u, err := url.Parse(s.PublicURL)
	if err != nil || u.Host == "" || u.Path != "" {
		return fmt.Errorf("public_url ist „%s“, erlaubt ist eine Adresse wie https://beteiligung.example ohne Pfad.", s.PublicURL)
	}
	if !s.Embedded && s.DatabaseURL == "" {
		return fmt.Errorf("Es fehlt die Datenbank: bitte database_url setzen, oder embedded = true für eine eigene.")
	}
	if s.Data == "" {
		return fmt.Errorf("Es fehlt der Ordner für Dateien und Schlüssel: bitte data setzen.")
	}
	def(&s.RegisterName, u.Hostname())
	def(&s.Blobs, filepath.Join(s.Data, "blobs"))
	def(&s.LedgerKey, filepath.Join(s.Data, "ledger.key"))
	def(&s.SAMLKey, filepath.Join(s.Data, "saml.key"))
	def(&s.SAMLCert, filepath.Join(s.Data, "saml.crt"))
	if (s.SAMLEncryptionKey == "") != (s.SAMLEncryptionCert == "") {
		return fmt.Errorf("saml_encryption_key und saml_encryption_cert gehören zusammen: bitte beide setzen oder keines.")
	}
	def(&s.MailFolder, filepath.Join(s.Data, "mail"))
	def(&s.MailFrom, "einwand@"+u.Hostname())
	if s.SMTPPort == 0 {
		s.SMTPPort = 587
	}
	def(&s.ProbeInterval, availability.DefaultInterval.String())
	_, err = s.probeEvery()
	return err
}

// probeEvery is how often a published document is fetched; 0 for never.
func (s settings) probeEvery() (time.Duration, error) {
	d, err := time.ParseDuration(s.ProbeInterval)
	if err != nil || d != 0 && d < probe.MinInterval {
		return 0, fmt.Errorf("probe_interval ist „%s“, erlaubt ist eine Dauer wie 15m oder 1h, mindestens 1m, oder 0 für keine Prüfung.", s.ProbeInterval)
	}
	return d, nil
}

func (s settings) secure() bool { return strings.HasPrefix(s.PublicURL, "https://") }

func (s settings) proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, text := range s.TrustedProxies {
		prefix, err := netip.ParsePrefix(strings.TrimSpace(text))
		if err != nil {
			addr, addrErr := netip.ParseAddr(strings.TrimSpace(text))
			if addrErr != nil {
				return nil, fmt.Errorf("trusted_proxies enthält „%s“, erlaubt sind Adressen und Netze.", text)
			}
			prefix = netip.PrefixFrom(addr, addr.BitLen())
		}
		list = append(list, prefix)
	}
	return list, nil
}

// readProviderMetadata reads the metadata file of a provider of the settings.
func readProviderMetadata(p provider) ([]byte, error) {
	data, err := os.ReadFile(p.Metadata)
	if err != nil {
		return nil, fmt.Errorf("Die Metadaten des Anmeldedienstes „%s“ sind nicht lesbar: %w", p.ID, err)
	}
	return data, nil
}
