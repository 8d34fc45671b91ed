package page

import "testing"

// TestKindOfTitle tells titles of openings from the other words of career pages.
func TestKindOfTitle(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]titleKind{
		"Pump Engineer": roleTitle, "Senior Dock Manager (f/m/x)": roleTitle, "Softwareentwickler*in": roleTitle, "Kundtjänstmedarbetare": roleTitle, "Ingénieure d’essais H/F": roleTitle,
		"Vendedor/a de barcos": roleTitle, "Addetto alle pompe": roleTitle, "Responsabile di banchina": roleTitle, "Gépészmérnök": roleTitle, "Инженер насосов": roleTitle, "ポンプエンジニア": roleTitle, "水泵工程师": roleTitle,
		"Job Title: Pump Engineer": roleTitle, "Contact Center Manager": roleTitle, "Benefits Manager": roleTitle, "Head of Quays": roleTitle, "Trainee": roleTitle,
		"Ada Brackenfold, Pump Engineer": oddTitle, "Manager, Technical Accounting": roleTitle, "Engineering Leader, Castings": roleTitle, "Data Science, Senior Manager": roleTitle,
		"Quayside Operations": anyTitle, "Go-to-Market": anyTitle,
		"Our benefits": oddTitle, "Why Palewater?": oddTitle, "How do I apply as an engineer?": oddTitle, "Meet our engineer": oddTitle, "Open positions": oddTitle, "All departments": oddTitle, "Benefits": oddTitle, "Über uns": oddTitle,
		"We are a company of people who build pumps.": oddTitle, "Job board": oddTitle,
		"Apply now": noTitle, "Learn More & Apply": noTitle, "Jetzt bewerben": noTitle, "Voir l’offre": noTitle, "Más información": noTitle, "Responsibilities": noTitle, "What you will do": oddTitle, "12": noTitle, "": noTitle, "x": noTitle,
		"{{ job.title }}": noTitle, "jobs@palewater.example": noTitle, "https://palewater.example/jobs": noTitle,
		"Initiativbewerbung": closedDoor, "Initiativbewerbung (m/w/d)": closedDoor, "Speculative application": closedDoor, "General Application": closedDoor, "Open application": closedDoor, "Join our talent pool": closedDoor,
		"Candidature spontanée": closedDoor, "Autocandidatura": closedDoor, "Spontanansökan": closedDoor, "Általános jelentkezés": closedDoor, "Pump Engineer - General Application": roleTitle,
	} {
		if got := kindOfTitle(said); got != want {
			t.Errorf("%q: %d, want %d", said, got, want)
		}
	}
}

// TestIsPlace tells places from other short texts.
func TestIsPlace(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]bool{
		"Austin, TX": true, "Hull, United Kingdom": true, "Berlin": true, "New York office": true, "Remote": true, "Remote – EMEA": true, "Germany": true, "München": true, "SF Bay Area, CA": true, "東京": true, "Portland, OR 97201": true,
		"Full time": false, "Engineering": false, "Nice To Have": false, "Barcelona Activa": false, "3 openings": false, "Pumps, valves": false, "": false, "Marketing, Sales": false,
	} {
		if got := isPlace(said); got != want {
			t.Errorf("%q: %v", said, got)
		}
	}
}
