package main

import (
	"context"
	"net/url"
	"strings"
	"time"

	"kith"
	"kith/store"
)

// A search for news of one company is a feed like any other; where an address
// for such searches is set, each company that somebody cares about has one.

// newsEvery is how often it is looked whether companies have their feeds.
const newsEvery = 10 * time.Minute

// companyFeed returns the address of the news of a company. The name stands in
// it as a value of a query does.
func companyFeed(template, company string) string {
	return strings.ReplaceAll(template, "{company}", url.QueryEscape(company))
}

// followCompanyNews gives each company that somebody cares about its feed of
// news, and drops the feeds of others and of an address that is set no more.
func (a *App) followCompanyNews(ctx context.Context) error {
	template := a.options.Config.CompanyNews
	feeds, err := a.DB.Sources(ctx, store.SourceFilter{Kind: kith.SourceFeed})
	if err != nil {
		return err
	}
	wanted, err := a.companyFeeds(ctx, template)
	if err != nil {
		return err
	}
	for _, f := range feeds {
		if f.CompanyID == 0 { // somebody has taken it in by its address
			continue
		}
		if _, ok := wanted[f.URL]; !ok {
			if err := a.DB.RemoveSource(ctx, f.ID); err != nil {
				return err
			}
		}
		delete(wanted, f.URL)
	}
	for address, company := range wanted {
		if _, _, err := a.DB.AddSource(ctx, kith.Source{Kind: kith.SourceFeed, URL: address, CompanyID: company.ID, Name: "News of " + company.Name}); err != nil {
			return err
		}
	}
	return nil
}

// companyFeeds returns the addresses that are to be read, with their companies:
// none without a template.
func (a *App) companyFeeds(ctx context.Context, template string) (map[string]kith.Company, error) {
	wanted := map[string]kith.Company{}
	if template == "" {
		return wanted, nil
	}
	companies, err := a.DB.Companies(ctx, store.CompanyFilter{})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, 0, len(companies))
	for _, c := range companies {
		ids = append(ids, c.ID)
	}
	interests, err := a.DB.Interests(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, c := range companies {
		if len(interests[c.ID]) > 0 {
			wanted[companyFeed(template, c.Name)] = c
		}
	}
	return wanted, nil
}

// FollowCompanyNews follows the news of companies until Stop.
func (a *App) FollowCompanyNews(ctx context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.background(ctx, "company news", a.keepCompanyNews)
}

// keepCompanyNews follows the news of companies until ctx ends.
func (a *App) keepCompanyNews(ctx context.Context) {
	for ok := true; ok; ok = kith.Sleep(ctx, newsEvery) == nil {
		if err := a.followCompanyNews(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("the news of companies were not followed", "error", err)
		}
	}
}
