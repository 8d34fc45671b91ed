package field

import (
	"strings"
	"unicode"

	"kith"
	"kith/crawler/internal/text"
)

// SeniorityOf returns the level that a field of a board names, "" for words
// that name none.
func SeniorityOf(field string) kith.Seniority {
	switch Letters(field) {
	case "intern", "internship", "student", "praktikum", "apprentice", "apprenticeship":
		return kith.SeniorityIntern
	case "entry", "entrylevel", "junior", "graduate", "juniorlevel", "trainee":
		return kith.SeniorityJunior
	case "mid", "midlevel", "intermediate", "experienced", "midseniorlevel", "associate":
		return kith.SeniorityMid
	case "senior", "seniorlevel":
		return kith.SenioritySenior
	case "lead", "principal", "staff":
		return kith.SeniorityLead
	case "manager", "supervisor", "managersupervisor":
		return kith.SeniorityManager
	case "director", "head":
		return kith.SeniorityDirector
	case "executive", "seniormanagerexecutive", "seniorexecutive":
		return kith.SeniorityExecutive
	}
	return ""
}

// The phrases of titles by the level that they name, each phrase between
// blanks in a title of words between blanks. Phrases that look like one and
// name another thing are looked for first and taken out.
const (
	noLevel = "|chief of staff|lead generation|senior living|senior care|senior housing|senior services|senior citizens|" +
		"art director|creative director|funeral director|casting director|internal|staff accountant|staff nurse|staff writer|medical staff|nursing staff|" +
		"office of the cfo|office of the ceo|office of the cto|graduate school|post graduate|"
	executiveLevel = "|ceo|cto|cfo|coo|cio|ciso|cmo|cpo|chro|vp|svp|evp|avp|vice president|managing director|geschäftsführer|"
	directorLevel  = "|director|head of|direktor|directeur|directrice|direttore|leiter der|"
	managerLevel   = "|engineering manager|operations manager|store manager|restaurant manager|department manager|team manager|shift manager|plant manager|" +
		"general manager|regional manager|area manager|district manager|branch manager|shift supervisor|supervisor|teamleiter|teamleitung|filialleiter|"
	leadLevel = "|lead|principal|team lead|tech lead|staff engineer|staff software|staff product|staff data|staff scientist|staff research|staff machine|" +
		"staff security|staff site|staff backend|staff frontend|staff full|staff designer|staff developer|staff platform|staff infrastructure|staff technical|"
	seniorLevel = "|senior|sr|snr|senioren|"
	midLevel    = "|mid level|midlevel|intermediate|mid senior|"
	juniorLevel = "|junior|jr|entry level|new grad|graduate|trainee|early career|berufseinsteiger|débutant|"
	internLevel = "|intern|internship|internships|apprentice|apprenticeship|praktikum|praktikant|praktikantin|werkstudent|werkstudentin|working student|azubi|" +
		"auszubildende|auszubildender|ausbildung|stagiaire|stage|alternance|alternant|becario|prácticas|tirocinio|stażysta|co op|gyakornok|"
)

// TitleSeniority returns the level that a title names in so many words, "" for
// one that names none or two that exclude each other.
func TitleSeniority(title string) kith.Seniority {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(text.Cut(title, 300)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ") + " "
	for phrase := range strings.SplitSeq(strings.Trim(noLevel, "|"), "|") {
		words = strings.ReplaceAll(words, " "+phrase+" ", " ")
	}
	has := func(table string) bool {
		for phrase := range strings.SplitSeq(strings.Trim(table, "|"), "|") {
			if strings.Contains(words, " "+phrase+" ") {
				return true
			}
		}
		return false
	}
	switch {
	case has(internLevel):
		return kith.SeniorityIntern
	case has(juniorLevel) && (has(seniorLevel) || has(midLevel) || has(leadLevel)):
		return ""
	case has("assistant|secretary") && has(executiveLevel):
		return ""
	case has(executiveLevel), strings.HasPrefix(words, " chief ") && strings.Contains(words, " officer "):
		return kith.SeniorityExecutive
	case has(directorLevel):
		return kith.SeniorityDirector
	case has(managerLevel), strings.HasPrefix(words, " manager "), strings.HasPrefix(words, " senior manager "):
		return kith.SeniorityManager
	case has(leadLevel):
		return kith.SeniorityLead
	case has(seniorLevel):
		return kith.SenioritySenior
	case has(midLevel):
		return kith.SeniorityMid
	case has(juniorLevel):
		return kith.SeniorityJunior
	}
	return ""
}
