package config_test

import (
	"strings"
	"testing"

	"kith/config"
)

// TestOutlets reads the list that kith brings: every outlet once, over https.
func TestOutlets(t *testing.T) {
	t.Parallel()
	found, err := config.ParseOutlets(config.OutletList())
	if err != nil {
		t.Fatal(err)
	}
	kinds, seen := map[string]int{}, map[string]bool{}
	for _, o := range found {
		kinds[o.Kind]++
		if seen[o.URL] || seen[o.Name] || !strings.HasPrefix(o.URL, "https://") {
			t.Errorf("%+v is there twice, or not over https", o)
		}
		seen[o.URL], seen[o.Name] = true, true
	}
	for _, kind := range []string{"general", "business", "tech"} {
		if kinds[kind] < 3 {
			t.Errorf("%d outlets are %s", kinds[kind], kind)
		}
	}
}

func TestOutletErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ list, want string }{
		{"tech | A\n", "line 1"},
		{"# x\n\n | A | https://a.example/\n", "line 3"},
		{"tech | A | a.example/feed\n", "https://"},
		{"tech | A | javascript:alert(1)\n", "no address"},
		{"\xff\x00", "line 1"},
	} {
		if _, err := config.ParseOutlets(c.list); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want it to say %q", c.list, err, c.want)
		}
	}
}

func FuzzOutlets(f *testing.F) {
	f.Add(config.OutletList())
	f.Fuzz(func(t *testing.T, list string) {
		found, err := config.ParseOutlets(list)
		for _, o := range found {
			if err != nil || o.Name == "" || !strings.HasPrefix(strings.ToLower(o.URL), "http") {
				t.Errorf("%+v, %v", o, err)
			}
		}
	})
}
