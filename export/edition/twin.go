package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/conc"

	"github.com/einwand/einwand/export/text"
)

// The columns in which the editions of one table differ on purpose: the council reads the place that the author named,
// the wording as received and how a late statement was examined.
var ownTitles = []string{"Bezug", "Stellungnahme", "Prüfung der Verspätung"}

// SharedLabel names the digest of what both editions say alike.
const SharedLabel = "Prüfsumme der gemeinsamen Angaben"

// SharedTitles are the columns that every edition of a table fills alike, in the order of Titles.
func SharedTitles() []string {
	return slices.DeleteFunc(new(Edition).Titles(), func(t string) bool { return slices.Contains(ownTitles, t) })
}

// SharedCells are the cells of a row under SharedTitles. titles are those of the row; one that is missing is an error.
// Before the vote the decision is empty here, whatever the working column of the council's sheet says: ballot tells it.
func SharedCells(titles, cells []string, ballot bool) ([]string, error) {
	shared := SharedTitles()
	out := make([]string, len(shared))
	for i, title := range shared {
		at := slices.Index(titles, title)
		if at < 0 || at >= len(cells) {
			return nil, fmt.Errorf("column %q: %w", title, ErrUnknown)
		}
		if title == DecisionTitle && (ballot || cells[at] == Undecided || cells[at] == NothingToDecide) {
			continue
		}
		out[i] = strings.TrimPrefix(cells[at], "'") // with which a CSV keeps a cell from being a formula
	}
	return out, nil
}

// SharedDigest is the SHA-256 over the shared cells of all rows in order, each with its length before it, as lower-case
// hex. Two editions with the same digest have the same rows with the same proposals, reasons and decisions.
func SharedDigest(rows [][]string) string {
	h := sha256.New()
	fmt.Fprintf(h, "einwand/shared/v1\n%d\n", len(rows))
	for _, cells := range rows {
		for _, c := range cells {
			fmt.Fprintf(h, "%d:%s,", len(c), c)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// sharing makes an edition with its wordings and states the digest. What is digested is made beside it, of the same table
// without wordings and without any font.
func sharing(c *text.Cleaner, build func(c *text.Cleaner, wordings bool) (*Edition, error)) (*Edition, error) {
	var shared string
	var failed error
	var beside conc.WaitGroup // a panic beside is one here
	beside.Go(func() {
		plain, err := build(text.NewCleaner(text.Anything), false)
		if err == nil {
			shared, err = plain.digest()
		}
		failed = err
	})
	e, err := build(c, true)
	beside.Wait()
	if err == nil {
		err = failed
	}
	if err != nil {
		return nil, err
	}
	e.Shared = shared
	return e, nil
}

func (e *Edition) digest() (string, error) {
	var rows [][]string
	for _, s := range e.Sections {
		for _, r := range s.Rows {
			cells, err := SharedCells(e.Titles(), e.Cells(r), e.Ballot)
			if err != nil {
				return "", err
			}
			rows = append(rows, cells)
		}
	}
	return SharedDigest(rows), nil
}
