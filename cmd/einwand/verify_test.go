package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// The receipt that export/receipt keeps, and its key.
const keptReceipt = "../../export/receipt/testdata/BP47-0004.zip"

func keptKey(t *testing.T) string {
	t.Helper()
	line, err := os.ReadFile("../../export/receipt/testdata/key.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(line))
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	return lines[len(lines)-1]
}

func TestReceiptIsVerifiedWithoutADatabase(t *testing.T) {
	got := einwand(t, "verify", "--receipt", keptReceipt, "--key", keptKey(t))
	if got.code != 0 || got.stderr != "" || lastLine(got.stdout) != "1 Eingang geprüft, 0 Abweichungen" {
		t.Errorf("got exit %d, %q and %q", got.code, got.stdout, got.stderr)
	}
	for _, want := range []string{"Die Stellungnahme Nr. 4 steht unverändert im Register einwand.example/auenbrueck-bp-47.",
		"Eingegangen: Montag, 2.\u00a0November 2026, 10:00:00 Uhr", `Anhang: "Foto_Muehlenweg_0745.png", 33 Byte, SHA-256 `} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("got %q, want %q in it", got.stdout, want)
		}
	}
}

func TestForgedReceiptEndsWithOne(t *testing.T) {
	file, err := os.ReadFile(keptReceipt)
	if err != nil {
		t.Fatal(err)
	}
	forged := filepath.Join(t.TempDir(), "forged.zip")
	if err := os.WriteFile(forged, bytes.Replace(file, []byte("text.txt"), []byte("test.txt"), 2), 0o644); err != nil {
		t.Fatal(err)
	}
	other, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "key"), "einwand.example")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"forged":      {[]string{"--receipt", forged, "--key", keptKey(t)}, "Die Datei ist kein digitaler Nachweis"},
		"foreign key": {[]string{"--receipt", keptReceipt, "--key", other.VerifierKey()}, "nicht mit diesem Schlüssel unterschrieben"},
	} {
		got := einwand(t, append([]string{"verify"}, tt.args...)...)
		if got.code != 1 || lastLine(got.stdout) != "1 Eingang geprüft, 1 Abweichung" || !strings.Contains(got.stdout, tt.want) {
			t.Errorf("%s: got exit %d and %q, want 1 and %q", name, got.code, got.stdout, tt.want)
		}
	}
}

func TestVerifyRefusesWhatItCannotRead(t *testing.T) {
	key := keptKey(t)
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no key":              {[]string{"--receipt", keptReceipt}, "Es fehlt --key"},
		"no such file":        {[]string{"--receipt", "fehlt.zip", "--key", key}, "fehlt.zip ist nicht zu lesen"},
		"a folder":            {[]string{"--receipt", "internal", "--key", key}, "ist keine Datei"},
		"a key that is none":  {[]string{"--receipt", keptReceipt, "--key", "abc"}, "„abc“ ist kein Schlüssel"},
		"receipt and data":    {[]string{"--receipt", keptReceipt, "--key", key, "--data", "x"}, "ohne Datenbank"},
		"unknown argument":    {[]string{"--beleg", "x"}, "Möglich sind: --receipt"},
		"a word too many":     {[]string{"x.zip"}, "„x.zip“ gehört zu keiner Angabe"},
		"no such checkpoint":  {[]string{"--checkpoint", "fehlt.txt", "--data", t.TempDir()}, "fehlt.txt ist nicht zu lesen"},
		"folder without keys": {[]string{"--data", t.TempDir()}, "kein Schlüssel des Registers"},
	} {
		got := einwand(t, append([]string{"verify"}, tt.args...)...)
		if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, tt.want) {
			t.Errorf("%s: got exit %d, %q and %q, want 2 and %q", name, got.code, got.stdout, got.stderr, tt.want)
		}
	}
	if got := einwand(t, "verify", "--help"); got.code != 0 || !strings.Contains(got.stdout, "--checkpoint DATEI") {
		t.Errorf("help: got exit %d and %q", got.code, got.stdout)
	}
}

// verified is a town with two statements, one of them a letter.
func verified(t *testing.T) (*proceduretest.Town, procedure.Ref) {
	t.Helper()
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	statements := statement.New(w.Tenancy, w.Blobs, w.Signer)
	mara := w.Resident(t, "Mara", "Hoffmann", identity.LevelHigh, identity.MeansEID)
	d, err := statements.Open(t.Context(), mara, ref)
	if err == nil {
		d, err = statements.SaveText(t.Context(), mara, ref, d.Version, []byte("Zufahrt"), d.Reference)
	}
	if err == nil {
		_, err = statements.File(t.Context(), mara, ref, d.ID, w.Clock.Now())
	}
	if err == nil {
		_, err = statements.RecordIntake(t.Context(), w.Planner, ref, statement.NewIntake{Channel: statement.Letter, Key: uuid.New(),
			ReceivedAt: proceduretest.Instant(t, "2026-10-30 12:00:00"), Evidence: "Eingangsstempel",
			Contributions: []statement.Contribution{{Kind: statement.Person, Text: []byte("Radweg")}}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return w, ref
}

func verify(t *testing.T, w *proceduretest.Town, checkpoints ...string) (bool, string) {
	t.Helper()
	var out strings.Builder
	ok, err := verifyAll(t.Context(), &out, w.DB.App, w.Blobs, w.Signer.VerifierKey(), checkpoints...)
	if err != nil {
		t.Fatal(err)
	}
	return ok, out.String()
}

func TestSoundDatabaseIsVerified(t *testing.T) {
	w, ref := verified(t)
	proceduretest.In(t, w.DB, "bergheim").Create(t)
	signed, err := ledger.SignCheckpoint(t.Context(), w.DB.App, w.Signer, w.Authority.ID, ref.ID)
	if err != nil {
		t.Fatal(err)
	}
	ok, out := verify(t, w, signed.Note)
	if want := "2 Verfahren, 10 Einträge, 2 Stellungnahmen, 2 Dateien geprüft: 0 Abweichungen"; !ok || lastLine(out) != want {
		t.Errorf("got %v and\n%s\nwant %q in the last line", ok, out, want)
	}
	if want := `auenbrueck-bp-47: nachträglich erfasst: Nr. 2 (Brief), eingegangen 30.10.2026, 12:00 Uhr, erfasst 02.11.2026, 10:00 Uhr von Jana Wirth, Beleg: "Eingangsstempel"`; !strings.Contains(out, want) {
		t.Errorf("got\n%s\nwant the letter listed: %s", out, want)
	}
}

// TestGuestsAreVerified: what came without a login re-derives like the rest and is listed as nothing odd, whether the address
// behind it was confirmed or not.
func TestGuestsAreVerified(t *testing.T) {
	w, ref := verified(t)
	statements := statement.New(w.Tenancy, w.Blobs, w.Signer)
	var last statement.Statement
	for _, g := range []statement.GuestForm{{Text: []byte("Die Brücke ist zu schmal.")}, {Text: []byte("Zu laut."), Files: []statement.NewFile{{Name: "foto.txt", Data: strings.NewReader("Ein Bild in Worten.")}}}} {
		g.Contact, g.Reference = statement.Contact{Name: "Hanne Zeisig", Mail: "zeisig@post.example", ReplyBy: "mail"}, statement.Reference{Kind: statement.ToPlan}
		g.Key, g.ReceivedAt = uuid.New(), w.Clock.Now()
		var err error
		if last, _, err = statements.FileAsGuest(t.Context(), ref, g); err != nil {
			t.Fatal(err)
		}
	}
	_, secret, _, err := statements.GuestReceiptOwed(t.Context(), w.Authority.ID, last.ID)
	if err == nil {
		err = statements.ConfirmAddress(t.Context(), ref, secret)
	}
	if err != nil {
		t.Fatal(err)
	}
	ok, out := verify(t, w)
	if want := "4 Stellungnahmen, 3 Dateien geprüft: 0 Abweichungen"; !ok || !strings.HasSuffix(lastLine(out), want) || strings.Contains(out, "Nr. 3") {
		t.Errorf("got %v and\n%s\nwant %q in the last line, and no guest in the list of letters", ok, out, want)
	}
	w.Forge(t, `UPDATE guest_address SET confirmed_at = asked_at WHERE confirmed_at IS NULL`)
	if ok, out := verify(t, w); ok || !strings.Contains(out, "Nr. 3") {
		t.Errorf("got %v and\n%s\nwant the confirmation that nobody gave found", ok, out)
	}
}

func TestForgedDatabaseIsFound(t *testing.T) {
	for _, tt := range []struct {
		sql, want string
	}{
		{`UPDATE statement_content SET original = 'Dafür' WHERE octet_length(original) = 7`, "Text, Bezug oder Anhänge einer Stellungnahme"},
		{`UPDATE ledger_leaf SET data = data || '\x0a' WHERE n = 2`, "Ein Eintrag des Registers wurde geändert."},
		{`UPDATE period_version SET closes_at = closes_at + interval '1 day'`, "Eine Frist ist nicht die, die im Register steht."},
		{`DELETE FROM slug`, "Die öffentliche Adresse des Verfahrens fehlt."},
		{`DELETE FROM ledger_head`, "Das Register des Verfahrens fehlt."},
		{`DELETE FROM procedure`, "Das Verfahren fehlt;"},
	} {
		w, _ := verified(t)
		w.Forge(t, tt.sql)
		ok, out := verify(t, w)
		if ok || !strings.Contains(out, tt.want) || strings.HasSuffix(lastLine(out), " 0 Abweichungen") {
			t.Errorf("%s: got %v and\n%s\nwant %q", tt.sql, ok, out, tt.want)
		}
	}
}

// TestForgedAvailabilityIsFound makes an outage undone that was in the register.
func TestForgedAvailabilityIsFound(t *testing.T) {
	w, _ := verified(t)
	watch := availability.New(w.Tenancy)
	due, err := watch.Due(t.Context(), time.Hour)
	if err != nil || len(due) == 0 {
		t.Fatalf("got %d documents due and %v, want some", len(due), err)
	}
	err = watch.Enter(t.Context(), availability.Check{Target: due[0], At: w.Clock.Now(), Every: time.Hour, Result: availability.Result{Outcome: availability.Unreachable}})
	if err == nil {
		w.Clock.Set(proceduretest.Instant(t, "2026-11-30 00:00:00"))
		_, err = watch.SealClosed(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	if ok, out := verify(t, w); !ok {
		t.Errorf("untouched: got\n%s\nwant no deviation", out)
	}
	w.Forge(t, `UPDATE availability_run SET outcome = 'good'`)
	if ok, out := verify(t, w); ok || !strings.Contains(out, "Die Aufzeichnung der Verfügbarkeit ist nicht die, die ins Register kam.") {
		t.Errorf("outage undone: got %v and\n%s", ok, out)
	}
}

// TestShortenedRegisterIsFoundByACheckpointFromOutside restores a state that is sound in itself.
func TestShortenedRegisterIsFoundByACheckpointFromOutside(t *testing.T) {
	w, ref := verified(t)
	signed, err := ledger.SignCheckpoint(t.Context(), w.DB.App, w.Signer, w.Authority.ID, ref.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`DELETE FROM statement WHERE number = 2`, `DELETE FROM ledger_leaf WHERE n = 7`, `DELETE FROM ledger_hash WHERE idx >= 11`,
		`UPDATE ledger_head SET size = 7, statements = 1`} {
		w.Forge(t, sql)
	}
	if ok, out := verify(t, w); !ok {
		t.Errorf("without the checkpoint: got\n%s\nwant a state that is sound in itself", out)
	}
	if ok, out := verify(t, w, signed.Note); ok || !strings.Contains(out, "Das Register ist kürzer als der Stand, der unterschrieben wurde.") {
		t.Errorf("with the checkpoint: got %v and\n%s", ok, out)
	}
	elsewhere := proceduretest.In(t, testdb.New(t), "zell")
	foreign, err := ledger.SignCheckpoint(t.Context(), elsewhere.DB.App, w.Signer, elsewhere.Authority.ID, elsewhere.Create(t).ID)
	if err != nil {
		t.Fatal(err)
	}
	for note, want := range map[string]string{
		"x":          "Der 1. Prüfpunkt ist nicht mit dem Schlüssel unterschrieben oder beschädigt",
		foreign.Note: "Zu dem Prüfpunkt des Registers einwand.example/zell-bp-47 gibt es hier kein Register.",
	} {
		if ok, out := verify(t, w, note); ok || !strings.Contains(out, want) {
			t.Errorf("checkpoint %q: got %v and\n%s\nwant %q", note, ok, out, want)
		}
	}
}

// TestEveryFindingHasGermanWords reads the kinds of findings from the rooms' sources.
func TestEveryFindingHasGermanWords(t *testing.T) {
	words := map[string]map[string]string{"ledger": {}, "statement": {}, "procedure": {}, "availability": {}, "bodies": {}, "weighing": {}}
	for k, v := range registerFindings {
		words["ledger"][string(k)] = v
	}
	for k, v := range statementFindings {
		words["statement"][string(k)] = v
	}
	for k, v := range actFindings {
		words["procedure"][string(k)] = v
	}
	for k, v := range availabilityFindings {
		words["availability"][string(k)] = v
	}
	for k, v := range letterFindings {
		words["bodies"][string(k)] = v
	}
	for k, v := range tableFindings {
		words["weighing"][string(k)] = v
	}
	for room, source := range map[string]string{"ledger": "procedure/ledger/verify.go", "statement": "procedure/statement/verify.go",
		"procedure": "procedure/verify.go", "availability": "procedure/availability/verify.go", "bodies": "procedure/bodies/verify.go", "weighing": "weighing/verify.go"} {
		text, err := os.ReadFile(filepath.Join("../..", source))
		if err != nil {
			t.Fatal(err)
		}
		kinds := regexp.MustCompile(`(?m)^\t\w+ +(?:Kind|Problem|FindingKind) += "(.+?)"`).FindAllSubmatch(text, -1)
		if len(kinds) != len(words[room]) || len(kinds) < 3 {
			t.Errorf("%s: got %d kinds of findings and words for %d", room, len(kinds), len(words[room]))
		}
		for _, kind := range kinds {
			if !strings.HasSuffix(words[room][string(kind[1])], ".") {
				t.Errorf("%s: no German sentence for %q", room, kind[1])
			}
		}
	}
}
