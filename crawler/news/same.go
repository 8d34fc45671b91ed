package news

import (
	"slices"
	"strings"
	"time"

	"kith"
)

// How long after each other two reports of one event may be published. A deal
// is reported from the first rumour until it is done.
const (
	reportSpan = 14 * 24 * time.Hour
	dealSpan   = 60 * 24 * time.Hour
)

// SameEvent reports whether two reports tell of one event: the same company,
// kind and, in a deal, other company, published within 14 days (60 for a
// deal), and nothing that one says contradicts the other. Two notices that a
// company filed are one event only when their places, dates and numbers are
// the same: companies file several close together.
func SameEvent(a, b kith.Event) bool {
	if a.Kind != b.Kind || !sameCompany(a, b) || !near(a, b) {
		return false
	}
	if a.Stage == kith.StageFiled && b.Stage == kith.StageFiled {
		return a.Headcount == b.Headcount && a.EffectiveAt.Equal(b.EffectiveAt) && samePlaces(a.Locations, b.Locations)
	}
	if a.Role != b.Role && a.Role != "" && b.Role != "" || a.Counterpart != "" && b.Counterpart != "" && !sameName(a.Counterpart, b.Counterpart) {
		return false
	}
	return agrees(a, b)
}

func sameCompany(a, b kith.Event) bool {
	if a.CompanyID != 0 || b.CompanyID != 0 {
		return a.CompanyID == b.CompanyID
	}
	return a.Company != "" && sameName(a.Company, b.Company)
}

// sameName reports whether two names are one but for case and the legal form.
func sameName(a, b string) bool { return sameSpelling(bare(a), bare(b)) }

// bare returns a name without marks and its legal form.
func bare(name string) string {
	words := strings.FieldsFunc(lower(name), func(r rune) bool { return r == ' ' || r == ',' || r == '.' })
	for len(words) > 1 && legal[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// near reports whether two reports are close in time. One without a date is
// close to all.
func near(a, b kith.Event) bool {
	if a.PublishedAt.IsZero() || b.PublishedAt.IsZero() {
		return true
	}
	span := reportSpan
	if a.Kind == kith.EventAcquisition || a.Kind == kith.EventMerger {
		span = dealSpan
	}
	return a.PublishedAt.Sub(b.PublishedAt).Abs() <= span
}

// agrees reports whether the figures of two reports may be of one event: equal
// but for rounding, or one of them missing.
func agrees(a, b kith.Event) bool {
	if a.Percent > 0 && b.Percent > 0 && max(a.Percent, b.Percent)-min(a.Percent, b.Percent) > 1 {
		return false
	}
	if a.Headcount == 0 || b.Headcount == 0 {
		return true
	}
	low, high := spread(a)
	otherLow, otherHigh := spread(b)
	return low <= otherHigh && otherLow <= high
}

// spread returns between which numbers of people a report may mean, with a
// tenth for rounding.
func spread(e kith.Event) (low, high float64) {
	least := e.HeadcountMin
	if least == 0 {
		least = e.Headcount
	}
	return 0.95 * float64(least), 1.05 * float64(e.Headcount)
}

// samePlaces reports whether two lists name the same places, in any order.
func samePlaces(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	return !slices.ContainsFunc(a, func(place string) bool {
		return !slices.ContainsFunc(b, func(other string) bool { return strings.EqualFold(place, other) })
	})
}
