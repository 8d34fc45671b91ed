package main

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"kith"
	"kith/directory"
	"kith/directory/internal/ship/pack"
)

// board is a board that is taken, with its names.
type board struct {
	record  pack.Record
	keys    kith.NameKeys // of its name
	aliases []alias
}

// alias is a further name of a board.
type alias struct {
	name string
	told bool // the source has it
}

func (b *board) ats() string { return b.record.ATS() }

// records returns a record for each name whose key no other has.
func (b *board) records() []pack.Record {
	all := []pack.Record{b.record}
	seen := map[string]bool{b.keys.Exact: true}
	for _, a := range b.aliases {
		if key := directory.Keys(a.name).Exact; key != "" && !seen[key] {
			seen[key] = true
			more := b.record
			more.Name, more.Told = a.name, a.told
			all = append(all, more)
		}
	}
	return all
}

// names of the ATS in the source that kith calls otherwise.
var renamed = map[string]string{"join_com": "join", "recruiterbox": "trakstar", "beisen_legacy": "beisen"}

// Why rows are left out.
const (
	noBoard    = "a job site, or an employer's own pages"
	noForm     = "an address that is not of the ATS's form"
	noToken    = "a token that is a portal, a locale, a test or a placeholder"
	noName     = "no name, and a token that is none"
	notPublic  = "a test, private, internal or unlisted board"
	tooGeneric = "known by its token only, which is a common word or two letters"
	isTwice    = "the same board again"
	isPhantom  = "an account by its token only, while the company has a board elsewhere"
)

// cleaner gathers the boards of the source.
type cleaner struct {
	found   []*board
	at      map[string]*board // by ATS and token in small letters
	dropped map[string]int
}

func newCleaner() *cleaner {
	return &cleaner{at: map[string]*board{}, dropped: map[string]int{}}
}

// add takes a row, or counts why it does not.
func (c *cleaner) add(r row) {
	b, why := newBoard(r)
	if why != "" {
		c.dropped[why]++
		return
	}
	key := strings.ToLower(b.ats() + "/" + b.record.Token())
	if old := c.at[key]; old != nil {
		c.dropped[isTwice]++
		if b.record.Told && !old.record.Told {
			*old = *b
		}
		return
	}
	c.at[key] = b
	c.found = append(c.found, b)
}

// boards returns the boards without the phantoms: on SmartRecruiters anybody
// can have an account under any name, and BambooHR is used for more than
// boards, so that a token there means little where the company is known to
// have a board elsewhere.
func (c *cleaner) boards() []*board {
	elsewhere := map[string]bool{}
	for _, b := range c.found {
		if !b.isFeeble() {
			elsewhere[b.keys.Exact], elsewhere[b.keys.Strong] = true, true
		}
	}
	delete(elsewhere, "")
	var kept []*board
	for _, b := range c.found {
		if b.isFeeble() && (elsewhere[b.keys.Exact] || elsewhere[b.keys.Strong]) {
			c.dropped[isPhantom]++
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

func (b *board) isFeeble() bool {
	token := b.record.Token()
	switch b.ats() {
	case "smartrecruiters": // an account that is in use has its own capitals or a number
		return token == strings.ToLower(token) && pack.Squash(token) == pack.Squash(b.record.Name)
	case "bamboohr":
		return pack.Squash(token) == pack.Squash(b.record.Name)
	}
	return false
}

func newBoard(r row) (b *board, why string) {
	record, why := address(r)
	if why != "" {
		return nil, why
	}
	if isPrivate.MatchString(r.name) || isPrivateSite(record) {
		return nil, notPublic
	}
	name, aliases := employer(r.name)
	told := name != "" && !isMechanical(name, record)
	slug := ""
	if !told || !hasLatin(name) {
		slug = nameOf(record)
	}
	switch {
	case told, name != "" && (slug != "" || record.ATS() == "successfactors"):
	case slug != "" && !isPortalToken.MatchString(record.Parts[0]):
		name = slug
	default:
		return nil, noName
	}
	record.Name, record.Told = name, told
	b = &board{record: record, keys: directory.Keys(name), aliases: aliases}
	switch {
	case !told && isTooGeneric(b.keys, record.ATS()):
		return nil, tooGeneric
	case !told:
		b.aliases = append(b.aliases, shortened(name)...)
	case slug != "":
		b.aliases = append(b.aliases, alias{slug, false})
	}
	return b, ""
}

// address finds the form of the row's address, and its parts.
func address(r row) (pack.Record, string) {
	ats := r.ats
	if renamed[ats] != "" {
		ats = renamed[ats]
	}
	known, at := false, r.url
	if ats == "trakstar" {
		at = strings.TrimSuffix(at, "/jobs")
	}
	for i, form := range pack.Forms {
		if form.ATS != ats {
			continue
		}
		known = true
		parts, ok := form.Match(at)
		if !ok {
			continue
		}
		record := pack.Record{Form: i, Parts: parts}
		if strings.Contains(parts[0], "/") && ats != "pageup" && ats != "successfactors" && ats != "avature" {
			return record, noForm
		}
		if hasSlug(record) && isNoToken(strings.ToLower(parts[0])) {
			return record, noToken
		}
		return record, ""
	}
	if !known {
		return pack.Record{}, noBoard
	}
	return pack.Record{}, noForm
}

// hasSlug reports whether the first part is a word that the employer chose or
// the ATS made of its name, and not a code or a host.
func hasSlug(r pack.Record) bool {
	switch r.ATS() {
	case "adp", "oracle", "paycom", "paylocity", "pageup", "successfactors", "taleo", "ukg", "phenom":
		return false
	}
	return !strings.Contains(pack.Forms[r.Form].URL, "https://{1}/") && pack.Forms[r.Form].URL != "https://{1}"
}

// nameOf makes a name of the token, or of the domain where the board is at the
// employer's own. It is empty where neither says anything.
func nameOf(r pack.Record) string {
	first := r.Parts[0]
	switch {
	case r.ATS() == "icims" && strings.Contains(pack.Forms[r.Form].Token, "icims.com"):
		return "" // "jobs-acme", "acme-careers-parent": which part names whom is not told
	case hasSlug(r):
		name, _ := employer(pack.Title(first))
		return name
	case pack.Forms[r.Form].URL == "https://{1}":
		u, err := url.Parse(r.URL())
		if err != nil {
			return ""
		}
		domain, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
		if err != nil || strings.HasSuffix(domain, "jobs2web.com") || strings.HasSuffix(domain, "cloud.sap") {
			return ""
		}
		label, _, _ := strings.Cut(domain, ".")
		if isNoToken(label) {
			return ""
		}
		return pack.Title(label)
	}
	return ""
}

// isMechanical reports whether a name is the token, made readable.
func isMechanical(name string, r pack.Record) bool {
	part := r.Parts[0]
	if strings.EqualFold(name, part) {
		return name == part || name == pack.Title(part)
	}
	if r.ATS() == "oracle" { // a code, or a word before a code
		return pack.Squash(name) == pack.Squash(part)
	}
	return strings.EqualFold(name, pack.Title(part)) && strings.ContainsAny(part, "-_ ")
}

// isTooGeneric reports whether a name that is only a token could be anybody's.
func isTooGeneric(keys kith.NameKeys, ats string) bool {
	if utf8.RuneCountInString(keys.Exact) > 2 {
		return keys.Strong == ""
	}
	return ats != "greenhouse" && ats != "ashby" && ats != "lever"
}

// isPortalToken finds tokens that name a purpose.
var isPortalToken = regexp.MustCompile(`(?i)(?:opportunities|openings|talent-?community|internships?\d*|external|postings?|-portal)$`)

// tail is what tokens of one word have behind the name.
var tail = regexp.MustCompile(`(?i)^([a-z0-9]{4,})(?:careers|career|jobs|hiring|incorporated|inc|llc|ltd|limited|gmbh|corp|corporation|pvtltd|ptyltd)$`)

// shortened returns a name of one word without the legal form in it.
func shortened(name string) []alias {
	if m := tail.FindStringSubmatch(name); m != nil && !strings.Contains(name, " ") {
		return []alias{{m[1], false}}
	}
	return nil
}

func hasLatin(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return r < 0x250 && (r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0xc0) })
}
