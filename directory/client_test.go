package directory_test

import (
	"testing"

	"kith"
	"kith/directory"
)

// TestClientsAreNoEmployers takes the employer out of names with a client
// beside it.
func TestClientsAreNoEmployers(t *testing.T) {
	t.Parallel()
	for name, employer := range map[string]string{
		"Randstad (at Palewater)":                     "Randstad",
		"Randstad at Palewater":                       "Randstad",
		"Randstad @ Palewater":                        "Randstad",
		"Palewater via Randstad":                      "Randstad",
		"Palewater (via Randstad)":                    "Randstad",
		"Palewater (contract through Northwharf)":     "Northwharf",
		"Palewater, contracted through Northwharf":    "Northwharf",
		"Palewater (employed by Northwharf GmbH)":     "Northwharf",
		"Consultant at Palewater via Northwharf":      "Northwharf",
		"Northwharf, client: Palewater":               "Northwharf",
		"Northwharf - Client Palewater":               "Northwharf",
		"Northwharf (Client: Palewater)":              "Northwharf",
		"Northwharf / Kunde: Palewater AG":            "Northwharf",
		"Northwharf on assignment at Palewater":       "Northwharf",
		"Northwharf, en mission chez Palewater":       "Northwharf",
		"Brackenfold Staffing for Palewater":          "Brackenfold Staffing",
		"Brackenfold Personal bei Palewater":          "Brackenfold Personal",
		"Adecco (Palewater)":                          "Adecco",
		"Robert Half (contractor at Palewater Foods)": "Robert Half",
	} {
		if match, why := directory.Compare(name, employer); match != kith.MatchExact {
			t.Errorf("%q is not %q: %s, %s", name, employer, match, why)
		}
		if match, why := directory.Compare(name, "Palewater"); match.Sure() {
			t.Errorf("%q is the client: %s, %s", name, match, why)
		}
	}
	for _, name := range []string{"Contractor at Palewater", "Consultant for Palewater", "Freelancer at Palewater", "Freelance (clients: Palewater)", "Student at Palewater"} {
		if match, why := directory.Compare(name, "Palewater"); match != kith.MatchNone {
			t.Errorf("%q: %s, %s", name, match, why)
		}
	}
}

// TestNamesWithSmallWords leaves names alone in which the words are part of
// the name.
func TestNamesWithSmallWords(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]string{
		"University of Northwharf at Brackenfold": "University of Northwharf", "Pewter for Palewater": "Pewter", "Breakthrough Pewter": "Pewter",
		"The Shops at Palewater": "The Shops", "Via Northwharf": "Northwharf", "Client Pewter": "Pewter", "Projects for Brackenfold": "Projects",
		"Learning Through Pewter": "Pewter", "Customer Pewter Labs": "Customer", "New Pewter": "Pewter", "Pewter Series": "Pewter", "Class Pewter": "Pewter",
		"Pewter Stock Photo": "Pewter", "Pewter Units": "Pewter", "Pewter & Right": "Pewter",
	} {
		if match, why := directory.Compare(name, part); match.Sure() {
			t.Errorf("%q is taken for %q: %s, %s", name, part, match, why)
		}
	}
}

// TestNobody wants no key for what people of many languages write in the place
// of an employer.
func TestNobody(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"Self-employed", "SELF EMPLOYED", "Freelance / Self-employed", "Freelancer", "Freelance Writer & Editor", "Independent Consultant", "Retired",
		"Semi-Retired", "Retired from teaching", "Student", "PhD Student", "Student at the university", "Stealth", "Stealth Mode Startup", "Stealth Fintech",
		"Unemployed", "Open to work", "Career Break", "Looking for a new role", "N/A", "-", "None", "Various clients", "Confidential", "Homemaker", "Between jobs",
		"Selbständig", "Freiberuflich", "Freiberuflich / Selbstständig", "Arbeitssuchend", "Im Ruhestand", "Auf Jobsuche in Wien", "Indépendant(e)", "Auto-entrepreneur",
		"Retraité", "Étudiante", "En recherche d'emploi", "Autónomo/a", "Por cuenta propia", "Jubilado", "Estudiante", "En búsqueda de empleo", "Profissional autônomo",
		"Aposentada", "Libero professionista", "In cerca di occupazione", "Pensionato", "ZZP'er", "Zelfstandig ondernemer", "Gepensioneerd", "Własna działalność gospodarcza",
		"Emerytka", "Egen företagare", "Pensionerad", "Selvstendig næringsdrivende", "Yrittäjä", "Eläkkeellä", "Egyéni vállalkozó", "Nyugdíjas", "OSVČ", "Živnostník",
		"Serbest meslek", "Emekli", "Öğrenci", "Фрилансер", "Самозанятый", "Пенсионер", "В активном поиске", "Ελεύθερος επαγγελματίας", "עצמאי", "عمل حر", "フリーランス",
		"個人事業主", "自由职业者", "退休", "프리랜서", "무직", "Mahasiswa", "Wiraswasta", "Nghỉ hưu",
	} {
		if keys := directory.Keys(name); keys != (kith.NameKeys{}) {
			t.Errorf("%q has keys: %+v", name, keys)
		}
	}
	for _, name := range []string{"Self Financial", "Student Transport Northwharf", "Independent Pewter", "Freelancer.com", "Retired Pewter Ltd", "Private Palewater", "Home Brackenfold", "Startup Pewter", "Stealth Pewter"} {
		if directory.Keys(name).Exact == "" {
			t.Errorf("%q has no key", name)
		}
	}
}

// TestPapers takes what lists of stocks put behind the names of companies off.
func TestPapers(t *testing.T) {
	t.Parallel()
	for _, behind := range []string{
		" Class A Common Stock", " Common Stock", " Ordinary Shares", " American Depositary Shares, each representing two shares", " Sponsored ADR", " ADS (Japan)",
		" Series C", " Warrants", " Units", " 7.25% Notes due 2031", " 6.5% Series B Cumulative Preferred Stock", " Common Shares of Beneficial Interest",
		" /DE/", ` \PA\`, "/Cayman Islands/", "/NEW", " (The)", " New",
	} {
		name := "Northwharf Freight Inc." + behind
		if match, why := directory.Compare(name, "Northwharf Freight"); match != kith.MatchExact {
			t.Errorf("%q: %s, %s", name, match, why)
		}
	}
}
