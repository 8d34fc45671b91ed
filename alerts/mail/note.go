package mail

import "strings"

// maxNotes is how many signals, and how many moves, of one company a mail tells.
const maxNotes = 3

// notes turns the signals and moves of a company into words. They have no
// address of their own.
func notes(c Company) []roleView {
	var lines []roleView
	add := func(title, facts string) {
		line := roleView{Title: clean(title, longTitle), Facts: sentence(clean(facts, longQuote))}
		line.Line = strings.TrimSpace(sentence(line.Title) + " " + line.Facts)
		lines = append(lines, line)
	}
	for _, s := range c.Signals[:min(len(c.Signals), maxNotes)] {
		add(s.Title(), s.Evidence)
	}
	if more := len(c.Signals) - maxNotes; more > 0 {
		add("And "+many(more, "more sign", "more signs")+" of change here", "List all with: kith signals")
	}
	for _, m := range c.Moves[:min(len(c.Moves), maxNotes)] {
		add(m.Title(), m.means())
	}
	if more := len(c.Moves) - maxNotes; more > 0 {
		add("And "+many(more, "more person", "more people")+" you know moved here or from here", "List all with: kith alerts")
	}
	return lines
}

// means says what a move may be good for: a seat that may be open, or a person
// to ask.
func (m Move) means() string {
	was, is := clean(m.FromPosition, longTitle/2), clean(m.ToPosition, longTitle/2)
	switch {
	case m.Left && was != "":
		return "Was " + was + " here. That seat may be open now, and " + clean(m.Contact, longName) + " knows it."
	case m.Left:
		return "That seat may be open now, and " + clean(m.Contact, longName) + " knows it."
	case m.FromCompanyID == m.ToCompanyID && was != "":
		return "Was " + was + ". That seat may be open now."
	case is != "":
		return "Now " + is + " here: somebody to ask."
	}
	return "Somebody to ask here."
}

// haveMoved writes how many contacts moved.
func haveMoved(n int) string {
	if n == 1 {
		return "1 person you know has moved"
	}
	return number(n) + " people you know have moved"
}

// noteSubject is the subject of a mail that tells of nothing more than signals
// and moves. It names no contact.
func noteSubject(d Digest, t totals) string {
	if t.signals == 0 {
		c := firstWith(d, func(c Company) bool { return len(c.Moves) > 0 })
		if t.moves == 1 && c.Moves[0].Left {
			return pack(haveMoved(1)+": a seat may be open at ", c.Name, "")
		}
		return haveMoved(t.moves)
	}
	c := firstWith(d, func(c Company) bool { return len(c.Signals) > 0 })
	after := ""
	if known := len(c.People); known > 0 {
		after = ". You know " + people(known) + " there"
	}
	return cut(subjectWords(c.Name, 40)+": "+lowerFirst(subjectWords(c.Signals[0].Title(), longTitle)), maxSubject-length(after)) + after
}

// lowerFirst begins words in the middle of a sentence.
func lowerFirst(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToLower(words[:1]) + words[1:]
}
