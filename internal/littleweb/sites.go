package littleweb

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"
)

// mountSites mounts the employers' own hosts.
func (w *world) mountSites() {
	for _, e := range w.employers {
		w.hosts[e.domain] = func(q query) reply { return homePages(e, q) }
		w.hosts["www."+e.domain] = func(q query) reply {
			return redirect(http.StatusMovedPermanently, "https://"+e.domain+q.path)
		}
		if e.ats == "page" {
			w.hosts[e.boardHost()] = func(q query) reply { return boardPages(e, q, "Work at "+e.name) }
		}
	}
}

// robots answers with a host's robots.txt.
func (w *world) robots(host string) reply {
	rules := "User-agent: *\nDisallow: /admin/\n"
	if host == "api.lever.co" || host == "jobs.lever.co" {
		rules += "Crawl-delay: 1\n"
	}
	for _, e := range w.employers {
		switch {
		case host != e.boardHost():
		case e.closed:
			rules = "User-agent: *\nDisallow: /\n"
		case e.ats == "workday":
			rules += "Sitemap: " + e.boardURL() + "/siteMap.xml\n"
		case e.ats == "page":
			rules += "Sitemap: " + e.boardURL() + "sitemap.xml\n"
		}
	}
	return textReply(http.StatusOK, rules)
}

// homePages answers for an employer's own site: a home page, and a careers
// page that leads to the board.
func homePages(e *employer, q query) reply {
	switch q.path {
	case "/", "":
		careers := "/careers"
		if e.embed == "own" {
			careers = e.boardURL()
		}
		return htmlReply(e.name, "<h1>"+html.EscapeString(e.name)+"</h1>"+paragraph(e.intro())+
			"<nav>"+link("/about", "About us")+link("/contact", "Contact")+link(careers, "Careers")+"</nav>")
	case "/about", "/contact":
		return htmlReply(e.name, paragraph(e.intro()))
	case "/careers":
		return htmlReply("Careers at "+e.name, "<h1>Careers</h1><p>Come and work with us.</p>"+careersBody(e))
	default:
		return missingPage()
	}
}

// careersBody returns how a careers page shows the board.
func careersBody(e *employer) string {
	board := map[string]string{
		"greenhouse": "https://boards.greenhouse.io/embed/job_board/js?for=" + e.token,
		"ashby":      e.boardURL() + "/embed",
	}[e.ats]
	switch e.embed {
	case "script":
		return fmt.Sprintf(`<div id="board"></div><script src=%q></script>`, board)
	case "iframe":
		return fmt.Sprintf(`<iframe src=%q title="Openings"></iframe>`, e.boardURL())
	default:
		return link(e.boardURL(), "See our openings")
	}
}

// boardPages answers for a board's own pages: the list and the openings.
func boardPages(e *employer, q query, title string) reply {
	path := strings.TrimSuffix(q.path, "/")
	top := strings.TrimSuffix(strings.TrimPrefix(e.boardURL(), "https://"+e.boardHost()), "/")
	switch o := e.find(q, byPath(path)); {
	case o != nil:
		return jobPage(o, q)
	case path == top:
		return listPage(e, q, title)
	case e.ats == "page" && path == "/sitemap.xml":
		return sitemap(e, q)
	default:
		return missingPage()
	}
}

// listPage returns a page with a link to each opening that is listed.
func listPage(e *employer, q query, title string) reply {
	var items strings.Builder
	for _, o := range e.openOn(q) {
		if !o.hidden {
			fmt.Fprintf(&items, "<li>%s<span>%s</span></li>\n", link(o.url(), o.title), html.EscapeString(strings.Join(o.locations(), "; ")))
		}
	}
	return htmlReply(title, "<h1>"+html.EscapeString(title)+"</h1>\n<ul>\n"+items.String()+"</ul>")
}

// jobPage returns the page of an opening with its facts in JSON-LD, for every
// second one inside an @graph.
func jobPage(o *opening, q query) reply {
	var facts any = jobPosting(o, q)
	if o.number(2) == 0 {
		facts = object{"@context": "https://schema.org", "@graph": list{
			object{"@type": "WebPage", "name": o.title, "url": o.url()},
			jobPosting(o, q),
		}}
	}
	data, err := json.Marshal(facts)
	if err != nil { // cannot happen: plain values only
		panic("littleweb: " + err.Error())
	}
	return htmlReply(o.title+" – "+o.employer.name, "<h1>"+html.EscapeString(o.title)+"</h1>"+o.description(q.day)+
		`<script type="application/ld+json">`+string(data)+"</script>")
}

// jobPosting returns an opening as a schema.org JobPosting.
func jobPosting(o *opening, q query) object {
	places := list{}
	for _, p := range o.places {
		places = append(places, object{"@type": "Place", "address": object{
			"@type": "PostalAddress", "addressLocality": p.city, "addressCountry": p.code,
		}})
	}
	posting := object{
		"@context":           "https://schema.org",
		"@type":              "JobPosting",
		"title":              o.title,
		"description":        o.description(q.day),
		"datePosted":         o.posted.UTC().Format(time.DateOnly),
		"employmentType":     o.byKind("FULL_TIME", "PART_TIME", "INTERN"),
		"identifier":         object{"@type": "PropertyValue", "name": o.employer.name, "value": o.id},
		"hiringOrganization": object{"@type": "Organization", "name": o.employer.name, "sameAs": "https://" + o.employer.domain + "/"},
		"jobLocation":        places,
		"url":                o.url(),
	}
	if o.mode == "remote" {
		posting["jobLocationType"] = "TELECOMMUTE"
		posting["applicantLocationRequirements"] = object{"@type": "Country", "name": o.places[0].code}
	}
	if o.pay.max > 0 {
		posting["baseSalary"] = object{"@type": "MonetaryAmount", "currency": o.pay.currency, "value": object{
			"@type": "QuantitativeValue", "minValue": o.pay.min, "maxValue": o.pay.max, "unitText": o.pay.period("YEAR", "HOUR"),
		}}
	}
	return posting
}

// sitemap returns the addresses of the openings.
func sitemap(e *employer, q query) reply {
	var urls strings.Builder
	for _, o := range e.openOn(q) {
		fmt.Fprintf(&urls, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", html.EscapeString(o.url()), o.posted.UTC().Format(time.DateOnly))
	}
	return xmlReply("application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`+"\n"+urls.String()+"</urlset>\n")
}

// htmlReply returns a page.
func htmlReply(title, body string) reply {
	page := "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + html.EscapeString(title) +
		"</title></head>\n<body>" + body + "</body></html>\n"
	return reply{status: http.StatusOK, contentType: "text/html; charset=utf-8", body: []byte(page)}
}

// missingPage returns a page that says that there is none.
func missingPage() reply {
	missing := htmlReply("Not found", "<h1>Not found</h1>")
	missing.status = http.StatusNotFound
	return missing
}

// xmlReply returns an XML document.
func xmlReply(contentType, root string) reply {
	return reply{
		status: http.StatusOK, contentType: contentType + "; charset=utf-8",
		body: []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + root),
	}
}

// script returns a script.
func script(code string) reply {
	return reply{status: http.StatusOK, contentType: "text/javascript; charset=utf-8", body: []byte(code + "\n")}
}

// link returns a link of HTML.
func link(target, text string) string {
	return fmt.Sprintf(`<a href="%s">%s</a> `, html.EscapeString(target), html.EscapeString(text))
}
