package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kith"
)

// maxFile is how long a file that is looked at may be, in bytes, unpacked.
const maxFile = 32 << 20

// lookLine is what `kith source test --json` prints.
type lookLine struct {
	Kind     string        `json:"kind"` // board, feed or notices, "" for what is none of them
	Source   string        `json:"source"`
	Board    string        `json:"board,omitempty"`
	Outcome  string        `json:"outcome"`
	Openings []openingLine `json:"openings"`
	Events   []eventLine   `json:"events"`
	Items    int           `json:"items,omitempty"` // of a feed
	Requests int           `json:"requests"`
	Why      string        `json:"why,omitempty"`
}

func (c *cli) sourceTestCommand() *cobra.Command {
	var base string
	cmd := &cobra.Command{
		Use:   "test ADDRESS|FILE|FOLDER …",
		Short: "Show what would be read there, taking nothing in",
		Long: `Reads a career page, a board, one job's page, a feed, a list of notices or a
folder of such lists as a visit would, and shows the openings and events that
are understood. Nothing is stored.
Of a file only the file itself is read; --base says at which address it would be.

Ends with 3 when something gave no whole answer.`,
		Example: `  kith source test https://northwharf.example/careers
  kith source test --json --base https://northwharf.example/careers page.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.sourceTest(cmd.Context(), base, args) },
	}
	cmd.Flags().StringVar(&base, "base", "https://site.example/careers", "the address that a file is read as if it came from")
	return cmd
}

// sourceTest looks at each address or file; one that cannot be read does not
// stop the others.
func (c *cli) sourceTest(ctx context.Context, base string, names []string) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	if u, err := url.Parse(base); err != nil || u.Host == "" {
		return usagef("--base is %q; write an address, https://…", base)
	}
	silent := 0
	for _, name := range names {
		l := c.lookLine(name, c.look(ctx, app, base, name))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if outcome := kith.Outcome(l.Outcome); !outcome.Answered() {
			silent++
		}
		if err := c.printLook(l); err != nil {
			return err
		}
	}
	if silent > 0 {
		return errPartly{fmt.Sprintf("%d of %s gave no whole answer", silent, plural(len(names), "source"))}
	}
	return nil
}

// look reads an address, or a file or folder of that name where there is one.
func (c *cli) look(ctx context.Context, app *App, base, name string) looked {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.env.Dir, path)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return app.look(ctx, name)
	case info.IsDir():
		s := fileSource(path)
		return looked{s, app.readNotices(ctx, app.Transport.Fetch, s, nil)}
	}
	body, err := readPlain(path)
	if err != nil {
		return looked{visit: kith.Visit{Outcome: kith.OutcomeFailed, Reason: err.Error()}}
	}
	return app.lookAt(ctx, fileOnly(base, body), base)
}

// readPlain reads a file, and unpacks one that is packed with gzip.
func readPlain(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, kith.Errorf(kith.CodeNotFound, "%s cannot be read: %w", path, err)
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			return nil, kith.Errorf(kith.CodeInvalid, "%s is called .gz and is not packed with gzip: %w", path, err)
		}
	}
	body, err := io.ReadAll(io.LimitReader(from, maxFile+1))
	if err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "%s cannot be read to its end: %w", path, err)
	}
	if len(body) > maxFile {
		return nil, kith.Errorf(kith.CodeInvalid, "%s is longer than %d MiB; that is no page", path, maxFile>>20)
	}
	return body, nil
}

// fileOnly answers requests for one address with a file, and no other.
func fileOnly(address string, body []byte) kith.FetchFunc {
	return func(_ context.Context, r kith.Request) (*kith.Response, error) {
		if r.URL != address {
			return nil, kith.Errorf(kith.CodeUnavailable, "only the file is looked at")
		}
		return &kith.Response{Status: http.StatusOK, URL: address, Header: http.Header{}, Body: body}, nil
	}
}

// looked is what was found at an address.
type looked struct {
	source kith.Source
	visit  kith.Visit
}

// look visits an address without knowing anything of it.
func (a *App) look(ctx context.Context, address string) looked {
	if board, ok := a.Boards.Parse(address); ok {
		s := kith.Source{Kind: kith.SourceBoard, Board: board, URL: board.URL}
		return looked{s, a.Boards.Visit(ctx, a.Transport.Fetch, s, nil)}
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	return a.lookAt(ctx, a.Transport.Fetch, address)
}

// lookAt visits an address that is of no known board: a feed, a page that
// takes a board in, or a career page.
func (a *App) lookAt(ctx context.Context, fetch kith.FetchFunc, address string) looked {
	res, err := fetch(ctx, kith.Request{URL: address})
	if outcome, why := kith.Judge(res, err); outcome != kith.OutcomeComplete {
		return looked{kith.Source{URL: address}, kith.Visit{Outcome: outcome, Reason: why, Requests: 1}}
	}
	first := once(res, fetch, address)
	if !isHTML(res.Body) {
		s := kith.Source{Kind: kith.SourceFeed, URL: address}
		if v := a.readFeed(ctx, first, s, nil); v.Outcome == kith.OutcomeComplete {
			return looked{s, v}
		}
	}
	if board, ok := a.Boards.Recognize(res.Body, res.URL); ok {
		s := kith.Source{Kind: kith.SourceBoard, Board: board, URL: board.URL}
		return looked{s, a.Boards.Visit(ctx, fetch, s, nil)}
	}
	s := kith.Source{Kind: kith.SourceBoard, Board: kith.Board{ATS: "page", Token: address, URL: address}, URL: address}
	v := a.readPage(ctx, first, s, nil)
	if len(v.Openings) == 0 && !v.Outcome.Answered() {
		list := kith.Source{Kind: kith.SourceNotices, URL: address}
		if notices := a.readNotices(ctx, first, list, nil); notices.Outcome == kith.OutcomeComplete {
			return looked{list, notices}
		}
	}
	return looked{s, v}
}

// isHTML reports whether a document is a page rather than a feed.
func isHTML(body []byte) bool {
	head := bytes.ToLower(body[:min(len(body), 2048)])
	return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html"))
}

// once answers requests for an address with what has been read from there.
func once(res *kith.Response, fetch kith.FetchFunc, address string) kith.FetchFunc {
	return func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		if r.URL == address {
			return res, nil
		}
		return fetch(ctx, r)
	}
}

// lookLine puts what was found into a line.
func (c *cli) lookLine(name string, found looked) lookLine {
	v := found.visit
	l := lookLine{
		Kind: string(found.source.Kind), Source: name, Outcome: string(v.Outcome), Why: v.Reason, Requests: v.Requests, Items: len(v.Items),
		Openings: []openingLine{}, Events: []eventLine{},
	}
	if found.source.Kind == kith.SourceBoard {
		l.Board = found.source.Board.Key()
	}
	for _, o := range v.Openings {
		o.Board = l.Board
		l.Openings = append(l.Openings, newOpeningLine(o, c.env.Clock()))
	}
	for _, item := range v.Items {
		for _, e := range item.Events {
			l.Events = append(l.Events, newEventLine(e))
		}
	}
	return l
}

func (c *cli) printLook(l lookLine) error {
	if c.json {
		return c.line(l)
	}
	c.printf("%s: %s\n", l.Source, strings.Join(lookWords(l), ", "))
	for _, o := range l.Openings {
		c.printf("  %s\n", strings.Join(append([]string{o.Title}, o.Locations...), " · "))
	}
	for _, e := range l.Events {
		c.printf("  %s · %s · %s\n", orElse(e.Company, "unknown company"), e.Kind, e.Headline)
	}
	return nil
}

// lookWords says what was found in a few words.
func lookWords(l lookLine) []string {
	words := []string{orElse(l.Board, orElse(l.Kind, "nothing that can be read")), l.Outcome}
	if l.Kind == string(kith.SourceBoard) {
		words = append(words, plural(len(l.Openings), "opening"))
	}
	if l.Kind == string(kith.SourceFeed) || l.Kind == string(kith.SourceNotices) {
		words = append(words, plural(l.Items, "item"), plural(len(l.Events), "event"))
	}
	if l.Why != "" {
		words = append(words, l.Why)
	}
	return words
}
