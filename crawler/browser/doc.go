// Package browser draws pages that are empty without JavaScript, in a Chromium
// that is on the machine already, so that their openings can be read.
//
// Chromium runs the scripts and nothing else. It has no way to the network:
// each request of a page, whatever sends it, is stopped by the DevTools
// protocol and answered by the kith.FetchFunc of the crawler, with its address
// guard, robots.txt, pace and limits. On Linux, unless the system refuses it,
// the process has a network of its own that leads nowhere, so that a fault in
// Chromium cannot change that; elsewhere its flags alone keep it from the
// network. Its own sandbox stays on always. Each page gets a new process with
// an empty profile, and bounds on requests, bytes, time and, on Linux, memory.
//
// In the order to read them: browser.go is what is called; look.go is one look
// at one page; gate.go answers its requests, with answer.go and kinds.go;
// conn.go speaks the DevTools protocol; process_unix.go, profile_unix.go,
// isolate_linux.go and flags.go start Chromium and make sure that nothing is
// left of it.
package browser
