package public

import (
	"fmt"
	"io"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// checkpoint is the page of the register.
type checkpoint struct {
	shell  page.Shell
	view   procedure.View
	signed ledger.SignedCheckpoint
	key    string
}

// Checkpoint shows the signed state of the register, signed at this moment over what is committed.
func (p *Pages) Checkpoint(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	c := checkpoint{view: view, key: p.Signer.VerifierKey(), shell: v.Shell(r, page.RoomPublic, "Prüfpunkt: "+view.ShortTitle, start(),
		page.Crumb{Label: view.ShortTitle, URL: "/verfahren/" + view.Slug}, page.Crumb{Label: "Prüfpunkt"})}
	c.shell.Current = page.NavProcedures
	if c.signed, err = p.sign(r, v); err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, c.shell.Caching(), checkpointPage(c))
}

// CheckpointFile sends the checkpoint alone (c2sp.org/tlog-checkpoint), for tools and witnesses.
func (p *Pages) CheckpointFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	if _, err := p.Procedures.Public(r.Context(), v.Ref); err != nil {
		return err
	}
	signed, err := p.sign(r, v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", string(page.Revalidate))
	if _, err := io.WriteString(w, signed.Note); err != nil {
		return fmt.Errorf("send checkpoint: %w: %w", page.ErrGone, err)
	}
	return nil
}

func (p *Pages) sign(r *http.Request, v *visit.Visit) (ledger.SignedCheckpoint, error) {
	return ledger.SignCheckpoint(r.Context(), p.Pool, p.Signer, v.Ref.Authority, v.Ref.ID)
}

// keyPage is the page of the public key.
type keyPage struct {
	shell page.Shell
	key   string
}

// Key shows the public key with which receipts are checked; announcements print it too.
func (p *Pages) Key(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	k := keyPage{key: p.Signer.VerifierKey(), shell: v.Shell(r, page.RoomPublic, "Prüfschlüssel", start(), page.Crumb{Label: "Prüfschlüssel"})}
	return page.Render(w, r, http.StatusOK, k.shell.Caching(), verifierKeyPage(k))
}
