package bodies

import (
	"fmt"
	"strings"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Letter is what the text of a Beteiligungsschreiben says.
type Letter struct {
	Authority identity.Authority
	Procedure procedure.Procedure
	Round     procedure.Round
	Address   string // of the documents, public or behind the link of the mail
	To        Invitation
	On        period.Date // day of sending
	Due       period.Date
	Reach     period.Date // what is received until then is due on the common day
	Month     bool        // from receipt, by the rule of the round; otherwise a later receipt only moves the end
	Law       procedure.Law
	Extra     string // paragraph of the authority; what the law wants stands in the letter whatever it says
}

// Subject is the line above the letter.
func (l Letter) Subject() string {
	return requests[l.Round.Kind].title + ": " + l.Procedure.Title
}

// request is what a kind of round asks of the bodies, with its paragraph.
type request struct{ title, ask string }

var requests = map[procedure.RoundKind]request{
	procedure.EarlyBodiesRound: {"Frühzeitige Beteiligung der Behörden (§ 4 Abs. 1 BauGB)",
		"Nach § 4 Abs. 1 BauGB unterrichten wir Sie möglichst früh über die Ziele und Zwecke der Planung und bitten Sie um Ihre Äußerung."},
	procedure.BodiesRound: {"Beteiligung der Behörden (§ 4 Abs. 2 BauGB)",
		"Nach § 4 Abs. 2 BauGB bitten wir Sie um Ihre Stellungnahme zum Entwurf des Plans und zu seiner Begründung."},
	procedure.RepeatedBodiesRound: {"Erneute Beteiligung der Behörden (§ 4a Abs. 3 BauGB)",
		"Der Entwurf wurde nach der Beteiligung geändert. Nach § 4a Abs. 3 BauGB bitten wir Sie um Ihre Stellungnahme zur Änderung oder Ergänzung und zu ihren möglichen Auswirkungen."},
	procedure.BodiesSimplified: {"Beteiligung der Behörden (§ 13 Abs. 2 S. 1 Nr. 3 BauGB)",
		"Nach § 13 Abs. 2 S. 1 Nr. 3 BauGB geben wir Ihnen Gelegenheit zur Stellungnahme zum Entwurf des Plans und zu seiner Begründung."},
}

// askScope is what an early letter asks besides (§ 4 Abs. 1 S. 1 BauGB).
const askScope = "Bitte äußern Sie sich auch dazu, in welchem Umfang und wie eingehend die Umweltprüfung nötig ist (Umfang und Detaillierungsgrad der Umweltprüfung, § 4 Abs. 1 S. 1, § 2 Abs. 4 BauGB)."

// duties are what § 4 Abs. 2 S. 5 and 6 BauGB ask of every body.
const duties = "Bitte beschränken Sie sich auf Ihren Aufgabenbereich. Teilen Sie uns auch eigene Planungen und Maßnahmen mit, die Sie beabsichtigen oder begonnen haben, mit ihrem Zeitplan, soweit sie für das Gebiet bedeutsam sein können, und Informationen, die für die Abwägung zweckdienlich sind (§ 4 Abs. 2 BauGB)."

// Text is the whole letter as it is kept. The personal link of a mail is no part of it: it is a secret, and stands below.
func (l Letter) Text() string {
	parts := []string{
		fmt.Sprintf("%s, %s\n%s, %s %s", l.Authority.Name, l.Authority.Office, l.Authority.Street, l.Authority.PostalCode, l.Authority.City),
		l.addressee(),
		l.Authority.City + ", " + l.On.German(),
		l.Subject(),
		"Sehr geehrte Damen und Herren,",
		requests[l.Round.Kind].ask + " Es geht um: " + l.Procedure.Title + ". " + l.Procedure.AreaText,
	}
	if l.Round.Scope != "" {
		parts = append(parts, "Geändert wurde: "+l.Round.Scope)
	}
	if l.To.AsksScope {
		parts = append(parts, askScope)
	}
	if l.Extra != "" {
		parts = append(parts, l.Extra)
	}
	parts = append(parts, fmt.Sprintf("Die Unterlagen (%s, Stand %s) finden Sie hier: %s", l.Round.Version.Label, l.Round.Version.Dated.German(), l.documents()), l.deadline(), duties,
		"Haben Sie keine Bedenken oder sind Ihre Belange nicht berührt, genügt eine kurze Nachricht.",
		l.electronic()+": "+l.Authority.Mail+". Fragen beantwortet "+l.contact()+".",
		"Mit freundlichen Grüßen\n"+l.Authority.Name+", "+l.Authority.Office)
	return strings.Join(parts, "\n\n") + "\n"
}

// addressee names the number on the list first: replies that quote it are found at once.
func (l Letter) addressee() string {
	address := l.To.Name
	if l.To.Channel == ByLetter {
		address = l.To.Address
	}
	return fmt.Sprintf("Listennummer %d\n%s", l.To.Number, address)
}

// documents says where they are; a mail ends with a link of its own, which shows them before they are public.
func (l Letter) documents() string {
	if l.To.Channel == ByMail {
		return l.Address + " und unter dem Link am Ende dieser E-Mail"
	}
	return l.Address
}

// deadline names the last day. A letter that the post brings later than planned ends later by itself.
func (l Letter) deadline() string {
	text := deadlineWords(l.Due) + "."
	if l.To.Channel == ByLetter {
		text += " Erreicht Sie dieses Schreiben nach dem " + l.Reach.German() + ", " + l.extension() + "."
	}
	return text + " Spätere Stellungnahmen nehmen wir an; sie können aber nach " + l.Law.LateNorm + " unberücksichtigt bleiben."
}

// extension promises what DueOn gives, and no more: the month is that of § 4 Abs. 2 BauGB alone.
func (l Letter) extension() string {
	if l.Month {
		return "haben Sie vom Zugang an einen Monat, mindestens 30 Tage (" + l.Law.BodiesNorm + ")"
	}
	return "verlängert sich die Frist entsprechend"
}

// electronic asks for an answer by mail. The act of 3 July 2023 that brought the publication on the internet made a rule of it
// (§ 4 Abs. 2 S. 4 BauGB); before, it is a request.
func (l Letter) electronic() string {
	if l.Law.Internet {
		return "Stellungnahmen sollen elektronisch übermittelt werden (§ 4 Abs. 2 S. 4 BauGB)"
	}
	return "Bitte antworten Sie uns möglichst per E-Mail"
}

func (l Letter) contact() string {
	phone := l.Procedure.ContactPhone
	if phone == "" {
		phone = l.Authority.Phone
	}
	return l.Procedure.ContactName + ", Telefon " + phone
}

func deadlineWords(due period.Date) string {
	return "Bitte antworten Sie bis einschließlich " + due.German()
}
