package board

import (
	"net/url"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

func avatureDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage(field.WebAddress(o.URL, avatureAddress(t.token, "JobDetail?jobId="+url.QueryEscape(o.ExternalID))))
}

// avatureKind tells what the field of a name is. Employers choose the names.
func avatureKind(label string) string {
	switch label {
	case "location", "locations", "worklocation", "worklocations", "primarylocation", "office":
		return "place"
	case "careerarea", "department", "businessunit", "jobcategory", "team", "function":
		return "department"
	case "employmenttype", "employmentclass", "worktype", "workingtime", "typeofemployment", "contracttype":
		return "type"
	case "workmodel", "workmode", "workplacetype", "remote":
		return "workplace"
	case "dateposted", "posteddate", "datepublished", "postedsince", "publicationdate", "postdate":
		return "date"
	}
	return ""
}

// decodeAvatureDetail reads the page of an opening: its data for search
// engines, or its fields, of which those without a name of their own are its
// text. One that is gone leads to the list.
func decodeAvatureDetail(res *kith.Response) (kith.Opening, error) {
	if u, err := url.Parse(res.URL); err == nil && res.URL != "" && !strings.Contains(strings.ToLower(u.Path), "detail") {
		return kith.Opening{}, errGone
	}
	if told, err := decodePosting(res); err == nil && told.Description != "" {
		return told, nil
	}
	doc, err := wholeHTML(res)
	if err != nil {
		return kith.Opening{}, err
	}
	var o kith.Opening
	var pieces []string
	for _, entry := range doc.Find(".article--details .article__content__view__field").EachIter() {
		label, value := field.Letters(lineOf(find(entry, ".article__content__view__field__label"))), find(entry, ".article__content__view__field__value")
		if kind := avatureKind(label); kind != "" {
			avatureField(&o, kind, lineOf(value))
		} else if words := htmlOf(value); label == "" || len(words) > 300 {
			pieces = append(pieces, words)
		}
	}
	if o.Description = joinTexts(pieces); o.Description == "" {
		o.Description = htmlOf(find(doc.Selection, ".article--details"))
	}
	if o.Description == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return o, nil
}

// avatureField sets a field of an opening. A date whose day and month could be
// exchanged is left out.
func avatureField(o *kith.Opening, kind, value string) {
	switch kind {
	case "place":
		o.Locations = field.Places(append(o.Locations, field.SplitPlaces(avaturePlace(value))...)...)
	case "department":
		o.Department = field.FirstOf(o.Department, value)
	case "type":
		o.EmploymentType = field.FirstOf(o.EmploymentType, field.EmploymentType(value))
	case "workplace":
		o.Workplace = field.Workplace(value)
	case "date":
		if o.PostedAt = unknownOrder.read(value); o.PostedAt.IsZero() {
			o.PostedAt = text.ParseTime(strings.ReplaceAll(value, "-", " "))
		}
	}
}
