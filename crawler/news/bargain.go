package news

import (
	"regexp"
	"strings"
)

// The rarer ways to tell of an acquisition: sales, bids of headlines, sums that
// are paid and tables.

// bargainSale reads "Acme agreed to sell its unit Northwharf to Palewater".
func bargainSale(s *speech, at, end int) []party {
	sold := s.text[end:]
	if minority.MatchString(sold) || !soldThing.MatchString(sold) {
		return nil
	}
	seller, buyer := first(s.subject(s.index(at))), s.objectOfWithin(end, "to", 16)
	if seller == "" || buyer == "" || places[lower(buyer)] {
		return nil
	}
	target := s.object(s.index(end))
	if target == "" || target == buyer || s.isThing(target) {
		target = seller
	}
	return asBargain(buyer, target)
}

// isThing reports whether a name is that of a mine, a plant or the like, and
// not of a company.
func (s *speech) isThing(name string) bool {
	_, rest, _ := strings.Cut(s.text, name)
	return thing.MatchString(rest)
}

var thing = regexp.MustCompile(`^(?:\s\pL+)?\s(?:mine|plant|factory|mill|building|field|brand|business|unit|stake|assets|operations)\b`)

// soldThing finds that what is sold is a business, and not goods.
var soldThing = regexp.MustCompile(`(?i)^(?:[^.;:]{0,120}?)\b(?:business|unit|division|subsidiary|company|producer|maker|operations|arm|stake|mine|plant|assets|chain|brand|firm|developer|provider)\b[^.;:]{0,120}?\bto\b`)

// objectOfWithin is objectOf with a reach of its own.
func (s *speech) objectOfWithin(end int, preposition string, reach int) string {
	from := s.index(end)
	for i := from; i < len(s.words) && i < from+reach; i++ {
		if s.low(i) == preposition {
			if name := s.object(i + 1); name != "" {
				return name
			}
		}
	}
	return ""
}

// bargainBid reads short headlines: "Acme accelerates Northwharf bid",
// "PeopleSoft takes Oracle bid".
func bargainBid(s *speech, at, _ int) []party {
	i := s.index(at)
	for i > 0 && (bidKinds[s.low(i-1)] || isFigure(s.low(i-1)) || s.low(i-1) == "$" || s.low(i-1) == "£" || s.low(i-1) == "€") {
		i--
	}
	name := s.nameBefore(i)
	if name == "" {
		return nil
	}
	subject := first(s.subject(s.firstVerb(0, i)))
	if runs := s.runs(0, i); subject == "" && s.style == cased && runs[0].from == 0 {
		subject, _ = s.name(runs[0])
	}
	if subject == "" || subject == anaphor || strings.Contains(subject, name) || !bidding.MatchString(s.text[:at]) {
		return nil
	}
	if backs.MatchString(s.text[:at]) {
		return asBargain(name, subject)
	}
	return asBargain(subject, name)
}

// bidKinds stand between a name and the bid for it.
var bidKinds = set(`tender takeover hostile cash buyout buy-out sweetened million billion bn m`)

// bidding finds that a bid is made, changed or answered.
var bidding = words(`raises?`, `sweetens?`, `accelerates?`, `extends?`, `accepts?`, `takes`, `launches`, `makes`, `backs?`, `confirms?`, `plans?`, `mulls`, `considers?`, `prepares`, `for`, `clears?`, `wins?`, `ups`, `weighs`, `approves?`, `approved`, `back`, `completes?`, `clinch(?:es)?`, `seals?`, `closes`, `finali[sz]es`)

// backs finds that the bid is that of the other company.
var backs = words(`backs?`, `accepts?`, `takes`, `gives\s+in`, `back`, `rejects?`, `approves?`, `approved`)

// bargainPlain reads headlines with no more than a noun.
func bargainPlain(s *speech, at, end int) []party {
	return asBargain(first(s.subject(s.index(at))), s.object(s.index(end)))
}

// bargainPaid reads "Acme pays $40 million for Northwharf".
func bargainPaid(s *speech, at, end int) []party {
	if goods.MatchString(s.text[end:]) || pieces.MatchString(s.text[end:]) || minority.MatchString(s.text[end:]) || paidFor.MatchString(s.text[end:]) {
		return nil
	}
	buyer, target := first(s.subject(s.index(at))), s.objectBehind(end)
	if buyer == "" || buyer == anaphor || target == "" || places[lower(target)] || s.style == flat {
		return nil
	}
	return asBargain(buyer, target)
}

// paidFor finds what else sums are paid for.
var paidFor = regexp.MustCompile(`(?i)^\s+(?:[\pL\d'’,.-]+\s+){0,5}?(?:rights|land|buildings?|licen[cs]es?|permits?|damages?|services?|contracts?|players?|ads?|advertis\w+|research|development|spots?|patents?|sites?|plants?|planes?|jets?|aid|relief|victims?|work|project|study)\b`)

// bargainTable reads the lines of a list of deals: "Target: Northwharf Buyer:
// Acme".
func bargainTable(s *speech, at, end int) []party {
	i, j := s.index(at), s.index(end-1)
	return asBargain(s.tabled(j+1), s.tabled(i+2))
}

// tabled returns the name that begins at words[i], up to the next column.
func (s *speech) tabled(i int) string {
	runs := s.runs(i, min(len(s.words), i+8))
	if len(runs) == 0 || runs[0].from > i+1 {
		return ""
	}
	r := runs[0]
	if r.to < len(s.words) && s.low(r.to) == ":" {
		r.to--
	}
	name, _ := s.name(r)
	return name
}

// bargainSold reads "Northwharf was sold to Acme" and "Northwharf sells itself
// to Acme".
func bargainSold(s *speech, at, end int) []party {
	target, buyer := first(s.subject(s.index(at))), s.object(s.index(end))
	isItself := strings.Contains(lower(s.text[at:end]), "itself")
	if target == "" || target == anaphor || buyer == "" || places[lower(buyer)] || !isItself && !s.isCompanyLike(target) && !s.isCompanyLike(buyer) {
		return nil
	}
	return asBargain(buyer, target)
}

// bargainSaleOf reads "Acme's sale of its unit Northwharf to Palewater".
func bargainSaleOf(s *speech, at, end int) []party {
	if minority.MatchString(s.text[end:]) || !soldThing.MatchString(s.text[end:]) {
		return nil
	}
	i := s.index(at)
	seller, buyer := s.ownerBefore(i), s.objectOfWithin(end, "to", 16)
	if seller == "" {
		seller = first(s.subject(i))
	}
	if seller == "" || seller == anaphor || buyer == "" || buyer == seller || places[lower(buyer)] {
		return nil
	}
	return asBargain(buyer, seller)
}

// bargainAccepted reads "Northwharf accepts Acme's offer".
func bargainAccepted(s *speech, at, end int) []party {
	i := s.index(at)
	target := first(s.subject(i))
	for _, r := range s.runs(i+1, s.index(end)) {
		if buyer, _ := s.name(r); buyer != "" && s.words[r.to-1].owner && target != "" && target != anaphor {
			return asBargain(buyer, target)
		}
	}
	return nil
}

// bargainRaised reads "Acme has increased its stake in Northwharf to 100%".
func bargainRaised(s *speech, at, end int) []party {
	buyer, target := first(s.subject(s.index(at))), s.objectOf(at, "in")
	if buyer == "" || target == "" || places[lower(target)] {
		return nil
	}
	return asBargain(buyer, target)
}

// bargainOffered reads "Acme made an offer for Northwharf".
func bargainOffered(s *speech, at, end int) []party {
	buyer, target := first(s.subject(s.index(at))), s.objectBehind(end)
	if buyer == "" || target == "" || goods.MatchString(s.text[end:]) || minority.MatchString(s.text[end:]) {
		return nil
	}
	return asBargain(buyer, target)
}

// bargainOwned reads "Acme's offer for Northwharf".
func bargainOwned(s *speech, at, end int) []party {
	buyer, target := s.ownerBefore(s.index(at)), s.object(s.index(end))
	if buyer == "" || target == "" || goods.MatchString(s.text[end:]) || minority.MatchString(s.text[end:]) {
		return nil
	}
	return asBargain(buyer, target)
}
