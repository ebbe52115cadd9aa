package bodies

import "strings"

// shared are domains at which anybody can have a mailbox. There, the domain says nothing about who writes: only the known
// address itself is taken.
var shared = map[string]bool{
	"gmail.com": true, "googlemail.com": true, "gmx.de": true, "gmx.net": true, "web.de": true, "t-online.de": true, "freenet.de": true,
	"outlook.com": true, "outlook.de": true, "hotmail.com": true, "hotmail.de": true, "live.de": true, "yahoo.com": true, "yahoo.de": true,
	"aol.com": true, "arcor.de": true, "online.de": true, "icloud.com": true, "posteo.de": true, "mailbox.org": true, "email.de": true,
}

// SameHouse reports whether a mail address belongs to the same organisation as the known mailbox of a body, as far as its
// domain shows: it is the same domain, and not one that everybody can use. What that proves, and what not, stands in doc.go.
func SameHouse(known, given string) bool {
	known, given = strings.ToLower(known), strings.ToLower(given)
	if !mailAddress(known) || !mailAddress(given) {
		return false
	}
	domain := domainOf(known)
	return known == given || domain == domainOf(given) && !shared[domain]
}

func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
