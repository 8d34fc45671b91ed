package trends

import (
	_ "embed" // the list of skills
	"slices"
	"strings"
	"unicode"
)

//go:embed skills.txt
var skillList string

// Skills recognizes skills in texts. It is safe for concurrent use.
type Skills struct {
	byFirst map[string][]spelling // by the first word, in lower case
}

// spelling is one way in which a skill is written.
type spelling struct {
	skill string
	words []string // in lower case; as they are written where it is ambiguous
	// ambiguous skills are words of ordinary language too: they count only as
	// they are written in the list, and beside another skill.
	ambiguous bool
}

// NewSkills returns the list that kith brings.
func NewSkills() *Skills {
	s := &Skills{byFirst: map[string][]spelling{}}
	for line := range strings.Lines(skillList) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		names := strings.Split(line, "|")
		for _, name := range names {
			s.add(strings.TrimPrefix(names[0], "*"), name)
		}
	}
	for _, all := range s.byFirst { // the longest first: "React Native" is not React
		slices.SortStableFunc(all, func(a, b spelling) int { return len(b.words) - len(a.words) })
	}
	return s
}

// add lists one way in which a skill is written.
func (s *Skills) add(skill, name string) {
	plain, ambiguous := strings.CutPrefix(name, "*")
	if !ambiguous {
		plain = strings.ToLower(plain)
	}
	one := spelling{skill: skill, words: words(plain), ambiguous: ambiguous}
	if len(one.words) > 0 {
		first := strings.ToLower(one.words[0])
		s.byFirst[first] = append(s.byFirst[first], one)
	}
}

// maxSkillText is how much of a text is read, in bytes.
const maxSkillText = 200_000

// Name returns the name under which a skill is listed, by any of its
// spellings.
func (s *Skills) Name(spelled string) (string, bool) {
	asked := words(spelled)
	if len(asked) == 0 {
		return "", false
	}
	for _, one := range s.byFirst[strings.ToLower(asked[0])] {
		if slices.EqualFunc(one.words, asked, strings.EqualFold) {
			return one.skill, true
		}
	}
	return "", false
}

// In returns the skills that a text names, each once, in the order of their
// names.
func (s *Skills) In(text string) []string {
	all := words(text[:min(len(text), maxSkillText)])
	found := map[string]bool{}
	var doubtful []hit
	near := make([]bool, len(all)+1) // where a sure skill stands
	for i := 0; i < len(all); {
		one, ok := s.at(all, i)
		switch {
		case !ok:
			i++
			continue
		case one.ambiguous:
			doubtful = append(doubtful, hit{one.skill, i})
		default:
			found[one.skill] = true
			for j := range one.words {
				near[i+j] = true
			}
		}
		i += len(one.words)
	}
	for _, d := range doubtful {
		for j := max(0, d.at-2); j <= d.at+2 && j < len(all); j++ {
			if near[j] || j != d.at && slices.ContainsFunc(doubtful, func(o hit) bool { return o.at == j }) {
				found[d.skill] = true
			}
		}
	}
	named := make([]string, 0, len(found))
	for skill := range found {
		named = append(named, skill)
	}
	slices.Sort(named)
	return named
}

// hit is a word that may be a skill.
type hit struct {
	skill string
	at    int
}

// at returns the longest spelling that stands at a word.
func (s *Skills) at(all []string, i int) (spelling, bool) {
	for _, one := range s.byFirst[strings.ToLower(all[i])] {
		if i+len(one.words) > len(all) {
			continue
		}
		part := all[i : i+len(one.words)]
		if one.ambiguous && slices.Equal(part, one.words) || !one.ambiguous && slices.EqualFunc(part, one.words, strings.EqualFold) {
			return one, true
		}
	}
	return spelling{}, false
}

// words returns the words of a text with the signs that are a part of names:
// C++, C#, .NET, Node.js, CI/CD, A/B, K8s.
func words(text string) []string {
	fields := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+#.&/-'", r)
	})
	var all []string
	for _, field := range fields {
		field = strings.Trim(field, "/&-'")
		if field = strings.TrimRight(field, "."); field == "" {
			continue
		}
		if isName(field) {
			all = append(all, field)
			continue
		}
		for part := range strings.SplitSeq(field, "/") {
			if part = strings.TrimRight(strings.Trim(part, "-"), "."); part != "" {
				all = append(all, part)
			}
		}
	}
	return all
}

// isName reports whether a word with a slash is one name.
func isName(word string) bool {
	switch strings.ToUpper(word) {
	case "CI/CD", "A/B", "PL/SQL", "S/4HANA":
		return true
	}
	return false
}
