package weighing

import (
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/statement"
)

// represented files what a representative sends for two clients, with a mandate and a list of signatures.
func (h *house) represented() statement.Statement {
	h.Helper()
	ctx, lawyer := h.Context(), h.resident("Rosa", "Kranich")
	lawyer.AuthnAt = h.now
	d, err := h.statements.Open(ctx, lawyer, h.ref)
	h.must(err)
	_, err = h.statements.SaveText(ctx, lawyer, h.ref, d.Version, []byte("Meine Mandantin Anna Amsel, Am Weg 1, und Bert Dohle sind dagegen."), d.Reference)
	h.must(err)
	for purpose, name := range map[statement.Purpose]string{statement.Mandate: "Vollmacht_Amsel.txt", statement.Signatures: "Liste_Dohle.txt"} {
		_, err = h.statements.AttachAs(ctx, lawyer, h.ref, purpose, name, strings.NewReader("Hiermit bevollmächtige ich"))
		h.must(err)
	}
	_, err = h.statements.Attach(ctx, lawyer, h.ref, "Plan.txt", strings.NewReader("So geht es besser"))
	h.must(err)
	_, err = h.statements.SaveContact(ctx, lawyer, h.ref, statement.Contact{ActingFor: statement.ForClients, ReplyBy: "mail", Mail: "kanzlei@post.example",
		Authors: []statement.Author{{Name: "Anna Amsel", Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück"}, {Name: "Bert Dohle"}}, Signatures: 3})
	h.must(err)
	st, err := h.statements.File(ctx, lawyer, h.ref, d.ID, h.now)
	h.must(err)
	return st
}

// TestMandateIsNoArgument: neither a mandate nor a list of signatures is a row of any table, nor is the name of its file.
func TestMandateIsNoArgument(t *testing.T) {
	h := openHouse(t)
	st := h.represented()
	d := h.open(st)
	var names []string
	for _, p := range d.Parts {
		names = append(names, p.Text)
	}
	if len(d.Parts) != 2 || d.Parts[1].Text != "Anlage 1: Plan.txt" {
		t.Errorf("got the parts %q, want the text and the one file of content", names)
	}
	h.answer(st, CodeReject, "Anna Amsel", "Am Weg 1", "Bert Dohle")
	h.closeRound()
	h.freeze()
	council, err := h.weighing.CouncilTable(t.Context(), h.member, h.ref, 1, 0)
	h.must(err)
	public, err := h.weighing.PublicTable(t.Context(), h.ref, 1, 0)
	h.must(err)
	for _, r := range council.Rows {
		if strings.Contains(r.Wording+r.Label, "Vollmacht") || strings.Contains(r.Wording, "Liste") {
			t.Errorf("the council reads %q", r.Wording)
		}
	}
	for _, r := range public.Rows {
		for _, name := range []string{"Amsel", "Dohle", "Am Weg", "Kranich", "Vollmacht", "Liste"} {
			if strings.Contains(r.ReleasedWording+r.Label+r.Reference, name) {
				t.Errorf("the public reads %q in %+v", name, r)
			}
		}
	}
	if council.Head.Persons != 5 || council.Head.Statements != 1 {
		t.Errorf("got %d persons on %d statements, want two clients and three on a list, on one", council.Head.Persons, council.Head.Statements)
	}
	if r := h.verify(); len(r.Findings) > 0 {
		t.Errorf("got %v, want a table that re-derives", r.Findings)
	}
}

// TestResultIsOwedToEveryAuthor: § 3 Abs. 2 S. 7 BauGB counts persons, not letters.
func TestResultIsOwedToEveryAuthor(t *testing.T) {
	h := openHouse(t)
	h.represented()
	h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu laut."), Contact: statement.Contact{Name: "Mara Hoffmann", Mail: "mara@post.example",
		ActingFor: statement.ForGroup, Authors: []statement.Author{{Name: "Carl"}, {Name: "Dora"}}}})
	h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Ohne Anschrift."), Contact: statement.Contact{Name: "Namenlos",
		ActingFor: statement.ForGroup, Authors: []statement.Author{{Name: "Eva"}}}})
	if got := h.filers(); got != 8 {
		t.Errorf("got %d owed a result, want five of the representative's and three of the letter's", got)
	}
}

// TestSuggestionsKnowEverybodyBehindAStatement: whoever reads only the name of the one who sent it misses the clients'.
func TestSuggestionsKnowEverybodyBehindAStatement(t *testing.T) {
	h := openHouse(t)
	st := h.represented()
	list, err := h.weighing.Suggestions(t.Context(), h.planner, h.ref, h.open(st).Parts[0].ID)
	h.must(err)
	found := map[string]Trait{}
	for _, s := range list {
		found[s.Term] = s.Trait
	}
	for term, trait := range map[string]Trait{"Anna Amsel": TraitName, "Amsel": TraitName, "Bert Dohle": TraitName, "Dohle": TraitName, "Am Weg 1": TraitAddress} {
		if found[term] != trait {
			t.Errorf("%s: got %q, want %q", term, found[term], trait)
		}
	}
}
