package littleweb

import (
	"fmt"
	"net/http"
	"strings"
)

// ashby plays api.ashbyhq.com: the whole board, no count, names told apart by
// case, and openings among them that are not listed.
func (w *world) ashby(q query) reply {
	missing := textReply(http.StatusNotFound, "Not Found")
	path := segments(q.path)
	if len(path) != 3 || path[0] != "posting-api" || path[1] != "job-board" {
		return missing
	}
	e := w.board("ashby", path[2])
	if e == nil {
		return missing
	}
	jobs := list{}
	for _, o := range e.openOn(q) {
		job := ashbyJob(o, q)
		if q.values.Get("includeCompensation") == "true" {
			job["compensation"] = ashbyCompensation(o.pay)
		}
		jobs = append(jobs, job)
	}
	return jsonReply(http.StatusOK, object{"apiVersion": "1", "jobs": jobs})
}

// ashbyJob returns an opening as Ashby writes it.
func ashbyJob(o *opening, q query) object {
	others := list{}
	for _, p := range o.places[1:] {
		others = append(others, object{"location": p.String(), "address": ashbyAddress(p)})
	}
	return object{
		"id":                 o.id,
		"title":              o.title,
		"department":         o.dept,
		"team":               o.dept,
		"employmentType":     o.byKind("FullTime", "PartTime", "Intern"),
		"location":           o.locations()[0],
		"secondaryLocations": others,
		"address":            ashbyAddress(o.places[0]),
		"publishedAt":        o.posted.UTC().Format("2006-01-02T15:04:05.000+00:00"),
		"isListed":           !o.hidden,
		"isRemote":           o.mode != "", // true for hybrid work too, as in real life
		"workplaceType":      o.byMode("OnSite", "Hybrid", "Remote"),
		"jobUrl":             o.url(),
		"applyUrl":           o.url() + "/application",
		"descriptionHtml":    o.description(q.day),
		"descriptionPlain":   o.work(q.day) + "\n\n" + o.needs,
	}
}

// ashbyAddress returns a place as a postal address.
func ashbyAddress(p place) object {
	return object{"postalAddress": object{"addressLocality": p.city, "addressCountry": p.country()}}
}

// ashbyCompensation returns the pay as Ashby writes it.
func ashbyCompensation(p pay) object {
	if p.max == 0 {
		return object{"compensationTierSummary": nil, "compensationTiers": list{}, "summaryComponents": list{}}
	}
	summary := fmt.Sprintf("%s %d – %d", p.currency, p.min, p.max)
	component := object{
		"compensationType": "Salary", "interval": p.period("1 YEAR", "1 HOUR"),
		"currencyCode": p.currency, "minValue": p.min, "maxValue": p.max,
	}
	return object{
		"compensationTierSummary":             summary,
		"scrapeableCompensationSalarySummary": summary,
		"compensationTiers":                   list{object{"tierSummary": summary, "components": list{component}}},
		"summaryComponents":                   list{component},
	}
}

// ashbyPages plays jobs.ashbyhq.com, and the script by which a careers page
// takes a board in.
func (w *world) ashbyPages(q query) reply {
	e := w.board("ashby", segments(q.path)[0])
	switch {
	case e == nil:
		return missingPage()
	case strings.HasSuffix(q.path, "/embed"):
		return script("window.__ashbyBaseJobBoardUrl = 'https://jobs.ashbyhq.com/" + e.token + "';")
	default:
		return boardPages(e, q, e.name+" Jobs")
	}
}
