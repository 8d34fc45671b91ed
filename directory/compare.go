package directory

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kith"
)

// Compare says how sure it is that two names are one employer, and why, in a
// sentence without a full stop. It goes by whole words only: a part of a word
// or a likeness of letters is no match.
func Compare(a, b string) (match kith.Match, why string) {
	pa, pb := parse(a), parse(b)
	switch {
	case pa.exact == "" || pb.exact == "":
		return kith.MatchNone, nobodyReason(a, b, pa)
	case pa.exact == pb.exact && strings.TrimSpace(a) == strings.TrimSpace(b):
		return kith.MatchExact, "the same name"
	case pa.exact == pb.exact:
		return kith.MatchExact, "the same name but for spelling and legal form"
	case pa.strong != "" && pa.strong == pb.strong:
		return kith.MatchStrong, "the same distinctive words: " + quoted(strings.Fields(pa.strong))
	}
	shared := sharedWords(pa, pb)
	if len(shared) == 0 {
		return kith.MatchNone, "no distinctive word in common"
	}
	return kith.MatchWeak, fmt.Sprintf("only %s in common: %s", quoted(shared), differences(pa, pb))
}

func nobodyReason(a, b string, pa parsed) string {
	if pa.exact != "" {
		a = b
	}
	if strings.TrimSpace(a) == "" {
		return "a name is empty"
	}
	return fmt.Sprintf("“%s” names no employer", strings.TrimSpace(a))
}

// sharedWords returns the distinctive words that both names have, those of two
// letters too.
func sharedWords(a, b parsed) []string {
	var shared []string
	for _, w := range a.words {
		telling := wordClasses[w] == classDistinctive && utf8.RuneCountInString(w) >= 2
		if telling && slices.Contains(b.words, w) && !slices.Contains(shared, w) {
			shared = append(shared, w)
		}
	}
	slices.Sort(shared)
	return shared
}

// differences names the words that only one of the names has.
func differences(a, b parsed) string {
	var only []string
	add := func(words, others []string) {
		for _, w := range words {
			if !slices.Contains(others, w) && !slices.Contains(only, w) && wordClasses[w] != classStop {
				only = append(only, w)
			}
		}
	}
	add(a.words, b.words)
	add(b.words, a.words)
	if len(only) == 0 {
		return "too little to be sure"
	}
	slices.Sort(only)
	return quoted(only) + " is in one of them only"
}

func quoted(words []string) string {
	return "“" + strings.Join(words, "”, “") + "”"
}
