package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"kith"
	"kith/directory"
	"kith/store"
)

// employer is where contacts of one import work, as they write it.
type employer struct {
	name     string // the most frequent spelling
	contacts int
	domain   string // of most of their e-mail addresses, "" where none has one
}

// employersOf gathers the employers of contacts, those of most contacts first.
// E-mail domains are used here, while an import is read, and kept nowhere.
func employersOf(contacts []kith.Contact) []employer {
	type gathered struct {
		employer
		names, domains map[string]int
	}
	byKey := map[string]*gathered{}
	for _, c := range contacts {
		key := cmp.Or(c.Keys.Exact, c.Keys.Strong)
		if key == "" {
			continue // names none
		}
		g := byKey[key]
		if g == nil {
			g = &gathered{names: map[string]int{}, domains: map[string]int{}}
			byKey[key] = g
		}
		g.contacts++
		g.names[c.Company]++
		if c.MailDomain != "" {
			g.domains[c.MailDomain]++
		}
	}
	all := make([]employer, 0, len(byKey))
	for _, g := range byKey {
		g.name, g.domain = mostFrequent(g.names), mostFrequent(g.domains)
		all = append(all, g.employer)
	}
	slices.SortFunc(all, func(a, b employer) int {
		return cmp.Or(-cmp.Compare(a.contacts, b.contacts), cmp.Compare(a.name, b.name))
	})
	return all
}

// mostFrequent returns the text that was counted most, the first by name of
// several.
func mostFrequent(counts map[string]int) string {
	best := ""
	for text, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && text < best {
			best = text
		}
	}
	return best
}

// takeEmployers takes the employers of an import in, as far as it is sure
// where they have their openings, and reports each. It returns how many it
// looked for, how many of them it took in, and how many are left beyond most.
func (c *cli) takeEmployers(ctx context.Context, app *App, contacts []kith.Contact, most int) (e employersTaken, err error) {
	var unknown []employer
	for _, e := range employersOf(contacts) {
		known, err := app.DB.Companies(ctx, store.CompanyFilter{Query: e.name, Keys: directory.Keys(e.name)})
		if err != nil {
			return employersTaken{}, err
		}
		if !slices.ContainsFunc(known, func(company kith.Company) bool { return len(company.Boards) > 0 }) {
			unknown = append(unknown, e)
		}
	}
	e.left = max(0, len(unknown)-most)
	unknown = unknown[:len(unknown)-e.left]
	bar := c.progress(len(unknown), "looking for openings")
	defer bar.finish()
	for _, one := range unknown {
		company, err := app.takeEmployer(ctx, one)
		bar.add()
		if ctx.Err() != nil {
			return e, ctx.Err()
		}
		if err != nil {
			return e, fmt.Errorf("taking %s in: %w", one.name, err)
		}
		e.looked++
		if len(company.Boards) == 0 {
			continue
		}
		e.taken++
		if err := c.printTaken(company, one); err != nil {
			return e, err
		}
	}
	return e, nil
}

// employersTaken says how the search for the employers of an import ended.
type employersTaken struct{ looked, taken, left int }

func (c *cli) printTaken(company kith.Company, e employer) error {
	if c.json {
		return c.line(newCompanyLine(company))
	}
	c.printf("%s: %s, where you know %s\n", company.Name, company.Boards[0].Board.Key(), people(e.contacts))
	return nil
}

// takeEmployer takes one employer in when its board is surely its own: by the
// domain of its people's mail, where the company there has that name, or else
// by the name. Without such a board the company is the zero one. The error is
// the store's.
func (a *App) takeEmployer(ctx context.Context, e employer) (kith.Company, error) {
	queries := []string{e.name}
	if e.domain != "" {
		queries = []string{e.domain, e.name}
	}
	for _, query := range queries {
		found, err := a.find(ctx, query)
		if ctx.Err() != nil {
			return kith.Company{}, ctx.Err()
		}
		if err != nil || found.Board == nil || found.Confidence == directory.Unsure {
			continue
		}
		if match, _ := directory.Compare(e.name, found.Company); query != e.name && !match.Sure() {
			continue // the mail is that of another company: a group, a client, a school
		}
		found.aliases = append(found.aliases, e.name)
		company, _, err := a.takeIn(ctx, orElse(found.Company, e.name), found)
		return company, err
	}
	return kith.Company{}, nil
}

// String says it for people.
func (e employersTaken) String() string {
	if e.looked == 0 {
		return "Every employer that can be looked for is known already."
	}
	said := fmt.Sprintf("%d of %s have a list of openings that kith reads from now on.", e.taken, plural(e.looked, "employer"))
	if e.left > 0 {
		said += fmt.Sprintf(" Not looked for yet: %d more; import again with a larger --most.", e.left)
	}
	return said
}
