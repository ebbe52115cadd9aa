package edition

import (
	"sync"
	"time"
	_ "time/tzdata" // legal time is that of Germany, whatever the machine has installed
)

var berlin = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/Berlin") })

// calendar prints instants in German legal time.
type calendar struct{ zone *time.Location }

func (c calendar) minute(t time.Time) string { return t.In(c.zone).Format("02.01.2006, 15:04 Uhr") }
func (c calendar) second(t time.Time) string { return t.In(c.zone).Format("02.01.2006, 15:04:05 Uhr") }
func (c calendar) day(t time.Time) string    { return t.In(c.zone).Format("02.01.2006") }
func (c calendar) iso(t time.Time) string    { return t.In(c.zone).Format(time.DateOnly) }
