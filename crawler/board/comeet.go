package board

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of Comeet.
const (
	comeetAPI   = "www.comeet.co"
	comeetPages = "www.comeet.com"
)

// comeet reads the API of Comeet, which wants a key that the page of the board
// names, and where it does not answer the same data in that page. A token is
// "NAME/UID"; where nobody names the page it is "UID/KEY".
func comeet() adapter {
	return adapter{
		ats: "comeet", name: "Comeet",
		parse: parseComeet, recognize: recognizeComeet, host: comeetHost,
		lists: []listing{
			{open: openComeet, request: comeetRequest, decode: decodeComeet, absent: isComeetRefusal},
			{request: comeetPageRequest, decode: decodeComeetPage},
		},
		employer: comeetEmployer,
	}
}

// The shapes of Comeet's names.
var (
	comeetUID    = regexp.MustCompile(`^(?i:[0-9a-f]{1,4}\.[0-9a-f]{1,6})$`)
	comeetAnyUID = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.-]{0,63}$`)
	comeetName   = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,99}$`)
	comeetKey    = regexp.MustCompile(`^[0-9A-F]{16,80}$`)
	comeetInit   = regexp.MustCompile(`["']?company[-_]uid["']?\s*:\s*["']([0-9A-Za-z][0-9A-Za-z.-]{0,63})["']`)
	comeetCalled = regexp.MustCompile(`["']?company[-_]name["']?\s*:\s*["']([A-Za-z0-9][A-Za-z0-9_-]{0,99})["']`)
	comeetToken  = regexp.MustCompile(`["']?\btoken["']?\s*[:=]\s*["']?([0-9A-Fa-f]{16,80})\b`)
)

// parseComeet knows the pages of boards and the API, on both of its hosts.
func parseComeet(a address) (token, page string) {
	switch strings.TrimPrefix(a.host, "www.") {
	case "comeet.co", "comeet.com":
	default:
		return "", ""
	}
	if name := a.after("jobs"); name != "" {
		return comeetBoard(name, a.at(2))
	}
	if a.after("careers-api") != "" && strings.EqualFold(a.at(2), "company") {
		return comeetBoard(a.at(3), a.query.Get("token"))
	}
	return "", ""
}

// comeetBoard puts a token together of its parts, in one spelling: a uid such as
// F6.003 is written in either case.
func comeetBoard(first, second string) (token, page string) {
	upper := strings.ToUpper(second)
	switch {
	case comeetUID.MatchString(first) && comeetKey.MatchString(upper):
		return strings.ToUpper(first) + "/" + upper, ""
	case comeetUID.MatchString(first) || !comeetName.MatchString(strings.ToLower(first)) || !comeetAnyUID.MatchString(second):
		return "", ""
	case comeetUID.MatchString(second):
		second = upper
	}
	token = strings.ToLower(first) + "/" + second
	return token, comeetPage(token)
}

// recognizeComeet knows the script by which other sites take a board in.
func recognizeComeet(p webPage) (token, page string) {
	if !p.mentions("COMEET.init", "comeetInit", "comeet-outerhtml", "careers-api/api.js") {
		return "", ""
	}
	uid := comeetInit.FindSubmatch(p.body)
	if uid == nil {
		return "", ""
	}
	if name := comeetCalled.FindSubmatch(p.body); name != nil {
		return comeetBoard(string(name[1]), string(uid[1]))
	}
	if key := comeetToken.FindSubmatch(p.body); key != nil {
		return comeetBoard(string(uid[1]), string(key[1]))
	}
	return "", ""
}

func comeetHost(token string) (string, error) {
	first, second, _ := strings.Cut(token, "/")
	if found, _ := comeetBoard(first, second); found != token || found == "" {
		return "", kith.Errorf(kith.CodeInvalid, "%q is no board of Comeet; it should be NAME/UID", token)
	}
	return comeetAPI, nil
}

// comeetPage returns the page of a board, "" where only its key is known.
func comeetPage(token string) string {
	if first, _, _ := strings.Cut(token, "/"); comeetUID.MatchString(first) {
		return ""
	}
	return "https://" + comeetPages + "/jobs/" + token
}

// openComeet finds the key of the API in the page of the board.
func openComeet(ctx context.Context, ask *asker, token string) (target, answer) {
	first, second, _ := strings.Cut(token, "/")
	if comeetPage(token) == "" {
		return comeetTarget(token, first, second), answer{outcome: kith.OutcomeComplete}
	}
	a := ask.send(ctx, getPage(comeetPage(token)))
	if a.outcome != kith.OutcomeComplete {
		return target{}, a
	}
	if !isComeetPage(a.response, second) {
		return target{}, a.gone()
	}
	key := comeetKeyIn(a.response.Body, second)
	if key == "" || !hasEnd(a.response.Body) {
		return target{}, a.failed("the page of the board does not name the key of its list")
	}
	return comeetTarget(token, second, key), a
}

func comeetTarget(token, uid, key string) target {
	return target{token: token, values: map[string]string{"uid": uid, "key": key}}
}

// isComeetPage reports whether a request for the page of a board was not led
// to another one.
func isComeetPage(res *kith.Response, uid string) bool {
	return res.URL == "" || strings.Contains(strings.ToUpper(res.URL), "/"+strings.ToUpper(uid))
}

// comeetKeyIn returns the key that the page of a board has for it.
func comeetKeyIn(body []byte, uid string) string {
	of := regexp.MustCompile(`(?i)/company/` + regexp.QuoteMeta(uid) + `/positions(?:/[0-9A-Fa-f.-]{1,40})?\?(?:[a-z_]{1,20}=[a-z]{1,10}&)?token=([0-9A-Fa-f]{16,80})`)
	for _, pattern := range []*regexp.Regexp{of, comeetToken} {
		if found := pattern.FindSubmatch(body); found != nil {
			return strings.ToUpper(string(found[1]))
		}
	}
	return ""
}

func comeetRequest(t target, _ query) kith.Request {
	return get(fmt.Sprintf("https://%s/careers-api/2.0/company/%s/positions?token=%s&details=true", comeetAPI, t.values["uid"], t.values["key"]))
}

// isComeetRefusal reports whether the API says that uid and key do not go
// together.
func isComeetRefusal(res *kith.Response) bool { return res.Status == http.StatusBadRequest }

// comeetPageRequest asks for the page of the board. Where only a key is known
// the API says no once more.
func comeetPageRequest(t target, _ query) kith.Request {
	if page := comeetPage(t.token); page != "" {
		return getPage(page)
	}
	first, second, _ := strings.Cut(t.token, "/")
	return comeetRequest(comeetTarget(t.token, first, second), query{})
}

// comeetJob is an opening as Comeet writes it. The time of its last change is
// no date of publication.
type comeetJob struct {
	UID        word   `json:"uid"`
	Name       string `json:"name"`
	Department string `json:"department"`
	Employment string `json:"employment_type"`
	Experience string `json:"experience_level"`
	Workplace  string `json:"workplace_type"`
	Company    string `json:"company_name"`
	Page       string `json:"url_comeet_hosted_page"`
	OwnPage    string `json:"url_active_page"`
	Location   struct {
		Name    string `json:"name"`
		City    string `json:"city"`
		State   string `json:"state"`
		Country string `json:"country"`
		Remote  bool   `json:"is_remote"`
	} `json:"location"`
	Details []comeetText `json:"details"`
	Custom  struct {
		Details []comeetText `json:"details"`
	} `json:"custom_fields"` // in the page of the board
}

// comeetText is a part of the text.
type comeetText struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func decodeComeet(_ target, res *kith.Response) (page, error) { return comeetRows(res.Body) }

// decodeComeetPage reads the list in the page of a board.
func decodeComeetPage(t target, res *kith.Response) (page, error) {
	_, uid, _ := strings.Cut(t.token, "/")
	if comeetPage(t.token) == "" {
		return comeetRows(res.Body)
	}
	if !isComeetPage(res, uid) {
		return page{}, errGone
	}
	data := embeddedJSON(res.Body, "COMPANY_POSITIONS_DATA =", "COMPANY_POSITIONS_DATA=")
	if data == nil {
		return page{}, notParsed(errNoList)
	}
	return comeetRows(data)
}

func comeetRows(data []byte) (page, error) {
	p := page{total: -1}
	err := decodeList(data, "", nil, func(j comeetJob) { p.add(j.opening(), "") })
	return p, err
}

func (j *comeetJob) opening() kith.Opening {
	o := kith.Opening{
		ExternalID: field.ExternalID(string(j.UID)), Title: text.Title(j.Name),
		Locations: j.places(), Country: text.Country(j.Location.Country),
		Department:     text.Title(j.Department),
		EmploymentType: field.EmploymentType(j.Employment),
		Seniority:      field.SeniorityOf(j.Experience),
		Workplace:      field.Workplace(j.Workplace),
		URL:            field.WebAddress(j.Page, j.OwnPage),
		Description:    j.description(),
	}
	if o.Workplace == "" && j.Location.Remote {
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

// places returns the address of the place of work, or its name where that is
// all: the name is the employer's own word for it.
func (j *comeetJob) places() []string {
	l := j.Location
	if l.City != "" {
		return field.Places(l.City + "," + l.State + "," + l.Country)
	}
	return field.Places(field.FirstOf(l.Name, l.Country))
}

// description puts the parts of the text together that are not empty.
func (j *comeetJob) description() string {
	var parts []section
	for _, part := range slices.Concat(j.Details, j.Custom.Details) {
		name := text.Title(part.Name)
		if strings.EqualFold(name, "description") {
			name = ""
		}
		parts = append(parts, section{Title: name, Text: part.Value})
	}
	return joinSections(parts...)
}

// comeetEmployer takes the name from the data of the board, or from its first
// opening.
func comeetEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	t, a := openComeet(ctx, ask, token)
	if err := a.check("Comeet", token); err != nil {
		return "", err
	}
	if a.response != nil {
		var company struct {
			Name string `json:"name"`
		}
		if data := embeddedJSON(a.response.Body, "COMPANY_DATA =", "COMPANY_DATA="); data != nil && decodeOne(data, &company) == nil && company.Name != "" {
			return text.Title(company.Name), nil
		}
	}
	a = ask.send(ctx, comeetRequest(t, query{}))
	if err := a.check("Comeet", token); err != nil {
		return "", err
	}
	name := ""
	if err := decodeList(a.response.Body, "", nil, func(j comeetJob) { name = field.FirstOf(name, j.Company) }); err != nil {
		return "", notBoard("Comeet", token, err)
	}
	return name, nil
}
