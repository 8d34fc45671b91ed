package board

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// noBoard says that a board does not exist.
func noBoard(system, token string) error {
	return kith.Errorf(kith.CodeNotFound, "%s has no board called “%s”; look at the address again", system, token)
}

// notBoard returns the error of an answer that says that there is no such
// board, or that could not be understood.
func notBoard(system, token string, err error) error {
	if errors.Is(err, errGone) {
		return noBoard(system, token)
	}
	return kith.Errorf(kith.CodeUnavailable, "%s, asked for the board “%s”: %w", system, token, err)
}

// check returns the error that an answer is when a board was asked whether it
// exists, nil when it does.
func (a answer) check(system, token string) error {
	switch a.outcome {
	case kith.OutcomeComplete:
		return nil
	case kith.OutcomeGone:
		return noBoard(system, token)
	case kith.OutcomeRefused:
		return &kith.Error{Code: kith.CodeRefused, Err: a.err,
			Message: system + " does not let the board “" + token + "” be read: " + a.reason}
	}
	return &kith.Error{Code: kith.CodeUnavailable, Err: a.err,
		Message: system + " gives no answer for the board “" + token + "”: " + a.reason + "; try again later"}
}

// titleOf returns the employer's name from the title of a board's page, ""
// when the page does not come or does not say: the name is worth a request,
// not a failure.
func titleOf(ctx context.Context, ask *asker, address string) string {
	a := ask.send(ctx, kith.Request{URL: address, Header: http.Header{"Accept": {"text/html"}}})
	if a.outcome != kith.OutcomeComplete {
		return ""
	}
	return employerOf(pageTitle(a.response.Body))
}

// companyOf returns the employer's name from the page of an opening, "" when
// the page does not come or does not say: the name is worth a request, not a
// failure.
func companyOf(ctx context.Context, ask *asker, r kith.Request) string {
	a := ask.send(ctx, r)
	if a.outcome != kith.OutcomeComplete {
		return ""
	}
	told, err := decodePosting(a.response)
	if err != nil {
		return ""
	}
	return told.Company
}

// maxHead is how much of a page is searched for its title, in bytes.
const maxHead = 256 << 10

// pageTitle returns the title of a page.
func pageTitle(body []byte) string {
	tags := html.NewTokenizer(bytes.NewReader(body[:min(len(body), maxHead)]))
	for {
		switch tags.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			if name, _ := tags.TagName(); string(name) == "title" && tags.Next() == html.TextToken {
				return text.Line(string(tags.Text()))
			}
		}
	}
}

// employerOf returns the name in the title of a board's page, without the
// words that say that it is one, as in "Jobs at Northwharf".
func employerOf(title string) string {
	name := title
	for _, before := range []string{"jobs at ", "careers at ", "job openings at ", "open positions at "} {
		if len(name) > len(before) && strings.EqualFold(name[:len(before)], before) {
			name = name[len(before):]
			break
		}
	}
	for _, after := range []string{" job openings", " open positions", " job board", " careers", " jobs"} {
		if cut := len(name) - len(after); cut > 0 && strings.EqualFold(name[cut:], after) {
			name = name[:cut]
			break
		}
	}
	name = strings.Trim(name, " -–—|·:")
	switch field.Letters(name) {
	case "", "jobs", "careers", "career", "job", "jobboard", "joblistings", "openings", "openpositions", "jobopenings", "error", "notfound":
		return ""
	}
	return name
}

// titleParts parts the title of a page at the marks that stand between the
// names in it.
var titleParts = regexp.MustCompile(`\s+[-–—|:·]\s+|\s*[|–—]\s*`)

// nameInTitle returns the employer's name in the title of a page that has more
// names in it, as "Job Search - Northwharf", "" where nothing in it is one.
func nameInTitle(title string) string {
	for _, part := range titleParts.Split(text.Line(title), 10) {
		name := employerOf(part)
		key := field.Letters(name)
		generic := false
		for _, word := range []string{"search", "careersection", "opportunities", "signin", "login", "welcome", "openings", "vacancies", "unavailable"} {
			generic = generic || strings.Contains(key, word)
		}
		if name != "" && !generic {
			return name
		}
	}
	return ""
}
