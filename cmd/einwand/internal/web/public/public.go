// Package public is what everybody may see without logging in: the overview, the page of a procedure with its documents,
// the announcement, the register's checkpoint, the result, and the pages that every public body owes.
//
// # Invariants
//
//  1. Documents are behind no login and no script. TestPages/DocumentsNeedNoLogin
//  2. No page shows the name of a person who filed; the result comes from weighing.PublicTable, which has none.
//     TestResults/ResultShowsNoNames
//  3. A file of the result is made once; whether it is public is asked before every download. ResultFile;
//     TestResults/ResultFileIsMadeOnce, TestResults/UnreleasedWordingKeepsTheTableBack
package public

//go:generate go tool templ generate -path .

import (
	"log/slog"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/cmd/einwand/internal/shelf"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Pages are the handlers of this package.
type Pages struct {
	Log        *slog.Logger
	Pool       *pgxpool.Pool
	Procedures *procedure.Service
	Statements *statement.Service
	Weighing   *weighing.Service
	Follow     *follow.Service
	Signer     *ledger.Signer
	PublicURL  string
	Results    *shelf.Shelf // the files of results

	listed listedDocuments
}

func start() page.Crumb { return page.Crumb{Label: "Start", URL: "/"} }

// numberIn reads a number of the address; what is none is a page that does not exist.
func numberIn(r *http.Request, name string) (int, error) {
	n, err := strconv.Atoi(chi.URLParam(r, name))
	if err != nil || n < 1 {
		return 0, procedure.ErrNotFound
	}
	return n, nil
}
