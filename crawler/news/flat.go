package news

import "regexp"

// Headlines that were taken from addresses have no capitals and no marks: only
// the words around a name tell where it begins and ends.

// flatBreaks are words that no name in such a headline has in it: who works
// there, what is cut, and why.
var flatBreaks = set(`layoff layoffs redundancy redundancies furlough furloughs downsizing retrenchment retrenchments staffing
	employee employees staff staffs staffer staffers worker workers workforce headcount personnel
	coronavirus covid covid19 covid-19 pandemic lockdown downturn recession crisis shutdown closure tally
	vai muss leads slump slowdown shortage shortages fallout turmoil backlash lawsuit scandal merger takeover acquisition buyout reorganization reorganisation restructuring valuation
	founders cofounders heres once tracking aka formerly known latest newest reportedly allegedly related wide widespread companywide company-wide undisclosed unknown warn notice filing
	dono dona grupo ere ertes neue massenentlassung massenentlassungen stellenabbau entlassungen despidos demissoes`)

// verbEnds end a verb, so that no name goes on behind it: "northwharf rolls
// out".
var verbEnds = set(`off out away back down`)

// endsName reports whether a word of a headline cannot be a part of a name.
func (s *speech) endsName(i int) bool {
	low := s.low(i)
	return flatBreaks[low] || linking[low] || s.isVerbOfHeadline(i) || i > 0 && (verbEnds[low] || sums.MatchString(low))
}

// linking are small words of other languages that stand between names.
var linking = set(`do da das dos no na nos nas em um uma pa på och för som zum zur im vom di della dei het een`)

// genitives are those of them that mean "of".
var genitives = set(`do da das dos`)

// owners are great companies with an 's that lost its mark, before a company of
// theirs.
var owners = set(`amazons googles microsofts metas facebooks apples alphabets walmarts sonys oracles salesforces softbanks tencents alibabas bytedances disneys intels ibms ebays samsungs rakutens reliances`)

// isOwnerBefore reports whether a word only owns the company behind it:
// "microsofts northwharf".
func (s *speech) isOwnerBefore(i int, r run) bool {
	return s.style != cased && owners[s.low(i)] && i+1 < r.to && !plain[s.low(i+1)] && !heads[s.low(i+1)]
}

// sums finds a sum that has lost its sign: "40m". In front it is a name: "3m".
var sums = regexp.MustCompile(`^\d+(?:m|mn|bn|b|cr)$`)

// isSplitHead reports whether a word ends a head that has lost its hyphen:
// "start up".
func (s *speech) isSplitHead(i int) bool {
	low := s.low(i)
	return s.style != cased && (low == "up" || low == "ups") && (s.low(i-1) == "start" || s.low(i-1) == "scale")
}

// domains are ends of names that are addresses, and others that are plain
// elsewhere: "northwharf ai".
var domains = set(`ai io com vr ly`)

// endsBeforeVerb reports whether a run of a headline is all that stands before
// a verb. Its last word then belongs to the name, however plain it is: who
// "northwharf freight lays off" is no freight.
func (s *speech) endsBeforeVerb(r run) bool {
	low := s.low(r.to)
	if low == "to" {
		low = s.low(r.to + 1)
	}
	return s.style != cased && (verbs[low] && !prepositions[low] && !subordinators[low] && low != "and" || s.isVerbOfHeadline(r.to) || low == "reportedly")
}

// neverEnds are words that are a part of a company where they stand behind its
// name, also before a verb.
var neverEnds = set(`plant plants factory factories office offices store stores site sites branch branches warehouse warehouses center centre team teams department departments division divisions
	unit units arm people jobs job workers shares stock stocks board union management investors shareholders merger takeover deal bid plan plans layoffs layoff cuts business businesses operations`)

// endsObject reports whether a word is the second and last of a name behind
// which nothing or a new clause follows: "layoffs at northwharf devices".
func (s *speech) endsObject(r run, i int) bool {
	return s.style != cased && i == r.from+1 && i+1 == r.to && !neverEnds[s.low(i)] && !heads[s.low(i)] && (i+1 == len(s.words) || subordinators[s.low(i+1)])
}

// causes are verbs whose object does what follows: "crisis forces northwharf to
// cut jobs".
var causes = set(`forces forced force prompts prompted pushes pushed drives drove leads led causes caused compels compelled makes urges asks helps`)

// isEarlierObject reports whether a run of a headline is what an earlier verb
// of the same subject is about: "northwharf secures credit facility lays off
// staff".
func (s *speech) isEarlierObject(runs []run, n int) bool {
	r := runs[n]
	if s.style == cased || n == 0 || s.isHeaded(r) || causes[s.low(r.from-1)] {
		return false
	}
	verb := s.firstVerb(runs[0].from, r.from)
	if verb == r.from || runs[0].to > verb || subordinators[s.low(verb)] {
		return false
	}
	for i := range runs[:n] {
		if name, _ := s.name(runs[i]); name != "" && runs[i].to <= verb && runs[i].behind == "" {
			return true
		}
	}
	return false
}

// isNoName reports whether a run of a headline only describes something, or is
// longer than names are: then it is not known where the name begins.
func (s *speech) isNoName(r run) bool {
	if s.style == cased || s.isOpened(r) {
		return false
	}
	if s.style == flat && r.to-r.from > 4 {
		return true
	}
	for i := r.from; i < r.to; i++ {
		if low := s.low(i); !plain[low] && !heads[low] && !descriptive[low] && !domains[low] {
			return false
		}
	}
	return true
}

// openers are plain words that names of plain words begin with: "general
// electric".
var openers = set(`general first national international`)

// isOpened reports whether a run begins as names of plain words do.
func (s *speech) isOpened(r run) bool { return openers[s.low(r.from)] && r.to-r.from > 1 }

// descriptive are words that no name consists of alone.
var descriptive = set(`reduction reductions protection capabilities fallout details step times tough crunch turmoil slump winter woes growth demand talent community round rounds season list letter message email post memo video face`)

// headEnds end German words for what a company is: "reifenhersteller".
var headEnds = []string{"hersteller", "anbieter", "haendler", "händler", "unternehmen", "konzern", "dienstleister", "versicherer", "zulieferer"}

// investors are those whose money companies are said to have: "northwharf
// softbank backed startup".
var investors = set(`softbank sequoia a16z yc accel temasek naspers prosus lightspeed greylock blackrock kkr blackstone carlyle tencent alibaba amazon google microsoft walmart nvidia tpg`)

// cutInvestor ends the name in a headline before who has put money into the
// company.
func (s *speech) cutInvestor(r run) run {
	for i := r.from + 2; s.style == flat && i < r.to; i++ {
		if low := s.low(i); (low == "backed" || low == "owned" || low == "funded") && investors[s.low(i-1)] && sorts[s.low(r.to-1)] {
			r.to = i - 1
		}
	}
	return r
}

// isKeptBeforeHead reports whether the last word of a run that was cut before
// what the company is called is plain too: "cloud" in "northwharf cloud unit".
func (s *speech) isKeptBeforeHead(r run, whole int) bool {
	i := r.to - 1
	return s.style != cased && r.to < whole && i > r.from && heads[s.low(r.to)] && keptEnds[s.low(i)]
}

// regions are places that stand behind a name, before what happens there:
// "northwharf uk layoffs".
var regions = set(`us uk eu sf nyc anz emea apac bay_area`)

// cutRegion takes a region off the end of the name in a headline where what
// follows is no verb: "northwharf us cuts jobs".
func (s *speech) cutRegion(r run) run {
	if s.style == cased || s.endsBeforeVerb(r) {
		return r
	}
	for n := 2; n > 0; n-- {
		if r.to-n > r.from && regions[s.between(run{from: r.to - n, to: r.to})] {
			r.to -= n
		}
	}
	return r
}

// beforeAside returns the subject of a clause of a headline that goes on behind
// what was put in at from: "northwharf despite funding cuts jobs".
func (s *speech) beforeAside(from int) []string {
	if word := s.low(from - 1); s.style == cased || from < 2 || word != "despite" && word != "amid" && word != "amidst" {
		return nil
	}
	names, _ := s.choose(s.clauseStart(from-1), from-1)
	return names
}

// cutOrigin ends the name in a headline before where the company is from, when
// what it is stands behind that: "northwharf leeds startup".
func (s *speech) cutOrigin(r run, headed bool) run {
	if s.style == cased || headed || !sorts[s.low(r.to-1)] {
		return r
	}
	for i := r.from + 1; i < r.to-1; i++ {
		if low := s.low(i); places[low] || peoples[low] || towns[low] {
			r.to = i
		}
	}
	return r
}
