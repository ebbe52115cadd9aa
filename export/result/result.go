package result

import (
	"fmt"
	"io"
	"time"

	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/weighing"
)

// Notice is what an author is told.
type Notice struct {
	Authority  identity.Authority
	Answers    string // who answers questions; may be empty
	Phone      string
	Page       string // address of the page with the decided table for everybody
	Statements []Statement
	At         time.Time // day of the letter, and creation of the file
}

// Statement is one statement with its result.
type Statement struct {
	Label      string // "BP47-0068"
	ReceivedAt time.Time
	Timely     bool
	Result     weighing.Result
}

// Letter is a notice that goes by post.
type Letter struct {
	Notice
	To []string // name and address, one on a line
}

// WritePDF writes a notice in A4. Nothing is written unless the whole file could be made. Errors: those of
// edition.CodeText and tagged.Document.Write, or that of w.
func WritePDF(w io.Writer, n Notice) error {
	set, err := fonts.Load()
	if err != nil {
		return err
	}
	p := &page{paper.New(set)}
	p.head(n)
	if err := p.notice(n); err != nil {
		return fmt.Errorf("PDF of result of %s: %w", n.numbers(), err)
	}
	file, err := p.Draw(paper.Meta{Title: n.title() + " " + n.numbers(), Foot: n.foot(), At: n.At})
	if err != nil {
		return fmt.Errorf("PDF of result of %s: %w", n.numbers(), err)
	}
	return deliver(w, file, "result of "+n.numbers())
}

// WriteLetters writes letters into one file, for the printer. Its errors are those of WritePDF.
func WriteLetters(w io.Writer, title string, list []Letter, at time.Time) error {
	set, err := fonts.Load()
	if err != nil {
		return err
	}
	letters := paper.NewLetters(set)
	p := &page{letters.Paper}
	for _, l := range list {
		letters.Begin(l.head())
		p.Say(paper.Subject, l.title())
		p.Gap(6)
		p.Say(paper.Body, "Guten Tag,")
		p.Gap(6)
		if err := p.notice(l.Notice); err != nil {
			return fmt.Errorf("letter about %s: %w", l.numbers(), err)
		}
	}
	file, err := letters.Draw(paper.Meta{Title: title, At: at})
	if err != nil {
		return fmt.Errorf("PDF of %d letters: %w", len(list), err)
	}
	return deliver(w, file, fmt.Sprintf("%d letters", len(list)))
}

func deliver(w io.Writer, file io.WriterTo, what string) error {
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("deliver PDF of %s: %w", what, err)
	}
	return nil
}
