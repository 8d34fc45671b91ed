package browser

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"

	"kith"
)

// paused is a request of the page that waits for what becomes of it, as the
// event Fetch.requestPaused tells it.
type paused struct {
	RequestID    string `json:"requestId"`
	FrameID      string `json:"frameId"`
	ResourceType string `json:"resourceType"`
	RedirectedID string `json:"redirectedRequestId"` // of the request that was led here
	Request      struct {
		URL         string            `json:"url"` // without its fragment
		Method      string            `json:"method"`
		Headers     map[string]string `json:"headers"`
		Priority    string            `json:"initialPriority"`
		HasPostData bool              `json:"hasPostData"`
		PostData    []struct {
			Bytes []byte `json:"bytes"` // absent where it is a file
		} `json:"postDataEntries"`
	} `json:"request"`

	ready *kith.Response // the answer, where it is there already
}

// header returns a header of the request.
func (p *paused) header(name string) string {
	for n, value := range p.Request.Headers {
		if http.CanonicalHeaderKey(n) == name {
			return value
		}
	}
	return ""
}

// isPreflight reports whether the request asks only whether another may be
// sent.
func (p *paused) isPreflight() bool {
	return p.Request.Method == http.MethodOptions && p.header("Access-Control-Request-Method") != ""
}

// method returns the method of the request, or of the one that it asks about.
func (p *paused) method() string {
	if p.isPreflight() {
		return p.header("Access-Control-Request-Method")
	}
	return p.Request.Method
}

// body returns what the request sends; ok is false when it cannot be sent on.
func (p *paused) body(limit int) (body []byte, ok bool) {
	for _, entry := range p.Request.PostData {
		if entry.Bytes == nil || len(body)+len(entry.Bytes) > limit {
			return nil, false
		}
		body = append(body, entry.Bytes...)
	}
	return body, len(body) > 0 == p.Request.HasPostData
}

// gate is where every request of a page ends: those that it needs are sent by
// the fetch of the crawler, all others are refused.
type gate struct {
	fetch  kith.FetchFunc
	log    *slog.Logger
	limits limits
	send   func(method string, params any) // to the browser, without waiting
	slots  chan struct{}                   // holds a value while a request is under way
	wait   sync.WaitGroup                  // for the requests that are under way

	mu       sync.Mutex
	main     string                    // id of the page's own frame
	first    *kith.Response            // what the first request of the page's own frame is answered with
	led      map[string]*kith.Response // answers that were found elsewhere, by the address where they were
	document *kith.Response            // the last one that the page's own frame got
	failed   error                     // why it got none, after that
	asked    int
	bytes    int64
	flying   int // requests under way
	activity int // grows with every request that the page needs, sent or not
	refused  int
	missing  []string
}

func (b *Browser) newGate(first *kith.Response, send func(string, any)) *gate {
	return &gate{
		fetch: b.fetch, log: b.log, limits: b.limits, send: send, first: first, document: first,
		led: map[string]*kith.Response{}, slots: make(chan struct{}, b.limits.slots),
	}
}

// maxMissing is how many things that are missing are told.
const maxMissing = 8

// lack notes that the page did not get something. The mutex is held.
func (g *gate) lack(what string) {
	if len(g.missing) < maxMissing && !slices.Contains(g.missing, what) {
		g.missing = append(g.missing, what)
	}
}

// handle answers a request of the page, at once or when its answer is there.
func (g *gate) handle(ctx context.Context, params json.RawMessage) {
	p := new(paused)
	if err := json.Unmarshal(params, p); err != nil {
		// Unanswered it stays stopped, and the page is not done.
		g.log.DebugContext(ctx, "a request of a page cannot be understood", "err", err.Error())
		return
	}
	switch g.decide(p) {
	case ask:
		g.wait.Go(func() { g.ask(ctx, p) })
	case preflight:
		g.send("Fetch.fulfillRequest", permission(p))
	case emptyStyle:
		g.send("Fetch.fulfillRequest", empty(p, "text/css"))
	case emptyFrame:
		g.send("Fetch.fulfillRequest", empty(p, "text/html"))
	default:
		g.send("Fetch.failRequest", refusal(p))
	}
}

// decide returns what becomes of a request, with all that is known of the
// page, and counts it.
func (g *gate) decide(p *paused) verdict {
	g.mu.Lock()
	defer g.mu.Unlock()
	v := judge(p, g.main)
	if v == ask {
		p.ready = g.take(p)
	}
	switch {
	case v == miss:
		g.lack(fmt.Sprintf("%s %s is not sent: only GET and POST are", p.method(), short(p.Request.URL)))
	case v == ask && p.ready == nil && g.asked >= g.limits.requests:
		g.lack(fmt.Sprintf("it asks for more than %d things", g.limits.requests))
		v = miss
	case v == ask && p.ready == nil:
		g.asked++
	}
	switch v {
	case ask:
		g.activity++
		g.flying++
	case miss:
		g.activity++
		g.refused++
	case refuse:
		g.refused++
	}
	return v
}

// take returns the answer that is there already for a request, or nil. The
// mutex is held.
func (g *gate) take(p *paused) *kith.Response {
	if p.Request.Method != http.MethodGet {
		return nil
	}
	if p.ResourceType == "Document" && g.first != nil {
		res := g.first
		g.first = nil
		return res
	}
	if p.RedirectedID == "" {
		return nil
	}
	res := g.led[p.Request.URL]
	delete(g.led, p.Request.URL)
	return res
}

// ask gets the answer to a request, and gives it to the page.
func (g *gate) ask(ctx context.Context, p *paused) {
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.activity++
		g.flying--
	}()
	res, err := g.answer(ctx, p)
	if err == nil {
		err = g.fits(p, res)
	}
	g.note(p, res, err)
	switch {
	case err != nil:
		g.send("Fetch.failRequest", failure(p))
	case g.leadsElsewhere(p, res):
		g.send("Fetch.fulfillRequest", redirect(p, res))
	default:
		g.send("Fetch.fulfillRequest", fulfilment(p, res))
	}
}

// answer returns the answer to a request: one that is there already, or what
// the site says. Only so many are asked for at the same time as there are
// slots, so that their answers are not in memory all at once.
func (g *gate) answer(ctx context.Context, p *paused) (*kith.Response, error) {
	if p.ready != nil {
		return p.ready, nil
	}
	body, ok := p.body(g.limits.post)
	if !ok {
		return nil, kith.Errorf(kith.CodeTooLarge, "it sends a file or more than %d KB", g.limits.post>>10)
	}
	select {
	case g.slots <- struct{}{}:
		defer func() { <-g.slots }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if g.isFull() {
		return nil, g.full()
	}
	return g.fetch(ctx, kith.Request{Method: p.Request.Method, URL: p.Request.URL, Body: body, Header: outgoing(p.Request.Headers)})
}

// isFull reports whether the page got as many bytes as it may.
func (g *gate) isFull() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.bytes > g.limits.bytes
}

// full says that the page got as many bytes as it may.
func (g *gate) full() error {
	return kith.Errorf(kith.CodeTooLarge, "what the page asks for is more than %d MB", g.limits.bytes>>20)
}

// fits says why an answer is not given to the page, or nil.
func (g *gate) fits(p *paused, res *kith.Response) error {
	isDocument := p.ResourceType == "Document"
	limit := g.limits.resource
	if isDocument {
		limit = g.limits.document
	}
	g.mu.Lock()
	g.bytes += int64(len(res.Body))
	g.mu.Unlock()
	switch {
	case len(res.Body) > limit:
		return kith.Errorf(kith.CodeTooLarge, "it is larger than %d MB", limit>>20)
	case g.isFull():
		return g.full()
	case isDocument && !isHTML(res):
		return kith.Errorf(kith.CodeUnavailable, "it is no page of HTML but %s", cmp.Or(res.Header.Get("Content-Type"), "something else"))
	}
	return nil
}

// note notes what the answer to a request means for the page.
func (g *gate) note(p *paused, res *kith.Response, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p.ResourceType == "Document" {
		g.failed = err
		if err == nil {
			g.document = res
		}
	}
	switch {
	case err != nil:
		g.lack(fmt.Sprintf("%s: %s", short(p.Request.URL), err))
	case keptFrom(res.Status):
		g.lack(fmt.Sprintf("%s: the site answered %d %s", short(p.Request.URL), res.Status, http.StatusText(res.Status)))
	}
}

// keptFrom reports whether a status means that what was asked for may be there
// all the same. 401 and 404 are what any visitor without an account gets.
func keptFrom(status int) bool {
	switch status {
	case http.StatusForbidden, http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	default:
		return status >= 500
	}
}

// leadsElsewhere reports whether the page is to be told that an answer was
// found at another address: a document and a script name others relative to
// it. The answer is kept for when the page asks there.
func (g *gate) leadsElsewhere(p *paused, res *kith.Response) bool {
	isNamed := p.ResourceType == "Document" || p.ResourceType == "Script"
	to := withoutFragment(res.URL)
	if !isNamed || p.Request.Method != http.MethodGet || p.RedirectedID != "" || !isWebAddress(to) || to == p.Request.URL {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.led[to] = res
	return true
}

// isQuiet reports whether nothing is under way, and how much was so far.
func (g *gate) isQuiet() (quiet bool, activity int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.flying == 0, g.activity
}

// short returns an address for a sentence: its query may be long, and may name
// what is nobody's business.
func short(address string) string {
	address = withoutQuery(address)
	if len(address) > 120 {
		return address[:120] + "…"
	}
	return address
}

func (g *gate) setMainFrame(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.main = id
}

func (g *gate) mainFrame() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.main
}
