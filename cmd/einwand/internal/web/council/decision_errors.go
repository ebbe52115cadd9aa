package council

import "github.com/einwand/einwand/cmd/einwand/internal/web/page"

// fieldErrors puts what is wrong into the order of the form. What belongs to no field leads to the summary itself.
func (in decisionInput) fieldErrors(wrong map[string]string) page.FieldErrors {
	var list page.FieldErrors
	for _, f := range in.labels() {
		if text := wrong[f.name]; text != "" {
			list = append(list, page.FieldError{ID: f.name, Label: f.value, Text: text})
		}
	}
	return list
}

// labels are the fields that can be wrong, in the order of the form, each with its short name.
func (in decisionInput) labels() []field {
	list := []field{{"fehler", ""}, {fileField, "Datei"}, {"gremium", "Gremium"}, {"sitzung", "Tag der Sitzung"}, {"top", "Tagesordnungspunkt"},
		{"worueber", "Worüber wird abgestimmt"}, {"punkte", "Welche Punkte"}}
	list = append(list, in.main.labels("")...)
	for i, e := range in.exceptions {
		name := "Ausnahme " + page.Count(i+1)
		list = append(append(list, field{e.prefix + "punkte", name + ", Punkte"}), e.labels(name+", ")...)
	}
	return append(list, field{"satzung", "Beschluss über den Plan"})
}

func (o outcomeInput) labels(before string) []field {
	return []field{{o.prefix + "wie", before + "Entscheidung"}, {o.prefix + "code", before + "Art der Abweichung"},
		{o.prefix + "text", before + "Text"}, {o.prefix + "grund", before + "Grund"},
		{o.prefix + "abstimmung", before + "Abstimmung"}, {o.prefix + "ja", before + "Ja"}, {o.prefix + "nein", before + "Nein"}, {o.prefix + "enthaltung", before + "Enthaltungen"}, {o.prefix + "anwesend", before + "Anwesend"},
		{o.prefix + "befangen", before + "Befangen"}}
}
