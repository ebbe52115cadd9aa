package saml

import (
	"bytes"
	"crypto/aes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
)

func seeds(f *testing.F, p *Provider, l identity.Login) [][]byte {
	f.Helper()
	var all [][]byte
	for _, edit := range []func(*draft){
		nil,
		func(d *draft) { pss(d); d.seal = modern() },
		func(d *draft) { d.seal, d.signResponse = gcmSeal(16), true },
		func(d *draft) { d.seal = modern(); d.seal.beside = true },
		func(d *draft) { d.seal = cbcSeal(32) },
		declined("urn:oasis:names:tc:SAML:2.0:status:Requester", "urn:oasis:names:tc:SAML:2.0:status:RequestDenied", "security-msg", `{"errors":[{"code":"x"}]}`),
		func(d *draft) { d.signResponse = true },
		func(d *draft) { d.signAssertion = false },
		func(d *draft) { drop(d.assertion, "Conditions") },
		func(d *draft) { drop(d.assertion, "Subject") },
		func(d *draft) { fill(d, 1100) },
		func(d *draft) { d.after = func() { d.root.AddChild(evil(d, "evil")) } },
		func(d *draft) { d.after = func() { drop(d.assertion, "Signature/SignedInfo/Reference") } },
		func(d *draft) {
			d.raw = func(s string) string {
				return strings.Replace(s, "<saml:Subject>", `<saml:Subject xmlns:xml="urn:evil">`, 1)
			}
		},
		func(d *draft) { d.raw = func(s string) string { return `<!DOCTYPE r>` + s + `<?x?><!-- -->` } },
	} {
		all = append(all, forge(f, p, l, keyring.idp, edit))
	}
	return append(all, nil, []byte("<p:Response/>"), []byte(`<Response xmlns="`+nsProtocol+`"><Status><StatusCode Value="x"/></Status></Response>`))
}

// FuzzScan holds the scan to what the later readers rely on: what it lets through is one element with one assertion, no longer and
// no deeper than the limits, and reads without comments, instructions or declarations.
func FuzzScan(f *testing.F) {
	p := mustProvider(f, residentsConfig(), nil)
	for _, seed := range seeds(f, p, pending(p)) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		o, err := scan(raw)
		if err != nil {
			var refusal *identity.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("got error %v, want a refusal", err)
			}
			return
		}
		if from, to := o.encrypted.from, o.encrypted.to; to > 0 {
			if got := o.unsealed(raw, []byte("<plain/>")); len(got) != len(raw)-int(to-from)-int(o.signature.to-o.signature.from)+len("<plain/>") {
				t.Fatalf("got %d bytes left of %d around the encrypted assertion at %d to %d", len(got), len(raw), from, to)
			}
		}
		elements, assertions, depth := 0, 0, 0
		d := xml.NewDecoder(bytes.NewReader(raw))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			switch el := token.(type) {
			case xml.StartElement:
				elements, depth = elements+1, depth+1
				if (el.Name.Local == "Assertion" || el.Name.Local == "EncryptedAssertion") && el.Name.Space == nsAssertion {
					assertions++
				}
			case xml.EndElement:
				depth--
			case xml.Comment, xml.Directive:
				t.Fatalf("got %T let through", el)
			}
			if err != nil || depth > maxDepth || elements > maxElements {
				t.Fatalf("got error %v, depth %d, %d elements let through", err, depth, elements)
			}
		}
		if o.success() != (assertions == 1) || assertions > 1 {
			t.Fatalf("got %d assertions with status %q let through", assertions, o.status)
		}
	})
}

// FuzzFinish runs all of Finish that reads the answer, from base64 to the identity; the database before and after it sees only
// RelayState and a hash. Each input is a change to one place of an answer, so that it does not depend on the keys of the run. Nobody
// but the person of the seeds ever comes out, and the library is never brought to panic.
func FuzzFinish(f *testing.F) {
	c := residentsConfig()
	c.Provider.Encryption = []string{"aes128-gcm", "aes256-gcm", "aes256-cbc"}
	p := mustProvider(f, c, nil)
	l := pending(p)
	answers := seeds(f, p, l)
	for i, raw := range answers {
		f.Add(uint8(i), uint16(0), uint16(0), "")
		f.Add(uint8(i), uint16(len(raw)/2), uint16(9), "bpk2-evil")
		f.Add(uint8(i), uint16(len(raw)), uint16(0), "<!-- -->")
	}
	f.Fuzz(func(t *testing.T, which uint8, from, cut uint16, text string) {
		answer := answers[int(which)%len(answers)]
		from = min(from, uint16(len(answer)))
		cut = min(cut, uint16(len(answer))-from)
		changed := slices.Concat(answer[:from], []byte(text), answer[from+cut:])
		raw, err := decode(encoded(changed))
		if err != nil {
			return
		}
		onlyMara(t, p, l, raw)
	})
}

// onlyMara holds an answer to what every one is held to: the person whose assertion was signed comes out, or a refusal by a rule.
func onlyMara(t *testing.T, p *Provider, l identity.Login, raw []byte) {
	t.Helper()
	a, err := p.accept(raw, l, now)
	if err != nil {
		if strings.Contains(err.Error(), panicked) {
			t.Fatal(err)
		}
		return
	}
	who, err := p.identityOf(&a)
	if err != nil || who.Subject != "bpk2-mara" || who.Level != identity.LevelHigh {
		t.Fatalf("got %+v, error %v, want only the person whose assertion was signed", who, err)
	}
}

// FuzzPlaintext changes what is encrypted: anybody may encrypt for us, so it is as foreign as what stands around it.
func FuzzPlaintext(f *testing.F) {
	p := mustProvider(f, residentsConfig(), nil)
	l := pending(p)
	outside := forge(f, p, l, keyring.idp, nil)
	from, to := bytes.Index(outside, []byte("<saml:Assertion")), bytes.LastIndex(outside, []byte("</samlp:Response>"))
	inside := outside[from:to]
	f.Add(uint16(0), uint16(0), "")
	f.Add(uint16(0), uint16(len(inside)), "<!-- -->")
	f.Add(uint16(0), uint16(len(inside)), "")
	f.Add(uint16(len(inside)), uint16(0), "</samlp:Response><samlp:Response>")
	f.Add(uint16(len(inside)), uint16(0), "<![CDATA[")
	f.Add(uint16(0), uint16(0), `<?xml version="1.0"?>`)
	f.Fuzz(func(t *testing.T, at, cut uint16, text string) {
		at = min(at, uint16(len(inside)))
		cut = min(cut, uint16(len(inside))-at)
		plain := slices.Concat(inside[:at], []byte(text), inside[at+cut:])
		onlyMara(t, p, l, slices.Concat(outside[:from], modern().encrypt(t, plain), outside[to:]))
	})
}

// FuzzCiphertext holds both modes to never stop at whatever bytes come, which the library's do.
func FuzzCiphertext(f *testing.F) {
	for _, n := range []int{0, 1, 11, 12, 15, 16, 27, 28, 32, 33, 48} {
		f.Add(make([]byte, n))
	}
	block, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if plain, err := openGCM(block, data); err == nil {
			t.Fatalf("got %q out of bytes that nobody encrypted", plain)
		}
		if plain, err := openCBC(block, data); (err == nil) != (len(data) >= 32 && len(data)%16 == 0) || len(plain) > len(data) {
			t.Fatalf("got %d bytes out of %d, error %v", len(plain), len(data), err)
		}
	})
}
