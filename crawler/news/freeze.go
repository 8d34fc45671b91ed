package news

import "kith"

// hiringFreeze is told when a company stops taking people on.
var hiringFreeze = rule{
	kind:       kith.EventHiringFreeze,
	stems:      []string{"hiring", "recruit", "einstellung", "felvételi", "létszámstop", "embauche", "contrataci"},
	background: true,
	against:    words(`(?:lifts?|ends?|lifted|ended|thaws?)\s+(?:\S+\s+){0,3}?(?:hiring|recruitment)\s+(?:freeze|pause)`, `no\s+hiring\s+freeze`, `resum\w+\s+hiring`),
	forms: []form{
		{words(`(?:hiring|recruit(?:ment|ing))\s+(?:freezes?|pause|halt|stop)\s+(?:at|hits?|by)`), hostsBehind},
		{words(`(?:hiring|recruit(?:ment|ing))\s+(?:freezes?|pause|halt|stop)`, `(?:freez(?:e|es|ing)|froze|frozen|paus(?:e|es|ed|ing)|halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?|stop(?:s|ped|ping)?|slow(?:s|ed|ing)?)\s+(?:\S+\s+){0,3}?(?:hiring|recruitment|recruiting)`), hosts},
		{pattern(`\beinstellungsstopp\b`, `\blétszámstop\b`, `\bfelvételi\s+stop`, `\bgel\s+des\s+embauches\b`, `\bcongela\S*\s+(?:\S+\s+){0,2}?contrataci`), hosts},
	},
}
