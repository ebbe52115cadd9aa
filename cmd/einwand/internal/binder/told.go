package binder

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/weighing"
)

// toldName is the list of who was told the result. Each act in it is an entry of the register, with how many it told.
const toldName = noticesFolder + "Mitteilungen.csv"

// told is the list of who was told the result, when and how, as far as the register of the file goes; that a statement was
// erased takes nothing from it.
func (b *binding) told(ctx context.Context) error {
	list, err := b.Weighing.Notices(ctx, b.actor, b.ref)
	if err != nil {
		return err
	}
	rows := [][]string{{"Eingangsnummer", "Tabelle", "Beschluss", "Weg", "Mitgeteilt am", "Festgehalten", "Eintrag im Register"}}
	for _, n := range list {
		if n.LogIndex < b.register.Size {
			rows = append(rows, []string{b.labels[n.Statement], strconv.Itoa(n.Table), strconv.Itoa(n.Decision), wayWords(n), page.PlainDate(n.On),
				page.ShortDateTime(n.NotedAt), strconv.FormatInt(n.LogIndex, 10)})
		}
	}
	return b.addMade(toldName, "Mitteilungen des Ergebnisses: wem, wann und auf welchem Weg", func(w io.Writer) error {
		out := csv.NewWriter(w)
		out.Comma = ';'
		if err := out.WriteAll(rows); err != nil {
			return fmt.Errorf("write notices of the result: %w", err)
		}
		return nil
	})
}

func wayWords(n weighing.ResultNotice) string {
	words := map[weighing.Way]string{weighing.ByPost: "Brief", weighing.ByMail: "E-Mail"}[n.Way]
	switch {
	case n.Unsent:
		words += ", noch nicht übergeben"
	case n.Lapsed:
		words += ", nicht geschickt: inzwischen gelöscht, zurückgezogen oder durch eine spätere ersetzt"
	}
	return words
}
