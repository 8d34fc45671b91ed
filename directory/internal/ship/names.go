package main

import (
	"regexp"
	"strings"

	"kith/directory"
	"kith/directory/internal/ship/pack"
)

// careerWords are the words of portals, each between spaces.
const careerWords = " apply board boards campus candidate candidates career careers empleo empleos emploi hr intern internship " +
	"internships job jobboard jobpage jobs jobs1 karriere kariyer opportunities recruit recruiter recruiting " +
	"recruitment recrutamento talent trabajos vacancies vagas talents jobb jobsite jobs2 job-portal jobber " +
	"karriereseite carreiras carriere carrieres carrière carrières listings openings opening opportunity positions " +
	"position posting postings stellenangebote stellen trabajaconnosotros trabaja trabajo vacatures vacancy portal " +
	"d'emploi offres offerings login welcome "

// otherTokens are more words that stand in the place of a token.
const otherTokens = " about api app as assets at cdn com company companies confidential corporate cx de default demo dev edu embed " +
	"embedded en en-gb en-us entreprise es eu example external employees fr global hello help home info internal it " +
	"join mail my net new news nl no none null oneclick-ui open org pl private pt public referral sample sandbox se " +
	"search site sites staging student support team teams template test testing test1 test123 testcompany tests " +
	"trial uk undefined unknown untitled us work workday www xx "

// portalWords are what stands beside the words of portals.
const portalWords = " and cx_1 cx_1001 direct early ehcm experience experienced interest future hcm lateral male mk offers only our " +
	"page pages professional remote the to human resources con nosotros und website offer oferta ofertas community " +
	"operations "

// isNoToken reports whether a word in the place of a token is none.
func isNoToken(word string) bool { return has(careerWords, word) || has(otherTokens, word) }

func has(words, word string) bool {
	return !strings.Contains(word, " ") && strings.Contains(words, " "+word+" ")
}

// isPrivate finds boards that are not for the public, in their names.
var isPrivate = regexp.MustCompile(`(?i)\b(?:sandbox|contractor jobs|contractors job board|volunteer (?:listings|opportunities)|invite[- ]only|unlisted|do not (?:post|remove)|archived|interner stellenmarkt|linkedin (?:job wrapping|board|test|partner)|for linkedin|` +
	`internal (?:jobs?|job board|only|postings?|use|career opportunities|careers?)|private (?:jobs?|job board|board|postings?)|referrals? (?:board|only|jobs?)|` +
	`not (?:externally )?(?:posted|advertised|public)|nonpublic|jobs have moved|third party job board|job board api|integration test|` +
	`partner test|welcome to the jungle|test (?:platform|company|account|board)|convert(?:ed)? board|demo \d)\b|\b(?:test|trial|demo|internal)$|\(test\b|^example\b|\btest - `)

// isPrivateSite finds them in the names of the sites of a tenant.
func isPrivateSite(r pack.Record) bool {
	if len(r.Parts) < 2 {
		return false
	}
	site := strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(r.Parts[len(r.Parts)-1]))
	return privateSite.MatchString(site)
}

var privateSite = regexp.MustCompile(`\b(?:internal|private|confidential|referrals?|nonwd|not on workday|sandbox|test|privileged|restricted|nonpublic|unposted|hidden)\b|broadbean|privatejob`)

// The words around an employer's name in the title of a portal.
var (
	before = regexp.MustCompile(`(?i)^(?:(?:explore|search|find|see|all|alle|available|open|offenen?|current|latest|aktuelle|new|our|the|remote|welcome to|contractor|contract|entry level|internship|internships|volunteer|employment|` +
		`careers?|jobs?|talents?|jobübersicht|jobubersicht|vacancies|openings?|opportunities|opportunity|positions?|listings?|stellenangebote|stellen|karriere|karriär|kariera|carrières?|emplois?|and|und|et|&|job-|co-ops?|programs?)\s+)*` +
		`(?:(?:careers?|jobs?|vacancies|openings?|opportunities|positions|listings?|programs?|stellenangebote|stellen|karriere|karriär|kariera|jobübersicht|jobubersicht|talent|hiring|co-ops?)\s*(?:@|\bat\b|\bbei der\b|\bbei\b|\bbeim\b|\bwith\b|\bder\b|\bpå\b|\bw\b)|` +
		`carrières? (?:chez|et offres d'emploi)|offres d.emploi (?:de l.|chez)|opportunités de carrière chez|ofertas de trabajo en|list(?:ad[oa]|a)s? de (?:trabajos?|vagas) e[nm]|trabaja(?:r)? (?:en|con)|trabajos en|` +
		`annunci di lavoro presso|offerte di lavoro presso|lavora con|vacatures bij|werken bij|work(?:ing)? (?:at|for|with)|welcome to|join the team at|hiring at|life at|deine zukunft bei|sua carreira na|carreiras?|find your calling at|offene stellen|stellenangebote|jobs? [-–]|careers? [-–])\s+`)
	behind = regexp.MustCompile(`(?i)(?:\s+|\s*[-–—|:/(]\s*)(?:(?:external|extern|global|official|minimal|experienced|early|lateral|new|our|us|uk|public|main|current|corporate|professional|candidate|employment|recruiting|recruitment|talent|job|jobs|career|careers|all|home|online)\s+)*` +
		`(?:careers?|jobs?|careers? (?:sites?|pages?|portal|section|center|opportunities|openings|paths?|home|website|board)|candidate(?: experience)?(?: career)? site|job (?:board|boards|offerings|offers|openings|opportunities|listings|portal|search|market|site)|` +
		`opportunities|openings|vacancies|recruiting portal|talent community|external|board|apply today!?|karriere|karriereportal|karriereseite|kariyer|kariyerim|carreiras?|carrières?|vacatures|jobs\s*(?:&|and|und)\s*(?:careers?|karriere))` +
		`(?:\s*\((?:cx|cx_\d+|mk)\))?[\s)]*$`)
	quotes = strings.NewReplacer("{", "", "}", "", "💚", "", "\u3000", " ", "\u200b", "", "“", "", "”", "")
	cjk    = regexp.MustCompile(`[\s【（(]*(?:(?:新卒|中途|キャリア|グループ|アルバイト|インターン|経験者)?(?:採用|募集)(?:情報|ページ|サイト|事務局)?|中途社員/キャリア|采用|招聘)[）)】\s]*$`)
	spaces = regexp.MustCompile(`\s+`)
	other  = regexp.MustCompile(`(?i)^(.{2,}?)[\s,;(]+(?:formerly(?:\s+known\s+as)?|f/?k/?a|previously(?:\s+known\s+as)?|d/?b/?a|doing business as|trading as)[\s.:]+(.{2,}?)\)?$`)
	script = regexp.MustCompile(`^(.*\S)\s*[(（]([^()（）]+)[)）]$`)
	site   = regexp.MustCompile(`(?i)\s*\((?:cx|cx_\d+|mk)\)$`)
	joint  = regexp.MustCompile(`(?i)\b(?:for|of|and|the|at|in|&)$`)
	wrong  = regexp.MustCompile(`@|^(?:jobs?|careers?)-|^[\d\s.,/-]+$|\.(?:com|eu|us\d?|oraclecloud)\.|â€|^junte-se`)
)

// employer returns the employer's name without the words of the portal around
// it, and its other names in it. The name is empty when it names nobody.
func employer(title string) (name string, aliases []alias) {
	name = segment(strings.TrimSpace(spaces.ReplaceAllString(quotes.Replace(title), " ")))
	for range 3 {
		name = site.ReplaceAllString(cjk.ReplaceAllString(name, ""), "")
		for _, around := range []*regexp.Regexp{before, behind} {
			if rest := strings.Trim(around.ReplaceAllString(name, ""), " -–—|:,/"); rest != "" && !joint.MatchString(rest) {
				name = rest
			}
		}
	}
	if open := strings.LastIndex(name, "("); open > 0 && !strings.Contains(name[open:], ")") {
		name = strings.TrimSpace(name[:open])
	}
	key := directory.Keys(name)
	if key.Exact == "" || wrong.MatchString(name) || isNoToken(key.Exact) || isPortal(name) || len(name) > 120 {
		return "", nil
	}
	if m := other.FindStringSubmatch(name); m != nil {
		return m[1], []alias{{m[2], true}}
	}
	if m := script.FindStringSubmatch(name); m != nil && hasLatin(m[1]) != hasLatin(m[2]) && !strings.ContainsAny(m[2], "、/") {
		return m[1], []alias{{m[2], true}}
	}
	return name, nil
}

// segment returns the first part of a title, between bars, that is not about
// the portal.
func segment(title string) string {
	for s := range strings.SplitSeq(title, "|") {
		if s = strings.TrimSpace(s); !isPortal(s) {
			return s
		}
	}
	return title
}

// isPortal reports whether a name has only words that a portal has.
func isPortal(name string) bool {
	career := false
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(" -_|&/():,.!", r) }) {
		if !isNoToken(w) && !has(portalWords, w) {
			return false
		}
		career = career || has(careerWords, w)
	}
	return career
}
