package planning_test

import (
	"testing"

	"github.com/einwand/einwand/procedure"
)

// TestActIsRecordedOnceWithItsAnswers begins a procedure of § 13a BauGB by the form that its course asks for.
func TestActIsRecordedOnceWithItsAnswers(t *testing.T) {
	o := open(t)
	n := o.NewProcedure()
	n.Regime, n.Begin = procedure.Accelerated, nil
	ref, err := o.Procedures.Create(t.Context(), o.Planner, o.Authority.ID, n)
	o.must(err)
	o.ref = ref
	path := o.at("/schritte/T1")
	form := o.get(path).Has("main h1", "Verfahren einleiten").Has("legend", "Dient der Plan der Innenentwicklung").Form(path).Values
	form.Set("am", "2026-05-32")
	o.page(o.post(path, form), 422).Has("#am-e", "Diesen Tag gibt es nicht")
	form.Set("am", "2026-05-11")
	form.Set("organ", "Rat")
	form.Set("grundflaeche", "70.000")
	form.Set("innen", "ja")
	p := o.page(o.post(path, form), 422)
	p.Has("[role=alert] a[href=#bedingungen]", "erreicht 70.000 m²").Has(".ew-guards", "§ 13a Abs. 1 S. 2 BauGB").Has("input[name=grundflaeche][value='70.000']", "")
	form.Set("grundflaeche", "4.200")
	for _, key := range []string{"uvp", "natura", "stoerfall"} {
		form.Set(key, "nein")
	}
	for range 2 {
		if got := o.goes(o.post(path, form)); got != o.at("") {
			t.Errorf("onwards: got %s", got)
		}
	}
	v := o.View(t, o.ref)
	if len(v.Acts) != 1 || v.State != procedure.Initiated || v.Acts[0].Answers["grundflaeche"] != "4.200" || v.Acts[0].RecordedBy != "Jana Wirth" {
		t.Errorf("acts: got %+v in state %s, want one with its answers", v.Acts, v.State)
	}
}

// TestWhatAnActLacksIsSaidOnce: the label is not said twice, and a question keeps its mark alone.
func TestWhatAnActLacksIsSaidOnce(t *testing.T) {
	o := planned(t)
	p := o.page(o.post(o.at("/schritte/T7s"), values("ausnahme", "")), 422)
	for field, want := range map[string]string{"ausnahme": "Auf welcher Grundlage? Bitte wählen Sie eine Antwort.", "gruende": "Warum trifft das zu? Bitte füllen Sie dieses Feld aus."} {
		if got := p.Text("[role=alert] a[href='#" + field + "']"); got != want {
			t.Errorf("%s: got %q, want %q", field, got, want)
		}
	}
}

// TestWarningAsksForAReason: a step that the law forgives goes on record with the reason, the answer and the name.
func TestWarningAsksForAReason(t *testing.T) {
	o := planned(t)
	o.AddDocument(t, o.ref, o.round, "Planzeichnung")
	o.AddDocument(t, o.ref, o.round, "Begründung")
	path := o.at("/schritte/T4")
	form := o.get(path).Has(".ew-guards", "Warnung: Noch nicht abgeschlossen: frühzeitige Beteiligung der Öffentlichkeit.").Form(path).Values
	form.Set("am", "2026-06-01")
	form.Set("organ", "Bauausschuss")
	form.Set("umwelt_keine", "ja")
	o.page(o.post(path, form), 422).Has("[role=alert] a[href=#begruendung_trotz]", "")
	form.Set("begruendung_trotz", "Die frühe Beteiligung war Teil des Rahmenplans.")
	o.goes(o.post(path, form))
	acts := o.View(t, o.ref).Acts
	if last := acts[len(acts)-1]; last.Reason == "" || len(last.Warnings) != 2 {
		t.Errorf("act: got %+v, want the reason and the two warnings that it answers", last)
	}
	o.get(o.at("/akte")).Has("main h2", "Entwurf billigen").Has("dd", "Bauausschuss").Has("main li", "Noch nicht abgeschlossen: frühzeitige Beteiligung der Öffentlichkeit.").
		Has("main", "Grund: Die frühe Beteiligung war Teil des Rahmenplans.").Has("dd", "von Jana Wirth")
	o.post(o.at("/schritte/T99"), form)
	if o.failed == nil {
		t.Error("a step that the table does not know was shown")
	}
}
