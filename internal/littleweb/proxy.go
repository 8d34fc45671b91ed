package littleweb

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strings"
)

// front takes what a client sends to a proxy: absolute addresses and CONNECT.
// A request in the form for a server is answered by its Host header.
func (w *Web) front(rw http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodConnect:
		w.connect(rw, r)
	case r.URL.Host != "":
		w.serve(rw, r, visit{host: bareHost(r.URL.Host), scheme: r.URL.Scheme})
	default:
		w.serve(rw, r, visit{host: bareHost(r.Host)})
	}
}

// connect opens a tunnel to a known host.
func (w *Web) connect(rw http.ResponseWriter, r *http.Request) {
	host := bareHost(r.Host)
	_, port, _ := net.SplitHostPort(r.Host)
	if !w.world.knows(host) || port != "443" {
		done := w.log.begin(Request{Host: host, Method: r.Method, UserAgent: r.UserAgent(), Day: w.Day()})
		http.Error(rw, "no such host in the little web: "+r.Host, http.StatusBadGateway)
		done(http.StatusBadGateway)
		return
	}
	leaf, err := w.authority.leaf(host)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	w.running.Add(1) // the connection is not counted any more once it is hijacked
	defer w.running.Done()
	conn, buffered, err := http.NewResponseController(rw).Hijack()
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	if _, err := fmt.Fprint(conn, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		_ = conn.Close()
		return
	}
	w.tunnels.hand(tls.Server(&tunnelConn{Conn: conn, reader: buffered.Reader, host: host}, &tls.Config{
		Certificates: []tls.Certificate{*leaf},
		NextProtos:   []string{"http/1.1"},
		MinVersion:   tls.VersionTLS12,
	}))
}

// inside takes the requests of an opened tunnel. The host is the one that the
// tunnel was opened to, whatever the request says.
func (w *Web) inside(rw http.ResponseWriter, r *http.Request) {
	host := bareHost(r.Host)
	if tunnel, ok := connOf(r).(*tunnelConn); ok {
		host = tunnel.host
	}
	w.serve(rw, r, visit{host: host, scheme: "https"})
}

// bareHost returns a host name without its port, in lower case.
func bareHost(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(host)
}

// tunnelConn is the client's side of a tunnel.
type tunnelConn struct {
	net.Conn
	reader *bufio.Reader // what came with the CONNECT already
	host   string
}

// Read reads what the client sends into the tunnel.
func (c *tunnelConn) Read(p []byte) (int, error) { return c.reader.Read(p) }

// tunnelListener hands opened tunnels to the server inside them.
type tunnelListener struct {
	conns chan net.Conn
	done  chan struct{} // closed when the web stops
	addr  net.Addr
}

// hand gives a connection to the server, or closes it when the web stops.
func (l *tunnelListener) hand(conn net.Conn) {
	select {
	case l.conns <- conn:
	case <-l.done:
		_ = conn.Close()
	}
}

// Accept returns the next tunnel.
func (l *tunnelListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

// Close does nothing: the web closes done.
func (l *tunnelListener) Close() error { return nil }

// Addr returns the address of the proxy.
func (l *tunnelListener) Addr() net.Addr { return l.addr }

// connKey is the key of a request's connection in its context.
type connKey struct{}

// withConn puts a connection into the context of its requests.
func withConn(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

// connOf returns the connection of a request below its TLS layer.
func connOf(r *http.Request) net.Conn {
	conn, _ := r.Context().Value(connKey{}).(net.Conn)
	if secured, ok := conn.(*tls.Conn); ok {
		return secured.NetConn()
	}
	return conn
}
