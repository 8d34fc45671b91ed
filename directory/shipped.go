package directory

import (
	_ "embed" // the shipped list
	"fmt"
	"slices"
	"strings"

	"kith"
	"kith/directory/internal/ship/pack"
)

// shippedData is the shipped list of boards; SHIPPED.md says where it is from
// and how it is made.
//
//go:embed shipped.bin
var shippedData string

// Shipped is the list of boards that comes with kith: which company has its
// openings on which ATS, under which token. It is searched where it lies in
// the program and needs no memory of its own; it is safe for concurrent use.
type Shipped struct {
	list *pack.List
}

// Listed is a board of the shipped list under a name that was looked up.
type Listed struct {
	Name  string     // the employer's name as the list has it
	Board kith.Board // URL is the hosted address; a reader of the ATS may spell the token otherwise
	Match kith.Match // how sure it is that Name is the name looked up: MatchExact or MatchStrong
	// Told reports that Name says more than the token: it was read on the
	// board. Otherwise Name is the token, made readable, and the board may be
	// that of a namesake or stand empty: its own word for its employer decides.
	Told bool
	Why  string // in words, without a full stop
}

// NewShipped returns the list that comes with kith. It checks it once, in well
// under a millisecond, and decodes nothing.
func NewShipped() (*Shipped, error) {
	list, err := pack.Open(shippedData)
	if err != nil {
		return nil, kith.Errorf(kith.CodeInternal, "the list of boards in this program cannot be read; install kith again: %w", err)
	}
	return &Shipped{list}, nil
}

// Lookup returns the boards that the list has for a company, on the ATS for
// which ats reports true (nil stands for all). Exact matches come first, then
// those that were told, then by ATS and token, which is no order of likelihood:
// several may be boards of one company or of namesakes, and the list does not
// know which. A name that is no employer has none.
func (s *Shipped) Lookup(name string, ats func(string) bool) []Listed {
	wanted := Keys(name)
	if wanted.Exact == "" {
		return nil
	}
	var found []Listed
	add := func(r pack.Record, match kith.Match, why string) {
		board := kith.Board{ATS: r.ATS(), Token: r.Token(), URL: r.URL()}
		at := slices.IndexFunc(found, func(l Listed) bool { return l.Board == board })
		if ats != nil && !ats(board.ATS) || at >= 0 {
			return
		}
		found = append(found, Listed{r.Name, board, match, r.Told, listedWhy(r, board, why)})
	}
	for r := range s.list.Find(pack.ExactKey(wanted.Exact)) {
		if Keys(r.Name).Exact == wanted.Exact {
			add(r, kith.MatchExact, "the same name but for spelling and legal form")
		}
	}
	// A token has the legal form in it: "acmeinc" for Acme, Inc.
	if whole := pack.Squash(fold(name)); whole != wanted.Exact {
		for r := range s.list.Find(pack.ExactKey(whole)) {
			if !r.Told && pack.Squash(r.Name) == whole {
				add(r, kith.MatchExact, "the same letters")
			}
		}
	}
	if len(found) == 0 {
		for _, r := range s.strong(wanted.Strong) {
			add(r, kith.MatchStrong, "the same distinctive words")
		}
	}
	slices.SortStableFunc(found, compareListed)
	return found
}

// strong returns the records whose strong key is that one. The table has them
// under it, or under their exact key where the two are one.
func (s *Shipped) strong(key string) []pack.Record {
	var found []pack.Record
	if key == "" {
		return nil
	}
	for _, in := range []string{pack.StrongKey(key), pack.ExactKey(key)} {
		for r := range s.list.Find(in) {
			if Keys(r.Name).Strong == key {
				found = append(found, r)
			}
		}
	}
	return found
}

func listedWhy(r pack.Record, board kith.Board, same string) string {
	if !r.Told {
		return fmt.Sprintf("the shipped list has an account %s, without a name: %s", board.Key(), same)
	}
	return fmt.Sprintf("the shipped list has %s for “%s”: %s", board.Key(), r.Name, same)
}

func compareListed(a, b Listed) int {
	rank := func(l Listed) int {
		n := 0
		if l.Match != kith.MatchExact {
			n += 2
		}
		if !l.Told {
			n++
		}
		return n
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	return strings.Compare(a.Board.Key(), b.Board.Key())
}
