package contacts

import (
	"fmt"
	"hash/maphash"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"kith"
)

// contact makes a contact of a record, or says why it cannot be used.
func (c columns) contact(rec record) (kith.Contact, string) {
	if rec.why != "" {
		return kith.Contact{}, rec.why
	}
	if len(rec.fields) > c.width && strings.Join(rec.fields[c.width:], "") != "" {
		return kith.Contact{}, fmt.Sprintf("%d columns where %d were expected", len(rec.fields), c.width)
	}
	name := c.cell(rec, colFull)
	if name == "" {
		name = clean(c.cell(rec, colFirst) + " " + c.cell(rec, colLast))
	}
	company := c.cell(rec, colCompany)
	switch {
	case name == "":
		return kith.Contact{}, "no name"
	case company == "":
		return kith.Contact{}, "no company"
	}
	return kith.Contact{
		Name:        name,
		Company:     company,
		Position:    c.cell(rec, colPosition),
		ProfileURL:  profileURL(c.cell(rec, colURL)),
		ConnectedOn: parseDate(c.cell(rec, colConnected)),
		MailDomain:  mailDomain(c.cell(rec, colMail)),
	}, ""
}

// cell returns a cell, cleaned, "" when the record or the table has none.
func (c columns) cell(rec record, col column) string {
	if at := c.at[col]; at >= 0 && at < len(rec.fields) {
		return clean(rec.fields[at])
	}
	return ""
}

// profileURL returns the address of a profile in one form, so that it can be
// the key of a person: https, no query, LinkedIn's own in lower case. It
// returns "" for anything that is no web address.
func profileURL(text string) string {
	if text == "" {
		return ""
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.Contains(u.Hostname(), ".") {
		return ""
	}
	out := url.URL{Scheme: "https", Host: strings.ToLower(u.Hostname()), Path: strings.TrimRight(u.Path, "/")}
	if host := out.Host; host == "linkedin.com" || strings.HasSuffix(host, ".linkedin.com") {
		out.Host, out.Path = "www.linkedin.com", strings.ToLower(out.Path)
	}
	return cut(out.String())
}

// freeMail are the registrable domains, or their first labels with a dot at
// the end, of mailboxes that tell nothing of an employer.
var freeMail = map[string]bool{
	"gmail.": true, "googlemail.": true, "outlook.": true, "hotmail.": true, "live.": true, "msn.": true,
	"passport.com": true, "yahoo.": true, "ymail.": true, "rocketmail.": true, "aol.": true, "aim.com": true,
	"icloud.com": true, "me.com": true, "mac.com": true, "gmx.": true, "web.de": true, "t-online.de": true,
	"freenet.de": true, "arcor.de": true, "posteo.": true, "mailbox.org": true, "proton.me": true,
	"protonmail.": true, "pm.me": true, "tutanota.": true, "tuta.": true, "hey.com": true, "duck.com": true,
	"fastmail.": true, "zoho.": true, "zohomail.": true, "mail.com": true, "email.com": true, "mail.ru": true,
	"bk.ru": true, "list.ru": true, "inbox.ru": true, "internet.ru": true, "yandex.": true, "ya.ru": true,
	"rambler.ru": true, "ukr.net": true, "i.ua": true, "qq.com": true, "foxmail.com": true, "163.com": true,
	"126.com": true, "yeah.net": true, "sina.com": true, "sina.cn": true, "sohu.com": true, "naver.com": true,
	"hanmail.net": true, "daum.net": true, "kakao.com": true, "orange.fr": true, "wanadoo.fr": true,
	"free.fr": true, "laposte.net": true, "sfr.fr": true, "bbox.fr": true, "neuf.fr": true, "libero.it": true,
	"virgilio.it": true, "alice.it": true, "tin.it": true, "tiscali.": true, "comcast.net": true,
	"verizon.net": true, "att.net": true, "sbcglobal.net": true, "bellsouth.net": true, "cox.net": true,
	"charter.net": true, "earthlink.net": true, "juno.com": true, "optonline.net": true, "btinternet.com": true,
	"btopenworld.com": true, "sky.com": true, "ntlworld.com": true, "virginmedia.com": true,
	"blueyonder.co.uk": true, "talktalk.net": true, "bigpond.com": true, "bigpond.net.au": true,
	"optusnet.com.au": true, "iinet.net.au": true, "shaw.ca": true, "rogers.com": true, "sympatico.ca": true,
	"telus.net": true, "videotron.ca": true, "seznam.cz": true, "centrum.cz": true, "email.cz": true,
	"wp.pl": true, "o2.pl": true, "onet.pl": true, "op.pl": true, "interia.pl": true, "gazeta.pl": true,
	"freemail.hu": true, "citromail.hu": true, "abv.bg": true, "mail.bg": true, "telia.com": true,
	"online.no": true, "bluewin.ch": true, "hispeed.ch": true, "skynet.be": true, "telenet.be": true,
	"ziggo.nl": true, "kpnmail.nl": true, "planet.nl": true, "xs4all.nl": true, "home.nl": true,
	"casema.nl": true, "hetnet.nl": true, "uol.com.br": true, "bol.com.br": true, "terra.com.br": true,
	"ig.com.br": true, "rediffmail.": true, "rediff.com": true, "sapo.pt": true, "telefonica.net": true,
	"terra.es": true, "mynet.com": true, "walla.co.il": true, "users.noreply.github.com": true,
	"linkedin.com": true,
}

// mailDomain returns the registrable domain of an e-mail address, "" for none
// and for those of providers that give one to everybody.
func mailDomain(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 1 {
		return ""
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(strings.Trim(address[at+1:], " .>")))
	if err != nil || strings.ContainsAny(domain, " /:@,;<") {
		return ""
	}
	label, _, _ := strings.Cut(domain, ".")
	if freeMail[domain] || freeMail[label+"."] {
		return ""
	}
	return domain
}

// seen remembers who was read already, by a hash of the surest key of a
// person: 16 bytes a contact, however long their names.
type seen struct {
	seed  maphash.Seed
	lines map[uint64]int
}

func newSeen() seen {
	return seen{seed: maphash.MakeSeed(), lines: map[uint64]int{}}
}

// duplicate says that the contact was read before, or returns "".
func (s seen) duplicate(c kith.Contact, line int) string {
	key := c.ProfileURL
	if key == "" {
		key = strings.ToLower(c.Name + "\x00" + c.Company + "\x00" + c.Position)
	}
	hash := maphash.String(s.seed, key)
	if before, ok := s.lines[hash]; ok {
		return fmt.Sprintf("the same person as in line %d", before)
	}
	s.lines[hash] = line
	return ""
}
