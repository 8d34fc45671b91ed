package board_test

import (
	"fmt"
	"testing"

	"kith"
	"kith/crawler/board"
)

// TestRecognize finds the boards that a page shows in other ways than by an
// address.
func TestRecognize(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for _, c := range []struct{ base, body, want string }{
		{"https://jobs.quillfeather.example/", `<link href="https://recruiteecdn.com/a.css"><script>window.recruitee = {}</script>`, "recruitee/jobs.quillfeather.example"},
		{"https://jobs.quillfeather.example/", `<script>send("https://careers-analytics.recruitee.com/")</script>`, "recruitee/jobs.quillfeather.example"},
		{"https://quillfeather.recruitee.com/", `<html>`, "recruitee/quillfeather"},
		{"https://www.quillfeather.example/jobs", `<script src="https://recruiteecdn.com/widget.js"></script><script>var rtWidget = {companies: ["quillfeather"]}</script>`, "recruitee/quillfeather"},
		{"https://www.quillfeather.example/jobs", `<script>var w = RTWidget({"companies": [12345]})</script>`, ""},
		{"https://www.quillfeather.example/jobs", `<script>RTWidget({"api": "https://quillfeather.recruitee.com/api"})</script>`, "recruitee/quillfeather"},
		{"https://www.quillfeather.example/jobs", `<script>RTWidget({"api": "https://app.recruitee.com/api"})</script>`, ""},
		{"https://192.0.2.7/", `<link href="https://recruiteecdn.com/a.css">`, ""},
		{"https://career.brackenfold.example/jobs", `<script src="https://assets-aws.teamtailor-cdn.com/assets/careersite.js"></script>`, "teamtailor/career.brackenfold.example"},
		{"https://brackenfold.teamtailor.com/jobs", `<script src="https://assets-aws.teamtailor-cdn.com/assets/careersite.js"></script>`, "teamtailor/brackenfold"},
		{"https://blog.brackenfold.example/", `<img src="https://images.teamtailor-cdn.com/x.png">`, ""},
		{"https://www.brackenfold.example/careers", `<script src="https://widgets.teamtailor-cdn.com/widgets/widget.js"></script>`, ""},
		{"https://app.teamtailor.com/x", `<script src="https://assets-aws.teamtailor-cdn.com/assets/app.js"></script>`, ""},
		{"https://www.greengage.example/careers", `<div id="BambooHR" data-domain="greengage.bamboohr.com"></div>`, "bamboohr/greengage"},
		{"https://www.greengage.example/careers", `<div id="BambooHR" data-domain="www.bamboohr.com"></div>`, ""},
		{"https://www.greengage.example/careers", `<p>We like bamboo.</p>`, ""},
	} {
		got, ok := registry.Recognize([]byte(c.body), c.base)
		key := ""
		if ok {
			key = got.Key()
		}
		if key != c.want {
			t.Errorf("%s: got %q, want %q (%.60s)", c.base, key, c.want, c.body)
		}
	}
}

// TestRecognizePages finds the board with its page.
func TestRecognizePages(t *testing.T) {
	t.Parallel()
	const phApp = `<script>var phApp = phApp || {"baseUrl":"https://%s","refNum":"X"};phApp.ddo = {"eagerLoadRefineSearch":{}};</script>`
	registry := board.New()
	for _, c := range []struct{ base, body, key, page string }{
		{"https://saltmarsh.example/jobs", `<script>COMEET.init({"token": "6F329B2DE6379829B2290", "company-uid": "F6.003", "company-name": "saltmarsh"})</script>`, "comeet/saltmarsh/F6.003", "https://www.comeet.com/jobs/saltmarsh/F6.003"},
		{"https://saltmarsh.example/jobs", `<script>comeetInit = {token: '6F329B2DE6379829B2290', 'company-uid': 'f6.003'}</script>`, "comeet/F6.003/6F329B2DE6379829B2290", ""},
		{"https://saltmarsh.example/jobs", `<script>COMEET.init({"company-uid": "F6.003"})</script>`, "", ""},
		{"https://saltmarsh.example/jobs", `<p>We hire with "company-uid": "F6.003"</p>`, "", ""},
		{"https://careers.foxglove.example/jobs?keywords=x", `<html data-jibe-search-version="4.11.178">`, "jibe/careers.foxglove.example", "https://careers.foxglove.example/jobs"},
		{"https://foxglove.jibeapply.com/", `<script>window._jibe = {"cid":"foxglove"};</script>`, "jibe/foxglove.jibeapply.com", "https://foxglove.jibeapply.com/jobs"},
		{"https://foxglove.example/", `<a href="https://foxglove.jibeapply.com/jobs">Jobs</a>`, "", ""},
		{"https://192.168.0.1/", `<html data-jibe-search-version="4">`, "", ""},
		{"https://careers.larkspur.example/us/en/search-results", fmt.Sprintf(phApp, "careers.larkspur.example/us/en/"), "phenom/careers.larkspur.example", "https://careers.larkspur.example/us/en/search-results"},
		{"https://careers.larkspur.example/", fmt.Sprintf(phApp, "careers.larkspur.example/global/en/"), "phenom/careers.larkspur.example", "https://careers.larkspur.example/global/en/search-results"},
		{"https://www.larkspur.example/careers/us/en/home", fmt.Sprintf(phApp, "www.larkspur.example/careers/us/en/"), "phenom/www.larkspur.example/careers/us/en", "https://www.larkspur.example/careers/us/en/search-results"},
		{"https://careers.larkspur.example/us/en/teams/hr", fmt.Sprintf(phApp, "someone.else.example/de/de/"), "phenom/careers.larkspur.example", "https://careers.larkspur.example/us/en/search-results"},
		{"https://larkspur.example/news", `<p>Phenom (phenompeople.com) is our partner</p><script src="/widgets/x.js"></script>`, "", ""},
		{"https://10.0.0.1/us/en", fmt.Sprintf(phApp, "10.0.0.1/us/en/"), "", ""},
	} {
		got, ok := registry.Recognize([]byte(c.body), c.base)
		if !ok {
			got = kith.Board{}
		}
		key := ""
		if ok {
			key = got.Key()
		}
		if key != c.key || got.URL != c.page {
			t.Errorf("%s: got %q at %q, want %q at %q (%.60s)", c.base, key, got.URL, c.key, c.page, c.body)
		}
	}
}

// recognizeCase is a page and the board that it is of, "" for none.
type recognizeCase struct{ base, body, key string }

func checkRecognized(t *testing.T, cases []recognizeCase) {
	t.Helper()
	for _, c := range cases {
		if b, ok := board.New().Recognize([]byte(c.body), c.base); ok != (c.key != "") || ok && b.Key() != c.key {
			t.Errorf("%s is recognized as %q, want %q", c.base, b.Key(), c.key)
		}
	}
}
