// Package board reads the public lists of openings of the applicant-tracking
// systems (ATS) that many employers use.
//
// To read one of them, start at registry.go; what a system must tell about
// itself is the adapter of adapter.go, and there is one file for each system.
package board

import (
	"context"
	"net/url"
	"strings"
	"time"

	"kith"
)

// Registry knows the systems.
type Registry struct {
	adapters []adapter // in the order in which addresses and pages are tried
}

// webPage is a page of some site.
type webPage struct {
	address address
	body    []byte
}

// mentions reports whether one of the texts stands anywhere in the page's
// source.
func (p webPage) mentions(texts ...string) bool { return isMentioned(p.body, texts...) }

// New returns a registry of all systems.
func New() *Registry {
	return &Registry{adapters: []adapter{
		greenhouse(), lever(), leverEU(), ashby(), smartRecruiters(), workday(),
		workable(), recruitee(), personio(), teamtailor(), breezy(), pinpoint(), rippling(), bambooHR(), gem(), join(),
		jazzHR(), icims(), jobvite(), paylocity(), comeet(), hrmDirect(), jibe(), phenom(),
		oracle(), taleo(), taleoBusiness(), avature(), eightfold(), successFactors(),
		ukg(), ukgReady(), adp(), adpMyJobs(), dayforce(), cornerstone(), softgarden(), trakstar(), hibob(), paycom(),
	}}
}

// Parse returns the board that an address is of, without asking anybody. It
// may be the address of the board's page, of one of its openings, of its API
// or of the frame or script by which a careers page takes it in.
func (r *Registry) Parse(raw string) (kith.Board, bool) {
	a, ok := parseAddress(raw)
	if !ok {
		return kith.Board{}, false
	}
	for i := range r.adapters {
		token, page := r.adapters[i].parse(a)
		if token == "" {
			continue
		}
		if _, err := r.adapters[i].host(token); err != nil { // a name that no board of the system has
			return kith.Board{}, false
		}
		return kith.Board{ATS: r.adapters[i].ats, Token: token, URL: page}, true
	}
	return kith.Board{}, false
}

// Host returns the host that a visit of the board asks. Pace and jobs are per
// host. For a career page without a known system it is the page's own.
func (r *Registry) Host(b kith.Board) (string, error) {
	if b.ATS == "page" {
		u, err := url.Parse(b.Token)
		if err != nil || u.Host == "" {
			return "", kith.Errorf(kith.CodeInvalid, "%q is not the address of a page", b.Token)
		}
		return strings.ToLower(u.Host), nil
	}
	a := r.adapter(b.ATS)
	if a == nil {
		return "", unknown(b)
	}
	return a.host(b.Token)
}

// Name returns the employer's name as the board says it, "" where the board
// does not say it. The error is of kith.CodeNotFound when there is no such
// board, and says so in words.
func (r *Registry) Name(ctx context.Context, fetch kith.FetchFunc, b kith.Board) (string, error) {
	a := r.adapter(b.ATS)
	if a == nil {
		return "", unknown(b)
	}
	if _, err := a.host(b.Token); err != nil {
		return "", err
	}
	return a.employer(ctx, &asker{fetch: fetch}, b.Token)
}

// Recognize returns the board that a page is of, or that it takes in, where
// its address does not tell: a system working under the employer's own name,
// or one that the page names in a script. Base is the address of the page.
func (r *Registry) Recognize(body []byte, base string) (kith.Board, bool) {
	a, ok := parseAddress(base)
	if !ok {
		return kith.Board{}, false
	}
	p := webPage{address: a, body: body}
	for i := range r.adapters {
		if r.adapters[i].recognize == nil {
			continue
		}
		if token, page := r.adapters[i].recognize(p); token != "" {
			return kith.Board{ATS: r.adapters[i].ats, Token: token, URL: page}, true
		}
	}
	return kith.Board{}, false
}

// Gap returns how long to wait between two requests to a host, as far as that
// is known: 0 for hosts that are not those of a system.
func (r *Registry) Gap(host string) time.Duration {
	host = strings.ToLower(host)
	for i := range r.adapters {
		a := &r.adapters[i]
		if a.domain != "" {
			if strings.HasSuffix(host, a.domain) {
				return a.gap
			}
		} else if api, err := a.host("any"); err == nil && api == host {
			return a.gap
		}
	}
	return 0
}

// Visit looks at a board once. What is known of its openings by their external
// ids saves requests for details that were read already. How it went is told
// by the visit itself.
func (r *Registry) Visit(ctx context.Context, fetch kith.FetchFunc, s kith.Source, known map[string]kith.KnownOpening) kith.Visit {
	a := r.adapter(s.Board.ATS)
	if a == nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: unknown(s.Board).Message}
	}
	if _, err := a.host(s.Board.Token); err != nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: err.Error()}
	}
	v := &reading{adapter: a, source: s, known: known, ask: asker{fetch: fetch}}
	visit := v.visit(ctx)
	visit.Requests = v.ask.requests
	return visit
}

// Count returns how many openings a board says that it lists, by the first
// answer of its list alone; -1 where that does not tell. It is for looking at a
// board, not for judging what is on it.
func (r *Registry) Count(ctx context.Context, fetch kith.FetchFunc, b kith.Board) int {
	a := r.adapter(b.ATS)
	if a == nil {
		return -1
	}
	if _, err := a.host(b.Token); err != nil {
		return -1
	}
	v := &reading{adapter: a, source: kith.Source{Board: b}, ask: asker{fetch: fetch}}
	return v.count(ctx)
}

func (r *Registry) adapter(ats string) *adapter {
	for i := range r.adapters {
		if r.adapters[i].ats == ats {
			return &r.adapters[i]
		}
	}
	return nil
}

func unknown(b kith.Board) *kith.Error {
	return kith.Errorf(kith.CodeInvalid, "kith cannot read boards of the kind %q", b.ATS)
}
