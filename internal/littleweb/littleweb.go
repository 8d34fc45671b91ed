// Package littleweb is a little web of a dozen invented employers and two news
// feeds, served on loopback for the demo and the end-to-end tests.
//
// A Web is an HTTP forward proxy that answers by itself and never dials out:
// it plays five applicant-tracking systems under their real host names, so
// that the crawler's adapters are used unchanged, and the employers' own sites
// and the feeds under names in .example. HTTPS is answered through CONNECT
// with certificates of a throw-away authority. The web has three days; what
// stands on a board is a matter of the day (SetDay), and Truth tells it.
//
// The files, in the order to read them: data.go and newsdata.go (the tables of
// what is invented), world.go and opening.go (the tables as boards of a day),
// one file per system (greenhouse.go, lever.go, ashby.go, smartrecruiters.go,
// workday.go), sites.go and news.go; then how it is served: proxy.go,
// authority.go, serve.go, fault.go and log.go; truth.go for the tests.
package littleweb

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"embed"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"kith"
)

//go:embed data
var files embed.FS

// days is how many days the little web has.
const days = 3

// Options are the choices of New. The zero value is ready to use.
type Options struct {
	Addr  string     // where to listen; "127.0.0.1:0" when empty
	Base  time.Time  // the morning of day 1; 2026-11-23 07:00 UTC when zero
	Clock kith.Clock // for the times in the log, which stay zero without it
}

// Web is a little web. Its methods may be called from several goroutines.
type Web struct {
	options   Options
	world     *world
	day       atomic.Int64
	faults    faults
	log       requestLog
	authority *authority
	addr      *url.URL

	plain   *http.Server // what a proxy is asked: absolute addresses and CONNECT
	secure  *http.Server // what is asked inside a tunnel
	tunnels *tunnelListener
	done    chan struct{}  // closed by Close
	running sync.WaitGroup // the servers' goroutines, one per connection among them
	closing sync.Once
	detach  func() bool // lets go of the context of Start
}

// New returns a web that stands at day 1. It answers once it is started.
func New(o Options) *Web {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Base.IsZero() {
		o.Base = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	}
	w := &Web{options: o, world: newWorld(o.Base), done: make(chan struct{})}
	w.log.clock = o.Clock
	w.day.Store(1)
	return w
}

// Start makes the certificate authority and begins to answer. The web stops
// when ctx is done or Close is called.
func (w *Web) Start(ctx context.Context) error {
	var err error
	if w.authority, err = newAuthority(); err != nil {
		return fmt.Errorf("littleweb: making the certificate authority: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", w.options.Addr)
	if err != nil {
		return fmt.Errorf("littleweb: listening: %w", err)
	}
	w.addr = &url.URL{Scheme: "http", Host: listener.Addr().String()}
	w.tunnels = &tunnelListener{conns: make(chan net.Conn), done: w.done, addr: listener.Addr()}
	w.plain = w.server(http.HandlerFunc(w.front))
	w.secure = w.server(http.HandlerFunc(w.inside))
	w.running.Go(func() { _ = w.plain.Serve(listener) })   // ends by Close
	w.running.Go(func() { _ = w.secure.Serve(w.tunnels) }) // ends by Close
	w.detach = context.AfterFunc(ctx, func() { _ = w.stop() })
	return nil
}

// server returns a server whose connections are counted in w.running.
func (w *Web) server(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 30 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // broken clients are part of the play
		ConnContext:       withConn,
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				w.running.Add(1)
			case http.StateClosed, http.StateHijacked:
				w.running.Done()
			}
		},
	}
}

// Close stops the web, cuts every connection and waits until all its
// goroutines have ended. It may be called more than once, and without Start.
func (w *Web) Close() error {
	if w.plain == nil {
		return nil
	}
	w.detach()
	err := w.stop()
	w.running.Wait()
	return err
}

// stop cuts the connections.
func (w *Web) stop() error {
	var err error
	w.closing.Do(func() {
		close(w.done)
		err = errors.Join(w.plain.Close(), w.secure.Close())
	})
	return err
}

// ProxyURL returns the address of the proxy, nil before Start.
func (w *Web) ProxyURL() *url.URL { return w.addr }

// CAPEM returns the certificate of the web's authority in PEM form, nil before
// Start.
func (w *Web) CAPEM() []byte {
	if w.authority == nil {
		return nil
	}
	return w.authority.pem
}

// CertPool returns a pool with the certificate of the web's authority only.
func (w *Web) CertPool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(w.CAPEM())
	return pool
}

// Client returns an ordinary client that reaches the web: through the proxy,
// trusting its authority. It does not follow redirects.
func (w *Web) Client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:           http.ProxyURL(w.addr),
			TLSClientConfig: &tls.Config{RootCAs: w.CertPool(), MinVersion: tls.VersionTLS12},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Days returns how many days the web has.
func (w *Web) Days() int { return days }

// SetDay turns the web to a day, from 1 to Days. Other numbers are taken as
// the nearest day.
func (w *Web) SetDay(day int) { w.day.Store(int64(min(max(day, 1), days))) }

// Day returns the day that the web stands at.
func (w *Web) Day() int { return int(w.day.Load()) }

// Date returns the morning of a day. Everything that is new on a day was
// published in the hours before its morning.
func (w *Web) Date(day int) time.Time { return w.world.date(day) }

// Contacts returns a LinkedIn Connections.csv: a preamble, 40 invented people,
// half of them at these employers under several spellings, and two rows that
// cannot be read.
func (w *Web) Contacts() []byte {
	data, err := files.ReadFile("data/Connections.csv")
	if err != nil {
		panic("littleweb: the embedded contacts are missing: " + err.Error())
	}
	return data
}
