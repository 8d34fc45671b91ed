package littleweb

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxBody is how much of a request's body is read, in bytes.
const maxBody = 1 << 20

// gzipFrom is the size in bytes from which an answer is worth packing.
const gzipFrom = 256

// visit says where a request goes.
type visit struct {
	host   string
	scheme string // "" when the request came straight to the server
}

// query is a request as the world answers it.
type query struct {
	method, host, path string
	values             url.Values
	body               []byte
	day                int
	empty              bool // lists show nothing, by a fault
}

// reply is an answer of the world.
type reply struct {
	status      int
	contentType string
	header      map[string]string
	body        []byte
}

// serve answers one request.
func (w *Web) serve(rw http.ResponseWriter, r *http.Request, v visit) {
	path := r.URL.EscapedPath()
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	f := w.faults.take(v.host, path)
	line := Request{
		Host: v.host, Path: path, Method: r.Method, UserAgent: r.UserAgent(), Day: w.Day(),
		Conditional: r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "",
	}
	if f != nil {
		line.Fault = f.kind
	}
	out := &recorder{ResponseWriter: rw}
	end := w.log.begin(line)
	defer func() { end(out.status) }()

	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
	if err != nil {
		http.Error(out, "The body cannot be read.", http.StatusBadRequest)
		return
	}
	q := query{
		method: r.Method, host: v.host, path: r.URL.Path, values: r.URL.Query(),
		body: body, day: line.Day, empty: f != nil && f.kind == "empty-list",
	}
	right := w.answer(q, v.scheme)
	if f != nil {
		right = f.alter(q, right)
		if w.breaks(f, out, r, right) {
			return
		}
	}
	w.write(out, r, stamped{reply: right, since: w.world.since(q, right)})
}

// answer returns what the world answers; plain HTTP is sent on to HTTPS.
func (w *Web) answer(q query, scheme string) reply {
	if !w.world.knows(q.host) {
		return textReply(http.StatusBadGateway, "no such host in the little web: "+q.host)
	}
	if scheme == "http" {
		target := url.URL{Scheme: "https", Host: q.host, Path: q.path, RawQuery: q.values.Encode()}
		return redirect(http.StatusMovedPermanently, target.String())
	}
	return w.world.answer(q)
}

// stamped is an answer and since when it has been the same.
type stamped struct {
	reply
	since time.Time
}

// write sends an answer: with validators, as 304 where the client has it
// already, packed where the client can unpack it.
func (w *Web) write(rw *recorder, r *http.Request, answer stamped) {
	header := rw.Header()
	for name, value := range answer.header {
		header.Set(name, value)
	}
	if answer.status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		sum := sha256.Sum256(answer.body)
		header.Set("ETag", `W/"`+hex.EncodeToString(sum[:8])+`"`)
		header.Set("Last-Modified", answer.since.Format(http.TimeFormat))
		if unchanged(r, header.Get("ETag"), answer.since) {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
	}
	header.Set("Content-Type", answer.contentType)
	header.Set("Vary", "Accept-Encoding")
	body := answer.body
	if len(body) >= gzipFrom && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		body = pack(body)
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	rw.WriteHeader(answer.status)
	if r.Method == http.MethodHead || len(body) == 0 {
		return
	}
	// The last byte stays in the server's buffer until the request is logged as
	// ended: the log never shows two requests under way to a client that has
	// waited for the first. That a client has left is no fault of ours.
	_, _ = rw.Write(body[:len(body)-1])
	_, _ = rw.Write(body[len(body)-1:])
}

// unchanged reports whether the client's validators name the answer. As RFC
// 9110 section 13.1.3 has it, If-Modified-Since counts only without
// If-None-Match.
func unchanged(r *http.Request, tag string, since time.Time) bool {
	if tags := r.Header.Get("If-None-Match"); tags != "" {
		return tags == "*" || strings.Contains(tags, strings.TrimPrefix(tag, "W/"))
	}
	known, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !since.Truncate(time.Second).After(known)
}

// pack returns body in gzip form.
func pack(body []byte) []byte {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, _ = writer.Write(body) // a Buffer takes all
	_ = writer.Close()
	return packed.Bytes()
}

// recorder remembers the status that was sent.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader sends the header with a status.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// flush sends what was written so far.
func (r *recorder) flush() error { return http.NewResponseController(r.ResponseWriter).Flush() }

// object and list are JSON values.
type (
	object = map[string]any
	list   = []any
)

// jsonReply returns an answer in JSON.
func jsonReply(status int, value any) reply {
	body, err := json.Marshal(value)
	if err != nil { // cannot happen: every value is made here of plain ones
		panic("littleweb: " + err.Error())
	}
	return reply{status: status, contentType: "application/json; charset=utf-8", body: body}
}

// textReply returns an answer in plain text.
func textReply(status int, text string) reply {
	return reply{status: status, contentType: "text/plain; charset=utf-8", body: []byte(text + "\n")}
}

// redirect returns a redirect.
func redirect(status int, target string) reply {
	moved := textReply(status, "Moved: "+target)
	moved.header = map[string]string{"Location": target}
	return moved
}
