package binder

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/procedure/ledger"
)

// packed makes an archive of items, in the order of their names.
func packed(t *testing.T, items map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(items)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(items[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// resealed is what an authority could do that wants to hide something: manifest and seal made anew with the true key.
func (o *office) resealed(items map[string][]byte) map[string][]byte {
	o.t.Helper()
	seal, err := ledger.OpenSeal(string(items[casefile.SealName]), o.Town.Signer.VerifierKey())
	o.must(err)
	delete(items, casefile.ManifestName)
	delete(items, casefile.SealName)
	var manifest strings.Builder
	for _, name := range slices.Sorted(maps.Keys(items)) {
		fmt.Fprintf(&manifest, "%x  %s\n", sha256.Sum256(items[name]), name)
	}
	sum := sha256.Sum256([]byte(manifest.String()))
	seal.SHA256 = sum[:]
	signed, err := o.Town.Signer.Seal(seal)
	o.must(err)
	items[casefile.ManifestName], items[casefile.SealName] = []byte(manifest.String()), []byte(signed)
	return items
}

func without(items map[string][]byte, prefix string) map[string][]byte {
	maps.DeleteFunc(items, func(name string, _ []byte) bool { return strings.HasPrefix(name, prefix) })
	return items
}

func found(r casefile.Report, p casefile.Problem) bool {
	return slices.ContainsFunc(r.Findings, func(f casefile.Finding) bool { return f.Problem == p })
}

// TestEveryForgeryOfTheFileIsFound: an item changed, left out, added, or the seal of somebody else.
func TestEveryForgeryOfTheFileIsFound(t *testing.T) {
	o := open(t)
	file := o.bind()
	if r := o.check(packed(t, unpacked(t, file))); len(r.Findings) > 0 {
		t.Fatalf("packed again: %+v", r)
	}
	for _, name := range slices.Sorted(maps.Keys(unpacked(t, file))) {
		if name == casefile.ManifestName || name == casefile.SealName {
			continue
		}
		items := unpacked(t, file)
		items[name] = append(items[name], ' ')
		if r := o.check(packed(t, items)); !found(r, casefile.ItemDiffers) {
			t.Errorf("%s changed: %+v", name, r.Findings)
		}
		items = unpacked(t, file)
		delete(items, name)
		if r := o.check(packed(t, items)); !found(r, casefile.ItemMissing) {
			t.Errorf("%s left out: %+v", name, r.Findings)
		}
	}
	items := unpacked(t, file)
	items["9_Nachgereicht.txt"] = []byte("Das war schon immer so.")
	if r := o.check(packed(t, items)); !found(r, casefile.ItemForeign) {
		t.Errorf("added: %+v", r.Findings)
	}
	items = unpacked(t, file)
	items[casefile.ManifestName] = append(items[casefile.ManifestName], fmt.Sprintf("%064d  9.txt\n", 0)...)
	if r := o.check(packed(t, items)); !found(r, casefile.SealBroken) {
		t.Errorf("manifest changed: %+v", r.Findings)
	}
	other := open(t).Town.Signer.VerifierKey()
	if r, err := casefile.Check(bytes.NewReader(file), int64(len(file)), other); err != nil || !found(r, casefile.SealBroken) {
		t.Errorf("another key: %+v, %v", r.Findings, err)
	}
}

// TestStatementLeftOutIsFound although the authority seals the file anew.
func TestStatementLeftOutIsFound(t *testing.T) {
	o := open(t)
	file := o.bind()
	if r := o.check(packed(t, o.resealed(unpacked(t, file)))); len(r.Findings) > 0 {
		t.Fatalf("sealed anew without a change: %+v", r.Findings)
	}
	folder := casefile.Statements + "/BP47-0002/"
	for name, tc := range map[string]struct {
		forge func(map[string][]byte) map[string][]byte
		want  casefile.Problem
	}{
		"left out":       {func(m map[string][]byte) map[string][]byte { return without(m, folder) }, casefile.StatementMissing},
		"without a file": {func(m map[string][]byte) map[string][]byte { return without(m, folder+"Anhang") }, casefile.AttachmentMissing},
		"another receipt": {func(m map[string][]byte) map[string][]byte {
			m[folder+casefile.ReceiptName] = m[casefile.Statements+"/BP47-0001/"+casefile.ReceiptName]
			return m
		}, casefile.ReceiptBroken},
		"receipt damaged": {func(m map[string][]byte) map[string][]byte {
			m[folder+casefile.ReceiptName] = m[folder+casefile.ReceiptName][:1000]
			return m
		}, casefile.ReceiptBroken},
		"register cut": {func(m map[string][]byte) map[string][]byte {
			lines := bytes.SplitAfter(m[casefile.RegisterName], []byte("\n"))
			m[casefile.RegisterName] = bytes.Join(lines[:len(lines)-2], nil)
			return m
		}, casefile.RegisterBroken},
		"register without an entry": {func(m map[string][]byte) map[string][]byte {
			m[casefile.RegisterName] = bytes.Replace(m[casefile.RegisterName], []byte("received"), []byte("erased"), 1)
			return m
		}, casefile.RegisterBroken},
		"no checkpoint": {func(m map[string][]byte) map[string][]byte { return without(m, casefile.CheckpointName) }, casefile.RegisterBroken},
	} {
		if r := o.check(packed(t, o.resealed(tc.forge(unpacked(t, file))))); !found(r, tc.want) {
			t.Errorf("%s: %+v, want %s", name, r.Findings, tc.want)
		}
	}
}

// TestDocumentLeftOutIsFound: what was published is in the register by its hash.
func TestDocumentLeftOutIsFound(t *testing.T) {
	o := open(t)
	file := o.bind()
	for name := range unpacked(t, file) {
		evidence := strings.HasPrefix(name, "2_Unterlagen/") || strings.HasSuffix(name, "Bekanntmachung.txt")
		if !evidence {
			continue
		}
		items := unpacked(t, file)
		delete(items, name)
		if r := o.check(packed(t, o.resealed(items))); !found(r, casefile.EvidenceMissing) {
			t.Errorf("%s: %+v", name, r.Findings)
		}
	}
}

// TestTableLeftOutIsFound, and one whose reasons were written anew after the vote.
func TestTableLeftOutIsFound(t *testing.T) {
	o := open(t)
	file := o.bind()
	name := casefile.Tables + "/Tabelle-1/" + casefile.OpeningName
	undecided := unpacked(t, file)[name]
	o.decide()
	file = o.bind()
	for what, forge := range map[string]func(map[string][]byte){
		"left out": func(m map[string][]byte) { delete(m, name) },
		"other words": func(m map[string][]byte) {
			m[name] = bytes.Replace(m[name], []byte("Das Gutachten belegt es."), []byte("Der Rat weiß es besser."), 1)
		},
		"vote": func(m map[string][]byte) {
			m[name] = bytes.Replace(m[name], []byte(`"yes": 20`), []byte(`"yes": 21`), 1)
		},
		"no decision": func(m map[string][]byte) { m[name] = undecided },
		"cut":         func(m map[string][]byte) { m[name] = m[name][:100] },
	} {
		items := unpacked(t, file)
		forge(items)
		if r := o.check(packed(t, o.resealed(items))); !found(r, casefile.TableMissing) {
			t.Errorf("%s: %+v", what, r)
		}
	}
}

// TestTextForReadingIsTheOneReceived: who opens the file reads the text and the sheet beside the proof, not what is in it.
func TestTextForReadingIsTheOneReceived(t *testing.T) {
	o := open(t)
	file := o.bind()
	table, err := o.Weighing.CouncilTable(t.Context(), o.Planner, o.ref, 1, 0)
	o.must(err)
	table.Rows[0].Reasoning = "Der Rat weiß es besser."
	var forged bytes.Buffer
	_, err = export.Council(&forged, export.XLSX, table)
	o.must(err)
	text := casefile.Statements + "/BP47-0002/" + casefile.TextName
	sheet := casefile.Tables + "/Tabelle-1/Abwaegungstabelle-1-rat-" + o.ref.Slug + ".xlsx"
	for name, tc := range map[string]struct {
		item string
		data []byte
		want casefile.Problem
	}{"text": {text, []byte("Ich bin einverstanden."), casefile.TextDiffers}, "sheet": {sheet, forged.Bytes(), casefile.TableDiffers}, "no sheet": {sheet, []byte("PK"), casefile.TableDiffers}} {
		items := unpacked(t, file)
		if items[tc.item] == nil {
			t.Fatalf("%s is not in the file", tc.item)
		}
		items[tc.item] = tc.data
		if r := o.check(packed(t, o.resealed(items))); !found(r, tc.want) {
			t.Errorf("%s: %+v", name, r.Findings)
		}
	}
	items := unpacked(t, file)
	delete(items, text)
	if r := o.check(packed(t, o.resealed(items))); !found(r, casefile.TextDiffers) {
		t.Errorf("text left out: %+v", r.Findings)
	}
}

// TestSealedAloneIsCounted: a reader must know what only the word of the authority stands behind.
func TestSealedAloneIsCounted(t *testing.T) {
	o := open(t)
	items := unpacked(t, o.bind())
	want := 0
	for name := range items {
		sealed := strings.HasSuffix(name, ".pdf") && !strings.HasPrefix(name, "2_Unterlagen/") || strings.HasSuffix(name, "Person.txt") ||
			strings.HasPrefix(name, "1_Verfahren/Verfuegbarkeit_") || name == casefile.ContentsName
		if sealed {
			want++
		}
	}
	if r := o.check(packed(t, o.resealed(items))); r.Sealed != want || want == 0 {
		t.Errorf("%d counted, want %d", r.Sealed, want)
	}
}

// TestBrokenSealEndsTheCheck: bytes that nobody vouches for are not unpacked.
func TestBrokenSealEndsTheCheck(t *testing.T) {
	o := open(t)
	items := unpacked(t, o.bind())
	items[casefile.ManifestName] = append(items[casefile.ManifestName], fmt.Sprintf("%064d  9.txt\n", 0)...)
	if r := o.check(packed(t, items)); r.Items != 0 || len(r.Findings) != 1 || !found(r, casefile.SealBroken) {
		t.Errorf("got %+v", r)
	}
}

// TestErrorsNameNoFile: file names are typed by residents, and errors are logged.
func TestErrorsNameNoFile(t *testing.T) {
	o := open(t)
	for room := 0; room < 200<<10; room += 10 << 10 {
		if err := o.Bind(t.Context(), &full{room}, o.Planner, o.ref, nil); err != nil && strings.Contains(err.Error(), "Foto") {
			t.Fatalf("after %d bytes: %v", room, err)
		}
	}
}
