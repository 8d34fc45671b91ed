package littleweb

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"
)

// role is a row of the table: one opening, or copies of it in several places.
type role struct {
	on     string // the days on which it stands on the board, as digits
	age    int    // days from its publication to its first day; 0 is the hours before the morning
	title  string
	dept   string
	at     string // "City, CC"; several with "; "
	each   string // in place of at: a copy of the role in each
	mode   string // "hybrid" or "remote"; "" is on site
	kind   string // "part" or "intern"; "" is full time
	pay    pay
	does   string // what the work is, as a sentence
	later  string // the same from day 2 on: an edit
	needs  string // what it takes, as a sentence
	hidden bool   // of Ashby: on the board, and not listed
}

// pay is what a role pays.
type pay struct {
	currency string
	min, max int
	hourly   bool
}

// place is a city with its country.
type place struct{ city, code string }

// opening is one opening on one board.
type opening struct {
	role

	employer *employer
	id       string // the board's own
	path     string // its page on the board's site
	posted   time.Time
	places   []place
}

// parsePlaces reads "City, CC; City, CC".
func parsePlaces(at string) []place {
	var places []place
	for one := range strings.SplitSeq(at, "; ") {
		city, code, _ := strings.Cut(one, ", ")
		places = append(places, place{city, code})
	}
	return places
}

// isOpen reports whether the opening stands on the board on a day.
func (o *opening) isOpen(day int) bool { return strings.Contains(o.on, strconv.Itoa(day)) }

// number returns a number below limit that belongs to the opening.
func (o *opening) number(limit uint64) uint64 {
	return binary.BigEndian.Uint64(o.digest()) % limit
}

// digest returns bytes that belong to the opening.
func (o *opening) digest() []byte {
	sum := sha256.Sum256([]byte(o.employer.name + "|" + o.title + "|" + o.locations()[0]))
	return sum[:]
}

// identify returns the opening's id and the path of its page, in the form of
// its system.
func (o *opening) identify() (id, path string) {
	e := o.employer
	switch e.ats {
	case "greenhouse":
		id = strconv.FormatUint(4_100_000_000+o.number(900_000_000), 10)
		return id, "/" + e.token + "/jobs/" + id
	case "lever", "ashby":
		d := o.digest()
		d[6], d[8] = d[6]&0x0f|0x40, d[8]&0x3f|0x80 // the marks of a random UUID, RFC 9562 section 5.4
		id = fmt.Sprintf("%x-%x-%x-%x-%x", d[:4], d[4:6], d[6:8], d[8:10], d[10:16])
		return id, "/" + e.token + "/" + id
	case "smartrecruiters":
		id = strconv.FormatUint(744_000_000_000_000+o.number(900_000_000), 10)
		return id, "/" + e.token + "/" + id
	case "workday":
		id = "/job/" + slug(o.places[0].city) + "/" + slug(o.title) + "_" + o.requisition()
		return id, "/" + e.site + id
	default:
		return o.requisition(), "/jobs/" + strings.ToLower(slug(o.title)+"-"+o.requisition())
	}
}

// requisition returns the number under which the employer files the opening.
func (o *opening) requisition() string {
	return "JR-" + strconv.FormatUint(10_000+o.number(90_000), 10)
}

// url returns the address of the opening's page.
func (o *opening) url() string { return "https://" + o.employer.boardHost() + o.path }

// work returns what the work is, as the board says on a day.
func (o *opening) work(day int) string {
	if day > 1 && o.later != "" {
		return o.later
	}
	return o.does
}

// description returns the text of the opening in HTML.
func (o *opening) description(day int) string {
	return paragraph(o.employer.intro()) + "<h3>The work</h3>" + paragraph(o.work(day)) +
		"<h3>What it takes</h3>" + paragraph(o.needs) + paragraph(closingWords)
}

// closingWords stand at the end of every opening's text.
const closingWords = "Part-time and job sharing can be talked about."

// paragraph returns a plain text as a paragraph of HTML.
func paragraph(text string) string { return "<p>" + html.EscapeString(text) + "</p>" }

// locations returns the places as the boards write them.
func (o *opening) locations() []string {
	var written []string
	for _, p := range o.places {
		written = append(written, p.String())
	}
	return written
}

// String returns "Hull, United Kingdom".
func (p place) String() string { return p.city + ", " + p.country() }

// country returns the name of the country.
func (p place) country() string {
	switch p.code {
	case "GB":
		return "United Kingdom"
	case "NL":
		return "Netherlands"
	case "DE":
		return "Germany"
	case "BE":
		return "Belgium"
	case "IE":
		return "Ireland"
	case "PL":
		return "Poland"
	default:
		return p.code
	}
}

// byKind returns one of three words by the kind of employment.
func (o *opening) byKind(full, part, intern string) string {
	switch o.kind {
	case "part":
		return part
	case "intern":
		return intern
	default:
		return full
	}
}

// byMode returns one of three words by where the work is done.
func (o *opening) byMode(onsite, hybrid, remote string) string {
	switch o.mode {
	case "hybrid":
		return hybrid
	case "remote":
		return remote
	default:
		return onsite
	}
}

// period returns one of two words by how the pay is given.
func (p pay) period(year, hour string) string {
	if p.hourly {
		return hour
	}
	return year
}
