package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"kith"
	"kith/crawler/filing"
	"kith/crawler/news"
	"kith/crawler/notice"
	"kith/directory"
	"kith/store"
)

// readBoard reads a board by its ATS, or as a page of the company's own.
func (a *App) readBoard(ctx context.Context, fetch kith.FetchFunc, s kith.Source, known map[string]kith.KnownOpening) kith.Visit {
	if s.Board.ATS == "page" {
		return a.readPage(ctx, fetch, s, known)
	}
	return a.Boards.Visit(ctx, fetch, s, known)
}

// readFeed reads a news feed and links its items to the companies that they
// name.
func (a *App) readFeed(ctx context.Context, fetch kith.FetchFunc, s kith.Source, _ map[string]kith.KnownOpening) kith.Visit {
	companies, err := a.DB.Companies(ctx, store.CompanyFilter{})
	if err != nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: "the companies could not be read: " + err.Error()}
	}
	names := sync.OnceValue(func() *directory.Names { return directory.NewNames(companies) }) // most feeds have not changed
	return news.Visit(ctx, fetch, s, func(text string) []kith.Company { return names().Find(text) })
}

// readNotices reads a list of layoff notices, at an address or in a folder of
// this machine.
func (a *App) readNotices(ctx context.Context, fetch kith.FetchFunc, s kith.Source, _ map[string]kith.KnownOpening) kith.Visit {
	names, err := a.companyNames(ctx)
	if err != nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: "the companies could not be read: " + err.Error()}
	}
	if folder, ok := folderOf(s.URL); ok {
		return a.readFolder(ctx, folder, s, names)
	}
	return notice.Reader{Find: names.find, Now: a.options.Clock()}.Visit(ctx, fetch, s)
}

// readFilings reads a feed of current reports.
func (a *App) readFilings(ctx context.Context, fetch kith.FetchFunc, s kith.Source, _ map[string]kith.KnownOpening) kith.Visit {
	names, err := a.companyNames(ctx)
	if err != nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: "the companies could not be read: " + err.Error()}
	}
	return filing.Visit(ctx, fetch, s, names.find)
}

// Limits on a folder of dropped files.
const (
	maxDropped = 1000
	folderHost = "this machine" // stands for the host of folders and files: they are visited one after the other
)

// folderOf returns the path of a file: address.
func folderOf(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" {
		return "", false
	}
	return filepath.FromSlash(u.Path), true
}

// readFolder reads the files that were put into a folder, or one file: lists of
// notices, each as if it came from an address of its own. A file that cannot be
// read does not stop the others.
func (a *App) readFolder(ctx context.Context, folder string, s kith.Source, names *companyNames) kith.Visit {
	files, err := filesIn(folder)
	if err != nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: err.Error()}
	}
	v := kith.Visit{Outcome: kith.OutcomeComplete, Proof: kith.Proof{Expected: -1, Pages: len(files)}}
	var remarks []string
	for _, file := range files {
		one := a.readDropped(ctx, file, s, names)
		if one.Outcome != kith.OutcomeComplete {
			v.Outcome = kith.OutcomePartial
			v.Proof.FailedPages++
		}
		if one.Reason != "" {
			remarks = append(remarks, filepath.Base(file)+": "+one.Reason)
		}
		for _, item := range one.Items {
			item.ExternalID = filepath.Base(file) + " " + item.ExternalID
			v.Items = append(v.Items, item)
		}
	}
	v.Proof.Found = len(v.Items)
	v.Reason = strings.Join(remarks[:min(len(remarks), 3)], "; ")
	return v
}

// readDropped reads one file.
func (a *App) readDropped(ctx context.Context, file string, s kith.Source, names *companyNames) kith.Visit {
	body, err := readPlain(file)
	if err != nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: err.Error()}
	}
	address := "file://" + filepath.ToSlash(file)
	fetch := func(context.Context, kith.Request) (*kith.Response, error) {
		return &kith.Response{Status: http.StatusOK, URL: address, Header: http.Header{}, Body: body}, nil
	}
	s.URL, s.Validators = address, kith.Validators{}
	return notice.Reader{Find: names.find, Now: a.options.Clock()}.Visit(ctx, fetch, s)
}

// filesIn returns the regular files of a folder that may be lists, by name, or
// the one file that the path is. Links and what is below are left alone.
func filesIn(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	var files []string
	for _, entry := range entries {
		name := entry.Name()
		ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz")))
		if entry.Type().IsRegular() && !strings.HasPrefix(name, ".") && slices.Contains([]string{".csv", ".tsv", ".txt", ".xlsx", ".html", ".htm"}, ext) {
			files = append(files, filepath.Join(path, name))
		}
	}
	if len(files) > maxDropped {
		return nil, fmt.Errorf("%s holds %d lists; at most %d are read", path, len(files), maxDropped)
	}
	return files, nil
}

// addSource reads an address or path once, so that what is none is not taken
// in, and takes it in as what it is: a news feed, a list of notices, the SEC's
// feed of current reports.
func (a *App) addSource(ctx context.Context, dir, address string) (kith.Source, error) {
	source, err := sourceAt(dir, address)
	if err != nil {
		return kith.Source{}, err
	}
	if source.Kind == kith.SourceFilings && a.options.Config.Contact == "" {
		return kith.Source{}, kith.Errorf(kith.CodeInvalid, "the SEC answers only those who say who they are: set contact to your mail address or web page (KITH_CONTACT), and try again")
	}
	visit := a.readAny(ctx, &source)
	switch visit.Outcome {
	case kith.OutcomeComplete, kith.OutcomePartial:
	case kith.OutcomeGone:
		return kith.Source{}, kith.Errorf(kith.CodeNotFound, "there is nothing at this address: %s", visit.Reason)
	case kith.OutcomeRefused:
		return kith.Source{}, kith.Errorf(kith.CodeRefused, "this may not be read: %s", visit.Reason)
	default:
		return kith.Source{}, kith.Errorf(kith.CodeUnavailable, "this could not be read: %s", visit.Reason)
	}
	source.Name = cmp.Or(visit.Title, placeName(source.URL))
	source, _, err = a.DB.AddSource(ctx, source)
	return source, err
}

// placeName is what a source is called that does not say what it is called: its
// address in short, "labor.example/warn/2026.csv". Folders and files of this
// machine have no name: it would be told to others in mails.
func placeName(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return strings.TrimSuffix(u.Host+u.Path, "/")
}

// sourceAt returns the source that an address or a path may be. What kind of
// feed or list it is, its content tells.
func sourceAt(dir, address string) (kith.Source, error) {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		kind := kith.SourceFeed
		if u.Host == "www.sec.gov" && strings.Contains(u.Path, "browse-edgar") {
			kind = kith.SourceFilings
		}
		return kith.Source{Kind: kind, URL: address, Host: u.Host}, nil
	}
	path := address
	if err == nil && u.Scheme == "file" {
		path = filepath.FromSlash(u.Path)
	} else if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	if _, err := os.Stat(path); err != nil {
		return kith.Source{}, kith.Errorf(kith.CodeInvalid, "%q is neither an address nor a file or folder; write https://…", address)
	}
	return fileSource(path), nil
}

// fileSource returns the source that a file or folder of this machine is.
func fileSource(path string) kith.Source {
	return kith.Source{Kind: kith.SourceNotices, URL: "file://" + filepath.ToSlash(path), Host: folderHost}
}

// readAny visits a source of which the kind is not sure: what is no feed may be
// a list of notices.
func (a *App) readAny(ctx context.Context, s *kith.Source) kith.Visit {
	switch s.Kind {
	case kith.SourceFilings:
		return a.readFilings(ctx, a.Transport.Fetch, *s, nil)
	case kith.SourceNotices:
		return a.readNotices(ctx, a.Transport.Fetch, *s, nil)
	}
	res, err := a.Transport.Fetch(ctx, kith.Request{URL: s.URL})
	if outcome, why := kith.Judge(res, err); outcome != kith.OutcomeComplete {
		return kith.Visit{Outcome: outcome, Reason: why}
	}
	fetch := once(res, a.Transport.Fetch, s.URL)
	feed := a.readFeed(ctx, fetch, *s, nil)
	if feed.Outcome == kith.OutcomeComplete {
		return feed
	}
	list := *s
	list.Kind = kith.SourceNotices
	if v := a.readNotices(ctx, fetch, list, nil); v.Outcome == kith.OutcomeComplete {
		*s = list
		return v
	}
	return feed
}
