package board

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The oldest sites of SuccessFactors, on hosts that companies share: one
// document of XML with all openings and their texts.

// sharedPage returns where a person reads a board.
func sharedPage(host, company string) string {
	return "https://" + host + "/career?company=" + url.QueryEscape(company)
}

func sharedRequest(t target, _ query) kith.Request {
	host, company, _ := strings.Cut(t.token, "/")
	return kith.Request{URL: sharedPage(host, company) + "&career_ns=job_listing_summary&resultType=XML", Header: http.Header{"Accept": {"application/xml, text/xml"}}}
}

// sharedJob is an opening in the document.
type sharedJob struct {
	Title       string        `xml:"JobTitle"`
	ID          string        `xml:"ReqId"`
	Posted      string        `xml:"Posted-Date"`
	Location    string        `xml:"Location"`
	Department  string        `xml:"Department"`
	Description string        `xml:"Job-Description"`
	URL         string        `xml:"URL"`  // few have it
	Fields      []sharedField `xml:",any"` // of the company's own
}

// sharedField is a field of a company's own.
type sharedField struct {
	Label string `xml:"label"`
	Value string `xml:"value"`
}

// sharedPlaceholder is what the vendor's own page would fill in.
var sharedPlaceholder = regexp.MustCompile(`\[\[[^\[\]]{0,100}\]\]`)

// decodeShared reads the document. Fields that a company has not set up stand
// there as elements without a name, which is no XML. A company that is not
// there is a page.
func decodeShared(t target, res *kith.Response) (page, error) {
	host, company, _ := strings.Cut(t.token, "/")
	if hasLeft(res, host) {
		return page{}, errGone
	}
	body := bytes.ReplaceAll(bytes.ReplaceAll(res.Body, []byte("</>"), nil), []byte("<>"), nil)
	var jobs []sharedJob
	if err := decodeXML(body, "Job", []string{"Job-Listing"}, func(j sharedJob) { jobs = append(jobs, j) }); err != nil {
		return page{}, err
	}
	dates := make([]string, len(jobs))
	for i := range jobs {
		dates[i] = jobs[i].Posted
	}
	p, order := page{total: -1}, orderOf(dates, monthFirst) // as the vendor describes it
	for i := range jobs {
		p.add(jobs[i].opening(host, company, order), "")
	}
	return p, nil
}

func (j *sharedJob) opening(host, company string, order dateOrder) kith.Opening {
	id := field.ExternalID(filled(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(filled(j.Title)), Locations: j.places(),
		Department:     field.FirstOf(filled(j.Department), j.field("department"), j.field("jobfunction", "jobfamily", "category")),
		EmploymentType: field.EmploymentType(j.field("employmenttype", "jobtype", "typeofemployment")),
		Workplace:      field.Workplace(j.field("locationflexibility", "workplacetype", "workarrangement", "workmodel")),
		PostedAt:       order.read(filled(j.Posted)),
		Description:    anyText(j.Description),
		URL:            "https://" + host + "/career?career_ns=job_listing&company=" + url.QueryEscape(company) + "&career_job_req_id=" + url.QueryEscape(id),
	}
	if own := field.WebAddress(j.URL); own != "" && pathOf(own, host) != "" {
		o.URL = own
	}
	if len(o.Locations) == 0 {
		o.Country = text.Country(j.field("country", "countrycareer"))
	}
	return o
}

// places returns the places of an opening. A company's own names for the field
// are tried in order: a country is no place where there is a better one.
func (j *sharedJob) places() []string {
	place := field.FirstOf(filled(j.Location), j.field("geographiclocation", "joblocation", "worklocation", "primarylocation", "location"))
	if place == "" {
		place = j.field("city", "citytown")
	}
	if country := j.field("country"); place != "" && country != "" && !strings.Contains(place, ",") {
		place += ", " + country
	}
	return field.SplitPlaces(withoutPostcode(place))
}

// field returns the value of the first of the labels that has one.
func (j *sharedJob) field(labels ...string) string {
	for _, label := range labels {
		for _, f := range j.Fields {
			if value := text.Title(filled(f.Value)); value != "" && field.Letters(f.Label) == label {
				return value
			}
		}
	}
	return ""
}

// filled returns a value without what nobody has filled in.
func filled(value string) string {
	return strings.TrimSpace(sharedPlaceholder.ReplaceAllString(value, ""))
}
