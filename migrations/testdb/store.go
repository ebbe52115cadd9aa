package testdb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/migrations"
)

// templateLock is the advisory lock under which a template is made; the number is ours in the test server alone.
const templateLock = 7_402_115_201

// template returns the name of the template for this version of the schema, made if it is missing.
func (db *DB) template(ctx context.Context, conn *pgx.Conn) (string, error) {
	template := "template_" + migrations.Fingerprint()
	if err := db.once(ctx, conn, template); err != nil {
		return "", fmt.Errorf("make %s: %w", template, err)
	}
	return template, nil
}

// once makes the template unless it is there. The lock ends with the connection.
func (db *DB) once(ctx context.Context, conn *pgx.Conn, template string) error {
	exists, err := known(ctx, conn, template)
	if exists || err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, templateLock); err != nil {
		return err
	}
	exists, err = known(ctx, conn, template)
	if exists || err != nil {
		return err
	}
	return db.layOut(ctx, conn, "making_"+template, template)
}

// layOut works in a database of another name, so that one that was cut short is never taken for a template.
func (db *DB) layOut(ctx context.Context, conn *pgx.Conn, making, template string) error {
	if err := drop(ctx, conn, making); err != nil {
		return err
	}
	if err := migrations.Bootstrap(ctx, conn); err != nil {
		return err
	}
	if err := migrations.CreateDatabase(ctx, conn, making); err != nil {
		return err
	}
	if err := migrations.Up(ctx, db.at("migrator", making)); err != nil {
		return err
	}
	// A copy fails while somebody is connected to its template: so nobody may.
	if _, err := conn.Exec(ctx, `ALTER DATABASE `+quote(making)+` ALLOW_CONNECTIONS false`); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, `ALTER DATABASE `+quote(making)+` RENAME TO `+quote(template))
	return err
}

func known(ctx context.Context, conn *pgx.Conn, name string) (exists bool, err error) {
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&exists)
	return exists, err
}

// clone copies through the log: with 30 MB a tenth of the time of copying files, which needs two checkpoints.
func clone(ctx context.Context, conn *pgx.Conn, template, name string) error {
	_, err := conn.Exec(ctx, `CREATE DATABASE `+quote(name)+` TEMPLATE `+quote(template)+` STRATEGY wal_log OWNER migrator`)
	if err != nil {
		return err
	}
	return copyPrivileges(ctx, conn, template, name)
}

// copyPrivileges repeats the grants on the database, which live outside of it.
func copyPrivileges(ctx context.Context, conn *pgx.Conn, template, name string) error {
	if _, err := conn.Exec(ctx, `REVOKE ALL ON DATABASE `+quote(name)+` FROM PUBLIC`); err != nil {
		return err
	}
	rows, err := conn.Query(ctx, `
		SELECT format('GRANT %s ON DATABASE %I TO %s', g.privilege_type, $2::text,
		              CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
		FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
		WHERE d.datname = $1 AND g.grantee <> d.datdba`, template, name)
	if err != nil {
		return err
	}
	grants, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, grant := range grants {
		if _, err := conn.Exec(ctx, grant); err != nil {
			return err
		}
	}
	return nil
}

func drop(ctx context.Context, conn *pgx.Conn, name string) error {
	_, err := conn.Exec(ctx, `DROP DATABASE IF EXISTS `+quote(name)+` WITH (FORCE)`)
	return err
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }
