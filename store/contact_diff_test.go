package store

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kith"
)

func FuzzProfileKey(f *testing.F) {
	for _, seed := range []string{
		"https://www.linkedin.com/in/ana-berg", "linkedin.com/in/ana/de?x#y", "http://[::1", "://", "%zz", "https://x.example", "\x00\xff", "mailto:a@b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		p := newPerson(1, kith.Contact{Name: "Ana", ProfileURL: address})
		if n := len(p.profileKey); n != 0 && n != 32 {
			t.Errorf("the key of %q has %d bytes", address, n)
		}
		if (p.profileKey == "") != (p.ProfileURL == "") {
			t.Errorf("%q has the key %q and the address %q", address, p.profileKey, p.ProfileURL)
		}
		if again := newPerson(1, p.Contact); again != p {
			t.Errorf("cleaned twice, %q is %+v after %+v", address, again, p)
		}
	})
}

func TestSortName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"  ANA \t Berg ": "ana berg", "": "", strings.Repeat("é", 1000): strings.Repeat("é", maxKey/2), "a" + strings.Repeat("é", 1000): "a" + strings.Repeat("é", maxKey/2-1),
	} {
		if got := sortName(name); got != want || !utf8.ValidString(got) {
			t.Errorf("sortName(%.20q) = %.20q (%d bytes), want %.20q", name, got, len(got), want)
		}
	}
}

func TestZoneName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Europe/Lisbon": "Europe/Lisbon", "": "UTC", "Mars/Olympus": "UTC", "UTC": "UTC"} {
		if got := zoneName(name); got != want {
			t.Errorf("zoneName(%q) = %q, want %q", name, got, want)
		}
	}
	local := zoneName("Local")
	if _, err := time.LoadLocation(local); err != nil || local == "Local" || local == "" {
		t.Errorf("the zone of this machine is %q (%v)", local, err)
	}
}

func TestFailureWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"550 <ana@mail.example>: unknown":   "550 <(address)>: unknown",
		"a@b,c.d+e@f.example;\r\n\x00 done": "(address),(address); done",
		"no address @ all":                  "no address @ all",
	} {
		if got := failureWords(errors.New(in)); got != want {
			t.Errorf("failureWords(%q) = %q, want %q", in, got, want)
		}
	}
}
