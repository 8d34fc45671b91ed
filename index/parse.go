package index

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kith"
)

// The limits of a query. They keep any input cheap to parse and to run.
const (
	maxQuery   = 1 << 10 // bytes
	maxClauses = 32      // words and phrases, after a hyphenated word fell into its parts
)

// Expr is a parsed query. All its clauses must hold.
//
// A query is a row of words, all of which an opening must have somewhere.
// "Quoted words" stand side by side in the title. A minus before a word, a
// quotation or a field excludes it. A star behind a word stands for any
// ending, when two letters or more stand before it. The fields are company:,
// title:, in: or location:, dept: or department:, country: (a code or a name),
// kind: (of events), is: (open, closed, remote, hybrid, onsite), since: and
// until: (7d, 36h, 2w, 3m, 1y or 2026-11-01, that day included). Anything else
// with a colon is plain words.
type Expr struct{ clauses []clause }

// clause is one condition.
type clause struct {
	not    bool
	field  string   // "" for plain words
	words  []string // as wordsOf gives them; of the fields "is" and "kind" the one value
	phrase bool     // the words stand side by side
	prefix bool     // the last word may go on
	at     time.Time
}

// The fields of clauses by the name that String gives them.
const (
	onWords   = ""
	onCountry = "country"
	onKind    = "kind"
	onIs      = "is"
	onSince   = "since"
	onUntil   = "until"
)

// Parse reads a query. Relative times count back from now. Any text of at
// most 1 kB is a query; an error is a kith.Error of CodeInvalid that says what
// to change.
func Parse(text string, now time.Time) (Expr, error) {
	if len(text) > maxQuery {
		return Expr{}, kith.Errorf(kith.CodeInvalid, "The query is %d bytes long; the most is %d.", len(text), maxQuery)
	}
	var x Expr
	count := 0
	for rest := text; ; {
		var t token
		var more bool
		t, rest, more = nextToken(rest)
		if !more {
			return x, nil
		}
		found, err := t.clauses(now)
		if err != nil {
			return Expr{}, err
		}
		for _, c := range found {
			count += max(1, len(c.words))
		}
		if count > maxClauses {
			return Expr{}, kith.Errorf(kith.CodeInvalid, "The query has more than %d words. Leave some out.", maxClauses)
		}
		x.clauses = append(x.clauses, found...)
	}
}

// token is one blank-separated part of a query.
type token struct {
	not    bool
	field  string
	value  string
	quoted bool
}

// nextToken splits the first token off text; it reports false at the end.
func nextToken(text string) (t token, rest string, more bool) {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	if text == "" {
		return token{}, "", false
	}
	if trimmed := strings.TrimLeft(text, "-"); trimmed != text {
		t.not, text = true, trimmed
	}
	if name, value, ok := cutField(text); ok {
		t.field, text = name, value
	}
	if strings.HasPrefix(text, `"`) {
		t.quoted = true
		t.value, rest, _ = strings.Cut(text[1:], `"`)
		return t, rest, true
	}
	end := strings.IndexFunc(text, unicode.IsSpace)
	if end < 0 {
		end = len(text)
	}
	t.value = text[:end]
	return t, text[end:], true
}

// cutField splits the name of a known field and its colon off text.
func cutField(text string) (name, value string, ok bool) {
	colon := strings.IndexByte(text, ':')
	if colon <= 0 || colon > len("department") {
		return "", text, false
	}
	switch name := strings.ToLower(text[:colon]); name {
	case fieldTitle, fieldCompany, fieldLocation, fieldDepartment, onCountry, onKind, onIs, onSince, onUntil:
		return name, text[colon+1:], true
	case "in":
		return fieldLocation, text[colon+1:], true
	case "dept":
		return fieldDepartment, text[colon+1:], true
	}
	return "", text, false
}

// clauses returns what the token asks for: nothing when it holds no word.
func (t token) clauses(now time.Time) ([]clause, error) {
	c := clause{not: t.not, field: t.field}
	switch t.field {
	case onIs:
		return t.flag(c)
	case onSince, onUntil:
		at, err := parseTime(t.value, now)
		if err != nil {
			return nil, err
		}
		c.at = at
		if t.field == onUntil && len(t.value) == len(time.DateOnly) {
			c.at = at.Add(24*time.Hour - time.Second) // the whole day
		}
		return []clause{c}, nil
	case onKind:
		return t.kind(c)
	default:
		c.words = wordsOf(t.value)
		c.phrase = t.quoted && t.field == onWords && len(c.words) > 0
		c.prefix = !t.quoted && strings.HasSuffix(t.value, "*") && endsInWord(strings.TrimRight(t.value, "*"))
	}
	if len(c.words) == 0 || c.words[0] == "" {
		return nil, nil
	}
	return []clause{c}, nil
}

// endsInWord reports whether the last rune of s belongs to a word.
func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && inWord(r)
}

// flag reads the value of is:.
func (t token) flag(c clause) ([]clause, error) {
	value := strings.ToLower(t.value)
	switch value {
	case string(stateOpen), string(stateClosed),
		string(kith.WorkplaceRemote), string(kith.WorkplaceHybrid), string(kith.WorkplaceOnsite):
		c.words = []string{value}
		return []clause{c}, nil
	}
	return nil, kith.Errorf(kith.CodeInvalid, "is:%s is not known; use is:open, is:closed, is:remote, is:hybrid or is:onsite.", clip(t.value, 40))
}

// kind reads the value of kind:, with a blank, a hyphen or an underscore
// between its words.
func (t token) kind(c clause) ([]clause, error) {
	value := strings.Join(wordsOf(strings.ReplaceAll(t.value, "_", " ")), "_")
	kinds := []kith.EventKind{
		kith.EventLayoff, kith.EventClosure, kith.EventMerger, kith.EventAcquisition, kith.EventReorganisation,
		kith.EventLeadership, kith.EventRelocation, kith.EventExpansion, kith.EventHiringFreeze, kith.EventBankruptcy,
	}
	names := make([]string, len(kinds))
	for n, kind := range kinds {
		if value == string(kind) {
			c.words = []string{value}
			return []clause{c}, nil
		}
		names[n] = string(kind)
	}
	return nil, kith.Errorf(kith.CodeInvalid, "kind:%s is not known; use one of %s.", clip(t.value, 40), strings.Join(names, ", "))
}

// parseTime reads a day, or a span of time before now.
func parseTime(value string, now time.Time) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, value); err == nil {
			return at, nil
		}
	}
	invalid := kith.Errorf(kith.CodeInvalid, "%q is no time; use 36h, 7d, 2w, 3m, 1y or a day such as 2026-11-01.", clip(value, 40))
	if value == "" {
		return time.Time{}, invalid
	}
	n, err := strconv.Atoi(value[:len(value)-1])
	if err != nil || n < 0 || n > 100_000 {
		return time.Time{}, invalid
	}
	switch value[len(value)-1] {
	case 'h':
		return now.Add(-time.Duration(n) * time.Hour), nil
	case 'd':
		return now.AddDate(0, 0, -n), nil
	case 'w':
		return now.AddDate(0, 0, -7*n), nil
	case 'm':
		return now.AddDate(0, -n, 0), nil
	case 'y':
		return now.AddDate(-n, 0, 0), nil
	}
	return time.Time{}, invalid
}

// Empty reports whether the query asks for nothing, so that everything
// matches.
func (x Expr) Empty() bool { return len(x.clauses) == 0 }

// String returns the query as an s-expression: (and (word "go") (not (in
// "berlin"))).
func (x Expr) String() string {
	parts := make([]string, 0, len(x.clauses)+1)
	parts = append(parts, "and")
	for _, c := range x.clauses {
		parts = append(parts, c.String())
	}
	return "(" + strings.Join(parts, " ") + ")"
}

// String returns the clause as an s-expression.
func (c clause) String() string {
	name, value := c.field, strings.Join(c.words, " ")
	switch {
	case c.phrase:
		name = "phrase"
	case c.prefix:
		name = strings.TrimPrefix(name+"-prefix", "-")
	case name == onWords:
		name = "word"
	case name == onSince, name == onUntil:
		value = c.at.UTC().Format(time.RFC3339)
	}
	s := fmt.Sprintf("(%s %q)", name, value)
	if c.not {
		return "(not " + s + ")"
	}
	return s
}
