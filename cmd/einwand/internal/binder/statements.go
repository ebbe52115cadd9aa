package binder

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// statements are all that the register covers, as received, with their receipts and with who wrote them.
func (b *binding) statements(ctx context.Context) error {
	names, err := b.names(ctx)
	if err != nil {
		return err
	}
	for offset := 0; ; {
		list, _, err := b.Statements.List(ctx, b.actor, b.ref, offset, 200)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, item := range list {
			if item.LogIndex < b.register.Size {
				if err := b.statement(ctx, item.Statement, names); err != nil {
					return fmt.Errorf("statement %s: %w", item.Label(), err)
				}
			}
			b.step(1)
		}
		offset += len(list)
	}
}

// names opens who wrote, and logs it, in one go.
func (b *binding) names(ctx context.Context) (map[uuid.UUID]statement.Contact, error) {
	list, err := b.Statements.Contacts(ctx, b.actor, b.ref, statement.UseCaseFile)
	if err != nil {
		return nil, err
	}
	names := map[uuid.UUID]statement.Contact{}
	for _, w := range list {
		names[w.ID] = w.Contact
	}
	return names, nil
}

func (b *binding) statement(ctx context.Context, st statement.Statement, names map[uuid.UUID]statement.Contact) error {
	folder := casefile.Statements + "/" + casefile.CleanName(st.Label()) + "/"
	b.labels[st.ID] = st.Label()
	full, err := b.Statements.ForStaff(ctx, b.actor, b.ref, st.Number)
	if err != nil {
		return err
	}
	if full.Erased {
		return b.file.AddText(folder+"Geloescht.txt", st.Label()+": gelöscht", "Der Inhalt wurde gelöscht. Der Eingang steht im Register.\n")
	}
	b.filed[st.ID] = st
	r, err := b.Statements.ReceiptOwed(ctx, b.ref.Authority, st.ID)
	if err != nil {
		return err
	}
	var sheet bytes.Buffer
	if err := receipt.WritePDF(&sheet, r); err != nil {
		return err
	}
	err = b.addMade(folder+casefile.ReceiptName, st.Label()+": Nachweis des Eingangs", func(w io.Writer) error { return receipt.Write(w, r, sheet.Bytes()) })
	if err != nil {
		return err
	}
	if err := b.file.AddText(folder+casefile.TextName, st.Label()+": Text, wie er einging", string(full.Original)); err != nil {
		return err
	}
	if err := b.file.AddText(folder+"Person.txt", st.Label()+": wer geschrieben hat", person(st, names[st.ID])); err != nil {
		return err
	}
	for n, a := range full.Attachments {
		_, in, err := b.Statements.OpenForStaff(ctx, b.actor, b.ref, full, int64(n+1))
		name := fmt.Sprintf("%sAnhang-%d_%s", folder, n+1, casefile.CleanName(a.FileName))
		if err := b.add(name, st.Label()+": Anhang "+a.FileName, in, err); err != nil {
			return err
		}
	}
	return nil
}

// person is who wrote and how it came, line by line.
func person(st statement.Statement, c statement.Contact) string {
	var out strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s: %s\n", name, value)
		}
	}
	line("Eingangsnummer", st.Label())
	line("Eingegangen", page.DateTime(st.ReceivedAt))
	line("Erfasst", page.DateTime(st.RecordedAt))
	line("Woher die Zeit bekannt ist", st.IntakeNote)
	line("Behörde oder Veranstaltung", st.OfficialName)
	line("Name", c.Name)
	line("Anschrift", statement.Author{Street: c.Street, PostalCode: c.PostalCode, City: c.City}.Address())
	line("E-Mail", c.Mail)
	line("Für", strings.TrimSpace(c.ActingForName+" "+c.Role))
	for _, a := range c.Authors {
		line("Weitere Person", strings.Trim(a.Name+", "+a.Address(), ", "))
	}
	if c.Signatures > 0 {
		line("Auf einer Liste", page.Plural(c.Signatures, "Person", "Personen"))
	}
	if st.WithdrawnAt != nil {
		line("Zurückgezogen", page.DateTime(*st.WithdrawnAt))
	}
	return out.String()
}

// tables are all that were frozen, before the vote and with every decision, for the council and, where there is one, for
// everybody.
func (b *binding) tables(ctx context.Context) error {
	list, err := b.Weighing.Tables(ctx, b.actor, b.ref)
	if err != nil {
		return err
	}
	for i := len(list) - 1; i >= 0; i-- {
		opened, err := b.Weighing.Opening(ctx, b.actor, b.ref, list[i].Number)
		if err != nil {
			return err
		}
		n := list[i].Number
		if err := b.file.Add(b.tableFolder(n)+casefile.OpeningName, fmt.Sprintf("Abwägungstabelle Nr. %d: Daten zum Nachrechnen der Prüfsumme", n), bytes.NewReader(opened)); err != nil {
			return err
		}
		for m := range len(list[i].Decisions) + 1 {
			if err := b.table(ctx, list[i], m); err != nil {
				return fmt.Errorf("table %d with decision %d: %w", list[i].Number, m, err)
			}
		}
	}
	b.step(1)
	return nil
}

// table is table N with decision M in the formats that last.
func (b *binding) table(ctx context.Context, t weighing.TableInfo, m int) error {
	council, err := b.Weighing.CouncilTable(ctx, b.actor, b.ref, t.Number, m)
	if err != nil {
		return err
	}
	for _, f := range []export.Format{export.PDF, export.XLSX} {
		n := export.Name{Table: t.Number, Decision: m, Audience: export.ForCouncil, Slug: b.ref.Slug, Format: f}
		if err := b.addTable(n, func(w io.Writer) error { _, err := export.CouncilFile(w, n, council); return err }); err != nil {
			return err
		}
	}
	if t.Unreleased > 0 {
		return nil
	}
	public, err := b.Weighing.PublicTable(ctx, b.ref, t.Number, m)
	if err != nil {
		return err
	}
	for _, f := range []export.Format{export.PDF, export.XLSX} {
		n := export.Name{Table: t.Number, Decision: m, Audience: export.ForPublic, Slug: b.ref.Slug, Format: f}
		if err := b.addTable(n, func(w io.Writer) error { _, err := export.PublicFile(w, n, public); return err }); err != nil {
			return err
		}
	}
	return nil
}

func (b *binding) addTable(n export.Name, write func(io.Writer) error) error {
	title := fmt.Sprintf("Abwägungstabelle Nr. %d, %s, %s", n.Table, map[export.Audience]string{export.ForCouncil: "für den Rat", export.ForPublic: "öffentlich"}[n.Audience], strings.ToUpper(string(n.Format)))
	if n.Decision > 0 {
		title += fmt.Sprintf(", mit Beschluss Nr. %d", n.Decision)
	}
	return b.addMade(b.tableFolder(n.Table)+n.String(), title, write)
}

func (b *binding) tableFolder(n int) string { return fmt.Sprintf("%s/Tabelle-%d/", casefile.Tables, n) }
