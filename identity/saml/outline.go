package saml

import (
	"encoding/xml"

	crewjam "github.com/crewjam/saml"
)

// Paths of a response, with the families of namespaces as scan writes them.
const (
	pathResponse           = "p:Response"
	pathIssuer             = pathResponse + "/a:Issuer"
	pathResponseSignature  = pathResponse + "/ds:Signature"
	pathStatus             = pathResponse + "/p:Status"
	pathStatusCode         = pathStatus + "/p:StatusCode"
	pathStatusReason       = pathStatusCode + "/p:StatusCode"
	pathStatusDetail       = pathStatus + "/p:StatusDetail"
	pathStatusMessage      = pathStatus + "/p:StatusMessage"
	pathAssertion          = pathResponse + "/a:Assertion"
	pathAssertionSignature = pathAssertion + "/ds:Signature"
	pathEncrypted          = pathResponse + "/a:EncryptedAssertion"
	pathConfirmation       = pathAssertion + "/a:Subject/a:SubjectConfirmation"
)

// outline is what one pass over a response saw. Nothing in it is proven.
type outline struct {
	version      string
	inResponseTo string
	destination  string
	issueInstant string
	issuer       string
	status       string // first level of the status
	reason       string // second level, where there is one
	message      string // of the status, for people
	detail       string // explanation of the status
	counts       map[string]int
	encrypted    span // of the encrypted assertion in the bytes of the answer
	signature    span // of the response's signature
}

// span is a range of bytes.
type span struct{ from, to int64 }

// shape is how often an element may stand at its path in an answer that claims success. crewjam/saml v0.5.1 reads through nil
// pointers where Subject, SubjectConfirmationData or Conditions are missing, takes the first of several assertions, and accepts
// an assertion with no confirmation at all.
var shape = []struct {
	path     string
	min, max int
}{
	{pathAssertion, 1, 1},
	{pathAssertionSignature, 1, 1},
	{pathAssertion + "/a:Issuer", 1, 1},
	{pathAssertion + "/a:Subject", 1, 1},
	{pathAssertion + "/a:Subject/a:NameID", 0, 1},
	{pathConfirmation, 1, 1},
	{pathConfirmation + "/a:SubjectConfirmationData", 1, 1},
	{pathAssertion + "/a:Conditions", 1, 1},
	{pathAssertion + "/a:Conditions/a:AudienceRestriction", 1, 4},
	{pathAssertion + "/a:AuthnStatement", 1, 4},
	{pathAssertion + "/a:AttributeStatement", 0, 4},
}

func (o *outline) note(path string, attrs []xml.Attr) {
	o.counts[path]++
	switch path {
	case pathResponse:
		o.version = plain(attrs, "Version")
		o.inResponseTo = plain(attrs, "InResponseTo")
		o.destination = plain(attrs, "Destination")
		o.issueInstant = plain(attrs, "IssueInstant")
	case pathStatusCode:
		o.status = plain(attrs, "Value")
	case pathStatusReason:
		o.reason = plain(attrs, "Value")
	}
}

// plain is the value of the attribute of that name in no namespace.
func plain(attrs []xml.Attr, name string) string {
	for _, a := range attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (o *outline) check() error {
	if o.counts[pathResponse] != 1 || o.counts[pathStatus] != 1 || o.counts[pathStatusCode] != 1 {
		return refuse("the document is not one response with one status")
	}
	if o.counts[pathIssuer] > 1 || o.counts[pathResponseSignature] > 1 || o.counts[pathStatusReason] > 1 {
		return refuse("the response has an issuer, a signature or a status twice")
	}
	if !o.success() {
		if o.counts[pathAssertion]+o.counts[pathEncrypted] > 0 {
			return refuse("an assertion in an answer whose status is not success")
		}
		return nil
	}
	if o.counts[pathEncrypted] == 1 && o.counts[pathAssertion] == 0 {
		return nil
	}
	if o.counts[pathEncrypted] > 0 {
		return refuse("the answer has more than one assertion")
	}
	for _, s := range shape {
		if n := o.counts[s.path]; n < s.min || n > s.max {
			return refuse("%s stands %d times, expected %d to %d", s.path, n, s.min, s.max)
		}
	}
	return nil
}

func (o *outline) success() bool { return o.status == crewjam.StatusSuccess }

func (o *outline) responseSigned() bool { return o.counts[pathResponseSignature] == 1 }
