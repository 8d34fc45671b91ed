package browser_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"kith"
)

// BenchmarkRender draws the page of TestDrawsAList without a site: start of
// Chromium, three answers, the waiting until the page is quiet, and its end.
func BenchmarkRender(b *testing.B) {
	if err := usable(); err != nil {
		b.Skipf("skipped: %v", err)
	}
	drawing := newBrowser(b, func(_ context.Context, r kith.Request) (*kith.Response, error) {
		kind, body := "text/html", drawn
		switch {
		case strings.HasSuffix(r.URL, ".js"):
			kind, body = "text/javascript", drawnScript
		case strings.Contains(r.URL, "/api/"):
			kind, body = "application/json", `[{"id": 7, "title": "Crane driver"}]`
		}
		return &kith.Response{Status: 200, URL: r.URL, Header: http.Header{"Content-Type": {kind}}, Body: []byte(body)}, nil
	})
	for b.Loop() {
		if _, err := drawing.Render(b.Context(), "https://northwharf.example/careers"); err != nil {
			b.Fatal(err)
		}
	}
}
