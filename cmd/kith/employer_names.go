package main

import (
	"context"
	"strings"

	"kith"
	"kith/directory"
	"kith/store"
)

// companyNames finds companies by names that stand alone, as lists of notices
// and filings have them.
type companyNames struct {
	exact, strong map[string][]kith.Company
}

// companyNames reads the names of all companies.
func (a *App) companyNames(ctx context.Context) (*companyNames, error) {
	companies, err := a.DB.Companies(ctx, store.CompanyFilter{})
	if err != nil {
		return nil, err
	}
	n := &companyNames{exact: map[string][]kith.Company{}, strong: map[string][]kith.Company{}}
	for _, company := range companies {
		for _, name := range company.Names {
			addOnce(n.exact, name.Keys.Exact, company)
			addOnce(n.strong, name.Keys.Strong, company)
		}
	}
	return n, nil
}

// addOnce adds a company to those of a key, unless it is there.
func addOnce(byKey map[string][]kith.Company, key string, company kith.Company) {
	of := byKey[key]
	if key != "" && (len(of) == 0 || of[len(of)-1].ID != company.ID) {
		byKey[key] = append(of, company)
	}
}

// find returns the one company that has a name, or the part of it that names
// the employer: "Northwharf @ Hull College" and "Northwharf, Inc. dba The Tea
// Room" are Northwharf's. Two companies of one name are none.
func (n *companyNames) find(name string) (kith.Company, bool) {
	for _, part := range nameParts(name) {
		keys := directory.Keys(part)
		for _, found := range [][]kith.Company{n.exact[keys.Exact], n.strong[keys.Strong]} {
			if keys.Exact != "" && len(found) == 1 {
				return found[0], true
			}
			if len(found) > 1 {
				return kith.Company{}, false
			}
		}
	}
	return kith.Company{}, false
}

// nameParts returns a name and what it is without places, clients and brands
// behind it.
func nameParts(name string) []string {
	parts := []string{name}
	lower := strings.ToLower(name)
	if len(lower) != len(name) {
		return parts
	}
	for _, mark := range []string{" (", " @", " at ", " - ", " – ", " dba ", " d/b/a ", ", a ", " store #", " #"} {
		if i := strings.Index(lower, mark); i > 2 {
			parts = append(parts, strings.Trim(name[:i], " ,-"))
		}
	}
	return parts
}
