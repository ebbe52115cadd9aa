package planning_test

import (
	"net/http"
	"testing"
)

// TestPlannerInvitesAndEndsAtTheEntryOfTheBody: the first coordinator comes from the planner.
func TestPlannerInvitesAndEndsAtTheEntryOfTheBody(t *testing.T) {
	o := publish(t)
	o.listed()
	people := o.get("/planung/behoerden/1").Follow("Personen mit eigenem Konto: Wasserverband Auenbach")
	doc := o.get(people).Has("main", "Noch niemand")
	form := doc.FormWith("Einladen")
	form.Fill("E-Mail-Adresse", "peters")
	o.page(o.post(people, form.Press("Einladen")), http.StatusUnprocessableEntity).Has(".kern-error", "vollständige E-Mail-Adresse")
	form.Fill("E-Mail-Adresse", "peters@wasserverband.example")
	o.goes(o.post(people, form.Press("Einladen")))
	o.page(o.post(people, form.Press("Einladen")), http.StatusUnprocessableEntity).Has(".kern-error", "schon einen Zugang")
	doc = o.get(people).Has("main", "peters@wasserverband.example").Has("main", "Koordination").Has("main", "eingeladen")
	o.goes(o.post(people+"/ende", doc.FormWith("Zugang beenden: peters@wasserverband.example").Press("Zugang beenden: peters@wasserverband.example")))
	o.get(people).Has("main", "beendet am")
}
