package littleweb_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith/internal/littleweb"
)

// reader reads one board as its system wants to be read.
type reader struct {
	t      *testing.T
	client *http.Client
	e      littleweb.Employer
	token  string
}

// open returns what the board shows.
func (r reader) open() []littleweb.Opening {
	switch r.e.ATS {
	case "greenhouse":
		return r.greenhouse()
	case "lever":
		return r.lever()
	case "ashby":
		return r.ashby()
	case "smartrecruiters":
		return r.smartRecruiters()
	case "workday":
		return r.workday()
	default:
		return r.site()
	}
}

// decode reads JSON from an address.
func (r reader) decode(address string, into any) {
	r.t.Helper()
	status, body := get(r.t, r.client, address)
	if status != http.StatusOK {
		r.t.Fatalf("%s: status %d: %s", address, status, body)
	}
	if err := json.Unmarshal([]byte(body), into); err != nil {
		r.t.Fatalf("%s: %v", address, err)
	}
}

// opening returns an opening of the board.
func (r reader) opening(id, title, address string) littleweb.Opening {
	return littleweb.Opening{Employer: r.e.Name, BoardKey: r.e.BoardKey, ID: id, Title: title, URL: address}
}

// at sets the places and the date of an opening.
func at(o littleweb.Opening, posted time.Time, places ...string) littleweb.Opening {
	o.Locations, o.PostedAt = places, posted.UTC()
	return o
}

func (r reader) greenhouse() []littleweb.Opening {
	var board struct {
		Jobs []struct {
			ID          int64     `json:"id"`
			Title       string    `json:"title"`
			AbsoluteURL string    `json:"absolute_url"`
			Published   time.Time `json:"first_published"`
			Content     string    `json:"content"`
			Location    struct{ Name string }
			Pay         []any `json:"pay_input_ranges"`
		}
		Meta struct{ Total int }
	}
	r.decode("https://boards-api.greenhouse.io/v1/boards/"+r.token+"/jobs?content=true&pay_transparency=true", &board)
	if board.Meta.Total != len(board.Jobs) {
		r.t.Errorf("%s: meta.total %d for %d jobs", r.e.Name, board.Meta.Total, len(board.Jobs))
	}
	var found []littleweb.Opening
	for _, j := range board.Jobs {
		if !strings.HasPrefix(j.Content, "&lt;p&gt;") || j.Pay == nil {
			r.t.Errorf("%s: the content is not escaped, or the pay is not there: %+v", r.e.Name, j)
		}
		o := r.opening(fmt.Sprint(j.ID), j.Title, j.AbsoluteURL)
		found = append(found, at(o, j.Published, strings.Split(j.Location.Name, "; ")...))
	}
	return found
}

func (r reader) lever() []littleweb.Opening {
	var found []littleweb.Opening
	for skip := 0; ; skip += 3 {
		var postings []struct {
			ID, Text   string
			HostedURL  string `json:"hostedUrl"`
			CreatedAt  int64
			Categories struct{ AllLocations []string }
		}
		r.decode(fmt.Sprintf("https://api.lever.co/v0/postings/%s?mode=json&skip=%d&limit=3", r.token, skip), &postings)
		for _, p := range postings {
			found = append(found, at(r.opening(p.ID, p.Text, p.HostedURL), time.UnixMilli(p.CreatedAt), p.Categories.AllLocations...))
		}
		if len(postings) == 0 {
			return found
		}
	}
}

func (r reader) ashby() []littleweb.Opening {
	var board struct {
		Jobs []struct {
			ID, Title, Location string
			JobURL              string `json:"jobUrl"`
			PublishedAt         time.Time
			IsListed            bool
			SecondaryLocations  []struct{ Location string }
			Compensation        map[string]any
		}
	}
	r.decode("https://api.ashbyhq.com/posting-api/job-board/"+r.token+"?includeCompensation=true", &board)
	var found []littleweb.Opening
	for _, j := range board.Jobs {
		if j.Compensation == nil {
			r.t.Errorf("%s: %s has no compensation, not even an empty one", r.e.Name, j.Title)
		}
		places := []string{j.Location}
		for _, s := range j.SecondaryLocations {
			places = append(places, s.Location)
		}
		if j.IsListed {
			found = append(found, at(r.opening(j.ID, j.Title, j.JobURL), j.PublishedAt, places...))
		}
	}
	return found
}

func (r reader) smartRecruiters() []littleweb.Opening {
	var found []littleweb.Opening
	for {
		var page struct {
			TotalFound int
			Content    []struct {
				ID, Name     string
				ReleasedDate time.Time
				Location     struct{ FullLocation string }
			}
		}
		list := "https://api.smartrecruiters.com/v1/companies/" + r.token + "/postings"
		r.decode(fmt.Sprintf("%s?limit=100&offset=%d", list, len(found)), &page)
		for _, p := range page.Content {
			var detail struct{ PostingURL string }
			r.decode(list+"/"+p.ID, &detail)
			found = append(found, at(r.opening(p.ID, p.Name, detail.PostingURL), p.ReleasedDate, p.Location.FullLocation))
		}
		if len(found) >= page.TotalFound {
			return found
		}
	}
}

// workdayPage is a page of a Workday list.
type workdayPage struct {
	Total       int
	JobPostings []struct{ Title, ExternalPath, LocationsText, PostedOn string }
}

// post asks for a page of a Workday list.
func (r reader) post(body string) (int, workdayPage) {
	r.t.Helper()
	tenant, site, _ := strings.Cut(r.token, "/wd3/")
	address := "https://" + tenant + ".wd3.myworkdayjobs.com/wday/cxs/" + tenant + "/" + site + "/jobs"
	q, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, address, bytes.NewBufferString(body))
	if err != nil {
		r.t.Fatal(err)
	}
	res, answer := send(r.t, r.client, q)
	var page workdayPage
	if err := json.Unmarshal([]byte(answer), &page); err != nil {
		r.t.Fatalf("%s: %v", address, err)
	}
	return res.StatusCode, page
}

func (r reader) workday() []littleweb.Opening {
	var found []littleweb.Opening
	tenant, site, _ := strings.Cut(r.token, "/wd3/")
	for total := 1; len(found) < total; {
		_, page := r.post(fmt.Sprintf(`{"appliedFacets":{},"limit":20,"offset":%d,"searchText":""}`, len(found)))
		if len(found) == 0 {
			total = page.Total
		} else if page.Total != 0 {
			r.t.Errorf("%s: a later page tells a total of %d", r.e.Name, page.Total)
		}
		for _, p := range page.JobPostings {
			var detail struct {
				Info struct {
					Location, StartDate string
					ExternalURL         string   `json:"externalUrl"`
					Additional          []string `json:"additionalLocations"`
				} `json:"jobPostingInfo"`
			}
			r.decode("https://"+tenant+".wd3.myworkdayjobs.com/wday/cxs/"+tenant+"/"+site+p.ExternalPath, &detail)
			posted, err := time.Parse(time.DateOnly, detail.Info.StartDate)
			if err != nil || !strings.HasPrefix(p.PostedOn, "Posted ") {
				r.t.Errorf("%s: startDate %q, postedOn %q", r.e.Name, detail.Info.StartDate, p.PostedOn)
			}
			o := r.opening(p.ExternalPath, p.Title, detail.Info.ExternalURL)
			found = append(found, at(o, posted, append([]string{detail.Info.Location}, detail.Info.Additional...)...))
		}
	}
	return found
}

// jobPosting is a schema.org JobPosting.
type jobPosting struct {
	Title, DatePosted, URL string
	Identifier             struct{ Value string }
	JobLocation            []struct {
		Address struct{ AddressLocality, AddressCountry string }
	}
}

func (r reader) site() []littleweb.Opening {
	var found []littleweb.Opening
	_, list := get(r.t, r.client, r.e.BoardURL)
	for _, link := range regexp.MustCompile(`href="([^"]+)"`).FindAllStringSubmatch(list, -1) {
		_, page := get(r.t, r.client, link[1])
		_, rest, _ := strings.Cut(page, `<script type="application/ld+json">`)
		script, _, _ := strings.Cut(rest, "</script>")
		var facts struct {
			jobPosting
			Graph []jobPosting `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(script), &facts); err != nil {
			r.t.Fatalf("%s: %v", link[1], err)
		}
		posting := facts.jobPosting
		if len(facts.Graph) == 2 {
			posting = facts.Graph[1]
		}
		posted, err := time.Parse(time.DateOnly, posting.DatePosted)
		if err != nil {
			r.t.Errorf("%s: %v", link[1], err)
		}
		var places []string
		for _, p := range posting.JobLocation {
			places = append(places, p.Address.AddressLocality+", "+strings.Replace(p.Address.AddressCountry, "GB", "United Kingdom", 1))
		}
		found = append(found, at(r.opening(posting.Identifier.Value, posting.Title, posting.URL), posted, places...))
	}
	return found
}

// TestTruth reads every board on every day by its own rules.
func TestTruth(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	for day := 1; day <= web.Days(); day++ {
		web.SetDay(day)
		var found []littleweb.Opening
		for _, e := range web.Employers() {
			if e.Refuses {
				continue
			}
			_, token, _ := strings.Cut(e.BoardKey, "/")
			found = append(found, reader{t: t, client: client, e: e, token: token}.open()...)
		}
		if diff := cmp.Diff(sorted(web.Truth(day)), sorted(found)); diff != "" {
			t.Errorf("day %d: the boards do not show the truth (-want +got):\n%s", day, diff)
		}
	}
	graphs := 0
	for _, o := range web.Truth(3) {
		if _, page := get(t, client, o.URL); strings.HasPrefix(o.BoardKey, "page/") && strings.Contains(page, "@graph") {
			graphs++
		}
	}
	if graphs == 0 {
		t.Error("no page has its JobPosting in an @graph")
	}
}

// sorted returns the openings to the second, in the order of their addresses.
func sorted(openings []littleweb.Opening) []littleweb.Opening {
	for i := range openings {
		openings[i].PostedAt = openings[i].PostedAt.Truncate(time.Second)
	}
	slices.SortFunc(openings, func(a, b littleweb.Opening) int { return strings.Compare(a.URL, b.URL) })
	return openings
}

// TestStory checks what happens over the three days.
func TestStory(t *testing.T) {
	t.Parallel()
	web := littleweb.New(littleweb.Options{})
	byDay := map[int]map[string]littleweb.Opening{}
	ids := map[string]string{} // of every opening, its address
	for day := 1; day <= web.Days(); day++ {
		byDay[day] = map[string]littleweb.Opening{}
		for _, o := range web.Truth(day) {
			byDay[day][o.URL] = o
			key := o.BoardKey + " " + o.ID
			if other, known := ids[key]; known && other != o.URL {
				t.Errorf("%s is the id of %s and of %s", key, other, o.URL)
			}
			ids[key] = o.URL
			if o.PostedAt.After(web.Date(day)) {
				t.Errorf("%s stands there on day %d, posted after it: %s", o.URL, day, o.PostedAt)
			}
		}
		if len(byDay[day]) != len(web.Truth(day)) {
			t.Errorf("day %d: two openings share an address", day)
		}
	}
	if n := len(byDay[1]); n < 55 || n > 75 {
		t.Errorf("%d openings on day 1, want about 60", n)
	}
	came, went, back, cities := 0, 0, 0, 0
	for address := range byDay[2] {
		if _, before := byDay[1][address]; !before {
			came++
			if byDay[2][address].Title == "Depot Supervisor" {
				cities++
			}
		}
	}
	for address := range byDay[1] {
		_, second := byDay[2][address]
		_, third := byDay[3][address]
		if !second {
			went++
			if third {
				back++
			}
		}
	}
	if came < 10 || went < 4 || back != 1 || cities != 6 {
		t.Errorf("day 2: %d came, %d in six cities, %d went, %d of them came back on day 3", came, cities, went, back)
	}
}

// TestEdit checks that one opening is rewritten under its old title.
func TestEdit(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	texts := map[int]string{}
	for day := 1; day <= web.Days(); day++ {
		web.SetDay(day)
		_, body := get(t, client, "https://api.ashbyhq.com/posting-api/job-board/Quillfeather")
		var board struct {
			Jobs []struct{ Title, DescriptionPlain string }
		}
		if err := json.Unmarshal([]byte(body), &board); err != nil {
			t.Fatal(err)
		}
		for _, j := range board.Jobs {
			if j.Title == "Product Designer" {
				texts[day] = j.DescriptionPlain
			}
		}
	}
	if texts[1] == "" || texts[1] == texts[2] || texts[2] != texts[3] {
		t.Errorf("the texts of the three days: %v", texts)
	}
}

// TestWorkdayRules checks what Workday refuses.
func TestWorkdayRules(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	r := reader{t: t, client: client, token: "saltmarsh/wd3/Careers"}
	for body, want := range map[string]int{
		`{"appliedFacets":{},"limit":20,"offset":0,"searchText":""}`:              200,
		`{"appliedFacets":{},"limit":21,"offset":0,"searchText":""}`:              400,
		`{"limit":20,"offset":0,"searchText":""}`:                                 422,
		`{"appliedFacets":{},"limit":20,"offset":0,"searchText":"","sort":"new"}`: 422,
		`{"appliedFacets":{},"limit":"20","offset":0,"searchText":""}`:            422,
		`not JSON`: 400,
	} {
		if status, page := r.post(body); status != want || (status == 200) != (page.Total > 20) {
			t.Errorf("%s: status %d and a total of %d, want %d", body, status, page.Total, want)
		}
	}
}
