package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// textsOf says which texts speak about which procedure of the town; a procedure that was added later gets general ones.
var textsOf = map[string]string{"bp-47": "muehlenwiese", "bp-39": "bahnhof", "bp-12-3": "weberei", "fnp-23": "nordheide"}

// Load files n statements online to a procedure, for load and layout, at the clock's time. The same seed gives the same
// persons and texts; called again it files them again. progress is told after every hundred.
func (t *Town) Load(ctx context.Context, ref procedure.Ref, n int, seed uint64, clock func() time.Time, progress func(done int)) error {
	name, ok := textsOf[ref.Slug]
	if !ok {
		name = "muehlenwiese"
	}
	topics, err := readTopics(name)
	if err != nil {
		return err
	}
	c := newCrowd(seed)
	for i := range n {
		t.now = clock()
		r := c.next()
		subject := fmt.Sprintf("seed-%d-%d", seed, i)
		if err := t.fileOnline(ctx, ref, subject, r, identity.MeansElster, c.letter(topics)); err != nil {
			return fmt.Errorf("statement %d of %d: %w", i+1, n, err)
		}
		if (i+1)%100 == 0 {
			progress(i + 1)
		}
	}
	return nil
}
