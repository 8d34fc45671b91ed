package index

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPlain checks what the words of a text are.
func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                "",
		"Senior Data-Engineer (m/f/d)":    "senior data engineer m f d",
		"C++, C# & F#; .NET":              "c++ c# f# .net",
		"C++11 and ABC++ and C +":         "c++ 11 and abc and c",
		".NET Core, ASP.NET, .network":    ".net core asp .net network",
		"men's women’s O'Reilly d’Or":     "men women oreilly dor",
		"'quoted' ''":                     "quoted",
		"Zürich Łódź Straße Ærø Ørsted":   "zurich lodz strasse aero orsted",
		"São Paulo, Đà Nẵng":              "sao paulo da nang",
		"re\u0301sume\u0301 résumé":       "resume resume",
		"ﬁnance Ｆｕｌｌ":                     "finance full",
		"東京都 Python エンジニア":                "東 京 都 python エ ン ジ ニ ア",
		"개발자 채용":                          "개발자 채용",
		"วิศวกร":                          "ว ศ ว ก ร",
		"हिन्दी":                          "हिनदी",
		"Инженер-программист ЁЛКА":        "инженер программист елка",
		"İstanbul ISPARTA":                "istanbul isparta",
		"a\x00b\xffc\u200bd":              "a b c d",
		"50.000 € 3x":                     "50 000 3x",
		"👩‍💻 dev🚀ops":                     "dev ops",
		"snake_case a.b/c":                "snake case a b c",
		strings.Repeat("x", maxWord):      strings.Repeat("x", maxWord),
		strings.Repeat("x", maxWord+1):    "",
		"a " + strings.Repeat("é", 1<<16): "a",
		"\u0301 \u0301a":                  "a",
	} {
		if got := plain(text); got != want {
			t.Errorf("%.60q: got %q, want %q", text, got, want)
		}
	}
}

// FuzzPlain checks that words are what they are when they are read again, that
// their places are in the text and in order, and that nothing but words and
// blanks comes out.
func FuzzPlain(f *testing.F) {
	for _, text := range []string{"C++ .NET men's", "Zürich 東京 วิศวกร", "\xff\u0301İ ǅ ﷺ ſt", "a'sb o''s", "ｶﾞ ㎏ ½", "c# c#+ c++#"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := plain(text)
		if !utf8.ValidString(once) || strings.Contains(once, "  ") || strings.TrimSpace(once) != once {
			t.Fatalf("%q gives %q", text, once)
		}
		if twice := plain(once); twice != once {
			t.Errorf("%q gives %q, and that gives %q", text, once, twice)
		}
		at := 0
		words := 0
		eachWord(text, func(s span) {
			if s.start < at || s.end <= s.start || s.end > len(text) || strings.ContainsRune(s.word, ' ') {
				t.Errorf("%q: %+v after %d", text, s, at)
			}
			at = s.end
			words++
		})
		if got := len(strings.Fields(once)); got != words {
			t.Errorf("%q: %d words, %d between blanks", text, words, got)
		}
	})
}

// TestSynonyms checks that every other spelling is made of words as plain
// makes them, which are searched for: a spelling of stop words alone would
// find nothing or everything.
func TestSynonyms(t *testing.T) {
	t.Parallel()
	m, err := newMapping()
	if err != nil {
		t.Fatal(err)
	}
	c := newCompiler(m)
	for key, others := range synonyms {
		if n := len(strings.Fields(key)); plain(key) != key || n < 1 || n > maxSpan {
			t.Errorf("the key %q is not as plain makes it, or has %d words", key, n)
		}
		for _, other := range others {
			if plain(other) != other || len(analyse(c.stem, strings.Fields(other))) != len(strings.Fields(other)) {
				t.Errorf("%q: the spelling %q is not as plain makes it, or loses words", key, other)
			}
			if other == "go" {
				t.Errorf("%q: go is everywhere", key)
			}
		}
	}
}

// TestGroups checks that the longest run of words with other spellings wins.
func TestGroups(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                 "",
		"baker":                            "baker",
		"senior site reliability engineer": "senior=sr|site reliability engineer=sre",
		"site reliability":                 "site reliability=sre",
		"machine learning front end":       "machine learning=ml|front end=frontend",
		"software engineer swe":            "software engineer=swe|swe=software engineer",
	} {
		var said []string
		for _, g := range groups(strings.Fields(text)) {
			one := strings.Join(g.words, " ")
			for _, other := range g.others {
				one += "=" + strings.Join(other, " ")
			}
			said = append(said, one)
		}
		if got := strings.Join(said, "|"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
