package board

import (
	"context"
	"fmt"
	"net/http"

	"kith"
)

// asker sends requests and counts them.
type asker struct {
	fetch    kith.FetchFunc
	requests int
}

// get returns a request for JSON.
func get(address string) kith.Request {
	return kith.Request{URL: address, Header: http.Header{"Accept": {"application/json"}}}
}

// postJSON returns a request that asks by a question in JSON.
func postJSON(address, question string) kith.Request {
	return kith.Request{Method: http.MethodPost, URL: address, Body: []byte(question),
		Header: http.Header{"Accept": {"application/json"}, "Content-Type": {"application/json"}}}
}

// answer is the answer to a request, judged.
type answer struct {
	outcome  kith.Outcome // complete when there is a body to be read
	reason   string
	response *kith.Response // nil when there was none
	err      error
}

// send sends a request and judges the answer. "Unchanged" is no answer to a
// request that did not ask for it.
func (a *asker) send(ctx context.Context, r kith.Request) answer {
	a.requests++
	res, err := a.fetch(ctx, r)
	outcome, reason := kith.Judge(res, err)
	if outcome == kith.OutcomeUnchanged && r.Validators.ETag == "" && r.Validators.LastModified == "" {
		outcome, reason = kith.OutcomeFailed, "the site answered that nothing has changed, which was not asked"
	}
	if res != nil && res.Status == http.StatusNotAcceptable { // said to programs that are not known
		outcome = kith.OutcomeRefused
	}
	return answer{outcome: outcome, reason: reason, response: res, err: err}
}

// orAbsent returns an answer that is no success as one that there is nothing,
// where absent reads that in it.
func (a answer) orAbsent(absent func(*kith.Response) bool) answer {
	if absent != nil && a.response != nil && a.outcome != kith.OutcomeComplete && absent(a.response) {
		return a.gone()
	}
	return a
}

// failed returns an answer that came as one that is of no use.
func (a answer) failed(format string, args ...any) answer {
	a.outcome, a.reason = kith.OutcomeFailed, fmt.Sprintf(format, args...)
	return a
}

// gone returns an answer that came as one that there is nothing.
func (a answer) gone() answer {
	a.outcome, a.reason = kith.OutcomeGone, errGone.Error()
	return a
}
