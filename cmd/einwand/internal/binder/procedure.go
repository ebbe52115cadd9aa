package binder

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/export/course"
	"github.com/einwand/einwand/export/notice"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/ledger"
)

// addMade is add for a file that is laid out here.
func (b *binding) addMade(name, title string, make func(io.Writer) error) error {
	var data bytes.Buffer
	if err := make(&data); err != nil {
		return err
	}
	return b.file.Add(name, title, &data)
}

func (b *binding) course(context.Context) error {
	defer b.step(1)
	return b.addMade("1_Verfahren/Verlauf.pdf", "Verlauf des Verfahrens", func(w io.Writer) error {
		return course.WritePDF(w, b.town, b.view, b.Now())
	})
}

// documents are those of every round that was published, byte for byte, with the list whose hash the register has.
func (b *binding) documents(ctx context.Context) error {
	defer b.step(1)
	all, err := b.Procedures.AllDocuments(ctx, b.actor, b.ref)
	if err != nil {
		return err
	}
	for n, r := range b.view.Rounds {
		if r.PublishedAt == nil {
			continue
		}
		folder := fmt.Sprintf("2_Unterlagen/%02d_%s/", n+1, casefile.CleanName(r.Title()))
		if err := b.file.AddText(folder+casefile.DocumentsName, r.Title()+": Liste der Unterlagen", procedure.ManifestText(all[r.ID])); err != nil {
			return err
		}
		for _, d := range all[r.ID] {
			in, err := b.Procedures.OpenDocument(ctx, d)
			name := fmt.Sprintf("%s%02d_%s", folder, d.Position, casefile.CleanName(d.FileName))
			if err := b.add(name, r.Title()+": "+d.Title, in, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// noticeWords name the folders of the notices.
var noticeWords = map[procedure.AnnouncementKind]string{
	procedure.NoticeInitiation: "Aufstellungsbeschluss", procedure.Notice13a: "Verfahren nach 13a", procedure.NoticePublication: "Veröffentlichung",
	procedure.NoticeExtension: "Verlängerung", procedure.NoticeInForce: "Inkrafttreten", procedure.NoticeResult: "Ergebnis",
}

// notices are all versions of all announcements: the text as the register has it, the sheet, and the scan of the paper.
func (b *binding) notices(ctx context.Context) error {
	defer b.step(1)
	for n, a := range b.view.Notices {
		folder := fmt.Sprintf("3_Bekanntmachungen/%02d_%s_Fassung-%d/", n+1, casefile.CleanName(noticeWords[a.Kind]), a.Version)
		title := noticeWords[a.Kind] + ": " + a.Medium + ", " + a.Issue + ", wirksam am " + page.PlainDate(a.EffectiveOn)
		if err := b.file.AddText(folder+"Bekanntmachung.txt", title+", Text", a.Body); err != nil {
			return err
		}
		err := b.addMade(folder+"Bekanntmachung.pdf", title, func(w io.Writer) error {
			return notice.WritePDF(w, notice.Notice{Authority: b.town, Text: a.Body, Area: b.view.AreaGeoJSON, At: a.RecordedAt,
				Evidence: "Erschienen: " + a.Medium + ", " + a.Issue + ", wirksam am " + page.PlainDate(a.EffectiveOn) + "."})
		})
		if err != nil {
			return err
		}
		if a.Correction != "" {
			if err := b.file.AddText(folder+"Warum-diese-Fassung.txt", title+", Grund der Fassung", a.Correction+"\n"); err != nil {
				return err
			}
		}
		if a.ScanName != "" {
			in, err := b.Procedures.OpenScan(ctx, b.actor, b.ref, a)
			if err := b.add(folder+"Nachweis"+path.Ext(casefile.CleanName(a.ScanName)), title+", Nachweis", in, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// bodies are the letters to the public bodies as they were sent, and what came back.
func (b *binding) bodies(ctx context.Context) error {
	defer b.step(1)
	for n, r := range b.view.Rounds {
		if !r.Kind.ForBodies() {
			continue
		}
		table, err := b.Bodies.Table(ctx, b.actor, b.ref, r.ID)
		if err != nil {
			return err
		}
		folder := fmt.Sprintf("4_Behoerden/%02d_%s/", n+1, casefile.CleanName(r.Title()))
		if err := b.addMade(folder+"Uebersicht.csv", r.Title()+": wer gefragt wurde und geantwortet hat", func(w io.Writer) error { return overview(w, table.Lines) }); err != nil {
			return err
		}
		for _, l := range table.Lines {
			if l.SentAt == nil {
				continue
			}
			name := fmt.Sprintf("%s%03d_Schreiben.txt", folder, l.Number)
			if err := b.file.AddText(name, r.Title()+": Schreiben an "+l.Name, l.Subject+"\n\n"+l.Text); err != nil {
				return err
			}
		}
	}
	return nil
}

func overview(w io.Writer, lines []bodies.Line) error {
	out := csv.NewWriter(w)
	out.Comma = ';'
	rows := [][]string{{"Nr.", "Behörde", "Weg", "Versendet", "Zugang", "Frist", "Erinnert", "Antworten"}}
	for _, l := range lines {
		row := []string{strconv.Itoa(l.Number), l.Name, map[bodies.Channel]string{bodies.ByMail: "E-Mail", bodies.ByLetter: "Brief"}[l.Channel], "", "", "", "", ""}
		if l.SentAt != nil {
			row[3] = page.ShortDateTime(*l.SentAt)
		}
		if l.ReceivedOn != nil {
			row[4] = page.PlainDate(*l.ReceivedOn)
		}
		if l.DueOn != nil {
			row[5] = page.PlainDate(*l.DueOn)
		}
		var reminded, replies []string
		for _, m := range l.Reminders {
			reminded = append(reminded, page.ShortDateTime(m.SentAt))
		}
		for _, a := range l.Replies {
			words := "ohne Bedenken"
			if a.Kind == bodies.WithText {
				words = a.Label()
			}
			replies = append(replies, words+", "+page.ShortDateTime(a.ReceivedAt))
		}
		row[6], row[7] = strings.Join(reminded, "; "), strings.Join(replies, "; ")
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write overview of bodies: %w", err)
	}
	return nil
}

// window is how many entries of the register are read at once.
const window = 2000

// log copies the register up to the checkpoint that was signed when the file was begun.
func (b *binding) log(ctx context.Context) error {
	defer b.step(1)
	if err := b.file.AddText(casefile.CheckpointName, "Unterschriebener Stand des Registers", b.register.Note); err != nil {
		return err
	}
	in, out := io.Pipe()
	go func() { out.CloseWithError(b.copyLog(ctx, out)) }()
	return b.add(casefile.RegisterName, fmt.Sprintf("Register, %d Einträge", b.register.Size), in, nil)
}

func (b *binding) copyLog(ctx context.Context, w io.Writer) error {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	return ledger.Snapshot(ctx, b.Pool, b.ref.Authority, func(tx pgx.Tx) error {
		for from := int64(0); from < b.register.Size; {
			leaves, err := ledger.Leaves(ctx, tx, b.ref.ID, from, int(min(window, b.register.Size-from)))
			if err != nil {
				return err
			}
			if len(leaves) == 0 {
				return fmt.Errorf("entry %d of %d is not there: %w", from, b.register.Size, ledger.ErrBeyondTree)
			}
			for _, l := range leaves {
				if err := lines.Encode(casefile.Entry{Index: l.Index, Entry: string(l.Data)}); err != nil {
					return err
				}
			}
			from = leaves[len(leaves)-1].Index + 1
		}
		return nil
	})
}
