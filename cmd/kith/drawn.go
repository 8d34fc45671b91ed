package main

import (
	"context"
	"fmt"
	"strings"

	"kith"
	"kith/crawler/browser"
	"kith/crawler/page"
)

// wireBrowser makes the browser that draws career pages which are empty without
// JavaScript, where the settings ask for one. What such a page asks for goes
// through the crawler's own transport.
func (a *App) wireBrowser() error {
	path := a.options.Config.Browser
	if path == "" {
		return nil
	}
	if path == "auto" {
		path = ""
	}
	b, err := browser.New(browser.Options{Path: path, Fetch: a.Transport.Fetch, Log: a.log})
	if err != nil {
		return fmt.Errorf("the setting crawler_browser: %w", err)
	}
	a.browser = b
	a.onStop("browser", func(context.Context) error {
		b.Close()
		return nil
	})
	return nil
}

// readPage reads a career page of the company's own. Where it is empty without
// JavaScript and there is a browser, it is read as the browser draws it.
func (a *App) readPage(ctx context.Context, fetch kith.FetchFunc, s kith.Source, known map[string]kith.KnownOpening) kith.Visit {
	if a.browser == nil {
		return page.Visit(ctx, fetch, s, known)
	}
	d := drawn{fetch: fetch, draw: a.browser.Draw, list: s.URL}
	v := page.Visit(ctx, d.get, s, known)
	v.Requests += d.requests
	if d.missing != "" && v.Outcome == kith.OutcomeComplete {
		v.Outcome, v.Reason = kith.OutcomePartial, "the page may show more: "+d.missing
	}
	return v
}

// drawn answers a page's own address with the page after its scripts ran, when
// it has nothing to read without them.
type drawn struct {
	fetch    kith.FetchFunc
	draw     func(context.Context, *kith.Response) (*browser.Page, error)
	list     string // the only address whose page is drawn
	requests int    // that drawing took
	missing  string // what the page asked for and did not get
}

func (d *drawn) get(ctx context.Context, r kith.Request) (*kith.Response, error) {
	res, err := d.fetch(ctx, r)
	if err != nil || r.URL != d.list || res.Status != 200 || !page.NeedsBrowser(res.Body) {
		return res, err
	}
	p, err := d.draw(ctx, withFragment(res, d.list))
	if err != nil {
		return nil, err
	}
	d.requests += p.Requests
	if len(p.Missing) > 0 {
		d.missing = p.Missing[0]
	}
	return &p.Response, nil
}

// withFragment returns an answer under its address with the fragment that was
// asked for, which is never sent: scripts read it as the name of the page to
// show, "#/jobs".
func withFragment(res *kith.Response, asked string) *kith.Response {
	_, fragment, found := strings.Cut(asked, "#")
	if !found || strings.Contains(res.URL, "#") {
		return res
	}
	with := *res
	with.URL += "#" + fragment
	return &with
}
