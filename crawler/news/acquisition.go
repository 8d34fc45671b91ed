package news

import (
	"regexp"
	"strings"

	"kith"
)

// acquisition is told when a company buys another, a part of one, or says that
// it wants to.
var acquisition = rule{
	kind:  kith.EventAcquisition,
	stems: []string{"acqui", "buy", "bought", "purchas", "takeover", "take over", "takes over", "taken over", "took over", "taking over", "snap", "bid", "sell", "sold", "sale", "offer", "übern", "uebern", "felvásár", "megves", "rachèt", "rachat", "acquiert", "compra", "adquier", "buyout", "buy-out", "transaction with", "acquiring", "private"},
	against: words(`acquir\w+\s+(?:a\s+)?(?:taste|skills?|knowledge|shares|habit|customers|the\s+(?:rights?|company\s+'?s\s+own)|infections?|rockets?|standout)`, `buy(?:s|ing)?\s*back`, `buyback`, `own\s+shares`, `bought\s+(?:time|into)`, `take\s+over\s+(?:an?\s+)?(?:\w+\s+)?(?:computer|system|machine)s?`, `coach`, `(?:shares|stock|apartments?|houses?|homes?|quantity|tickets?|artillery|rockets?|weapons|oil\s+imports|electricity)\s+(?:acquired|bought|purchased)`,
		`buy\s+(?:or|and)\s+sell`, `(?:gave|rated?|rating)\s+(?:\S+\s+){0,3}buy`, `site\s+acquisition`, `customer\s+acquisition`, `data\s+acquisition`, `target\s+acquisition`, `to\s+acquire\s+shares`,
		`rights`, `(?:minority|equity)\s+stake`, `selling\s+shareholders?`, `trad(?:e|ed|es)\s+(?:from|to)`, `won['’]t\s+(?:negotiate|discuss)`, `takes?\s+over\s+as`, `takes?\s+over\s+(?:the\s+)?(?:reins|helm|lead|control\s+of\s+the\s+(?:city|town))`, `bid\s+to\s+(?:unseat|become|win|stop|rescue|turn|save|cut|boost|woo|keep|make)`,
		`(?:olympic|presidential|election|reelection|title|controversial|playoff)\s+bid`, `(?:bid|offer)\s+(?:for|to)\s+(?:(?:a|the)\s+)?(?:help|second\s+term|gold|place|title|peace|power)`, `private\s+placement`, `due\s+to\s+the\s+acquisition`, `will\s+(?:have\s+an?\s+immediate|bring\s+a\s+significant)`, `acquisition\s+is\s+part`, `integrat\w+\s+(?:\S+\s+){0,2}?acquisition`),
	forms: []form{
		{bought, bargain},
		{words(`(?:is|was|were|been|be|being|are)\s+(?:to\s+be\s+)?(?:acquired|bought|purchased|taken\s+over|snapped\s+up)(?:\s+(?:out|up))?`, `bought\s+out`, `agrees?\s+to\s+(?:\S+\s+){0,2}?(?:buyout|takeover|be\s+(?:bought|acquired))`, `(?:agrees?|agreed)\s+to\s+(?:a\s+)?takeover`), bargainPassive},
		{words(`(?:acquisition|takeover|purchase|buy-?out)\s+(?:bid\s+|offer\s+)?(?:of|for)`, `(?:takeover|acquisition|buyout)\s+(?:bid|offer|approach|by)`, `(?:takeover|hostile|cash|tender|buyout|billion|million|bn|mn)\s+(?:bid|offer)\s+(?:\S+\s+){0,3}?for`, `(?:bid|bids|offer|offers|bidding)\s+(?:\S+\s+){0,2}?to\s+(?:buy|acquire|take\s+over)`, `(?:new\s+)?bids?\s+(?:\$\S+\s+(?:\S+\s+)?)?for`), bargainNoun},
		{words(`(?:to\s+sell|sells|selling|sold|will\s+sell|has\s+sold|divests?|agreed\s+to\s+sell)`), bargainSale},
		{words(`(?:bids?|offers?|proposals?)\s+from\s+(?:\S+\s+){1,5}?to\s+(?:buy|acquire|take\s+over)`, `(?:bids?|offers?|proposals?|plans?|deals?|agree[sd]?)\s+to\s+take\s+(?:\S+\s+){1,4}?private`), bargainOffer},
		{words(`bid`, `bids`), bargainBid},
		{words(`team(?:s|ed)?\s+(?:\S+\s+){0,6}?buyout`, `leads\s+\S+\s+acquisition`, `announces\s+transaction\s+with`, `transaction\s+with`), bargainPlain},
		{pattern(`\bübern(?:immt|ehmen|ahme\s+von)\b`, `\b(?:felvásárol\pL*|megvesz\pL*|megvette)\b`, `\b(?:rachète|acquiert|rachat\s+de)\b`, `\b(?:compra|adquiere)\s+(?:a\s+)?\p{Lu}`), bargain},
	},
}

// bought is buying in the active voice.
var bought = words(`acquir(?:e|es|ed|ing)`, `buys?`, `bought`, `buying`, `purchas(?:ed|ing)`, `(?:to|will)\s+purchase`, `take[sn]?\s+over`, `took\s+over`, `taking\s+over`, `snap(?:s|ped|ping)?\s+up`)

// pieces finds that a number of things is bought.
var pieces = regexp.MustCompile(`(?i)^\s+(?:about\s+|up\s+to\s+|at\s+least\s+)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|more|(?-i:new))\s+(?:of\s+)?\pL`)

// goods finds that what is bought is no company.
var goods = regexp.MustCompile(`(?i)^\s+(?:[\pL\d'’,.-]+\s+){0,4}?(?:shares|fleets?|vessels?|aircraft|business\s+cent(?:er|re)s?|shopping\s+cent(?:er|re)s?|office\s+buildings?|apartments?|homes?|houses?|rockets|artillery|weapons|tickets|gifts?|quantity|electricity|now|stocks?|bonds|cars?|pcs?|groceries|music|books?|products?|warrants?)\b`)

// minority finds that it is a part of a company that gives no control.
var minority = regexp.MustCompile(`(?i)^\s*(?:an?\s+|another\s+|its\s+|additional\s+|more\s+)*(?:\$?\d[\d.,]*\s*(?:million|billion|m|mn)?\s+)?(?:(?:[1-4]?\d(?:\.\d+)?)\s*(?:%|percent|per\s+cent|pct)\.?\s+)?(?:of\s+)?(?:the\s+)?(?:minority\s+|equity\s+|additional\s+)?(?:stakes?|shares?|interest|stock|option)\b|^\s+(?:an?\s+)?[1-4]?\d(?:\.\d+)?\s*(?:%|percent|pct)\.?\s+(?:\S+\s+){0,3}(?:stake|share)|^\s+(?:approximately\s+|about\s+)?\d[\d,.]{2,}\s+(?:\S+\s+){0,4}shares`)

// stake finds a stake of which it is not said to be a minority.
var stake = regexp.MustCompile(`(?i)^\s*(?:an?\s+|the\s+)?(?:(?:majority|controlling|entire|remaining|[5-9]\d(?:\.\d+)?\s*%|100\s*%)\s+)(?:of\s+(?:the\s+)?)?(?:stake|shares?(?:\s+capital)?|interest|share\s+capital)?\s*(?:in|of)?\s*`)

// asBargain makes a buyer and a target of two names; either may be unknown.
func asBargain(buyer, target string) []party {
	var found []party
	if places[lower(buyer)] {
		buyer = ""
	}
	if places[lower(target)] {
		target = ""
	}
	if buyer != "" && buyer == target {
		target = ""
	}
	known := func(name string) string { return strings.ReplaceAll(name, anaphor, "") }
	if buyer != "" {
		found = append(found, party{buyer, kith.RoleBuyer, known(target)})
	}
	if target != "" {
		found = append(found, party{target, kith.RoleTarget, known(buyer)})
	}
	return found
}

// bargain reads "Acme buys Northwharf". Both must be named, or the one be a
// company named before: people buy things all the time.
func bargain(s *speech, at, end int) []party {
	i := s.index(at)
	if passive[s.low(i-1)] && !strings.HasSuffix(s.low(i), "ing") || pieces.MatchString(s.text[end:]) || goods.MatchString(s.text[end:]) || minority.MatchString(s.text[end:]) {
		return nil
	}
	after := end
	if m := stake.FindStringIndex(s.text[end:]); m != nil {
		after += m[1]
	}
	buyer, target := first(s.subject(i)), s.object(s.index(after))
	if buyer == "" && s.low(i-1) == "by" {
		buyer = s.subjectBehind(i)
	}
	if target == "" || places[lower(target)] || buyer == "" && !s.isCompanyLike(target) && !agreed.MatchString(clause(s.text[:at])) || s.style == flat && !surely.MatchString(s.text[max(0, at-4):end]) {
		return nil
	}
	return asBargain(buyer, target)
}

var (
	// agreed finds that a deal has been made, so that its buyer may go without
	// a name.
	agreed = words(`agree[sd]?\s+to`, `has\s+agreed`)
	// surely finds buying that can be nothing else where nothing has a capital.
	surely = words(`acquir\w+`, `buys`, `to\s+buy`, `takes\s+over`)
)

// subjectBehind returns the subject behind a comma: "By acquiring Northwharf,
// Acme aims".
func (s *speech) subjectBehind(i int) string {
	for ; i < len(s.words); i++ {
		if s.low(i) != "," {
			continue
		}
		for j := i + 1; j < min(len(s.words), i+8); j++ {
			if pronouns[s.low(j)] {
				return anaphor
			}
			if verbs[s.low(j)] {
				return first(s.subject(j))
			}
		}
	}
	return ""
}

var passive = set(`was were is been be being are the second company newly recently acquired`)

// isCompanyLike reports whether a name has the form of a company.
func (s *speech) isCompanyLike(name string) bool {
	fields := strings.Fields(lower(name))
	return len(fields) > 1 && legal[strings.Trim(fields[len(fields)-1], ".,")]
}

// bargainPassive reads "Northwharf was bought by Acme".
func bargainPassive(s *speech, at, end int) []party {
	target := first(s.subject(s.index(at)))
	if target == "" || target == anaphor {
		return nil
	}
	return asBargain(s.objectOf(end, "by"), target)
}

// bargainNoun reads "Acme's takeover of Northwharf", "a bid for Northwharf by
// Acme". A buyer must be named.
func bargainNoun(s *speech, at, end int) []party {
	target := s.object(s.index(end))
	if strings.HasSuffix(strings.ToLower(s.text[at:end]), "bid") || strings.HasSuffix(strings.ToLower(s.text[at:end]), "offer") {
		target = s.objectOf(end, "for")
	}
	if strings.HasSuffix(strings.ToLower(s.text[at:end]), " by") {
		if target == "" {
			return nil
		}
		return asBargain(target, first(s.subject(s.index(at))))
	}
	buyer := s.ownerBefore(s.index(at))
	if by := s.objectOf(end, "by"); buyer == "" && by != "" {
		buyer = by
		if target == by {
			target = first(s.subject(s.index(at)))
		}
	}
	if buyer == "" && announcing.MatchString(clause(s.text[:at])) {
		buyer = first(s.subject(s.index(at)))
	}
	if buyer == "" || buyer == anaphor || target == "" && !strings.Contains(strings.ToLower(s.text[at:end]), "bid") {
		return nil
	}
	return asBargain(buyer, target)
}

// bargainOffer reads "an offer from Acme to buy Northwharf" and "Acme's
// proposal to take Northwharf private". The other company may be one that was
// named before.
func bargainOffer(s *speech, at, end int) []party {
	buyer := s.objectOf(at, "from")
	target := s.object(s.index(end))
	if take := s.indexOf("take", at); strings.HasSuffix(lower(s.text[at:end]), "private") {
		buyer, target = s.ownerBefore(s.index(at)), s.object(take+1)
		if buyer == "" && agreed.MatchString(s.text[at:end]) {
			buyer = first(s.subject(s.index(at)))
		}
	}
	if buyer == "" || buyer == anaphor {
		return nil
	}
	return asBargain(buyer, target)
}

// indexOf returns the first word of a text from a byte on.
func (s *speech) indexOf(word string, at int) int {
	i := s.index(at)
	for i < len(s.words) && s.low(i) != word {
		i++
	}
	return i
}

// announcing finds that a deal is being made or made known.
var announcing = words(`announc\w+`, `complet\w+`, `finali[sz]\w+`, `agree\w*`, `plans?`, `propos\w+`, `accept\w*`, `launch\w*`, `relaunch\w*`, `mak(?:e|es|ing)`, `made`, `accelerat\w+`, `with`, `confirm\w*`, `through`, `in`, `won`, `stunned`, `new`, `clinch\w*`, `seal\w*`, `aims`)

// ownerBefore returns the company whose deal it is: "Acme's bid".
func (s *speech) ownerBefore(i int) string {
	for _, r := range s.runs(max(0, i-7), i) {
		if (s.words[r.to-1].owner || r.to == i) && s.noMarks(r.to, i) {
			if name, _ := s.name(r); name != "" {
				return name
			}
		}
	}
	return ""
}

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
	name := s.nameBefore(i)
	if name == "" {
		return nil
	}
	subject := first(s.subject(s.firstVerb(0, i)))
	if subject == "" || subject == anaphor || strings.Contains(subject, name) || !bidding.MatchString(s.text[:at]) {
		return nil
	}
	if backs.MatchString(s.text[:at]) {
		return asBargain(name, subject)
	}
	return asBargain(subject, name)
}

// bidding finds that a bid is made, changed or answered.
var bidding = words(`raises?`, `sweetens?`, `accelerates?`, `extends?`, `accepts?`, `takes`, `launches`, `makes`, `backs?`, `confirms?`, `plans?`, `mulls`, `considers?`, `prepares`, `for`, `clears?`, `wins?`)

// backs finds that the bid is that of the other company.
var backs = words(`backs?`, `accepts?`, `takes`, `gives\s+in`, `rejects?`, `approves?`)

// bargainPlain reads headlines with no more than a noun.
func bargainPlain(s *speech, at, end int) []party {
	return asBargain(first(s.subject(s.index(at))), s.object(s.index(end)))
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

func lower(text string) string { return strings.ToLower(text) }
