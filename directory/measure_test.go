package directory_test

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"kith"
	"kith/directory"
	"kith/internal/recorded"
)

// table returns the rows of a CSV file, unpacked, without the header.
func table(tb testing.TB, path string) [][]string {
	tb.Helper()
	file, err := os.Open(recorded.Shared(tb, path))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			tb.Fatal(err)
		}
	}
	text := bufio.NewReader(in)
	if mark, err := text.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = text.Discard(len(mark))
	}
	reader := csv.NewReader(text)
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return rows[1:]
}

// employer is a company under the names that different lists give it.
type employer struct {
	id    string // CIK
	names []string
}

// share takes the name of a company out of the name of its common shares, as
// exchanges write it.
var share = regexp.MustCompile(`^(.+?)\s+(?:Class [A-Z] )?(?i:common stock|common shares?|ordinary shares?|american depositary shares?)\s*$`)

// employers returns the companies of three lists, joined by CIK.
func employers(tb testing.TB) []employer {
	tb.Helper()
	var all []employer
	at := map[string]int{}
	tickers := map[string]string{}
	add := func(cik, name string) {
		cik = strings.TrimLeft(cik, "0")
		i, ok := at[cik]
		if !ok {
			i = len(all)
			at[cik] = i
			all = append(all, employer{id: cik})
		}
		for _, known := range all[i].names {
			if strings.EqualFold(known, name) {
				return
			}
		}
		all[i].names = append(all[i].names, name)
	}
	for _, row := range table(tb, "corpus/company-names/sec_company_tickers.csv.gz") {
		add(row[0], row[2])
		tickers[row[1]] = row[0]
	}
	for _, row := range table(tb, "corpus/company-names/sec_cik_mapper.csv.gz") {
		add(row[0], row[2])
	}
	for _, row := range table(tb, "corpus/company-names/sp500_constituents.csv") {
		add(row[6], row[1])
	}
	for _, row := range table(tb, "corpus/company-names/us_listed_names.csv.gz") {
		if name := share.FindStringSubmatch(row[2]); name != nil && tickers[row[1]] != "" {
			add(tickers[row[1]], name[1])
		}
	}
	return all
}

// score counts pairs of names.
type score struct {
	same, found int // pairs of one employer, and those that are surely matched
	renamed     int // pairs of one employer without any word in common; not in same
	right, sure int // pairs that are surely matched, and those of one employer
}

func (s score) recall() float64    { return float64(s.found) / float64(s.same) }
func (s score) precision() float64 { return float64(s.right) / float64(s.sure) }

func (s score) String() string {
	return fmt.Sprintf("precision %.4f (%d of %d), recall %.4f (%d of %d), %d pairs have no word in common",
		s.precision(), s.right, s.sure, s.recall(), s.found, s.same, s.renamed)
}

// measure compares every name with every other.
func measure(tb testing.TB, all []employer) score {
	tb.Helper()
	var s score
	byKey := map[string][]*employer{}
	for i := range all {
		e := &all[i]
		for n, name := range e.names {
			keys := directory.Keys(name)
			for _, key := range []string{"exact " + keys.Exact, "strong " + keys.Strong} {
				if !strings.HasSuffix(key, " ") && !contains(byKey[key], e) {
					byKey[key] = append(byKey[key], e)
				}
			}
			for _, other := range e.names[:n] {
				switch match, why := directory.Compare(name, other); {
				case match.Sure():
					s.same++
					s.found++
				case match == kith.MatchNone && why == "no distinctive word in common":
					s.renamed++
				default:
					s.same++
					if os.Getenv("KITH_SHOW") != "" {
						tb.Logf("missed: %q, %q: %s", name, other, why)
					}
				}
			}
		}
	}
	s.right, s.sure = s.found, s.found
	wrong := map[[2]string]bool{}
	for key, group := range byKey {
		for i, a := range group {
			for _, b := range group[:i] {
				pair := [2]string{min(a.id, b.id), max(a.id, b.id)}
				if !wrong[pair] {
					wrong[pair] = true
					s.sure++
					if os.Getenv("KITH_SHOW") != "" {
						tb.Logf("%s: %q, %q", key, a.names, b.names)
					}
				}
			}
		}
	}
	return s
}

func contains(group []*employer, e *employer) bool {
	return len(group) > 0 && group[len(group)-1] == e
}

// half reports to which half an employer belongs: the lists of words were made
// looking at half 0 only.
func half(id string) int {
	h := fnv.New32a()
	io.WriteString(h, id)
	return int(h.Sum32() % 2)
}

func TestMeasureListedCompanies(t *testing.T) {
	t.Parallel()
	var halves [2][]employer
	for _, e := range employers(t) {
		halves[half(e.id)] = append(halves[half(e.id)], e)
	}
	for i, name := range []string{"looked at", "held out"} {
		s := measure(t, halves[i])
		t.Logf("%s: %d employers: %v", name, len(halves[i]), s)
		if s.precision() < 0.99 || s.recall() < 0.95 {
			t.Errorf("%s: too low", name)
		}
	}
}

func TestMeasureLabelledPairs(t *testing.T) {
	t.Parallel()
	var s score
	for _, row := range table(t, "corpus/company-names/emm_name_pairs.csv") {
		match, why := directory.Compare(row[13], row[15])
		same := row[len(row)-1] == "True"
		if same {
			s.same++
		}
		if match.Sure() {
			s.sure++
			if same {
				s.right++
				s.found++
			}
		}
		if match.Sure() != same && os.Getenv("KITH_SHOW") != "" {
			t.Logf("%q, %q: %s (%s), same %v", row[13], row[15], match, why, same)
		}
	}
	t.Log(s)
	if s.precision() < 1 || s.recall() < 0.6 {
		t.Error("too low")
	}
}

func TestCompanyKeyCorpus(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(recorded.Shared(t, "corpus/company-names/company-key-corpus.json"))
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct{ Cases []struct{ Input string } }
	if err := json.Unmarshal(data, &corpus); err != nil {
		t.Fatal(err)
	}
	for _, c := range corpus.Cases {
		keys := directory.Keys(c.Input)
		if again := directory.Keys(keys.Exact); again.Exact != keys.Exact {
			t.Errorf("the key of %q is %q, and the key of that %q", c.Input, keys.Exact, again.Exact)
		}
		if strings.TrimSpace(c.Input) != "" && keys.Exact == "" {
			t.Errorf("%q has no key", c.Input)
		}
	}
}

// TestMeasureListings compares the names of papers, as exchanges write them in
// full ("Northwharf Inc. Class A Common Stock"), with the register's name of
// the company that is listed under the same symbol, and with all others.
func TestMeasureListings(t *testing.T) {
	t.Parallel()
	titles, byKey := map[string][2]string{}, map[string]map[string]bool{}
	note := func(key, cik string) {
		if byKey[key] == nil {
			byKey[key] = map[string]bool{}
		}
		byKey[key][cik] = true
	}
	for _, row := range table(t, "corpus/company-names/sec_company_tickers.csv.gz") {
		titles[row[1]] = [2]string{row[0], row[2]}
		keys := directory.Keys(row[2])
		note("exact "+keys.Exact, row[0])
		note("strong "+keys.Strong, row[0])
	}
	var s score
	for _, row := range table(t, "corpus/company-names/us_listed_names.csv.gz") {
		of, ok := titles[row[1]]
		if !ok {
			continue
		}
		s.same++
		match, why := directory.Compare(row[2], of[1])
		if match == kith.MatchNone {
			s.renamed++
		}
		if match.Sure() {
			s.found++
			s.right++
			s.sure++
		} else if os.Getenv("KITH_SHOW") != "" {
			t.Logf("missed: %q, %q: %s %s", row[2], of[1], match, why)
		}
		keys := directory.Keys(row[2])
		for _, key := range []string{"exact " + keys.Exact, "strong " + keys.Strong} {
			for cik := range byKey[key] {
				if cik != of[0] && !strings.HasSuffix(key, " ") && !byKey[key][of[0]] {
					s.sure++
					t.Logf("wrong: %q is not %s by %s", row[2], cik, key)
				}
			}
		}
	}
	t.Logf("%v; in the recall, those are counted as missed", s)
	if s.precision() < 0.99 || s.recall() < 0.95 {
		t.Error("too low")
	}
}

// TestMeasureLegalForms puts every abbreviation of ISO 20275 behind a name,
// and takes the legal forms of a list of companies from all over the world
// away. What is not dropped on purpose is what may be a part of the name: words
// for associations and funds, and two or three letters without dots.
func TestMeasureLegalForms(t *testing.T) {
	t.Parallel()
	seen, forms := map[string]bool{}, map[string]bool{}
	written, dotted := &tally{}, &tally{}
	for _, row := range table(t, "corpus/company-names/elf_code_list.csv.gz") {
		for _, column := range []int{9, 10} {
			for form := range strings.SplitSeq(row[column], ";") {
				if form = strings.TrimSpace(form); form == "" || seen[form] {
					continue
				}
				seen[form], forms[squashed(form)] = true, true
				match, _ := directory.Compare("Northwharf Freight "+form, "Northwharf Freight")
				if short := len([]rune(form)) <= 3; !short {
					written.add(match == kith.MatchExact)
				} else if !strings.ContainsAny(form, ". /&") {
					match, _ = directory.Compare("Northwharf Freight "+strings.Join(strings.Split(form, ""), ".")+".", "Northwharf Freight")
					dotted.add(match == kith.MatchExact)
				}
			}
		}
	}
	t.Logf("abbreviations of four letters and more that are dropped: %v; shorter ones, with dots: %v", written, dotted)

	stripped, byKey := &tally{}, map[string][]string{}
	for _, row := range table(t, "corpus/company-names/cleanco_companies.csv") {
		name := row[0]
		keys := directory.Keys(name)
		for _, key := range []string{"exact " + keys.Exact, "strong " + keys.Strong} {
			if !strings.HasSuffix(key, " ") {
				byKey[key] = append(byKey[key], name)
			}
		}
		short := withoutForm(name, forms)
		if short == "" || strings.Contains(name, "(") { // what is in parentheses is no part of the name at its end only
			continue
		}
		match, why := directory.Compare(name, short)
		stripped.add(match == kith.MatchExact)
		if match != kith.MatchExact {
			t.Logf("%q: %s: %s", name, match, why)
		}
	}
	together := 0
	for key, names := range byKey {
		if len(names) > 1 {
			together++
			t.Logf("one by %s: %q", key, names)
		}
	}
	t.Logf("names of companies with and without their legal form: %v; different ones with one key: %d", stripped, together)
	if written.share() < 0.55 || dotted.share() < 0.85 || stripped.share() < 0.98 || together > 5 {
		t.Error("too low")
	}
}

// squashed is a legal form without its dots and spaces.
func squashed(form string) string {
	return strings.ToLower(strings.NewReplacer(".", "", " ", "").Replace(form))
}

// withoutForm takes the longest of some legal forms from the end of a name. It
// returns "" when there is none.
func withoutForm(name string, forms map[string]bool) string {
	words := strings.Fields(name)
	for n := min(4, len(words)-1); n >= 1; n-- {
		form := strings.Join(words[len(words)-n:], " ")
		if forms[squashed(form)] {
			return strings.TrimRight(strings.Join(words[:len(words)-n], " "), " ,&")
		}
	}
	return ""
}
