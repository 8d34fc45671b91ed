package browser

import (
	"net/http"
	"net/url"
	"strings"
)

// verdict says what becomes of a request of a page.
type verdict int

const (
	refuse     verdict = iota // it is not sent, and the page is whole without it
	miss                      // it is not sent, and the page may lack something
	ask                       // it is sent
	preflight                 // it asks whether another may be sent, which it may
	emptyStyle                // it is answered as an empty style sheet
	emptyFrame                // it is answered as an empty document
)

// judge tells from a request alone what becomes of it. What is drawn is read
// by its text, so that pictures, fonts and looks are not asked for; neither
// are frames, whose content belongs to another document, nor what only tells
// somebody that the page was seen.
func judge(p *paused, mainFrame string) verdict {
	u, err := url.Parse(p.Request.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return refuse
	case isTracker(u.Hostname()):
		return refuse
	case p.header("Service-Worker") != "": // it would answer requests of its own accord
		return refuse
	case p.header("Sec-Purpose") != "", p.header("Accept") == "text/event-stream": // for later, or without end
		return refuse
	case p.isPreflight() && askWith(p.method()) == ask:
		return preflight
	case p.isPreflight():
		return miss
	}
	switch p.ResourceType {
	case "Document":
		if p.FrameID != mainFrame {
			return emptyFrame
		}
		return askWith(p.Request.Method)
	case "Stylesheet":
		return emptyStyle
	case "Script", "XHR", "Fetch":
		return askWith(p.Request.Method)
	case "Other": // scripts of workers and data asked for early; but the icon and the manifest of the site too
		if strings.HasPrefix(p.header("Accept"), "image/") || p.Request.Priority == "Medium" {
			return refuse
		}
		return askWith(p.Request.Method)
	default: // Image, Media, Font, Ping, CSPViolationReport, WebSocket …
		return refuse
	}
}

// askWith returns the verdict on a request that the page needs. Only the
// methods by which pages read are sent.
func askWith(method string) verdict {
	if method == http.MethodGet || method == http.MethodPost {
		return ask
	}
	return miss
}

// isTracker reports whether a host serves nothing but the counting of
// visitors, advertisements, the recording of errors, and questions about
// cookies.
func isTracker(host string) bool {
	host = "." + strings.ToLower(host)
	for _, domain := range trackers {
		if strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// trackers are the domains of isTracker. Nothing writes to it.
var trackers = []string{
	"adnxs.com", "amplitude.com", "analytics.tiktok.com", "analytics.twitter.com", "bat.bing.com", "browser.sentry-cdn.com",
	"bugsnag.com", "clarity.ms", "cloudflareinsights.com", "connect.facebook.net", "cookiebot.com", "cookielaw.org", "criteo.com",
	"datadoghq-browser-agent.com", "demdex.net", "doubleclick.net", "fullstory.com", "google-analytics.com",
	"googleadservices.com", "googlesyndication.com", "googletagmanager.com", "heapanalytics.com", "hotjar.com", "hs-analytics.net",
	"hs-scripts.com", "ingest.sentry.io", "js-agent.newrelic.com", "licdn.com", "logrocket.com", "mixpanel.com", "mouseflow.com",
	"nr-data.net", "omtrdc.net", "onetrust.com", "plausible.io", "quantserve.com", "rollbar.com", "scorecardresearch.com",
	"segment.com", "segment.io", "trustarc.com", "usercentrics.eu",
}
