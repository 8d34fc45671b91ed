package board_test

import (
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"kith"
	"kith/crawler/board"
)

// system is a board in testdata, with the traps of its system in it. Each
// system has a folder there with the answers and golden.json, what they are
// read as.
type system struct {
	key string // of the board, as "workable/northwharf"
	// answers are the files by request: "GET https://…", or "POST https://…"
	// alone or followed by a space and the body. What is not there is
	// answered with 404.
	answers map[string]string
	headers map[string]http.Header // of answers, by the same requests
	urls    map[string]string      // where a request is led to, by the same requests
	empty   string                 // the file that lists no opening, answered in place of every list
	lists   []string               // the requests that are answered with empty then; nil for the first
}

// systems are all of them.
func systems() []system {
	return []system{
		workableSystem(), recruiteeSystem(), personioSystem(), teamtailorSystem(), breezySystem(), pinpointSystem(),
		ripplingSystem(), bambooHRSystem(), gemSystem(), joinSystem(), jazzHRSystem(), icimsSystem(),
		jobviteSystem(), paylocitySystem(), comeetSystem(), hrmDirectSystem(), jibeSystem(), phenomSystem(),
		oracleSystem(), successFactorsSystem(), eightfoldSystem(), taleoSystem(), taleoBusinessSystem(), avatureSystem(), ukgSystem(),
		ukgReadySystem(), adpSystem(), adpMyJobsSystem(), dayforceSystem(), cornerstoneSystem(), softgardenSystem(),
		trakstarSystem(), hibobSystem(), paycomSystem(),
	}
}

// systemOf returns the board of a system.
func systemOf(t testing.TB, ats string) system {
	t.Helper()
	at := slices.IndexFunc(systems(), func(s system) bool { return s.ats() == ats })
	if at < 0 {
		t.Fatalf("there is no board of %s in testdata", ats)
	}
	return systems()[at]
}

func (s system) ats() string {
	ats, _, _ := strings.Cut(s.key, "/")
	return ats
}

// request names a request as answers does: with its body where that is there.
func (s system) request(r kith.Request) string {
	method := r.Method
	if method == "" {
		method = http.MethodGet
	}
	name := method + " " + r.URL
	if full := name + " " + string(r.Body); len(r.Body) > 0 && s.answers[full] != "" {
		return full
	}
	return name
}

// web is a system that answers, and what it was asked.
type web struct {
	system
	t         testing.TB
	otherwise func(n int, request string) (*kith.Response, error) // nil, nil for the usual answer

	mu    sync.Mutex
	asked []string
}

func (w *web) fetch(r kith.Request) (*kith.Response, error) {
	w.mu.Lock()
	name := w.request(r)
	w.asked = append(w.asked, name)
	n := len(w.asked)
	w.mu.Unlock()
	if w.otherwise != nil {
		if res, err := w.otherwise(n, name); res != nil || err != nil {
			if res != nil {
				res.URL = r.URL
			}
			return res, err
		}
	}
	file, there := w.answers[name]
	if !there {
		return &kith.Response{Status: http.StatusNotFound, URL: r.URL, Header: http.Header{}, Body: []byte("not here")}, nil
	}
	return w.says(name, r.URL, file), nil
}

// says answers with a file.
func (w *web) says(name, address, file string) *kith.Response {
	body, err := os.ReadFile(filepath.Join("testdata", w.ats(), file))
	if err != nil {
		w.t.Errorf("%s: %v", name, err)
	}
	res := &kith.Response{Status: http.StatusOK, URL: address, Header: http.Header{}, Body: body}
	maps.Copy(res.Header, w.headers[name])
	if to := w.urls[name]; to != "" {
		res.URL = to
	}
	return res
}

// visit visits the board.
func (w *web) visit(before kith.Validators, known map[string]kith.KnownOpening) kith.Visit {
	s := source(w.key)
	s.Validators = before
	return board.New().Visit(w.t.Context(), fetchFrom(w.fetch), s, known)
}

// TestSystems reads the board of every system: as it is, once more without a
// change, empty, and with every fault at every request.
func TestSystems(t *testing.T) {
	t.Parallel()
	for _, s := range systems() {
		t.Run(s.ats(), func(t *testing.T) {
			t.Parallel()
			first := &web{system: s, t: t}
			v := first.visit(kith.Validators{}, nil)
			checkVisit(t, v)
			compareGolden(t, filepath.Join(s.ats(), "golden.json"), v)
			if v.Outcome != kith.OutcomeComplete || len(v.Openings) == 0 {
				t.Fatalf("%s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
			}
			s.again(t, v)
			s.withoutOpenings(t, first.asked)
			s.faults(t, v, len(first.asked))
		})
	}
}

// again visits once more with all openings known: nothing has changed, and no
// detail is asked for that is known.
func (s system) again(t *testing.T, before kith.Visit) {
	t.Helper()
	w := &web{system: s, t: t}
	v := w.visit(before.Validators, known(before))
	left := slices.ContainsFunc(before.Openings, func(o kith.Opening) bool { return !o.Detailed })
	if !left && v.Outcome != kith.OutcomeUnchanged {
		t.Errorf("the second visit is %s (%s)", v.Outcome, v.Reason)
	}
	if details := v.Requests + len(before.Openings) - before.Requests; !left && before.Requests > len(before.Openings) && details > 0 && v.Requests >= before.Requests {
		t.Errorf("%d requests, %d at the second visit: %q", before.Requests, v.Requests, w.asked)
	}
}

// withoutOpenings visits the board when it lists nothing.
func (s system) withoutOpenings(t *testing.T, asked []string) {
	t.Helper()
	lists := s.lists
	if lists == nil {
		lists = asked[:1]
	}
	w := &web{system: s, t: t}
	w.otherwise = func(_ int, request string) (*kith.Response, error) {
		if slices.Contains(lists, request) {
			return w.says(request, "", s.empty), nil
		}
		return nil, nil
	}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeComplete || len(v.Openings) > 0 {
		t.Errorf("an empty board is %s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
}

// faults visits the board with a fault in place of each of its answers. None
// may look like a board on which something has closed.
func (s system) faults(t *testing.T, whole kith.Visit, requests int) {
	t.Helper()
	half := func(n int, request string) (*kith.Response, error) {
		w := &web{system: s, t: t}
		if s.answers[request] == "" {
			return says(503, "")
		}
		res := w.says(request, "", s.answers[request])
		res.Body = res.Body[:len(res.Body)/2]
		return res, nil
	}
	answer := func(status int, body string) func(int, string) (*kith.Response, error) {
		return func(int, string) (*kith.Response, error) { return says(status, "%s", body) }
	}
	for name, fault := range map[string]func(int, string) (*kith.Response, error){
		"404": answer(404, "no"), "410": answer(410, ""), "403": answer(403, "no"), "429": answer(429, ""), "500": answer(500, "{}"),
		"304": answer(304, ""), "nothing": answer(200, ""), "maintenance": answer(200, "<html><body><h1>Maintenance</h1></body></html>"),
		"another list": answer(200, `{"results":[]}`), "null": answer(200, "null"), "deep": answer(200, strings.Repeat("[", 100_000)), "half": half,
		"cut off": func(int, string) (*kith.Response, error) { return nil, kith.Errorf(kith.CodeUnavailable, "cut off") },
		"refused": func(int, string) (*kith.Response, error) { return nil, kith.Errorf(kith.CodeRefused, "robots.txt") },
	} {
		for at := 1; at <= requests; at++ {
			w := &web{system: s, t: t, otherwise: func(n int, request string) (*kith.Response, error) {
				if n == at {
					return fault(n, request)
				}
				return nil, nil
			}}
			v := w.visit(kith.Validators{}, nil)
			checkVisit(t, v)
			if v.Outcome.Answered() && len(v.Openings) < len(whole.Openings) {
				t.Errorf("%s at request %d (%s): %s with %d of %d openings", name, at, w.asked[at-1], v.Outcome, len(v.Openings), len(whole.Openings))
			}
		}
	}
}

// fuzzSystem has a system read an answer of any bytes to every request.
func fuzzSystem(f *testing.F, ats string) {
	s := systemOf(f, ats)
	for _, file := range append(slices.Sorted(maps.Values(s.answers)), s.empty) {
		body, err := os.ReadFile(filepath.Join("testdata", ats, file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, true)
		f.Add(body[:len(body)/2], false)
	}
	f.Fuzz(func(t *testing.T, body []byte, all bool) {
		w := &web{system: s, t: t}
		w.otherwise = func(n int, request string) (*kith.Response, error) {
			if all || n > 1 {
				return &kith.Response{Status: 200, Header: http.Header{}, Body: body}, nil
			}
			return nil, nil
		}
		v := w.visit(kith.Validators{}, nil)
		checkFuzzed(t, v, body)
	})
}

// fuzzPart has a system read an answer of any bytes to the requests that hold
// a text, and its own answers to all others.
func fuzzPart(f *testing.F, s system, part string) {
	for request, file := range s.answers {
		if strings.Contains(request, part) {
			body, err := os.ReadFile(filepath.Join("testdata", s.ats(), file))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(body)
			f.Add(body[:len(body)/2])
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		w := &web{system: s, t: t}
		w.otherwise = func(_ int, request string) (*kith.Response, error) {
			if strings.Contains(request, part) {
				return &kith.Response{Status: 200, Header: http.Header{}, Body: body}, nil
			}
			return nil, nil
		}
		v := w.visit(kith.Validators{}, nil)
		checkFuzzed(t, v, body)
	})
}

// TestSystemHosts wants a host for every board, and none for what is no token.
func TestSystemHosts(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for _, s := range systems() {
		b := source(s.key).Board
		if _, err := registry.Host(b); err != nil {
			t.Errorf("%s: %v", s.key, err)
		}
		if _, err := registry.Host(kith.Board{ATS: b.ATS, Token: "a b/../\x00"}); err == nil {
			t.Errorf("%s: anything is a token", s.ats())
		}
	}
}

// visitAll checks a board that is not in systems as TestSystems does.
func (s system) visitAll(t *testing.T, golden string) kith.Visit {
	t.Helper()
	first := &web{system: s, t: t}
	v := first.visit(kith.Validators{}, nil)
	checkVisit(t, v)
	compareGolden(t, s.ats()+"/"+golden, v)
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) == 0 {
		t.Fatalf("%s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
	s.again(t, v)
	s.faults(t, v, len(first.asked))
	return v
}

// with returns the board with other answers beside its own; a request whose
// file is "" is not answered any more.
func (s system) with(answers map[string]string) system {
	all := maps.Clone(s.answers)
	maps.Copy(all, answers)
	maps.DeleteFunc(all, func(_, file string) bool { return file == "" })
	s.answers = all
	return s
}

// seenBy visits the board once and returns what it was asked, too.
func (s system) seenBy(t *testing.T, otherwise func(n int, request string) (*kith.Response, error)) (kith.Visit, []kith.Request) {
	t.Helper()
	var asked []kith.Request
	w := &web{system: s, t: t, otherwise: otherwise}
	v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		asked = append(asked, r)
		return w.fetch(r)
	}), source(s.key), nil)
	checkVisit(t, v)
	return v, asked
}

// named asks the board for the employer's name.
func (s system) named(t *testing.T) (string, error) {
	t.Helper()
	w := &web{system: s, t: t}
	return board.New().Name(t.Context(), fetchFrom(w.fetch), source(s.key).Board)
}
