package listing

import (
	"reflect"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/template"
)

func TestListsReadWhatTheyWrite(t *testing.T) {
	for _, s := range template.Standards() {
		var all []template.Item
		for _, need := range procedure.Needs {
			list, problem := Items(WriteItems(s.Content.Items, need), need)
			if problem != "" {
				t.Errorf("%s: %s", s.Name, problem)
			}
			all = append(all, list...)
		}
		if !reflect.DeepEqual(all, s.Content.Items) {
			t.Errorf("%s: got %+v, want %+v", s.Name, all, s.Content.Items)
		}
		persons, problem := Persons(WritePersons(s.Content.Persons))
		if problem != "" || !reflect.DeepEqual(persons, s.Content.Persons) {
			t.Errorf("%s: got %+v and %q, want %+v", s.Name, persons, problem, s.Content.Persons)
		}
	}
}

func TestItemsAreReadAsPeopleTypeThem(t *testing.T) {
	list, problem := Items("\n  Planzeichnung|plan \r\n\nVerkehrsgutachten | GUTACHTEN | Büro Spur | § 1 Abs. 6 Nr. 9 BauGB\nModell\n", procedure.ForDraft)
	want := []template.Item{{Title: "Planzeichnung", Role: procedure.RolePlan, Need: procedure.ForDraft},
		{Title: "Verkehrsgutachten", Role: procedure.RoleReport, Need: procedure.ForDraft, Responsible: "Büro Spur", Norm: "§ 1 Abs. 6 Nr. 9 BauGB"},
		{Title: "Modell", Role: procedure.RoleOther, Need: procedure.ForDraft}}
	if problem != "" || !reflect.DeepEqual(list, want) {
		t.Errorf("got %+v and %q, want %+v", list, problem, want)
	}
}

func TestLineThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{"A\n\nB | Gutachte": "Zeile 2: „Gutachte“", "A | Plan | b | c | d": "Zeile 1: Hier stehen 5 Angaben"} {
		if _, got := Items(text, procedure.ForDraft); !strings.HasPrefix(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"A\nB | | | | geheim": "Zeile 2: „geheim“", "a|b|c|d|e|f": "Zeile 1: Hier stehen 6"} {
		if _, got := Persons(text); !strings.HasPrefix(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// FuzzItems: what was read and is written again reads the same.
func FuzzItems(f *testing.F) {
	f.Add("Planzeichnung | Plan | Büro\nModell")
	f.Add("|||")
	f.Add("a | | \u00a0 | b\r\nc")
	f.Fuzz(func(t *testing.T, text string) {
		list, problem := Items(text, procedure.ForDraft)
		if problem != "" {
			return
		}
		again, problem := Items(WriteItems(list, procedure.ForDraft), procedure.ForDraft)
		if problem != "" || len(again) != len(list) {
			t.Errorf("%q: got %d entries and %q, want %d", text, len(again), problem, len(list))
		}
	})
}

// FuzzPersons: as FuzzItems.
func FuzzPersons(f *testing.F) {
	f.Add("Leitung | Karl Leit | k@a.example | 02999 1 | extern, öffentlich")
	f.Add("||||")
	f.Fuzz(func(t *testing.T, text string) {
		list, problem := Persons(text)
		if problem != "" {
			return
		}
		again, problem := Persons(WritePersons(list))
		if problem != "" || len(again) != len(list) {
			t.Errorf("%q: got %d entries and %q, want %d", text, len(again), problem, len(list))
		}
	})
}
