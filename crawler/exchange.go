package crawler

import (
	"context"
	"net/http"
	"time"

	"kith"
)

// exchange is what the links of the chain tell each other about one fetch. It
// travels in the context of the request, through its redirects.
type exchange struct {
	validators kith.Validators // sent with the request
	limit      int             // of the body, unpacked, in bytes
	cut        bool            // a longer body is cut at the limit instead of being an error

	crawlDelay time.Duration // what the host's robots.txt asks for
	began      bool          // the address was fit to be sent to
	body       []byte        // of the last answer
}

type exchangeKey struct{}

func withExchange(ctx context.Context, x *exchange) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

// exchangeOf returns the exchange that a request belongs to. Every request
// that reaches the chain has one.
func exchangeOf(req *http.Request) *exchange {
	x, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		panic("crawler: a request without an exchange")
	}
	return x
}

// roundTrip is a function as a link of the chain.
type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
