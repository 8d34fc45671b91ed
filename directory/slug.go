package directory

import (
	"regexp"
	"slices"
	"strings"

	"kith"
)

// slugAddresses are the addresses of the boards that a company may have under
// a slug, on the systems that give the employer's name on the board and where
// the slug alone makes the address: Workday, Oracle and others have numbers in
// theirs. The most common come first.
var slugAddresses = []string{
	"https://boards.greenhouse.io/SLUG", "https://jobs.lever.co/SLUG", "https://jobs.ashbyhq.com/SLUG", "https://apply.workable.com/SLUG",
	"https://careers.smartrecruiters.com/SLUG", "https://SLUG.bamboohr.com/careers", "https://SLUG.recruitee.com", "https://SLUG.teamtailor.com",
	"https://SLUG.jobs.personio.com", "https://join.com/companies/SLUG", "https://SLUG.breezy.hr", "https://SLUG.applytojob.com",
	"https://SLUG.pinpointhq.com", "https://ats.rippling.com/SLUG/jobs", "https://jobs.gem.com/SLUG", "https://jobs.jobvite.com/SLUG",
	"https://SLUG.career.softgarden.de", "https://SLUG.hire.trakstar.com", "https://SLUG.careers.hibob.com", "https://careers-SLUG.icims.com/jobs",
	"https://jobs.eu.lever.co/SLUG", "https://SLUG.hrmdirect.com/employment/job-openings.php",
}

// slugPattern is what can be a part of an address everywhere.
var slugPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$`)

// candidates returns the boards that Parse knows of slugAddresses.
func (f *Finder) candidates(slug string) []kith.Board {
	var boards []kith.Board
	for _, address := range slugAddresses {
		if b, ok := f.Parse(strings.ReplaceAll(address, "SLUG", slug)); ok {
			boards = append(boards, b)
		}
	}
	return boards
}

// slugs returns how a company may write its name in the addresses of its
// boards, the most usual first: its words together, with its legal form,
// without what is generic at its end, with hyphens, and in its own capitals.
func slugs(name string) []string {
	name = essence(cutRunes(strings.ToValidUTF8(name, " ")))
	p := parse(name)
	var words, raw, all []string
	for _, t := range core(tokenize(name)) {
		words, raw = append(words, t.text), append(raw, t.raw)
	}
	for _, t := range tokenize(name) {
		all = append(all, t.text)
	}
	var found []string
	for _, slug := range []string{
		p.exact, strings.Join(all, ""), strings.Join(withoutTail(p.words), ""), strings.Join(words, "-"), strings.Join(all, "-"), strings.Join(raw, ""),
	} {
		if len(slug) >= 3 && slugPattern.MatchString(slug) && !slices.Contains(found, slug) {
			found = append(found, slug)
		}
	}
	return found
}

// oddSlugs returns slugs that are usual on one system only: with blanks, and
// with the number that an account gets whose name was taken.
func oddSlugs(name string) map[string]string {
	var raw []string
	for _, t := range core(tokenize(essence(cutRunes(strings.ToValidUTF8(name, " "))))) {
		raw = append(raw, t.raw)
	}
	odd := map[string]string{}
	if len(raw) > 1 && slugPattern.MatchString(strings.Join(raw, "")) {
		odd["ashby"] = strings.Join(raw, "%20")
	}
	if slug := strings.Join(raw, ""); len(slug) >= 3 && slugPattern.MatchString(slug) {
		odd["smartrecruiters"] = slug + "1"
	}
	return odd
}

// isUsual reports whether boards of an ATS have slugs of that kind. Of those
// in the shipped list that are the name of the company in one way or another,
// nearly all are its words together; those with hyphens are on some systems
// only, and capitals count on one.
func isUsual(ats, slug string) bool {
	switch {
	case strings.Contains(slug, "-"):
		return hyphenated[ats]
	case slug != strings.ToLower(slug):
		return ats == "ashby"
	}
	return true
}

var hyphenated = map[string]bool{
	"join": true, "workable": true, "breezy": true, "softgarden": true, "ashby": true, "rippling": true, "personio": true, "lever": true,
}

// sharers returns how many companies of the shipped list have a word in their
// names.
func sharers(word string) int {
	shipped, err := NewShipped()
	if err != nil {
		return 0
	}
	companies := map[string]bool{}
	for r, err := range shipped.list.All() {
		if err != nil {
			break
		}
		name := fold(r.Name)
		if strings.Contains(name, word) && slices.ContainsFunc(tokenize(name), func(t token) bool { return t.text == word }) {
			companies[strongOr(r.Name)] = true
		}
	}
	return len(companies)
}

// strongOr returns the strong key of a name, the exact one where it has none.
func strongOr(name string) string {
	keys := Keys(name)
	if keys.Strong != "" {
		return keys.Strong
	}
	return keys.Exact
}
