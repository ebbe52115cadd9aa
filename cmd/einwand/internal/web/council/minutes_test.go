package council

import "testing"

func TestArticlesOfBodies(t *testing.T) {
	for body, want := range map[string]string{
		"Rat": "der Rat", "Rat der Stadt Auenbrück": "der Rat der Stadt Auenbrück", "Ausschuss für Stadtentwicklung": "der Ausschuss für Stadtentwicklung",
		"Planungs- und Umweltausschuss": "der Planungs- und Umweltausschuss", "Gemeindevertretung": "die Gemeindevertretung",
		"Stadtverordnetenversammlung": "die Stadtverordnetenversammlung", "Bezirksvertretung 3": "die Bezirksvertretung 3",
		"Präsidium": "das Präsidium", "Stadtparlament": "das Stadtparlament", "Ortsrat Süd": "der Ortsrat Süd", "": "",
	} {
		if got := theBody(body); got != want {
			t.Errorf("%q: got %q, want %q", body, got, want)
		}
	}
}

func TestNamesAndSelectionsInASentence(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{listed(nil), ""},
		{listed([]string{"A"}), "A"},
		{listed([]string{"A", "B", "C"}), "A, B und C"},
		{toRows("B-001.1"), "zu Punkt B-001.1"},
		{toRows("B-001.1\nund B-2"), "zu den Punkten B-001.1 und B-2"},
		{toRows("B-001–B-002"), "zu den Punkten B-001–B-002"},
		{capital("über alles"), "Über alles"},
		{exclusionLaw("NI"), "§\u00a041 NKomVG"},
		{exclusionLaw("HH"), "Mitwirkungsverbot"},
		{excerpt("Die Zufahrt ist zu eng und zu steil.", 20), "Die Zufahrt ist zu …"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
