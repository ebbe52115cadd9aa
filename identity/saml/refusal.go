package saml

import (
	"fmt"

	"github.com/einwand/einwand/identity"
)

func refuse(format string, args ...any) error {
	return &identity.Refusal{Reason: fmt.Sprintf(format, args...)}
}
