package browser

import (
	"encoding/base64"
	"mime"
	"net/http"
	"sort"
	"strings"

	"kith"
)

// fulfil is the parameters of Fetch.fulfillRequest.
type fulfil struct {
	RequestID string  `json:"requestId"`
	Status    int     `json:"responseCode"`
	Headers   []field `json:"responseHeaders"`
	Body      string  `json:"body,omitempty"` // in base64
}

// field is a header as the protocol has it.
type field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// fail is the parameters of Fetch.failRequest.
type fail struct {
	RequestID string `json:"requestId"`
	Reason    string `json:"errorReason"`
}

// failure tells the page that its request failed on the way.
func failure(p *paused) fail { return fail{p.RequestID, "Failed"} }

// refusal tells the page that its request is not sent. A page that wanted to
// go elsewhere stays what it is.
func refusal(p *paused) fail {
	if p.ResourceType == "Document" {
		return fail{p.RequestID, "Aborted"}
	}
	return fail{p.RequestID, "BlockedByClient"}
}

// fulfilment returns an answer of a site as the page gets it.
func fulfilment(p *paused, res *kith.Response) fulfil {
	f := fulfil{RequestID: p.RequestID, Status: res.Status, Body: base64.StdEncoding.EncodeToString(res.Body)}
	if f.Status < 200 || f.Status > 599 || isRedirectStatus(f.Status) {
		f.Status = http.StatusBadGateway
	}
	f.Headers = append(incoming(res.Header, isHTML(res) && p.ResourceType == "Document"), shared(p)...)
	return f
}

// redirect returns the answer that leads to where an answer was found.
func redirect(p *paused, res *kith.Response) fulfil {
	headers := append([]field{{"Location", withoutFragment(res.URL)}}, shared(p)...)
	return fulfil{RequestID: p.RequestID, Status: http.StatusFound, Headers: headers}
}

// empty returns an answer without content.
func empty(p *paused, kind string) fulfil {
	return fulfil{RequestID: p.RequestID, Status: http.StatusOK, Headers: append([]field{{"Content-Type", kind}}, shared(p)...)}
}

// permission returns the answer to a preflight, without asking the site.
func permission(p *paused) fulfil {
	headers := append([]field{
		{"Access-Control-Allow-Methods", "GET, POST"},
		{"Access-Control-Allow-Headers", p.header("Access-Control-Request-Headers")},
	}, shared(p)...)
	return fulfil{RequestID: p.RequestID, Status: http.StatusNoContent, Headers: headers}
}

// shared returns the headers that let a script read an answer of another
// site. What they protect elsewhere, what a site shows to one who is signed in
// there, does not exist here: nobody is, and private networks are not visited.
func shared(p *paused) []field {
	origin := p.header("Origin")
	if origin == "" {
		return []field{{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Expose-Headers", "*"}}
	}
	return []field{{"Access-Control-Allow-Origin", origin}, {"Access-Control-Allow-Credentials", "true"}, {"Access-Control-Expose-Headers", "*"}}
}

func isRedirectStatus(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	default:
		return false
	}
}

// incoming returns the headers of a site's answer that the page gets. Left out
// are those of the way that it came, which ended at the gate, those that ask
// the browser for something beside the page, and those by which kith says
// what the page may read.
func incoming(header http.Header, isDocument bool) []field {
	var fields []field
	for _, name := range sortedNames(header) {
		if !isDropped(name, notForPage, "Access-Control-", "Cross-Origin-") {
			for _, value := range header[name] {
				fields = append(fields, field{name, value})
			}
		}
	}
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	switch {
	case kind == "" && isDocument:
		kind = "text/html"
	case kind == "":
		return fields
	}
	if isText(kind) { // the fetch made it so
		kind += "; charset=utf-8"
	}
	return append(fields, field{"Content-Type", kind})
}

// isText reports whether a media type is one whose text the fetch turns into
// UTF-8.
func isText(kind string) bool {
	for _, part := range []string{"text/", "html", "json", "xml", "javascript", "ecmascript"} {
		if strings.Contains(kind, part) {
			return true
		}
	}
	return false
}

// notForPage are headers of answers that a page does not get. Nothing writes
// to it.
var notForPage = []string{
	"Accept-Ch", "Alt-Svc", "Clear-Site-Data", "Connection", "Content-Disposition", "Content-Encoding", "Content-Length", "Content-Type",
	"Keep-Alive", "Link", "Location", "Nel", "Proxy-Authenticate", "Refresh", "Report-To", "Reporting-Endpoints", "Service-Worker-Allowed",
	"Set-Login", "Sourcemap", "Speculation-Rules", "Strict-Transport-Security", "Timing-Allow-Origin", "Trailer", "Transfer-Encoding",
	"Upgrade", "Www-Authenticate", "X-Frame-Options", "X-Sourcemap",
}

// maxHeaders is how many headers of a request are sent on, and maxHeaderBytes
// how long they are together.
const (
	maxHeaders     = 40
	maxHeaderBytes = 16 << 10
)

// outgoing returns the headers of a page's request that are sent on: those
// that its scripts set and the answer may depend on. Left out are those that
// the fetch sets, and those that say what kind of browser this is.
func outgoing(headers map[string]string) http.Header {
	kept := http.Header{}
	for name, value := range headers {
		kept[http.CanonicalHeaderKey(name)] = []string{value}
	}
	bytes := 0
	for i, name := range sortedNames(kept) {
		bytes += len(name) + len(kept.Get(name))
		if isDropped(name, notForSite, "Sec-", "Proxy-", "Access-Control-") || i >= maxHeaders || bytes > maxHeaderBytes {
			kept.Del(name)
		}
	}
	return kept
}

// notForSite are headers of a page's requests that a site does not get.
// Nothing writes to it.
var notForSite = []string{
	"Accept-Encoding", "Cache-Control", "Connection", "Content-Length", "Dnt", "Expect", "Host", "If-Match", "If-Modified-Since",
	"If-None-Match", "If-Range", "If-Unmodified-Since", "Keep-Alive", "Origin-Agent-Cluster", "Pragma", "Priority", "Purpose", "Range", "Te", "Trailer",
	"Transfer-Encoding", "Upgrade", "Upgrade-Insecure-Requests", "User-Agent", "Via",
}

// isDropped reports whether a header is in a list or begins with a prefix.
func isDropped(name string, list []string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	at := sort.SearchStrings(list, name)
	return at < len(list) && list[at] == name
}

// sortedNames returns the names of headers in their order, so that the same
// answer is given every time.
func sortedNames(header http.Header) []string {
	names := make([]string, 0, len(header))
	for name := range header {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func withoutFragment(address string) string {
	before, _, _ := strings.Cut(address, "#")
	return before
}

func withoutQuery(address string) string {
	before, _, _ := strings.Cut(withoutFragment(address), "?")
	return before
}
