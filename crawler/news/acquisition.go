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
	stems: []string{"acqui", "buy", "bought", "purchas", "takeover", "take over", "takes over", "taken over", "took over", "taking over", "snap", "bid", "sell", "sold", "divest", "dispos", "approach", "owner of", " pay", "paid", "battle for", "war for", "race for", "sale", "offer", "übern", "uebern", "felvásár", "megves", "rachèt", "rachat", "acquiert", "compra", "adquier", "buyout", "buy-out", "transaction with", "acquiring", "private", "stake", "gobbl", "swallow", "scoop", "control of", "target :", "target:"},
	against: words(`acquir\w+\s+(?:a\s+)?(?:taste|skills?|knowledge|shares|habit|customers|the\s+(?:rights?|company\s+'?s\s+own)|infections?|rockets?|standout)`, `buy(?:s|ing)?\s*back`, `buyback`, `own\s+shares`, `bought\s+(?:time|into)`, `take\s+over\s+(?:an?\s+)?(?:\w+\s+)?(?:computer|system|machine)s?`, `coach`, `(?:shares|stock|apartments?|houses?|homes?|quantity|tickets?|artillery|rockets?|weapons|oil\s+imports|electricity)\s+(?:acquired|bought|purchased)`,
		`buy\s+(?:or|and)\s+sell`, `(?:gave|rated?|rating)\s+(?:\S+\s+){0,3}buy`, `site\s+acquisition`, `customer\s+acquisition`, `data\s+acquisition`, `target\s+acquisition`, `to\s+acquire\s+shares`,
		`rights`, `(?:minority|equity)\s+stake`, `selling\s+shareholders?`, `trad(?:e|ed|es)\s+(?:from|to)`, `won['’]t\s+(?:negotiate|discuss)`, `takes?\s+over\s+as`, `takes?\s+over\s+(?:the\s+)?(?:reins|helm|lead|control\s+of\s+the\s+(?:city|town))`, `bid\s+to\s+(?:unseat|become|win|stop|rescue|turn|save|cut|boost|woo|keep|make)`,
		`(?:olympic|presidential|election|reelection|title|controversial|playoff)\s+bid`, `(?:bid|offer)\s+(?:for|to)\s+(?:(?:a|the)\s+)?(?:help|second\s+term|gold|place|title|peace|power)`, `private\s+placement`, `due\s+to\s+the\s+acquisition`, `will\s+(?:have\s+an?\s+immediate|bring\s+a\s+significant)`, `acquisition\s+is\s+part`, `integrat\w+\s+(?:\S+\s+){0,2}?acquisition`),
	forms: []form{
		{bought, bargain},
		{words(`(?:is|was|were|been|be|being|are)\s+(?:to\s+be\s+)?(?:acquired|bought|purchased|taken\s+over|snapped\s+up)(?:\s+(?:out|up))?`, `bought\s+out`, `agrees?\s+to\s+(?:\S+\s+){0,2}?(?:buyout|takeover|be\s+(?:bought|acquired))`, `(?:agrees?|agreed)\s+to\s+(?:a\s+)?takeover`), bargainPassive},
		{words(`(?:acquisition|takeover|purchase|buy-?out)\s+(?:bid\s+|offer\s+)?(?:of|for)`, `(?:takeover|acquisition|buyout)\s+(?:bid|offer|approach|by)`, `(?:takeover|hostile|cash|tender|buyout|billion|million|bn|mn|\d(?:bn|mn|m))\s+(?:bid|offer)\s+(?:\S+\s+){0,3}?for`, `(?:bid|bids|offer|offers|bidding)\s+(?:\S+\s+){0,2}?to\s+(?:buy|acquire|take\s+over)`, `(?:new\s+)?bids?\s+(?:\$\S+\s+(?:\S+\s+)?)?for`), bargainNoun},
		{words(`(?:to\s+sell|sells|selling|sold|will\s+sell|has\s+sold|divest(?:s|ed|ing)?|dispos(?:es|ed|ing)\s+of|agreed\s+to\s+sell)`), bargainSale},
		{words(`(?:bids?|offers?|proposals?)\s+from\s+(?:\S+\s+){1,5}?to\s+(?:buy|acquire|take\s+over)`, `(?:bids?|offers?|proposals?|plans?|deals?|agree[sd]?)\s+to\s+take\s+(?:\S+\s+){1,4}?private`), bargainOffer},
		{words(`bid`, `bids`, `offer`, `takeover`, `purchase`, `buy-?out`), bargainBid},
		{words(`(?:sells?|sold|selling)\s+itself\s+to`, `(?:is|was|been|be|being)\s+sold\s+to`), bargainSold},
		{words(`(?:ma(?:kes?|de|king)|(?:launch|weigh|mull|consider|table?|extend|sweeten|submit)(?:s|es|ed|ing)?|(?:rais|improv|increas|prepar)(?:e|es|ed|ing)|ups)\s+(?:\S+\s+){0,4}?(?:bid|offer|approach)\s+for`, `w(?:ins?|on|inning)\s+(?:\S+\s+){0,3}?(?:battle|war|auction|race|contest)\s+for`, `(?:tak(?:e|es|ing)|took|gets?|got|gain(?:s|ed)|secur(?:es|ed)|obtain(?:s|ed))\s+(?:an?\s+|its\s+)?(?:majority|controlling|(?:[5-9]\d(?:[.,]\d+)?|100)\s*(?:%|pct|percent|per\s+cent))\s+(?:stake|interest|shareholding|holding)\s+in`, `becom(?:es?|ing)\s+(?:the\s+)?(?:(?:sole|majority|new)\s+)?owner\s+of`), bargainOffered},
		{words(`(?:offer|approach)\s+for`), bargainOwned},
		{words(`sale\s+of`), bargainSaleOf},
		{words(`(?:accepts?|accepted|accepting)\s+(?:\S+\s+){1,7}?(?:offer|bid|proposal)`), bargainAccepted},
		{words(`(?:rais(?:e|es|ed)|increas(?:e|es|ed)|lift(?:s|ed)?|boost(?:s|ed)?)\s+its\s+(?:stake|shareholding|holding|ownership)\s+in\s+(?:\S+\s+){1,8}?to\s+(?:[5-9]\d|100)`), bargainRaised},
		{words(`(?:pays|paid|paying|(?:to|will|would|may)\s+pay|bids?|bidding|offers?|offered|offering)\s+(?:\S+\s+){0,4}?(?:\d[\d.,]*\s?(?:bn|mn|m|b)|million|billion|mln|crore|euros?|dollars?|pounds?)\s+(?:(?:in\s+)?(?:cash|stock|shares)\s+)?for`), bargainPaid},
		{regexp.MustCompile(`\bTarget\s?:\s(?:[^:]{2,80}?)\sBuyer\s?:`), bargainTable},
		{words(`team(?:s|ed)?\s+(?:\S+\s+){0,6}?buyout`, `leads\s+\S+\s+acquisition`, `announces\s+transaction\s+with`, `transaction\s+with`), bargainPlain},
		{pattern(`\bübern(?:immt|ehmen|ahme\s+von)\b`, `\b(?:felvásárol\pL*|megvesz\pL*|megvette)\b`, `\b(?:rachète|acquiert|rachat\s+de)\b`, `\b(?:compra|adquiere)\s+(?:a\s+)?\p{Lu}`), bargain},
	},
}

// bought is buying in the active voice.
var bought = words(`acquir(?:e|es|ed|ing)`, `buys?`, `bought`, `buying`, `purchas(?:ed|ing)`, `(?:to|will)\s+purchase`, `take[sn]?\s+over`, `took\s+over`, `taking\s+over`, `(?:snap(?:s|ped|ping)?|gobbl(?:es?|ed|ing)|swallow(?:s|ed|ing)?|scoop(?:s|ed|ing)?)\s+up`, `swallow(?:s|ed)`, `(?:tak(?:e|es|en|ing)|took|gain(?:s|ed|ing)?|win(?:s|ning)?|won|acquir(?:e|es|ed|ing))\s+(?:full\s+|majority\s+)?control\s+of`)

// pieces finds that a number of things is bought.
var pieces = regexp.MustCompile(`(?i)^\s+(?:about\s+|up\s+to\s+|at\s+least\s+)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|more|(?-i:new))\s+(?:of\s+)?\pL`)

// goods finds that what is bought is no company.
var goods = regexp.MustCompile(`(?i)^\s+(?:[\pL\d'’,.-]+\s+){0,4}?(?:shares|fleets?|vessels?|aircraft|business\s+cent(?:er|re)s?|shopping\s+cent(?:er|re)s?|office\s+buildings?|apartments?|homes?|houses?|rockets|artillery|weapons|tickets|gifts?|quantity|electricity|now|stocks?|bonds|cars?|pcs?|groceries|music|books?|products?|warrants?)\b`)

// minority finds that it is a part of a company that gives no control.
var minority = regexp.MustCompile(`(?i)^\s*(?:an?\s+|another\s+|its\s+|additional\s+|more\s+)*(?:\$?\d[\d.,]*\s*(?:million|billion|m|mn)?\s+)?(?:(?:[1-4]?\d(?:\.\d+)?)\s*(?:%|percent|per\s+cent|pct)\.?\s+)?(?:of\s+)?(?:the\s+)?(?:minority\s+|equity\s+|additional\s+)?(?:stakes?|shares?|interest|stock|option)\b|^\s+(?:an?\s+)?[1-4]?\d(?:\.\d+)?\s*(?:%|percent|pct)\.?\s+(?:\S+\s+){0,3}(?:stake|share)|^\s+(?:approximately\s+|about\s+)?\d[\d,.]{2,}\s+(?:\S+\s+){0,4}shares`)

// stake finds a stake of which it is not said to be a minority.
var stake = regexp.MustCompile(`(?i)^\s*all\s+(?:of\s+)?(?:the\s+)?(?:outstanding\s+|issued\s+)?(?:shares?|stock|share\s+capital)\s+(?:in|of)\s+|^\s*(?:an?\s+|the\s+)?(?:(?:up\s+to|about|some|more\s+than|at\s+least|over|nearly)\s+)?(?:(?:majority|controlling|entire|remaining|(?:[5-9]\d(?:\.\d+)?|100)\s*(?:%|pct|percent|per\s+cent))\s+)(?:of\s+(?:the\s+)?)?(?:stakes?|shares?(?:\s+capital)?|interest|share\s+capital)?\s*(?:in|of)?\s*`)

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

// objectBehind returns the company behind a byte of the sentence: the object
// itself, or that in which it is a stake.
func (s *speech) objectBehind(end int) string {
	if m := stake.FindStringIndex(s.text[end:]); m != nil {
		end += m[1]
	}
	return s.object(s.index(end))
}

// bargain reads "Acme buys Northwharf". Both must be named, or the one be a
// company named before: people buy things all the time.
func bargain(s *speech, at, end int) []party {
	i := s.index(at)
	if passive[s.low(i-1)] && !strings.HasSuffix(s.low(i), "ing") || (pieces.MatchString(s.text[end:]) || goods.MatchString(s.text[end:])) && !stake.MatchString(s.text[end:]) || minority.MatchString(s.text[end:]) {
		return nil
	}
	buyer, target := first(s.subject(i)), s.objectBehind(end)
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
	target := s.objectBehind(end)
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
	if buyer == "" && (announcing.MatchString(clause(s.text[:at])) || ofIts.MatchString(s.text[:at])) {
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
var announcing = words(`announc\w+`, `complet\w+`, `conclud\w+`, `finali[sz]\w+`, `sign(?:s|ed|ing)?`, `sweeten\w*`, `rais(?:e|es|ed|ing)`, `extend\w*`, `improv\w+`, `increas\w+`, `clos(?:es|ed|ing)`, `pursu\w+`, `enter(?:s|ed)\s+into`, `agree\w*`, `plans?`, `propos\w+`, `accept\w*`, `launch\w*`, `relaunch\w*`, `mak(?:e|es|ing)`, `made`, `accelerat\w+`, `with`, `confirm\w*`, `through`, `weigh\w*`, `consider\w*`, `mull\w*`, `prepar\w+`, `ups`, `tabl(?:es|ed)`, `submit\w*`, `explor\w+`, `leads?`, `in`, `won`, `stunned`, `new`, `clinch\w*`, `seal\w*`, `aims`)

// ofIts finds that a deal is that of the subject: "has raised its hostile bid
// for".
var ofIts = regexp.MustCompile(`(?i)\b(?:its|their)\s+(?:[\pL\d$€£.,-]+\s+){0,3}$`)

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

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

func lower(text string) string { return strings.ToLower(text) }
