package pack

import (
	"net/url"
	"strings"
)

// Form tells how the boards of an ATS are addressed. {1}, {2}, … stand for the
// parts of a board; the last one of an address may hold slashes.
type Form struct {
	ATS   string // as kith spells it
	Token string
	URL   string
}

// Forms are all of them, by the hosted addresses of each ATS. A later form of
// an ATS is for what an earlier one does not fit. Their order is part of the
// file: new ones are added at the end.
var Forms = []Form{
	{"greenhouse", "{1}", "https://job-boards.greenhouse.io/{1}"},
	{"lever", "{1}", "https://jobs.lever.co/{1}"},
	{"lever-eu", "{1}", "https://jobs.eu.lever.co/{1}"},
	{"ashby", "{1}", "https://jobs.ashbyhq.com/{1}"},
	{"smartrecruiters", "{1}", "https://careers.smartrecruiters.com/{1}"},
	{"workday", "{1}/{2}/{3}", "https://{1}.{2}.myworkdayjobs.com/{3}"},
	{"workable", "{1}", "https://apply.workable.com/{1}"},
	{"recruitee", "{1}", "https://{1}.recruitee.com"},
	{"recruitee", "{1}", "https://{1}"},
	{"personio", "{1}", "https://{1}.jobs.personio.com"},
	{"teamtailor", "{1}", "https://{1}.teamtailor.com"},
	{"bamboohr", "{1}", "https://{1}.bamboohr.com/careers"},
	{"breezy", "{1}", "https://{1}.breezy.hr"},
	{"jazzhr", "{1}", "https://{1}.applytojob.com"},
	{"pinpoint", "{1}", "https://{1}.pinpointhq.com"},
	{"rippling", "{1}", "https://ats.rippling.com/{1}/jobs"},
	{"icims", "{1}", "https://careers-{1}.icims.com"},
	{"icims", "{1}.icims.com", "https://{1}.icims.com"},
	{"jobvite", "{1}", "https://jobs.jobvite.com/careers/{1}"},
	{"jobvite", "{1}", "https://jobs.jobvite.com/{1}"},
	{"oracle", "{1}/{2}/{3}", "https://{1}.fa.{2}.oraclecloud.com/hcmUI/CandidateExperience/en/sites/{3}"},
	{"oracle", "{1}/{2}", "https://{1}.fa.oraclecloud.com/hcmUI/CandidateExperience/en/sites/{2}"},
	{"successfactors", "{1}", "https://{2}/career?company={1}"},
	{"successfactors", "{1}", "https://{1}"},
	{"taleo", "{2}/{3}/{4}", "https://{1}.tbe.taleo.net/{2}/ats/careers/v2/searchResults?org={3}&cws={4}"},
	{"eightfold", "{1}", "https://{1}.eightfold.ai/careers"},
	{"eightfold", "{1}", "https://{1}/careers"},
	{"phenom", "{1}", "https://{1}"},
	{"avature", "{1}", "https://{1}.avature.net/careers/SearchJobs"},
	{"avature", "{1}", "https://{1}.avature.net"},
	{"avature", "{1}/{2}", "https://{1}.avature.net/{2}"},
	{"avature", "{1}", "https://{1}"},
	{"gem", "{1}", "https://jobs.gem.com/{1}"},
	{"join", "{1}", "https://join.com/companies/{1}"},
	{"paylocity", "{1}", "https://recruiting.paylocity.com/Recruiting/Jobs/All/{1}"},
	{"ukg", "{1}/{2}", "https://recruiting.ultipro.com/{1}/JobBoard/{2}"},
	{"ukg", "{1}/{2}", "https://recruiting2.ultipro.com/{1}/JobBoard/{2}"},
	{"ukg", "{2}/{3}", "https://{1}/{2}/JobBoard/{3}"},
	{"adp", "{1}/{2}", "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid={1}&ccId={2}&lang=en_US"},
	{"adp", "{1}/{2}", "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid={1}&ccId={2}&lang={3}"},
	{"dayforce", "{1}/{2}", "https://jobs.dayforcehcm.com/{1}/{2}"},
	{"cornerstone", "{1}/{2}", "https://{1}.csod.com/ux/ats/careersite/{2}/home?c={1}"},
	{"softgarden", "{1}", "https://{1}.career.softgarden.de"},
	{"trakstar", "{1}", "https://{1}.hire.trakstar.com"},
	{"trakstar", "{1}", "https://{1}.recruiterbox.com"},
	{"paycom", "{1}", "https://www.paycomonline.net/v4/ats/web.php/portal/{1}/career-page"},
	{"hrmos", "{1}", "https://hrmos.co/pages/{1}/jobs"},
	{"herp", "{1}", "https://herp.careers/v1/{1}"},
	{"gupy", "{1}", "https://{1}.gupy.io"},
	{"beisen", "{1}", "https://{1}.zhiye.com"},
	{"beisen", "{1}", "https://{1}.zhiye.com/{2}"},
	{"moka", "{1}/{2}", "https://app.mokahr.com/social-recruitment/{1}/{2}"},
	{"moka", "{1}/{2}/campus", "https://app.mokahr.com/campus-recruitment/{1}/{2}"},
	{"keka", "{1}", "https://{1}.keka.com/careers"},
	{"darwinbox", "{1}", "https://{1}.darwinbox.in/ms/candidate/careers"},
	{"darwinbox", "{1}", "https://{1}.darwinbox.com/ms/candidate/careers"},
	{"pageup", "{1}", "https://careers.pageuppeople.com/{1}"},
}

// ATS returns the ATS of the record's board.
func (r Record) ATS() string { return Forms[r.Form].ATS }

// Token returns the token of the record's board.
func (r Record) Token() string { return fill(Forms[r.Form].Token, r.Parts, plain) }

// URL returns where a person reads the record's board.
func (r Record) URL() string { return fill(Forms[r.Form].URL, r.Parts, escaped) }

func plain(text string) string { return text }

func escaped(text string) string {
	return strings.ReplaceAll(url.PathEscape(text), "%2F", "/")
}

// fill puts the parts into a template.
func fill(template string, parts []string, write func(string) string) string {
	var out strings.Builder
	for {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			return out.String() + template
		}
		out.WriteString(template[:open])
		out.WriteString(write(parts[template[open+1]-'1']))
		template = template[open+3:]
	}
}

// parts returns how many parts the form has.
func (f Form) parts() int {
	n := 0
	for _, template := range []string{f.Token, f.URL} {
		for i := range len(template) {
			if template[i] == '{' {
				n = max(n, int(template[i+1]-'0'))
			}
		}
	}
	return n
}

// Match takes an address apart into the parts of the form.
func (f Form) Match(address string) (parts []string, ok bool) {
	parts = make([]string, f.parts())
	template := f.URL
	for {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			return parts, address == template
		}
		if !strings.HasPrefix(address, template[:open]) {
			return nil, false
		}
		address = address[open:]
		i := template[open+1] - '1'
		template = template[open+3:]
		end := len(address)
		if next, _, _ := strings.Cut(template, "{"); next != "" {
			if end = strings.Index(address, next); end < 0 {
				return nil, false
			}
		}
		part, err := url.PathUnescape(address[:end])
		last := end == len(address)
		if err != nil || part == "" || strings.ContainsAny(part, "?#") || !last && strings.Contains(part, "/") || parts[i] != "" && parts[i] != part {
			return nil, false
		}
		parts[i], address = part, address[end:]
	}
}
