package board

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// ukgReady reads the API of UKG Ready, once Kronos Workforce Ready: pages by
// number with a count, the text in the details, no dates at all. A token is
// "host/tenant": a tenant is known to the hosts of its own part of the system
// only, and those have many names.
func ukgReady() adapter {
	return adapter{
		ats: "ukg-ready", name: "UKG Ready", domain: ".saashr.com",
		parse: parseUKGReady, host: ukgReadyHost,
		lists: []listing{{
			open: openUKGReady, request: ukgReadyRequest, decode: decodeUKGReady, absent: ukgReadyAbsent, paging: byPage,
			detail: &detail{request: ukgReadyDetailRequest, decode: decodeUKGReadyDetail},
		}},
		employer: ukgReadyEmployer,
	}
}

// The shapes of UKG Ready's names.
var (
	ukgReadyTenant = regexp.MustCompile(`^[a-z0-9_-]{1,40}$`)
	ukgReadyPage   = regexp.MustCompile(`^([A-Za-z0-9_-]{1,40})\.(?i:careers|jobs)$`)
)

// parseUKGReady knows the page of a board, with or without an opening, and
// the API. The path is like no other, so that any host may be one.
func parseUKGReady(a address) (token, page string) {
	tenant := strings.TrimPrefix(a.after("ta", "rest", "ui", "recruitment", "companies"), "|")
	if found := ukgReadyPage.FindStringSubmatch(a.after("ta")); found != nil {
		tenant = found[1]
	}
	token = a.host + "/" + strings.ToLower(tenant)
	if _, err := ukgReadyHost(token); err != nil {
		return "", ""
	}
	return token, ukgReadyBoard(token)
}

func ukgReadyHost(token string) (string, error) {
	host, tenant, _ := strings.Cut(token, "/")
	if len(host) > 200 || !tenantHost.MatchString(host) || !ukgReadyTenant.MatchString(tenant) {
		return "", unlike("UKG Ready", token, "host/tenant")
	}
	return host, nil
}

// ukgReadyBoard returns the page of a board. The token was checked before.
func ukgReadyBoard(token string) string {
	host, tenant, _ := strings.Cut(token, "/")
	return "https://" + host + "/ta/" + tenant + ".careers"
}

// ukgReadyAPI returns an address of the API.
func ukgReadyAPI(token, room, rest string) string {
	host, tenant, _ := strings.Cut(token, "/")
	return "https://" + host + "/ta/rest/ui/" + room + "/companies/%7C" + tenant + "/" + rest
}

// ukgReadyAbsent knows the answer of a host that does not know the tenant.
func ukgReadyAbsent(res *kith.Response) bool {
	return bytes.Contains(bytes.ToLower(res.Body[:min(len(res.Body), 4096)]), []byte("company not found"))
}

// openUKGReady asks for the currency of the tenant: amounts of pay come
// without. Where that is not told they stay so, but no answer at all is no
// reason to take all pay for changed.
func openUKGReady(ctx context.Context, ask *asker, token string) (target, answer) {
	t := target{token: token, values: map[string]string{}}
	a := ask.send(ctx, get(ukgReadyAPI(token, "bootstrap", "format-settings"))).orAbsent(ukgReadyAbsent)
	switch a.outcome {
	case kith.OutcomeComplete:
		var settings struct {
			Locale struct {
				Currency string `json:"currency_code"`
			} `json:"locale"`
		}
		if err := decodeOne(a.response.Body, &settings); err != nil {
			return t, a.failed("the settings of the board: %v", err)
		}
		t.values["currency"] = settings.Locale.Currency
	case kith.OutcomeGone, kith.OutcomeRefused: // the list will tell whether the board is there
		a.outcome = kith.OutcomeComplete
	}
	return t, a
}

// ukgReadyRequest asks for a page. What is called an offset is the number of
// the page, counted from 1.
func ukgReadyRequest(t target, q query) kith.Request {
	return get(ukgReadyAPI(t.token, "recruitment", fmt.Sprintf("job-requisitions?offset=%d&size=200", q.page+1)))
}

// ukgReadyJob is an opening as UKG Ready writes it. In the list the
// description is cut off.
type ukgReadyJob struct {
	ID          word   `json:"id"`
	Title       string `json:"job_title"`
	Description string `json:"job_description"`
	Requirement string `json:"job_requirement"`
	Location    struct {
		City    string `json:"city"`
		State   string `json:"state"`
		Country string `json:"country"`
	} `json:"location"`
	PayFrom      amount `json:"base_pay_from"`
	PayTo        amount `json:"base_pay_to"`
	PayFrequency string `json:"base_pay_frequency"`
	Remote       bool   `json:"is_remote_job"`
	EmployeeType struct {
		Name string `json:"name"`
	} `json:"employee_type"`
}

func decodeUKGReady(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var paging struct {
		Total *count `json:"total"`
	}
	err := decodeList(res.Body, "job_requisitions", map[string]any{"_paging": &paging}, func(j ukgReadyJob) {
		p.add(j.opening(t), "")
	})
	if paging.Total != nil {
		p.total = int(*paging.Total)
	}
	return p, err
}

func (j *ukgReadyJob) opening(t target) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		Locations:      field.Places(strings.Join([]string{j.Location.City, j.Location.State, j.Location.Country}, ",")),
		Country:        text.Country(j.Location.Country),
		EmploymentType: field.EmploymentType(j.EmployeeType.Name),
		Salary: field.Pay{Min: float64(j.PayFrom), Max: float64(j.PayTo), Currency: t.values["currency"],
			Period: field.Period(j.PayFrequency)}.Salary(),
		URL: ukgReadyBoard(t.token) + "?ShowJob=" + url.QueryEscape(id),
	}
	if j.Remote {
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

func ukgReadyDetailRequest(t target, o kith.Opening) kith.Request {
	return get(ukgReadyAPI(t.token, "recruitment", "job-requisitions/"+url.PathEscape(o.ExternalID)))
}

func decodeUKGReadyDetail(res *kith.Response) (kith.Opening, error) {
	var j ukgReadyJob
	if err := decodeOne(res.Body, &j); err != nil {
		return kith.Opening{}, err
	}
	if j.ID == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return kith.Opening{Description: joinTexts([]string{text.FromHTML(j.Description), text.FromHTML(j.Requirement)})}, nil
}

// ukgReadyEmployer takes the name from what the board's page is set up by.
func ukgReadyEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, get(ukgReadyAPI(token, "recruitment", "job-search/config"))).orAbsent(ukgReadyAbsent)
	if err := a.check("UKG Ready", token); err != nil {
		return "", err
	}
	var config struct {
		Name string `json:"comp_name"`
	}
	if err := decodeOne(a.response.Body, &config); err != nil {
		return "", notBoard("UKG Ready", token, err)
	}
	return text.Title(config.Name), nil
}
