package bodies

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/encoding/charmap"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Limits of one import: a directory has a hundred lines, not a hundred thousand.
const (
	MaxImport     = 1 << 20 // bytes
	maxImportRows = 5000
)

// columns are the headings that towns use, by what they hold; case, spaces, dots and hyphens do not matter.
var columns = map[string][]string{
	"nummer":    {"nr", "nummer", "listennummer", "lfdnr", "laufendenummer", "verteilernummer", "toebnr"},
	"name":      {"name", "behörde", "träger", "institution", "organisation", "bezeichnung", "toeb", "stelle"},
	"abteilung": {"abteilung", "sachgebiet", "dienststelle", "fachbereich", "referat", "zhd"},
	"mail":      {"email", "mail", "emailadresse", "mailadresse"},
	"strasse":   {"straße", "strasse", "anschrift", "straßehausnummer", "straßeundhausnummer", "adresse"},
	"plz":       {"plz", "postleitzahl"},
	"ort":       {"ort", "stadt", "wohnort"},
	"notiz":     {"bemerkung", "bemerkungen", "notiz", "hinweis", "anmerkung"},
}

// ErrNoTable says that a file has no heading that we know, or cannot be read as a table.
var ErrNoTable = errors.New("bodies: file is no table of public bodies")

// ReadCSV reads a directory from a file as Excel writes it in Germany: with semicolons, in UTF-8 or Windows-1252. Lines
// without a name are left out. Error: ErrNoTable.
func ReadCSV(data []byte) ([]Body, error) {
	if len(data) > MaxImport {
		return nil, fmt.Errorf("%w: larger than %d bytes", ErrNoTable, MaxImport)
	}
	text, err := DecodeTable(data)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	records, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoTable, err)
	}
	if len(records) == 0 || len(records) > maxImportRows {
		return nil, fmt.Errorf("%w: %d lines", ErrNoTable, len(records))
	}
	places := headings(records[0])
	if _, ok := places["name"]; !ok {
		return nil, fmt.Errorf("%w: no column for the name", ErrNoTable)
	}
	var list []Body
	for _, record := range records[1:] {
		if b := bodyOf(record, places); b.Name != "" {
			list = append(list, b)
		}
	}
	return list, nil
}

// DecodeTable reads UTF-8, with or without a mark, and everything else as Windows-1252. Error: ErrNoTable.
func DecodeTable(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("%w: %w", ErrNoTable, err)
		}
		data = decoded
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", fmt.Errorf("%w: it holds NUL characters", ErrNoTable)
	}
	return string(data), nil
}

// separator is the one that the first line has most of.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best := ';'
	for _, r := range []rune{',', '\t'} {
		if strings.Count(first, string(r)) > strings.Count(first, string(best)) {
			best = r
		}
	}
	return best
}

var plain = strings.NewReplacer(" ", "", ".", "", "-", "", "_", "", "/", "", ":", "")

func headings(record []string) map[string]int {
	places := map[string]int{}
	for i, heading := range record {
		heading = plain.Replace(strings.ToLower(strings.TrimSpace(heading)))
		for key, names := range columns {
			if _, taken := places[key]; !taken && slices.Contains(names, heading) {
				places[key] = i
			}
		}
	}
	return places
}

func bodyOf(record []string, places map[string]int) Body {
	cell := func(key string) string {
		if i, ok := places[key]; ok && i < len(record) {
			return strings.Join(strings.Fields(record[i]), " ") // a line break in a cell is a space
		}
		return ""
	}
	b := Body{Name: cell("name"), Department: cell("abteilung"), Mail: cell("mail"), Street: cell("strasse"), PostalCode: cell("plz"), City: cell("ort"),
		Note: cell("notiz"), Active: true}
	if n, err := strconv.Atoi(cell("nummer")); err == nil && n > 0 && n <= maxNumber {
		b.Number = n
	}
	return b
}

// Deed is what an import does with a line.
type Deed string

// The deeds.
const (
	Enter   Deed = "enter"
	Rewrite Deed = "rewrite"
	Keep    Deed = "keep" // nothing new
	Refuse  Deed = "refuse"
)

// Step is one line of an import with what will happen to it.
type Step struct {
	Deed Deed
	Body Body   // as it will be
	Was  Body   // as it is, where it is known
	Why  string // of a refusal, in German
}

// PlanImport tells what an import will do, and does nothing. A line is known by its number, else by name and department. What
// the file leaves empty stays as it is; bodies that the file does not name stay too. Pure.
func PlanImport(directory, lines []Body) []Step {
	taken := map[int]bool{}
	var steps []Step
	for _, line := range lines {
		step := planLine(directory, line)
		if n := step.Body.Number; n > 0 && step.Deed != Refuse {
			if taken[n] {
				step = Step{Deed: Refuse, Body: line, Why: fmt.Sprintf("Die Nummer %d kommt in der Datei schon vor.", n)}
			}
			taken[n] = true
		}
		steps = append(steps, step)
	}
	return steps
}

func planLine(directory []Body, line Body) Step {
	i := slices.IndexFunc(directory, func(b Body) bool {
		if line.Number > 0 {
			return b.Number == line.Number
		}
		return strings.EqualFold(b.Name, line.Name) && strings.EqualFold(b.Department, line.Department)
	})
	step := Step{Deed: Enter, Body: line}
	if i >= 0 {
		was := directory[i]
		if line.Number > 0 && !strings.EqualFold(was.Name, line.Name) {
			return Step{Deed: Refuse, Body: line, Was: was, Why: fmt.Sprintf("Die Nummer %d gehört im Verzeichnis zu „%s“ und wird nicht neu vergeben.", line.Number, was.Title())}
		}
		step = Step{Deed: Rewrite, Body: merged(was, line), Was: was}
		if step.Body == was {
			step.Deed = Keep
		}
	}
	var invalid *procedure.Invalid
	if err := step.Body.check(); errors.As(err, &invalid) {
		step.Deed = Refuse
		for _, key := range []string{"nummer", "name", "mail", "abteilung", "strasse", "plz", "ort", "notiz"} {
			if why := invalid.Fields[key]; why != "" {
				step.Why = why
				break
			}
		}
	}
	return step
}

// merged is what the directory says, with what the line says where it says something.
func merged(was, line Body) Body {
	for _, pair := range [][2]*string{{&was.Name, &line.Name}, {&was.Department, &line.Department}, {&was.Mail, &line.Mail}, {&was.Street, &line.Street},
		{&was.PostalCode, &line.PostalCode}, {&was.City, &line.City}, {&was.Note, &line.Note}} {
		if *pair[1] != "" {
			*pair[0] = *pair[1]
		}
	}
	return was
}

// Import carries out what PlanImport tells of the directory as it is now, in one transaction. It returns what was done.
// Errors: procedure.ErrForbidden.
func (s *Service) Import(ctx context.Context, actor identity.Actor, authority uuid.UUID, lines []Body) ([]Step, error) {
	if !actor.Can(identity.ManageProcedures, identity.Of(authority)) {
		return nil, fmt.Errorf("import directory: %w", procedure.ErrForbidden)
	}
	var steps []Step
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		directory, err := selectBodies(ctx, tx)
		if err != nil {
			return err
		}
		steps = PlanImport(directory, lines)
		// Those with a number first: the next free number must not be one that a later line asks for.
		for _, numbered := range []bool{true, false} {
			for i := range steps {
				if (steps[i].Body.Number > 0) == numbered {
					if err := carryOut(ctx, tx, &steps[i]); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("import directory: %w", err)
	}
	return steps, nil
}

func carryOut(ctx context.Context, tx identity.Tx, step *Step) error {
	switch step.Deed {
	case Rewrite:
		if err := updateBody(ctx, tx, step.Body); err != nil {
			return err
		}
		return refreshPrepared(ctx, tx, step.Body)
	case Enter:
		ids, err := newIDs(1)
		if err != nil {
			return err
		}
		step.Body.ID = ids[0]
		step.Body.Number, err = insertBody(ctx, tx, step.Body)
		return err
	}
	return nil
}
