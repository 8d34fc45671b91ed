package crawler_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"kith/crawler"
)

// TestToUTF8 checks what becomes of text in every encoding and label.
func TestToUTF8(t *testing.T) {
	t.Parallel()
	const lie = "text/html; charset=iso-8859-1"
	for _, c := range []struct{ name, kind, body, want string }{
		{"UTF-8", "text/html; charset=utf-8", "größe", "größe"},
		{"UTF-8 without a label", "text/html", "größe", "größe"},
		{"UTF-8 with a wrong label", lie, "größe – ok", "größe – ok"},
		{"Latin-1 with its label", lie, "gr\xf6\xdfe", "größe"},
		{"Latin-1 without a label", "text/html", "<p>gr\xf6\xdfe</p>", "<p>größe</p>"},
		{"Latin-1 in quotes", `text/html; charset="ISO-8859-1"`, "gr\xf6\xdfe", "größe"},
		{"Latin-1 said to be UTF-8", "text/html; charset=utf-8", "gr\xf6\xdfe", "gr\uFFFDe"},
		{"Windows-1252", "text/plain; charset=windows-1252", "\x93a\x94", "“a”"},
		{"Windows-1250", "text/csv; charset=windows-1250", "\xf5", "ő"},
		{"Shift_JIS by meta", "text/html", "<meta charset=shift_jis><p>\x93\xfa\x96\x7b", "<meta charset=shift_jis><p>日本"},
		{"Shift_JIS by meta http-equiv", "text/html", `<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">` + "\x93\xfa", `<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">日`},
		{"ISO-2022-JP, all ASCII", "text/html; charset=iso-2022-jp", "\x1b$BF|K\\\x1b(B", "日本"},
		{"EUC-KR", "text/html; charset=euc-kr", "\xc7\xd1", "한"},
		{"GB18030", "text/html; charset=gb2312", "\xd6\xd0", "中"},
		{"UTF-16 little", "text/html", "\xff\xfea\x00\xf6\x00", "aö"},
		{"UTF-16 big", "text/plain; charset=utf-8", "\xfe\xff\x00a\x00\xf6", "aö"},
		{"UTF-16 JSON", "application/json", "\xff\xfe{\x00}\x00", "{}"},
		{"a byte order mark", "application/json", "\xef\xbb\xbf{}", "{}"},
		{"a flaw in UTF-8", "text/html", "<p>größe größe \xff", "<p>größe größe \uFFFD"},
		{"JSON with Latin-1", "application/json; charset=utf-8", `{"a":"gr` + "\xf6" + `"}`, `{"a":"grö"}`},
		{"JSON with a flaw", "application/json; charset=utf-8", `{"a":"größe ` + "\xf6" + `"}`, `{"a":"größe ` + "\uFFFD" + `"}`},
		{"JSON under a label", "application/json; charset=iso-8859-1", `{"a":"ö"}`, `{"a":"ö"}`},
		{"an unknown label", "text/html; charset=klingon", "gr\xf6", "gr\uFFFD"},
		{"a broken type", "text/html; charset", "gr\xf6\xdfe", "größe"},
		{"XML by its declaration", "application/rss+xml", `<?xml version="1.0" encoding="ISO-8859-1"?><a>` + "\xf6</a>", `<?xml version="1.0" encoding="utf-8"?><a>ö</a>`},
		{"XML with a wrong declaration", "text/xml; charset=utf-8", `<?xml version='1.0' encoding='iso-8859-1'?><a>ö</a>`, `<?xml version='1.0' encoding='utf-8'?><a>ö</a>`},
		{"XML, header over declaration", "text/xml; charset=iso-8859-1", `<?xml version="1.0" encoding="utf-8"?><a>` + "\xf6</a>", `<?xml version="1.0" encoding="utf-8"?><a>ö</a>`},
		{"XML without a declaration", "text/xml", "<a>ö</a>", "<a>ö</a>"},
		{"no type, text", "", "gr\xf6\xdfe and so on", "größe and so on"},
		{"no text", "application/pdf", "%PDF \xff\xfe\x00", "%PDF \xff\xfe\x00"},
		{"a spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\xff", "PK\xff"},
		{"an image", "image/png", "\x89PNG\xff", "\x89PNG\xff"},
		{"empty", "text/html", "", ""},
	} {
		if got, _ := crawler.ToUTF8([]byte(c.body), c.kind); string(got) != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if _, after := crawler.ToUTF8([]byte("gr\xf6\xdfe"), lie); after != "text/html; charset=utf-8" {
		t.Errorf("the type is still %q", after)
	}
}

// FuzzToUTF8 checks that text is valid UTF-8 and that a reader which decodes
// once more does no harm.
func FuzzToUTF8(f *testing.F) {
	f.Add([]byte("gr\xf6\xdfe"), "text/html; charset=iso-8859-1")
	f.Add([]byte(`<?xml version="1.0" encoding="ISO-8859-1"?><a>`+"\xf6</a>"), "text/xml")
	f.Add([]byte("\xff\xfea\x00"), "application/json")
	f.Add([]byte("<?xml encoding='"), "text/xml")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		text, after := crawler.ToUTF8(body, kind)
		if strings.HasPrefix(kind, "text/") && strings.HasPrefix(after, "text/") && !strings.Contains(kind, ",") && !utf8.Valid(text) && strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz/") == "" {
			t.Errorf("%q, %q: %q is no UTF-8", body, kind, text)
		}
	})
}

// TestXMLIsDecodedOnce reads a feed in Latin-1 as the readers of news do.
func TestXMLIsDecodedOnce(t *testing.T) {
	t.Parallel()
	text, _ := crawler.ToUTF8([]byte(`<?xml version="1.0" encoding="ISO-8859-1"?><a>`+"gr\xf6\xdfe</a>"), "application/xml")
	var found struct {
		Text string `xml:",chardata"`
	}
	decoder := xml.NewDecoder(strings.NewReader(string(text)))
	decoder.CharsetReader = charset.NewReaderLabel
	if err := decoder.Decode(&found); err != nil || found.Text != "größe" {
		t.Errorf("got %q, %v", found.Text, err)
	}
}
