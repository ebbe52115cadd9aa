package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/twin"
)

// verifyTwins compares two editions of one table, without a database.
func (p program) verifyTwins(f verifyFlags) error {
	var tables [2]twin.Table
	for i, name := range f.twins {
		data, err := os.ReadFile(name)
		if err != nil {
			return misused("Die Datei %s ist nicht zu lesen: %v", name, err)
		}
		if tables[i], err = twin.Read(data); err != nil {
			return misused("%s ist keine Abwägungstabelle als XLSX oder CSV, wie einwand sie ausgibt: %v", name, err)
		}
	}
	differences := twin.Compare(tables[0], tables[1])
	for _, d := range differences {
		fmt.Fprintln(p.stdout, twinWords(d))
	}
	if len(differences) == 0 {
		fmt.Fprintf(p.stdout, "Beide Fassungen haben dieselben Zeilen.\nPrüfsumme der gemeinsamen Angaben: %s\n", tables[0].Digest())
	}
	fmt.Fprintf(p.stdout, "%s geprüft, %s\n", page.Plural(max(len(tables[0].Rows), len(tables[1].Rows)), "Zeile", "Zeilen"), deviations(int64(len(differences))))
	if len(differences) > 0 {
		return errDeviates
	}
	return nil
}

func twinWords(d twin.Difference) string {
	switch {
	case d.Misnamed:
		return "Eine der Dateien nennt auf dem Blatt „Angaben“ eine andere Prüfsumme der gemeinsamen Angaben, als ihre Zeilen ergeben."
	case d.Titles == nil:
		return fmt.Sprintf("Zeile %d, Nr. %s, steht nur in einer der beiden Dateien.", d.Line, d.Number)
	}
	return fmt.Sprintf("Zeile %d, Nr. %s: verschieden in %s.", d.Line, d.Number, strings.Join(d.Titles, ", "))
}
