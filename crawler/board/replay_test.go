package board_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
	"kith/crawler/internal/text"
	"kith/internal/recorded"
)

// replay is the recorded web as the tests here see it.
type replay struct {
	*recorded.Web
	t      *testing.T
	client *http.Client
}

func startReplay(t *testing.T) *replay {
	t.Helper()
	web := recorded.Start(t)
	client := web.Client()
	client.Transport = asKith{client.Transport}
	return &replay{Web: web, t: t, client: client}
}

// asKith names the program in each request, as the transport does: some boards
// refuse the names of libraries.
type asKith struct{ http.RoundTripper }

// RoundTrip sends the request under the name.
func (a asKith) RoundTrip(r *http.Request) (*http.Response, error) {
	named := r.Clone(r.Context())
	named.Header.Set("User-Agent", "kith/0.1 (watches career pages for its user; keeps robots.txt)")
	return a.RoundTripper.RoundTrip(named)
}

// truth returns the ids and titles of a board.
func (r *replay) truth(key string) map[string]string {
	r.t.Helper()
	var rows []struct{ ID, Title string }
	r.Get("/truth/openings?board="+url.QueryEscape(key), &rows)
	found := map[string]string{}
	for _, row := range rows {
		found[row.ID] = text.Line(row.Title)
	}
	return found
}

// replayBoard is a board as the recorded web describes it.
type replayBoard struct {
	Key     string `json:"key"`
	ATS     string `json:"ats"`
	Company string `json:"company"`
	Hosted  string `json:"hosted_url"`
	API     string `json:"api_url"`
	Careers string `json:"careers_url"`
	Home    string `json:"home"`
	Variant string `json:"variant"`

	Openings int `json:"openings"`
}

// key returns the key that kith has for the board.
func (b replayBoard) key() string {
	if b.ATS != "workday" {
		return b.Key
	}
	u, err := url.Parse(b.Hosted)
	if err != nil {
		return ""
	}
	labels := strings.Split(u.Host, ".")
	return "workday/" + labels[0] + "/" + labels[1] + u.Path
}

// served returns what the API of a board of one document really answers of
// its openings: the truth is put together of several records, and of some
// openings it has another title than the list, or it has them although the
// list says that they are not listed.
func (r *replay) served(api string) map[string]servedOpening {
	r.t.Helper()
	res, err := r.client.Get(api)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	var list struct {
		Jobs []struct {
			ID       any
			Title    string
			IsListed *bool
		}
	}
	dec := json.NewDecoder(res.Body)
	dec.UseNumber()
	if err := dec.Decode(&list); err != nil {
		r.t.Fatalf("%s: %v", api, err)
	}
	found := map[string]servedOpening{}
	for _, j := range list.Jobs {
		found[fmt.Sprint(j.ID)] = servedOpening{text.Line(j.Title), j.IsListed != nil && !*j.IsListed}
	}
	return found
}

// servedOpening is an opening as an API answers it.
type servedOpening struct {
	title    string
	unlisted bool
}

// replayCount is what TestReplay counts for one kind of board.
type replayCount struct {
	boards, agree, openings, missing, extra, retitled int
	otherTruth                                        int // the API itself says something else than the truth
	requests, dated, described, placed                int
	named                                             int // as the recorded web calls the employer
}

// TestReplay reads recorded boards of the five systems and compares their ids
// and titles with the truth: on the first day, without a change on the same
// day, and on a day near the end. It reads one board in eight, and with
// KITH_MEASURE set all of them.
func TestReplay(t *testing.T) {
	t.Parallel()
	r := startReplay(t)
	registry, fetch := board.New(), recorded.FetchWith(r.client)
	var boards []replayBoard
	r.Get("/boards", &boards)
	boards = slices.DeleteFunc(boards, func(b replayBoard) bool {
		return !slices.Contains([]string{"greenhouse", "lever", "ashby", "smartrecruiters", "workday"}, b.ATS)
	})
	if len(boards) < 1000 {
		t.Fatalf("the recorded web has %d boards", len(boards))
	}
	if os.Getenv("KITH_MEASURE") == "" {
		boards = oneInEight(boards)
	}
	counts := map[string]*replayCount{}
	for _, day := range []int{1, 20} {
		r.SetDay(day)
		for _, b := range boards {
			parsed, ok := registry.Parse(b.Hosted)
			if api, okAPI := registry.Parse(b.API); !ok || !okAPI || api.Token != parsed.Token || parsed.Key() != b.key() {
				t.Fatalf("%s: %q is read as %q, %q as %q", b.Key, b.Hosted, parsed.Key(), b.API, api.Key())
			}
			kind := fmt.Sprintf("day %d %s", day, parsed.ATS)
			if counts[kind] == nil {
				counts[kind] = &replayCount{}
			}
			s := kith.Source{Kind: kith.SourceBoard, Board: parsed}
			v := registry.Visit(t.Context(), fetch, s, nil)
			counts[kind].compare(r, b, v)
			if day == 1 {
				name, err := registry.Name(t.Context(), fetch, parsed)
				if err != nil {
					t.Errorf("%s: %v", b.Key, err)
				}
				counts[kind].named += one(name == b.Company)
				s.Validators = v.Validators
				checkAgain(t, b.Key, registry.Visit(t.Context(), fetch, s, known(v)), v)
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%s: %+v", kind, *counts[kind])
	}
}

// oneInEight returns every eighth board.
func oneInEight(boards []replayBoard) []replayBoard {
	var some []replayBoard
	for i := 0; i < len(boards); i += 8 {
		some = append(some, boards[i])
	}
	return some
}

// compare compares a visit with the truth.
func (c *replayCount) compare(r *replay, b replayBoard, v kith.Visit) {
	r.t.Helper()
	c.boards++
	c.requests += v.Requests
	got := map[string]string{}
	for _, o := range v.Openings {
		got[o.ExternalID] = o.Title
		c.openings++
		c.dated += one(!o.PostedAt.IsZero())
		c.described += one(o.Description != "")
		c.placed += one(len(o.Locations) > 0)
	}
	wrong := 0
	fail := func(count *int, format string, args ...any) {
		wrong++
		*count++
		r.t.Errorf(b.Key+": "+format, args...)
	}
	var served map[string]servedOpening
	want := r.truth(b.Key)
	for id, title := range want {
		have, ok := got[id]
		if ok && have == title {
			continue
		}
		if served == nil && (b.ATS == "ashby" || b.ATS == "greenhouse") {
			served = r.served(b.API)
		}
		switch there := served[id]; {
		case ok && have == there.title, !ok && there.unlisted:
			c.otherTruth++
		case ok:
			fail(&c.retitled, "%s is called %q, not %q", id, have, title)
		default:
			fail(&c.missing, "%s %q is missing", id, title)
		}
	}
	for id := range got {
		if _, ok := want[id]; !ok {
			fail(&c.extra, "%s is too much", id)
		}
	}
	if v.Outcome != kith.OutcomeComplete {
		r.t.Errorf("%s: %s (%s) %+v", b.Key, v.Outcome, v.Reason, v.Proof)
	} else if wrong == 0 {
		c.agree++
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// checkAgain checks a second visit on the same day: unchanged, or what is left
// of the details.
func checkAgain(t *testing.T, key string, again, before kith.Visit) {
	t.Helper()
	left := 0
	for _, o := range before.Openings {
		if !o.Detailed {
			left++
		}
	}
	if left == 0 && again.Outcome != kith.OutcomeUnchanged {
		t.Errorf("%s: the second visit is %s (%s)", key, again.Outcome, again.Reason)
	}
	if left > 0 && again.Outcome != kith.OutcomeComplete {
		t.Errorf("%s: the second visit with %d details left is %s (%s)", key, left, again.Outcome, again.Reason)
	}
}
