package procedure

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 123456000, time.UTC)

func TestLeafIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[^\r\n]*`)
		want := map[string]string{}
		var fields []Field
		for i, v := range rapid.SliceOfN(value, 0, 6).Draw(t, "values") {
			key := "k" + string(rune('a'+i))
			want[key] = v
			fields = append(fields, Field{key, v})
		}
		at := noon.Add(time.Duration(rapid.Int64Range(0, 1e15).Draw(t, "at")))
		data, err := FormatLeaf("received", at, fields...)
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := ParseLeaf(data)
		if err != nil || leaf.Kind != "received" || !leaf.At.Equal(at) {
			t.Fatalf("%q: got %+v and %v", data, leaf, err)
		}
		for key, v := range want {
			if leaf.Fields[key] != v {
				t.Fatalf("%q: field %s: got %q, want %q", data, key, leaf.Fields[key], v)
			}
		}
	})
}

func TestLeafCannotBeForgedByAValue(t *testing.T) {
	for _, f := range []Field{
		{"reason", "x\nnumber: 7"}, {"reason", "x\rnumber: 7"}, {"reason\nnumber: 7", "x"}, {"a: b", "x"}, {"a\r", "x"},
		{"at", "2026-01-01T00:00:00Z"}, {"", "x"},
	} {
		if data, err := FormatLeaf("received", noon, f); err == nil {
			t.Errorf("%+v: got the leaf %q, want it refused", f, data)
		}
	}
	if data, err := FormatLeaf("received", noon, Field{"a", "1"}, Field{"a", "2"}); err == nil {
		t.Errorf("a field twice: got the leaf %q, want it refused", data)
	}
	for _, kind := range []string{"", "a\nb", "a b"} {
		if data, err := FormatLeaf(kind, noon); err == nil {
			t.Errorf("kind %q: got the leaf %q, want it refused", kind, data)
		}
	}
}

func TestLeafHasOneSpelling(t *testing.T) {
	const good = "einwand/leaf/v1 received\nat: 2026-11-23T12:00:00.123456Z\nnumber: 7\n"
	if _, err := ParseLeaf([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"another format":       strings.Replace(good, "v1", "v2", 1),
		"no kind":              strings.Replace(good, " received", " ", 1),
		"two words for a kind": strings.Replace(good, "received", "received twice", 1),
		"no time":              "einwand/leaf/v1 received\nnumber: 7\n",
		"time elsewhere":       "einwand/leaf/v1 received\nnumber: 7\nat: 2026-11-23T12:00:00.123456Z\n",
		"time in another zone": strings.Replace(good, "12:00:00.123456Z", "13:00:00.123456+01:00", 1),
		"time with more zeros": strings.Replace(good, "123456Z", "1234560Z", 1),
		"no end of line":       strings.TrimSuffix(good, "\n"),
		"empty line":           good + "\n",
		"line of Windows":      strings.ReplaceAll(good, "\n", "\r\n"),
		"carriage return":      strings.Replace(good, "7", "7\r", 1),
		"field twice":          good + "number: 8\n",
		"line without a field": good + "number 8\n",
		"field without a name": good + ": 8\n",
		"nothing":              "",
	} {
		if leaf, err := ParseLeaf([]byte(bad)); err == nil {
			t.Errorf("%s: got %+v, want it refused", name, leaf)
		}
	}
}

// FuzzParseLeaf: what is read can be written again to the same bytes, so no two spellings mean the same.
func FuzzParseLeaf(f *testing.F) {
	f.Add([]byte("einwand/leaf/v1 received\nat: 2026-11-23T12:00:00.123456Z\nnumber: 7\nperiod: none\n"))
	f.Add([]byte("einwand/leaf/v1 x\nat: 2026-11-23T12:00:00Z\na: : b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		leaf, err := ParseLeaf(data)
		if err != nil {
			return
		}
		var fields []Field
		for _, line := range strings.Split(string(data), "\n")[2:] {
			if key, value, ok := strings.Cut(line, ": "); ok {
				fields = append(fields, Field{key, value})
			}
		}
		again, err := FormatLeaf(leaf.Kind, leaf.At, fields...)
		if err != nil || string(again) != string(data) {
			t.Errorf("%q was read, but is written %q (%v)", data, again, err)
		}
	})
}

func TestPagesAreCountedWhereTheyCanBe(t *testing.T) {
	for data, want := range map[string]int{
		"%PDF-1.4 << /Type /Pages /Kids [] >> << /Type /Page >> << /Type/Page/Parent 1 0 R >>": 2,
		"%PDF-1.5 << /Type /ObjStm >> compressed":                                              0,
		"/Type\n/Page": 1,
		"/Type":        0,
	} {
		if got := countPages([]byte(data)); got != want {
			t.Errorf("%q: got %d, want %d", data, got, want)
		}
	}
}

func TestManifestTellsEveryDifference(t *testing.T) {
	base := []Document{{Position: 1, FileName: "a.pdf", Size: 3, SHA256: []byte{1}}, {Position: 2, FileName: "b.pdf", Size: 3, SHA256: []byte{2}}}
	seen := map[string]string{string(Manifest(base)): "itself"}
	for name, change := range map[string]func([]Document) []Document{
		"name":    func(d []Document) []Document { d[0].FileName = "c.pdf"; return d },
		"size":    func(d []Document) []Document { d[0].Size = 4; return d },
		"content": func(d []Document) []Document { d[0].SHA256 = []byte{3}; return d },
		"order":   func(d []Document) []Document { d[0].Position, d[1].Position = 2, 1; return d },
		"fewer":   func(d []Document) []Document { return d[:1] },
	} {
		sum := string(Manifest(change(append([]Document(nil), base...))))
		if other, ok := seen[sum]; ok {
			t.Errorf("%s: got the manifest of %s, want another", name, other)
		}
		seen[sum] = name
	}
	if got := Manifest(base); string(got) != string(Manifest(base)) {
		t.Error("the same documents: got two manifests")
	}
}
