package mail

import (
	"strings"
	"testing"
	"time"

	"kith"
)

// plain puts ordinary spaces where the words keep together.
func plain(words string) string { return strings.ReplaceAll(words, "\u00a0", " ") }

// TestMoments checks times in the zones of users.
func TestMoments(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 29, 5, 0, 0, 0, time.UTC) // the clocks of Europe have just gone forward
	for _, c := range []struct {
		zone string
		at   time.Time
		want string
		in   string
	}{
		{"UTC", now.Add(-time.Hour), "today 04:00", "today at 04:00"},
		{"Europe/London", now.Add(-time.Hour), "today 05:00", "today at 05:00"},
		{"Europe/Berlin", now.Add(-7 * time.Hour), "yesterday 23:00", "yesterday at 23:00"},
		{"Asia/Kathmandu", now.Add(-11 * time.Hour), "yesterday 23:45", "yesterday at 23:45"},
		{"Pacific/Kiritimati", now.Add(-20 * time.Hour), "yesterday 23:00", "yesterday at 23:00"},
		{"No/Where", now.Add(-time.Hour), "today 04:00", "today at 04:00"},
		{"UTC", now.AddDate(0, 0, -2), "27 March", "on 27 March"},
		{"UTC", now.AddDate(-1, 0, 0), "29 March 2025", "on 29 March 2025"},
		{"America/New_York", time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC), "20 March", "on 20 March"}, // a date without a time
	} {
		clock := newClock(kith.User{TimeZone: c.zone}, now)
		if got := plain(clock.moment(c.at)); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.zone, c.at, got, c.want)
		}
		if got := plain(clock.momentIn(c.at)); got != c.in {
			t.Errorf("%s: %s is %q, want %q", c.zone, c.at, got, c.in)
		}
	}
}

// TestSeen checks when a role went up, by whose account.
func TestSeen(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	hour, week, spring := now.Add(-time.Hour), now.AddDate(0, 0, -7), time.Date(2026, 4, 3, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		role Role
		want string
	}{
		{Role{SeenAt: hour}, "today 07:00"},
		{Role{SeenAt: hour, PostedAt: hour}, "today 07:00"},
		{Role{SeenAt: hour, PostedAt: week}, "today 07:00, posted 18 November"},
		{Role{PostedAt: week}, "posted 18 November"},
		{Role{SeenAt: hour, ListedAt: spring}, "listed again today 07:00, first on 3 April"},
		{Role{SeenAt: hour, ListedAt: spring, PostedAt: week}, "listed again today 07:00, first on 3 April"},
		{Role{}, ""},
	} {
		if got := plain(newClock(kith.User{TimeZone: "UTC"}, now).seen(c.role)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.role, got, c.want)
		}
	}
}

// TestSalary checks pay in words.
func TestSalary(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]*kith.Salary{
		"":                          nil,
		"€58,000 to €68,000 a year": {Min: 58000, Max: 68000, Currency: "EUR", Period: "year"},
		"from £450 a day":           {Min: 450, Currency: "GBP", Period: "day"},
		"up to $1,234,567":          {Max: 1234567, Currency: "USD"},
		"CHF 30 an hour":            {Min: 30, Max: 30, Currency: "CHF", Period: "hour"},
		"999 to 1,000 a month":      {Min: 999, Max: 1000, Period: "month"},
		"up to SEK 5 a week":        {Min: -1, Max: 5, Currency: "SEK", Period: "week"},
		"ABCD… 1 to ABCD… 2":        {Min: 1, Max: 2, Currency: "ABCDEFGH", Period: "fortnight"},
	} {
		if got := salary(s); got != want {
			t.Errorf("%+v is %q, want %q", s, got, want)
		}
	}
}

// TestPlaces checks where a role is, in words.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]Role{
		"":                                 {},
		"Remote":                           {Workplace: kith.WorkplaceRemote},
		"On site":                          {Workplace: kith.WorkplaceOnsite},
		"Leeds":                            {Places: []string{"Leeds"}},
		"Leeds and 1 more place, hybrid":   {Places: []string{"Leeds", "Hull"}, Workplace: kith.WorkplaceHybrid},
		"Remote, UK":                       {Places: []string{"Remote, UK"}, Workplace: kith.WorkplaceRemote},
		"Leeds and 1,199 more places":      {Places: append([]string{"Leeds"}, make([]string, 1199)...)},
		"Leeds and 4 more places, on site": {Places: make5("Leeds"), Workplace: kith.WorkplaceOnsite},
	} {
		if got := place(r); got != want {
			t.Errorf("%d places are %q, want %q", len(r.Places), got, want)
		}
	}
}

func make5(first string) []string { return []string{first, "b", "c", "d", "e"} }

// TestHealthWords checks that refused and silent stay apart.
func TestHealthWords(t *testing.T) {
	t.Parallel()
	for want, h := range map[string]Health{
		"All 12 career pages answered.":                     {Boards: 12, Answered: 12},
		"The one career page answered.":                     {Boards: 1, Answered: 1},
		"Of 1 career page none answered, 1 did not answer.": {Boards: 1, Silent: 1},
		"Of 1,212 career pages 1,205 answered, 1 asks not to be visited, 3 did not answer, 3 were not looked at yet.": {Boards: 1212, Answered: 1205, Refused: 1, Silent: 3},
	} {
		if got := h.words(); got != want {
			t.Errorf("%+v is %q, want %q", h, got, want)
		}
	}
}

// TestClean checks that foreign text becomes one harmless line.
func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"a\r\nBcc: b\u2028c\td", 50, "a Bcc: b c d"},
		{"\u202egnp.exe\u2066x\u2069\u200f", 50, "gnp.exex"},
		{"a\x00b\x1b[31mc\ufeff", 50, "ab[31mc"},
		{"a\xffb", 50, "a\uFFFDb"},
		{"abcdef", 6, "abcdef"},
		{"abcdefg", 6, "abcde…"},
		{"abcd , efg", 6, "abcd…"},
		{"abcde\u0301\u0302fgh", 6, "abcd…"}, // the accents stay with their letter
		{strings.Repeat(" ", 10000) + "a", 5, ""},
		{strings.Repeat("é", 10000), 3, "éé…"},
		{"abc", 0, ""},
	} {
		if got := clean(c.text, c.n); got != c.want {
			t.Errorf("%q is %q, want %q", head(c.text, 30), got, c.want)
		}
	}
}

// TestLink checks what may be a link.
func TestLink(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://a.example/b?c=d&e=f#g": "https://a.example/b?c=d&e=f#g", "HTTP://a.example": "http://a.example",
		"javascript:alert(1)": "", "data:text/html,x": "", "//a.example": "", "/x": "", "": "", "https://": "", "https://u:p@a.example/": "",
		"ftp://a.example": "", "https://a.example/\n": "https://a.example/", "https://a.example/" + strings.Repeat("x", 2000): "",
	} {
		if got := link(address); got != want {
			t.Errorf("%q is %q, want %q", address, got, want)
		}
	}
}

// TestShareRoles checks how room is shared among companies.
func TestShareRoles(t *testing.T) {
	t.Parallel()
	groups := []shownCompany{{Company: Company{Roles: make([]Role, 100)}}, {Company: Company{Roles: make([]Role, 2)}}, {Company: Company{Roles: make([]Role, 20)}}}
	shareRoles(groups, 30)
	for i, want := range []int{18, 2, 10} {
		if got := len(groups[i].Roles); got != want {
			t.Errorf("company %d shows %d roles, want %d", i, got, want)
		}
		if all := len(groups[i].Roles) + groups[i].hidden; all != []int{100, 2, 20}[i] {
			t.Errorf("company %d has %d roles in all", i, all)
		}
	}
}
