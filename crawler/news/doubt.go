package news

import (
	"regexp"
	"strconv"
	"strings"
)

// What makes a sentence no report of an event, whatever its kind.

// denied takes back a phrase that follows it within a few words: denied,
// avoided or feared.
var denied = regexp.MustCompile(`(?i)(?:\b(?:no|not|never|nor|without|avoid\w*|avert\w*|den(?:y|ies|ied|ying)|ruled?\s+out|rules\s+out|ruling\s+out|instead\s+of|rather\s+than|` +
	`hopes?\s+of|fears?(?:\s+of)?|risks?\s+of|threats?\s+of|halt\w*|cancel\w*|revers\w*|suspend\w*|block(?:s|ed|ing)|to\s+block|prevent\w*|stop\w*|delay\w*|how\s+to|` +
	`survive\w*|protest\w*\s+against|against|predict(?:s|ed|ing)?|could\s+mean|could\s+lead\s+to|reject\w*|refus\w*|fail(?:s|ed|ing)?\s+to|unable\s+to|oppos\w*|withdr[ae]w\w*|backs?\s+away|walks?\s+away|fight(?:s|ing)?|` +
	`drops?\s+(?:plans?|bid)|dropped\s+(?:plans?|bid)|abandon\w*|call(?:s|ed)?\s+off|worth|condition|wanted\s+to|if|unless|whether|would\s+have|strength\s+to|lawsuits?|sues?|sued|alleged|` +
	`keine?[rnms]?|ohne|sans|pas\s+de|aucune?|sin|nem|nélkül|impact\s+of|debate|effects?\s+of|reactions?\s+to)|n['’]t)(?:\s+[^\s,;:]+){0,4}\s+$|\bscrap(?:s|ped)?\s+(?:plans?\s+(?:to|for|of)\s+|the\s+|its\s+){0,3}$`)

// deniedVerb is denied for a verb that nothing but a small word can take back:
// in "cancels shows lays off staff" it is the shows that are cancelled.
var deniedVerb = regexp.MustCompile(`(?i)\b(?:no|not|never|nor|without|den(?:y|ies|ied|ying)|instead\s+of|rather\s+than|fears?|if|unless|whether|how\s+to|alleged)(?:\s+[^\s,;:]+){0,4}\s+$`)

// isVerb reports whether a phrase begins with a verb of the present tense that
// has a subject of its own: "lays off staff".
func isVerb(phrase string) bool {
	word, _, more := strings.Cut(strings.ToLower(phrase), " ")
	return more && verbs[word] && strings.HasSuffix(word, "s")
}

// background takes back a phrase before which it says that it was known:
// "after the layoffs".
var background = regexp.MustCompile(`(?i)(?:\b(?:despite|after|following|since|previous|earlier|past|prior|last\s+year['’]s|years?\s+of|paus\w*|ahead\s+of|over|historic\w*|months?\s+after|` +
	`recent|as\s+part\s+of\s+the|because\s+of|due\s+to|rumou?rs?\s+of)|-(?:day|week|month))(?:\s+[^\s,;:]+){0,4}\s+$`)

// backgroundVerb is background for a verb with a subject of its own, which
// "despite" and the like cannot take back: they have a noun behind them.
var backgroundVerb = regexp.MustCompile(`(?i)(?:\b(?:after|since|previous|earlier|past|prior|last\s+year['’]s|years?\s+of|historic\w*|months?\s+after)|-(?:day|week|month))(?:\s+[^\s,;:]+){0,4}\s+$`)

// behind takes back a phrase that stands before it.
var behind = regexp.MustCompile(`(?i)^(?:\s+(?:fears?|worries|worry|concerns?|rumou?rs?|talk|risks?|threats?|tracker|data|surviv\w*|laws?|rules|figures|numbers|statistics|rate|` +
	`protections?|averted|avoided|denied|ruled\s+out|unlikely|(?:are|is|were)\s+(?:not|unlikely)|not\s+(?:planned|likely)|nem\b|slow\w*|ease|eases|easing|fall|falls|costs?|charges?|expenses|hours|pay|salar\w*|bonus\w*|wages|benefits|openings|postings|` +
	`interviews?|searches|applications|travel|expenses|discounts?|speculation|arbitrage|lawyers?|advisers?|partners)\b|\s+reports?\s|\s+(?:is|was|were|are)\s+not\b|\s+(?:called|fell|fall)\s+(?:off|through))`)

// unsure finds what makes a whole sentence no report: questions, advice, and
// the return of people.
var unsure = regexp.MustCompile(`(?i)^(?:how|why|what|where|should|could|will|when|who|is|are|do|does|can|ten|top|q\s?&|opinion|analysis|editorial|column|explainer|the results are in|inside)\b.{0,200}\?|^(?:opinion|analysis|comment|editorial|q\s?&\s?a|review|guide|podcast|interview)\b` +
	`|\bhow to\b|^\d+ (?:ways|things|tips|signs|books|movies)\b|\b(?:rehir\w+|hires? back|hired back|called back|recalls? laid)\b|\blaid[\s-]off\s+(?:workers?|employees?|staff|people|engineers?)\s+(?:find|found|get|sue|return|protest|rally|share|tell|say)` +
	`|\?["”’]?$|^(?:why|how|what)\s+(?:did|does|do|is|are|was|were|will|would|can|could|should)\s|\blayoffs?\s+tracker\b|\b(?:if|should)\s+you(?:['’]re|\s+are|\s+were|\s+get)?\s+(?:been\s+)?(?:laid|fired)\b|\bstudy\b.{0,30}\b(?:finds|says|shows)\b`)

// pastYear finds a year that a sentence tells of.
var pastYear = regexp.MustCompile(`(?i)\b(?:in|of|since|during|back in)\s+(?:(?:the\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall|winter)\s+(?:of\s+)?)?((?:19|20)\d\d)\b`)

// future finds that a verb tells of what is to come, or goes on.
var future = regexp.MustCompile(`(?i)\b(?:will|to|is|are|be|plans?|starting|would)\b(?:\s+\S+){0,3}\s*$`)

// longAgo finds that a sentence looks back.
var longAgo = regexp.MustCompile(`(?i)\b(?:years?\s+ago|anniversary|back then|decade\s+(?:ago|after)|last (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|had earlier said)\b`)

// yearsAfter finds that a sentence begins long after something.
var yearsAfter = regexp.MustCompile(`(?i)^\W*(?:(?:more\s+than|nearly|almost|about|over)\s+)?\w+\s+years?\s+(?:after|later|since|on)\b`)

// isHistory reports whether a sentence tells of a year before that of its
// publication. Where that is not known, a year that is told of in the past
// tense is.
func isHistory(text string, at, end, published int) bool {
	if longAgo.MatchString(text) || yearsAfter.MatchString(text) {
		return true
	}
	for _, match := range pastYear.FindAllStringSubmatch(text, 10) {
		year, err := strconv.Atoi(match[1])
		if err != nil {
			continue
		}
		if published > 0 && year < published || published == 0 && !future.MatchString(clause(text[:at])) && !strings.HasSuffix(text[at:end], "ing") {
			return true
		}
	}
	return false
}

// isReport reports whether a phrase is what a report is called: "Acme job cuts
// report". Behind "cuts 40 jobs" a report only tells of it.
func isReport(phrase, behind string) bool {
	phrase = strings.ToLower(phrase)
	return reportAtEnd.MatchString(behind) && (strings.HasSuffix(phrase, "cuts") || strings.HasSuffix(phrase, "layoffs") || strings.HasSuffix(phrase, "losses"))
}

var reportAtEnd = regexp.MustCompile(`(?i)^\s+reports?$`)

// deniesItself reports whether a phrase takes itself back: "cut no jobs".
func deniesItself(phrase string) bool {
	lower := " " + strings.ToLower(phrase) + " "
	return strings.Contains(lower, " no ") || strings.Contains(lower, " not ")
}

// otherFields finds words of sports, war, courts, science and the stage, where
// cuts, signings, mergers and closures are something else.
var otherFields = regexp.MustCompile(`(?i)\b(?:striker|midfielder|goalkeeper|quarterback|outfielder|pitcher|shortstop|righthander|left-hander|free[- ]agent|linebacker|head coach|coaches|playoffs?|touchdown|innings?|` +
	`premier league|la liga|serie a|bundesliga|super bowl|(?:world|ryder|davis|uefa|fa) cup|grand prix|semi-?finals?|squad|roster|nfl|nba|mlb|nhl|ncaa|olympics?|wimbledon|batsman|wicket|golfer|` +
	`galax(?:y|ies)|black holes?|asteroid|telescope|neutron stars?|spacecraft|shuttle|` +
	`troops|soldiers|insurgents|militants|ceasefire|missiles?|gunm[ae]n|suicide bomb\w*|warship|hostages?|extradit\w*|` +
	`rapper|singer|album|broadway|box office|movie star|celebrity|` +
	`abortion|election day|ballots?|lawmakers|senate (?:race|vote|bill)|impeach\w*|prime minister|joint chiefs|rebels?|coup|constitution|chancellor|cabinet minister|presidential|congressman|congresswoman)\b`)

// laysOff finds what only employers do.
var laysOff = regexp.MustCompile(`\b(?:lays?|laying|laid)\s+off\b.*\b(?:employees|staff|workers|people)\b`)

// isOffTopic reports whether a sentence is about another field of life. A
// headline from an address, which is a short one, says what it is about when it
// says who is laid off.
func isOffTopic(sentence string) bool {
	return otherFields.MatchString(sentence) && (hasCapital(sentence) || !laysOff.MatchString(sentence))
}
