package board

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// Of Eightfold.
const (
	eightfoldDomain = ".eightfold.ai"
	eightfoldApp    = "app" + eightfoldDomain // where some employers are, without a host of their own
	eightfoldLimit  = 10                      // rows of a page; more are never given
)

// eightfold reads the career sites of Eightfold: pages by offset with a count,
// ten rows at a time, the text in the details only. A tenant has either of two
// generations of the API, and both want the name of the group whose site it
// is, which the site's page tells. A token is the tenant, the host of a site
// under the employer's own name, or "app.eightfold.ai/group".
func eightfold() adapter {
	site := tenantSite{domain: eightfoldDomain, branded: true}
	newer, older := eightfoldAPI{pcsx: true}, eightfoldAPI{}
	return adapter{
		ats: "eightfold", name: "Eightfold", gap: time.Second, domain: site.domain,
		parse: parseEightfold, recognize: recognizeEightfold, host: eightfoldHost,
		lists:    []listing{newer.listing(), older.listing()},
		employer: eightfoldEmployer,
	}
}

// The shapes of Eightfold's names.
var (
	eightfoldGroup = regexp.MustCompile(`_EF_GROUP_ID\s*=\s*["']([A-Za-z0-9][A-Za-z0-9._-]{0,99})["']`)
	eightfoldName  = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,99}$`)
)

// isEightfoldItself reports whether a group is the vendor's, whose site is
// shown where a tenant has none.
func isEightfoldItself(group string) bool {
	return group == "volkscience.com" || group == "eightfold.ai"
}

// parseEightfold knows the hosts of tenants, and the one that some share.
func parseEightfold(a address) (token, page string) {
	if group := strings.ToLower(a.query.Get("domain")); a.host == eightfoldApp && eightfoldName.MatchString(group) && !isEightfoldItself(group) {
		token = eightfoldApp + "/" + group
		return token, eightfoldPage(token)
	}
	if token = (tenantSite{domain: eightfoldDomain}).slug(a.host); token == "" {
		return "", ""
	}
	return token, eightfoldPage(token)
}

// recognizeEightfold knows a site under the employer's own name by the group
// that its page names.
func recognizeEightfold(p webPage) (token, page string) {
	if token, page = parseEightfold(p.address); token != "" {
		return token, page
	}
	found := eightfoldGroup.FindSubmatch(p.body)
	host := p.address.host
	if _, err := eightfoldHost(host); err != nil || found == nil || isEightfoldItself(string(found[1])) || strings.HasSuffix(host, eightfoldDomain) {
		return "", ""
	}
	return host, eightfoldPage(host)
}

func eightfoldHost(token string) (string, error) {
	if group, shared := strings.CutPrefix(token, eightfoldApp+"/"); shared && eightfoldName.MatchString(group) {
		return eightfoldApp, nil
	}
	return tenantSite{domain: eightfoldDomain, branded: true}.host(token)
}

// eightfoldAddress returns an address on the host of a token. The token was
// checked before the visit.
func eightfoldAddress(token, path string) string {
	host, _ := eightfoldHost(token)
	return "https://" + host + path
}

// eightfoldPage returns where a person reads a board.
func eightfoldPage(token string) string {
	if _, group, shared := strings.Cut(token, "/"); shared {
		return eightfoldAddress(token, "/careers?domain="+group)
	}
	return eightfoldAddress(token, "/careers")
}

// openEightfold finds the group whose site it is.
func openEightfold(ctx context.Context, ask *asker, token string) (target, answer) {
	if _, group, shared := strings.Cut(token, "/"); shared {
		return target{token: token, values: map[string]string{"group": group}}, answer{outcome: kith.OutcomeComplete}
	}
	a := ask.send(ctx, getPage(eightfoldPage(token)))
	if a.outcome != kith.OutcomeComplete {
		return target{}, a
	}
	host, _ := eightfoldHost(token)
	found := eightfoldGroup.FindSubmatch(a.response.Body)
	switch {
	case hasLeft(a.response, host), found != nil && isEightfoldItself(string(found[1])):
		return target{}, a.gone()
	case found == nil:
		return target{}, a.failed("the page of the board does not name its group")
	}
	return target{token: token, values: map[string]string{"group": string(found[1])}}, a
}

// eightfoldAPI is one of the two generations.
type eightfoldAPI struct {
	pcsx bool // the newer one
}

func (api eightfoldAPI) listing() listing {
	return listing{
		open: openEightfold, request: api.request, decode: api.decode, paging: byOffset,
		detail: &detail{request: api.detailRequest, decode: decodeEightfoldDetail, listPlaces: true},
	}
}

// request asks for a page. The newest are asked for first.
func (api eightfoldAPI) request(t target, q query) kith.Request {
	path := "/api/apply/v2/jobs"
	if api.pcsx {
		path = "/api/pcsx/search"
	}
	return get(eightfoldAddress(t.token, fmt.Sprintf("%s?domain=%s&start=%d&num=%d&sort_by=timestamp", path, url.QueryEscape(t.values["group"]), q.offset, eightfoldLimit)))
}

// eightfoldJob is an opening as both generations write it.
type eightfoldJob struct {
	ID         word   `json:"id"`
	Name       string `json:"name"`
	Location   string `json:"location"`
	Locations  words  `json:"locations"`
	Department string `json:"department"`
	Workplace  string `json:"workLocationOption"`
	OldPlace   string `json:"work_location_option"`
	Created    amount `json:"t_create"`
	Posted     amount `json:"postedTs"`
	Canonical  string `json:"canonicalPositionUrl"`
	Position   string `json:"positionUrl"`
	Text       string `json:"job_description"`
	NewText    string `json:"jobDescription"`
}

// eightfoldList is a page of the list.
type eightfoldList struct {
	Count     *count          `json:"count"`
	Positions *[]eightfoldJob `json:"positions"`
}

// decode reads a page.
func (api eightfoldAPI) decode(t target, res *kith.Response) (page, error) {
	host, err := eightfoldHost(t.token)
	if err != nil {
		return page{}, err
	}
	if hasLeft(res, host) {
		return page{}, errGone
	}
	var list eightfoldList
	if api.pcsx {
		wrapped := struct {
			Data *eightfoldList `json:"data"`
		}{&list}
		err = decodeWhole(res.Body, &wrapped)
	} else {
		err = decodeWhole(res.Body, &list)
	}
	if err != nil {
		return page{}, err
	}
	if list.Positions == nil || list.Count == nil {
		return page{}, notParsed(errNoList)
	}
	p := page{total: int(*list.Count)}
	for _, j := range *list.Positions {
		o := j.opening(t.token)
		if o.PostedAt = text.FromUnix(int64(j.Created)); api.pcsx {
			o.PostedAt = text.FromUnix(int64(j.Posted))
		}
		p.add(o, "")
	}
	return p, nil
}

// decodeWhole reads a document that is one object and nothing behind it.
func decodeWhole(body []byte, into any) error {
	if !json.Valid(body) {
		return notParsed(errNoList)
	}
	return decodeOne(body, into)
}

func (j *eightfoldJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	places := []string(j.Locations)
	if len(places) == 0 {
		places = []string{j.Location}
	}
	own := j.Position
	if strings.HasPrefix(own, "/") {
		own = eightfoldAddress(token, own)
	}
	return kith.Opening{
		ExternalID: id, Title: text.Title(j.Name), Locations: field.Places(places...),
		Workplace: field.Workplace(field.FirstOf(j.Workplace, j.OldPlace)), Department: text.Title(j.Department),
		URL: field.WebAddress(j.Canonical, own, eightfoldAddress(token, "/careers/job/"+url.PathEscape(id))),
	}
}

func (api eightfoldAPI) detailRequest(t target, o kith.Opening) kith.Request {
	group, id := url.QueryEscape(t.values["group"]), o.ExternalID
	if api.pcsx {
		return get(eightfoldAddress(t.token, "/api/pcsx/position_details?position_id="+url.QueryEscape(id)+"&domain="+group+"&hl=en"))
	}
	return get(eightfoldAddress(t.token, "/api/apply/v2/jobs/"+url.PathEscape(id)+"?domain="+group))
}

// decodeEightfoldDetail reads the details, which stand one level deeper in the
// newer generation.
func decodeEightfoldDetail(res *kith.Response) (kith.Opening, error) {
	var told struct {
		eightfoldJob
		Data *eightfoldJob `json:"data"`
	}
	if err := decodeOne(res.Body, &told); err != nil {
		return kith.Opening{}, err
	}
	j := &told.eightfoldJob
	if told.Data != nil {
		j = told.Data
	}
	if j.ID == "" && j.Name == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return kith.Opening{
		Description: anyText(cmp.Or(j.Text, j.NewText)), Department: text.Title(j.Department),
		Workplace: field.Workplace(field.FirstOf(j.Workplace, j.OldPlace)),
	}, nil
}

// eightfoldEmployer takes the name from the title of the site's page. Hosts of
// tenants that are not there show the vendor's own site.
func eightfoldEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, getPage(eightfoldPage(token)))
	if err := a.check("Eightfold", token); err != nil {
		return "", err
	}
	host, _ := eightfoldHost(token)
	found := eightfoldGroup.FindSubmatch(a.response.Body)
	if found == nil || isEightfoldItself(string(found[1])) || hasLeft(a.response, host) {
		return "", noBoard("Eightfold", token)
	}
	return employerOf(pageTitle(a.response.Body)), nil
}
