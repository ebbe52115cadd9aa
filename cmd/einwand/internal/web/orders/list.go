package orders

import (
	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
)

// listed is one order as a list shows it.
func listed(o order.Order) page.DocumentItem {
	item := page.DocumentItem{Title: Title(o.What), URL: Path(o), Description: o.Plan, Facts: sentence(o)}
	if o.State == order.Done {
		item.Facts = page.Size(o.File.Size) + ", bereit zum Herunterladen bis " + day(o.KeepUntil)
	}
	return item
}
