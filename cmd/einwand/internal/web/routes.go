package web

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/xlsx"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/area"
	"github.com/einwand/einwand/procedure/statement"
)

// route is one address with what it asks for. The object of a capability is the authority of the procedure in the
// address ({slug}); without one it is an authority at which the person holds the capability.
type route struct {
	method  string
	path    string
	needs   identity.Capability
	handle  visit.Handler
	body    int64 // largest body in bytes, 0 for the default of a form without files
	keeps   bool  // a form that comes after its session has ended is kept
	limited bool  // so many a minute and address: what strangers can make the database write
	foreign bool  // a form that stands on a page of another site by design: SAML's answer
	mails   bool  // few a minute and address: what strangers can make us send to a mailbox that they name
	quiet   bool  // beyond that number the form is taken all the same, and no mail goes out
}

const (
	get  = http.MethodGet
	post = http.MethodPost

	// textBody leaves room for what percent-encoding makes of a text, and for ten files.
	textBody     = 3*statement.MaxText + statement.MaxFiles*statement.MaxFile + 1<<20
	documentBody = 201 << 20
	evidenceBody = procedure.MaxScanSize + 1<<20
	scanBody     = 3*statement.MaxText + statement.MaxFile + 1<<20
	deskBody     = 3*statement.MaxText + 1<<20
	metadataBody = identity.MaxMetadata + 1<<20
	areaBody     = area.MaxBytes + 1<<20
	filledBody   = xlsx.MaxFilled + 1<<20
)

// routes is the sitemap, grouped by the kind of person.
func (s *Server) routes() []route {
	pub, fil, log, pla, tem, cou, adm, rep, gue, ins, ord := s.Public, s.Filing, s.Login, s.Planning, s.Templates, s.Council, s.Admin, s.Reply, s.Guest, s.Institution, s.Orders
	const (
		open     = identity.Public
		known    = identity.SignedIn
		read     = identity.ReadProcedures
		manage   = identity.ManageProcedures
		inbox    = identity.ReadStatements
		persons  = identity.ReadContacts
		record   = identity.RecordIntakes
		weigh    = identity.Weigh
		freeze   = identity.FreezeTables
		decide   = identity.RecordDecisions
		council  = identity.ReadCouncilTables
		patterns = identity.ManageTemplates
		admin    = identity.Administer
		draft    = identity.DraftReplies
		release  = identity.ReleaseReplies
	)
	return []route{
		// everybody
		{method: get, path: "/", needs: open, handle: pub.Overview},
		{method: get, path: "/verfahren", needs: open, handle: pub.List},
		{method: get, path: "/verfahren/{slug}", needs: open, handle: pub.Procedure},
		{method: get, path: "/verfahren/{slug}.ics", needs: open, handle: pub.Calendar},
		{method: get, path: "/feed.atom", needs: open, handle: pub.Feed},
		{method: get, path: "/kalender/{token}.ics", needs: open, handle: pub.CalendarByAddress},
		{method: get, path: "/verfahren/{slug}/benachrichtigen", needs: open, handle: pub.FollowForm},
		{method: post, path: "/verfahren/{slug}/benachrichtigen", needs: open, handle: pub.AskToFollow, limited: true, mails: true},
		{method: get, path: "/verfahren/{slug}/benachrichtigen/{token}", needs: open, handle: pub.Subscription},
		{method: get, path: "/verfahren/{slug}/benachrichtigen/{token}/bestaetigen", needs: open, handle: pub.ResumeSubscription},
		{method: post, path: "/verfahren/{slug}/benachrichtigen/{token}/bestaetigen", needs: open, handle: pub.ConfirmSubscription},
		{method: get, path: "/verfahren/{slug}/benachrichtigen/{token}/abbestellen", needs: open, handle: pub.ResumeSubscription},
		{method: post, path: "/verfahren/{slug}/benachrichtigen/{token}/abbestellen", needs: open, handle: pub.EndSubscription},
		{method: get, path: "/verfahren/{slug}/gebiet.svg", needs: open, handle: pub.Area},
		{method: get, path: "/verfahren/{slug}/unterlagen/{n}", needs: open, handle: pub.Document},
		{method: get, path: "/verfahren/{slug}/unterlagen/{n}/datei.pdf", needs: open, handle: pub.DocumentFile},
		{method: get, path: "/verfahren/{slug}/bekanntmachung", needs: open, handle: pub.Announcement},
		{method: get, path: "/verfahren/{slug}/bekanntmachung.pdf", needs: open, handle: pub.AnnouncementFile},
		{method: get, path: "/verfahren/{slug}/pruefpunkt", needs: open, handle: pub.Checkpoint},
		{method: get, path: "/verfahren/{slug}/pruefpunkt.txt", needs: open, handle: pub.CheckpointFile},
		{method: get, path: "/verfahren/{slug}/ergebnis", needs: open, handle: pub.Result},
		{method: get, path: "/verfahren/{slug}/ergebnis/{file}", needs: open, handle: pub.ResultFile},
		{method: get, path: "/mitreden", needs: open, handle: pub.TakePart},
		{method: get, path: "/barrierefreiheit", needs: open, handle: pub.Accessibility},
		{method: get, path: "/datenschutz", needs: open, handle: pub.Privacy},
		{method: get, path: "/impressum", needs: open, handle: pub.Imprint},
		{method: get, path: "/pruefschluessel", needs: open, handle: pub.Key},

		// guests, who do not log in: the address of a receipt, and that in a mail, is a secret
		{method: get, path: "/verfahren/{slug}/gast", needs: open, handle: gue.Form},
		{method: post, path: "/verfahren/{slug}/gast", needs: open, handle: gue.Check, body: deskBody, limited: true},
		{method: get, path: "/verfahren/{slug}/gast/einreichen", needs: open, handle: gue.Resume},
		{method: post, path: "/verfahren/{slug}/gast/einreichen", needs: open, handle: gue.File, body: textBody, limited: true, mails: true, quiet: true},
		{method: get, path: "/verfahren/{slug}/gast/adresse/{adresse}", needs: open, handle: gue.Address, limited: true},
		{method: post, path: "/verfahren/{slug}/gast/adresse/{adresse}", needs: open, handle: gue.ConfirmAddress, limited: true},
		{method: get, path: "/verfahren/{slug}/gast/{beleg}", needs: open, handle: gue.Receipt, limited: true},
		{method: get, path: "/verfahren/{slug}/gast/{beleg}/eingangsbestaetigung.pdf", needs: open, handle: gue.ReceiptPDF, limited: true},
		{method: get, path: "/verfahren/{slug}/gast/{beleg}/nachweis.zip", needs: open, handle: gue.ReceiptProof, limited: true},
		{method: get, path: "/verfahren/{slug}/gast/{beleg}/ergebnis.pdf", needs: open, handle: gue.ResultPDF, limited: true},
		{method: post, path: "/verfahren/{slug}/gast/{beleg}/link", needs: open, handle: gue.AskAddress, limited: true, mails: true},
		{method: get, path: "/verfahren/{slug}/gast/{beleg}/zurueckziehen", needs: open, handle: gue.WithdrawForm, limited: true},
		{method: post, path: "/verfahren/{slug}/gast/{beleg}/zurueckziehen", needs: open, handle: gue.Withdraw, limited: true},

		// public bodies, by the link in their mail: the address is the secret
		{method: get, path: "/behoerde/{token}", needs: open, handle: rep.Request, limited: true},
		{method: post, path: "/behoerde/{token}", needs: open, handle: rep.Check, body: deskBody, limited: true},
		{method: post, path: "/behoerde/{token}/abgeben", needs: open, handle: rep.File, body: textBody, limited: true},
		{method: post, path: "/behoerde/{token}/bestaetigen", needs: open, handle: rep.Confirm, limited: true},
		{method: get, path: "/behoerde/{token}/unterlagen/{n}", needs: open, handle: rep.Document, limited: true},
		{method: get, path: "/behoerde/{token}/eingang/{antwort}", needs: open, handle: rep.Receipt, limited: true},
		{method: get, path: "/behoerde/{token}/eingang/{antwort}/eingangsbestaetigung.pdf", needs: open, handle: rep.ReceiptPDF, limited: true},
		{method: get, path: "/behoerde/{token}/eingang/{antwort}/nachweis.zip", needs: open, handle: rep.ReceiptProof, limited: true},

		// logging in and out
		{method: get, path: "/anmelden", needs: open, handle: log.Choose},
		{method: get, path: "/saml/{idp}/metadata", needs: open, handle: log.Metadata},
		{method: get, path: "/saml/{idp}/login", needs: open, handle: log.Start, limited: true},
		{method: post, path: "/saml/{idp}/acs", needs: open, handle: log.Answer, body: 512 << 10, limited: true, foreign: true},
		{method: get, path: "/oidc/{idp}/login", needs: open, handle: log.Start, limited: true},
		{method: get, path: "/oidc/{idp}/callback", needs: open, handle: log.Answer, limited: true},
		{method: get, path: "/saml/fertig", needs: open, handle: log.Finish},
		{method: get, path: "/einladung/{token}", needs: open, handle: log.Invitation, limited: true},
		{method: post, path: "/einladung/{token}", needs: open, handle: log.AcceptInvitation, limited: true},
		{method: get, path: "/anmelden/link", needs: open, handle: log.LinkForm},
		{method: post, path: "/anmelden/link", needs: open, handle: log.SendLink, limited: true, mails: true},
		{method: get, path: "/anmelden/link/{token}", needs: open, handle: log.LinkDoor, limited: true},
		{method: post, path: "/anmelden/link/{token}", needs: open, handle: log.OpenLink, limited: true},
		{method: get, path: "/anmelden/ohne-rolle", needs: known, handle: log.Waiting},
		{method: post, path: "/abmelden", needs: open, handle: log.End},

		// residents: filing and what became of it
		{method: get, path: "/verfahren/{slug}/stellungnahme", needs: known, handle: fil.TextForm},
		{method: post, path: "/verfahren/{slug}/stellungnahme", needs: known, handle: fil.SaveText, body: textBody, keeps: true},
		{method: get, path: "/verfahren/{slug}/stellungnahme/angaben", needs: known, handle: fil.DetailsForm},
		{method: post, path: "/verfahren/{slug}/stellungnahme/angaben", needs: known, handle: fil.SaveDetails, keeps: true},
		{method: get, path: "/verfahren/{slug}/stellungnahme/beteiligte", needs: known, handle: fil.PartiesForm},
		{method: post, path: "/verfahren/{slug}/stellungnahme/beteiligte", needs: known, handle: fil.SaveParties, body: textBody, keeps: true},
		{method: get, path: "/verfahren/{slug}/stellungnahme/pruefen", needs: known, handle: fil.Check},
		{method: post, path: "/verfahren/{slug}/stellungnahme/einreichen", needs: known, handle: fil.File},
		{method: get, path: "/verfahren/{slug}/stellungnahme/einreichen", needs: known, handle: fil.Resume},
		{method: get, path: "/verfahren/{slug}/stellungnahme/verwerfen", needs: known, handle: fil.Resume},
		{method: get, path: "/verfahren/{slug}/stellungnahme/brief", needs: known, handle: fil.LetterPage},
		{method: post, path: "/verfahren/{slug}/stellungnahme/verwerfen", needs: known, handle: fil.Discard},
		{method: get, path: "/meine/anmeldungen", needs: known, handle: log.MySessions},
		{method: post, path: "/meine/anmeldungen", needs: known, handle: log.EndSession},
		{method: get, path: "/meine", needs: known, handle: fil.Mine},
		{method: get, path: "/meine/{nummer}", needs: known, handle: fil.Receipt},
		{method: get, path: "/meine/{nummer}/eingangsbestaetigung.pdf", needs: known, handle: fil.ReceiptPDF},
		{method: get, path: "/meine/{nummer}/nachweis.zip", needs: known, handle: fil.ReceiptProof},
		{method: get, path: "/meine/{nummer}/ergebnis.pdf", needs: known, handle: fil.ResultPDF},
		{method: get, path: "/meine/{nummer}/anhang/{n}", needs: known, handle: fil.Attachment},
		{method: get, path: "/meine/{nummer}/zurueckziehen", needs: known, handle: fil.WithdrawForm},
		{method: post, path: "/meine/{nummer}/zurueckziehen", needs: known, handle: fil.Withdraw},

		// planners: the procedure
		{method: get, path: "/planung", needs: identity.EnterDesk, handle: pla.Desk},
		{method: get, path: "/planung/kalender", needs: read, handle: pla.Calendar},
		{method: get, path: "/planung/kalender.ics", needs: read, handle: pla.CalendarFile},
		{method: get, path: "/planung/kalender/einstellungen", needs: read, handle: pla.CalendarSettings},
		{method: get, path: "/planung/kalender/adresse", needs: read, handle: pla.ResumeSettings},
		{method: post, path: "/planung/kalender/adresse", needs: read, handle: pla.RenewCalendarAddress},
		{method: post, path: "/planung/kalender/erinnerungen", needs: read, handle: pla.SetReminders},
		{method: get, path: "/planung/verfahren/neu", needs: manage, handle: pla.NewForm},
		{method: post, path: "/planung/verfahren/neu", needs: manage, handle: pla.Create, body: areaBody},
		{method: get, path: "/planung/verfahren/{slug}", needs: read, handle: pla.Overview},
		{method: get, path: "/planung/verfahren/{slug}/fristen", needs: manage, handle: pla.PeriodForm},
		{method: post, path: "/planung/verfahren/{slug}/fristen", needs: manage, handle: pla.SetPeriod},
		{method: get, path: "/planung/verfahren/{slug}/unterlagen", needs: manage, handle: pla.Documents},
		{method: post, path: "/planung/verfahren/{slug}/unterlagen", needs: manage, handle: pla.AddDocument, body: documentBody},
		{method: post, path: "/planung/verfahren/{slug}/unterlagen/entfernen", needs: manage, handle: pla.RemoveDocument},
		{method: get, path: "/planung/verfahren/{slug}/bekanntmachung", needs: manage, handle: pla.AnnouncementForm},
		{method: post, path: "/planung/verfahren/{slug}/bekanntmachung", needs: manage, handle: pla.RecordAnnouncement, body: evidenceBody},
		{method: post, path: "/planung/verfahren/{slug}/bekanntmachung/text", needs: manage, handle: pla.SaveNotice, body: evidenceBody},
		{method: get, path: "/planung/verfahren/{slug}/bekanntmachung.txt", needs: manage, handle: pla.NoticeFile},
		{method: get, path: "/planung/verfahren/{slug}/bekanntmachung.pdf", needs: manage, handle: pla.NoticeFile},
		{method: get, path: "/planung/verfahren/{slug}/bekanntmachung/entwurf/{datei}", needs: manage, handle: pla.NoticeDraft},
		{method: post, path: "/planung/verfahren/{slug}/bekanntmachung/entwurf/{datei}", needs: manage, handle: pla.RecordNotice, body: evidenceBody},
		{method: post, path: "/planung/verfahren/{slug}/bekanntmachung/entwurf/{datei}/text", needs: manage, handle: pla.SaveNoticeDraft, body: evidenceBody},
		{method: get, path: "/planung/verfahren/{slug}/bekanntmachung/berichtigen/{n}", needs: manage, handle: pla.CorrectForm},
		{method: post, path: "/planung/verfahren/{slug}/bekanntmachung/berichtigen/{n}", needs: manage, handle: pla.Correct, body: evidenceBody},
		{method: get, path: "/planung/verfahren/{slug}/bekanntmachung/nachweis/{n}", needs: manage, handle: pla.Scan},
		{method: get, path: "/planung/verfahren/{slug}/verlaengern", needs: manage, handle: pla.ExtendForm},
		{method: post, path: "/planung/verfahren/{slug}/verlaengern", needs: manage, handle: pla.Extend, body: evidenceBody},
		{method: post, path: "/planung/verfahren/{slug}/verlaengern/text", needs: manage, handle: pla.SaveExtension, body: evidenceBody},
		{method: get, path: "/planung/verfahren/{slug}/verlaengern.txt", needs: manage, handle: pla.ExtensionFile},
		{method: get, path: "/planung/verfahren/{slug}/verlaengern.pdf", needs: manage, handle: pla.ExtensionFile},
		{method: get, path: "/planung/verfahren/{slug}/portal", needs: manage, handle: pla.PortalForm},
		{method: post, path: "/planung/verfahren/{slug}/portal", needs: manage, handle: pla.SetPortal},
		{method: post, path: "/planung/verfahren/{slug}/portal/gast", needs: manage, handle: pla.SetGuests},
		{method: post, path: "/planung/verfahren/{slug}/veroeffentlichen", needs: manage, handle: pla.Publish},
		{method: post, path: "/planung/verfahren/{slug}/abschliessen", needs: manage, handle: pla.CloseRound},
		{method: get, path: "/planung/verfahren/{slug}/verfuegbarkeit", needs: read, handle: pla.Access},
		{method: post, path: "/planung/verfahren/{slug}/verfuegbarkeit/notiz", needs: manage, handle: pla.ExplainOutage, body: deskBody},
		{method: post, path: "/planung/verfahren/{slug}/verfuegbarkeit/ausfall", needs: manage, handle: pla.EnterOutage, body: deskBody},
		{method: post, path: "/planung/verfahren/{slug}/verfuegbarkeit/pruefung", needs: manage, handle: pla.ReviewOutages, body: deskBody},
		{method: get, path: "/planung/verfahren/{slug}/akte", needs: read, handle: pla.Record},
		{method: get, path: "/planung/verfahren/{slug}/verknuepfungen", needs: manage, handle: pla.LinkForm},
		{method: post, path: "/planung/verfahren/{slug}/verknuepfungen", needs: manage, handle: pla.Link},
		{method: get, path: "/planung/verfahren/{slug}/schritte/{schritt}", needs: manage, handle: pla.ActForm},
		{method: post, path: "/planung/verfahren/{slug}/schritte/{schritt}", needs: manage, handle: pla.Perform},

		// planners: the documents that a procedure needs, and who works on it
		{method: get, path: "/planung/verfahren/{slug}/checkliste", needs: read, handle: pla.Checklist},
		{method: post, path: "/planung/verfahren/{slug}/checkliste", needs: manage, handle: pla.AddItem, body: deskBody},
		{method: get, path: "/planung/verfahren/{slug}/checkliste/{posten}", needs: manage, handle: pla.ItemForm},
		{method: post, path: "/planung/verfahren/{slug}/checkliste/{posten}", needs: manage, handle: pla.ChangeItem, body: deskBody},
		{method: get, path: "/planung/verfahren/{slug}/beteiligte", needs: manage, handle: pla.PersonsForm},
		{method: post, path: "/planung/verfahren/{slug}/beteiligte", needs: manage, handle: pla.SetPersons, body: deskBody},

		// what procedures start from: planners look, a lead changes
		{method: get, path: "/planung/vorlagen", needs: manage, handle: tem.List},
		{method: post, path: "/planung/vorlagen", needs: patterns, handle: tem.Create},
		{method: get, path: "/planung/vorlagen/{vorlage}", needs: patterns, handle: tem.Form},
		{method: post, path: "/planung/vorlagen/{vorlage}", needs: patterns, handle: tem.Save, body: deskBody},
		{method: post, path: "/planung/vorlagen/{vorlage}/angebot", needs: patterns, handle: tem.Archive},
		// planners: the public bodies
		{method: get, path: "/planung/behoerden", needs: read, handle: pla.Directory},
		{method: get, path: "/planung/behoerden/neu", needs: manage, handle: pla.BodyForm},
		{method: post, path: "/planung/behoerden/neu", needs: manage, handle: pla.AddBody},
		{method: get, path: "/planung/behoerden/einlesen", needs: manage, handle: pla.ImportForm},
		{method: post, path: "/planung/behoerden/einlesen", needs: manage, handle: pla.Import, body: deskBody},
		{method: get, path: "/planung/behoerden/verteiler", needs: read, handle: pla.DistributionLists},
		{method: post, path: "/planung/behoerden/verteiler", needs: manage, handle: pla.SaveDistributionList},
		{method: get, path: "/planung/behoerden/{behoerde}", needs: manage, handle: pla.EditBodyForm},
		{method: post, path: "/planung/behoerden/{behoerde}", needs: manage, handle: pla.ChangeBody},
		{method: get, path: "/planung/behoerden/{behoerde}/personen", needs: manage, handle: pla.BodyPeople},
		{method: post, path: "/planung/behoerden/{behoerde}/personen", needs: manage, handle: pla.InviteBodyPerson},
		{method: post, path: "/planung/behoerden/{behoerde}/personen/ende", needs: manage, handle: pla.EndBodyPerson},
		{method: get, path: "/planung/verfahren/{slug}/behoerden", needs: read, handle: pla.BodiesTable},
		{method: get, path: "/planung/verfahren/{slug}/behoerden/frist", needs: manage, handle: pla.BodiesPeriodForm},
		{method: post, path: "/planung/verfahren/{slug}/behoerden/frist", needs: manage, handle: pla.SetBodiesPeriod},
		{method: get, path: "/planung/verfahren/{slug}/behoerden/vorbereiten", needs: manage, handle: pla.PrepareForm},
		{method: post, path: "/planung/verfahren/{slug}/behoerden/vorbereiten", needs: manage, handle: pla.Prepare},
		{method: post, path: "/planung/verfahren/{slug}/behoerden/entfernen", needs: manage, handle: pla.RemoveBody},
		{method: post, path: "/planung/verfahren/{slug}/behoerden/versenden", needs: manage, handle: pla.SendLetters},
		{method: post, path: "/planung/verfahren/{slug}/behoerden/erinnern", needs: manage, handle: pla.RemindBodies},
		{method: get, path: "/planung/verfahren/{slug}/behoerden/{behoerde}", needs: read, handle: pla.BodyLine},
		{method: get, path: "/planung/verfahren/{slug}/behoerden/{behoerde}/brief", needs: read, handle: pla.BodyLetter},
		{method: post, path: "/planung/verfahren/{slug}/behoerden/{behoerde}/zugang", needs: manage, handle: pla.DeliverLetter},
		{method: post, path: "/planung/verfahren/{slug}/behoerden/{behoerde}/antwort", needs: record, handle: pla.RecordBodyReply},

		// planners: what came in
		{method: get, path: "/planung/verfahren/{slug}/eingang", needs: inbox, handle: pla.Inbox},
		{method: get, path: "/planung/verfahren/{slug}/verspaetet", needs: inbox, handle: pla.LateQueue},
		{method: get, path: "/planung/verfahren/{slug}/eingang/neu", needs: record, handle: pla.IntakeForm},
		{method: post, path: "/planung/verfahren/{slug}/eingang/neu", needs: record, handle: pla.RecordIntake, body: scanBody},
		{method: get, path: "/planung/verfahren/{slug}/eingang/veranstaltung", needs: record, handle: pla.EventForm},
		{method: post, path: "/planung/verfahren/{slug}/eingang/veranstaltung", needs: record, handle: pla.RecordEvent, body: scanBody},

		// planners: weighing
		{method: get, path: "/planung/verfahren/{slug}/abschnitte/{nr}", needs: inbox, handle: pla.Statement},
		{method: get, path: "/planung/verfahren/{slug}/abschnitte/{nr}/person", needs: persons, handle: pla.Person},
		{method: get, path: "/planung/verfahren/{slug}/abschnitte/{nr}/anhang/{n}", needs: inbox, handle: pla.Attachment},
		{method: post, path: "/planung/verfahren/{slug}/abschnitte/{nr}/teilen", needs: weigh, handle: pla.Split},
		{method: post, path: "/planung/verfahren/{slug}/abschnitte/{nr}/verbinden", needs: weigh, handle: pla.Merge},
		{method: post, path: "/planung/verfahren/{slug}/abschnitte/{nr}/einordnen", needs: weigh, handle: pla.Mark},
		{method: post, path: "/planung/verfahren/{slug}/abschnitte/{nr}/vorschlag", needs: weigh, handle: pla.Propose, body: deskBody, keeps: true},
		{method: get, path: "/planung/verfahren/{slug}/abschnitte/{nr}/vorschlag", needs: inbox, handle: pla.Statement},
		{method: get, path: "/planung/verfahren/{slug}/abschnitte/{nr}/wortlaut", needs: persons, handle: pla.WordingForm},
		{method: post, path: "/planung/verfahren/{slug}/abschnitte/{nr}/wortlaut", needs: persons, handle: pla.ReleaseWording, body: deskBody},
		{method: get, path: "/planung/verfahren/{slug}/abschnitte/{nr}/verspaetet", needs: weigh, handle: pla.LateForm},
		{method: post, path: "/planung/verfahren/{slug}/abschnitte/{nr}/verspaetet", needs: weigh, handle: pla.AnswerLate},
		{method: get, path: "/planung/verfahren/{slug}/vollstaendigkeit", needs: inbox, handle: pla.Gaps},
		{method: get, path: "/planung/verfahren/{slug}/tabellen", needs: read, handle: pla.Tables},
		{method: post, path: "/planung/verfahren/{slug}/tabellen", needs: freeze, handle: pla.Freeze},
		{method: get, path: "/planung/verfahren/{slug}/tabellen/{n}/briefe", needs: persons, handle: pla.ResultLetters},
		{method: post, path: "/planung/verfahren/{slug}/tabellen/{n}/briefe", needs: persons, handle: pla.WriteResultLetters},
		{method: post, path: "/planung/verfahren/{slug}/tabellen/{n}/briefe/abgeschickt", needs: persons, handle: pla.NoteLettersSent},
		{method: post, path: "/planung/verfahren/{slug}/tabellen/{n}/briefe/mail", needs: persons, handle: pla.MailResults},

		{method: post, path: "/planung/verfahren/{slug}/akte", needs: persons, handle: pla.OrderCaseFile},
		{method: get, path: "/planung/verfahren/{slug}/tabellen/{n}/schluesselliste", needs: persons, handle: pla.KeyListForm},
		{method: post, path: "/planung/verfahren/{slug}/tabellen/{n}/schluesselliste", needs: persons, handle: pla.KeyList},

		// the planning lead: decisions
		{method: get, path: "/planung/verfahren/{slug}/beschluesse/{n}", needs: decide, handle: cou.DecisionForm},
		{method: post, path: "/planung/verfahren/{slug}/beschluesse/{n}", needs: decide, handle: cou.RecordDecision, body: deskBody},
		{method: post, path: "/planung/verfahren/{slug}/beschluesse/{n}/einlesen", needs: decide, handle: cou.ReadDecisions, body: filledBody},

		// the council, and everybody who may read its edition
		{method: get, path: "/rat", needs: council, handle: cou.Room},
		{method: get, path: "/rat/{slug}/{n}", needs: council, handle: cou.Table},
		{method: get, path: "/rat/{slug}/{n}/{punkt}", needs: council, handle: cou.Point},
		{method: get, path: "/rat/{slug}/{n}/datei/{file}", needs: council, handle: cou.File},
		{method: post, path: "/rat/{slug}/{n}/datei/{file}", needs: council, handle: cou.OrderFile},

		// who has ordered a file: an order is its person's, and each kind of file has a right of its own
		{method: get, path: "/auftraege/{slug}/{auftrag}", needs: known, handle: ord.Show},
		{method: post, path: "/auftraege/{slug}/{auftrag}/abbrechen", needs: known, handle: ord.Cancel},
		{method: get, path: "/auftraege/{slug}/{auftrag}/datei", needs: known, handle: ord.Load},

		// the administrator of an authority
		{method: get, path: "/verwaltung", needs: admin, handle: adm.Overview},
		{method: get, path: "/verwaltung/anmeldedienste", needs: identity.SeeProviders, handle: adm.ProviderList},
		{method: get, path: "/verwaltung/anmeldedienste/neu", needs: identity.RunInstallation, handle: adm.ProviderForm},
		{method: post, path: "/verwaltung/anmeldedienste/neu", needs: identity.RunInstallation, handle: adm.EnterProvider, body: metadataBody},
		{method: get, path: "/verwaltung/anmeldedienste/{idp}/metadaten", needs: identity.RunInstallation, handle: adm.MetadataForm},
		{method: post, path: "/verwaltung/anmeldedienste/{idp}/metadaten", needs: identity.RunInstallation, handle: adm.RenewMetadata, body: metadataBody},
		{method: post, path: "/verwaltung/anmeldedienste/{idp}/entfernen", needs: identity.RunInstallation, handle: adm.RemoveProvider},
		{method: get, path: "/verwaltung/anmeldedienste/{idp}/probe", needs: identity.SeeProviders, handle: log.Trial},
		{method: get, path: "/verwaltung/personen", needs: identity.ManagePersons, handle: adm.Persons},
		{method: get, path: "/verwaltung/personen/{konto}", needs: identity.ManagePersons, handle: adm.Person},
		{method: post, path: "/verwaltung/personen/{konto}", needs: identity.ManagePersons, handle: adm.Appoint},
		{method: post, path: "/verwaltung/personen/{konto}/beenden", needs: identity.ManagePersons, handle: adm.Dismiss},
		{method: get, path: "/verwaltung/gremien", needs: identity.ManagePersons, handle: adm.Councils},
		{method: get, path: "/verwaltung/gremien/neu", needs: identity.ManagePersons, handle: adm.CouncilForm},
		{method: post, path: "/verwaltung/gremien/neu", needs: identity.ManagePersons, handle: adm.AddCouncil},
		{method: get, path: "/verwaltung/gremien/{gremium}/einladen", needs: identity.ManagePersons, handle: adm.InviteForm},
		{method: post, path: "/verwaltung/gremien/{gremium}/einladen", needs: identity.ManagePersons, handle: adm.InviteMembers},
		{method: post, path: "/verwaltung/gremien/sitze/{sitz}/einladung", needs: identity.ManagePersons, handle: adm.InviteAgain},
		{method: post, path: "/verwaltung/gremien/sitze/{sitz}/ende", needs: identity.ManagePersons, handle: adm.EndSeat},
		{method: get, path: "/verwaltung/gemeinden/{id}", needs: admin, handle: adm.Place},
		{method: get, path: "/verwaltung/gemeinden/{id}/feiertage/neu", needs: admin, handle: adm.AddForm},
		{method: post, path: "/verwaltung/gemeinden/{id}/feiertage/neu", needs: admin, handle: adm.AddHoliday},
		{method: get, path: "/verwaltung/gemeinden/{id}/feiertage/{feiertag}", needs: admin, handle: adm.EndForm},
		{method: post, path: "/verwaltung/gemeinden/{id}/feiertage/{feiertag}", needs: admin, handle: adm.EndHoliday},
		{method: get, path: "/verwaltung/gemeinden/{id}/teilfeiertage", needs: admin, handle: adm.ExtrasForm},
		{method: post, path: "/verwaltung/gemeinden/{id}/teilfeiertage", needs: admin, handle: adm.SetExtras},
		{method: get, path: "/verwaltung/gemeinden/{id}/bekanntmachungen", needs: admin, handle: adm.MediumForm},
		{method: post, path: "/verwaltung/gemeinden/{id}/bekanntmachungen", needs: admin, handle: adm.SetMedium},

		// public bodies whose people have accounts; the address of an invitation is a secret
		{method: get, path: "/institution", needs: draft, handle: ins.List},
		{method: get, path: "/institution/{anfrage}", needs: draft, handle: ins.Request},
		{method: post, path: "/institution/{anfrage}", needs: draft, handle: ins.Write, body: deskBody, keeps: true},
		{method: post, path: "/institution/{anfrage}/abgeben", needs: release, handle: ins.Release, body: textBody},
		{method: post, path: "/institution/{anfrage}/zurueckgeben", needs: release, handle: ins.HandBack, body: deskBody},
		{method: get, path: "/institution/{anfrage}/unterlagen/{n}", needs: draft, handle: ins.Document},
		{method: get, path: "/institution/{anfrage}/eingang/{antwort}", needs: draft, handle: ins.Receipt},
		{method: get, path: "/institution/{anfrage}/eingang/{antwort}/eingangsbestaetigung.pdf", needs: draft, handle: ins.ReceiptPDF},
		{method: get, path: "/institution/{anfrage}/eingang/{antwort}/nachweis.zip", needs: draft, handle: ins.ReceiptProof},
		{method: get, path: "/institution/{anfrage}/eingang/{antwort}/ergebnis.pdf", needs: draft, handle: ins.ResultPDF},
		{method: get, path: "/institution/personen/{behoerde}", needs: release, handle: ins.People},
		{method: post, path: "/institution/personen/{behoerde}", needs: release, handle: ins.Invite},
		{method: post, path: "/institution/personen/{behoerde}/ende", needs: release, handle: ins.End},
		{method: get, path: "/institution/einladung/{token}", needs: open, handle: ins.Invitation, limited: true},
		{method: post, path: "/institution/einladung/{token}", needs: open, handle: ins.Join, limited: true},
	}
}

// checkRoutes refuses a table in which a route names no capability, or an unknown one, or no handler.
func checkRoutes(table []route) error {
	capabilities := []identity.Capability{identity.Public, identity.SignedIn, identity.EnterDesk, identity.ReadProcedures, identity.ManageProcedures,
		identity.ReadStatements, identity.ReadContacts, identity.RecordIntakes, identity.Weigh, identity.FreezeTables,
		identity.RecordDecisions, identity.ReadCouncilTables, identity.ManageTemplates, identity.Administer, identity.ManagePersons, identity.SeeProviders, identity.RunInstallation,
		identity.DraftReplies, identity.ReleaseReplies}
	for _, rt := range table {
		if !slices.Contains(capabilities, rt.needs) || rt.handle == nil {
			return fmt.Errorf("route %s %s has no capability or no handler", rt.method, rt.path)
		}
	}
	return nil
}
