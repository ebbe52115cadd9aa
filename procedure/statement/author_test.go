package statement_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure/statement"
)

func TestAuthorsAreReadAsPeopleTypeThem(t *testing.T) {
	anna := statement.Author{Name: "Anna Muster", Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück"}
	for name, tt := range map[string]struct {
		line string
		want statement.Author
	}{
		"as asked for":                     {"Anna Muster; Am Weg 1; 59999 Auenbrück", anna},
		"narrow":                           {"Anna Muster;Am Weg 1;59999 Auenbrück;", anna},
		"columns of a spreadsheet":         {"Anna Muster\tAm Weg 1\t59999\tAuenbrück", anna},
		"blanks":                           {"  Anna   Muster ;  Am Weg 1 ; 59999  Auenbrück ", anna},
		"commas, as an address is written": {"Anna Muster, Am Weg 1, 59999 Auenbrück", anna},
		"a comma and a town":               {"Anna Muster, 59999 Auenbrück", statement.Author{Name: "Anna Muster", PostalCode: "59999", City: "Auenbrück"}},
		"family name first, alone":         {"Muster, Anna", statement.Author{Name: "Muster, Anna"}},
		"name alone":                       {"Anna Muster", statement.Author{Name: "Anna Muster"}},
		"without a street":                 {"Anna Muster; 59999 Auenbrück", statement.Author{Name: "Anna Muster", PostalCode: "59999", City: "Auenbrück"}},
		"without a town":                   {"Anna Muster; Am Weg 1", statement.Author{Name: "Anna Muster", Street: "Am Weg 1"}},
		"town without a code":              {"Anna Muster; ; Auenbrück", statement.Author{Name: "Anna Muster", City: "Auenbrück"}},
		"across the border":                {"Anna Muster; Weg 1; 6020 Innsbruck", statement.Author{Name: "Anna Muster", Street: "Weg 1", PostalCode: "6020", City: "Innsbruck"}},
		"family name first":                {"Muster, Anna; Am Weg 1; 59999 Auenbrück", statement.Author{Name: "Muster, Anna", Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück"}},
		"formula of a spreadsheet":         {"=1+A1; Weg 1", statement.Author{Name: "=1+A1", Street: "Weg 1"}},
		"writing of another script":        {"Анна Мустер; Weg 1", statement.Author{Name: "Анна Мустер", Street: "Weg 1"}},
	} {
		list, problems := statement.ReadAuthors("\r\n" + tt.line + "\r\n\r\n")
		if len(problems) > 0 || len(list) != 1 || list[0] != tt.want {
			t.Errorf("%s: got %+v and %v, want %+v", name, list, problems, tt.want)
		}
	}
}

func TestEveryLineIsReadOrNamed(t *testing.T) {
	const text = "Anna Muster; Am Weg 1; 59999 Auenbrück\n\n; Am Weg 2; 59999 Auenbrück\nBert; a; b; c\nCarl\x01\nDora; Am Weg 3\nANNA Muster; am weg 1; 59999 Auenbrück\n12345"
	list, problems := statement.ReadAuthors(text)
	if len(list) != 2 || list[0].Name != "Anna Muster" || list[1].Name != "Dora" {
		t.Errorf("got %+v, want Anna and Dora", list)
	}
	want := []string{"Zeile 3: Der Name fehlt.", "Zeile 4: Hier stehen mehr als drei", "Zeile 5: Hier stehen Zeichen", "Zeile 7: Diese Person steht schon in Zeile 1.", "Zeile 8: Der Name fehlt."}
	if len(problems) != len(want) {
		t.Fatalf("got %v, want %v", problems, want)
	}
	for i, p := range problems {
		if !strings.HasPrefix(p.String(), want[i]) {
			t.Errorf("got %q, want %q", p, want[i])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOf(rapid.SampledFrom([]string{"A", "b ", ";", "\t", "\n", "1234", "\r", " ", "\x00", "\xff", ",", "ß"})).Draw(t, "text")
		list, problems := statement.ReadAuthors(strings.Join(text, ""))
		lines := 0
		for _, line := range strings.Split(statement.Canonical([]byte(strings.Join(text, ""))), "\n") {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if len(list)+len(problems) != lines {
			t.Errorf("got %d read and %d named of %d lines", len(list), len(problems), lines)
		}
	})
}

func TestLongListsAreSentToAnAttachment(t *testing.T) {
	lines := make([]string, statement.MaxAuthors)
	for i := range lines {
		lines[i] = fmt.Sprintf("Nachbarin %d; Weg %d; 59999 Auenbrück", i, i)
	}
	if list, problems := statement.ReadAuthors(strings.Join(lines, "\n")); len(list) != statement.MaxAuthors || len(problems) > 0 {
		t.Errorf("the longest list: got %d and %v", len(list), problems)
	}
	list, problems := statement.ReadAuthors(strings.Join(append(lines, "Eine mehr", "Und noch eine"), "\n"))
	if len(list) != statement.MaxAuthors || len(problems) != 1 || problems[0].Line != 201 || !strings.Contains(problems[0].Text, "Hängen Sie stattdessen eine Liste") {
		t.Errorf("one more: got %d and %v, want what to do instead", len(list), problems)
	}
}

// FuzzReadAuthors: foreign bytes enter here. What is read is written and read back the same, without a byte that cannot be stored.
func FuzzReadAuthors(f *testing.F) {
	f.Add("Anna Muster; Am Weg 1; 59999 Auenbrück\nBert")
	f.Add("A;;B\tC;1234 X\n;;;\n\x00\xff")
	f.Add("A; 1234 B; 59999 12345 C\nx;y;1234;z")
	f.Fuzz(func(t *testing.T, text string) {
		list, _ := statement.ReadAuthors(text)
		written := statement.WriteAuthors(list)
		if statement.CheckText([]byte(written)) != nil && len(text) < statement.MaxText {
			t.Fatalf("%q cannot be stored", written)
		}
		again, problems := statement.ReadAuthors(written)
		if len(problems) > 0 || len(list) > 0 && !reflect.DeepEqual(again, list) {
			t.Fatalf("%q: got %+v and %v, want %+v", written, again, problems, list)
		}
	})
}

func TestPersonsAreCountedByAuthors(t *testing.T) {
	two := []statement.Author{{Name: "Anna"}, {Name: "Bert"}}
	for name, tt := range map[string]struct {
		c    statement.Contact
		want int
	}{
		"nothing said":                 {statement.Contact{}, 1},
		"for herself":                  {statement.Contact{ActingFor: statement.ForSelf}, 1},
		"a company is one":             {statement.Contact{ActingFor: statement.ForCompany, ActingForName: "Mühle GmbH"}, 1},
		"clients, not who represents":  {statement.Contact{ActingFor: statement.ForClients, Authors: two}, 2},
		"clients on a list":            {statement.Contact{ActingFor: statement.ForClients, Authors: two, Signatures: 60}, 62},
		"a child, not the parent":      {statement.Contact{ActingFor: statement.ForChild, Authors: two[:1]}, 1},
		"a group with who sends":       {statement.Contact{ActingFor: statement.ForGroup, Authors: two, Name: "Carla"}, 3},
		"who sends is on the list":     {statement.Contact{ActingFor: statement.ForGroup, Authors: two, Name: "ANNA"}, 2},
		"a group on a list":            {statement.Contact{ActingFor: statement.ForGroup, Signatures: 63}, 64},
		"one free name from before":    {statement.Contact{ActingFor: statement.ForOther, ActingForName: "Oma Erna"}, 1},
		"a group from before the list": {statement.Contact{ActingFor: statement.ForGroup, ActingForName: "Weber, Kaya"}, 1},
	} {
		if got := tt.c.Persons(); got != tt.want {
			t.Errorf("%s: got %d, want %d", name, got, tt.want)
		}
	}
}

func TestMandateIsNotAskedFor(t *testing.T) {
	one := []statement.Author{{Name: "Anna"}}
	for name, tt := range map[string]struct {
		c     statement.Contact
		field string // that is in want of mending; empty: fine
	}{
		"for herself":            {statement.Contact{ActingFor: statement.ForSelf}, ""},
		"nothing chosen":         {statement.Contact{}, "acting_for"},
		"unknown":                {statement.Contact{ActingFor: "king"}, "acting_for"},
		"company":                {statement.Contact{ActingFor: statement.ForCompany, ActingForName: "Mühle GmbH"}, ""},
		"company without a name": {statement.Contact{ActingFor: statement.ForCompany, Role: "Vorstand", ActingForName: " "}, "acting_for_name"},
		"clients":                {statement.Contact{ActingFor: statement.ForClients, Authors: one}, ""},
		"clients on a list":      {statement.Contact{ActingFor: statement.ForClients, Signatures: 3}, ""},
		"nobody represented":     {statement.Contact{ActingFor: statement.ForClients}, "authors"},
		"child":                  {statement.Contact{ActingFor: statement.ForChild, Authors: one}, ""},
		"no child":               {statement.Contact{ActingFor: statement.ForChild}, "authors"},
		"alone in a group":       {statement.Contact{ActingFor: statement.ForGroup}, "authors"},
		"too many":               {statement.Contact{ActingFor: statement.ForGroup, Authors: make([]statement.Author, 201)}, "authors"},
		"less than none":         {statement.Contact{ActingFor: statement.ForGroup, Authors: one, Signatures: -1}, "signatures"},
		"more than live here":    {statement.Contact{ActingFor: statement.ForGroup, Signatures: statement.MaxSignatures + 1}, "signatures"},
		"role with NUL":          {statement.Contact{ActingFor: statement.ForCompany, ActingForName: "M", Role: "\x00"}, "role"},
	} {
		var invalid *statement.Invalid
		err := statement.CheckActing(tt.c)
		switch {
		case tt.field == "" && err != nil:
			t.Errorf("%s: got %v, want it taken", name, err)
		case tt.field != "" && (!errors.As(err, &invalid) || len(invalid.Fields) != 1 || invalid.Fields[tt.field] == ""):
			t.Errorf("%s: got %v, want one sentence at %s", name, err, tt.field)
		}
	}
}

func TestWhatAnotherWayOfActingHadIsLeftOut(t *testing.T) {
	full := statement.Contact{ActingForName: "Mühle GmbH", Role: "Vorstand", Authors: []statement.Author{{Name: "Anna"}}, Signatures: 3}
	for acting, want := range map[statement.Acting]statement.Contact{
		statement.ForSelf:    {},
		statement.ForCompany: {ActingForName: full.ActingForName, Role: full.Role},
		statement.ForClients: {Authors: full.Authors, Signatures: 3},
		statement.ForGroup:   {Authors: full.Authors, Signatures: 3},
		statement.ForChild:   {Authors: full.Authors},
		statement.ForOther:   {ActingForName: full.ActingForName},
	} {
		c := full
		c.ActingFor, want.ActingFor = acting, acting
		if got := c.Tidied(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", acting, got, want)
		}
	}
}
