package littleweb

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// workday plays the tenant of one employer: the list by POST, details by GET,
// an empty shell of a page, the sitemap that robots.txt names.
func (w *world) workday(e *employer, q query) reply {
	missing := jsonReply(http.StatusNotFound, object{"errorCode": "HTTP_404", "httpStatus": 404, "message": "Not found"})
	api := "/wday/cxs/" + e.token + "/" + e.site
	switch {
	case q.path == api+"/jobs":
		return w.workdayList(e, q)
	case strings.HasPrefix(q.path, api):
		if o := e.find(q, byID(strings.TrimPrefix(q.path, api))); o != nil {
			return w.workdayDetail(o, q)
		}
		return missing
	case strings.HasPrefix(q.path, "/wday/"):
		return missing
	}
	path := strings.TrimSuffix(strings.TrimPrefix(q.path, "/en-US"), "/")
	switch o := e.find(q, byPath(path)); {
	case path == "/"+e.site:
		return workdayShell(e)
	case path == "/"+e.site+"/siteMap.xml":
		return sitemap(e, q)
	case o != nil:
		return jobPage(o, q)
	default:
		return missingPage()
	}
}

// workdayQuestion is the body of a request for the list.
type workdayQuestion struct {
	AppliedFacets map[string][]string `json:"appliedFacets"`
	Limit         int                 `json:"limit"`
	Offset        int                 `json:"offset"`
	SearchText    string              `json:"searchText"`
}

// workdayList answers with one page of the list. The body must have exactly
// its four fields; a limit over 20 is refused; only the first page tells the
// total.
func (w *world) workdayList(e *employer, q query) reply {
	if q.method != http.MethodPost {
		return workdayError(http.StatusMethodNotAllowed)
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(q.body, &fields) != nil {
		return workdayError(http.StatusBadRequest)
	}
	var question workdayQuestion
	want := []string{"appliedFacets", "limit", "offset", "searchText"}
	if !slices.Equal(slices.Sorted(maps.Keys(fields)), want) || json.Unmarshal(q.body, &question) != nil || question.Offset < 0 {
		return workdayError(http.StatusUnprocessableEntity)
	}
	if question.Limit > 20 || question.Limit < 1 {
		return workdayError(http.StatusBadRequest)
	}
	open := e.openOn(q)
	slices.SortStableFunc(open, func(a, b *opening) int { return b.posted.Compare(a.posted) })
	postings := list{}
	for _, o := range window(open, question.Offset, question.Limit) {
		postings = append(postings, w.workdayPosting(o, q))
	}
	total := 0
	if question.Offset == 0 {
		total = len(open)
	}
	return jsonReply(http.StatusOK, object{"total": total, "jobPostings": postings, "facets": list{}, "userAuthenticated": false})
}

// workdayPosting returns an opening as it stands in the list: with its age in
// words, and the number of its places when there are several.
func (w *world) workdayPosting(o *opening, q query) object {
	at := o.locations()[0]
	if len(o.places) > 1 {
		at = fmt.Sprintf("%d Locations", len(o.places))
	}
	return object{
		"title": o.title, "externalPath": o.id, "locationsText": at,
		"postedOn": w.ago(o, q.day), "bulletFields": list{o.requisition()},
	}
}

// workdayDetail answers for one opening.
func (w *world) workdayDetail(o *opening, q query) reply {
	info := object{
		"id":               fmt.Sprintf("%x", o.digest()[:16]),
		"title":            o.title,
		"jobDescription":   o.description(q.day),
		"location":         o.locations()[0],
		"country":          object{"descriptor": o.places[0].country()},
		"postedOn":         w.ago(o, q.day),
		"startDate":        o.posted.UTC().Format(time.DateOnly),
		"timeType":         o.byKind("Full time", "Part time", "Full time"),
		"jobReqId":         o.requisition(),
		"jobPostingSiteId": o.employer.site,
		"externalUrl":      o.url(),
		"canApply":         true,
		"posted":           true,
	}
	if len(o.places) > 1 {
		info["additionalLocations"] = o.locations()[1:]
	}
	if o.mode != "" {
		info["remoteType"] = o.byMode("", "Hybrid", "Fully remote")
	}
	return jsonReply(http.StatusOK, object{
		"jobPostingInfo":     info,
		"hiringOrganization": object{"name": o.employer.name, "url": ""},
	})
}

// ago returns the age of an opening in Workday's words.
func (w *world) ago(o *opening, day int) string {
	age := int(w.date(day).Sub(o.posted).Hours() / 24)
	switch {
	case age <= 0:
		return "Posted Today"
	case age == 1:
		return "Posted Yesterday"
	case age > 30:
		return "Posted 30+ Days Ago"
	default:
		return fmt.Sprintf("Posted %d Days Ago", age)
	}
}

// workdayShell returns the page that a person's browser fills by script.
func workdayShell(e *employer) reply {
	return htmlReply("Careers", fmt.Sprintf(
		`<div id="root"></div><script>window.workday = {tenant: %q, siteId: %q};</script>`, e.token, e.site))
}

// workdayError returns an error in Workday's form.
func workdayError(status int) reply {
	return jsonReply(status, object{"errorCode": fmt.Sprintf("HTTP_%d", status), "httpStatus": status, "message": ""})
}
