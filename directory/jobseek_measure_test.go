package directory_test

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// verifiedRow is a board that somebody has looked at: its address, and how it
// is read.
type verifiedRow struct {
	address, monitor string
	config           map[string]any
}

// moreReaders are, beside monitors, the names of kith's readers by those of
// the list: of ATS whose boards are not compared with the shipped list.
var moreReaders = map[string]string{
	"comeet": "comeet", "dayforce": "dayforce", "avature": "avature", "ukg": "ukg", "cornerstone": "cornerstone", "hibob": "hibob",
	"paycom": "paycom", "paylocity": "paylocity", "phenom": "phenom", "successfactors": "successfactors", "teamtailor": "teamtailor",
}

// readerOf returns the name of kith's reader by that of the list, "" when
// there is none.
func readerOf(monitor string) string { return cmp.Or(monitors[monitor], moreReaders[monitor]) }

// told returns what the list says of the board's token: what of it must be in
// kith's token for it, "" when it says nothing but the address.
func (r verifiedRow) told() string {
	for _, key := range []string{"token", "slug", "tenant", "company", "host", "customer_id"} {
		if value, ok := r.config[key].(string); ok && value != "" {
			return value
		}
	}
	return ""
}

// TestMeasureAddresses reads boards from nothing but their addresses, offline,
// and compares them with a list of verified boards: those of systems that kith
// reads, where the address is on the system's own host. Addresses under the
// employer's name tell no board without a look at the page; they must not be
// taken for another.
func TestMeasureAddresses(t *testing.T) {
	t.Parallel()
	registry := board.New()
	kinds, all, branded, others := map[string]*tally{}, &tally{}, &tally{}, &tally{}
	for _, row := range table(t, "corpus/boards/jobseek_boards.csv.gz") {
		r := verifiedRow{address: row[7], monitor: row[8]}
		_ = json.Unmarshal([]byte(row[9]), &r.config) // not every row has one
		ats := readerOf(r.monitor)
		if preset, ok := r.config["preset"].(string); ok && r.monitor == "rss" { // a feed that the system makes
			ats = readerOf(preset)
		}
		got, ok := registry.Parse(r.address)
		switch {
		case ats == "" || !reads(ats):
			wrong := ok && isBranded(r.address)
			others.add(!wrong)
			if wrong {
				t.Logf("read by %q, but taken for %s: %s", r.monitor, got.Key(), r.address)
			}
		case isBranded(r.address):
			branded.add(!ok || sameBoard(r, ats, got))
		default:
			if kinds[ats] == nil {
				kinds[ats] = &tally{}
			}
			right := ok && sameBoard(r, ats, got)
			kinds[ats].add(right)
			all.add(right)
			if !right {
				t.Logf("%s %s: got %q, told %q", ats, r.address, got.Key(), r.told())
			}
		}
	}
	for _, ats := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%-16s %v", ats, kinds[ats])
	}
	t.Logf("addresses of hiring sites: right ATS and token %v", all)
	t.Logf("addresses under the employer's name: no other board %v", branded)
	t.Logf("systems without a reader: no other board %v", others)
	if all.share() < 0.998 || all.all < 3000 {
		t.Errorf("too low: %v", all)
	}
	if branded.right < branded.all || others.right < others.all {
		t.Errorf("an address is taken for another board: %v, %v", branded, others)
	}
}

// hiringHosts are the hosts of hiring sites.
var hiringHosts = regexp.MustCompile(`(?:^|\.)(?:greenhouse\.io|lever\.co|ashbyhq\.com|workable\.com|smartrecruiters\.com|recruitee\.com|myworkdayjobs\.com|myworkdaysite\.com|` +
	`personio\.(?:de|com)|teamtailor\.com|bamboohr\.com|breezy\.hr|applytojob\.com|pinpointhq\.com|rippling\.com|icims\.com|jobvite\.com|oraclecloud\.com|` +
	`successfactors\.(?:com|eu)|sapsf\.(?:com|eu)|jobs2web\.com|hr\.cloud\.sap|taleo\.net|eightfold\.ai|avature\.net|comeet\.com?|gem\.com|join\.com|paylocity\.com|ultipro\.(?:com|ca)|ukg\.net|adp\.com|dayforcehcm\.com|` +
	`csod\.com|softgarden\.(?:io|de)|trakstar\.com|hibob\.com|paycomonline\.net|hrmdirect\.com|workforceready\.(?:com|eu))$`)

// isBranded reports whether an address is under the employer's own name.
func isBranded(address string) bool {
	u, err := url.Parse(address)
	return err == nil && !hiringHosts.MatchString(u.Hostname())
}

// sameBoard reports whether a board is the one that the list tells. Where it
// tells the token, that must be kith's, or the beginning of it where kith's has
// more parts; otherwise the token must be in the address.
func sameBoard(r verifiedRow, ats string, got kith.Board) bool {
	if got.ATS != ats && got.ATS != ats+"-eu" && !strings.HasPrefix(got.ATS, ats) {
		return false
	}
	told, token := strings.ToLower(r.told()), strings.ToLower(got.Token)
	if told == "" {
		first, _, _ := strings.Cut(token, "/")
		return strings.Contains(strings.ToLower(r.address), first)
	}
	if ats == "icims" { // the list has the whole host
		told = strings.TrimSuffix(strings.TrimPrefix(told, "careers-"), ".icims.com")
		token = strings.TrimSuffix(token, ".icims.com")
	}
	if token == told || strings.HasPrefix(token, told+"/") || strings.HasPrefix(token, told+".") {
		return true
	}
	return strings.Contains(token, told) && strings.Contains(strings.ToLower(r.address), told) && ats != "greenhouse" && ats != "lever" && ats != "ashby"
}
