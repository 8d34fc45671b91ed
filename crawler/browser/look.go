package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"kith"
)

// look is one look at one page, in a browser of its own.
type look struct {
	browser *Browser
	conn    *conn
	gate    *gate
	end     context.CancelCauseFunc // of the look

	mu      sync.Mutex
	session string // of the page; messages that belong to it carry it
	loaded  bool   // its own document is there, with all that belongs to it
}

// Why a look ended early.
var (
	errSlow    = errors.New("the page kept the browser busy until its time was over")
	errCrashed = errors.New("the page brought the browser down")
	errMemory  = errors.New("the page took more memory than it may")
)

// look starts a browser, has it draw a page, and ends it. However it ends,
// nothing is left: no process, no file, no request under way.
func (b *Browser) look(ctx context.Context, first *kith.Response) (*Page, error) {
	bounded, stop := context.WithTimeoutCause(ctx, b.limits.time+b.limits.grace, errSlow)
	defer stop()
	inside, end := context.WithCancelCause(bounded)
	defer end(nil)

	home, err := newProfile()
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "the browser has no place for its files: %w", err)
	}
	defer func() {
		if err := home.remove(); err != nil {
			b.log.WarnContext(ctx, "the files of the browser are left behind", "err", err.Error())
		}
	}()
	p, err := start(b.path, home, b.log)
	if err != nil {
		return nil, err
	}
	l := &look{browser: b, end: end}
	l.conn = newConn(p.commands, func(m message) { l.event(inside, m) })
	l.gate = b.newGate(first, func(method string, params any) { l.conn.send(command{Method: method, Params: params}) })

	var reading sync.WaitGroup
	reading.Go(func() { end(l.conn.read(p.replies)) })
	reading.Go(func() { p.watch(inside, b.limits, func() { end(errMemory) }) })
	page, err := l.draw(inside, first.URL)
	cut := inside.Err() != nil || errors.Is(err, errEnded)
	p.stop()
	reading.Wait() // which ends the inside
	l.gate.wait.Wait()
	if err != nil {
		if cut {
			err = errors.Join(context.Cause(inside), err)
		}
		return nil, explain(first.URL, err, p)
	}
	b.logLook(ctx, page, l.gate)
	return page, nil
}

// explain turns what went wrong into a sentence for the user.
func explain(address string, err error, p *process) error {
	var told *kith.Error
	if errors.As(err, &told) {
		return told
	}
	if errors.Is(err, errMemory) {
		return kith.Errorf(kith.CodeTooLarge, "%s could not be drawn: %w", address, errMemory)
	}
	for _, known := range []error{errSlow, errCrashed, errGarbled} {
		if errors.Is(err, known) {
			return kith.Errorf(kith.CodeUnavailable, "%s could not be drawn: %w", address, known)
		}
	}
	if errors.Is(err, errEnded) {
		return p.whyEnded()
	}
	return kith.Errorf(kith.CodeUnavailable, "%s could not be drawn: %w", address, err)
}

func (b *Browser) logLook(ctx context.Context, page *Page, g *gate) {
	b.log.LogAttrs(ctx, slog.LevelDebug, "page drawn", slog.String("url", page.URL), slog.Int("requests", page.Requests),
		slog.Int("refused", g.refused), slog.Int("bytes", len(page.Body)), slog.Any("missing", page.Missing))
}

// event takes in what the browser tells. It is called by the one goroutine
// that reads, and does not wait.
func (l *look) event(ctx context.Context, m message) {
	switch m.Method {
	case "Fetch.requestPaused":
		l.gate.handle(ctx, m.Params)
	case "Fetch.authRequired":
		l.conn.send(command{Method: "Fetch.continueWithAuth", Params: cancelAuth(m.Params)})
	case "Page.javascriptDialogOpening":
		l.conn.send(command{Session: m.Session, Method: "Page.handleJavaScriptDialog", Params: map[string]any{"accept": false}})
	case "Page.loadEventFired":
		l.mu.Lock()
		l.loaded = l.loaded || m.Session == l.session
		l.mu.Unlock()
	case "Inspector.targetCrashed", "Target.targetCrashed":
		l.crashed(m)
	case "Target.targetCreated":
		l.closePopup(m)
	}
}

// cancelAuth returns the answer to a question for a name and a password.
func cancelAuth(params json.RawMessage) any {
	var asked struct {
		RequestID string `json:"requestId"`
	}
	_ = json.Unmarshal(params, &asked) // without an id the answer is refused, which is as good
	return map[string]any{"requestId": asked.RequestID, "authChallengeResponse": map[string]string{"response": "CancelAuth"}}
}

// crashed ends the look when it was the page that crashed, and not one of its
// workers or frames.
func (l *look) crashed(m message) {
	var of struct {
		TargetID string `json:"targetId"`
	}
	_ = json.Unmarshal(m.Params, &of) // without an id it is told by its session
	l.mu.Lock()
	mine := m.Session != "" && m.Session == l.session
	l.mu.Unlock()
	if mine || of.TargetID == l.gate.mainFrame() {
		l.end(errCrashed)
	}
}

// closePopup closes a window that the page opened.
func (l *look) closePopup(m message) {
	var created struct {
		Info struct {
			ID     string `json:"targetId"`
			Type   string `json:"type"`
			Opener string `json:"openerId"`
		} `json:"targetInfo"`
	}
	if json.Unmarshal(m.Params, &created) == nil && created.Info.Type == "page" && created.Info.Opener != "" {
		l.conn.send(command{Method: "Target.closeTarget", Params: map[string]any{"targetId": created.Info.ID}})
	}
}

// draw has the page drawn, waits until it is done and takes it.
func (l *look) draw(ctx context.Context, address string) (*Page, error) {
	if err := l.open(ctx); err != nil {
		return nil, err
	}
	var started struct {
		Error string `json:"errorText"`
	}
	// The reply comes when the document begins, or is refused.
	if err := l.call(ctx, "Page.navigate", map[string]any{"url": address}, &started); err != nil {
		return nil, err
	}
	if started.Error != "" && started.Error != "net::ERR_ABORTED" { // aborted: the page goes on to another at once
		return nil, fmt.Errorf("the browser does not open it: %s", started.Error)
	}
	inTime, err := l.settle(ctx)
	if err != nil {
		return nil, err
	}
	return l.take(ctx, inTime)
}

// open opens an empty page and prepares it.
func (l *look) open(ctx context.Context) error {
	var target struct {
		ID string `json:"targetId"`
	}
	var attached struct {
		Session string `json:"sessionId"`
	}
	for _, step := range []struct {
		command
		result any
	}{
		// For the whole browser, so that workers, frames and windows are no
		// way around the gate.
		{command{Method: "Fetch.enable", Params: map[string]any{"patterns": []any{map[string]string{"urlPattern": "*"}}, "handleAuthRequests": true}}, nil},
		{command{Method: "Browser.setDownloadBehavior", Params: map[string]any{"behavior": "deny"}}, nil},
		{command{Method: "Target.setDiscoverTargets", Params: map[string]any{"discover": true}}, nil},
		{command{Method: "Target.createTarget", Params: map[string]any{"url": "about:blank"}}, &target},
	} {
		if err := l.conn.call(ctx, step.command, step.result); err != nil {
			return err
		}
	}
	attach := command{Method: "Target.attachToTarget", Params: map[string]any{"targetId": target.ID, "flatten": true}}
	if err := l.conn.call(ctx, attach, &attached); err != nil {
		return err
	}
	l.mu.Lock()
	l.session = attached.Session
	l.mu.Unlock()
	l.gate.setMainFrame(target.ID) // a page and its own frame share one id
	for _, step := range []struct {
		method string
		params any
	}{
		{"Inspector.enable", nil},
		{"Page.enable", nil},
		// It has no network and would tell scripts so.
		{"Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": sayOnline}},
	} {
		if err := l.call(ctx, step.method, step.params, nil); err != nil {
			return err
		}
	}
	return nil
}

// sayOnline is the script that every document runs first.
const sayOnline = `Object.defineProperty(Navigator.prototype, "onLine", {get: () => true, configurable: true, enumerable: true})`

// call calls a method of the page.
func (l *look) call(ctx context.Context, method string, params, result any) error {
	l.mu.Lock()
	session := l.session
	l.mu.Unlock()
	return l.conn.call(ctx, command{Session: session, Method: method, Params: params}, result)
}

// settle waits until the page is done: it has loaded, and for a while asked
// for nothing and not changed. inTime is false when that did not happen within
// its time.
func (l *look) settle(ctx context.Context) (inTime bool, err error) {
	patient, cancel := context.WithTimeout(ctx, l.browser.limits.time)
	defer cancel()
	var before shape
	for quiet := 0; quiet < l.enough(); {
		if kith.Sleep(patient, l.browser.limits.tick) != nil {
			break
		}
		now, ok := l.shape(patient)
		if now.size.Text > l.browser.limits.document {
			return false, tooLarge(now.size.Address, l.browser.limits.document)
		}
		quiet++
		if !ok || !now.still || now != before {
			quiet = 0
		}
		before = now
	}
	if ctx.Err() != nil {
		return false, fmt.Errorf("waiting for the page: %w", context.Cause(ctx))
	}
	return patient.Err() == nil, nil
}

// maxUnloaded is how many times longer a page must be quiet that does not say
// that it has loaded: what it waits for is nothing that it asks for.
const maxUnloaded = 5

// enough returns how many quiet ticks make the page done.
func (l *look) enough() int {
	if l.hasLoaded() {
		return l.browser.limits.quiet
	}
	return l.browser.limits.quiet * maxUnloaded
}

func (l *look) hasLoaded() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.loaded
}

// shape is what tells whether a page still changes.
type shape struct {
	still    bool // nothing that it asked for is under way
	activity int
	size     size
}

// shape measures the page; ok is false while there is none to measure.
func (l *look) shape(ctx context.Context) (s shape, ok bool) {
	s.still, s.activity = l.gate.isQuiet()
	err := l.evaluate(ctx, measure, &s.size)
	return s, err == nil
}

// take takes the document as it is.
func (l *look) take(ctx context.Context, inTime bool) (*Page, error) {
	address, document, err := l.document(ctx)
	if err != nil {
		return nil, err
	}
	g := l.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	if !inTime {
		g.lack(fmt.Sprintf("it was still being drawn after %v", l.browser.limits.time))
	}
	switch {
	case g.failed != nil:
		return nil, kith.Errorf(kith.CodeOf(g.failed), "the page led to an address that cannot be read: %w", g.failed)
	case !isWebAddress(address):
		return nil, kith.Errorf(kith.CodeUnavailable, "the page went on to %.60s, which is no page", address)
	}
	return &Page{
		Response: kith.Response{
			Status: g.document.Status, URL: address, Body: document,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}},
		},
		Drawn: true, Requests: g.asked, Missing: g.missing,
	}, nil
}
