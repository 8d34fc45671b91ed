package pack_test

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/directory/internal/ship/pack"
)

// form returns a record in the first form of the ATS with that address.
func form(tb testing.TB, ats, address string) pack.Record {
	tb.Helper()
	for i, f := range pack.Forms {
		if parts, ok := f.Match(address); ok && f.ATS == ats {
			return pack.Record{Form: i, Parts: parts}
		}
	}
	tb.Fatalf("no form for %s", address)
	return pack.Record{}
}

func named(r pack.Record, name string, told bool) pack.Record {
	r.Name, r.Told = name, told
	return r
}

// sample is a little list with every spelling of a name.
func sample(tb testing.TB) (data []byte, items []pack.Item) {
	tb.Helper()
	northwharf := form(tb, "lever", "https://jobs.lever.co/north-wharf")
	for _, r := range []pack.Record{
		named(northwharf, "North Wharf", false),
		named(northwharf, "Northwharf Freight", true),
		named(form(tb, "greenhouse", "https://job-boards.greenhouse.io/acme"), "acme", false),
		named(form(tb, "ashby", "https://jobs.ashbyhq.com/acme"), "Acme", true),
		named(form(tb, "bamboohr", "https://tidewater.bamboohr.com/careers"), "Tide Water!", true),
		named(form(tb, "workable", "https://apply.workable.com/tide-water"), "Tide & Water", true),
		named(form(tb, "workday", "https://salt.wd3.myworkdayjobs.com/Careers"), "Saltmarsh, 株式会社", true),
	} {
		items = append(items, pack.Item{Record: r, Keys: []string{pack.ExactKey(strings.ToLower(r.Name)), pack.StrongKey("any")}})
	}
	data, err := pack.Encode(6, items)
	if err != nil {
		tb.Fatal(err)
	}
	return data, items
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	data, items := sample(t)
	list, err := pack.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	var want, got []pack.Record
	for _, item := range items {
		want = append(want, item.Record)
		if !slices.ContainsFunc(slices.Collect(list.Find(item.Keys[0])), func(r pack.Record) bool { return cmp.Equal(r, item.Record) }) {
			t.Errorf("%q is not found by its key", item.Name)
		}
	}
	for r, err := range list.All() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("decoded (-want +got):\n%s", diff)
	}
	if n := len(slices.Collect(list.Find(pack.StrongKey("any")))); n != len(items) {
		t.Errorf("%d records under the key of all, want %d", n, len(items))
	}
	if list.Boards() != 6 {
		t.Errorf("%d boards", list.Boards())
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ url, ats, token string }{
		{"https://job-boards.greenhouse.io/acme", "greenhouse", "acme"},
		{"https://jobs.eu.lever.co/acme", "lever-eu", "acme"},
		{"https://jobs.ashbyhq.com/Acme%20Labs", "ashby", "Acme Labs"},
		{"https://acme.wd103.myworkdayjobs.com/External_Careers", "workday", "acme/wd103/External_Careers"},
		{"https://careers-acme.icims.com", "icims", "acme"},
		{"https://jobs-acme.icims.com", "icims", "jobs-acme.icims.com"},
		{"https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1", "oracle", "abcd/us2/CX_1"},
		{"https://acme.csod.com/ux/ats/careersite/7/home?c=acme", "cornerstone", "acme/7"},
		{"https://career5.successfactors.eu/career?company=acmeP2", "successfactors", "acmeP2"},
		{"https://pha.tbe.taleo.net/pha01/ats/careers/v2/searchResults?org=ACME&cws=39", "taleo", "pha01/ACME/39"},
		{"https://recruiting2.ultipro.com/ACM1000/JobBoard/0f0f", "ukg", "ACM1000/0f0f"},
		{"https://jobs.jobvite.com/careers/acme", "jobvite", "acme"},
	} {
		r := form(t, c.ats, c.url)
		if r.ATS() != c.ats || r.Token() != c.token || r.URL() != c.url {
			t.Errorf("%s: %s %s, %s", c.url, r.ATS(), r.Token(), r.URL())
		}
	}
}

// TestMatchRefuses wants addresses that only look like a form refused.
func TestMatchRefuses(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"", "https://jobs.lever.co/", "https://jobs.lever.co/a?b", "https://acme.csod.com/ux/ats/careersite/7/home?c=other", "https://a/b.icims.com",
	} {
		for _, f := range pack.Forms {
			if parts, ok := f.Match(address); ok && f.URL != "https://{1}" {
				t.Errorf("%q fits %s: %q", address, f.URL, parts)
			}
		}
	}
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	data, _ := sample(t)
	for i := range data {
		bad := slices.Clone(data)
		bad[i] ^= 0x41
		if _, err := pack.Open(string(bad)); !errors.Is(err, pack.ErrDamaged) {
			t.Errorf("byte %d changed: %v", i, err)
		}
		if _, err := pack.Open(string(data[:i])); !errors.Is(err, pack.ErrDamaged) {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	lever := form(t, "lever", "https://jobs.lever.co/acme")
	for name, r := range map[string]pack.Record{
		"no form":   {Form: 9999, Parts: []string{"a"}, Name: "A"},
		"no part":   {Form: lever.Form, Name: "A"},
		"long name": named(lever, strings.Repeat("a", 1000), true),
	} {
		if _, err := pack.Encode(1, []pack.Item{{Record: r}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzOpen reads damaged lists whose checksum is right.
func FuzzOpen(f *testing.F) {
	data, items := sample(f)
	f.Add(data[12:])
	f.Add([]byte(nil))
	for _, i := range []int{12, 16, 20, 24, 25, len(data) - 5} {
		bad := slices.Clone(data)
		bad[i] ^= 0xff
		f.Add(bad[12:])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		whole := binary.BigEndian.AppendUint32([]byte("kithlst1"), crc32.ChecksumIEEE(body))
		list, err := pack.Open(string(append(whole, body...)))
		if err != nil {
			if !errors.Is(err, pack.ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		for _, item := range items {
			for _, key := range item.Keys {
				for r := range list.Find(key) {
					_, _ = r.Token(), r.URL()
				}
			}
		}
		for r, err := range list.All() {
			if err != nil && !errors.Is(err, pack.ErrDamaged) {
				t.Fatal(err)
			}
			if err == nil && (r.Form >= len(pack.Forms) || r.URL() == "") {
				t.Fatalf("%+v", r)
			}
		}
	})
}
