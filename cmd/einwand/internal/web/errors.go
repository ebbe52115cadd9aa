package web

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/procedure/template"
	"github.com/einwand/einwand/weighing"
)

// answer is what a person reads about an error: what happened, and what to do. Nothing of the error itself is shown.
type answer struct {
	status      int
	title, lead string
}

// answers is the one table from errors of the rooms to what people read. The first match holds.
var answers = []struct {
	err error
	answer
}{
	{errEnded, answer{http.StatusUnauthorized, "Bitte melden Sie sich noch einmal an",
		"Zu Ihrem Schutz endet die Anmeldung nach 60 Minuten ohne Eingabe. Ihr Text ist gesichert. Eingereicht ist er noch nicht."}},
	{procedure.ErrNotFound, missing}, {statement.ErrNotFound, missing}, {fs.ErrNotExist, missing}, {errMissing, missing},
	{weighing.ErrNotFound, missing}, {follow.ErrNotFound, missing}, {follow.ErrForbidden, forbidden}, {follow.ErrEnded, state},
	{identity.ErrForbidden, forbidden}, {identity.ErrNoGrant, state}, {identity.ErrBadGrant, garbled},
	{identity.ErrLastAdministrator, answer{http.StatusConflict, "Eine Person muss die Verwaltung behalten",
		"Dies ist die letzte Person mit der Rolle „Verwaltung“. Geben Sie die Rolle zuerst einer anderen Person. Geändert wurde nichts."}},
	{identity.ErrNoEntry, state}, {identity.ErrLastDoor, answer{http.StatusConflict, "Das ist die letzte Tür für die Verwaltung",
		"Ohne diesen Anmeldedienst könnte sich niemand aus der Verwaltung mehr anmelden. Tragen Sie zuerst einen anderen ein. Geändert wurde nichts."}},
	{identity.ErrNoSeat, state}, {identity.ErrFromSeat, answer{http.StatusConflict, "Diese Rolle gehört zu einem Sitz",
		"Sie endet mit dem Sitz in dem Gremium, nicht hier. Geändert wurde nichts."}},
	{order.ErrNotFound, missing}, {order.ErrKind, missing}, {order.ErrForbidden, forbidden}, {order.ErrEnded, state},
	{order.ErrCrowded, answer{http.StatusTooManyRequests, "Sie warten schon auf zehn Dateien",
		"Diese Datei ist nicht bestellt. Warten Sie, bis eine andere fertig ist, oder brechen Sie einen Auftrag ab. Unter „Ihre Dateien“ sehen Sie alle."}},
	{procedure.ErrForbidden, forbidden}, {statement.ErrForbidden, forbidden}, {weighing.ErrForbidden, forbidden},
	{statement.ErrDraftGone, answer{http.StatusConflict, "Dieser Entwurf ist nicht mehr offen",
		"Vielleicht haben Sie ihn in einem anderen Fenster schon eingereicht. Unter „Meine Stellungnahmen“ sehen Sie alles, was bei uns ist."}},
	{bodies.ErrNoLink, answer{http.StatusNotFound, "Diesen Link gibt es nicht (mehr)",
		"Vielleicht ist beim Kopieren ein Teil verloren gegangen. Öffnen Sie den Link noch einmal aus unserer E-Mail, oder schreiben Sie uns eine E-Mail oder einen Brief."}},
	{bodies.ErrInvited, answer{http.StatusConflict, "Sie haben schon einen Zugang für diese Behörde",
		"Unter „Anfragen“ sehen Sie, was auf Sie wartet. Geändert wurde nichts."}}, {bodies.ErrMoved, state},
	{bodies.ErrLinkOver, answer{http.StatusGone, "Das Verfahren nimmt keine Antworten mehr an",
		"Über den Plan ist entschieden, oder er wird nicht weiterverfolgt. Gespeichert wurde nichts. Bei Fragen wenden Sie sich an die Stadtplanung."}},
	{statement.ErrNoGuests, answer{http.StatusConflict, "Für dieses Verfahren gibt es kein Gastformular",
		"Bitte melden Sie sich an, oder schreiben Sie uns eine E-Mail oder einen Brief. Alle Wege zählen gleich. Gespeichert wurde nichts."}},
	{statement.ErrLinkOver, answer{http.StatusGone, "Dieser Link gilt nicht mehr",
		"Er galt 24 Stunden. Ihre Stellungnahme ist trotzdem bei uns und zählt. Einen neuen Link bekommen Sie auf der Seite mit Ihrer Eingangsbestätigung."}},
	{statement.ErrAskedOften, answer{http.StatusTooManyRequests, "An dieses Postfach ging gerade schon ein Link",
		"Dieses Mal haben wir keine E-Mail geschickt. Bitte versuchen Sie es in einer Stunde noch einmal. Ihre Stellungnahme ist bei uns und zählt."}},
	{procedure.ErrFrozen, answer{http.StatusConflict, "Die Unterlagen sind festgeschrieben",
		"Während der Veröffentlichung ändern sich die Unterlagen nicht. Gespeichert wurde nichts."}},
	{procedure.ErrWrongState, state}, {procedure.ErrNoTransition, state}, {procedure.ErrUnknownField, garbled}, {statement.ErrWrongState, state}, {weighing.ErrWrongState, state}, {weighing.ErrMoved, state}, {template.ErrChanged, state},
	{weighing.ErrFrozen, answer{http.StatusConflict, "Diese Stellungnahme steht in einer festgeschriebenen Tabelle",
		"Ihre Einteilung lässt sich nicht mehr ändern, denn über die Tabelle entscheidet der Rat. Gespeichert wurde nichts."}},
	{weighing.ErrNotLate, answer{http.StatusConflict, "Diese Stellungnahme kam rechtzeitig", "Eine Prüfung wegen Verspätung ist nicht nötig. Gespeichert wurde nichts."}},
	{weighing.ErrBusy, answer{http.StatusConflict, "Es kamen gerade neue Eingänge an",
		"Die Tabelle wurde nicht festgeschrieben. Bitte versuchen Sie es in einer Minute noch einmal."}},
	{context.DeadlineExceeded, busy}, {context.Canceled, busy}, {errGarbled, garbled}, {errTooMany, crowded}, {errTooManyMails, mailing},
	{errNoAuthority, answer{http.StatusServiceUnavailable, "Diese Seiten sind noch nicht eingerichtet",
		"Die Verwaltung hat ihre Angaben noch nicht eingetragen. Bitte wenden Sie sich an Ihr Rathaus."}},
}

var (
	missing   = answer{http.StatusNotFound, "Diese Seite gibt es nicht (mehr)", "Prüfen Sie die Adresse, oder beginnen Sie bei der Übersicht aller Verfahren."}
	forbidden = answer{http.StatusForbidden, "Dafür fehlt Ihnen die Berechtigung", "Gespeichert wurde nichts."}
	state     = answer{http.StatusConflict, "Das geht in diesem Stand nicht mehr",
		"Jemand hat den Stand inzwischen geändert. Gespeichert wurde nichts. Laden Sie die Seite neu, dann sehen Sie, was jetzt möglich ist."}
	busy = answer{http.StatusServiceUnavailable, "Wir sind gerade nicht erreichbar",
		"Unser Speicher antwortet nicht. Gespeichert wurde nichts. Bitte versuchen Sie es in einer Minute noch einmal."}
	tooLarge = answer{http.StatusRequestEntityTooLarge, "Das ist zu groß",
		"Was Sie gesendet haben, überschreitet die Grenze. Gespeichert wurde davon nichts. Je Datei sind 25 MB möglich, für den Text 2 MB."}
	crowded = answer{http.StatusTooManyRequests, "Gerade kommt zu viel auf einmal von Ihrem Anschluss",
		"Dieses Mal wurde nichts gespeichert. Bitte gehen Sie mit der Zurück-Taste zu Ihrem Text, melden Sie sich in einem zweiten Fenster an und senden Sie ihn dann noch einmal."}
	mailing = answer{http.StatusTooManyRequests, "Von Ihrem Anschluss kamen gerade mehrere Anfragen",
		"Dieses Mal haben wir keine E-Mail geschickt. Bitte versuchen Sie es in einer Minute noch einmal."}
	garbled = answer{http.StatusBadRequest, "Das Formular kam nicht vollständig an", "Gespeichert wurde nichts. Bitte gehen Sie zurück und senden Sie es noch einmal."}
	broken  = answer{http.StatusInternalServerError, "Bei uns ist ein Fehler aufgetreten", "Es liegt nicht an Ihnen. Bitte versuchen Sie es noch einmal."}
)

var (
	errMissing = errors.New("web: no such page")
	errGarbled = errors.New("web: form cannot be read")
	errTooMany = errors.New("web: too many forms without a session")

	errTooManyMails = errors.New("web: too many mails to mailboxes that a stranger names")
)

func notFound(http.ResponseWriter, *http.Request, *visit.Visit) error { return errMissing }

// answerFor finds what to say about an error.
func answerFor(err error) answer {
	var large *http.MaxBytesError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &large):
		return tooLarge
	case errors.As(err, &connect):
		return busy
	}
	var refusal *procedure.Refusal
	if errors.As(err, &refusal) {
		return refusedBy(refusal)
	}
	for _, a := range answers {
		if errors.Is(err, a.err) {
			return a.answer
		}
	}
	return broken
}

// refusedBy says what the law has against a step, for a page that has no better place for it.
func refusedBy(r *procedure.Refusal) answer {
	var facts []string
	for _, g := range r.Guards {
		facts = append(facts, g.Fact+" ("+g.Norm+")")
	}
	return answer{http.StatusConflict, "Das ist so noch nicht zulässig", strings.Join(facts, " ") + " Gespeichert wurde nichts."}
}

// fail answers an error. What is not known is logged with a number that the page shows.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, v *visit.Visit, err error) {
	if errors.Is(err, page.ErrGone) {
		return
	}
	if errors.Is(err, errLogin) {
		http.Redirect(w, r, loginFor(r), http.StatusSeeOther)
		return
	}
	a := answerFor(err)
	f := page.Failure{Title: a.title, Lead: a.lead, At: v.Now}
	if a.status >= 500 {
		f.Number = errorNumber()
		s.Log.Error("request failed", "number", f.Number, "method", r.Method, "route", routeOf(r), "error", err)
	}
	if a.status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "60")
	}
	shell := v.Shell(r, page.RoomPublic, a.title)
	shell.Error = a.status != http.StatusUnauthorized
	if slices.ContainsFunc(secretParts, func(part string) bool { return chi.URLParam(r, part) != "" }) {
		shell.CurrentPath = "" // the address is a secret, and the login would carry it on
	}
	if err := page.Render(w, r, a.status, page.NoStore, failurePage(shell, f, actionsFor(r, a, shell))); err != nil {
		s.Log.Error("error page failed", "error", err)
	}
}

// secretParts are the parts of a path that are a secret, as routes name them.
var secretParts = []string{"token", "beleg", "adresse"}

// routeOf names the route, not the address: a link of a public body is a secret, and a number of a statement nobody's business.
func routeOf(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil && c.RoutePattern() != "" {
		return c.RoutePattern()
	}
	return "none"
}

// actionsFor is what the person can do next. Who has a room of their own goes back there.
func actionsFor(r *http.Request, a answer, s page.Shell) []page.Link {
	all := page.Link{Label: "Alle Verfahren ansehen", URL: page.NavProcedures}
	if a.status == http.StatusUnauthorized {
		return []page.Link{{Label: "Anmelden und weiterschreiben", URL: loginFor(r)}, all}
	}
	var list []page.Link
	if s.Plans {
		list = append(list, page.Link{Label: "Zur Planung", URL: page.NavDesk})
	}
	if s.Decides {
		list = append(list, page.Link{Label: "Zum Lesesaal", URL: page.NavReading})
	}
	return append(list, all, page.Link{Label: "Zur Startseite", URL: "/"})
}

// errorNumber is short enough to be read out on the telephone.
func errorNumber() string {
	b := make([]byte, 4)
	if _, err := rand.Read(b); err != nil {
		return "ohne Nummer"
	}
	n := base32.StdEncoding.EncodeToString(b)
	return n[:3] + "-" + n[3:6]
}
