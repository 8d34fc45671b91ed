package littleweb

import (
	"html"
	"net/http"
)

// lever plays api.lever.co: a bare list, whole unless skip or limit is given.
func (w *world) lever(q query) reply {
	missing := jsonReply(http.StatusNotFound, object{"ok": false, "error": "Document not found"})
	path := segments(q.path)
	if len(path) < 3 || len(path) > 4 || path[0] != "v0" || path[1] != "postings" {
		return missing
	}
	e := w.board("lever", path[2])
	if e == nil {
		return missing
	}
	if len(path) == 4 {
		if o := e.find(q, byID(path[3])); o != nil {
			return jsonReply(http.StatusOK, leverPosting(o, q))
		}
		return missing
	}
	open := e.openOn(q)
	postings := list{}
	for _, o := range window(open, q.number("skip", 0), q.number("limit", len(open))) {
		postings = append(postings, leverPosting(o, q))
	}
	return jsonReply(http.StatusOK, postings)
}

// leverPosting returns an opening as Lever writes it: the text in pieces.
func leverPosting(o *opening, q query) object {
	about := o.employer.intro()
	posting := object{
		"id":            o.id,
		"text":          o.title,
		"country":       o.places[0].code,
		"workplaceType": o.byMode("on-site", "hybrid", "remote"),
		"createdAt":     o.posted.UnixMilli(),
		"categories": object{
			"location": o.locations()[0], "allLocations": o.locations(), "department": o.dept, "team": o.dept,
			"commitment": o.byKind("Full-time", "Part-time", "Internship"),
		},
		"hostedUrl":        o.url(),
		"applyUrl":         o.url() + "/apply",
		"description":      "<div>" + html.EscapeString(about) + "</div>",
		"descriptionPlain": about,
		"lists": list{
			object{"text": "The work", "content": "<li>" + html.EscapeString(o.work(q.day)) + "</li>"},
			object{"text": "What it takes", "content": "<li>" + html.EscapeString(o.needs) + "</li>"},
		},
		"additional":      "<div>" + closingWords + "</div>",
		"additionalPlain": closingWords,
	}
	if o.pay.max > 0 {
		posting["salaryRange"] = object{
			"min": o.pay.min, "max": o.pay.max, "currency": o.pay.currency,
			"interval": o.pay.period("per-year-salary", "per-hour-wage"),
		}
	}
	return posting
}

// leverPages plays jobs.lever.co.
func (w *world) leverPages(q query) reply {
	e := w.board("lever", segments(q.path)[0])
	if e == nil {
		return missingPage()
	}
	return boardPages(e, q, e.name)
}
