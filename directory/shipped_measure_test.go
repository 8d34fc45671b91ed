package directory_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"kith"

	"kith/directory"
	"kith/directory/internal/ship/pack"
)

// verified is a company whose boards somebody has looked at.
type verified struct {
	name   string
	boards map[string]bool // as boardID gives them
}

// monitors are the names of ATS in the list of verified boards.
var monitors = map[string]string{
	"greenhouse": "greenhouse", "ashby": "ashby", "join": "join", "workday": "workday", "lever": "lever", "recruitee": "recruitee",
	"pinpoint": "pinpoint", "smartrecruiters": "smartrecruiters", "workable": "workable", "oracle_hcm": "oracle", "personio": "personio",
	"eightfold": "eightfold", "gupy": "gupy", "icims": "icims", "rippling": "rippling", "gem": "gem", "breezy": "breezy",
	"softgarden": "softgarden", "bamboohr": "bamboohr", "jazzhr": "jazzhr", "jobvite": "jobvite", "recruiterbox": "trakstar",
}

// verifiedCompanies returns the companies that have a board on an ATS of the
// shipped list, by the exact key of their names.
func verifiedCompanies(tb testing.TB) map[string]*verified {
	tb.Helper()
	companies := map[string]*verified{}
	for _, row := range table(tb, "corpus/boards/jobseek_boards.csv.gz") {
		board := verifiedBoard(monitors[row[8]], row[7], row[9])
		key := directory.Keys(row[1]).Exact
		if board == "" || key == "" {
			continue
		}
		if companies[key] == nil {
			companies[key] = &verified{name: row[1], boards: map[string]bool{}}
		}
		companies[key].boards[board] = true
	}
	return companies
}

func verifiedBoard(ats, address, config string) string {
	if ats == "" {
		return ""
	}
	address, _, _ = strings.Cut(address, "?")
	address = strings.TrimSuffix(strings.TrimRight(address, "/"), "/jobs")
	address = strings.NewReplacer("personio.de", "personio.com", "//boards.greenhouse", "//job-boards.greenhouse", "/en-US/", "/").Replace(address)
	for i, form := range pack.Forms {
		if parts, ok := form.Match(address); ok && form.ATS == ats {
			return boardID(ats, pack.Record{Form: i, Parts: parts}.Token())
		}
	}
	var fields struct{ Token, Slug, Tenant string }
	if json.Unmarshal([]byte(config), &fields) == nil && fields.Token+fields.Slug+fields.Tenant != "" {
		return boardID(ats, fields.Token+fields.Slug+fields.Tenant)
	}
	return ""
}

// boardID is what two boards of one account have in common: the tenants of
// Workday and Oracle have a site for each purpose.
func boardID(ats, token string) string {
	if ats == "workday" || ats == "oracle" {
		token, _, _ = strings.Cut(token, "/")
	}
	return ats + "/" + strings.ToLower(token)
}

// tally counts answers and right ones.
type tally struct{ right, all int }

func (t tally) share() float64 { return float64(t.right) / float64(max(t.all, 1)) }

func (t tally) String() string { return fmt.Sprintf("%.4f (%d of %d)", t.share(), t.right, t.all) }

func (t *tally) add(right bool) {
	t.all++
	if right {
		t.right++
	}
}

// elsewhere reports whether the company has a verified board under the same
// token on another ATS: then the listed one is likely its own too, an old one.
func (v *verified) elsewhere(l directory.Listed) bool {
	for board := range v.boards {
		_, token, _ := strings.Cut(board, "/")
		_, listed, _ := strings.Cut(boardID(l.Board.ATS, l.Board.Token), "/")
		if pack.Squash(token) == pack.Squash(listed) {
			return true
		}
	}
	return false
}

// TestMeasureShipped compares the shipped list with boards that were looked at
// by hand. A board counts as wrong when the company is known to have boards,
// on ATS that the list has, and it is none of them, even where it is an old one
// of the same company.
func TestMeasureShipped(t *testing.T) {
	t.Parallel()
	list := newShipped(t)
	var companies, named, alone, own tally
	kinds := map[string]*tally{}
	count := func(kind string, right bool) {
		if kinds[kind] == nil {
			kinds[kind] = &tally{}
		}
		kinds[kind].add(right)
	}
	supported := func(ats string) bool { return slices.Contains(slices.Collect(maps.Values(monitors)), ats) }
	for _, company := range verifiedCompanies(t) {
		found := list.Lookup(company.name, supported)
		right := false
		for _, l := range found {
			is := company.boards[boardID(l.Board.ATS, l.Board.Token)]
			right = right || is
			told := map[bool]string{true: "told", false: "token only"}[l.Told]
			count("match "+string(l.Match)+", "+told, is)
			count("ats "+l.Board.ATS+", "+told, is)
			if !is && os.Getenv("KITH_SHOW") != "" {
				t.Logf("%s: %s %s (told %v), but %v", company.name, l.Match, l.Board.Key(), l.Told, slices.Sorted(maps.Keys(company.boards)))
			}
		}
		companies.add(right)
		if len(found) > 0 {
			named.add(right)
		}
		if len(found) == 1 {
			alone.add(right)
			own.add(right || company.elsewhere(found[0]))
		}
	}
	t.Logf("recall: companies with a right board %v", companies)
	t.Logf("precision: companies that are found, with a right board among the answers %v", named)
	t.Logf("precision: the only answer %v, or one under the same token elsewhere %v", alone, own)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("boards, %s: %v", kind, kinds[kind])
	}
	if companies.share() < 0.78 || named.share() < 0.94 || alone.share() < 0.94 || own.share() < 0.97 {
		t.Error("too low")
	}
}

// TestMeasureUnmistakable measures what makes a find by a name alone certain:
// one board only on the shipped list, of a system on which boards are seldom
// left behind, for a name that nobody shares by chance.
func TestMeasureUnmistakable(t *testing.T) {
	t.Parallel()
	list := newShipped(t)
	kinds, all := map[string]*tally{}, &tally{}
	for _, company := range verifiedCompanies(t) {
		found := list.Lookup(company.name, nil)
		if len(found) != 1 || found[0].Match != kith.MatchExact || !directory.IsUnmistakable(company.name) {
			continue
		}
		board := found[0].Board
		if kinds[board.ATS] == nil {
			kinds[board.ATS] = &tally{}
		}
		right := company.boards[boardID(board.ATS, board.Token)]
		kinds[board.ATS].add(right)
		if directory.InUse(board.ATS) {
			all.add(right)
		}
	}
	for _, ats := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%s: %v (certain: %v)", ats, kinds[ats], directory.InUse(ats))
	}
	t.Logf("all that are certain: %v", all)
	if all.share() < 0.995 || all.all < 400 {
		t.Errorf("too low: %v", all)
	}
}
