package procedure

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

func insertAnnouncement(ctx context.Context, tx identity.Tx, actor identity.Actor, a Announcement) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO announcement (id, authority_id, procedure_id, round_id, kind, version, correction, body, sha256, medium, issue, effective_on,
		                          scan_name, scan_size, scan_sha256, recorded_at, recorded_by, extra)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		a.ID, tx.Authority, a.Procedure, a.Round, string(a.Kind), a.Version, a.Correction, a.Body, a.SHA256, a.Medium, a.Issue, a.EffectiveOn.UTC(),
		a.ScanName, a.ScanSize, a.ScanSHA256, tx.Now, actor.AccountRef(), a.Extra)
	return named(err)
}

// selectAnnouncements reads all announcements of a procedure in all versions, oldest first.
func selectAnnouncements(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]Announcement, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, procedure_id, round_id, kind, version, correction, body, sha256, medium, issue, effective_on, scan_name, scan_size, scan_sha256,
		       recorded_at, extra
		FROM announcement WHERE procedure_id = $1 ORDER BY recorded_at, id`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (a Announcement, err error) {
		var effective time.Time
		err = row.Scan(&a.ID, &a.Procedure, &a.Round, &a.Kind, &a.Version, &a.Correction, &a.Body, &a.SHA256, &a.Medium, &a.Issue, &effective,
			&a.ScanName, &a.ScanSize, &a.ScanSHA256, &a.RecordedAt, &a.Extra)
		a.EffectiveOn = period.DateOfUTC(effective)
		return a, err
	})
}
