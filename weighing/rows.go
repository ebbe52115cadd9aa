package weighing

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// RowsError says which words of a selection name no row of the table.
type RowsError struct {
	Part     string // as typed
	Reversed bool   // both ends exist, but the first comes after the last
}

func (e *RowsError) Error() string {
	return fmt.Sprintf("weighing: %q names no rows of the table", e.Part)
}

// ParseRows reads a selection of rows as minutes write it: "B-012.1 bis B-014.3, A-02 und D-001.1". A number without an
// item means the whole statement. Case, spaces and leading zeros do not matter; a range is written with "bis" or a dash
// with spaces. numbers are those of the table in its order; the result are their places, sorted, each once.
// Errors: *RowsError.
func ParseRows(selection string, numbers []string) ([]int, error) {
	places := map[int]bool{}
	for _, part := range separator.Split(selection, -1) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		first, last, err := parsePart(part, numbers)
		if err != nil {
			return nil, err
		}
		for i := first; i <= last; i++ {
			places[i] = true
		}
	}
	if len(places) == 0 {
		return nil, &RowsError{Part: strings.TrimSpace(selection)}
	}
	var list []int
	for i := range numbers {
		if places[i] {
			list = append(list, i)
		}
	}
	return list, nil
}

var (
	separator = regexp.MustCompile(`[,;\n]|\s(?i:und)\s`)
	through   = regexp.MustCompile(`(?i)\s+bis\s+|\s+[-–—]\s+|[–—]`)
	numbered  = regexp.MustCompile(`^(?i)([A-Z])\s*-?\s*(\d{1,9})(?:\.(\d{1,9}))?$`)
)

// parsePart finds the first and the last place of one number or range.
func parsePart(part string, numbers []string) (first, last int, err error) {
	ends := through.Split(part, -1)
	if len(ends) > 2 {
		return 0, 0, &RowsError{Part: part}
	}
	begin, ok := parseNumber(ends[0])
	end, ok2 := parseNumber(ends[len(ends)-1])
	if !ok || !ok2 {
		return 0, 0, &RowsError{Part: part}
	}
	first = slices.IndexFunc(numbers, begin.covers)
	last = len(numbers) - 1
	for last >= 0 && !end.covers(numbers[last]) {
		last--
	}
	if first < 0 || last < 0 {
		return 0, 0, &RowsError{Part: part}
	}
	if first > last {
		return 0, 0, &RowsError{Part: part, Reversed: true}
	}
	return first, last, nil
}

// rowNumber is a number read: group, statement, item; item 0 stands for all.
type rowNumber struct {
	group           string
	statement, item int
}

func parseNumber(s string) (rowNumber, bool) {
	m := numbered.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return rowNumber{}, false
	}
	n := rowNumber{group: strings.ToUpper(m[1])}
	var err error
	if n.statement, err = strconv.Atoi(m[2]); err != nil {
		return rowNumber{}, false
	}
	if m[3] == "" {
		return n, true
	}
	n.item, err = strconv.Atoi(m[3])
	return n, err == nil && n.item > 0
}

func (n rowNumber) covers(number string) bool {
	row, ok := parseNumber(number)
	return ok && row.group == n.group && row.statement == n.statement && (n.item == 0 || n.item == row.item)
}
