package demoidp

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"github.com/einwand/einwand/identity"
)

// choice is the page on which one chooses who to be.
type choice struct {
	action   string
	query    string
	replaces string // what stands here outside a demo
	heading  string
	about    string // the level, as far as it is not each person's own
	people   []person
	other    door // the other entity's way in
}

type door struct{ label, url string }

type person struct {
	id, name, means, note string
}

// handover is the page that carries the answer back to the application.
type handover struct {
	title, lead       string
	acs               templ.SafeURL
	response, relayTo string
}

// failure is a page that leads nowhere: there is no application to go back to.
type failure struct {
	title, lead string
}

func (p *IdP) choose(w http.ResponseWriter, r *http.Request) {
	p.offer(w, r, r.URL.RawQuery)
}

// choosePosted takes a request by form, and goes on as if its fields stood in the address.
func (p *IdP) choosePosted(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	query := url.Values{"SAMLRequest": {r.PostFormValue("SAMLRequest")}, "RelayState": {r.PostFormValue("RelayState")}}
	p.offer(w, r, query.Encode())
}

func (p *IdP) offer(w http.ResponseWriter, r *http.Request, query string) {
	asked, err := p.read(r.PathValue("entity"), query)
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	p.render(w, r, http.StatusOK, choosePage(p.choice(asked)))
}

func (p *IdP) choice(r request) choice {
	c := choice{action: "/" + r.entity + "/antwort", query: r.query, about: levelWords[r.asked]}
	c.replaces, c.heading = "die BundID", "Anwohnende"
	c.other = door{"Als Person aus Rathaus, Rat oder Behörde anmelden", p.doors[EntityStaff]}
	if r.entity == EntityStaff {
		c.replaces, c.heading = "das Verzeichnis der Stadt", "Rathaus, Rat und Behörden"
		c.other = door{"Als Anwohnende oder Anwohnender anmelden", p.doors[EntityResidents]}
		c.about = "Alle haben denselben Zugang über das Verzeichnis der Stadt (Vertrauensniveau niedrig); was sie dürfen, weiß einwand."
	}
	for _, who := range p.of(r.entity) {
		c.people = append(c.people, person{who.ID, who.Name, meansWords[who.Means], who.Note})
	}
	return c
}

// levelWords say what the application asks for. BundID would hide the means below it; the demo shows what happens then.
var levelWords = map[string]string{
	"STORK-QAA-Level-1": "einwand fragt nach keinem bestimmten Nachweis: Benutzername und Passwort genügen (Vertrauensniveau niedrig). Wählen Sie, wen Sie möchten.",
	"STORK-QAA-Level-3": "einwand fragt nach einem stärkeren Nachweis: ELSTER-Zertifikat oder Online-Ausweis (mindestens Vertrauensniveau substanziell). Sie können trotzdem jede Person wählen.",
	"STORK-QAA-Level-4": "einwand fragt nach dem Online-Ausweis (Vertrauensniveau hoch). Sie können trotzdem jede Person wählen.",
}

// meansWords say how a resident is taken to have logged in.
var meansWords = map[identity.Means]string{
	identity.MeansEID:      "Online-Ausweis, Vertrauensniveau hoch.",
	identity.MeansElster:   "ELSTER-Zertifikat, Vertrauensniveau substanziell.",
	identity.MeansPassword: "Nur Benutzername und Passwort, Vertrauensniveau niedrig.",
}

// maxForm bounds the posted form: a request and the name of a persona.
const maxForm = 64 << 10

func (p *IdP) answer(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	asked, err := p.read(r.PathValue("entity"), r.PostFormValue("anfrage"))
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	page := handover{acs: templ.SafeURL(asked.service.acs), relayTo: asked.relayState}
	if r.PostFormValue("abbrechen") != "" {
		page.title = "Die Anmeldung wurde abgebrochen"
		page.lead = "Sie kehren ohne Anmeldung zu einwand zurück."
		page.response, err = p.cancelled(asked)
	} else {
		people := p.of(asked.entity)
		i := slices.IndexFunc(people, func(who Persona) bool { return who.ID == r.PostFormValue("person") })
		if i < 0 {
			p.lost(w, r)
			return
		}
		page.title = "Angemeldet als " + people[i].Name
		page.lead = "Sie kehren jetzt zu einwand zurück."
		page.response, err = p.success(asked, people[i])
	}
	if err != nil {
		p.broken(w, r, err)
		return
	}
	w.Header().Set("Content-Security-Policy", policy(asked.service.origin, "'self'"))
	p.render(w, r, http.StatusOK, handoverPage(page))
}

// refuse answers a request that is not one of the demo's own. The reason is for the log.
func (p *IdP) refuse(w http.ResponseWriter, r *http.Request, reason error) {
	if !known(r.PathValue("entity")) {
		p.lost(w, r)
		return
	}
	p.log.Warn("request refused", "reason", reason)
	p.render(w, r, http.StatusBadRequest, failurePage(failure{
		title: "Diese Anfrage beantworten wir nicht",
		lead: "Sie stammt nicht von der einwand-Demo, zu der diese Anmeldung gehört, oder sie ist älter als 20 Minuten. " +
			"Bitte beginnen Sie die Anmeldung in einwand neu.",
	}))
}

func (p *IdP) lost(w http.ResponseWriter, r *http.Request) {
	p.render(w, r, http.StatusNotFound, failurePage(failure{
		title: "Hier beginnt keine Anmeldung",
		lead:  "Diese Seite gehört zur Demo von einwand. Bitte öffnen Sie einwand und wählen Sie dort „Anmelden“.",
	}))
}

func (p *IdP) broken(w http.ResponseWriter, r *http.Request, err error) {
	p.log.Error("answer failed", "path", r.URL.Path, "error", err)
	p.render(w, r, http.StatusInternalServerError, failurePage(failure{
		title: "Die Demo-Anmeldung ist gestört",
		lead:  "Bei uns ist ein Fehler aufgetreten. Bitte beginnen Sie die Anmeldung in einwand neu.",
	}))
}

func (p *IdP) render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	var body bytes.Buffer
	if err := page.Render(r.Context(), &body); err != nil {
		p.log.Error("render", "path", r.URL.Path, "error", err)
		http.Error(w, "Die Seite konnte nicht erstellt werden.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // the reader may be gone, and there is nothing to tell them
}
