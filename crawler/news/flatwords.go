package news

import "strings"

// flatVerbs are further verbs that end a name in a headline. Where capital
// letters tell names they are not needed, and would only be in the way: many
// are nouns too.
var flatVerbs = set(inflected(`abandon accelerate accept accuse achieve adapt address adjust admit adopt advise allege allow alter amend anticipate appeal argue arrange arrive assemble assess
	attribute avert avoid battle become beef believe bolster boost borrow brush cease clarify clinch collect commit compare complain comply concede conclude condemn confront consult contemplate
	contribute convince cope crash cripple criticize criticise curb curtail decimate decline defer defy demand demolish demote deploy deserve develop devote diminish disappoint discuss displace dispute
	disrupt distribute diversify divert dodge dominate donate earn ease emerge emphasize encounter encourage endure enlist ensure erase escape evaluate evict examine exceed exclude expel experience extend fade falter
	flee flounder gain greenlight guarantee guide harm help hinder hobble ignore improve incur inform inherit injure insist instruct intensify
	interrupt introduce investigate jolt justify lament lobby maintain manage mention migrate mismanage modify monitor narrow negotiate notch obtain occur omit oppose order outline outpace
	overcome oversee overtake overwhelm owe permit persuade phase plead plow plummet ponder portray postpone praise predict prefer prepare pressure prevent prioritize prioritise probe proceed prolong prompt protect prove provide prune punish pursue
	rally rattle reassign reassure rebound rebuff recall recalibrate receive reclaim recommend reconsider recover redeploy redesign redirect redraw regain register regret regroup reiterate relaunch relieve rely remain remove rename renew
	renege renegotiate reopen repay replenish reposition request require rescind rescue reshape resist respond restart restore restrict resume retain retaliate retreat reveal reverse revert revise revive revoke
	roil ruin safeguard salvage scrutinize seize sever shelve shrug shuffle skyrocket snatch solicit spark specify stagnate strengthen strive submit succeed suffer suggest summon suppress surrender survey sustain sweep switch
	tackle terminate threaten thrive thwart tout transfer transition trigger unfold unload unwind uphold uproot urge vacate vanish violate vow wage wallop weaken weather welcome widen wield withstand witness worry worsen`),
	`arose beats breaks broke burns caught chose clung cratered creeps deals dealing dips drew draws dies fought fights finds flies forgets grew grows growing having leads loses losing meets overcame overtook plugs reeling runs sank slides spends spreads steals strikes swept swung takes tears throws threw undergoes underwent undoes withdrew worsened
	wielding wields skips sputters swells tops sours halves quadruples triples swaps teeters crumbles implodes operates lurches`)

// inflected returns the third person and the past of regular verbs.
func inflected(bases string) string {
	var out strings.Builder
	for base := range strings.FieldsSeq(bases) {
		out.WriteString(thirdPerson(base) + " " + past(base) + " ")
	}
	return out.String()
}

// thirdPerson returns the form of a verb behind a name: "cuts".
func thirdPerson(base string) string {
	switch {
	case endsInConsonantY(base):
		return base[:len(base)-1] + "ies"
	case strings.HasSuffix(base, "s"), strings.HasSuffix(base, "sh"), strings.HasSuffix(base, "ch"), strings.HasSuffix(base, "x"):
		return base + "es"
	}
	return base + "s"
}

// past returns the regular past of a verb.
func past(base string) string {
	switch {
	case endsInConsonantY(base):
		return base[:len(base)-1] + "ied"
	case strings.HasSuffix(base, "e"):
		return base + "d"
	}
	return base + "ed"
}

func endsInConsonantY(base string) bool {
	return strings.HasSuffix(base, "y") && len(base) > 1 && !strings.ContainsRune("aeou", rune(base[len(base)-2]))
}

// isVerbOfHeadline reports whether a word of a headline is a verb that ends the
// name before it. Without a name before it, it is the first word of one:
// "applied materials", "chipmaker applied materials".
func (s *speech) isVerbOfHeadline(i int) bool {
	if s.style != flat || i == 0 || !flatVerbs[s.low(i)] {
		return false
	}
	before := s.low(i - 1)
	return !plain[before] && !heads[before] && !fillers[before] && !peoples[before] && !places[before] && s.nameable(i-1)
}
