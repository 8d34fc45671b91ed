package board

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/text"
)

// successFactors reads the boards of SAP SuccessFactors. Most stand under the
// employer's own name, and such a host may be of the older generation, with a
// feed and tiles, or of the newer one, with a JSON search for each language:
// they are tried in order. The oldest, on hosts that many companies share, give
// one document of XML. A token is the host, or "host/company" for the oldest.
func successFactors() adapter {
	return adapter{
		ats: "successfactors", name: "SAP SuccessFactors", gap: 250 * time.Millisecond, domain: ".successfactors.com",
		parse: parseSuccessFactors, recognize: recognizeSuccessFactors, host: successFactorsHost,
		lists: []listing{
			{open: openBranded, request: rmkFeedRequest, decode: decodeRMKFeed},
			{open: openBranded, request: rmkTilesRequest, decode: decodeRMKTiles, paging: byOffset, detail: successFactorsDetail()},
			{open: openCSB, request: csbRequest, decode: decodeCSB, absent: isNoMethod, paging: byPage, detail: successFactorsDetail()},
			{open: openBranded, request: rmkSearchRequest, decode: decodeRMKSearch, paging: byOffset, detail: successFactorsDetail()},
			{open: openShared, request: sharedRequest, decode: decodeShared},
		},
		employer: successFactorsEmployer,
	}
}

// The shapes of SuccessFactors' names.
var (
	sharedHost    = regexp.MustCompile(`^(career|performancemanager|api|hcm)[0-9]{0,4}\.(successfactors|sapsf)\.(com|eu|cn)$`)
	sharedCompany = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)
	rmkHost       = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}\.(jobs\.hr\.cloud\.sap|jobs2web\.com|jobs2web\.sapsf\.cn)$`)
	rmkMarks      = regexp.MustCompile(`rmkcdn\.successfactors\.(com|eu)/[^"'\s<>]{1,200}\.(css|js)|/platform/(js|css)/[^"'\s<>]{0,80}(jobs2web|j2w)|jobs2web\.com/[^"'\s<>]{1,200}\.js|/services/recruiting/v1`)
)

// parseSuccessFactors knows the hosts that companies share, by the company in
// the query, and those that the vendor gives to one company each.
func parseSuccessFactors(a address) (token, page string) {
	if rmkHost.MatchString(a.host) {
		return a.host, "https://" + a.host + "/search/"
	}
	company := a.query.Get("company")
	if !sharedHost.MatchString(a.host) || !strings.Contains(strings.ToLower(a.at(0)), "career") || !sharedCompany.MatchString(company) {
		return "", ""
	}
	return a.host + "/" + company, sharedPage(a.host, company)
}

// recognizeSuccessFactors knows a page of a branded site by the files that it
// is made of. Links to such a site, and pictures, stand on other pages too.
func recognizeSuccessFactors(p webPage) (token, page string) {
	if token, page = parseSuccessFactors(p.address); token != "" {
		return token, page
	}
	host := p.address.host
	if _, err := successFactorsHost(host); err != nil || !rmkMarks.Match(p.body) {
		return "", ""
	}
	return host, "https://" + host + "/search/"
}

func successFactorsHost(token string) (string, error) {
	host, company, shared := strings.Cut(token, "/")
	switch {
	case shared && sharedHost.MatchString(host) && sharedCompany.MatchString(company):
		return host, nil
	case !shared && len(host) <= 200 && tenantHost.MatchString(host) && !sharedHost.MatchString(host) &&
		!strings.HasSuffix(host, ".successfactors.com") && !strings.HasSuffix(host, ".successfactors.eu"):
		return host, nil
	}
	return "", unlike("SAP SuccessFactors", token, "a host, or host/company")
}

// isRMK reports whether a page of a host is made of the vendor's files.
func isRMK(host string, body []byte) bool { return rmkHost.MatchString(host) || rmkMarks.Match(body) }

// notThere is the answer for a generation that a token cannot be of. Nobody is
// asked for it.
func notThere() answer { return answer{}.gone() }

// openBranded lets only hosts of one company through.
func openBranded(_ context.Context, _ *asker, token string) (target, answer) {
	if strings.Contains(token, "/") {
		return target{}, notThere()
	}
	return target{token: token}, answer{outcome: kith.OutcomeComplete}
}

// openShared lets only companies on hosts that they share through.
func openShared(_ context.Context, _ *asker, token string) (target, answer) {
	if !strings.Contains(token, "/") {
		return target{}, notThere()
	}
	return target{token: token}, answer{outcome: kith.OutcomeComplete}
}

// isNoMethod reports whether an answer says that nothing takes such a request.
func isNoMethod(res *kith.Response) bool {
	return res.Status == http.StatusMethodNotAllowed || res.Status == http.StatusNotImplemented
}

func successFactorsDetail() *detail {
	return &detail{request: successFactorsDetailRequest, decode: decodeSuccessFactorsDetail, listPlaces: true}
}

// successFactorsDetailRequest asks for the page of an opening, by its path on
// the host of the board.
func successFactorsDetailRequest(t target, o kith.Opening) kith.Request {
	path := "/"
	if u, err := url.Parse(o.URL); err == nil && strings.EqualFold(u.Hostname(), t.token) {
		path = u.EscapedPath()
	}
	return getPage("https://" + t.token + path)
}

// decodeSuccessFactorsDetail reads the page of an opening. One that is gone
// leads to the list.
func decodeSuccessFactorsDetail(res *kith.Response) (kith.Opening, error) {
	if u, err := url.Parse(res.URL); err == nil && res.URL != "" && !strings.Contains(u.Path, "/job/") {
		return kith.Opening{}, errGone
	}
	told, err := jobPage{
		description: `.jobdescription, [itemprop="description"], [data-careersite-propertyid="description"], main .description`,
		department:  `[data-careersite-propertyid="department"], main .department`,
	}.decode(res)
	if err != nil || !told.PostedAt.IsZero() {
		return told, err
	}
	if doc, bad := decodeHTML(res); bad == nil {
		told.PostedAt = javaDate(find(doc.Selection, `meta[itemprop="datePosted"]`).AttrOr("content", ""))
	}
	return told, nil
}

// javaDate reads a date as Java prints one, "Thu Jul 02 00:00:00 GMT 2026",
// beside the forms that text.ParseTime reads.
func javaDate(s string) time.Time {
	s = strings.TrimSpace(s)
	if at, err := time.Parse("Mon Jan 02 15:04:05 MST 2006", s); err == nil {
		return text.ParseTime(at.UTC().Format(time.RFC3339))
	}
	return text.ParseTime(s)
}

// withoutPostcode returns a place without its postal code, which is the last
// of its parts in these systems.
func withoutPostcode(place string) string {
	parts := strings.Split(place, ",")
	for len(parts) > 1 && strings.ContainsAny(parts[len(parts)-1], "0123456789") {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, ",")
}

// successFactorsEmployer takes the name from the title of the list's page. A
// branded host must show that it is one.
func successFactorsEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	const system = "SAP SuccessFactors"
	if host, company, shared := strings.Cut(token, "/"); shared {
		a := ask.send(ctx, sharedRequest(target{token: token}, query{}))
		if err := a.check(system, token); err != nil {
			return "", err
		}
		if _, err := decodeShared(target{token: token}, a.response); err != nil {
			return "", notBoard(system, token, err)
		}
		return nameInTitle(titleOf(ctx, ask, sharedPage(host, company))), nil
	}
	a := ask.send(ctx, getPage("https://"+token+"/search/"))
	if err := a.check(system, token); err != nil {
		return "", err
	}
	if hasLeft(a.response, token) || !isRMK(token, a.response.Body) {
		return "", noBoard(system, token)
	}
	return nameInTitle(pageTitle(a.response.Body)), nil
}
