package board

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// trakstarAPI is the host of the API, which still has the older name.
const trakstarAPI = "jsapi.recruiterbox.com"

// trakstar reads the public API of Trakstar Hire, once Recruiterbox: pages by
// offset with a count, all in the list.
func trakstar() adapter {
	return adapter{
		ats: "trakstar", name: "Trakstar Hire",
		parse: parseTrakstar, host: trakstarHost,
		lists:    []listing{{request: trakstarRequest, decode: decodeTrakstar, absent: trakstarAbsent, paging: byOffset}},
		employer: trakstarEmployer,
	}
}

func trakstarSite() tenantSite { return tenantSite{domain: ".hire.trakstar.com"} }

// parseTrakstar knows the tenants' sites under the newer and the older name,
// and the API.
func parseTrakstar(a address) (token, page string) {
	site := trakstarSite()
	if a.host == trakstarAPI {
		token = site.slug(strings.ToLower(a.query.Get("client_name")) + site.domain)
	} else if token = site.slug(a.host); token == "" {
		token = tenantSite{domain: ".recruiterbox.com"}.slug(a.host)
	}
	if token == "" || strings.HasPrefix(token, "apiv") || token == "jsapi" || token == "hire" {
		return "", ""
	}
	return token, site.address(token, "/")
}

func trakstarHost(token string) (string, error) {
	if _, err := trakstarSite().host(token); err != nil {
		return "", unlike("Trakstar Hire", token, "the name before .hire.trakstar.com")
	}
	return trakstarAPI, nil
}

func trakstarList(token string, limit, offset int) kith.Request {
	return get(fmt.Sprintf("https://%s/v1/openings?client_name=%s&offset=%d&limit=%d", trakstarAPI, url.QueryEscape(token), offset, limit))
}

func trakstarRequest(t target, q query) kith.Request { return trakstarList(t.token, 100, q.offset) }

// trakstarAbsent knows the answer for a name that no tenant has.
func trakstarAbsent(res *kith.Response) bool {
	return bytes.Contains(bytes.ToLower(res.Body[:min(len(res.Body), 4096)]), []byte("invalid client name"))
}

// trakstarJob is an opening as Trakstar Hire writes it.
type trakstarJob struct {
	ID           word        `json:"id"`
	Title        string      `json:"title"`
	Description  string      `json:"description"`
	HostedURL    string      `json:"hosted_url"`
	PositionType string      `json:"position_type"`
	Remote       bool        `json:"allows_remote"`
	Department   trakstarOne `json:"department"`
	Team         trakstarOne `json:"team"`
	CreatedOn    string      `json:"created_on"`
	CreatedAt    string      `json:"created_at"`
	Location     struct {
		City    string `json:"city"`
		State   string `json:"state"`
		Country string `json:"country"`
	} `json:"location"`
}

// trakstarOne is a name, alone or in an object.
type trakstarOne string

// UnmarshalJSON reads either form.
func (o *trakstarOne) UnmarshalJSON(data []byte) error {
	var name string
	var object struct {
		Name string `json:"name"`
	}
	if json.Unmarshal(data, &name) != nil && json.Unmarshal(data, &object) == nil { // what is of another shape says nothing
		name = object.Name
	}
	*o = trakstarOne(name)
	return nil
}

func decodeTrakstar(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var meta struct {
		Total *count `json:"total"`
	}
	err := decodeList(res.Body, "objects", map[string]any{"meta": &meta}, func(j trakstarJob) {
		p.add(j.opening(t.token), "")
	})
	if meta.Total != nil {
		p.total = int(*meta.Total)
	}
	return p, err
}

// opening returns what the list tells. The closing date is none of publication,
// and mostly there is no other.
func (j *trakstarJob) opening(token string) kith.Opening {
	id, l := field.ExternalID(string(j.ID)), j.Location
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		Locations:      field.Places(strings.Join([]string{l.City, l.State, l.Country}, ",")),
		Country:        text.Country(l.Country),
		Department:     field.FirstOf(string(j.Department), string(j.Team)),
		EmploymentType: field.EmploymentType(strings.ReplaceAll(j.PositionType, "_", " ")),
		URL:            field.WebAddress(j.HostedURL, trakstarSite().address(token, "/jobs/"+url.PathEscape(id)+"/")),
		Description:    anyText(j.Description),
		PostedAt:       text.ParseTime(field.FirstOf(j.CreatedOn, j.CreatedAt)),
	}
	if j.Remote {
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

// trakstarEmployer asks whether the board is there, and takes the name from
// its page.
func trakstarEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, trakstarList(token, 1, 0)).orAbsent(trakstarAbsent)
	if err := a.check("Trakstar Hire", token); err != nil {
		return "", err
	}
	return titleOf(ctx, ask, trakstarSite().address(token, "/")), nil
}
