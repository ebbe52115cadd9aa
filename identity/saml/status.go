package saml

import (
	"encoding/json"
	"strings"

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// maxDetail bounds what is read of a provider's explanation, in bytes.
const maxDetail = 4 << 10

// statusDetail is BundID's explanation of a refusal (interface description 10.2, § 9.6).
type statusDetail struct {
	Errors []struct {
		Code string `json:"code"`
	} `json:"errors"`
}

// faults are the codes that BundID is known to send (interface description 10.2, § 9.6), by whose move it is. An unknown code is
// taken for a fault of our settings: no choice of the person comes with a code.
var faults = map[string]identity.Fault{
	"IDP_REQUIRED_ATTRIBUTES_MISSING": identity.FaultMissing,
	"required-attributes-missing":     identity.FaultMissing,

	"akdb-extension-missing":                   identity.FaultSetup,
	"akdb-extension-v1-deprecated":             identity.FaultSetup,
	"empty-authentication-methods":             identity.FaultSetup,
	"missing-berca":                            identity.FaultSetup,
	"organization-display-name-missing":        identity.FaultSetup,
	"purpose-does-not-support-restricted-html": identity.FaultSetup,
	"requested-attributes-empty":               identity.FaultSetup,
	"requested-attributes-missing-name":        identity.FaultSetup,
	"saml-request-not-signed":                  identity.FaultSetup,
}

// failure translates a status that is not success. BundID answers a press on "zurück" with Requester/RequestDenied; it answers
// faults of our request with the same codes and an explanation, and those must not look like a choice of the person.
func (o *outline) failure() error {
	code := o.reason
	if code == "" {
		code = o.status
	}
	explained := o.codes()
	switch {
	case len(explained) > 0:
		return &identity.Refusal{Fault: faultOf(explained), Reason: "the provider answered with the codes " + strings.Join(explained, ", ")}
	case code == crewjam.StatusRequestDenied || code == crewjam.StatusAuthnFailed:
		return identity.ErrCancelled
	case code == crewjam.StatusNoAuthnContext:
		return &identity.Refusal{Fault: identity.FaultMissing, Reason: "the provider cannot reach the level that was asked for"}
	case o.status == crewjam.StatusResponder:
		return &identity.Refusal{Fault: identity.FaultElsewhere, Reason: "the provider answered with a fault of its own: " + plainCode(o.reason)}
	}
	return &identity.Refusal{Fault: identity.FaultSetup, Reason: "the provider answered with status " + plainCode(o.status) + ", " + plainCode(o.reason)}
}

// codes are the codes of the explanation, where there is one; nothing else of it goes into our log. BundID explains to those who ask
// for it in the extension: when it misses the extension itself or the signature over it, the message may be all that names the code.
func (o *outline) codes() []string {
	var detail statusDetail
	var codes []string
	if json.Unmarshal([]byte(o.detail), &detail) == nil {
		for _, e := range detail.Errors {
			codes = append(codes, plainCode(e.Code))
		}
	}
	if message := strings.TrimSpace(o.message); len(codes) == 0 && (o.counts[pathStatusDetail] > 0 || faults[message] != "") {
		codes = append(codes, plainCode(message))
	}
	return codes
}

func faultOf(codes []string) identity.Fault {
	for _, c := range codes {
		if faults[c] == identity.FaultMissing {
			return identity.FaultMissing
		}
	}
	return identity.FaultSetup
}

// plainCode keeps of a foreign word what a code is made of, so that a log line stays one.
func plainCode(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ':' || r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
	if len(s) > 100 {
		s = s[:100]
	}
	return s
}
