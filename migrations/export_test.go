package migrations

import (
	"context"

	"github.com/pressly/goose/v3"
)

// UpTo stops at a version, so that a test can fill the schema as it was then.
func UpTo(ctx context.Context, migratorURL string, version int64) error {
	return withProvider(migratorURL, func(p *goose.Provider) error {
		_, err := p.UpTo(ctx, version)
		return err
	})
}
