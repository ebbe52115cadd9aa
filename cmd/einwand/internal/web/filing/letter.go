package filing

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// letter is the draft as it would lie in an envelope, for a person whose login is too weak, or who prefers paper.
type letter struct {
	shell     page.Shell
	view      procedure.View
	authority identity.Authority
	sender    string
	address   string
	date      string
	about     string
	text      string
	files     []string
	mailto    string
	whole     bool // the mail draft holds the text
	until     string
}

// LetterPage prints the draft. It is not filed by this, and says so.
func (p *Pages) LetterPage(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r.Context(), v)
	if err != nil {
		return err
	}
	if !wy.begun() {
		http.Redirect(w, r, formPath(v.Ref.Slug), http.StatusSeeOther)
		return nil
	}
	d := *wy.draft
	l := letter{shell: stepShell(r, v, wy.view, "Ihr Text als Brief oder E-Mail"), view: wy.view, authority: v.Authority,
		sender: v.Actor.Profile.Decent().Name(), address: address(d.Contact), date: page.PlainDate(period.DateAt(v.Now)),
		about: referenceWords(d.Reference, wy.view.Documents), text: statement.Canonical(d.Original), files: files(d.Attachments),
		until: untilWords(wy.view, v.Now)}
	l.mailto, l.whole = mailDraft(v.Authority.Mail, "Stellungnahme: "+wy.view.ShortTitle, l.about+"\n\n"+l.text+"\n\n"+l.sender+"\n"+l.address)
	return page.Render(w, r, http.StatusOK, l.shell.Caching(), letterPage(l))
}

// longestMailto is what Windows hands to a mail program (2,083 characters); a longer link opens nothing.
const longestMailto = 2000

// mailDraft is a link that opens a mail with subject and text (RFC 6068), without the text if the link would not open.
func mailDraft(to, subject, body string) (link string, whole bool) {
	bare := "mailto:" + to + "?subject=" + escaped(subject)
	link = bare + "&body=" + escaped(body)
	if len(utf16.Encode([]rune(link))) > longestMailto {
		return bare, false
	}
	return link, true
}

// escaped leaves nothing in a value that has a meaning in the link; a new line is CRLF (RFC 6068 § 5).
func escaped(s string) string {
	return strings.NewReplacer("+", "%2B", "%0A", "%0D%0A", "&", "%26", "=", "%3D").Replace(url.PathEscape(s))
}
