package planning

import (
	"errors"
	"maps"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// intakeForm records a letter, a mail, a fax or a Niederschrift.
type intakeForm struct {
	desk
	in     intakeInput
	stored []string // numbers of what the last form recorded
	errors page.FieldErrors
}

// intakeInput is what staff typed from the paper in front of them.
type intakeInput struct {
	key           string // made with the form: sending it twice records once
	channel       statement.Channel
	day, clock    string
	evidence      string
	contributions []contributionInput
	body, round   string // of an invitation that the letter answers; empty: none
}

// contributionInput is one statement of a letter or an event.
type contributionInput struct {
	kind                           statement.PartyKind
	name, street, postalCode, city string
	mail, replyBy                  string
	text                           string
	parties                        partiesInput
	event                          string // its name, for a contribution at one
}

var intakeFields = []labelled{{"channel", "Weg"}, {"received_at", "Eingegangen am"}, {"evidence", "Beleg"}, {"name-1", "Name"}, {"text", "Text"}, {"text-1", "Text"}, {"scan", "Scan"},
	{"acting_for-1", "Schreibt"}, {"acting_for_name-1", "Organisation"}, {"role-1", "Funktion"}, {"authors-1", "Weitere Personen"}, {"signatures-1", "Unterschriften"}, {"vollmacht", "Vollmacht"}}

// IntakeForm is an empty form; after a stored one it says what was stored, so that a pile of letters goes fast.
func (p *Pages) IntakeForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.intakeForm(r, v)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	f.in = intakeInput{channel: statement.Channel(q.Get("weg")), day: q.Get("tag"), contributions: []contributionInput{{kind: statement.Person, replyBy: "post"}}}
	if channels[f.in.channel] == "" {
		f.in.channel = statement.Letter
	}
	if err := p.answering(r, v, &f, q.Get("behoerde"), q.Get("durchgang")); err != nil {
		return err
	}
	if q.Has("gespeichert") {
		f.stored = []string{q.Get("gespeichert")}
	}
	return p.showIntake(w, r, f, http.StatusOK)
}

func (p *Pages) intakeForm(r *http.Request, v *visit.Visit) (intakeForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return intakeForm{}, err
	}
	return intakeForm{desk: newDesk(r, v, view, placeInbox, "Eingang erfassen",
		page.Crumb{Label: "Stellungnahmen", URL: at(view.Slug, placeInbox)}, page.Crumb{Label: "Eingang erfassen"})}, nil
}

// RecordIntake enters the letter into the register.
func (p *Pages) RecordIntake(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.intakeForm(r, v)
	if err != nil {
		return err
	}
	f.in = readIntake(r, 1)
	list, fields, err := p.record(r, v, f.in)
	if err != nil {
		return err
	}
	if len(fields) > 0 {
		f.errors = fieldErrors(intakeFields, fields)
		return p.showIntake(w, r, f, http.StatusUnprocessableEntity)
	}
	if f.in.body != "" && list[0].PartyKind == statement.Body {
		if err := p.attach(r, v, f.in.body, f.in.round, list[0]); err != nil {
			return err
		}
		return seeOther(w, r, f.at(placeBodies)+"?durchgang="+f.in.round)
	}
	next := f.at(placeIntake) + "?gespeichert=" + list[0].Label() + "&weg=" + string(f.in.channel)
	return seeOther(w, r, next)
}

func (p *Pages) showIntake(w http.ResponseWriter, r *http.Request, f intakeForm, status int) error {
	if err := f.in.keyed(); err != nil {
		return err
	}
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, page.NoStore, intakePage(f))
}

// keyed gives a new form its key.
func (in *intakeInput) keyed() error {
	if _, err := uuid.Parse(in.key); err == nil {
		return nil
	}
	id, err := uuid.NewV7()
	in.key = id.String()
	return err
}

// readIntake reads the form with a number of contributions. What somebody wrote is taken as it came.
func readIntake(r *http.Request, rows int) intakeInput {
	in := intakeInput{key: r.PostFormValue("schluessel"), channel: statement.Channel(r.PostFormValue("channel")),
		day: r.PostFormValue("received_at"), clock: r.PostFormValue("received_at-zeit"), evidence: typed(r, "evidence"), body: r.PostFormValue("behoerde"), round: r.PostFormValue("durchgang")}
	for i := range rows {
		n := "-" + strconv.Itoa(i+1)
		in.contributions = append(in.contributions, contributionInput{kind: statement.PartyKind(r.PostFormValue("kind" + n)), name: typed(r, "name"+n),
			street: typed(r, "street"+n), postalCode: typed(r, "postal_code"+n), city: typed(r, "city"+n), mail: typed(r, "mail"+n),
			replyBy: r.PostFormValue("reply_by" + n), text: r.PostFormValue("text" + n), parties: readPartiesInput(r, n)})
	}
	return in
}

// record hands the form to the intake. fields are the inputs that staff can mend.
func (p *Pages) record(r *http.Request, v *visit.Visit, in intakeInput) (list []statement.Statement, fields map[string]string, err error) {
	key, err := uuid.Parse(in.key)
	if err != nil {
		return nil, map[string]string{"fehler": "Das Formular war nicht vollständig. Bitte senden Sie es noch einmal."}, nil
	}
	n := statement.NewIntake{Channel: in.channel, Evidence: in.evidence, Key: key}
	if n.ReceivedAt, err = wallClock(in.day, in.clock); err != nil {
		return nil, nil, err
	}
	fields = map[string]string{}
	for i, c := range in.contributions {
		out, problems := c.contribution("-" + strconv.Itoa(i+1))
		n.Contributions = append(n.Contributions, out)
		maps.Copy(fields, problems)
	}
	if len(fields) > 0 {
		return nil, fields, nil
	}
	file, head, err := scan(r)
	if err != nil {
		return nil, nil, err
	}
	if file != nil {
		defer file.Close()
		n.ScanName, n.Scan = head.Filename, file
	}
	mandate, mandateHead, err := upload(r, "vollmacht")
	if err != nil {
		return nil, nil, err
	}
	if mandate != nil {
		defer mandate.Close()
		n.MandateName, n.Mandate = mandateHead.Filename, mandate
	}
	list, err = p.Statements.RecordIntake(r.Context(), v.Actor, v.Ref, n)
	var invalid *statement.Invalid
	var refusedFile *statement.RefusedFile
	switch {
	case errors.As(err, &invalid):
		return nil, invalid.Fields, nil
	case errors.As(err, &refusedFile) && mandate != nil && (file == nil || refusedFile.Name != head.Filename):
		return nil, map[string]string{"vollmacht": scanRefused(*refusedFile, mandateHead.Size)}, nil
	case errors.As(err, &refusedFile):
		return nil, map[string]string{"scan": scanRefused(*refusedFile, head.Size)}, nil
	}
	return list, nil, err
}

// scan is the file of a form that takes one; nil if none was chosen.
func scan(r *http.Request) (multipart.File, *multipart.FileHeader, error) { return upload(r, "scan") }

// upload is a file of the form; nil if none was chosen.
func upload(r *http.Request, field string) (multipart.File, *multipart.FileHeader, error) {
	file, head, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil, nil
	}
	return file, head, err
}

func (c contributionInput) contribution(row string) (statement.Contribution, map[string]string) {
	out := statement.Contribution{Kind: c.kind, Text: []byte(c.text), Contact: statement.Contact{Name: c.name, Street: c.street,
		PostalCode: c.postalCode, City: c.city, Mail: c.mail, ReplyBy: c.replyBy, ActingFor: statement.ForSelf}}
	var problems map[string]string
	switch c.kind {
	case statement.Event:
		out.OfficialName = c.event
	case statement.Body:
		out.OfficialName = c.name
	case statement.Unknown:
		out.Contact = statement.Contact{ReplyBy: "none", ActingFor: statement.ForSelf}
	default:
		out.Contact, problems = c.parties.into(out.Contact, row)
	}
	if replies[out.Contact.ReplyBy] == "" {
		out.Contact.ReplyBy = "none"
	}
	return out, problems
}

// wallClock is the instant that clocks in Germany show as this day and time. Without either it is the zero time, and the
// intake asks for it. In the hour that October has twice, the earlier instant is taken: it is the one in favour of who wrote.
func wallClock(date, clock string) (time.Time, error) {
	berlin, err := germany()
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", date+" "+clock, berlin)
	if err != nil || day(date).IsZero() {
		return time.Time{}, nil // not a time: the field says what it asks for
	}
	if earlier := at.Add(-time.Hour); earlier.Format("15:04") == at.Format("15:04") {
		at = earlier
	}
	return at.UTC(), nil
}

var germany = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/Berlin") })

// scanRefused says why a file was not accepted and what to do. size is that of the whole file, not of what was read of it.
func scanRefused(f statement.RefusedFile, size int64) string {
	switch f.Why {
	case statement.FileTooLarge:
		return f.Name + " ist " + page.Size(size) + " groß. Höchstens 25\u00a0MB sind möglich. Scannen Sie mit geringerer Auflösung oder teilen Sie die Datei. Der Text steht noch im Formular."
	case statement.FileMacros:
		return "Dateien mit Makros (" + strings.ToLower(path.Ext(f.Name)) + ") nehmen wir nicht an. Speichern Sie den Brief als PDF und wählen Sie ihn noch einmal aus. Der Text steht noch im Formular."
	case statement.FileEmpty:
		return f.Name + " ist leer (0\u00a0Byte). Der Text steht noch im Formular."
	}
	return "Diese Art von Datei nehmen wir nicht an: " + f.Name + ". Speichern Sie den Scan als PDF oder Bild und wählen Sie ihn noch einmal aus. Der Text steht noch im Formular."
}

// channelOptions are the ways that staff record one by one; events have a page of their own.
func channelOptions() []page.Option {
	var list []page.Option
	for _, c := range []statement.Channel{statement.Letter, statement.Email, statement.Fax, statement.Niederschrift} {
		list = append(list, option(c, channels))
	}
	return list
}

var partyKinds = []page.Option{
	{Value: string(statement.Person), Label: "Person, Verein oder Firma"},
	{Value: string(statement.Body), Label: "Behörde oder Träger öffentlicher Belange (§ 4 BauGB)"},
	{Value: string(statement.Unknown), Label: "Unbekannt"},
}

var replyOptions = []page.Option{{Value: "post", Label: "per Post"}, {Value: "mail", Label: "per E-Mail"}, {Value: "none", Label: "nicht gewünscht oder nicht möglich"}}
