package littleweb

import (
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// greenhouse plays boards-api.greenhouse.io: the whole board in one answer,
// meta.total, the text as escaped HTML and only when asked for.
func (w *world) greenhouse(q query) reply {
	missing := jsonReply(http.StatusNotFound, object{"status": 404, "error": "Not found"})
	path := segments(q.path)
	if len(path) < 3 || len(path) > 5 || path[0] != "v1" || path[1] != "boards" {
		return missing
	}
	e := w.board("greenhouse", path[2])
	switch {
	case e == nil:
		return missing
	case len(path) == 3:
		return jsonReply(http.StatusOK, object{"name": e.name, "content": paragraph(e.intro())})
	case path[3] != "jobs":
		return missing
	case len(path) == 5:
		if o := e.find(q, byID(path[4])); o != nil {
			return jsonReply(http.StatusOK, greenhouseJob(o, q, true))
		}
		return missing
	}
	jobs := list{}
	for _, o := range e.openOn(q) {
		jobs = append(jobs, greenhouseJob(o, q, q.values.Get("content") == "true"))
	}
	return jsonReply(http.StatusOK, object{"jobs": jobs, "meta": object{"total": len(jobs)}})
}

// greenhouseJob returns an opening as Greenhouse writes it. The board edits
// its openings once a day: updated_at says nothing.
func greenhouseJob(o *opening, q query, content bool) object {
	id, _ := strconv.ParseInt(o.id, 10, 64)
	job := object{
		"id":                   id,
		"internal_job_id":      id - 1_000_000,
		"title":                o.title,
		"absolute_url":         o.url(),
		"company_name":         o.employer.name,
		"first_published":      o.posted.Format(time.RFC3339),
		"updated_at":           o.posted.AddDate(0, 0, q.day).Format(time.RFC3339),
		"requisition_id":       o.requisition(),
		"location":             object{"name": strings.Join(o.locations(), "; ")},
		"language":             "en",
		"metadata":             nil,
		"data_compliance":      list{object{"type": "gdpr", "requires_consent": false, "retention_period": nil}},
		"education":            "education_optional",
		"application_deadline": nil,
	}
	if content {
		job["content"] = html.EscapeString(o.description(q.day))
		job["departments"] = list{object{"id": 4001, "name": o.dept, "child_ids": list{}, "parent_id": nil}}
		job["offices"] = list{object{"id": 4002, "name": o.places[0].city, "location": o.locations()[0], "child_ids": list{}, "parent_id": nil}}
	}
	if q.values.Get("pay_transparency") == "true" {
		job["pay_input_ranges"] = greenhousePay(o.pay)
	}
	return job
}

// greenhousePay returns the pay in cents, an empty list where none is given.
func greenhousePay(p pay) list {
	if p.max == 0 {
		return list{}
	}
	return list{object{
		"min_cents": p.min * 100, "max_cents": p.max * 100, "currency_type": p.currency,
		"title": p.period("Annual salary", "Hourly rate"), "blurb": "",
	}}
}

// greenhousePages plays the hosted boards, and the script by which a careers
// page takes one in.
func (w *world) greenhousePages(q query) reply {
	path := segments(q.path)
	if path[0] == "embed" {
		e := w.board("greenhouse", q.values.Get("for"))
		switch {
		case e == nil:
			return missingPage()
		case strings.HasSuffix(q.path, "/js"):
			return script("var Grnhse = {Settings: {boardURI: 'https://boards.greenhouse.io/embed/job_board?for=" + e.token + "'}};")
		default:
			return listPage(e, q, "Jobs at "+e.name)
		}
	}
	e := w.board("greenhouse", path[0])
	if e == nil {
		return missingPage()
	}
	return boardPages(e, q, "Jobs at "+e.name)
}
