package council

import (
	"testing"

	"github.com/einwand/einwand/weighing"
)

func TestEmptyRoomSaysSo(t *testing.T) {
	h := sit(t)
	h.see("/rat").Has(".ew-lead", "Zurzeit liegt Ihnen nichts zur Entscheidung vor.").HasNone("article")
}

func TestRoomShowsTheLatestTableFirst(t *testing.T) {
	h := frozen(t)
	h.freeze()
	d := h.see("/rat")
	d.Has("#offen", "Zur Entscheidung").Has("article h3", "Bebauungsplan Nr. 47").Has("article", "Abwägungstabelle Nr. 2").Has("details", "Tabelle Nr. 1")
	if got, want := d.Follow("Tabelle lesen: Bebauungsplan Nr. 47"), "/rat/"+h.ref.Slug+"/2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRoomMovesWhatIsAdoptedDown(t *testing.T) {
	h := frozen(t)
	h.decide(weighing.NewDecision{Votes: []weighing.Vote{{Yes: 31, No: 5, Abstain: 2}}, Adopted: true})
	h.see("/rat").HasNone("#offen").Has("#weitere", "Weitere Tabellen").Has("article", "Beschluss Nr. 1: Rat, 17. Dezember 2026")
}
