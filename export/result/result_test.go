package result_test

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/result"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

var day = time.Date(2026, 12, 18, 9, 0, 0, 0, time.UTC)

// stated is what became of the rows with these numbers.
func stated(label string, numbers ...string) result.Statement {
	t := exporttest.Decided(exporttest.Council())
	d := t.Decision
	s := result.Statement{Label: label, Result: weighing.Result{Head: t.Head}}
	for _, row := range t.Rows {
		for _, n := range numbers {
			if row.Number == n {
				row.Answers = nil
				s.Timely, s.ReceivedAt = row.Timely, row.Received
				s.Result.Points = append(s.Result.Points, weighing.ResultPoint{CouncilRow: row, Outcome: d.Items[row.ID],
					Decision: weighing.Resolution{Number: d.Number, Body: d.Body, MeetingOn: d.MeetingOn, AgendaItem: "TOP 7"}})
			}
		}
	}
	return s
}

func notice(list ...result.Statement) result.Notice {
	return result.Notice{Authority: identity.Authority{Name: "Stadt Auenbrück", Office: "Fachbereich Stadtplanung", Street: "Rathausplatz 1", PostalCode: "59999",
		City: "Auenbrück", Phone: "02999 123-456", Mail: "planung@auenbrueck.example", DecidingBody: "Rat"},
		Answers: "Jana Wirth", Page: "https://einwand.example/verfahren/bp-39/ergebnis", Statements: list, At: day}
}

func pdfOf(t testing.TB, n result.Notice) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := result.WritePDF(&b, n); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func lettersOf(t testing.TB, list ...result.Letter) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := result.WriteLetters(&b, "Briefe", list, day); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// words is the text of a PDF without white space: where lines break does not matter.
func words(t testing.TB, pdf []byte) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return squeeze(string(out))
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '-' {
			return -1
		}
		return r
	}, s)
}

func TestEveryPointSaysWhatWasDecided(t *testing.T) {
	open := stated("BP39-0029", "B-029.1")
	for name, tt := range map[string]struct {
		s        result.Statement
		has, not []string
	}{
		"as proposed": {stated("BP39-0027", "B-027.1"), []string{"Ergebnis der Prüfung Ihrer Stellungnahme", "Verfahren Bebauungsplan Nr. 39 „Bahnhofsquartier“",
			"Ihre Stellungnahme BP39-0027", "Entschieden Rat der Stadt Auenbrück, Sitzung am 10. Dezember 2026, TOP 7", "Abwägungstabelle Nr. 2, Beschluss Nr. 1",
			"Prüfsumme der Tabelle: 7c04 e1b9 …", "Punkt B-027.1: Höhe und Gestalt", "Das Eckgebäude ist mit fünf Geschossen zu hoch", "Beschluss Wird gefolgt",
			"Begründung Die Verschattung der Wohnhäuser", "Änderung am Plan Planzeichnung: 4 statt 5 Geschosse", "(§ 3 Absatz 2 Satz 6 Baugesetzbuch)",
			"Es ist kein Bescheid.", "Fragen beantwortet: Jana Wirth, Telefon 02999 123-456", "https://einwand.example/verfahren/bp-39/ergebnis"},
			[]string{"vertagt", "Klage", "Widerspruch", "Rechtsbehelf", "Gremium „Rat“"}},
		"plan stays":  {stated("BP39-0028", "B-028.1"), []string{"Beschluss Wird nicht gefolgt", "Änderung am Plan keine"}, nil},
		"deviating":   {stated("BP39-0028", "B-028.2"), []string{"Beschluss Wird gefolgt Alle sieben Linden werden als zu erhalten festgesetzt."}, []string{"Fünf der sieben Linden", "Begründung", "2 weitere Bäume"}},
		"postponed":   {open, []string{"Beschluss Vertagt: Darüber ist noch nicht entschieden.", "Ein Punkt ist vertagt."}, []string{"Gehrecht", "Begründung", "Änderung am Plan"}},
		"late":        {stated("BP39-0060", "B-060.1"), []string{"nach Ende der Frist", "Geprüft nach § 4a Abs. 5 BauGB: kann unberücksichtigt bleiben.", "Bleibt unberücksichtigt (§ 4a Abs. 5 BauGB)"}, []string{"Jana Wirth)", "Der Hinweis steht schon"}},
		"excused":     {stated("BP39-0061", "B-061.1"), []string{"Dazu war nichts zu beschließen", "Bitte streichen Sie die Stellplätze", "Grund: Zurückgezogen am 20.11.2026"}, []string{"Beschluss Wird"}},
		"public body": {stated("BP39-0011", "A-11.1"), []string{"Hinweis 4: Immissionen aus dem Bahnbetrieb", "Bezug Festsetzung 9.1"}, []string{"Satz 6"}},
	} {
		got := words(t, pdfOf(t, notice(tt.s)))
		for _, w := range tt.has {
			if !strings.Contains(got, squeeze(w)) {
				t.Errorf("%s lacks %q", name, w)
			}
		}
		for _, w := range tt.not {
			if strings.Contains(got, squeeze(w)) {
				t.Errorf("%s says %q", name, w)
			}
		}
	}
}

// TestGreetingIsNeitherOpenNorMute: a row without a proposal is not put off with the others, and what the body decided on
// it is not lost.
func TestGreetingIsNeitherOpenNorMute(t *testing.T) {
	own := weighing.Outcome{Kind: weighing.Deviating, Code: weighing.CodeFollow, Text: "Der Weg wird verlegt."}
	for name, tt := range map[string]struct {
		o        weighing.Outcome
		has, not []string
	}{
		"put off":    {weighing.Outcome{Kind: weighing.Postponed}, []string{"Dazu war nichts zu beschließen", "Grund: Zurückgezogen"}, []string{"vertagt"}},
		"unrecorded": {weighing.Outcome{}, []string{"Dazu war nichts zu beschließen"}, []string{"vertagt"}},
		"decided on": {own, []string{"Punkt B-061.1", "Beschluss Wird gefolgt Der Weg wird verlegt."}, []string{"nichts zu beschließen", "vertagt"}},
	} {
		s := stated("BP39-0027", "B-027.1", "B-061.1")
		s.Result.Points[1].Outcome = tt.o
		got := strings.ToLower(words(t, pdfOf(t, notice(s))))
		for _, w := range tt.has {
			if !strings.Contains(got, strings.ToLower(squeeze(w))) {
				t.Errorf("%s: lacks %q", name, w)
			}
		}
		for _, w := range tt.not {
			if strings.Contains(got, strings.ToLower(squeeze(w))) {
				t.Errorf("%s: says %q", name, w)
			}
		}
	}
}

// TestNoticeHoldsNoWordOfAnybodyElse: neither in what is seen nor in what a program finds in the file.
func TestNoticeHoldsNoWordOfAnybodyElse(t *testing.T) {
	all := exporttest.Council()
	own := map[string]bool{"B-028.1": true, "B-028.2": true}
	pdf := pdfOf(t, notice(stated("BP39-0028", "B-028.1", "B-028.2")))
	root, wrong := exporttest.CheckPDF(pdf)
	if len(wrong) > 0 {
		t.Fatalf("got %q", wrong)
	}
	seen := squeeze(root.Text()) + words(t, pdf)
	for _, row := range all.Rows {
		for _, w := range []string{row.Number, row.Wording[:min(30, len(row.Wording))]} {
			if strings.Contains(seen, squeeze(w)) != own[row.Number] {
				t.Errorf("%q of row %s: got it printed %t", w, row.Number, !own[row.Number])
			}
		}
	}
	if strings.Contains(seen, "Baumeister") {
		t.Error("names a member of the body")
	}
}

func letter(n result.Notice, to ...string) result.Letter { return result.Letter{Notice: n, To: to} }

func TestEachLetterIsForOneAuthor(t *testing.T) {
	first, second := stated("BP39-0027", "B-027.1"), stated("BP39-0028", "B-028.1", "B-028.2")
	pdf := lettersOf(t, letter(notice(first), "Anna Amsel", "Am Weg 1", "59999 Auenbrück"), letter(notice(second, first), "Bert Dohle", "59999 Auenbrück"))
	if _, wrong := exporttest.CheckPDF(pdf); len(wrong) > 0 {
		t.Fatalf("got %q", wrong)
	}
	got := words(t, pdf)
	for _, w := range []string{"Stadt Auenbrück · Rathausplatz 1 · 59999 Auenbrück", "Anna Amsel Am Weg 1 59999 Auenbrück", "Datum: 18. Dezember 2026", "Ihre Nummer: BP39-0027",
		"Ergebnis zu BP39-0027 · Seite 1 von 1", "Ergebnis der Prüfung Ihrer Stellungnahmen", "Ergebnis zu BP39-0028, BP39-0027 · Seite 2 von 2"} {
		if !strings.Contains(got, squeeze(w)) {
			t.Errorf("lacks %q", w)
		}
	}
	if a, b := strings.Index(got, "BertDohle"), strings.Index(got, squeeze("Das Eckgebäude ist mit fünf")); a < 0 || b < 0 || b > a {
		t.Errorf("the letters are not in their order: %d, %d", a, b)
	}
}

func TestSameNoticeSameBytes(t *testing.T) {
	n := notice(stated("BP39-0028", "B-028.1", "B-028.2"))
	if !bytes.Equal(pdfOf(t, n), pdfOf(t, n)) || !bytes.Equal(lettersOf(t, letter(n, "Anna")), lettersOf(t, letter(n, "Anna"))) {
		t.Error("got other bytes for the same notice")
	}
}

// TestPaperCanBeReadAloud with texts that break documents.
func TestPaperCanBeReadAloud(t *testing.T) {
	s := stated("BP39-0027", "B-027.1")
	for i, nasty := range exporttest.Nasty {
		pt := s.Result.Points[0]
		pt.Number, pt.Wording, pt.Reasoning, pt.PlanChange, pt.Topic = fmt.Sprintf("B-027.%d", i+2), nasty, nasty, nasty, nasty
		s.Result.Points = append(s.Result.Points, pt)
		pt.Outcome = weighing.Outcome{Kind: weighing.Deviating, Code: weighing.CodeFollow, Text: nasty}
		s.Result.Points = append(s.Result.Points, pt)
	}
	for name, pdf := range map[string][]byte{"notice": pdfOf(t, notice(s)), "letter": lettersOf(t, letter(notice(s), exporttest.Nasty...))} {
		root, wrong := exporttest.CheckPDF(pdf)
		if len(wrong) > 0 {
			t.Fatalf("%s: %q", name, wrong)
		}
		if n := len(root.All("Table")); n < len(exporttest.Nasty) {
			t.Errorf("%s: got %d tables, want one for each point", name, n)
		}
	}
}

func TestUnknownOutcomeIsRefused(t *testing.T) {
	s := stated("BP39-0027", "B-027.1")
	s.Result.Points[0].Outcome.Code = "maybe"
	var b bytes.Buffer
	if err := result.WritePDF(&b, notice(s)); !errors.Is(err, edition.ErrUnknown) || b.Len() > 0 {
		t.Errorf("got %v and %d bytes, want ErrUnknown and none", err, b.Len())
	}
	s.Result.Points[0].Outcome.Kind = "maybe"
	if err := result.WriteLetters(&b, "Briefe", []result.Letter{letter(notice(s))}, day); !errors.Is(err, edition.ErrUnknown) || b.Len() > 0 {
		t.Errorf("got %v and %d bytes, want ErrUnknown and none", err, b.Len())
	}
	s.Result.Points[0].Code = ""
	if err := result.WritePDF(&b, notice(s)); !errors.Is(err, edition.ErrUnknown) || b.Len() > 0 {
		t.Errorf("without a proposal: got %v and %d bytes, want ErrUnknown and none", err, b.Len())
	}
}

func TestWhoWroteTwiceGetsOneLetter(t *testing.T) {
	anna, bert := uuid.New(), uuid.New()
	home := statement.Contact{Name: "Anna Amsel", Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück"}
	moved := home
	moved.Street = "Neuer Weg 2"
	of := func(number int64, party uuid.UUID, c statement.Contact) result.Addressed {
		return result.Addressed{Correspondent: statement.Correspondent{Statement: statement.Statement{Prefix: "BP39", Number: number, Party: party}, Contact: c},
			Result: stated("x", "B-027.1").Result}
	}
	letters := result.Letters(notice(), []result.Addressed{of(1, anna, home), of(2, bert, home), of(3, anna, home), of(4, anna, moved)})
	var got []string
	for _, l := range letters {
		var numbers []string
		for _, s := range l.Statements {
			numbers = append(numbers, s.Label)
		}
		got = append(got, strings.Join(numbers, "+")+" "+l.To[1])
	}
	want := []string{"BP39-0001+BP39-0003 Am Weg 1", "BP39-0002 Am Weg 1", "BP39-0004 Neuer Weg 2"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAddressIsWrittenForThePost(t *testing.T) {
	place := statement.Contact{Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück"}
	person, company, before := place, place, place
	person.Name = "ANNA AMSEL"
	company.Name, company.ActingFor, company.ActingForName = "Bert Dohle", statement.ForCompany, "Mühle GmbH"
	before.ActingFor, before.ActingForName, before.PostalCode = statement.ForCompany, "Mühle GmbH", ""
	for name, tt := range map[string]struct {
		official string
		c        statement.Contact
		want     string
	}{
		"person":                      {"", person, "Anna Amsel|Am Weg 1|59999 Auenbrück"},
		"company":                     {"", company, "Mühle GmbH|Bert Dohle|Am Weg 1|59999 Auenbrück"},
		"company without a person":    {"", before, "Mühle GmbH|Am Weg 1|Auenbrück"},
		"public body":                 {"Wasserverband", place, "Wasserverband|Am Weg 1|59999 Auenbrück"},
		"public body under that name": {"Wasserverband", statement.Contact{Name: "Wasserverband", City: "Auenbrück"}, "Wasserverband|Auenbrück"},
	} {
		list := result.Letters(notice(), []result.Addressed{{Correspondent: statement.Correspondent{Statement: statement.Statement{OfficialName: tt.official}, Contact: tt.c},
			Result: stated("x", "B-027.1").Result}})
		if got := strings.Join(list[0].To, "|"); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}
