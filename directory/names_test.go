package directory_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/directory"
)

// companies makes companies of names, with ids from 1.
func companies(names ...string) []kith.Company {
	var all []kith.Company
	for i, name := range names {
		all = append(all, kith.Company{ID: int64(i + 1), Name: name})
	}
	return all
}

func TestNamesFind(t *testing.T) {
	t.Parallel()
	names := directory.NewNames(append(companies(
		"Delta Air Lines, Inc.", "Delta", "Unity Technologies", "Apple Inc.", "3M", "HP", "Tindermoor Energy", "Johnson & Johnson", "McDonald's", "SAP",
	), kith.Company{ID: 99, Name: "Larkspindle Robotics", Names: []kith.CompanyName{{Name: "Larkspindle"}}}))
	for text, want := range map[string][]string{
		"Delta Air Lines cuts 100 jobs":                   {"Delta Air Lines, Inc."},
		"Delta said so":                                   {"Delta"},
		"Delta Dental is another employer":                nil,
		"there is unity in this":                          nil,
		"Apple's phone and Tindermoor Energy's cable":     {"Apple Inc.", "Tindermoor Energy"},
		"an apple a day":                                  nil,
		"Apple Bank is another employer":                  nil,
		"3M and HP, among others":                         {"3M", "HP"},
		"hp sauce":                                        nil,
		"Johnson and Johnson":                             {"Johnson & Johnson"},
		"Sap rises in trees":                              nil,
		"SAP hires":                                       {"SAP"},
		"Tindermoor Energy, Tindermoor Energy":            {"Tindermoor Energy"},
		"Larkspindle shows an arm":                        {"Larkspindle Robotics"},
		"Pineapple and Applebee":                          nil,
		"TINDERMOOR ENERGY TO LAY OFF 140":                {"Tindermoor Energy"},
		"He eats at McDonald's":                           {"McDonald's"},
		"":                                                nil,
		"\xff\xfe Tindermoor Energy \xff":                 {"Tindermoor Energy"},
		"Energy of Tindermoor":                            nil,
		"It is Tindermoor. Energy is what they need here": nil,
	} {
		var got []string
		for _, c := range names.Find(text) {
			got = append(got, c.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestNamesFindsNobody wants no company out of names that are none.
func TestNamesFindsNobody(t *testing.T) {
	t.Parallel()
	names := directory.NewNames(companies("Freelance", "", "Self-employed", "N/A"))
	if found := names.Find("Freelance writers are self-employed N/A"); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

func FuzzNamesFind(f *testing.F) {
	names := directory.NewNames(companies("Delta Air Lines", "Delta", "A/S Foo", "3M", "Ünlü", "The And And"))
	for _, seed := range []string{"Delta Air Lines", "3M's", "A/S Foo", "\xff Delta", strings.Repeat("Delta ", 3000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		seen := map[int64]bool{}
		for _, c := range names.Find(text) {
			if seen[c.ID] {
				t.Errorf("%q: %s comes twice", text, c.Name)
			}
			seen[c.ID] = true
		}
	})
}

// TestNamesFindIsLinear reads a long text of beginnings of names; it would not
// end if each began a search of the rest.
func TestNamesFindIsLinear(t *testing.T) {
	t.Parallel()
	var all []string
	for i := range 400 {
		all = append(all, "Delta "+strings.Repeat("Alpha ", i%40)+"Omega")
	}
	if found := directory.NewNames(companies(all...)).Find(strings.Repeat("Delta Alpha ", 5_000)); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}
