package board

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of ADP MyJobs.
const (
	adpMyJobsPages = "myjobs.adp.com"
	adpMyJobsAPI   = "my.adp.com"
	adpMyJobsList  = "https://" + adpMyJobsAPI + "/myadp_prefix/mycareer/public/staffing/v1/job-requisitions"
)

// adpMyJobs reads the other of ADP's two systems: pages by offset with a
// count, the text in the details, all for who names the number of the
// employer, which the site's record tells.
func adpMyJobs() adapter {
	return adapter{
		ats: "adp-myjobs", name: "ADP MyJobs", gap: 200 * time.Millisecond, domain: adpMyJobsAPI,
		parse: parseADPMyJobs, host: adpMyJobsHost,
		lists: []listing{{
			open: openADPMyJobs, request: adpMyJobsRequest, decode: decodeADPMyJobs, paging: byOffset,
			detail: &detail{request: adpMyJobsDetailRequest, decode: decodeADPMyJobsDetail},
		}},
		employer: adpMyJobsEmployer,
	}
}

// adpMyJobsToken is the shape of a token.
var adpMyJobsToken = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{1,99}$`)

// parseADPMyJobs knows the career sites and their openings.
func parseADPMyJobs(a address) (token, page string) {
	if a.host != adpMyJobsPages {
		return "", ""
	}
	token = strings.ToLower(a.at(0))
	if token == "public" {
		token = strings.ToLower(a.after("public", "staffing", "v1", "career-site"))
	}
	if !adpMyJobsToken.MatchString(token) || isOneOf(token, []string{"static", "assets", "login", "myadp_prefix"}) {
		return "", ""
	}
	return token, adpMyJobsPage(token)
}

func adpMyJobsPage(token string) string { return "https://" + adpMyJobsPages + "/" + token + "/cx" }

func adpMyJobsHost(token string) (string, error) {
	if !adpMyJobsToken.MatchString(token) {
		return "", unlike("ADP MyJobs", token, "the name of a career site")
	}
	return adpMyJobsAPI, nil
}

// adpMyJobsSite is the record of a career site.
type adpMyJobsSite struct {
	Number string `json:"orgoid"`
	Client string `json:"clientName"`
}

// adpMyJobsRecord asks for the record of a career site.
func adpMyJobsRecord(ctx context.Context, ask *asker, token string) (adpMyJobsSite, answer) {
	var site adpMyJobsSite
	a := ask.send(ctx, get("https://"+adpMyJobsPages+"/public/staffing/v1/career-site/"+token))
	if a.outcome != kith.OutcomeComplete {
		return site, a
	}
	if err := decodeOne(a.response.Body, &site); err != nil {
		return site, a.failed("the record of the board: %v", err)
	}
	if !isSession(site.Number) {
		return site, a.failed("the record of the board does not tell the number of the employer")
	}
	return site, a
}

func openADPMyJobs(ctx context.Context, ask *asker, token string) (target, answer) {
	site, a := adpMyJobsRecord(ctx, ask, token)
	return target{token: token, header: http.Header{"Orgoid": {site.Number}}}, a
}

func adpMyJobsRequest(_ target, q query) kith.Request {
	return get(fmt.Sprintf("%s?$top=50&$skip=%d", adpMyJobsList, q.offset))
}

// adpMyJob is an opening as ADP MyJobs writes it, in the list and in the
// details.
type adpMyJob struct {
	ID          word   `json:"reqId"`
	Title       string `json:"jobTitle"`
	Description string `json:"jobDescription"`
	Posted      string `json:"postingDate"`
	Locations   []struct {
		Address struct {
			City    string    `json:"cityName"`
			State   adpNaming `json:"countrySubdivisionLevel1"`
			Country adpNaming `json:"country"`
		} `json:"address"`
	} `json:"requisitionLocations"`
}

type adpNaming struct {
	Code string `json:"codeValue"`
	Name string `json:"longName"`
}

func decodeADPMyJobs(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var total *count
	err := decodeList(res.Body, "jobRequisitions", map[string]any{"count": &total}, func(j adpMyJob) {
		p.add(j.opening(t.token), "")
	})
	if total != nil {
		p.total = int(*total)
	}
	return p, err
}

func (j *adpMyJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		URL:      adpMyJobsPage(token) + "/job/" + url.PathEscape(id),
		PostedAt: text.ParseTime(j.Posted),
	}
	var countries []string
	for _, l := range j.Locations {
		a := l.Address
		country := field.FirstOf(a.Country.Name, a.Country.Code)
		o.Locations = append(o.Locations, strings.Join([]string{a.City, field.FirstOf(a.State.Name, a.State.Code), country}, ","))
		countries = append(countries, country)
	}
	o.Locations, o.Country = field.Places(o.Locations...), sameCountry(countries)
	return o
}

func adpMyJobsDetailRequest(_ target, o kith.Opening) kith.Request {
	return get(adpMyJobsList + "/" + url.PathEscape(o.ExternalID))
}

// decodeADPMyJobsDetail reads the details, which are a list of one.
func decodeADPMyJobsDetail(res *kith.Response) (kith.Opening, error) {
	var all []adpMyJob
	if err := decodeList(res.Body, "jobRequisitions", nil, func(j adpMyJob) { all = append(all, j) }); err != nil {
		return kith.Opening{}, err
	}
	if len(all) != 1 || all[0].ID == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return kith.Opening{Description: anyText(all[0].Description), PostedAt: text.ParseTime(all[0].Posted)}, nil
}

// adpMyJobsEmployer takes the name of the client from the site's record: that
// of the site is of the site.
func adpMyJobsEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	site, a := adpMyJobsRecord(ctx, ask, token)
	if err := a.check("ADP MyJobs", token); err != nil {
		return "", err
	}
	return text.Title(site.Client), nil
}
