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
// looked for and how many of them it took in.
func (c *cli) takeEmployers(ctx context.Context, app *App, contacts []kith.Contact, most int) (looked, taken int, err error) {
	var unknown []employer
	for _, e := range employersOf(contacts) {
		known, err := app.DB.Companies(ctx, store.CompanyFilter{Query: e.name, Keys: directory.Keys(e.name)})
		if err != nil {
			return 0, 0, err
		}
		if !slices.ContainsFunc(known, func(company kith.Company) bool { return len(company.Boards) > 0 }) {
			unknown = append(unknown, e)
		}
	}
	unknown = unknown[:min(len(unknown), most)]
	bar := c.progress(len(unknown), "looking for openings")
	defer bar.finish()
	for _, e := range unknown {
		company, err := app.takeEmployer(ctx, e)
		bar.add()
		if ctx.Err() != nil {
			return looked, taken, ctx.Err()
		}
		looked++
		if err != nil || len(company.Boards) == 0 {
			continue
		}
		taken++
		if err := c.printTaken(company, e); err != nil {
			return looked, taken, err
		}
	}
	return looked, taken, nil
}

func (c *cli) printTaken(company kith.Company, e employer) error {
	if c.json {
		return c.line(newCompanyLine(company))
	}
	c.printf("%s: %s, where you know %s\n", company.Name, company.Boards[0].Board.Key(), people(e.contacts))
	return nil
}

// takeEmployer takes one employer in when its board is surely its own: by the
// domain of its people's mail, where the company there has that name, or else
// by the name.
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
	return kith.Company{}, kith.Errorf(kith.CodeNotFound, "no list of openings was found for %q", e.name)
}

// saidOfEmployers says how the search for the employers of an import ended.
func saidOfEmployers(looked, taken int) string {
	if looked == 0 {
		return "Every employer that can be looked for is known already."
	}
	return fmt.Sprintf("%d of %s have a list of openings that kith reads from now on.", taken, plural(looked, "employer"))
}
