package public

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
)

// documentLists is the HTML of the lists of documents of a round; empty when there is none.
type documentLists string

// listedDocuments keeps the lists of published rounds. A hundred documents are most of the work of a page, anybody may ask
// for it, and the same manifest is the same documents.
type listedDocuments struct {
	mu    sync.Mutex
	lists map[listedRound]documentLists
}

// listedRound tells one list from every other.
type listedRound struct {
	round    uuid.UUID
	slug     string
	manifest string
}

// listedLength bounds what is kept: some ten kilobytes each. A full shelf is emptied, and fills with what people read.
const listedLength = 256

// of is the lists of the round of a view. documents reads what stands in them.
func (l *listedDocuments) of(ctx context.Context, view procedure.View, documents func(context.Context) ([]procedure.Document, error)) (documentLists, error) {
	key := listedRound{view.Round.ID, view.Slug, string(view.Round.Manifest)}
	l.mu.Lock()
	kept, ok := l.lists[key]
	l.mu.Unlock()
	if ok {
		return kept, nil
	}
	list, err := documents(ctx)
	if err != nil || len(list) == 0 {
		return "", err
	}
	var buf bytes.Buffer
	if err := documentSections(documentItems(view.Slug, list)).Render(ctx, &buf); err != nil {
		return "", fmt.Errorf("lay out documents of %s: %w", view.Slug, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lists) >= listedLength || l.lists == nil {
		l.lists = map[listedRound]documentLists{}
	}
	l.lists[key] = documentLists(buf.String())
	return l.lists[key], nil
}

func documentItems(slug string, list []procedure.Document) (core, reports []page.DocumentItem) {
	for _, doc := range list {
		item := page.DocumentItem{Title: doc.Title, Description: doc.Description, URL: documentPath(slug, doc),
			Facts: page.FileFacts("PDF", doc.Pages, doc.Size)}
		if doc.Part == procedure.CorePart {
			core = append(core, item)
		} else {
			reports = append(reports, item)
		}
	}
	return core, reports
}
