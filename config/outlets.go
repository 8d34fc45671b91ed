package config

import (
	_ "embed" // the list of outlets
	"fmt"
	"net/url"
	"strings"
)

//go:embed outlets.txt
var outlets string

// Outlet is a news outlet to begin with.
type Outlet struct {
	Kind string // general, business, tech, or a language
	Name string
	URL  string // of its feed
}

// OutletList returns the text of the list of outlets that kith brings.
func OutletList() string { return outlets }

// ParseOutlets reads a list of outlets: a line for each with kind, name and
// address, bars between. Empty lines and those that begin with # say nothing.
// The error names the line.
func ParseOutlets(list string) ([]Outlet, error) {
	var found []Outlet
	n := 0
	for line := range strings.Lines(list) {
		n++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "|")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		if len(parts) != 3 || parts[0] == "" || parts[1] == "" {
			return nil, fmt.Errorf("line %d: write kind | name | https://…", n)
		}
		if u, err := url.Parse(parts[2]); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("line %d: %q is no address; write https://…", n, parts[2])
		}
		found = append(found, Outlet{Kind: strings.ToLower(parts[0]), Name: parts[1], URL: parts[2]})
	}
	return found, nil
}
