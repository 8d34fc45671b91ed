package page

import "golang.org/x/net/html"

// settle finds the row of each member of a group: the highest element above
// it that is about no other member. What stands between two rows belongs to
// the first of them: the panel of an accordion, the paragraphs below a heading.
func (g *group) settle() {
	count := map[*html.Node]int{}
	for _, m := range g.members {
		for n := m.node; n != nil; n = n.Parent {
			count[n]++
		}
	}
	climb := maxClimb
	for _, m := range g.members {
		climb = min(climb, climbOf(m, count))
	}
	isRow := map[*html.Node]bool{}
	for _, m := range g.members {
		row := m.node
		for range climb {
			row = row.Parent
		}
		g.rows = append(g.rows, row)
		isRow[row] = true
	}
	usual := 0 // how much stands behind a row, at most
	for i, row := range g.rows {
		var beside []*html.Node
		most := maxBeside
		if i == len(g.rows)-1 && len(g.rows) > 1 {
			most = usual
		}
		for next := row.NextSibling; next != nil && len(beside) < most && canFollow(next, g.members[i]); next = next.NextSibling {
			if count[next] > 0 {
				break
			}
			if next.Type == html.ElementNode || next.Type == html.TextNode && spaced(next.Data) != "" {
				beside = append(beside, next)
			}
		}
		usual = max(usual, len(beside))
		g.beside = append(g.beside, beside)
	}
}

// leaders returns a group without the headings of the texts: where each of
// several openings has headings of its own level below its title, only the
// first in each element is one.
func (l *lister) leaders(g *group) *group {
	first := map[*html.Node]*candidate{}
	others, roles, named := 0, 0, 0
	for _, m := range g.members {
		isFirst := first[m.node.Parent] == nil
		role := one(l.kindOf(m.text) == roleTitle)
		if isFirst {
			first[m.node.Parent] = m
			named += role
			continue
		}
		others++
		roles += role
	}
	if others == 0 || 5*roles > others || 2*named < len(first) {
		return g
	}
	led := &group{}
	for _, m := range g.members {
		if first[m.node.Parent] == m {
			led.members = append(led.members, m)
		}
	}
	return led
}

// climbOf returns how far it is from a member to the highest element that is
// about it alone. For the only member of a group that is where another heading
// would come in.
func climbOf(m *candidate, count map[*html.Node]int) int {
	height := 0
	for n := m.node; height < maxClimb; n = n.Parent {
		up := n.Parent
		if up == nil || up.Type != html.ElementNode || count[up] > 1 || isWhole(up.Data) {
			break
		}
		if alone := count[up] == 1 && isAlone(count, up); alone && (n.Data == "li" || n.Data == "tr" || n.Data == "article" || hasOtherHeading(up, m)) {
			break
		}
		height++
	}
	return height
}

// isAlone reports whether no element above holds another member, so that the
// structure does not tell where the row ends.
func isAlone(count map[*html.Node]int, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if count[n] > 1 {
			return false
		}
	}
	return true
}

// isWhole reports whether an element is about the page or the list and never
// about one row.
func isWhole(tag string) bool {
	switch tag {
	case "html", "body", "main", "ul", "ol", "table", "tbody", "thead", "dl":
		return true
	}
	return false
}

// hasOtherHeading reports whether an element holds another heading, of the
// level of a member or above.
func hasOtherHeading(n *html.Node, m *candidate) bool {
	level := m.level
	if level == 0 {
		level = 6
	}
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d != m.node && headingLevel(d) > 0 && headingLevel(d) <= level {
			return true
		}
	}
	return false
}

// headingBefore reports whether a heading stands in a row before a title.
func headingBefore(row, title *html.Node) bool {
	for d := range row.Descendants() {
		if d == title {
			return false
		}
		if d.Type == html.ElementNode && headingLevel(d) > 0 {
			return true
		}
	}
	return false
}

// isBelowHeadings reports whether most rows of a group have a heading of their
// own, so that what stands below it is no title: the work of a person by name.
func (g *group) isBelowHeadings() bool {
	below := 0
	for i, m := range g.members {
		below += one(g.rows[i] != m.node && headingBefore(g.rows[i], m.node))
	}
	return len(g.members) > 1 && 2*below >= len(g.members)
}

// canFollow reports whether an element behind a row may belong to it. Items of
// lists stand for themselves, and a heading begins something else.
func canFollow(n *html.Node, m *candidate) bool {
	if n.Type != html.ElementNode {
		return true
	}
	level := headingLevel(n)
	switch {
	case n.Data == "li", n.Data == "article", n.Data == "footer", n.Data == "nav", n.Data == "script":
		return false
	case level > 0:
		return m.level > 0 && level > m.level
	}
	return !hasOtherHeading(n, m)
}
