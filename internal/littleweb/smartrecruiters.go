package littleweb

import (
	"net/http"
	"strconv"
	"strings"
)

// smartRecruiters plays api.smartrecruiters.com: pages by offset and limit,
// the text in the detail only, and for every unknown name an empty board.
func (w *world) smartRecruiters(q query) reply {
	path := segments(q.path)
	if len(path) < 4 || len(path) > 5 || path[0] != "v1" || path[1] != "companies" || path[3] != "postings" {
		return jsonReply(http.StatusNotFound, object{"message": "Not found"})
	}
	e := w.board("smartrecruiters", path[2])
	if len(path) == 5 {
		return smartRecruitersDetail(e, q, path[4])
	}
	var open []*opening
	limit, offset := min(q.number("limit", 10), 100), q.number("offset", 0)
	if e != nil {
		open = e.openOn(q)
		limit = min(limit, e.page)
	}
	content := list{}
	for _, o := range window(open, offset, limit) {
		content = append(content, smartRecruitersPosting(o))
	}
	return jsonReply(http.StatusOK, object{"offset": offset, "limit": limit, "totalFound": len(open), "content": content})
}

// smartRecruitersPosting returns an opening as it stands in the list.
func smartRecruitersPosting(o *opening) object {
	e, at := o.employer, o.places[0]
	return object{
		"id":           o.id,
		"name":         o.title,
		"refNumber":    o.requisition(),
		"company":      object{"identifier": e.token, "name": e.name},
		"releasedDate": o.posted.UTC().Format("2006-01-02T15:04:05.000Z"),
		"location": object{
			"city": at.city, "country": strings.ToLower(at.code), "fullLocation": at.String(),
			"remote": o.mode == "remote", "hybrid": o.mode == "hybrid",
		},
		"department":       object{"id": "100", "label": o.dept},
		"function":         object{"id": "other", "label": "Other"},
		"typeOfEmployment": object{"id": o.byKind("permanent", "part-time", "intern"), "label": o.byKind("Full-time", "Part-time", "Intern")},
		"experienceLevel":  object{"id": "not_applicable", "label": "Not Applicable"},
		"visibility":       "PUBLIC",
		"language":         object{"code": "en-GB", "label": "English (UK)"},
		"ref":              "https://api.smartrecruiters.com/v1/companies/" + e.token + "/postings/" + o.id,
	}
}

// smartRecruitersDetail answers for one opening.
func smartRecruitersDetail(e *employer, q query, id string) reply {
	var o *opening
	if e != nil {
		o = e.find(q, byID(id))
	}
	if o == nil {
		return jsonReply(http.StatusNotFound, object{"message": "Posting not found"})
	}
	posting := smartRecruitersPosting(o)
	posting["active"] = true
	posting["postingUrl"] = o.url()
	posting["applyUrl"] = o.url() + "?oga=true"
	posting["jobAd"] = object{"sections": object{
		"companyDescription":    object{"title": "Company Description", "text": paragraph(e.intro())},
		"jobDescription":        object{"title": "Job Description", "text": paragraph(o.work(q.day))},
		"qualifications":        object{"title": "Qualifications", "text": paragraph(o.needs)},
		"additionalInformation": object{"title": "Additional Information", "text": paragraph(closingWords)},
	}}
	return jsonReply(http.StatusOK, posting)
}

// smartRecruitersPages plays the hosted boards. A page is found with the
// opening's title behind its id too.
func (w *world) smartRecruitersPages(q query) reply {
	path := segments(q.path)
	e := w.board("smartrecruiters", path[0])
	if e == nil {
		return missingPage()
	}
	if len(path) == 2 {
		id, _, _ := strings.Cut(path[1], "-")
		q.path = "/" + e.token + "/" + id
	}
	return boardPages(e, q, "Careers at "+e.name)
}

// number returns a number of the query string that is not negative, or
// fallback.
func (q query) number(name string, fallback int) int {
	number, err := strconv.Atoi(q.values.Get(name))
	if err != nil || number < 0 {
		return fallback
	}
	return number
}

// window returns up to limit openings from offset on.
func window(open []*opening, offset, limit int) []*opening {
	from := min(offset, len(open))
	return open[from : from+min(limit, len(open)-from)]
}
