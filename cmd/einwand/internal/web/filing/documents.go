package filing

import (
	"fmt"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
)

// documentPath is the page of a published document.
func documentPath(slug string, d procedure.Document) string {
	return fmt.Sprintf("%s/unterlagen/%d", procedurePath(slug), d.Position)
}

// coreDocuments are the plan and its reasons: what somebody looks at while writing. The reports stand behind the link to
// all of them.
func coreDocuments(docs []procedure.Document) []procedure.Document {
	var core []procedure.Document
	for _, d := range docs {
		if d.Part == procedure.CorePart {
			core = append(core, d)
		}
	}
	return core
}

func documentFacts(d procedure.Document) string { return page.FileFacts("PDF", d.Pages, d.Size) }
