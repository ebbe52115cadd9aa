package outbox

import (
	"bytes"
	"context"
	"log/slog"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestCourseOfASubscriptionInMails follows the links of the mails, as a person does.
func TestCourseOfASubscriptionInMails(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	f := follow.New(w.Tenancy, w.Accounts)
	post, log := &postOffice{}, &bytes.Buffer{}
	const site = "https://beteiligung.example"
	worker := &Worker{Log: slog.New(slog.NewJSONHandler(log, nil)), Pool: w.DB.App, Clock: w.Clock.Now, Mailer: post, Composers: map[string]Composer{
		"confirmation": Confirmations(f, site), "news": News(f, site), "appointment": Appointments(f, site)}}
	drain := func() (sent []Message) {
		t.Helper()
		must(t, worker.Drain(context.Background()))
		sent, post.sent = post.sent, nil
		return sent
	}
	link := regexp.MustCompile(`https://beteiligung\.example/verfahren/[a-z0-9-]+/benachrichtigen/(\S+)`)

	must(t, f.Subscribe(t.Context(), ref, "zeisig@post.example"))
	asked := drain()
	if len(asked) != 1 || asked[0].To != "zeisig@post.example" || asked[0].End != "" || !strings.Contains(asked[0].Text, "48 Stunden") {
		t.Fatalf("got %+v, want the mail that asks", asked)
	}
	must(t, f.Confirm(t.Context(), ref, link.FindStringSubmatch(asked[0].Text)[1]))

	w.Clock.Set(proceduretest.Instant(t, "2026-11-24 09:00:00"))
	if _, err := f.Tell(t.Context(), w.Authority.ID); err != nil {
		t.Fatal(err)
	}
	news := drain()
	if len(news) != 1 || news[0].Subject != "Bebauungsplan Nr. 47: Noch drei Tage" || !strings.Contains(news[0].Text, "27.\u00a0November 2026 um 24 Uhr") {
		t.Fatalf("got %+v, want news of the last days", news)
	}
	secret := link.FindStringSubmatch(news[0].Text)[1]
	if news[0].End != site+"/verfahren/"+ref.Slug+"/benachrichtigen/"+secret+"/abbestellen" || strings.Contains(news[0].End+news[0].Subject, "zeisig") {
		t.Errorf("got %q, want the address that ends it", news[0].End)
	}
	must(t, f.End(t.Context(), ref, secret))
	w.Clock.Set(proceduretest.Instant(t, "2026-11-28 09:00:00"))
	if n, err := f.Tell(t.Context(), w.Authority.ID); err != nil || n != 0 || len(drain()) != 0 {
		t.Errorf("after the end: got %d mails, %v", n, err)
	}
	if strings.Contains(log.String(), "zeisig") || strings.Contains(log.String(), secret) {
		t.Error("the log knows the address or a secret")
	}
}

func TestReminderNamesTheDates(t *testing.T) {
	w := proceduretest.New(t)
	w.Publish(t)
	f := follow.New(w.Tenancy, w.Accounts)
	_, err := w.DB.Super.Exec(t.Context(), `UPDATE account SET mail = 'wirth@auenbrueck.example' WHERE id = $1`, w.Planner.Account)
	must(t, err)
	must(t, f.SetReminders(t.Context(), w.Planner, w.Authority.ID, []int{10}))
	w.Clock.Set(proceduretest.Instant(t, "2026-11-17 09:00:00"))
	if _, err := f.Remind(t.Context(), w.Authority.ID); err != nil {
		t.Fatal(err)
	}
	post := &postOffice{}
	worker := &Worker{Log: slog.New(slog.DiscardHandler), Pool: w.DB.App, Clock: w.Clock.Now, Mailer: post,
		Composers: map[string]Composer{"appointment": Appointments(f, "https://beteiligung.example")}}
	must(t, worker.Drain(context.Background()))
	if len(post.sent) != 1 || post.sent[0].Subject != "Erinnerung: 1 Termin steht an" {
		t.Fatalf("got %+v, want one mail", post.sent)
	}
	for _, want := range []string{"Guten Tag Jana Wirth", "Freitag, 27.\u00a0November 2026 (in 10 Tagen)", "Letzter Tag für Stellungnahmen (bis 24 Uhr)", "§ 3 Abs. 2 BauGB", "/planung/kalender/einstellungen"} {
		if !strings.Contains(post.sent[0].Text, want) {
			t.Errorf("got no %q in\n%s", want, post.sent[0].Text)
		}
	}
}

// TestOneClickHeaders: a mail program ends the mails of a list by itself (RFC 2369, RFC 8058).
func TestOneClickHeaders(t *testing.T) {
	for end, want := range map[string]string{"": "", "https://beteiligung.example/x/abbestellen": "<https://beteiligung.example/x/abbestellen>"} {
		dir := t.TempDir()
		must(t, Folder{Dir: dir, From: "a@example.org"}.Send(context.Background(), Message{ID: "1@einwand", To: "z@post.example", Subject: "s", Text: "t", End: end}))
		names, err := filepath.Glob(filepath.Join(dir, "*.eml"))
		must(t, err)
		raw, err := os.ReadFile(names[0])
		must(t, err)
		m, err := mail.ReadMessage(bytes.NewReader(raw))
		must(t, err)
		click := m.Header.Get("List-Unsubscribe-Post")
		if m.Header.Get("List-Unsubscribe") != want || (click == "List-Unsubscribe=One-Click") != (end != "") {
			t.Errorf("got %q and %q, want %q", m.Header.Get("List-Unsubscribe"), click, want)
		}
	}
}
