package littleweb

import (
	"bytes"
	"net/http"
	"strings"
	"time"
)

// employer is an invented employer. Its fields but the last are written in
// data.go.
type employer struct {
	name   string
	domain string
	ats    string // "greenhouse", "lever", "ashby", "smartrecruiters", "workday" or "page"
	token  string // its name there; of Workday the tenant
	site   string // of Workday: the name of the career site
	about  string // what it does, after "NAME is"
	embed  string // how its careers page leads to the board: "link", "iframe" or "script"; "own" when it is the board
	closed bool   // its career site forbids robots
	page   int    // of SmartRecruiters: the most openings on one page of the list
	roles  []role

	openings []*opening
}

// world is what the web shows on each day. It does not change.
type world struct {
	base      time.Time
	employers []*employer
	news      []newsItem
	hosts     map[string]func(query) reply
}

// newWorld returns the world with the morning of day 1 at base.
func newWorld(base time.Time) *world {
	w := &world{base: base, hosts: map[string]func(query) reply{}, news: news()}
	for _, e := range employers() {
		e.openings = w.openings(&e)
		w.employers = append(w.employers, &e)
	}
	w.mountBoards()
	w.mountSites()
	w.mountNews()
	return w
}

// mountBoards mounts the hosts of the applicant-tracking systems.
func (w *world) mountBoards() {
	w.hosts["boards-api.greenhouse.io"] = w.greenhouse
	w.hosts["boards.greenhouse.io"] = w.greenhousePages
	w.hosts["job-boards.greenhouse.io"] = w.greenhousePages
	w.hosts["api.lever.co"] = w.lever
	w.hosts["jobs.lever.co"] = w.leverPages
	w.hosts["api.ashbyhq.com"] = w.ashby
	w.hosts["jobs.ashbyhq.com"] = w.ashbyPages
	w.hosts["api.smartrecruiters.com"] = w.smartRecruiters
	w.hosts["jobs.smartrecruiters.com"] = w.smartRecruitersPages
	w.hosts["careers.smartrecruiters.com"] = w.smartRecruitersPages
	for _, e := range w.employers {
		if e.ats == "workday" {
			w.hosts[e.boardHost()] = func(q query) reply { return w.workday(e, q) }
		}
	}
}

// openings makes the openings of an employer from its rows.
func (w *world) openings(e *employer) []*opening {
	var made []*opening
	for _, row := range e.roles {
		places := []string{row.at}
		if row.each != "" {
			places = strings.Split(row.each, "; ")
		}
		for _, at := range places {
			o := &opening{role: row, employer: e, places: parsePlaces(at)}
			first := int(row.on[0] - '0')
			o.posted = w.date(first).AddDate(0, 0, -row.age).Add(-time.Duration(o.number(100)) * time.Minute)
			o.id, o.path = o.identify()
			made = append(made, o)
		}
	}
	return made
}

// date returns the morning of a day.
func (w *world) date(day int) time.Time { return w.base.AddDate(0, 0, day-1) }

// knows reports whether the world has a host.
func (w *world) knows(host string) bool { return w.hosts[host] != nil }

// answer answers a request to a host that the world knows.
func (w *world) answer(q query) reply {
	if q.path == "/robots.txt" {
		return w.robots(q.host)
	}
	return w.hosts[q.host](q)
}

// since returns the morning from which on a document has been as it is: what
// its Last-Modified says.
func (w *world) since(q query, shown reply) time.Time {
	day := q.day
	for day > 1 && shown.status == http.StatusOK && q.method != http.MethodPost {
		earlier := q
		earlier.day = day - 1
		if !bytes.Equal(w.answer(earlier).body, shown.body) {
			break
		}
		day--
	}
	return w.date(day)
}

// board returns the employer with a token in a system, or nil.
func (w *world) board(ats, token string) *employer {
	for _, e := range w.employers {
		if e.ats == ats && e.token == token {
			return e
		}
	}
	return nil
}

// openOn returns the openings that stand on the board when q is asked.
func (e *employer) openOn(q query) []*opening {
	var open []*opening
	for _, o := range e.openings {
		if !q.empty && o.isOpen(q.day) {
			open = append(open, o)
		}
	}
	return open
}

// find returns the opening that stands on the board and is meant by is, or nil.
func (e *employer) find(q query, is func(*opening) bool) *opening {
	for _, o := range e.openings {
		if o.isOpen(q.day) && is(o) {
			return o
		}
	}
	return nil
}

// byID finds an opening by the board's own id.
func byID(id string) func(*opening) bool { return func(o *opening) bool { return o.id == id } }

// byPath finds an opening by its page.
func byPath(path string) func(*opening) bool { return func(o *opening) bool { return o.path == path } }

// boardHost returns the host of the pages of the employer's board.
func (e *employer) boardHost() string {
	switch e.ats {
	case "greenhouse":
		return "job-boards.greenhouse.io"
	case "lever":
		return "jobs.lever.co"
	case "ashby":
		return "jobs.ashbyhq.com"
	case "smartrecruiters":
		return "jobs.smartrecruiters.com"
	case "workday":
		return e.token + ".wd3.myworkdayjobs.com"
	default:
		return "careers." + e.domain
	}
}

// boardURL returns the address of the employer's board for people.
func (e *employer) boardURL() string {
	switch e.ats {
	case "workday":
		return "https://" + e.boardHost() + "/" + e.site
	case "page":
		return "https://" + e.boardHost() + "/"
	default:
		return "https://" + e.boardHost() + "/" + e.token
	}
}

// boardKey returns the name of the employer's board as kith spells it.
func (e *employer) boardKey() string {
	switch e.ats {
	case "workday":
		return "workday/" + e.token + "/wd3/" + e.site
	case "page":
		return "page/" + e.boardURL()
	default:
		return e.ats + "/" + e.token
	}
}

// intro returns what the employer is, as a sentence.
func (e *employer) intro() string { return e.name + " is " + e.about + "." }

// slug returns a text as part of a path.
func slug(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	})
	return strings.Join(words, "-")
}

// segments returns the parts of a path.
func segments(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }
