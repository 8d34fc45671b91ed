package board_test

import (
	"maps"
	"strings"
	"testing"

	"kith/crawler/board"
)

// addressesWorkableToJoin are addresses with the key and the page of their
// boards, "" for those of none.
func addressesWorkableToJoin() map[string][2]string {
	workable := [2]string{"workable/northwharf", "https://apply.workable.com/northwharf/"}
	recruitee := [2]string{"recruitee/quillfeather", "https://quillfeather.recruitee.com/"}
	personioDE := [2]string{"personio/palewater", "https://palewater.jobs.personio.de/"}
	personioCOM := [2]string{"personio/palewater", "https://palewater.jobs.personio.com/"}
	teamtailor := [2]string{"teamtailor/brackenfold", "https://brackenfold.teamtailor.com/jobs"}
	breezy := [2]string{"breezy/saltmarsh-2", "https://saltmarsh-2.breezy.hr/"}
	pinpoint := [2]string{"pinpoint/lowbarn", "https://lowbarn.pinpointhq.com/"}
	rippling := [2]string{"rippling/halden-ferries", "https://ats.rippling.com/halden-ferries/jobs"}
	bamboo := [2]string{"bamboohr/greengage", "https://greengage.bamboohr.com/careers"}
	gem := [2]string{"gem/fenwick-optics", "https://jobs.gem.com/fenwick-optics"}
	joined := [2]string{"join/tallow", "https://join.com/companies/tallow"}
	none := [2]string{}
	return map[string][2]string{
		"https://apply.workable.com/northwharf/":                                      workable,
		"https://apply.workable.com/Northwharf?lng=en":                                workable,
		"https://apply.workable.com/northwharf/j/4C0FFEE001/apply/":                   workable,
		"https://apply.workable.com/northwharf/jobs/view/4C0FFEE001.md":               workable,
		"https://apply.workable.com/api/v1/widget/accounts/northwharf?details=true":   workable,
		"https://apply.workable.com/api/v3/accounts/northwharf/jobs":                  workable,
		"https://apply.workable.com/api/v2/accounts/northwharf/jobs/4C0FFEE001":       workable,
		"https://www.workable.com/api/accounts/northwharf?details=true":               workable,
		"https://northwharf.workable.com/jobs/30606":                                  workable,
		"https://apply.workable.com/j/4C0FFEE001":                                     none, // one opening, of whomever
		"https://apply.workable.com/j/4C0FFEE001/apply":                               none,
		"https://apply.workable.com/api/v1/widget":                                    none,
		"https://apply.workable.com/robots.txt":                                       none,
		"https://www.workable.com/customers":                                          none,
		"https://jobs.workable.com/view/abc":                                          none,
		"https://help.workable.com/hc":                                                none,
		"https://quillfeather.recruitee.com":                                          recruitee,
		"https://quillfeather.recruitee.com/o/bookbinder/c/new":                       recruitee,
		"https://QuillFeather.recruitee.com/api/offers/":                              recruitee,
		"https://app.recruitee.com/quillfeather":                                      none,
		"https://careers-analytics.recruitee.com/collect":                             none, // is in every page
		"https://api.recruitee.com/c/quillfeather":                                    none,
		"https://www.recruitee.com/":                                                  none,
		"https://recruitee.com/":                                                      none,
		"https://a.b.recruitee.com/":                                                  none,
		"https://palewater.jobs.personio.de/":                                         personioDE,
		"https://palewater.jobs.personio.de/xml?language=en":                          personioDE,
		"https://palewater.jobs.personio.com/job/4103?display=de":                     personioCOM,
		"https://palewater.personio.de/":                                              none, // where they sign in
		"https://palewater.personio.de/login":                                         none,
		"https://jobs.personio.de/":                                                   none,
		"https://www.personio.com/about-personio/careers/":                            none,
		"https://brackenfold.teamtailor.com/":                                         teamtailor,
		"https://brackenfold.teamtailor.com/fr-CA/jobs/8191515-peat-surveyor-mapper":  teamtailor,
		"https://brackenfold.teamtailor.com/jobs.rss":                                 teamtailor,
		"https://career.teamtailor.com/jobs":                                          {"teamtailor/career", "https://career.teamtailor.com/jobs"}, // Teamtailor's own
		"https://meteor-169.na.teamtailor.com/jobs/1":                                 {"teamtailor/meteor-169.na.teamtailor.com", "https://meteor-169.na.teamtailor.com/jobs"},
		"https://app.na.teamtailor.com/companies/x":                                   none,
		"https://app.teamtailor.com/companies/x@eu/dashboard":                         none,
		"https://api.teamtailor.com/v1/jobs":                                          none,
		"https://www.teamtailor.com/en/jobs":                                          none,
		"https://images.teamtailor-cdn.com/x.png":                                     none,
		"https://teamtailor.com.evil.example/jobs":                                    none,
		"https://saltmarsh-2.breezy.hr/":                                              breezy,
		"https://saltmarsh-2.breezy.hr/p/1c0ffee0001a-kiln-operator/apply":            breezy,
		"//saltmarsh-2.breezy.hr/json":                                                breezy,
		"https://breezy.hr/":                                                          none,
		"https://app.breezy.hr/signin":                                                none,
		"https://api.breezy.hr/v3/company/x/positions":                                none,
		"https://lowbarn.pinpointhq.com":                                              pinpoint,
		"https://lowbarn.pinpointhq.com/en/postings/90001":                            pinpoint,
		"https://lowbarn.pinpointhq.com/postings.json":                                pinpoint,
		"https://www.pinpointhq.com/pricing":                                          none,
		"https://app.pinpointhq.com/":                                                 none,
		"https://ats.rippling.com/halden-ferries/jobs":                                rippling,
		"https://ats.rippling.com/en-GB/halden-ferries/jobs/3f2c9a4e":                 rippling,
		"https://ats.us1.rippling.com/halden-ferries/jobs":                            rippling,
		"https://ats.rippling.com/halden-ferries":                                     rippling,
		"https://api.rippling.com/platform/api/ats/v1/board/halden-ferries/jobs/3f2c": rippling,
		"https://ats.rippling.com/api/v2/board/halden-ferries/jobs?page=0":            rippling,
		"https://ats.rippling.com/en-GB":                                              none,
		"https://ats.rippling.com/":                                                   none,
		"https://ats.rippling.com/halden-ferries/login":                               none,
		"https://ats.rippling.com/_next/static/x.js":                                  none,
		"https://app.rippling.com/halden-ferries/jobs":                                none,
		"https://www.rippling.com/careers":                                            none,
		"https://greengage.bamboohr.com/careers":                                      bamboo,
		"https://greengage.bamboohr.com/careers/86?source=x":                          bamboo,
		"https://greengage.bamboohr.com/jobs/embed2.php":                              bamboo,
		"https://greengage.bamboohr.com/js/embed.js":                                  bamboo,
		"https://www.bamboohr.com/careers/":                                           none,
		"https://app.bamboohr.com/login":                                              none,
		"https://bamboohr.com/careers/123":                                            none,
		"https://jobs.gem.com/fenwick-optics":                                         gem,
		"https://jobs.gem.com/Fenwick-Optics/am9icG9zdDox?src=x":                      gem,
		"https://api.gem.com/job_board/v0/fenwick-optics/job_posts/":                  gem,
		"https://api.gem.com/job_board/v0/reference":                                  none,
		"https://jobs.gem.com/api/public/graphql/batch":                               none,
		"https://jobs.gem.com/":                                                       none,
		"https://www.gem.com/customers":                                               none,
		"https://join.com/companies/tallow":                                           joined,
		"https://join.com/companies/Tallow/16000001-kerzenzieher?pid=x":               joined,
		"https://www.join.com/de/companies/tallow":                                    joined,
		"https://join.com/en-us/companies/tallow":                                     joined,
		"https://join.com/api/public/companies/48213/jobs":                            none, // a number names no page
		"https://join.com/companies":                                                  none,
		"https://join.com/jobs/1":                                                     none,
		"https://join.com/":                                                           none,
		"https://join.com/companies/" + strings.Repeat("a", 101):                      none,
		"https://" + strings.Repeat("a", 64) + ".breezy.hr/":                          none,
		"https://-x.breezy.hr/":                                                       none,
		"https://xn--mnchen-3ya.recruitee.com/":                                       {"recruitee/xn--mnchen-3ya", "https://xn--mnchen-3ya.recruitee.com/"},
	}
}

// addressesJazzHRToPhenom are the same of other systems. Some boards have no page.
func addressesJazzHRToPhenom() map[string][2]string {
	const (
		jazz     = "https://northwharf.applytojob.com/apply"
		icims    = "https://careers-brackenfold.icims.com/jobs/search?ss=1"
		jobvite  = "https://jobs.jobvite.com/palewater/jobs"
		paylo    = "https://recruiting.paylocity.com/recruiting/jobs/All/" + quillFeather
		comeet   = "https://www.comeet.com/jobs/saltmarsh/F6.003"
		tide     = "https://tidewater.hrmdirect.com/employment/job-openings.php"
		foxglove = "https://foxglove.jibeapply.com/jobs"
	)
	return map[string][2]string{
		"https://northwharf.applytojob.com":                                 {"jazzhr/northwharf", jazz},
		"http://NorthWharf.applytojob.com/apply/":                           {"jazzhr/northwharf", jazz},
		"https://northwharf.applytojob.com/apply/jobs/":                     {"jazzhr/northwharf", jazz},
		"https://northwharf.applytojob.com/apply/Kq7DyXUH4p/Night-Planner":  {"jazzhr/northwharf", jazz},
		"https://northwharf.applytojob.com/apply/jobs/details/Kq7DyXUH4p?&": {"jazzhr/northwharf", jazz},
		"//app.jazz.co/widgets/basic/create/northwharf":                     {"jazzhr/northwharf", jazz},
		"https://www.applytojob.com/apply":                                  {},
		"https://applytojob.com/apply":                                      {},
		"https://app.applytojob.com/":                                       {},
		"https://a.b.applytojob.com/apply":                                  {},
		"https://app.jazz.co/login":                                         {},
		"https://northwharf.applytojob.com.evil.example/":                   {},

		"https://careers-brackenfold.icims.com":                                                {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/jobs/search?ss=1&hashed=-625920382&in_iframe=1": {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/jobs/1234/director%2c-revenue/job?in_iframe=1":  {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/jobs/intro":                                     {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/sitemap.xml":                                    {"icims/brackenfold", icims},
		"https://uscareers-brackenfold.icims.com/jobs/search":                                  {"icims/uscareers-brackenfold.icims.com", "https://uscareers-brackenfold.icims.com/jobs/search?ss=1"},
		"https://jobs-brackenfold.icims.com/":                                                  {"icims/jobs-brackenfold.icims.com", "https://jobs-brackenfold.icims.com/jobs/search?ss=1"},
		"https://careers-canada-brackenfold.icims.com/":                                        {"icims/canada-brackenfold", "https://careers-canada-brackenfold.icims.com/jobs/search?ss=1"},
		"https://hub-brackenfold.icims.com/jobs/search?ss=1":                                   {"icims/hub-brackenfold.icims.com", "https://hub-brackenfold.icims.com/jobs/search?ss=1"},
		"https://www.icims.com/products/":                                                      {},
		"https://login.icims.com/u/login":                                                      {},
		"https://developer.icims.com/":                                                         {},
		"https://media.icims.com/training/1":                                                   {},
		"https://cdn01.icims.com/icims3/x.js":                                                  {},
		"https://icims.com":                                                                    {},
		"https://careers-.icims.com/":                                                          {},

		"https://jobs.jobvite.com/palewater":                               {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/Palewater/jobs":                          {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/careers/palewater/job/oct1Afww?__jvst=x": {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/palewater/job/oct1Afww":                  {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/api/company/palewater/jobs":              {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/fieldcore-review":                        {"jobvite/fieldcore-review", "https://jobs.jobvite.com/fieldcore-review/jobs"},
		"https://jobs.jobvite.com/":                                        {},
		"https://jobs.jobvite.com/careers":                                 {},
		"https://jobs.jobvite.com/__assets__/styles/x.css":                 {},
		"https://jobs.jobvite.com/robots.txt":                              {},
		"https://jobs.jobvite.com/CompanyJobs/Xml.aspx?c=qPw7VfwU":         {},
		"https://app.jobvite.com/CompanyJobs/Xml.aspx?c=qPw7VfwU":          {},
		"https://search.jobvite.com/?invalid=1":                            {},
		"https://www.jobvite.com/palewater":                                {},

		paylo: {"paylocity/" + quillFeather, paylo},
		"https://recruiting.paylocity.com/Recruiting/Jobs/All/" + strings.ToUpper(quillFeather) + "/Quill-Feather-Inc": {"paylocity/" + quillFeather, paylo},
		"https://recruiting.paylocity.com/recruiting/v2/api/feed/jobs/" + quillFeather:                                 {"paylocity/" + quillFeather, paylo},
		"https://recruiting.paylocity.com/Recruiting/Jobs/Details/4141169":                                             {},
		"https://recruiting.paylocity.com/Recruiting/Jobs/Apply/4141169":                                               {},
		"https://recruiting.paylocity.com/recruiting/jobs/All/not-a-guid":                                              {},
		"https://recruiting.paylocity.com/Recruiting/PublicLeads/New/" + quillFeather:                                  {},
		"https://access.paylocity.com/":                                                                                {},

		"https://www.comeet.com/jobs/saltmarsh/F6.003":                                                            {"comeet/saltmarsh/F6.003", comeet},
		"https://www.comeet.co/jobs/Saltmarsh/f6.003/field-engineer/18.767-9B.20A?coref=1.10":                     {"comeet/saltmarsh/F6.003", comeet},
		"https://comeet.com/jobs/saltmarsh/F6.003/all":                                                            {"comeet/saltmarsh/F6.003", comeet},
		"https://www.comeet.co/careers-api/2.0/company/F6.003/positions?token=6F329B2DE6379829B2290&details=true": {"comeet/F6.003/6F329B2DE6379829B2290", ""},
		"https://www.comeet.co/careers-api/2.0/company/F6.003/positions":                                          {},
		"https://www.comeet.com/jobs/saltmarsh":                                                                   {},
		"https://www.comeet.co/careers-api/api.js":                                                                {},
		"https://www.comeet.com/about":                                                                            {},
		"https://app.comeet.co/jobs/saltmarsh/F6.003":                                                             {},

		"https://tidewater.hrmdirect.com/employment/job-openings.php?search=true&nohd=&dept=-1": {"hrmdirect/tidewater", tide},
		"https://tidewater.hrmdirect.com/employment/job-opening.php?req=3762934&req_loc=1#job":  {"hrmdirect/tidewater", tide},
		"https://tidewater.hrmdirect.com":                                              {"hrmdirect/tidewater", tide},
		"https://apply.hrmdirect.com/resumedirect/ApplyOnline/ApplyInfo.aspx?req_id=1": {},
		"https://www.hrmdirect.com/":                                                   {},
		"https://hrmdirect.com/employment/job-openings.php":                            {},

		"https://foxglove.jibeapply.com/jobs/5441":            {"jibe/foxglove.jibeapply.com", foxglove},
		"https://foxglove.jibeapply.com/api/jobs?page=2":      {"jibe/foxglove.jibeapply.com", foxglove},
		"https://www.jibeapply.com/":                          {},
		"https://hexdigital.jibeapply.com/jobs":               {}, // the maker's own example
		"https://careers.larkspur.example/us/en/job/R-1/x":    {},
		"https://cdn.phenompeople.com/CareerConnectResources": {},
	}
}

// addressesUKGToPaycom are addresses with the keys of their boards, "" for none.
func addressesUKGToPaycom() map[string]string {
	guid := "7c1d2e3f-1111-4222-8333-944455556666"
	return map[string]string{
		ukgAt: ukgKey, ukgAt + "/?q=&o=postedDateDesc": ukgKey,
		"https://RECRUITING2.ultipro.com/nor1000nwhf/jobboard/" + strings.ToUpper(guid) + "/OpportunityDetail?opportunityId=x": ukgKey,
		ukgAt + "/JobBoardView/LoadSearchResults":                            ukgKey,
		"https://recruiting.ultipro.ca/BRA5000/JobBoard/" + guid:             "ukg/recruiting.ultipro.ca/BRA5000/" + guid,
		"https://palewater.rec.pro.ukg.net/PAL1000PALE/JobBoard/" + guid:     "ukg/palewater.rec.pro.ukg.net/PAL1000PALE/" + guid,
		"https://recruiting.ultipro.com/BRA5000/JobBoard/not-a-board":        "",
		"https://recruiting.ultipro.com/BRA5000/Login":                       "",
		"https://palewater.ultipro.com/PAL1000PALE/JobBoard/" + guid:         "",
		"https://recruiting.ultipro.com.evil.example/B1000/JobBoard/" + guid: "",
		"https://rec.pro.ukg.net/PAL1000PALE/JobBoard/" + guid:               "",

		"https://secure.workforceready.com.au/ta/6179255.careers":                                          "ukg-ready/secure.workforceready.com.au/6179255",
		"https://secure4.saashr.com/ta/6162397.careers?ShowJob=1040452356&lang=en-US":                      "ukg-ready/secure4.saashr.com/6162397",
		"https://secure5.entertimeonline.com/ta/CBiz767AA.jobs":                                            "ukg-ready/secure5.entertimeonline.com/cbiz767aa",
		"https://prd01-hcm01.npr.mykronos.com/ta/6042637.careers?CareersSearch=":                           "ukg-ready/prd01-hcm01.npr.mykronos.com/6042637",
		"https://secure4.saashr.com/ta/rest/ui/recruitment/companies/%7C6162397/job-requisitions?offset=1": "ukg-ready/secure4.saashr.com/6162397",
		"https://secure4.saashr.com/ta/6162397.login":                                                      "",
		"https://secure4.saashr.com/ta/index.html":                                                         "",
		"https://localhost/ta/6162397.careers":                                                             "",
		"https://10.0.0.1/ta/6162397.careers":                                                              "",
		"https://secure4.saashr.com/careers":                                                               "",
		"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid=0154EB6B-035e-48d3-8281-02a72b69d53f&ccId=19000101_000001&lang=en_US&jobId=596289": "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/19000101_000001",
		adpAt + adpAsks: "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/19000101_000001",
		"https://workforcenow.cloud.adp.com/mascsr/default/mdf/recruitment/recruitment.html?ccid=9200_2&cid=0154eb6b-035e-48d3-8281-02a72b69d53f": "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/9200_2",
		"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid=0154eb6b-035e-48d3-8281-02a72b69d53f":                   "",
		"https://workforcenow.adp.com/theme/admin.html":                                      "",
		"https://www.adp.com/?cid=0154eb6b-035e-48d3-8281-02a72b69d53f&ccId=19000101_000001": "",

		"https://myjobs.adp.com/QuillFeather/cx/job/5001": "adp-myjobs/quillfeather",
		"https://myjobs.adp.com/quillfeather?x=y":         "adp-myjobs/quillfeather",
		adpMyJobsSite:                            "adp-myjobs/quillfeather",
		"https://myjobs.adp.com/":                "",
		"https://myjobs.adp.com/public/staffing": "",
		"https://my.adp.com/quillfeather":        "",
		dayforceSite:                             "dayforce/palewater/CANDIDATEPORTAL", dayforceFeed: "dayforce/palewater/CANDIDATEPORTAL",
		"https://jobs.dayforcehcm.com/en-CA/PaleWater/join-us/jobs/3612/apply":                     "dayforce/palewater/join-us",
		"https://us61e2.dayforcehcm.com/CandidatePortal/en-US/palewater":                           "dayforce/palewater/CANDIDATEPORTAL",
		"https://us61e2.dayforcehcm.com/CandidatePortal/en-US/palewater/Site/Nurses":               "dayforce/palewater/Nurses",
		"https://us61e2.dayforcehcm.com/CandidatePortal/en-US":                                     "",
		"https://jobs.dayforcehcm.com/palewater":                                                   "",
		"https://jobs.dayforcehcm.com/en-US":                                                       "",
		"https://jobs.dayforcehcm.com/api/auth/csrf":                                               "",
		"https://jobs.dayforcehcm.com/_next/static":                                                "",
		"https://www.dayforcehcm.com/mydayforce/login.aspx":                                        "",
		"https://www.dayforce.com/careers/us":                                                      "",
		cornerstoneIs:                                                                              "cornerstone/quillfeather/4",
		"https://QuillFeather.csod.com/ux/ats/careersite/4/home/requisition/4711?c=quillfeather#x": "cornerstone/quillfeather/4",
		"https://quillfeather.csod.com/ux/ats/careersite/4":                                        "cornerstone/quillfeather/4",
		"https://quillfeather.csod.com/ux/ats/careersite/12/home?c=quill-group":                    "cornerstone/quillfeather/12/quill-group",
		"https://quillfeather.csod.com/ux/ats/careersite/home?c=quillfeather":                      "",
		"https://quillfeather.csod.com/client/quillfeather/default.aspx":                           "",
		"https://eu-fra.api.csod.com/rec-job-search/external/jobs":                                 "",
		"https://www.csod.com/ux/ats/careersite/4/home?c=www":                                      "",
		softgardenAt: "softgarden/brackenfold",
		"https://brackenfold.career.softgarden.de/jobs/60111660/Werftkoordinator/":     "softgarden/brackenfold",
		"https://brackenfold.softgarden.io/job/48677018/Segelmacher?l=de":              "softgarden/brackenfold.softgarden.io",
		"https://brackenfold.softgarden.io/de/widgets/jobs":                            "softgarden/brackenfold.softgarden.io",
		"https://career.softgarden.de/":                                                "",
		"https://certificate.softgarden.io/x":                                          "",
		"https://app.softgarden.io/login":                                              "",
		"https://www.softgarden.de/karriere":                                           "",
		"https://northwharf.hire.trakstar.com/jobs/fk0745/":                            "trakstar/northwharf",
		"https://northwharf.recruiterbox.com/jobs":                                     "trakstar/northwharf",
		trakstarAt + "&offset=0":                                                       "trakstar/northwharf",
		"https://jsapi.recruiterbox.com/v1/openings":                                   "",
		"https://apiv1.recruiterbox.com/frontend_api.html":                             "",
		"https://www.recruiterbox.com/":                                                "",
		"https://hire.trakstar.com/":                                                   "",
		"https://quillfeather.careers.hibob.com/jobs/04e764ae-fb6c-4303-ba2f-509b9178": "hibob/quillfeather",
		hibobAt:                                  "hibob/quillfeather",
		"https://careers.hibob.com/":             "",
		"https://app.hibob.com/login":            "",
		"https://a.b.careers.hibob.com/":         "",
		"https://quillfeather.hibob.com/careers": "",
		paycomPortal:                             "paycom/" + paycomKey,
		"https://paycomonline.net/v4/ats/web.php/portal/" + strings.ToUpper(paycomKey) + "/jobs/546849": "paycom/" + paycomKey,
		"https://www.paycomonline.net/v4/ats/web.php/jobs?clientkey=" + strings.ToUpper(paycomKey):      "paycom/" + paycomKey,
		"https://www.paycomonline.net/v4/ats/web.php/jobs/ViewJobDetails?job=9&clientkey=" + paycomKey:  "paycom/" + paycomKey,
		"https://www.paycomonline.net/v4/ats/web.php/portal/tooshort/career-page":                       "",
		"https://www.paycomonline.net/v4/cl/web.php/client-login?clientkey=" + paycomKey:                "",
		"https://portal-applicant-tracking.us-cent.paycomonline.net/api/ats/job-postings/1":             "",
	}
}

// TestAddresses wants every form of address read, and nothing else.
func TestAddresses(t *testing.T) {
	t.Parallel()
	registry := board.New()
	paged := addressesWorkableToJoin()
	maps.Copy(paged, addressesJazzHRToPhenom())
	keys := addressesUKGToPaycom()
	for given, want := range paged {
		keys[given] = want[0]
	}
	for given, want := range keys {
		got, ok := registry.Parse(given)
		key := ""
		if ok {
			key = got.Key()
		}
		if page, told := paged[given]; key != want || told && got.URL != page[1] {
			t.Errorf("%.120q: got %q at %q, want %q at %q", given, key, got.URL, want, page[1])
		}
		if !ok {
			continue
		}
		if again, ok := registry.Parse(got.URL); (got.URL != "" || paged[given] != [2]string{key}) && (!ok || again != got) {
			t.Errorf("%.120q: its page %q is of %+v, not of %+v", given, got.URL, again, got)
		}
		if host, err := registry.Host(got); err != nil || host == "" || strings.ContainsAny(host, "/?#@ ") {
			t.Errorf("%.120q: host %q, error %v", given, host, err)
		}
	}
}

// addressCase is an address and the board that it is of, "" for none.
type addressCase struct{ address, key, page string }

// checkAddresses checks what is read of addresses.
func checkAddresses(t *testing.T, ats string, cases []addressCase) {
	t.Helper()
	registry := board.New()
	for _, c := range cases {
		b, ok := registry.Parse(c.address)
		if c.key == "" {
			if ok && b.ATS == ats {
				t.Errorf("%s is read as %s", c.address, b.Key())
			}
			continue
		}
		if b.Key() != c.key || c.page != "" && b.URL != c.page {
			t.Errorf("%s is read as %q at %q, want %q at %q", c.address, b.Key(), b.URL, c.key, c.page)
		}
		if again, ok := registry.Parse(b.URL); !ok || again.Key() != b.Key() {
			t.Errorf("the page %s is read as %q", b.URL, again.Key())
		}
	}
}
