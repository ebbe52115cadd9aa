package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const verifyUsage = `einwand verify --receipt DATEI.zip --key SCHLÜSSEL
einwand verify --casefile AKTE.zip --key SCHLÜSSEL
einwand verify --twins RAT.xlsx --twins OEFFENTLICH.xlsx
einwand verify [--config DATEI | --data ORDNER] [--checkpoint DATEI ...] [--key SCHLÜSSEL]

Prüft einen digitalen Nachweis oder eine Verfahrensakte ohne Datenbank und ohne Netz, oder ob zwei Fassungen einer Abwägungstabelle dieselben
Zeilen haben, oder leitet alles, was in der Datenbank steht, neu her: Register, Stellungnahmen, Unterlagen,
Abwägungstabellen, Beschlüsse und Mitteilungen des Ergebnisses. Die letzte Zeile ist die Zahl. Das Programm endet
mit 0, wenn alles stimmt, mit 1 bei Abweichungen, mit 2 bei falschen Angaben.

  --receipt DATEI     die ZIP-Datei des Nachweises
  --casefile DATEI    eine Verfahrensakte: Unterschrift, jede Datei, jeder Nachweis, und das Register darin
  --key SCHLÜSSEL     der öffentliche Schlüssel, aus der Bekanntmachung oder von der Seite /pruefschluessel;
                      ohne Angabe gilt für die Datenbank der Schlüssel der Installation
  --twins DATEI       zweimal: die Fassung für den Rat und die öffentliche, als XLSX oder CSV
  --checkpoint DATEI  ein Prüfpunkt von außerhalb, zum Beispiel aus einer Abwägungstabelle; mehrmals möglich.
                      Nur damit fällt auf, dass ein Register samt seinen Prüfpunkten verkürzt wurde.
  --config DATEI      die Einstellungen der Installation
  --data ORDNER       der Datenordner einer Demo
`

// errDeviates ends the command with 1 after its findings are printed.
var errDeviates = errors.New("Die Prüfung hat Abweichungen ergeben.")

// verifyFlags are the arguments as they were typed.
type verifyFlags struct {
	receipt, key string
	casefile     string
	checkpoints  fileList
	twins        fileList
	config, data string
}

// fileList is an argument that may be given several times.
type fileList []string

func (l *fileList) String() string { return strings.Join(*l, ", ") }

// Set implements flag.Value.
func (l *fileList) Set(name string) error {
	*l = append(*l, name)
	return nil
}

// own adds the arguments that only this command has.
func (f *verifyFlags) own(set *flag.FlagSet) {
	set.StringVar(&f.receipt, "receipt", "", "")
	set.StringVar(&f.casefile, "casefile", "", "")
	set.StringVar(&f.key, "key", "", "")
	set.Var(&f.checkpoints, "checkpoint", "")
	set.Var(&f.twins, "twins", "")
}

// runVerify is "einwand verify".
func runVerify(ctx context.Context, p program, args []string) error {
	f, err := parseVerifyFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		_, err := io.WriteString(p.stdout, verifyUsage)
		return err
	}
	if err != nil {
		return err
	}
	if f.receipt != "" {
		return p.verifyReceipt(f)
	}
	if f.casefile != "" {
		return p.verifyCasefile(f)
	}
	if f.twins != nil {
		return p.verifyTwins(f)
	}
	return p.verifyDatabase(ctx, f, args)
}

func parseVerifyFlags(args []string) (verifyFlags, error) {
	var f verifyFlags
	set := flag.NewFlagSet("verify", flag.ContinueOnError)
	set.SetOutput(io.Discard) // its messages are English
	f.own(set)
	set.StringVar(&f.config, "config", "", "")
	set.StringVar(&f.data, "data", "", "")
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return f, err
	case err != nil:
		return f, misused("Die Angaben sind nicht zu lesen: eine ist unbekannt, oder ihr Wert fehlt.\n" +
			"Möglich sind: --receipt, --casefile, --key, --twins, --checkpoint, --config, --data mit je einem Wert.")
	case set.NArg() > 0:
		return f, misused("„%s“ gehört zu keiner Angabe.", set.Arg(0))
	}
	return f, f.check()
}

func (f verifyFlags) check() error {
	if f.key != "" {
		if _, err := note.NewVerifier(f.key); err != nil {
			return misused("„%s“ ist kein Schlüssel. --key erwartet ihn vollständig, zum Beispiel „auenbrueck.example+1a2b3c4d+…“.", f.key)
		}
	}
	switch {
	case f.twins != nil && (len(f.twins) != 2 || f.receipt != "" || f.casefile != "" || f.key != "" || f.config != "" || f.data != "" || f.checkpoints != nil):
		return misused("--twins steht allein und genau zweimal: --twins RAT.xlsx --twins OEFFENTLICH.xlsx")
	case f.receipt == "" && f.casefile == "":
		return nil
	case f.receipt != "" && f.casefile != "":
		return misused("--receipt und --casefile stehen nicht zusammen: Prüfen Sie eines nach dem anderen.")
	case f.key == "":
		return misused("Es fehlt --key: der öffentliche Schlüssel aus der Bekanntmachung oder von der Seite /pruefschluessel.\n" +
			"Nehmen Sie ihn nicht aus einer Datei, die mit dem Nachweis oder der Akte zusammen kam.")
	case f.config != "" || f.data != "" || len(f.checkpoints) > 0:
		return misused("--receipt und --casefile prüfen ohne Datenbank und stehen nur mit --key.")
	}
	return nil
}

// verifyDatabase prepares what verifyAll needs. It makes nothing that is not there: a new key would fit no register.
func (p program) verifyDatabase(ctx context.Context, f verifyFlags, args []string) error {
	checkpoints, err := readAll(f.checkpoints)
	if err != nil {
		return err
	}
	s, err := p.databaseSettings("verify", args, new(verifyFlags).own)
	if err != nil {
		return err
	}
	if _, err := os.Stat(s.LedgerKey); err != nil {
		return misused("In %s liegt kein Schlüssel des Registers. Zu prüfen ist nur eine Installation, die schon einmal lief.", s.LedgerKey)
	}
	h, err := openHouse(ctx, s, p.logger(), p.clock, false)
	if err != nil {
		return err
	}
	defer p.closing(h)
	if f.key == "" {
		f.key = h.signer.VerifierKey()
	}
	ok, err := verifyAll(ctx, p.stdout, h.pool, h.blobs, f.key, checkpoints...)
	if err == nil && !ok {
		err = errDeviates
	}
	return err
}

func readAll(names []string) ([]string, error) {
	var texts []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, misused("Die Datei %s ist nicht zu lesen: %v", name, err)
		}
		texts = append(texts, string(data))
	}
	return texts, nil
}

// counted prints a number with its word and without dots between thousands: scripts read these lines too.
func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func deviations(n int64) string { return counted(n, "Abweichung", "Abweichungen") }
