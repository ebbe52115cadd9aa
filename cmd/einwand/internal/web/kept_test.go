package web

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// wordsOf are the texts that an authority keeps, cut to what stands on one line, each with its table.
func (h *house) wordsOf(authority uuid.UUID) map[string]string {
	h.t.Helper()
	rows, err := h.db.Super.Query(h.t.Context(), `
		SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
		WHERE c.table_schema = 'public' AND c.data_type IN ('text', 'bytea', 'jsonb') AND EXISTS (SELECT 1 FROM information_schema.columns a
		    WHERE a.table_schema = 'public' AND a.table_name = c.table_name AND a.column_name = 'authority_id')`)
	h.must(err)
	type column struct{ Table, Name, Kind string }
	columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[column])
	h.must(err)
	words := map[string]string{}
	for _, c := range columns {
		value := pgx.Identifier{c.Name}.Sanitize()
		switch c.Kind {
		case "text":
			value = "convert_to(" + value + ", 'UTF8')"
		case "jsonb":
			value = "convert_to(jsonb_path_query(" + value + `, 'strict $.** ? (@.type() == "string")') #>> '{}', 'UTF8')`
		}
		rows, err := h.db.Super.Query(h.t.Context(), `SELECT DISTINCT x FROM (SELECT `+value+` AS x FROM `+pgx.Identifier{c.Table}.Sanitize()+` WHERE authority_id = $1) v WHERE x IS NOT NULL`, authority)
		h.must(err)
		texts, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
		h.must(err)
		for _, text := range texts {
			if word := firstWords(text); word != "" && words[word] == "" {
				words[word] = c.Table
			}
		}
	}
	return words
}

// firstWords is the beginning of a text that people write, long enough to be nobody else's; empty for everything else.
func firstWords(text []byte) string {
	if !utf8.Valid(text) {
		return ""
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	line = strings.TrimSpace(line)
	if runes := []rune(line); len(runes) > 60 {
		line = string(runes[:60])
	}
	if utf8.RuneCountInString(line) < 10 || !strings.ContainsAny(line, " @") {
		return ""
	}
	return line
}

// keysOf is a form that names in every field one of an authority's things.
func (h *house) keysOf(authority uuid.UUID) url.Values {
	h.t.Helper()
	form := url.Values{"schluessel": {uuid.NewString()}, "version": {"0"}, "nummer": {"1"}, "behoerde": {"1"}, "verfahren": {"bp-47"},
		"name": {"Neuer Name"}, "titel": {"Neuer Titel"}, "title": {"Neuer Titel"}, "text": {"Neuer Text"}, "mail": {"neu@post.example"}, "sicher": {"1"}}
	for field, query := range map[string]string{
		"durchgang":    `SELECT id::text FROM round WHERE authority_id = $1`,
		"round":        `SELECT id::text FROM round WHERE authority_id = $1`,
		"abschnitt":    `SELECT id::text FROM segment WHERE authority_id = $1`,
		"entwurf":      `SELECT id::text FROM draft WHERE authority_id = $1 AND consumed_at IS NULL`,
		"entfernen":    `SELECT id::text FROM draft_attachment WHERE authority_id = $1`,
		"unterlage":    `SELECT id::text FROM document WHERE authority_id = $1`,
		"rolle":        `SELECT id::text FROM role_grant WHERE authority_id = $1`,
		"vorlage":      `SELECT id::text FROM procedure_template WHERE authority_id = $1`,
		"aus":          `SELECT id::text FROM procedure_template WHERE authority_id = $1`,
		"fassung":      `SELECT id || '.1' FROM procedure_template WHERE authority_id = $1`,
		"liste":        `SELECT id::text FROM distribution_list WHERE authority_id = $1`,
		"municipality": `SELECT id::text FROM municipality WHERE authority_id = $1`,
	} {
		var id string
		h.must(h.db.Super.QueryRow(h.t.Context(), query+" LIMIT 1", authority).Scan(&id))
		form.Set(field, id)
	}
	return form
}

// rowsOf is a sum over the rows of an authority in each table.
func (h *house) rowsOf(authority uuid.UUID) map[string]string {
	return h.rowsWith("authority_id", authority)
}

// rowsWith is a sum over the rows that name somebody in a column, in each table that has the column.
func (h *house) rowsWith(column string, id uuid.UUID) map[string]string {
	h.t.Helper()
	rows, err := h.db.Super.Query(h.t.Context(), `SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = $1`, column)
	h.must(err)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	h.must(err)
	sums := map[string]string{}
	for _, name := range names {
		var sum string
		h.must(h.db.Super.QueryRow(h.t.Context(), `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(r::text), ',' ORDER BY md5(r::text))), '')
			FROM `+pgx.Identifier{name}.Sanitize()+` r WHERE `+pgx.Identifier{column}.Sanitize()+` = $1`, id).Scan(&sum))
		sums[name] = sum
	}
	return sums
}
