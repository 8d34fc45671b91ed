// Package crawler visits sources: it holds the one transport through which
// every request of the program goes outside, and the visit that ties a source,
// its reader and the store together.
//
// The files, in the order to read them: transport.go (the chain) and
// exchange.go (what its links tell each other), then the links from the outside
// in: send.go (colly and redirects), guard.go and host.go (which addresses may
// be asked), robots.go, robotscache.go and robotstxt.go (what the sites allow),
// pace.go and retryafter.go (how often), headers.go, limits.go, body.go and
// charset.go (how much, how long, in which encoding), and failure.go (how a
// failure is told). visit.go and schedule.go are the visit.
package crawler
