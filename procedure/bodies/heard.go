package bodies

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Heard says of the bodies that were asked in some rounds who let every one of them pass without an answer, and who
// answered without concerns alone, each with its number in the directory. Who answered late has answered.
type Heard struct {
	Silent    []string // "4 Wasserverband Untere Aue"
	Contented []string
}

// HeardIn reads it for the head of a weighing table.
func HeardIn(ctx context.Context, tx identity.Tx, rounds []uuid.UUID) (Heard, error) {
	h, err := selectHeard(ctx, tx, rounds)
	if err != nil {
		return Heard{}, fmt.Errorf("bodies heard: %w", err)
	}
	return h, nil
}
