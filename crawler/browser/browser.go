package browser

import (
	"context"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"time"

	"kith"
)

// Options are the choices of New.
type Options struct {
	// Path is the program to start. When it is empty, Chromium or Chrome is
	// looked for where systems keep it, and on the PATH.
	Path string
	// Fetch answers every request of a page. It is called from several
	// goroutines.
	Fetch kith.FetchFunc
	Log   *slog.Logger
	// Timeout is the most time that a page has until it is taken as it is, 90
	// seconds when 0. Since the pace of the crawler holds for what a page
	// asks for, a page with many scripts on one host needs most of a minute.
	Timeout time.Duration
}

// limits bound what one page may cost.
type limits struct {
	requests int           // that are really sent
	bytes    int64         // of their answers together
	resource int           // bytes of one answer that is no document
	document int           // bytes of a document, as sent and as drawn
	post     int           // bytes that the page sends with one request
	slots    int           // requests at the same time
	memory   int64         // bytes of all processes of the browser together, on Linux
	time     time.Duration // until the page is taken as it is
	grace    time.Duration // beyond that, for taking it
	tick     time.Duration // between two looks at whether the page is done
	quiet    int           // ticks without a request and a change that make it done
}

func defaultLimits() limits {
	return limits{
		requests: 60,
		bytes:    64 << 20,
		resource: 8 << 20,
		document: 32 << 20,
		post:     1 << 20,
		slots:    3,
		memory:   1 << 30,
		time:     90 * time.Second,
		grace:    10 * time.Second,
		tick:     150 * time.Millisecond,
		quiet:    6,
	}
}

// Browser draws pages, one at a time. Its methods may be called from several
// goroutines.
type Browser struct {
	path    string
	fetch   kith.FetchFunc
	log     *slog.Logger
	limits  limits
	turn    chan struct{}   // holds a value while a page is drawn
	closing context.Context // done once Close is called
	close   context.CancelFunc
}

// Page is a document after its scripts ran.
type Page struct {
	// Response is the document as drawn, in UTF-8, under the address that the
	// browser showed at the end. It has no validators: those of the site are
	// of the empty page, which stays the same when the openings change.
	kith.Response
	// Drawn is false when there was nothing to draw, because the site
	// answered with an error or with something that is no page of HTML; the
	// Response is then the site's own.
	Drawn bool
	// Requests is how many were sent for it, after the one that got the answer
	// it was drawn from.
	Requests int
	// Missing says, in words, what the page asked for and did not get, or that
	// it was not done in time. Unless it is empty, the page may show less than
	// there is, and nothing may be closed from it.
	Missing []string
}

// New makes a Browser. It starts nothing yet. The error is a *kith.Error:
// CodeNotFound when there is no Chromium, CodeUnavailable when it cannot be
// used on this system.
func New(o Options) (*Browser, error) {
	if o.Fetch == nil || o.Log == nil {
		return nil, kith.Errorf(kith.CodeInternal, "the browser needs a fetch and a logger")
	}
	if err := supported(); err != nil {
		return nil, err
	}
	path, err := find(o.Path)
	if err != nil {
		return nil, err
	}
	b := &Browser{path: path, fetch: o.Fetch, log: o.Log, limits: defaultLimits(), turn: make(chan struct{}, 1)}
	if o.Timeout > 0 {
		b.limits.time = o.Timeout
	}
	b.closing, b.close = context.WithCancel(context.Background())
	return b, nil
}

// Draw draws the page that an answer is, so that nothing is asked for twice.
// The fragment of its address, where it has one, is the caller's to put there:
// scripts read it as the name of the page to show. The error is a *kith.Error:
// CodeTooLarge when the page is larger than what is read of one,
// CodeUnavailable when the browser cannot draw it, and that of the fetch when
// the page leads on to an address that cannot be read.
func (b *Browser) Draw(ctx context.Context, first *kith.Response) (*Page, error) {
	if first.Status != http.StatusOK || !isHTML(first) || !isWebAddress(first.URL) {
		return &Page{Response: *first}, nil
	}
	if len(first.Body) > b.limits.document {
		return nil, tooLarge(first.URL, b.limits.document)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(b.closing, cancel)()
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
	}
	if ctx.Err() != nil || b.closing.Err() != nil {
		return nil, b.cutOff(ctx, first.URL)
	}
	page, err := b.look(ctx, first)
	if err != nil && ctx.Err() != nil {
		return nil, b.cutOff(ctx, first.URL)
	}
	return page, err
}

// cutOff says that a page was given up because nobody waits for it any more.
func (b *Browser) cutOff(ctx context.Context, address string) error {
	if b.closing.Err() != nil {
		return kith.Errorf(kith.CodeUnavailable, "%s was not drawn: kith is stopping", address)
	}
	return kith.Errorf(kith.CodeUnavailable, "the drawing of %s was cut off: %w", address, context.Cause(ctx))
}

// Close ends what is being drawn and returns when nothing is left of it. A
// closed Browser draws nothing more: Draw says so with an error.
func (b *Browser) Close() {
	b.close()
	b.turn <- struct{}{}
	<-b.turn
}

// isHTML reports whether an answer is a document that a browser draws.
func isHTML(res *kith.Response) bool {
	declared := res.Header.Get("Content-Type")
	if declared == "" {
		declared = http.DetectContentType(res.Body)
	}
	kind, _, _ := mime.ParseMediaType(declared)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// isWebAddress reports whether an address is one of http or https.
func isWebAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func tooLarge(address string, limit int) error {
	return kith.Errorf(kith.CodeTooLarge, "the page at %s is larger than %d MB", address, limit>>20)
}
