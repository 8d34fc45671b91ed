package page

import "strings"

// isArticle reports whether a page is one to read: its data or its head call it
// an article that was published.
func isArticle(doc *document) bool {
	for _, script := range doc.data {
		for _, name := range []string{`"NewsArticle"`, `"BlogPosting"`, `"Article"`, `"ReportageNewsArticle"`, `"TechArticle"`, `"OpinionNewsArticle"`, `"AnalysisNewsArticle"`} {
			if strings.Contains(script, name) {
				return true
			}
		}
	}
	article, published := false, false
	for _, s := range doc.page.Find("meta[property], meta[name], [itemtype]").EachIter() {
		name := strings.ToLower(s.AttrOr("property", s.AttrOr("name", "")))
		content := strings.ToLower(s.AttrOr("content", ""))
		kind := s.AttrOr("itemtype", "")
		switch {
		case name == "og:type" && content == "article":
			article = true
		case name == "article:published_time", name == "article:author", name == "og:article:published_time", name == "article:section", name == "news_keywords":
			published = true
		case strings.HasSuffix(kind, "/NewsArticle"), strings.HasSuffix(kind, "/BlogPosting"), strings.HasSuffix(kind, "/Article"):
			return true
		}
	}
	return article && published
}

// isCareers reports whether the page calls itself one of careers: by its title,
// its first headings or its address.
func (l *lister) isCareers() bool {
	if phraseIn(fold(titleOf(l.doc)), careersWords) != "" {
		return true
	}
	looked := 0
	for _, h := range l.outline.headings {
		if looked++; looked > 8 {
			break
		}
		folded := fold(h.text)
		if isCareersTitle(folded) || phraseIn(folded, listHeads) != "" {
			return true
		}
	}
	for segment := range strings.SplitSeq(strings.ToLower(strings.Trim(l.base.Path, "/")), "/") {
		if phraseIn(fold(segment), careersWords) != "" || in(openingWords, segment) {
			return true
		}
	}
	return isCareersHost(l.base)
}

// titleOf returns the title of a document.
func titleOf(doc *document) string { return spaced(doc.page.Find("title").First().Text()) }
