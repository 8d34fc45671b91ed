package mail_test

import (
	"bytes"
	"encoding/hex"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/alerts/mail"
)

func header() mail.Header {
	return mail.Header{
		From: "kith <kith@kith.example>", To: "ana@mail.example", MessageID: "digest.0a1b2c3d.abcdefghij0123456789@kith.example",
		ListID: "digest.0a1b2c3d.kith.example", StopURL: "https://kith.example/u/9dQtoken",
		Reasons: []kith.ReasonKind{kith.ReasonContact, kith.ReasonWatch}, Date: now,
	}
}

func build(t *testing.T, h mail.Header, d mail.Digest) ([]byte, mail.Rendered) {
	t.Helper()
	r, err := mail.NewRenderer().Render(d)
	if err != nil {
		t.Fatal(err)
	}
	data, err := mail.Build(h, r)
	if err != nil {
		t.Fatal(err)
	}
	return data, r
}

// TestHeaders reads the headers back as a mail program does.
func TestHeaders(t *testing.T) {
	t.Parallel()
	data, r := build(t, header(), digestOf(northwharf()))
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"From": `"kith" <kith@kith.example>`, "To": "<ana@mail.example>", "Subject": r.Subject,
		"Message-Id": "<digest.0a1b2c3d.abcdefghij0123456789@kith.example>", "List-Id": "kith digest <digest.0a1b2c3d.kith.example>",
		"List-Unsubscribe": "<https://kith.example/u/9dQtoken>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"Auto-Submitted": "auto-generated", "X-Kith-Reason": "contact, watch", "Mime-Version": "1.0", "Date": "Mon, 23 Nov 2026 07:30:00 +0000",
		"Content-Type": m.Header.Get("Content-Type"),
	}
	got := map[string]string{}
	for name, values := range m.Header {
		if len(values) != 1 {
			t.Errorf("%s comes %d times", name, len(values))
		}
		got[name] = values[0]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
}

// TestParts reads text and HTML back.
func TestParts(t *testing.T) {
	t.Parallel()
	for name, d := range situations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, r := build(t, header(), d)
			checkWire(t, data)
			m, err := netmail.ReadMessage(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
			if err != nil || subject != r.Subject {
				t.Errorf("the subject reads %q (%v), want %q", subject, err, r.Subject)
			}
			kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
			if err != nil || kind != "multipart/alternative" {
				t.Fatalf("content type %q (%v)", kind, err)
			}
			parts := multipart.NewReader(m.Body, params["boundary"])
			checkPart(t, parts, "text/plain; charset=UTF-8", r.Text)
			checkPart(t, parts, "text/html; charset=UTF-8", r.HTML)
			if _, err := parts.NextPart(); err != io.EOF {
				t.Errorf("a third part: %v", err)
			}
		})
	}
}

func checkPart(t *testing.T, parts *multipart.Reader, kind, want string) {
	t.Helper()
	part, err := parts.NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	if got := part.Header.Get("Content-Type"); got != kind {
		t.Errorf("content type %q, want %q", got, kind)
	}
	if got := part.Header.Get("Content-Transfer-Encoding"); got != "quoted-printable" {
		t.Errorf("encoding %q", got)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(part))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, strings.ReplaceAll(string(body), "\r\n", "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", kind, diff)
	}
}

// checkWire checks what every mail server demands of the bytes.
func checkWire(t *testing.T, data []byte) {
	t.Helper()
	if !bytes.HasSuffix(data, []byte("\r\n")) {
		t.Error("the mail does not end with a line")
	}
	for line := range strings.SplitSeq(string(data), "\r\n") {
		if len(line) > 78 && !strings.HasPrefix(line, "List-Unsubscribe:") || len(line) > 998 {
			t.Errorf("a line of %d bytes: %.100s", len(line), line)
		}
		if strings.ContainsAny(line, "\r\n\x00") {
			t.Errorf("a bare line end in %q", line)
		}
		for _, b := range []byte(line) {
			if b > 126 || b < 32 && b != '\t' {
				t.Fatalf("byte %s in %q", hex.EncodeToString([]byte{b}), line)
			}
		}
	}
	head, _, _ := strings.Cut(string(data), "\r\n\r\n")
	for line := range strings.SplitSeq(head, "\r\n") {
		if strings.HasPrefix(line, "Bcc:") || strings.HasPrefix(line, "X-Evil:") {
			t.Errorf("a header from foreign text: %s", line)
		}
	}
}

// TestSameBytes builds the same mail often: retries must send the same bytes.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	first, _ := build(t, header(), digestOf(northwharf(), hostile()))
	for range 20 {
		if again, _ := build(t, header(), digestOf(northwharf(), hostile())); !bytes.Equal(first, again) {
			t.Fatal("the bytes differ")
		}
	}
	other := header()
	other.MessageID = "digest.0a1b2c3d.other@kith.example"
	if again, _ := build(t, other, digestOf(northwharf(), hostile())); bytes.Equal(first, again) {
		t.Error("another Message-ID makes the same bytes")
	}
}

// TestBuildAddresses checks addresses that are absent or none.
func TestBuildAddresses(t *testing.T) {
	t.Parallel()
	h := header()
	h.To, h.StopURL = "", ""
	data, _ := build(t, h, digestOf(northwharf()))
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if to, err := m.Header.AddressList("To"); err != nil || len(to) != 1 || !strings.HasSuffix(to[0].Address, ".invalid") {
		t.Errorf("To is %v, %v", to, err)
	}
	if m.Header.Get("List-Unsubscribe") != "" || m.Header.Get("List-Unsubscribe-Post") != "" {
		t.Error("a way to stop that leads nowhere")
	}
	for _, wrong := range []string{"no address", "a@b\r\nBcc: eve@evil.example", "a@b, c@d"} {
		h := header()
		h.To = wrong
		if _, err := mail.Build(h, mail.Rendered{Subject: "s", Text: "t", HTML: "h"}); kith.CodeOf(err) != kith.CodeInvalid || strings.ContainsAny(err.Error(), "\r\n") {
			t.Errorf("To %q: %v", wrong, err)
		}
	}
}

// checkTags checks that foreign text has made no tag, and no link but to a web
// page.
func checkTags(t *testing.T, html string) {
	t.Helper()
	for _, tag := range []string{"table", "td", "tr", "p", "a", "h1", "h2", "b", "span", "div", "style", "title"} {
		opened := strings.Count(html, "<"+tag+" ") + strings.Count(html, "<"+tag+">")
		if closed := strings.Count(html, "</"+tag+">"); opened != closed {
			t.Errorf("%d of %s are opened, %d closed", opened, tag, closed)
		}
	}
	if links, safe := strings.Count(html, `href="`), strings.Count(html, `href="http`); links != safe {
		t.Errorf("%d links, %d of them to web pages", links, safe)
	}
	for _, tag := range []string{"<script", "<img", "<iframe", "<svg", "<form", "<link", "<base"} {
		if strings.Contains(strings.ToLower(html), tag) {
			t.Errorf("a tag %s", tag)
		}
	}
}

// FuzzSubject feeds foreign words into the subject and the whole mail.
func FuzzSubject(f *testing.F) {
	f.Add("Planner", "Northwharf Freight", "Marta", "https://jobs.example/1")
	f.Add(hostileTitle, "\r\nX: 1", "\u202e", "javascript:alert(1)")
	f.Add(strings.Repeat("é\u0301", 300), strings.Repeat(longWord, 20), "\xff", "http://[::1")
	f.Add("", "", "", "")
	renderer := mail.NewRenderer()
	f.Fuzz(func(t *testing.T, title, company, contact, address string) {
		d := digestOf(mail.Company{
			Name: company, People: []kith.Reason{{Kind: kith.ReasonContact, Contact: contact, Position: title, Match: kith.MatchExact}},
			Roles:  []mail.Role{{Title: title, URL: address, Places: []string{company, contact}, SeenAt: now}},
			Events: []kith.Event{{Kind: kith.EventMerger, Headline: title, URL: address, Quote: contact, Source: company, PublishedAt: now.Add(-time.Hour)}},
		})
		r, err := renderer.Render(d)
		if err != nil {
			t.Fatal(err)
		}
		if n := len([]rune(r.Subject)); n > 78 || strings.ContainsAny(r.Subject, "\r\n\u2028\u2029\u202e\u2066\x00") {
			t.Errorf("subject of %d: %q", n, r.Subject)
		}
		data, err := mail.Build(header(), r)
		if err != nil {
			t.Fatal(err)
		}
		checkWire(t, data)
		checkTags(t, r.HTML)
	})
}
