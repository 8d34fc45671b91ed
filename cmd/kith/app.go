package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kith"
	"kith/alerts"
	"kith/alerts/mail"
	"kith/config"
	"kith/crawler"
	"kith/crawler/board"
	"kith/crawler/browser"
	"kith/crawler/news"
	"kith/crawler/page"
	"kith/directory"
	"kith/index"
	"kith/store"
)

// Options says how a program is put together.
type Options struct {
	Config config.Config
	Clock  kith.Clock
	Log    *slog.Logger
	// RootCAs is what TLS certificates are checked against, nil for the
	// machine's own. The demo's little web brings its own.
	RootCAs *x509.CertPool
	// AllowPrivate lists private networks that may be visited.
	AllowPrivate []netip.Prefix
}

// App is the program: every part, plugged together. New opens what is needed
// to answer questions; StartQueue and Start set it in motion; Stop ends it in
// any state.
type App struct {
	options   Options
	log       *slog.Logger
	DB        *store.DB
	Transport *crawler.Transport
	browser   *browser.Browser // nil without one
	Boards    *board.Registry
	Crawler   *crawler.Crawler
	Finder    *directory.Finder
	Matcher   *alerts.Matcher
	Digester  *alerts.Digester

	mu       sync.Mutex // guards the fields below and the cleanup stack
	index    *index.Index
	queue    *store.Queue
	socket   *socket
	folder   *folder
	cleanups []cleanup
}

// cleanup is something to be undone by Stop, newest first.
type cleanup struct {
	name string
	do   func(context.Context) error
}

// onStop registers a cleanup the moment a thing exists.
func (a *App) onStop(name string, do func(context.Context) error) {
	a.cleanups = append(a.cleanups, cleanup{name, do})
}

// New opens the data folder and the database and plugs the parts together.
// On SQLite it takes possession of the folder; a second owner is refused with
// a sentence. It is one straight line on purpose: the order is the point.
func New(ctx context.Context, o Options) (_ *App, err error) {
	a := &App{options: o, log: o.Log, Boards: board.New()}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Stop(ctx))
		}
	}()
	if err := makeFolder(o.Config.Data); err != nil {
		return nil, err
	}
	if o.Config.Database == "" {
		if err := a.own(); err != nil {
			return nil, err
		}
	}
	a.DB, err = store.Open(ctx, store.Options{
		Database: o.Config.Database, Dir: o.Config.Data, Clock: o.Clock, Log: o.Log, TimeZone: o.Config.TimeZone, RoleKey: alerts.RoleKey, SameEvent: news.SameEvent,
		NameKey: func(name string) string { return directory.Keys(name).Exact },
	})
	if err != nil {
		return nil, err
	}
	a.onStop("store", func(context.Context) error { return a.DB.Close() })
	if err := a.wireCrawler(); err != nil {
		return nil, err
	}
	if err := a.wireAlerts(); err != nil {
		return nil, err
	}
	return a, nil
}

// wireCrawler plugs the transport, the readers and the finder together.
func (a *App) wireCrawler() error {
	o := a.options
	transport, err := crawler.NewTransport(crawler.TransportOptions{
		Clock: o.Clock, Log: o.Log, Proxy: o.Config.Proxy, RootCAs: o.RootCAs,
		AllowPrivate: append(o.AllowPrivate, o.Config.AllowPrivate...),
		UserAgent:    userAgent(o.Config.Contact), MinGap: o.Config.Pace, Gap: a.gap,
	})
	if err != nil {
		return err
	}
	a.Transport = transport
	a.onStop("transport", func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, maxRest)
		defer cancel()
		transport.Rest(ctx, "") // whoever comes next does not know whom we have just asked
		transport.Close()
		return nil
	})
	if err := a.wireBrowser(); err != nil {
		return err
	}
	a.Crawler = crawler.New(crawler.Options{
		Store: crawlStore{a.DB}, Fetch: transport.Fetch, Clock: o.Clock, Log: o.Log, Every: o.Config.Every, Rest: transport.Rest,
		Readers: map[kith.SourceKind]crawler.ReadFunc{kith.SourceBoard: a.readBoard, kith.SourceFeed: a.readFeed, kith.SourceNotices: a.readNotices, kith.SourceFilings: a.readFilings},
	})
	a.Finder = &directory.Finder{
		Fetch: transport.Fetch, Parse: a.Boards.Parse, Recognize: a.Boards.Recognize, Links: page.Find, Postings: page.Openings, List: page.List,
		Probe: func(ctx context.Context, b kith.Board) (string, error) { return a.Boards.Name(ctx, transport.Fetch, b) },
	}
	return nil
}

// siteGap is the least time between two requests to a host that is nobody's
// but the employer's.
const siteGap = time.Second

// maxRest is how long the end of the program is held up for the sake of the
// hosts' pace.
const maxRest = 3 * time.Second

// gap returns the pace of a host: that of its ATS where it belongs to one.
func (a *App) gap(host string) time.Duration {
	if known := a.Boards.Gap(host); known > 0 {
		return known
	}
	return siteGap
}

// wireAlerts plugs matching, digests and mail together.
func (a *App) wireAlerts() error {
	o := a.options
	sender, err := newSender(o.Config)
	if err != nil {
		return err
	}
	a.Matcher = alerts.NewMatcher(matchStore{a.DB})
	a.Digester = alerts.NewDigester(alerts.DigesterOptions{
		Store: a.DB, Sender: sender, Clock: o.Clock, From: o.Config.From, BaseURL: o.Config.BaseURL, Health: a.health,
	})
	return nil
}

// health counts how the last visits to career pages went, for the mails.
func (a *App) health(ctx context.Context) (alerts.Health, error) {
	boards, err := a.DB.Sources(ctx, store.SourceFilter{Kind: kith.SourceBoard})
	if err != nil {
		return alerts.Health{}, err
	}
	health := alerts.Health{Boards: len(boards)}
	for _, b := range boards {
		switch {
		case b.LastOutcome.Answered(), b.LastOutcome == kith.OutcomePartial:
			health.Answered++
		case b.LastOutcome == kith.OutcomeRefused:
			health.Refused++
		case !b.LastVisitAt.IsZero():
			health.Silent++
		}
	}
	return health, nil
}

// outbox is the folder that mails are written to while no mail server is set.
func outbox(c config.Config) string { return filepath.Join(c.Data, "outbox") }

// newSender returns the mail server of the settings, or the outbox folder.
func newSender(c config.Config) (mail.Sender, error) {
	if c.SMTP.Host == "" {
		return mail.NewOutbox(outbox(c)), nil
	}
	return mail.NewSMTP(mail.SMTPOptions{
		Host: c.SMTP.Host, Port: c.SMTP.Port, User: c.SMTP.User, Password: string(c.SMTP.Password), TLS: c.SMTP.TLS,
	})
}

// OpenIndex opens the search index on first use. It does not wait until that
// is whole and at the end of the change log: see freshIndex.
func (a *App) OpenIndex(ctx context.Context) (*index.Index, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.index != nil {
		return a.index, nil
	}
	if err := a.own(); err != nil { // on PostgreSQL the folder is not owned yet
		return nil, err
	}
	ix, err := index.Open(ctx, index.Options{
		Dir: filepath.Join(a.options.Config.Data, "index"), Store: indexStore{a.DB}, Count: a.DB.CountDocuments,
		Clock: a.options.Clock, Log: a.log,
	})
	if err != nil {
		return nil, err
	}
	a.index = ix
	a.onStop("index", func(context.Context) error { return ix.Close() })
	return ix, nil
}

// rebuildPatience is how long a second terminal waits for an index that is
// being rebuilt before it is told so.
const rebuildPatience = 5 * time.Second

// freshIndex returns the search index at the end of the change log, so that
// what was found a moment ago is searched too. A terminal beside this process
// waits rebuildPatience at most, and gets the index as it is then.
func (a *App) freshIndex(ctx context.Context, beside bool) (*index.Index, error) {
	ix, err := a.OpenIndex(ctx)
	if err != nil {
		return nil, err
	}
	waiting := ctx
	if beside {
		var cancel context.CancelFunc
		waiting, cancel = context.WithTimeout(ctx, rebuildPatience)
		defer cancel()
	}
	if _, err := ix.CatchUp(waiting); err != nil && (ctx.Err() != nil || waiting.Err() == nil) {
		return nil, err
	}
	return ix, nil
}

// StartQueue begins to work jobs, once.
func (a *App) StartQueue(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.queue != nil {
		return nil
	}
	queue, err := store.NewQueue(a.DB, store.Handlers{
		Visit:   a.Crawler.VisitHost,
		Signals: a.readSignals,
		Match:   func(ctx context.Context) error { _, err := a.Matcher.Match(ctx); return err },
		Digest:  func(ctx context.Context, user int64) error { _, err := a.Digester.Prepare(ctx, user); return err },
		Deliver: a.Digester.Deliver,
	}, store.QueueOptions{Visits: a.options.Config.Hosts, Log: a.log})
	if err != nil {
		return err
	}
	if err := queue.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	a.queue = queue
	a.onStop("queue", queue.Stop)
	a.background(ctx, "schedule", a.schedule)
	return nil
}

// schedule turns what has become due into jobs, until ctx ends.
func (a *App) schedule(ctx context.Context) {
	for kith.Sleep(ctx, time.Second) == nil {
		if _, err := a.DB.EnqueueDue(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("due visits were not scheduled", "error", err)
		}
		if err := a.DB.EnqueueDigests(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("due digests were not scheduled", "error", err)
		}
	}
}

// background runs do until Stop, which waits for it.
func (a *App) background(ctx context.Context, name string, do func(context.Context)) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		do(ctx)
	}()
	a.onStop(name, func(context.Context) error {
		cancel()
		<-done
		return nil
	})
}

// FollowIndex keeps the index at the end of the change log.
func (a *App) FollowIndex(ctx context.Context) error {
	ix, err := a.OpenIndex(ctx)
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.background(ctx, "follow", func(ctx context.Context) {
		if err := ix.Follow(ctx, nil); err != nil && ctx.Err() == nil {
			a.log.Error("the index is no longer fed", "error", err)
		}
	})
	return nil
}

// listen lets other terminals speak to this process, where it owns the folder.
func (a *App) listen(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.socket != nil || a.folder == nil {
		return nil
	}
	s, err := listenSocket(ctx, a, a.options.Config.Data)
	if err != nil {
		return err
	}
	a.socket = s
	go s.serve(context.WithoutCancel(ctx))
	a.onStop("socket", func(context.Context) error { return s.close() })
	return nil
}

// matchNow matches what has changed since the last time.
func (a *App) matchNow(ctx context.Context) error {
	_, err := a.Matcher.Match(ctx)
	return err
}

// own takes possession of the data folder, once.
func (a *App) own() error {
	if a.folder != nil {
		return nil
	}
	f, err := ownFolder(a.options.Config.Data)
	if err != nil {
		return err
	}
	a.folder = f
	a.onStop("folder", func(context.Context) error { return f.release() })
	return nil
}

// Stop undoes everything in reverse order. It may be called in any state.
func (a *App) Stop(ctx context.Context) error {
	a.mu.Lock()
	cleanups := a.cleanups
	a.cleanups = nil
	a.mu.Unlock()
	var failures []error
	for i := len(cleanups) - 1; i >= 0; i-- {
		if err := cleanups[i].do(ctx); err != nil {
			failures = append(failures, fmt.Errorf("stopping the %s: %w", cleanups[i].name, err))
		}
	}
	return errors.Join(failures...)
}

// makeFolder makes the data folder, for its owner's eyes only.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return kith.Errorf(kith.CodeUnavailable, "the data folder %s cannot be made: %w", dir, err)
	}
	return nil
}
