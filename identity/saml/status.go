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

// faults are BundID's codes by whose move it is. An unknown code is taken for a fault of our settings: no choice of the person
// comes with a code.
var faults = map[string]identity.Fault{
	"IDP_REQUIRED_ATTRIBUTES_MISSING": identity.FaultMissing,
	"required-attributes-missing":     identity.FaultMissing,
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

// codes are the codes of the explanation, where there is one; nothing else of it goes into our log.
func (o *outline) codes() []string {
	var detail statusDetail
	var codes []string
	if json.Unmarshal([]byte(o.detail), &detail) == nil {
		for _, e := range detail.Errors {
			codes = append(codes, plainCode(e.Code))
		}
	}
	if message := strings.TrimSpace(o.message); len(codes) == 0 && o.counts[pathStatusDetail] > 0 {
		codes = append(codes, plainCode(message))
	}
	return codes
}

func faultOf(codes []string) identity.Fault {
	for _, c := range codes {
		if f, ok := faults[c]; ok {
			return f
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
